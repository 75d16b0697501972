//! Contests with $`r \le 1`$ by share functions (Cornes and Hartley 2005).

use moloch_core::root::{self, NoRoot};

/// The efforts of the unique equilibrium of a contest with decisiveness $`r \in (0, 1]`$.
///
/// With $`y = x^r`$ and $`Z = \sum y`$, lab $`i`$'s share solves
/// $`V_i(1-s)/Z = (c_i/r)(sZ)^{1/r-1}`$ and falls in $`Z`$ from 1 to 0; the equilibrium is the one $`Z`$ at which the
/// shares sum to one. Below, $`t = Z^{1/r}`$ is the effort that a share of one would need, so that the equation
/// reads $`r(V_i/c_i)(1-s)s^{1-1/r} = t`$ and stays in range for small $`r`$.
///
/// # Errors
/// [`NoRoot`] if rounding leaves no sign change, which positive finite inputs do not cause.
pub fn share_equilibrium(values: &[f64], costs: &[f64], decisiveness: f64) -> Result<Vec<f64>, NoRoot> {
    if values.len() == 1 {
        return Ok(vec![0.0]);
    }
    let worth: Vec<f64> = values.iter().zip(costs).map(|(v, c)| v / c).collect();
    let largest = worth.iter().copied().fold(0.0, f64::max);
    let excess = |t: f64| worth.iter().map(|&w| share(w, t, decisiveness)).sum::<f64>() - 1.0;
    // At t above the largest worth times the number of labs, each share is below 1/n; at a tiny t each is near one.
    let (mut low, mut high) = (largest * 1e-3, largest);
    while excess(low) <= 0.0 && low > f64::MIN_POSITIVE {
        low *= 1e-6;
    }
    while excess(high) >= 0.0 && high < f64::MAX / 1e12 {
        high *= 1e3;
    }
    let t = root::bisect(low, high, excess)?.at;
    Ok(worth.iter().map(|&w| t * share(w, t, decisiveness).powf(1.0 / decisiveness)).collect())
}

/// The share $`s`$ that solves $`r w (1-s) s^{1-1/r} = t`$.
fn share(worth: f64, t: f64, decisiveness: f64) -> f64 {
    let r = decisiveness;
    if r >= 1.0 {
        return (1.0 - t / worth).max(0.0);
    }
    // In u = ln s, g = ln(r w/t) + ln(1-e^u) + (1-1/r)u falls from +inf to -inf.
    let level = (r * worth / t).ln();
    let g = |u: f64| level + (-u.exp_m1()).ln() + (1.0 - 1.0 / r) * u;
    let mut low = -1.0;
    while g(low) < 0.0 {
        low *= 2.0;
    }
    let mut high = -1.0;
    while g(high) > 0.0 && high < -f64::MIN_POSITIVE {
        high /= 16.0;
    }
    newton_in_bracket(low, high, g, |u| u.exp() / u.exp_m1() + 1.0 - 1.0 / r).exp()
}

/// Newton's method kept inside a bracket with `g(low) >= 0 >= g(high)` and `g` falling.
fn newton_in_bracket(mut low: f64, mut high: f64, g: impl Fn(f64) -> f64, slope: impl Fn(f64) -> f64) -> f64 {
    let mut u = 0.5 * (low + high);
    for _ in 0..200 {
        let value = g(u);
        if value > 0.0 {
            low = u;
        } else {
            high = u;
        }
        let step = u - value / slope(u);
        let next = if step > low && step < high { step } else { 0.5 * (low + high) };
        if (next - u).abs() <= f64::EPSILON * u.abs() {
            return next;
        }
        u = next;
    }
    u
}
