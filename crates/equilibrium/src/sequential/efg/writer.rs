//! Writes `.efg` so that reading it gives the same tree.

use std::io::{self, Write};

use crate::sequential::parts::Turn;
use crate::sequential::tree::Tree;

/// The tree as text. Every node repeats the names of its set and the payoffs of its outcome, which every reader of the
/// format understands.
pub fn write(tree: &Tree) -> String {
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let written = write_to(tree, &mut text);
    debug_assert!(written.is_ok(), "a vector takes everything");
    String::from_utf8_lossy(&text).into_owned()
}

/// Writes the tree to a stream.
///
/// # Errors
///
/// When the stream refuses.
pub fn write_to(tree: &Tree, mut out: impl Write) -> io::Result<()> {
    write!(out, "EFG 2 R {} {{", quoted(tree.title()))?;
    for player in tree.players() {
        write!(out, " {}", quoted(player))?;
    }
    writeln!(out, " }}")?;
    if !tree.comment().is_empty() {
        writeln!(out, "{}", quoted(tree.comment()))?;
    }
    writeln!(out)?;
    (0..tree.node_count()).try_for_each(|node| write_node(tree, node, &mut out))
}

fn write_node(tree: &Tree, node: usize, out: &mut impl Write) -> io::Result<()> {
    let label = quoted(tree.label(node).unwrap_or_default());
    match tree.turn(node) {
        Some(Turn::Chance(number)) => {
            let set = &tree.chance_sets()[number];
            write!(out, "c {label} {} {} {{", number + 1, quoted(set.name()))?;
            for (action, probability) in set.actions().iter().zip(set.probabilities()) {
                write!(out, " {} {probability}", quoted(action))?;
            }
            write!(out, " }}")?;
        }
        Some(Turn::Move(number)) => {
            let set = &tree.information_sets()[number];
            let own = number - tree.sets_of(set.player()).start + 1;
            write!(out, "p {label} {} {own} {} {{", set.player() + 1, quoted(set.name()))?;
            for action in set.actions() {
                write!(out, " {}", quoted(action))?;
            }
            write!(out, " }}")?;
        }
        _ => write!(out, "t {label}")?,
    }
    let Some(number) = tree.nodes[node].outcome else { return writeln!(out, " 0") };
    let outcome = &tree.outcomes[number];
    write!(out, " {} {} {{", number + 1, quoted(&outcome.name))?;
    for (player, payoff) in outcome.payoffs.iter().enumerate() {
        write!(out, "{} {payoff}", if player > 0 { "," } else { "" })?;
    }
    writeln!(out, " }}")
}

/// Text in quotes; quotes and backslashes within are escaped.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
