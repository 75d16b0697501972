//! What the solvers of sequential games return.

use moloch_core::{Certified, Completeness, Status, Stop};

use super::behaviour::{Behaviour, ExactBehaviour};
use crate::finite::{Counter, Scope};

/// Equilibria in behaviour strategies as their solver found them, each with its certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct BehaviourSet {
    /// What was found.
    pub equilibria: Vec<Certified<ExactBehaviour>>,
    /// What was found in doubles only: where three or more players mix in a subgame, no fraction need be an equilibrium.
    /// The certificates hold regrets computed exactly.
    pub in_doubles: Vec<Certified<Behaviour>>,
    /// What was looked for.
    pub scope: Scope,
    /// Whether every subgame was solved, so that no equilibrium rests on an empty threat.
    pub is_subgame_perfect: bool,
    /// Whether everything within the scope was found, and why.
    pub completeness: Completeness,
    /// How.
    pub method: &'static str,
    /// How the computation ended.
    pub status: Status,
    /// What was done on the way.
    pub counters: Vec<Counter>,
}

impl BehaviourSet {
    /// The first exact equilibrium.
    pub fn first(&self) -> Option<&ExactBehaviour> {
        self.equilibria.first().map(|found| &**found)
    }

    /// What is left to say when the budget ended before the first equilibrium.
    pub(super) fn stopped(
        method: &'static str,
        ended: impl Into<Ended>,
        not_searched: String,
        counters: Vec<Counter>,
    ) -> Self {
        let Ended { status, why } = ended.into();
        Self {
            equilibria: Vec::new(),
            in_doubles: Vec::new(),
            scope: Scope::One,
            is_subgame_perfect: false,
            completeness: Completeness::Partial { why, not_searched },
            method,
            status,
            counters,
        }
    }
}

/// Why a solver ended before its first equilibrium.
pub(super) struct Ended {
    pub(super) status: Status,
    pub(super) why: String,
}

impl From<Stop> for Ended {
    fn from(stop: Stop) -> Self {
        Self { status: stop.into(), why: stop.to_string() }
    }
}
