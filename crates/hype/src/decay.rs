//! One step of hype that decays and is fed by news, in mean and in variance.
//!
//! Time is in any unit, as long as rates are per that unit. Levels count standard announcements.

/// The level after a step: $`H e^{-\delta t} + \nu J (1 - e^{-\delta t})/\delta`$.
///
/// `decay` $`\delta \ge 0`$; `news` $`\nu \ge 0`$ announcements per unit of time, each worth `jump` on average. Exact
/// for news at a steady rate, and for the mean under random news; without decay the level grows by $`\nu J t`$.
pub fn step(level: f64, decay: f64, news: f64, jump: f64, time: f64) -> f64 {
    (-decay * time).exp() * level + news * jump * accumulated(decay, time)
}

/// The variance of the level after a step: the solution of $`\dot v = -2\delta v + \nu E[J^2]`$.
///
/// `second_moment` is the mean of the squared jump: $`J^2`$ for jumps of one size, $`2\mu^2`$ for exponential ones.
pub fn variance_step(variance: f64, decay: f64, news: f64, second_moment: f64, time: f64) -> f64 {
    step(variance, 2.0 * decay, news, second_moment, time)
}

/// The decay rate at which a share `lost` of the level, in [0, 1), is gone after one unit of time.
pub fn rate_of_loss(lost: f64) -> f64 {
    -(-lost).ln_1p()
}

/// The time without news after which the part `left`, in (0, 1], of the level is left.
pub fn silence(decay: f64, left: f64) -> f64 {
    -left.ln() / decay
}

/// What one unit of inflow per unit of time amounts to after `time`: $`(1 - e^{-\delta t})/\delta`$, also as
/// $`\delta \to 0`$.
pub(crate) fn accumulated(decay: f64, time: f64) -> f64 {
    let exponent = decay * time;
    if exponent > 0.0 { time * -(-exponent).exp_m1() / exponent } else { time }
}

/// What a unit that decays at one rate passes on to a store that decays at the other, after `time`:
/// $`(e^{-at} - e^{-bt})/(b - a)`$, also for equal rates.
pub(crate) fn passed_on(a: f64, b: f64, time: f64) -> f64 {
    let (slow, fast) = (a.min(b), a.max(b));
    (-slow * time).exp() * accumulated(fast - slow, time)
}
