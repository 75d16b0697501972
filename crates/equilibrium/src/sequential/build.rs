//! Trees built node by node, in prefix order.

use super::error::TreeError;
use super::parts::{ChanceSet, InformationSet, Outcome};
use super::tree::Tree;
use crate::finite::{Number, Rational, exact_from_f64};

/// An information set that was declared to a builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetId(pub(super) usize);

/// A chance set that was declared to a builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChanceId(pub(super) usize);

/// An outcome that was declared to a builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeId(pub(super) usize);

/// What a new node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewNode {
    /// A node of a chance set.
    Chance(ChanceId),
    /// A node of an information set.
    Move(SetId),
    /// The end of a play.
    End,
}

/// Builds a tree: sets and outcomes are declared, then the nodes are given in prefix order, each taking the first
/// place that is still open.
///
/// ```
/// use moloch_equilibrium::sequential::Tree;
///
/// // A buyer trusts a seller or not; a trusted seller honours or abuses.
/// let mut tree = Tree::builder("Trust", ["Buyer", "Seller"]);
/// let buyer = tree.information_set(0, "buy?", ["trust", "leave"])?;
/// let seller = tree.information_set(1, "trusted", ["honour", "abuse"])?;
/// tree.decide(buyer)?.decide(seller)?.end([1, 1])?.end([-1, 2])?;
/// let tree = tree.end([0, 0])?.finish()?;
/// assert_eq!((tree.node_count(), tree.information_sets().len()), (5, 2));
/// # Ok::<(), moloch_equilibrium::sequential::TreeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct TreeBuilder {
    pub(super) tree: Tree,
    /// Moves without a node: the node and the first action that still leads nowhere, innermost last.
    pub(super) open: Vec<(usize, usize)>,
    /// Nodes given and places open.
    pub(super) promised: usize,
}

impl TreeBuilder {
    pub(super) fn new(title: String, players: Vec<String>) -> Self {
        let zeros = vec![Rational::ZERO; players.len()];
        let tree = Tree {
            title,
            comment: String::new(),
            players,
            nodes: Vec::new(),
            edges: Vec::new(),
            sets: Vec::new(),
            set_starts: Vec::new(),
            chances: Vec::new(),
            outcomes: Vec::new(),
            totals: vec![zeros],
            forgetting: None,
        };
        Self { tree, open: Vec::new(), promised: 1 }
    }

    /// Gives the tree a comment.
    pub fn comment(&mut self, comment: impl Into<String>) -> &mut Self {
        self.tree.comment = comment.into();
        self
    }

    /// Declares an information set of a player (from 0). Names may be empty and may repeat, but
    /// `.efg` files in which two actions of a set share a name are refused.
    ///
    /// # Errors
    ///
    /// When there is no such player, or no action.
    pub fn information_set<S: Into<String>>(
        &mut self,
        player: usize,
        name: impl Into<String>,
        actions: impl IntoIterator<Item = S>,
    ) -> Result<SetId, TreeError> {
        let players = self.tree.players.len();
        if player >= players {
            return Err(TreeError::NoSuchPlayer { found: player, players });
        }
        let name = name.into();
        let actions: Vec<String> = actions.into_iter().map(Into::into).collect();
        if actions.is_empty() {
            return Err(TreeError::NoActions { what: format!("the information set `{name}`") });
        }
        self.tree.sets.push(InformationSet { player, name, actions, nodes: Vec::new() });
        Ok(SetId(self.tree.sets.len() - 1))
    }

    /// Declares a chance set: its actions with their probabilities.
    ///
    /// # Errors
    ///
    /// When there is no action, a probability is negative, or they do not sum to exactly one.
    pub fn chance_set<S: Into<String>, P: Into<Number>>(
        &mut self,
        name: impl Into<String>,
        actions: impl IntoIterator<Item = (S, P)>,
    ) -> Result<ChanceId, TreeError> {
        let name = name.into();
        let what = || format!("the chance set `{name}`");
        let mut names = Vec::new();
        let mut probabilities: Vec<Rational> = Vec::new();
        for (action, probability) in actions {
            let described = || format!("the probability of action {} of {}", names.len() + 1, what());
            probabilities.push(exact(probability.into(), described)?);
            names.push(action.into());
        }
        if names.is_empty() {
            return Err(TreeError::NoActions { what: what() });
        }
        if let Some(action) = probabilities.iter().position(|probability| *probability < Rational::ZERO) {
            let found = probabilities[action].to_string();
            return Err(TreeError::Probability { what: what(), action: action + 1, found });
        }
        let sum = probabilities.iter().fold(Rational::ZERO, |sum, probability| sum + probability);
        if !sum.is_one() {
            return Err(TreeError::ProbabilitySum { what: what(), found: sum.to_string() });
        }
        self.tree.chances.push(ChanceSet { name, actions: names, probabilities, nodes: Vec::new() });
        Ok(ChanceId(self.tree.chances.len() - 1))
    }

    /// Declares an outcome that may stand at several nodes: what it adds to each player's payoff.
    ///
    /// # Errors
    ///
    /// When there is not one payoff per player, or one is not finite.
    pub fn outcome<P: Into<Number>>(
        &mut self,
        name: impl Into<String>,
        payoffs: impl IntoIterator<Item = P>,
    ) -> Result<OutcomeId, TreeError> {
        let name = name.into();
        let what = || format!("the outcome `{name}`");
        let mut values = Vec::new();
        for payoff in payoffs {
            let player = values.len() + 1;
            values.push(exact(payoff.into(), || format!("the payoff of player {player} in {}", what()))?);
        }
        let (found, expected) = (values.len(), self.tree.players.len());
        if found != expected {
            return Err(TreeError::Payoffs { what: what(), found, expected });
        }
        self.tree.outcomes.push(Outcome { name, payoffs: values });
        Ok(OutcomeId(self.tree.outcomes.len() - 1))
    }

    /// How many players there are.
    pub(super) fn player_count(&self) -> usize {
        self.tree.players.len()
    }

    /// An information set as it was declared.
    pub(super) fn declared_set(&mut self, SetId(set): SetId) -> &mut InformationSet {
        &mut self.tree.sets[set]
    }

    /// A chance set as it was declared.
    pub(super) fn declared_chance(&mut self, ChanceId(set): ChanceId) -> &mut ChanceSet {
        &mut self.tree.chances[set]
    }

    /// An outcome as it was declared.
    pub(super) fn declared_outcome(&mut self, OutcomeId(outcome): OutcomeId) -> &mut Outcome {
        &mut self.tree.outcomes[outcome]
    }
}

fn exact(number: Number, what: impl Fn() -> String) -> Result<Rational, TreeError> {
    match number {
        Number::Integer(value) => Ok(Rational::from(value)),
        Number::Rational(value) => Ok(value),
        Number::Float(value) => {
            exact_from_f64(value).ok_or_else(|| TreeError::NotFinite { what: what(), found: value.to_string() })
        }
    }
}
