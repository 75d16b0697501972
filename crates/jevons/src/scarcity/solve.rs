//! The conditions solved: a projected Newton method on the convex problem whose conditions they are.

use nalgebra::{DMatrix, DVector};

use super::Moment;
use crate::JevonsError;
use crate::certify::in_range;

/// Prices at which use and capacity agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Scarce {
    /// Price of each thing, of today's; 1 while there is enough.
    pub things: Vec<f64>,
    /// Price of each service, of today's.
    pub prices: Vec<f64>,
    /// Each service, bn USD/yr at today's prices.
    pub services: Vec<f64>,
    /// Use of each thing, bn USD/yr at today's prices.
    pub used: Vec<f64>,
    /// Capacity of each thing, bn USD/yr at today's prices.
    pub capacity: Vec<f64>,
    /// The worst breach of the conditions, relative.
    pub residual: f64,
}

/// The breach of the conditions at which the search ends.
const GOAL: f64 = 1e-13;
/// The breach that a result may have.
const ACCEPTED: f64 = 1e-9;
/// Rounds of one sweep and some Newton steps; more than a few are needed only where things are used in the same proportions.
const ROUNDS: usize = 60;
const STEPS: usize = 60;
/// Factor by which the upper end of a bracket is moved, and how often.
const WIDEN: f64 = 4.0;
const WIDENINGS: usize = 500;
/// Halvings of the bracket of one price: the digits are left to Newton steps.
const ROUGHLY: usize = 12;
/// Halvings where that was not enough, and the rounds after which it counts as not enough.
const EXACTLY: usize = 60;
const EASY: usize = 3;
const HALVINGS: usize = 40;
/// The ridge on the curvature, of its largest entry: where more things are scarce than services use them differently,
/// curvature is singular.
const RIDGE_REL: f64 = 1e-13;

impl Moment {
    /// Solves the conditions from a first guess of the prices of the things.
    ///
    /// # Errors
    /// When a number leaves what can be held, or the conditions are not met.
    pub(crate) fn clear(&self, guess: &[f64]) -> Result<Scarce, JevonsError> {
        let mut things: Vec<f64> = guess.iter().map(|price| price.max(1.0)).collect();
        for round in 0..ROUNDS {
            if self.residual(&things) <= GOAL {
                break;
            }
            self.sweep(&mut things, if round < EASY { ROUGHLY } else { EXACTLY })?;
            things = self.newton(things);
        }
        let residual = self.residual(&things);
        if residual.is_nan() || !things.iter().all(|price| price.is_finite()) {
            return Err(JevonsError::OutOfNumbers { what: "the price of what is scarce" });
        }
        let services = self.services(&things);
        let scarce = Scarce {
            prices: self.prices(&things),
            used: self.use_of(&services),
            capacity: self.capacity().to_vec(),
            services,
            residual,
            things,
        };
        if residual <= ACCEPTED { Ok(scarce) } else { Err(JevonsError::Conditions { residual }) }
    }

    /// Each price in turn, the scarcest thing first, set so that its own condition holds while the others stay: this finds
    /// which things are scarce even where Newton steps cannot tell them apart.
    fn sweep(&self, things: &mut [f64], halvings: usize) -> Result<(), JevonsError> {
        let used = self.use_of(&self.services(things));
        let mut order: Vec<usize> = (0..things.len()).collect();
        order.sort_by(|a, b| (used[*b] / self.capacity()[*b]).total_cmp(&(used[*a] / self.capacity()[*a])));
        for j in order {
            let slack = |price: f64| {
                let mut other = things.to_vec();
                other[j] = price;
                self.capacity()[j] - self.use_of(&self.services(&other))[j]
            };
            if slack(1.0) >= 0.0 {
                things[j] = 1.0;
                continue;
            }
            let mut high = things[j].max(1.0);
            for _ in 0..WIDENINGS {
                if slack(high) >= 0.0 {
                    break;
                }
                high *= WIDEN;
            }
            in_range(&[("the price of what is scarce", high)])?;
            let mut low = 1.0_f64;
            for _ in 0..halvings {
                let middle = (low * high).sqrt();
                if slack(middle) < 0.0 { low = middle } else { high = middle }
            }
            things[j] = high;
        }
        Ok(())
    }

    /// Newton steps from these prices; the best prices met on the way, because a step may miss by more before the next is
    /// right.
    fn newton(&self, things: Vec<f64>) -> Vec<f64> {
        let mut best = (self.residual(&things), things.clone());
        let mut now = things;
        for _ in 0..STEPS {
            if best.0 <= GOAL {
                break;
            }
            now = self.step(&now);
            let residual = self.residual(&now);
            if residual < best.0 {
                best = (residual, now.clone());
            }
        }
        best.1
    }

    /// One Newton step on the prices that are not held at 1, shortened until the slope along it has not turned by more than
    /// half.
    fn step(&self, things: &[f64]) -> Vec<f64> {
        let slack = self.slack(things);
        let free: Vec<usize> = (0..things.len()).filter(|j| things[*j] > 1.0 || slack[*j] < 0.0).collect();
        let Some(direction) = self.direction(things, &slack, &free) else { return things.to_vec() };
        let mut length = 1.0;
        let mut next = moved(things, &free, &direction, length);
        for _ in 0..HALVINGS {
            let turned = self.slack(&next);
            let along = |slack: &[f64]| (0..things.len()).map(|j| slack[j] * (next[j] - things[j])).sum::<f64>();
            if along(&turned) <= 0.5 * along(&slack).abs() {
                break;
            }
            length /= 2.0;
            next = moved(things, &free, &direction, length);
        }
        next
    }

    /// Capacity less use: the gradient of the convex problem.
    fn slack(&self, things: &[f64]) -> Vec<f64> {
        let used = self.use_of(&self.services(things));
        self.capacity().iter().zip(used).map(|(capacity, used)| capacity - used).collect()
    }

    fn direction(&self, things: &[f64], slack: &[f64], free: &[usize]) -> Option<DVector<f64>> {
        let (prices, services) = (self.prices(things), self.services(things));
        let bend = |a: usize, b: usize| {
            let of_service =
                |i: usize| self.elasticity[i] * services[i] / prices[i] * self.cost[i][a] * self.cost[i][b];
            (0..services.len()).map(of_service).sum::<f64>()
        };
        let mut curvature = DMatrix::from_fn(free.len(), free.len(), |a, b| bend(free[a], free[b]));
        let largest = (0..free.len()).map(|k| curvature[(k, k)]).fold(0.0, f64::max);
        for k in 0..free.len() {
            curvature[(k, k)] += RIDGE_REL * largest;
        }
        let right = DVector::from_iterator(free.len(), free.iter().map(|j| -slack[*j]));
        curvature.cholesky().map(|factor| factor.solve(&right))
    }
}

/// Prices moved along a direction, none below 1.
fn moved(things: &[f64], free: &[usize], direction: &DVector<f64>, length: f64) -> Vec<f64> {
    let mut next = things.to_vec();
    for (k, j) in free.iter().enumerate() {
        next[*j] = (things[*j] + length * direction[k]).max(1.0);
    }
    next
}

/// The economy at a date, solved from scratch.
///
/// # Errors
/// When a number leaves what can be held, or the conditions are not met.
pub fn scarce(economy: &super::Economy, date: f64) -> Result<Scarce, JevonsError> {
    economy.at(date).clear(&vec![1.0; economy.limits()])
}
