//! Trees built node by node, in prefix order.

use super::error::TreeError;
use super::recall::first_forgetting;
use super::tree::{ChanceSet, InformationSet, MAX_NODES, Node, Outcome, Tree, Turn};
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
    tree: Tree,
    /// Moves without a node: the node and the first action that still leads nowhere, innermost last.
    open: Vec<(usize, usize)>,
    /// Nodes given and places open.
    promised: usize,
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

    /// Declares an information set of a player (from 0). Names may be empty and may repeat.
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

    /// The next node in prefix order.
    ///
    /// # Errors
    ///
    /// When every move has its node already, the tree grows too large, or an identifier is of another builder.
    pub fn node(
        &mut self,
        label: impl Into<String>,
        what: NewNode,
        outcome: Option<OutcomeId>,
    ) -> Result<&mut Self, TreeError> {
        let (turn, moves) = self.turn(what)?;
        if outcome.is_some_and(|OutcomeId(outcome)| outcome >= self.tree.outcomes.len()) {
            return Err(TreeError::NotDeclared { what: "the outcome" });
        }
        let node = self.tree.nodes.len();
        if node > 0 && self.open.is_empty() {
            return Err(TreeError::NoOpenPlace { node });
        }
        self.promised = self.promised.saturating_add(moves);
        if self.promised > MAX_NODES {
            return Err(TreeError::TooLarge { limit: MAX_NODES });
        }
        let came_by = self.take_place(node);
        let outcome = outcome.map(|OutcomeId(outcome)| outcome);
        let first_edge = self.tree.edges.len();
        self.tree.edges.resize(first_edge + moves, 0);
        self.tree.nodes.push(Node { label: label.into(), turn, outcome, came_by, first_edge, total: 0, end: 0 });
        if moves > 0 {
            self.open.push((node, 0));
        }
        Ok(self)
    }

    /// The next node: a player's move, without label or outcome.
    ///
    /// # Errors
    ///
    /// As [`TreeBuilder::node`].
    pub fn decide(&mut self, set: SetId) -> Result<&mut Self, TreeError> {
        self.node("", NewNode::Move(set), None)
    }

    /// The next node: a chance move, without label or outcome.
    ///
    /// # Errors
    ///
    /// As [`TreeBuilder::node`].
    pub fn chance(&mut self, set: ChanceId) -> Result<&mut Self, TreeError> {
        self.node("", NewNode::Chance(set), None)
    }

    /// The next node: the end of a play with these payoffs.
    ///
    /// # Errors
    ///
    /// As [`TreeBuilder::node`] and [`TreeBuilder::outcome`].
    pub fn end<P: Into<Number>>(&mut self, payoffs: impl IntoIterator<Item = P>) -> Result<&mut Self, TreeError> {
        let outcome = self.outcome("", payoffs)?;
        self.node("", NewNode::End, Some(outcome))
    }

    /// The next node: the end of a play with an outcome that was declared.
    ///
    /// # Errors
    ///
    /// As [`TreeBuilder::node`].
    pub fn end_with(&mut self, outcome: OutcomeId) -> Result<&mut Self, TreeError> {
        self.node("", NewNode::End, Some(outcome))
    }

    /// Whether every move has its node.
    pub fn is_finished(&self) -> bool {
        !self.tree.nodes.is_empty() && self.open.is_empty()
    }

    /// The tree. The builder can be used on, for instance after an error.
    ///
    /// # Errors
    ///
    /// When there is no player, a move leads to no node, or a set has no node.
    pub fn finish(&self) -> Result<Tree, TreeError> {
        if self.tree.players.is_empty() {
            return Err(TreeError::NoPlayers);
        }
        if !self.is_finished() {
            return Err(self.unfinished());
        }
        let mut tree = self.tree.clone();
        gather_sets(&mut tree)?;
        order_outcomes(&mut tree);
        measure_subtrees(&mut tree);
        add_outcomes(&mut tree);
        tree.forgetting = first_forgetting(&tree);
        Ok(tree)
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

    /// Places without a node.
    pub(super) fn open_places(&self) -> usize {
        self.promised - self.tree.nodes.len()
    }

    /// What the tree still lacks.
    pub(super) fn unfinished(&self) -> TreeError {
        let first = match self.open.last() {
            None => "from the root on".to_owned(),
            Some(&(node, action)) => format!("from action {} of node {node} on", action + 1),
        };
        TreeError::Unfinished { open: self.open_places(), first }
    }

    fn turn(&self, what: NewNode) -> Result<(Turn, usize), TreeError> {
        let undeclared = |what| TreeError::NotDeclared { what };
        match what {
            NewNode::End => Ok((Turn::End, 0)),
            NewNode::Move(SetId(set)) => {
                let found = self.tree.sets.get(set).ok_or_else(|| undeclared("the information set"))?;
                Ok((Turn::Move(set), found.actions.len()))
            }
            NewNode::Chance(ChanceId(set)) => {
                let found = self.tree.chances.get(set).ok_or_else(|| undeclared("the chance set"))?;
                Ok((Turn::Chance(set), found.actions.len()))
            }
        }
    }

    /// Takes the first open place for a node; the root needs none.
    fn take_place(&mut self, node: usize) -> Option<(usize, usize)> {
        let (parent, action) = self.open.pop()?;
        self.tree.edges[self.tree.nodes[parent].first_edge + action] = node;
        // Between the node and the next edge of its parent, all edges belong to the parent: it is innermost.
        let moves = match self.tree.nodes[parent].turn {
            Turn::Chance(set) => self.tree.chances[set].actions.len(),
            Turn::Move(set) => self.tree.sets[set].actions.len(),
            Turn::End => 0,
        };
        if action + 1 < moves {
            self.open.push((parent, action + 1));
        }
        Some((parent, action))
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

/// Lists the nodes of each set, and orders the sets by player and first node.
fn gather_sets(tree: &mut Tree) -> Result<(), TreeError> {
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
fn order_outcomes(tree: &mut Tree) {
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
fn measure_subtrees(tree: &mut Tree) {
    for node in (0..tree.nodes.len()).rev() {
        let own = tree.nodes[node].end.max(node + 1);
        tree.nodes[node].end = own;
        if let Some((parent, _)) = tree.nodes[node].came_by {
            tree.nodes[parent].end = tree.nodes[parent].end.max(own);
        }
    }
}

/// Adds up the outcomes along every path; equal sums that need no addition share a row.
fn add_outcomes(tree: &mut Tree) {
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
