//! The limit of small mutations: a walk over populations of one strategy.

use moloch_core::{Certified, Effort};

use super::super::error::EvolutionError;
use super::super::logs;
use super::certificate;
use super::fixation::Fixations;
use super::population::Population;

/// How the population spends its time when mutations are so rare that each is settled before the next.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallMutation {
    /// Natural logarithms of the shares of time with everybody playing each strategy, certified by the balance of
    /// flows in and out of every strategy.
    pub log_shares: Certified<Vec<f64>>,
    /// The shares of time; a share below the smallest double is 0, its logarithm is not.
    pub shares: Vec<f64>,
    /// The chances of fixation.
    pub fixations: Fixations,
}

impl Population {
    /// The stationary distribution of the walk over populations of one strategy: from each, every other strategy's
    /// mutant appears with probability $`1/(k-1)`$ and takes over with its chance of fixation.
    ///
    /// Everything is done with logarithms and without subtraction, so that shares of 1e-300 and below are as exact as
    /// large ones. One step of effort per ordered pair of strategies.
    ///
    /// # Errors
    ///
    /// When it was stopped, or the distribution does not pass its check.
    pub fn small_mutation_limit(&self, effort: &Effort) -> Result<SmallMutation, EvolutionError> {
        let fixations = self.fixations(effort)?;
        let logs = stationary(&fixations);
        let certificate = certificate::log_balance(&fixations, &logs);
        let shares = logs.iter().map(|log| log.exp()).collect();
        Ok(SmallMutation { log_shares: Certified::new(logs, certificate)?, shares, fixations })
    }
}

/// Elimination without subtraction (Grassmann, Taksar and Heyman), on logarithms.
fn stationary(fixations: &Fixations) -> Vec<f64> {
    let count = fixations.strategies();
    let log = |place: usize| fixations.get(place / count, place % count).map_or(f64::NEG_INFINITY, |f| f.log);
    let mut rates: Vec<f64> = (0..count * count).map(log).collect();
    let mut exits = vec![0.0; count];
    for last in (1..count).rev() {
        exits[last] = logs::sum(rates[last * count..][..last].iter().copied());
        for from in 0..last {
            let through = rates[from * count + last] - exits[last];
            for to in (0..last).filter(|&to| to != from) {
                let detour = through + rates[last * count + to];
                rates[from * count + to] = logs::add(rates[from * count + to], detour);
            }
        }
    }
    let mut weights = vec![0.0; count];
    for state in 1..count {
        let inflow = (0..state).map(|from| weights[from] + rates[from * count + state]);
        weights[state] = logs::sum(inflow) - exits[state];
    }
    let total = logs::sum(weights.iter().copied());
    weights.into_iter().map(|weight| weight - total).collect()
}
