//! What the methods of this folder have in common: how they report what they found.

use moloch_core::{Completeness, Status};

use super::super::error::SolveError;
use super::super::numerical::{Isolated, NumericalSet};
use super::super::set::{Counter, Scope};
use super::polish::certified;
use super::support::Exact;
use super::tensor::Tensor;

/// Two equilibria closer than this in every probability are one.
const SAME: f64 = 1e-9;

/// What a search found and how it ended.
pub(super) struct Findings {
    pub(super) method: &'static str,
    pub(super) found: Vec<Exact>,
    pub(super) status: Status,
    /// What a caller should know was not searched, if the search did not end by itself.
    pub(super) not_searched: &'static str,
    pub(super) counters: Vec<Counter>,
}

impl Findings {
    /// The set of certified results.
    pub(super) fn into_set(self, tensor: &Tensor<'_>) -> Result<NumericalSet, SolveError> {
        let points = self.found.iter().map(|exact| certified(tensor, exact)).collect::<Result<Vec<Isolated>, _>>()?;
        let completeness = if self.status.is_success() {
            Completeness::Sample
        } else {
            Completeness::Partial { why: self.status.to_string(), not_searched: self.not_searched.to_owned() }
        };
        Ok(NumericalSet {
            points,
            scope: Scope::One,
            completeness,
            method: self.method,
            status: self.status,
            counters: self.counters,
        })
    }
}

/// Adds an equilibrium unless it is there already; whether it was new.
pub(super) fn add_new(found: &mut Vec<Exact>, exact: Exact) -> bool {
    let is_same = |other: &Exact| {
        let pairs = other.mixes.iter().zip(&exact.mixes);
        moloch_core::worst(pairs.map(|(one, other)| (one - other).abs())) < SAME
    };
    let is_new = !found.iter().any(is_same);
    if is_new {
        found.push(exact);
    }
    is_new
}

pub(super) fn iterations(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
