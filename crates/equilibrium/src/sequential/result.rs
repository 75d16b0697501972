//! What the solvers of sequential games return.

use moloch_core::{Certified, Completeness, Status};

use super::behaviour::ExactBehaviour;
use crate::finite::{Counter, Scope};

/// Equilibria in behaviour strategies as their solver found them, each with its exact certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct BehaviourSet {
    /// What was found.
    pub equilibria: Vec<Certified<ExactBehaviour>>,
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
    /// The first equilibrium.
    pub fn first(&self) -> Option<&ExactBehaviour> {
        self.equilibria.first().map(|found| &**found)
    }
}
