//! Contests by share functions (Cornes and Hartley 2005).
//!
//! With $`y = x^r`$, $`Z = \sum y`$ and $`t = Z^{1/r}`$, the first-order condition of a lab with $`w = V/c`$ and share $`s`$ is
//!
//! ```math
//! r\,w\,(1-s)\,s^{1-1/r} = t ,
//! ```
//!
//! and its effort is $`x = t\,s^{1/r}`$. On the branch that matters the share falls in $`t`$, and the equilibrium is the one
//! $`t`$ at which the shares of the active labs sum to one. In logarithms $`u = \ln s`$ both equations are solved by Newton's
//! method: the condition is concave in $`u`$, and $`\ln\sum s`$ nearly straight in $`\ln t`$.

use moloch_core::Status;
use moloch_core::root::NoRoot;

/// Newton steps at most; both equations settle within a dozen.
const STEPS: usize = 400;

/// The efforts of the unique equilibrium of a contest with decisiveness $`r \in (0, 1]`$, and how the search
/// for it ended; no effort for one lab alone.
///
/// # Errors
/// [`NoRoot`] if rounding leaves no sign change, which positive finite inputs do not cause.
pub fn share_equilibrium(values: &[f64], costs: &[f64], decisiveness: f64) -> Result<(Vec<f64>, Status), NoRoot> {
    if values.len() == 1 {
        return Ok((vec![0.0], Status::ClosedForm));
    }
    let worths: Vec<f64> = values.iter().zip(costs).map(|(v, c)| v / c).collect();
    let largest = worths.iter().copied().fold(0.0, f64::max);
    // With equal labs t is n^(1/r) times effort, r (n-1)/n^2; unequal ones lie around.
    let n = worths.len() as f64;
    let guess = (largest * decisiveness * (n - 1.0) / n).ln() + (1.0 / decisiveness - 1.0) * n.ln();
    let mut shares = vec![0.0; worths.len()];
    let (level, steps) = level(&worths, decisiveness, guess, f64::INFINITY, &mut shares)?;
    let status = match steps {
        STEPS => Status::LimitReached { iterations: steps },
        _ => Status::Converged { iterations: steps },
    };
    Ok((shares.iter().map(|u| (level + u / decisiveness).exp()).collect(), status))
}

/// The level $`\ln t`$ at which the shares of these labs sum to one, and the steps taken; `logs` receives the logarithms of
/// the shares.
///
/// The search starts at `guess` and stays at or below `highest`.
///
/// # Errors
/// [`NoRoot`] when the shares sum to more than one at `highest`, or a value is not a number.
pub(super) fn level(
    worths: &[f64],
    r: f64,
    guess: f64,
    highest: f64,
    logs: &mut [f64],
) -> Result<(f64, usize), NoRoot> {
    let (mut low, mut high) = (f64::NEG_INFINITY, highest);
    let mut at = guess.min(highest);
    logs.fill(-1.0);
    for step_count in 1..=STEPS {
        let (excess, slope) = excess(worths, r, at, logs);
        if excess.is_nan() {
            return Err(NoRoot::NotANumber { at });
        }
        if excess == 0.0 {
            return Ok((at, step_count));
        }
        if excess > 0.0 {
            if at >= highest {
                return accept_end(highest, excess).map(|end| (end, step_count));
            }
            low = at;
        } else {
            high = at;
        }
        let step = at - excess / slope;
        let next = if step > low && step < high { step } else { between(at, low, high) };
        if (next - at).abs() <= f64::EPSILON * at.abs().max(1.0) {
            return Ok((next, step_count));
        }
        at = next;
    }
    Ok((at, STEPS))
}

/// At the highest level the weakest lab is just indifferent; up to rounding that end is the equilibrium itself.
fn accept_end(highest: f64, excess: f64) -> Result<f64, NoRoot> {
    if excess <= 1e-13 {
        Ok(highest)
    } else {
        Err(NoRoot::SameSign { low: f64::NEG_INFINITY, high: highest, at_low: f64::INFINITY, at_high: excess })
    }
}

/// A point inside a bracket whose ends may be infinite.
fn between(at: f64, low: f64, high: f64) -> f64 {
    match (low.is_finite(), high.is_finite()) {
        (true, true) => low + (high - low) / 2.0,
        (true, false) => at + at.abs().max(1.0),
        _ => high.min(at - at.abs().max(1.0)),
    }
}

/// $`\ln \sum s`$ at a level and its derivative; `logs` holds guesses of $`\ln s`$ and receives the solutions.
fn excess(worths: &[f64], r: f64, level: f64, logs: &mut [f64]) -> (f64, f64) {
    let (mut sum, mut slope) = (0.0, 0.0);
    for (&worth, log) in worths.iter().zip(logs.iter_mut()) {
        let (u, fall) = log_share(worth, r, level, *log);
        *log = u;
        sum += u.exp();
        slope += u.exp() * fall;
    }
    (sum.ln(), slope / sum)
}

/// The logarithm of the share of one lab and its derivative by the level, from a guess.
fn log_share(worth: f64, r: f64, level: f64, guess: f64) -> (f64, f64) {
    let gain = (r * worth).ln() - level;
    let power = 1.0 - 1.0 / r;
    if power == 0.0 {
        // r = 1: the share is 1 - t/w, and none at all above t = w.
        let left = -gain;
        let u = (-left.exp()).ln_1p();
        return if left < 0.0 { (u, -left.exp() / u.exp()) } else { (f64::NEG_INFINITY, 0.0) };
    }
    let lowest = if r > 1.0 { power.ln() } else { f64::NEG_INFINITY };
    let mut u = guess.max(lowest).min(-f64::MIN_POSITIVE);
    for _ in 0..STEPS {
        let value = gain + (-u.exp_m1()).ln() + power * u;
        // The condition is concave: Newton lands right of the root and falls to it; a step beyond s = 1 is cut half-way.
        let step = u - value / (u.exp() / u.exp_m1() + power);
        let next = if step < 0.0 { step.max(lowest) } else { u / 2.0 };
        let settled = (next - u).abs() <= 2.0 * f64::EPSILON * u.abs();
        u = next;
        if settled {
            break;
        }
    }
    let slope = u.exp() / u.exp_m1() + power;
    (u, if u > lowest { 1.0 / slope } else { 0.0 })
}
