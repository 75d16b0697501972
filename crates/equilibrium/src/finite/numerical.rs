//! Sets of equilibria known in doubles, with what is proved about each.

use moloch_core::{Certified, Completeness, Status};

use super::profile::Profile;
use super::set::{Counter, Scope};

/// An equilibrium known in doubles, with its regret.
#[derive(Clone, Debug, PartialEq)]
pub struct Isolated {
    /// The profile; its certificate holds the regret with rounding bounded.
    pub profile: Certified<Profile>,
    /// Where an interval proof succeeded: within this distance of every probability lies exactly one equilibrium
    /// with the same support. `None`: the regret is all that is known.
    pub radius: Option<f64>,
    /// The fixed-point index of a regular equilibrium (+1 or -1) where the method knows it.
    pub index: Option<i8>,
}

/// Equilibria of one game as a method in doubles found them.
#[derive(Clone, Debug, PartialEq)]
pub struct NumericalSet {
    /// What was found.
    pub points: Vec<Isolated>,
    /// What was looked for.
    pub scope: Scope,
    /// Whether everything within the scope was found, and why.
    pub completeness: Completeness,
    /// How.
    pub method: &'static str,
    /// How the computation ended.
    pub status: Status,
    /// What was done on the way; empty where nothing is worth counting.
    pub counters: Vec<Counter>,
}

impl NumericalSet {
    /// The sum of the indices, where all are known. Over all equilibria of a game whose equilibria are regular it is
    /// +1: evidence of completeness, not proof.
    pub fn index_sum(&self) -> Option<i32> {
        self.points.iter().map(|point| point.index.map(i32::from)).sum()
    }
}
