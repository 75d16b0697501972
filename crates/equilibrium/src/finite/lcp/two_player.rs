//! What the methods for two players have in common.

use moloch_core::{Completeness, Status, Stop};

use crate::finite::{Counter, EquilibriumSet, Game, GameError, Scope, SolveError};

/// The numbers of actions of a game with two players.
pub(crate) fn require_two_players(game: &Game, task: &'static str) -> Result<[usize; 2], GameError> {
    match game.action_counts() {
        &[rows, columns] => Ok([rows, columns]),
        counts => Err(GameError::WrongShape { task, found: counts.to_vec(), expected: "two players" }),
    }
}

/// The result of a method whose budget ended before it found anything.
pub(crate) fn stopped(method: &'static str, stop: Stop, not_searched: &str, counters: Vec<Counter>) -> EquilibriumSet {
    EquilibriumSet {
        components: Vec::new(),
        scope: Scope::One,
        completeness: Completeness::Partial { why: stop.to_string(), not_searched: not_searched.to_owned() },
        method,
        status: Status::from(stop),
        counters,
    }
}

/// A method that ended where its theory says it cannot end.
pub(crate) fn no_equilibrium(method: &'static str, why: &str) -> SolveError {
    SolveError::NoEquilibrium { method, why: why.to_owned() }
}
