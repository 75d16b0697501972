//! Whether a distribution is stationary: flows in and out of every state, summed again.
//!
//! This module knows the chains and the distributions. It imports no solver.

use moloch_core::tolerance::FIXED_POINT_CHECK_REL;
use moloch_core::{Certificate, Concept, worst};

use super::super::logs;
use super::chain::Chain;
use super::fixation::Fixations;

/// Flows below this may have lost digits to underflow; they are left out of the relative comparison.
const SMALLEST_FLOW: f64 = 1e-290;

/// The largest relative difference of the flows out of and into a state, over all states of the full chain, and the
/// distance of the sum of all shares from 1.
pub fn balance(chain: &Chain, shares: &[f64]) -> Certificate {
    let mut flows_in = vec![0.0; shares.len()];
    let mut flows_out = vec![0.0; shares.len()];
    for (state, share) in shares.iter().enumerate() {
        for (target, probability) in chain.transitions(state) {
            flows_out[state] += share * probability;
            if let Some(flow) = flows_in.get_mut(target) {
                *flow += share * probability;
            }
        }
    }
    let pairs = flows_in.iter().zip(&flows_out);
    let difference = |(flow_in, flow_out): (&f64, &f64)| {
        let largest = if flow_in.is_nan() || flow_out.is_nan() { f64::NAN } else { flow_in.max(*flow_out) };
        if largest < SMALLEST_FLOW { 0.0 } else { (flow_in - flow_out).abs() / largest }
    };
    let lengths = if shares.len() == chain.states().len() { 0.0 } else { f64::INFINITY };
    let sum = (moloch_core::sum::compensated(shares.iter().copied()) - 1.0).abs();
    let negative = worst(shares.iter().map(|share| -share.min(0.0)));
    let residual = worst(pairs.map(difference).chain([lengths, sum, negative]));
    certificate(residual, 1.0, "flows in and out of every state summed again")
}

/// The largest difference of the logarithms of the flows out of and into a strategy, in the walk over populations of
/// one strategy, against the largest logarithm met.
pub fn log_balance(fixations: &Fixations, log_shares: &[f64]) -> Certificate {
    let count = fixations.strategies();
    let rate = |from: usize, to: usize| fixations.get(from, to).map_or(f64::NEG_INFINITY, |fixation| fixation.log);
    let difference = |state: usize| {
        let others = (0..count).filter(move |&other| other != state);
        let flow_in = logs::sum(others.clone().map(|other| log_shares[other] + rate(other, state)));
        let flow_out = log_shares[state] + logs::sum(others.map(|other| rate(state, other)));
        (flow_in - flow_out).abs()
    };
    let fits = log_shares.len() == count;
    let sum = logs::sum(log_shares.iter().copied()).abs();
    let differences = (0..if fits { count } else { 0 }).map(difference);
    let residual = worst(differences.chain([sum, if fits { 0.0 } else { f64::INFINITY }]));
    let pairs = (0..count * count).filter_map(|place| fixations.get(place / count, place % count));
    let scale = pairs.map(|fixation| fixation.log.abs()).fold(1.0, f64::max);
    certificate(residual, scale, "logarithms of the flows in and out of every strategy summed again")
}

fn certificate(residual: f64, scale: f64, method: &'static str) -> Certificate {
    Certificate { concept: Concept::FixedPoint, residual, scale, tolerance: FIXED_POINT_CHECK_REL, method }
}
