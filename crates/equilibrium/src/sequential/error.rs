//! What can be wrong with a tree, and why a sequential game was not solved.

use thiserror::Error;

use super::recall::Forgetting;
use crate::finite::{GameError, ProfileError, SolveError};

/// Why a tree was refused.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum TreeError {
    /// A tree without players.
    #[error("build the tree: it has no players; give at least one")]
    NoPlayers,
    /// A player that does not exist.
    #[error("build the tree: there is no player {found} (from 0), expected one of {players}")]
    NoSuchPlayer {
        /// What was given.
        found: usize,
        /// How many players there are.
        players: usize,
    },
    /// A set of nodes without actions.
    #[error("build the tree: {what} has no actions; give at least one, or make its nodes terminal")]
    NoActions {
        /// Which set.
        what: String,
    },
    /// A set that no node belongs to.
    #[error("build the tree: {what} has no nodes; give it one or leave the set out")]
    EmptySet {
        /// Which set.
        what: String,
    },
    /// A probability below zero.
    #[error("build the tree: action {action} of {what} has probability {found}, expected a number from 0 to 1")]
    Probability {
        /// Which chance set.
        what: String,
        /// Which action, from 1.
        action: usize,
        /// The probability.
        found: String,
    },
    /// Probabilities that do not sum to one.
    #[error("build the tree: the probabilities of {what} sum to {found}, expected exactly 1; write thirds as `1/3`")]
    ProbabilitySum {
        /// Which chance set.
        what: String,
        /// The sum.
        found: String,
    },
    /// A list of payoffs that does not have one entry per player.
    #[error("build the tree: {what} has {found} payoffs, expected {expected}, one per player")]
    Payoffs {
        /// Which outcome.
        what: String,
        /// How many there are.
        found: usize,
        /// How many players there are.
        expected: usize,
    },
    /// A payoff or probability that is not a finite number.
    #[error("build the tree: {what} is {found}, expected a finite number")]
    NotFinite {
        /// What.
        what: String,
        /// What was found.
        found: String,
    },
    /// A node after the last one.
    #[error("build the tree: every move has its node already; node {node} has no place")]
    NoOpenPlace {
        /// The node that was to be added, from 0.
        node: usize,
    },
    /// Moves that lead nowhere.
    #[error("build the tree: {open} moves lead to no node yet; give the nodes {first}")]
    Unfinished {
        /// How many places are open.
        open: usize,
        /// The first open place.
        first: String,
    },
    /// An identifier of another builder.
    #[error("build the tree: {what} was not declared by this builder; declare it first")]
    NotDeclared {
        /// A set or an outcome.
        what: &'static str,
    },
    /// Too many nodes for memory.
    #[error("build the tree: it has more than {limit} nodes, the limit (half a gibibyte of memory); split the game")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
}

/// Why a sequential game was not solved.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SequentialError {
    /// The tree is none.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// The method needs perfect recall.
    #[error("{task}: {forgetting}")]
    ImperfectRecall {
        /// What was to be done.
        task: &'static str,
        /// Where it fails.
        forgetting: Forgetting,
    },
    /// The method is for other trees.
    #[error("{task}: {found}, expected {expected}; {next}")]
    WrongTree {
        /// What was to be done.
        task: &'static str,
        /// What the tree is.
        found: String,
        /// What the method handles.
        expected: &'static str,
        /// What to do instead.
        next: &'static str,
    },
    /// Too large for the method.
    #[error("{task}: {found}, the limit is {limit}; {next}")]
    TooLarge {
        /// What was to be done.
        task: &'static str,
        /// How large it is.
        found: String,
        /// How large it may be.
        limit: usize,
        /// What to do instead.
        next: &'static str,
    },
    /// A behaviour profile that is none, or none of this tree.
    #[error("read the behaviour profile: {what}: found {found}, expected {expected}")]
    Behaviour {
        /// Which part.
        what: String,
        /// What it has.
        found: String,
        /// What it must have.
        expected: String,
    },
    /// A subgame that has no equilibrium this library can find.
    #[error("solve the subgame at node {node} ({players} players): {why}; {next}")]
    Subgame {
        /// Its root.
        node: usize,
        /// Players that move in it.
        players: usize,
        /// Why.
        why: String,
        /// What to do instead.
        next: &'static str,
    },
    /// The work was stopped before there was anything to report.
    #[error("{task}: {stop}, before there was a result; allow more")]
    Stopped {
        /// What was to be done.
        task: &'static str,
        /// Why it stopped.
        stop: moloch_core::Stop,
    },
    /// A path could not be followed to its end: a mistake of the method, or numbers beyond its reach.
    #[error("{task}: {why}; {next}")]
    Failed {
        /// What was to be done.
        task: &'static str,
        /// What went wrong.
        why: String,
        /// What to do instead.
        next: &'static str,
    },
    /// A candidate failed its check, so it is not a result. This is a mistake of the solver.
    #[error(transparent)]
    NotCertified(#[from] moloch_core::NotCertified),
    /// The strategic form was refused.
    #[error(transparent)]
    Game(#[from] GameError),
    /// A mixed profile does not fit.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The solver of the strategic form failed.
    #[error(transparent)]
    Solve(#[from] SolveError),
}
