//! Why a question on evolution or learning has no answer.

use moloch_core::{NotCertified, Stop};
use thiserror::Error;

use crate::finite::{GameError, ProfileError, SolveError};

/// Why a question on evolution or learning has no answer.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum EvolutionError {
    /// The payoffs are none of a game that the method handles.
    #[error(transparent)]
    Game(#[from] GameError),
    /// A starting mix does not fit the game.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The search for equilibria failed.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// A parameter lies outside its range.
    #[error("{task}: {what} is {found}, expected {expected}")]
    OutOfRange {
        /// What was to be done.
        task: &'static str,
        /// The parameter.
        what: &'static str,
        /// What was found.
        found: String,
        /// What is allowed.
        expected: String,
    },
    /// Linear fitness that is not positive.
    #[error(
        "set the fitness: 1 - w + w payoff is {found} for strategy {strategy} against {opponent}, expected more than 0; \
         lower w, add a constant to the payoffs, or use exponential fitness"
    )]
    FitnessNotPositive {
        /// Strategy, numbered from 1.
        strategy: usize,
        /// Opponent, numbered from 1.
        opponent: usize,
        /// The fitness.
        found: f64,
    },
    /// A chain of more states than can be solved.
    #[error(
        "build the chain of {size} individuals and {strategies} strategies: it has {states} states ({needed} stored \
         coefficients), the limit is {limit}; use the limit of small mutations or simulate"
    )]
    TooManyStates {
        /// Individuals.
        size: u32,
        /// Strategies.
        strategies: usize,
        /// States, as far as 128 bits count.
        states: u128,
        /// What would have to be stored.
        needed: u128,
        /// The limit of that.
        limit: u128,
    },
    /// A number left the range of doubles on the way.
    #[error("{task}: {what} is not finite; scale the payoffs or the intensity of selection down")]
    NonFinite {
        /// What was to be done.
        task: &'static str,
        /// What was not finite.
        what: &'static str,
    },
    /// The answer failed its check, so it is not a result.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
    /// A mutant that should upset a mix does not. This is a mistake of the solver.
    #[error("certify that a mutant does as well as the mix it should drive out; report the game that led here")]
    MutantNotCertified,
    /// The work was stopped before there was anything to show.
    #[error("{task}: {stop}, after {done} of {total} steps; allow more")]
    Stopped {
        /// What was to be done.
        task: &'static str,
        /// Why it stopped.
        stop: Stop,
        /// Steps done.
        done: u64,
        /// Steps needed.
        total: u64,
    },
}

impl EvolutionError {
    pub(crate) fn range(
        task: &'static str,
        what: &'static str,
        found: impl std::fmt::Display,
        expected: impl Into<String>,
    ) -> Self {
        Self::OutOfRange { task, what, found: format!("{found}"), expected: expected.into() }
    }
}
