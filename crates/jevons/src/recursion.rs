//! Growth whose rate depends on the level reached: $`\dot y = c\,e^{ky}`$ for a logarithm $`y`$ that starts at 0.
//!
//! In levels this is $`\eta' = c\,\eta^{1+k}`$: exponential at $`k = 0`$, slower below, and above it infinite at the date
//! $`1/(kc)`$. Closed forms stand beside an integration that does not use them.

/// The logarithm of the level at time `t`; `None` from the date of the blow-up on.
pub fn log_level(growth: f64, feedback: f64, t: f64) -> Option<f64> {
    let reached = feedback * growth * t;
    if feedback == 0.0 { Some(growth * t) } else { (reached < 1.0).then(|| -(-reached).ln_1p() / feedback) }
}

/// The time at which the logarithm of the level is `log_level`; infinite if that overflows.
pub fn time_of(growth: f64, feedback: f64, log_level: f64) -> f64 {
    if feedback == 0.0 { log_level / growth } else { -(-feedback * log_level).exp_m1() / (feedback * growth) }
}

/// The date at which the level would be infinite, $`1/(kc)`$; `None` unless growth accelerates.
pub fn blow_up(growth: f64, feedback: f64) -> Option<f64> {
    (feedback > 0.0).then(|| (feedback * growth).recip())
}

/// Stretches of growth that are integrated one after another.
const STRETCHES: usize = 8;
/// Steps of the integration in a stretch.
const STEPS: usize = 64;
/// Newton steps in time by which a stretch is ended on its goal.
const CORRECTIONS: usize = 3;
/// The smallest feedback whose acceleration an integration can tell from rounding.
pub const LEAST_FEEDBACK: f64 = 1e-6;
/// How steady the ratio of two durations must be, and how far below 1, to count as acceleration.
const STEADY: f64 = 1e-3;

/// What an integration forward in time has seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Climb {
    /// Logarithm of the level at the end of each stretch.
    pub levels: Vec<f64>,
    /// Time at the end of each stretch.
    pub times: Vec<f64>,
    /// The date at which the durations of all further stretches would have added up, if they shrink by a steady ratio.
    pub blow_up: Option<f64>,
}

/// Integrates `slope`, the growth at a logarithm of the level, by classical Runge-Kutta steps, and looks for a date at
/// which it runs away.
///
/// `feedback` sets the length of stretches and steps and nothing else. Equal rises of the logarithm that take ever
/// shorter times, by a steady ratio, add up to a finite time, which is extrapolated from the last three (Aitken).
pub fn climb(slope: impl Fn(f64) -> f64, feedback: f64) -> Climb {
    let stretch = if feedback.abs() < LEAST_FEEDBACK { 1.0 } else { feedback.abs().recip() };
    let (mut y, mut t) = (0.0_f64, 0.0_f64);
    let (mut levels, mut times) = (Vec::new(), Vec::new());
    for k in 1..=STRETCHES {
        let goal = k as f64 * stretch;
        for left in (1..=STEPS).rev().chain([1; CORRECTIONS]) {
            let h = (goal - y) / left as f64 / slope(y);
            y += rise(&slope, y, h);
            t += h;
        }
        levels.push(y);
        times.push(t);
    }
    let blow_up = limit(&times);
    Climb { levels, times, blow_up }
}

/// One Runge-Kutta step.
fn rise(slope: &impl Fn(f64) -> f64, y: f64, h: f64) -> f64 {
    let k1 = slope(y);
    let k2 = slope(y + h / 2.0 * k1);
    let k3 = slope(y + h / 2.0 * k2);
    let k4 = slope(y + h * k3);
    h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
}

/// Where times at the ends of equal stretches converge; `None` if their durations do not shrink steadily.
fn limit(times: &[f64]) -> Option<f64> {
    let durations: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let ratios: Vec<f64> = durations.windows(2).map(|pair| pair[1] / pair[0]).collect();
    let (&last, &before) = (ratios.last()?, ratios.get(ratios.len().checked_sub(2)?)?);
    let shrinks = last < 1.0 - STEADY && (last - before).abs() < STEADY;
    shrinks.then(|| times[times.len() - 1] + durations[durations.len() - 1] * last / (1.0 - last))
}
