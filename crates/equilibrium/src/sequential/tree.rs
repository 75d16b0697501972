//! A sequential game as a tree.

use super::build::TreeBuilder;
use super::parts::{ChanceSet, InformationSet, Outcome, Turn};
use super::recall::Forgetting;
use crate::finite::Rational;

/// Nodes that a tree may have: about half a gibibyte with labels and payoffs.
pub const MAX_NODES: usize = 1 << 21;

/// A finite sequential game with chance moves and information sets.
///
/// **Numbering.** Nodes are numbered from 0 (the root) in prefix order: a node comes before its children, and the
/// subtree of its first action before that of its second. Information sets are numbered from 0, player 1's first,
/// each player's in the order in which they first occur in the tree; chance sets likewise, apart from these.
///
/// **Payoffs.** Outcomes may stand at any node; what a play pays is the sum of the outcomes along it.
///
/// **Arithmetic.** Probabilities and payoffs are exact.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    pub(super) title: String,
    pub(super) comment: String,
    pub(super) players: Vec<String>,
    pub(super) nodes: Vec<Node>,
    /// The children of all nodes, node by node.
    pub(super) edges: Vec<usize>,
    pub(super) sets: Vec<InformationSet>,
    /// Where each player's sets begin, and where the last player's end.
    pub(super) set_starts: Vec<usize>,
    pub(super) chances: Vec<ChanceSet>,
    pub(super) outcomes: Vec<Outcome>,
    /// Sums of outcomes along a path, one row of payoffs per distinct sum; row 0 is all zeros.
    pub(super) totals: Vec<Vec<Rational>>,
    pub(super) forgetting: Option<Forgetting>,
}

/// A node as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) label: String,
    pub(super) turn: Turn,
    pub(super) outcome: Option<usize>,
    /// The parent and the action that leads here; `None` at the root.
    pub(super) came_by: Option<(usize, usize)>,
    pub(super) first_edge: usize,
    pub(super) total: usize,
    /// One more than the last node of the subtree.
    pub(super) end: usize,
}

impl Tree {
    /// Starts a tree; its nodes are then given in prefix order.
    pub fn builder<S: Into<String>>(title: impl Into<String>, players: impl IntoIterator<Item = S>) -> TreeBuilder {
        TreeBuilder::new(title.into(), players.into_iter().map(Into::into).collect())
    }

    /// The title; it may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The comment; it may be empty.
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// The players' names; at least one.
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// How many players there are.
    pub fn player_count(&self) -> usize {
        self.players.len()
    }

    /// How many nodes there are, terminal ones included.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// All information sets: player 1's, then player 2's, ...
    pub fn information_sets(&self) -> &[InformationSet] {
        &self.sets
    }

    /// The numbers of a player's information sets; empty when the player never moves or does not exist.
    pub fn sets_of(&self, player: usize) -> std::ops::Range<usize> {
        match (self.set_starts.get(player), self.set_starts.get(player + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        }
    }

    /// All chance sets.
    pub fn chance_sets(&self) -> &[ChanceSet] {
        &self.chances
    }

    /// All outcomes, in the order in which they were declared.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// What happens at a node; `None` when there is no such node.
    pub fn turn(&self, node: usize) -> Option<Turn> {
        self.nodes.get(node).map(|node| node.turn)
    }

    /// A node's label; it may be empty, and need not differ from others.
    pub fn label(&self, node: usize) -> Option<&str> {
        self.nodes.get(node).map(|node| node.label.as_str())
    }

    /// The outcome that stands at a node itself.
    pub fn outcome(&self, node: usize) -> Option<&Outcome> {
        self.outcomes.get(self.nodes.get(node)?.outcome?)
    }

    /// The node before this one, and the action that leads here.
    pub fn parent(&self, node: usize) -> Option<(usize, usize)> {
        self.nodes.get(node)?.came_by
    }

    /// A node's children, one per action; empty at the end of the game.
    pub fn children(&self, node: usize) -> &[usize] {
        let Some(stored) = self.nodes.get(node) else { return &[] };
        let end = self.nodes.get(node + 1).map_or(self.edges.len(), |next| next.first_edge);
        &self.edges[stored.first_edge..end]
    }

    /// What each player has earned by the time a node is reached, its own outcome included; `None` when there is no
    /// such node.
    pub fn earned(&self, node: usize) -> Option<&[Rational]> {
        self.nodes.get(node).map(|node| self.totals[node.total].as_slice())
    }

    /// A player's lowest and highest payoff over all plays; `None` when there is no such player.
    pub fn payoff_bounds(&self, player: usize) -> Option<(Rational, Rational)> {
        let mut used: Vec<usize> = self.ends().map(|node| self.nodes[node].total).collect();
        used.sort_unstable();
        used.dedup();
        let column = || used.iter().filter_map(|&row| self.totals[row].get(player));
        Some((column().min()?.clone(), column().max()?.clone()))
    }

    /// The terminal nodes, in order.
    pub fn ends(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.nodes.len()).filter(|&node| self.nodes[node].turn == Turn::End)
    }

    /// Whether every player always remembers what it knew and did.
    ///
    /// # Errors
    ///
    /// The first information set at which somebody has forgotten, with two of its nodes.
    pub fn perfect_recall(&self) -> Result<(), Forgetting> {
        self.forgetting.clone().map_or(Ok(()), Err)
    }

    /// Whether every information set is one node.
    pub fn has_perfect_information(&self) -> bool {
        self.sets.iter().all(|set| set.nodes.len() == 1)
    }

    /// Whether the payoffs of the two players add up to the same at the end of every play.
    pub fn is_constant_sum(&self) -> bool {
        let sum = |node: usize| {
            let row = &self.totals[self.nodes[node].total];
            &row[0] + &row[1]
        };
        let mut ends = self.ends();
        self.players.len() == 2
            && ends.next().is_some_and(|first| {
                let constant = sum(first);
                ends.all(|node| sum(node) == constant)
            })
    }
}
