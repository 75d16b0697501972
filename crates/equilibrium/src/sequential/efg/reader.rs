//! Reads `.efg`: header, players, comment, then the nodes in prefix order.

use std::collections::BTreeMap;
use std::io::Read;

use super::words::{keyword, names, refuse, take, text};
use crate::finite::formats::{FormatError, Kind, Stuck, Token, Tokens};
use crate::sequential::build::{ChanceId, NewNode, OutcomeId, SetId, TreeBuilder};
use crate::sequential::tree::Tree;

/// What the file is called in messages.
const WHAT: &str = "sequential game";

/// Reads a tree from text; `name` is the file's name in messages.
///
/// # Errors
///
/// Every fault that was found, each with its place, what stands there, what may stand there and what to do.
///
/// ```
/// use moloch_equilibrium::sequential::efg;
///
/// let tree = efg::parse("heads.efg", r#"EFG 2 R "Call it" { "Ann" } p "" 1 1 { "yes" "no" } 0
///     t "" 1 { 1 } t "" 2 { 0 }"#)?;
/// assert_eq!(tree.node_count(), 3);
/// let fault = efg::parse("bad.efg", r#"EFG 2 R "Bad" { "Ann" } q"#).unwrap_err();
/// assert!(fault.to_string().contains("found `q`, expected a node"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse(name: &str, text: &str) -> Result<Tree, FormatError> {
    read(name, text.as_bytes())
}

/// Reads a tree from a stream, which is never held in memory as a whole.
///
/// # Errors
///
/// As [`parse`], and when the source cannot be read.
pub fn read(name: &str, source: impl Read) -> Result<Tree, FormatError> {
    let mut tokens = Tokens::new(name, source);
    match tree(&mut tokens) {
        Ok(tree) if tokens.is_sound() => Ok(tree),
        _ => Err(tokens.into_error(WHAT, name)),
    }
}

fn tree<R: Read>(tokens: &mut Tokens<R>) -> Result<Tree, Stuck> {
    let builder = header(tokens)?;
    let mut reader = Reader {
        tokens,
        builder,
        sets: BTreeMap::new(),
        chances: BTreeMap::new(),
        outcomes: BTreeMap::new(),
        without_payoffs: BTreeMap::new(),
    };
    while !reader.builder.is_finished() {
        reader.node()?;
    }
    reader.finish()
}

/// `EFG 2 R "title" { "player" ... } "comment"`, the comment optional.
fn header<R: Read>(tokens: &mut Tokens<R>) -> Result<TreeBuilder, Stuck> {
    keyword(tokens, &["EFG"], "a file of this format starts with `EFG 2 R` and the title")?;
    keyword(tokens, &["2"], "this is the only version there is")?;
    keyword(tokens, &["R", "D"], "write `R` (exact numbers) or `D` (decimals); both are read exactly")?;
    let title = text(tokens, "title", "the title in quotes")?;
    let open = take(tokens)?;
    if open.kind != Kind::Open {
        return Err(refuse(
            tokens,
            &open,
            "players",
            "`{` and the players' names",
            "list the players: `{ \"Ann\" \"Bob\" }`",
        ));
    }
    let players = names(tokens, "players")?;
    if players.is_empty() {
        return Err(refuse(tokens, &open, "players", "at least one player", "name the players: `{ \"Ann\" \"Bob\" }`"));
    }
    let mut builder = Tree::builder(title, players);
    if matches!(tokens.peek()?.kind, Kind::Text(_)) {
        builder.comment(text(tokens, "comment", "the comment in quotes")?);
    }
    Ok(builder)
}

pub(super) struct Reader<'a, R> {
    pub(super) tokens: &'a mut Tokens<R>,
    pub(super) builder: TreeBuilder,
    /// Information sets by player and number.
    pub(super) sets: BTreeMap<(usize, u64), SetId>,
    pub(super) chances: BTreeMap<u64, ChanceId>,
    pub(super) outcomes: BTreeMap<u64, OutcomeId>,
    /// Outcomes whose payoffs have not been met yet, with the first place that names them.
    pub(super) without_payoffs: BTreeMap<u64, Token>,
}

impl<R: Read> Reader<'_, R> {
    /// One node: `c`, `p` or `t` and what follows.
    fn node(&mut self) -> Result<(), Stuck> {
        let token = take(self.tokens)?;
        let kind = match &token.kind {
            Kind::Word(word) => word.as_str(),
            _ => "",
        };
        if !["c", "p", "t"].contains(&kind) {
            return Err(self.no_node(&token));
        }
        let label = text(self.tokens, "node", "the node's label in quotes")?;
        let what = match kind {
            "c" => NewNode::Chance(self.chance_set()?),
            "p" => NewNode::Move(self.information_set()?),
            _ => NewNode::End,
        };
        let outcome = self.outcome()?;
        match self.builder.node(label, what, outcome) {
            Ok(_) => Ok(()),
            Err(error) => {
                let found = format!("a game too large: {error}");
                self.tokens.fault_as(&token, "too-large", "", found, "a smaller game", "split the game");
                Err(Stuck)
            }
        }
    }

    fn no_node(&mut self, token: &Token) -> Stuck {
        let open = self.builder.open_places();
        let next = format!(
            "the tree lacks at least {open} node{}: check that every action has its node",
            if open == 1 { "" } else { "s" }
        );
        refuse(self.tokens, token, "node", "a node: `c`, `p` or `t`", &next)
    }

    /// After the last node: nothing may follow, and every outcome must have payoffs.
    fn finish(self) -> Result<Tree, Stuck> {
        let token = take(self.tokens)?;
        if token.kind != Kind::End {
            let next = "every action has its node already: remove what follows, or check the numbers of actions";
            return Err(refuse(self.tokens, &token, "node", "the end of the file", next));
        }
        for (number, token) in &self.without_payoffs {
            let key = format!("outcome {number}");
            let next = "give the payoffs in braces where the outcome is first used";
            self.tokens.fault(token, "no-payoffs", &key, "an outcome with payoffs", next);
        }
        self.builder.finish().map_err(|error| {
            self.tokens.fault_as(&token, "no-tree", "", error.to_string(), "a tree", "check the file");
            Stuck
        })
    }
}
