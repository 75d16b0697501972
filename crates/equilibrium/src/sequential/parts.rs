//! What a tree is made of: turns, information sets, chance sets, outcomes.

use crate::finite::Rational;

/// What happens at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Chance moves, as the chance set of this number says.
    Chance(usize),
    /// A player moves without knowing more than that this information set is reached.
    Move(usize),
    /// The game is over.
    End,
}

/// Nodes that one player cannot tell apart.
#[derive(Clone, Debug, PartialEq)]
pub struct InformationSet {
    pub(super) player: usize,
    pub(super) name: String,
    pub(super) actions: Vec<String>,
    pub(super) nodes: Vec<usize>,
}

impl InformationSet {
    /// Whose move it is, from 0.
    pub fn player(&self) -> usize {
        self.player
    }

    /// The name; it may be empty, and need not differ from others.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the actions; they may be empty or repeat.
    pub fn actions(&self) -> &[String] {
        &self.actions
    }

    /// The nodes, in order; never empty.
    pub fn nodes(&self) -> &[usize] {
        &self.nodes
    }
}

/// Nodes at which chance moves alike.
#[derive(Clone, Debug, PartialEq)]
pub struct ChanceSet {
    pub(super) name: String,
    pub(super) actions: Vec<String>,
    pub(super) probabilities: Vec<Rational>,
    pub(super) nodes: Vec<usize>,
}

impl ChanceSet {
    /// The name; it may be empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the actions.
    pub fn actions(&self) -> &[String] {
        &self.actions
    }

    /// The probability of each action: nonnegative, summing to exactly one.
    pub fn probabilities(&self) -> &[Rational] {
        &self.probabilities
    }

    /// The nodes, in order; never empty.
    pub fn nodes(&self) -> &[usize] {
        &self.nodes
    }
}

/// Something that happens to the players at a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub(super) name: String,
    pub(super) payoffs: Vec<Rational>,
}

impl Outcome {
    /// The name; it may be empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it adds to each player's payoff.
    pub fn payoffs(&self) -> &[Rational] {
        &self.payoffs
    }
}
