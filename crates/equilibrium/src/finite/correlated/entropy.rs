//! The correlated equilibrium of largest entropy, by Newton's method on the dual.

use moloch_core::tolerance::REGRET_REL;
use moloch_core::{Certified, Completeness, Effort, Status, Stop, Watch};
use nalgebra::{DMatrix, DVector};

use super::certificate::{Deviation, Obedience, incentives};
use super::solve::{Correlated, Device, check_size, gains};
use crate::finite::programme::Programme;
use crate::finite::{Counter, Game, Rational, SolveError, exact_from_f64, nearest_f64};

/// Violation of incentives and of complementarity at which the dual counts as solved, in payoff ranges.
const SOLVED: f64 = 1e-14;
/// Newton steps before giving up; ten to thirty are usual.
const MAX_STEPS: usize = 1_000;
/// Share of the predicted decrease that a step must bring.
const SUFFICIENT: f64 = 1e-4;

/// The probabilities are proportional to $`\exp(-\sum_k \lambda_k g_k(s))`$ on the profiles that any device of the kind
/// recommends at all, with $`\lambda \ge 0`$ least for the sum's logarithm.
pub(super) fn maximum_entropy(
    game: &Game,
    obedience: Obedience,
    plans: &[Deviation],
    effort: &Effort,
) -> Result<Correlated, SolveError> {
    check_size(2 * game.profile_count().saturating_mul(plans.len() + game.profile_count()))?;
    let gains = gains(game, plans);
    let mut watch = effort.watch("pivots towards the recommended profiles");
    let (support, end) = recommended(&gains, game.profile_count(), &mut watch);
    let pivots = Counter { what: "pivots", count: watch.done() };
    if let Err(stop) = end {
        return Ok(unfinished(stop, vec![pivots]));
    }
    let mut dual = Dual::new(game, plans, &gains, &support);
    let mut watch = effort.watch("Newton steps towards the largest entropy");
    let end = dual.minimise(&mut watch);
    let mut shares = vec![Rational::ZERO; game.profile_count()];
    for (&number, &share) in support.iter().zip(dual.shares.iter()) {
        shares[number] = exact_from_f64(share).unwrap_or(Rational::ZERO);
    }
    let total = shares.iter().fold(Rational::ZERO, |sum, share| sum + share);
    if total.is_zero() {
        let status = Status::NonFinite { what: "the probabilities".to_owned() };
        return Ok(Correlated { status, ..unfinished(Stop::Cancelled, vec![pivots]) });
    }
    for share in &mut shares {
        *share = &*share / &total;
    }
    let steps = Counter { what: "Newton steps", count: watch.done() };
    let certificate = incentives(game, &shares, obedience)?.certificate(false);
    if let (Err(stop), false) = (end, certificate.passes()) {
        return Ok(unfinished(stop, vec![pivots, steps]));
    }
    let why = "entropy is strictly concave: one device is best; found in doubles, its optimality conditions hold to 1e-9 of the payoff ranges";
    let completeness = match end {
        Ok(()) => Completeness::Complete(why),
        Err(stop) => Completeness::Partial { why: stop.to_string(), not_searched: "devices of larger entropy".into() },
    };
    Ok(Correlated {
        device: Some(Certified::new(Device::new(game, shares), certificate)?),
        proof: None,
        completeness,
        method: "projected Newton method on the dual of the entropy, in doubles",
        status: end.err().map_or(Status::Converged { iterations: dual.steps }, Status::from),
        counters: vec![pivots, steps],
    })
}

fn unfinished(stop: Stop, counters: Vec<Counter>) -> Correlated {
    Correlated {
        device: None,
        proof: None,
        completeness: Completeness::Partial { why: stop.to_string(), not_searched: "all devices".to_owned() },
        method: "projected Newton method on the dual of the entropy, in doubles",
        status: Status::from(stop),
        counters,
    }
}

/// The profiles that some device of the kind recommends: those on which the cone of all of them, each entry capped
/// at one, can be one.
fn recommended(gains: &[Vec<Rational>], profiles: usize, watch: &mut Watch<'_>) -> (Vec<usize>, Result<(), Stop>) {
    let mut rows: Vec<Vec<Rational>> = gains.iter().map(|row| [row.as_slice(), row.as_slice()].concat()).collect();
    let mut right = vec![Rational::ZERO; rows.len()];
    for number in 0..profiles {
        let mut row = vec![Rational::ZERO; 2 * profiles];
        row[number] = Rational::ONE;
        rows.push(row);
        right.push(Rational::ONE);
    }
    let mut objective = vec![Rational::ONE; profiles];
    objective.resize(2 * profiles, Rational::ZERO);
    let Some(solved) = (Programme { objective, rows, right }).solve(watch) else { return (Vec::new(), Ok(())) };
    let support = (0..profiles).filter(|&number| !solved.variables[number].is_zero());
    (support.collect(), solved.end)
}

/// The dual: minimise the logarithm of the sum of $`\exp(-\lambda g(s))`$ over $`\lambda \ge 0`$.
struct Dual {
    /// Gains by plan and recommended profile, in units of the player's payoff range.
    gains: DMatrix<f64>,
    multipliers: DVector<f64>,
    shares: DVector<f64>,
    value: f64,
    steps: usize,
}

impl Dual {
    fn new(game: &Game, plans: &[Deviation], gains: &[Vec<Rational>], support: &[usize]) -> Self {
        let ranges: Vec<Rational> = (0..game.player_count())
            .map(|player| game.payoff_bounds(player).map_or(Rational::ZERO, |(low, high)| high - low))
            .collect();
        let cell = |plan: usize, column: usize| {
            let range = &ranges[plans[plan].player];
            if range.is_zero() { 0.0 } else { nearest_f64(&(&gains[plan][support[column]] / range)) }
        };
        let gains = DMatrix::from_fn(plans.len(), support.len(), cell);
        let multipliers = DVector::zeros(plans.len());
        let (value, shares) = evaluate(&gains, &multipliers);
        Self { gains, multipliers, shares, value, steps: 0 }
    }

    fn minimise(&mut self, watch: &mut Watch<'_>) -> Result<(), Stop> {
        while self.steps < MAX_STEPS {
            let expected = &self.gains * &self.shares;
            if gap(&expected, &self.multipliers) <= SOLVED {
                return Ok(());
            }
            watch.step()?;
            self.steps += 1;
            if !self.advance(&expected) {
                // Rounding allows no further step.
                let done = watch.done();
                return if gap(&expected, &self.multipliers) <= REGRET_REL {
                    Ok(())
                } else {
                    Err(Stop::OutOfSteps { done })
                };
            }
        }
        Err(Stop::OutOfSteps { done: MAX_STEPS as u64 })
    }

    /// One projected Newton step; `false` when rounding allows none.
    fn advance(&mut self, expected: &DVector<f64>) -> bool {
        let Some((free, direction)) = self.feasible_direction(expected) else { return false };
        let mut length = 1.0;
        while length > 1e-10 {
            let mut next = self.multipliers.clone();
            for (&plan, step) in free.iter().zip(direction.iter()) {
                next[plan] = (next[plan] + length * step).max(0.0);
            }
            let (value, shares) = evaluate(&self.gains, &next);
            let predicted = expected.dot(&(&next - &self.multipliers));
            // Near the optimum the value changes by less than its rounding; there the conditions decide.
            let is_level = value <= self.value + 8.0 * f64::EPSILON * (1.0 + value.abs());
            let improves = || gap(&(&self.gains * &shares), &next) < gap(expected, &self.multipliers);
            if next != self.multipliers && (value < self.value - SUFFICIENT * predicted || is_level && improves()) {
                (self.multipliers, self.value, self.shares) = (next, value, shares);
                return true;
            }
            length /= 2.0;
        }
        false
    }

    /// Newton's direction among the multipliers that may move: one that is zero and would become negative is held, and
    /// the direction taken anew, so that a short step goes down without leaving the bounds (Bertsekas 1982).
    fn feasible_direction(&self, expected: &DVector<f64>) -> Option<(Vec<usize>, DVector<f64>)> {
        let is_free = |plan: &usize| self.multipliers[*plan] > 0.0 || expected[*plan] > 0.0;
        let mut free: Vec<usize> = (0..expected.len()).filter(is_free).collect();
        loop {
            let direction = self.direction(expected, &free)?;
            let leaves = |place: usize| self.multipliers[free[place]] <= 0.0 && direction[place] < 0.0;
            let kept: Vec<usize> = (0..free.len()).filter(|&place| !leaves(place)).map(|place| free[place]).collect();
            if kept.len() == free.len() {
                return Some((free, direction));
            }
            free = kept;
        }
    }

    /// Newton's direction in the free multipliers: covariance of the gains against their expectations.
    fn direction(&self, expected: &DVector<f64>, free: &[usize]) -> Option<DVector<f64>> {
        let gains = self.gains.select_rows(free);
        let mut weighted = gains.clone();
        for (mut column, &share) in weighted.column_iter_mut().zip(self.shares.iter()) {
            column *= share;
        }
        let mean = DVector::from_iterator(free.len(), free.iter().map(|&plan| expected[plan]));
        let mut covariance = &weighted * gains.transpose() - &mean * mean.transpose();
        let ridge = 1e-13 * (covariance.trace() + mean.norm());
        for index in 0..free.len() {
            covariance[(index, index)] += ridge;
        }
        Some(covariance.cholesky()?.solve(&mean))
    }
}

/// The largest violation of incentives or of complementarity.
fn gap(expected: &DVector<f64>, multipliers: &DVector<f64>) -> f64 {
    let pairs = expected.iter().zip(multipliers.iter());
    pairs.fold(0.0, |worst: f64, (&gain, &multiplier)| worst.max(gain).max(multiplier * gain.abs()))
}

/// The logarithm of the sum and the probabilities, without overflow.
fn evaluate(gains: &DMatrix<f64>, multipliers: &DVector<f64>) -> (f64, DVector<f64>) {
    let exponents = -(gains.tr_mul(multipliers));
    let most = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights = exponents.map(|exponent| (exponent - most).exp());
    let sum = weights.sum();
    (most + sum.ln(), weights / sum)
}
