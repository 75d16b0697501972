//! The last steps of building a tree: sets and outcomes in order, subtrees measured, outcomes added up.

use super::error::TreeError;
use super::parts::Turn;
use super::tree::Tree;

/// Lists the nodes of each set, and orders the sets by player and first node.
pub(super) fn gather_sets(tree: &mut Tree) -> Result<(), TreeError> {
    for (node, stored) in tree.nodes.iter().enumerate() {
        match stored.turn {
            Turn::Chance(set) => tree.chances[set].nodes.push(node),
            Turn::Move(set) => tree.sets[set].nodes.push(node),
            Turn::End => {}
        }
    }
    if let Some(set) = tree.sets.iter().find(|set| set.nodes.is_empty()) {
        return Err(TreeError::EmptySet { what: format!("the information set `{}`", set.name) });
    }
    if let Some(set) = tree.chances.iter().find(|set| set.nodes.is_empty()) {
        return Err(TreeError::EmptySet { what: format!("the chance set `{}`", set.name) });
    }
    tree.sets.sort_by_key(|set| (set.player, set.nodes[0]));
    tree.chances.sort_by_key(|set| set.nodes[0]);
    for (number, set) in tree.sets.iter().enumerate() {
        set.nodes.iter().for_each(|&node| tree.nodes[node].turn = Turn::Move(number));
    }
    for (number, set) in tree.chances.iter().enumerate() {
        set.nodes.iter().for_each(|&node| tree.nodes[node].turn = Turn::Chance(number));
    }
    let before = |player: usize| tree.sets.partition_point(|set| set.player < player);
    tree.set_starts = (0..=tree.players.len()).map(before).collect();
    Ok(())
}

/// Keeps the outcomes that stand at a node, in the order in which they first do.
pub(super) fn order_outcomes(tree: &mut Tree) {
    let mut renumbered = vec![None; tree.outcomes.len()];
    let mut kept = Vec::new();
    for node in &mut tree.nodes {
        let Some(old) = node.outcome else { continue };
        let new = *renumbered[old].get_or_insert_with(|| {
            kept.push(tree.outcomes[old].clone());
            kept.len() - 1
        });
        node.outcome = Some(new);
    }
    tree.outcomes = kept;
}

/// Notes where each subtree ends.
pub(super) fn measure_subtrees(tree: &mut Tree) {
    for node in (0..tree.nodes.len()).rev() {
        let own = tree.nodes[node].end.max(node + 1);
        tree.nodes[node].end = own;
        if let Some((parent, _)) = tree.nodes[node].came_by {
            tree.nodes[parent].end = tree.nodes[parent].end.max(own);
        }
    }
}

/// Adds up the outcomes along every path; equal sums that need no addition share a row.
pub(super) fn add_outcomes(tree: &mut Tree) {
    let outcomes = tree.outcomes.iter().map(|outcome| outcome.payoffs.clone());
    tree.totals.extend(outcomes);
    for node in 0..tree.nodes.len() {
        let before = tree.nodes[node].came_by.map_or(0, |(parent, _)| tree.nodes[parent].total);
        tree.nodes[node].total = match tree.nodes[node].outcome {
            None => before,
            Some(outcome) if before == 0 => outcome + 1,
            Some(outcome) => {
                let pairs = tree.totals[before].iter().zip(&tree.outcomes[outcome].payoffs);
                let sum = pairs.map(|(earned, added)| earned + added).collect();
                tree.totals.push(sum);
                tree.totals.len() - 1
            }
        };
    }
}
