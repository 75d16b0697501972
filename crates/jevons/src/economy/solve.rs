//! Newton's method on logarithms of prices.

use moloch_core::Status;
use moloch_core::root::bisect;
use moloch_core::tolerance::{FIXED_POINT_CHECK_REL, FIXED_POINT_REL};
use nalgebra::DVector;

use super::equations::At;
use super::{Allocation, Economy};
use crate::JevonsError;

/// A solution and how it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Prices and quantities.
    pub allocation: Allocation,
    /// How the iteration ended.
    pub status: Status,
}

const STEPS: usize = 200;
const HALVINGS: i32 = 40;
/// The longest step, in logarithms: derivatives say little about prices seven times as high.
const LONGEST: f64 = 2.0;
/// Prices further from today's than this factor, in logarithms, count as none: a price has fallen to nothing.
const FURTHEST: f64 = 25.0;

/// Equilibrium after gains in efficiency, from today's prices.
///
/// # Errors
/// When no prices clear every market, which fixed proportions everywhere can cause.
pub fn solve(economy: &Economy, log_gains: &[f64]) -> Result<Found, JevonsError> {
    solve_from(economy, log_gains, &vec![0.0; economy.sectors() + 2])
}

/// Equilibrium after gains in efficiency, from logarithms of prices near it: goods, energy, wage.
///
/// Wages and energy are priced like goods; the labour market is left out, because Walras' law clears it. Where Newton's
/// steps get stuck, the one ratio of prices that decides the rest is bracketed first.
///
/// # Errors
/// When no prices clear every market.
pub fn solve_from(economy: &Economy, log_gains: &[f64], start: &[f64]) -> Result<Found, JevonsError> {
    if let Some(found) = newton(economy, log_gains, DVector::from_column_slice(start)) {
        return Ok(found);
    }
    let excess =
        |ratio: f64| At::new(economy, log_gains, &priced(economy, log_gains, ratio)).residuals()[economy.sectors()];
    let ratio = bisect(-FURTHEST, FURTHEST, excess).map_err(|_| JevonsError::NoEquilibrium)?.at;
    newton(economy, log_gains, priced(economy, log_gains, ratio)).ok_or(JevonsError::NoEquilibrium)
}

/// Prices at which every good costs what it takes, from the logarithm of the price of energy in wages.
fn priced(economy: &Economy, log_gains: &[f64], ratio: f64) -> DVector<f64> {
    let n = economy.sectors();
    let mut x = DVector::zeros(n + 2);
    x[n] = ratio;
    let missing = At::new(economy, log_gains, &x).residuals();
    for i in 0..n {
        x[i] = -missing[i];
    }
    x
}

/// Newton's method with steps that are cut while they do not bring the equations nearer; `None` when it gets stuck.
fn newton(economy: &Economy, log_gains: &[f64], mut x: DVector<f64>) -> Option<Found> {
    let mut residuals = At::new(economy, log_gains, &x).residuals();
    for iterations in 0..STEPS {
        let at = At::new(economy, log_gains, &x);
        let step = at.jacobian().lu().solve(&residuals)?;
        let length = step.amax();
        if !length.is_finite() || x.amax() > 2.0 * FURTHEST {
            return None;
        }
        let halved = (0..HALVINGS).find_map(|halving| {
            let next = &x - &step * (0.5_f64.powi(halving) * (LONGEST / length).min(1.0));
            let after = At::new(economy, log_gains, &next).residuals();
            (after.norm() < residuals.norm()).then_some((next, after))
        });
        // A step that improves nothing is within rounding of the solution, or stuck far from it.
        let Some((next, after)) = halved else {
            return cleared(economy, log_gains, at.allocation(), iterations);
        };
        (x, residuals) = (next, after);
        if length <= FIXED_POINT_REL * (1.0 + x.amax()) {
            let allocation = At::new(economy, log_gains, &x).allocation();
            return cleared(economy, log_gains, allocation, iterations + 1);
        }
    }
    None
}

/// The allocation if it clears the labour market too: where the wage has all but fallen to nothing, the energy market
/// clears by itself while labour is idle.
fn cleared(economy: &Economy, log_gains: &[f64], allocation: Allocation, iterations: usize) -> Option<Found> {
    let misses = super::residual(economy, log_gains, &allocation);
    (misses <= FIXED_POINT_CHECK_REL).then_some(Found { allocation, status: Status::Converged { iterations } })
}
