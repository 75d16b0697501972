//! How long the level takes to fall from one level to a lower one, on average, for exponential jumps.
//!
//! With levels in units of the mean jump and time in units of the mean lifetime of hype, the mean time from $`x`$ to
//! $`b`$ is $`\int_b^x h(z)dz`$, $`h(z) = \Gamma(a+1,z)e^z z^{-a-1}`$.

use statrs::function::gamma::{checked_gamma_ur, ln_gamma};

use super::Process;
use crate::quadrature::integrate;

/// The mean time in which the level falls from `from` to `to` for the first time, for exponential jumps.
///
/// `from` and `to` positive, `to` at most `from`; the time unit is that of the process's rates. Infinite if it is
/// beyond the largest number.
pub fn mean_passage(process: &Process, from: f64, to: f64) -> f64 {
    let (a, low, high) = (process.crowding(), (to / process.jump).ln(), (from / process.jump).ln());
    integrate(low, high, 8, |w| w.exp() * slowness(a, w.exp())) / process.decay
}

/// The same by integrating the differential equation $`z h' = (z - a - 1)h - 1`$ downwards from `from`, where it is
/// stable, with the method of Runge and Kutta: an independent check of [`mean_passage`].
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 4 million")]
pub fn mean_passage_by_integration(process: &Process, from: f64, to: f64) -> f64 {
    let (a, start, end) = (process.crowding(), (from / process.jump).ln(), (to / process.jump).ln());
    // The error of a step is of fifth order in its size times a + 1, which is how fast h can change.
    let steps = (170.0 * ((a + 1.0) * (start - end)).powf(1.25)).ceil().clamp(1.0, 4e6) + 64.0;
    let size = (end - start) / steps;
    let slope = |w: f64, h: f64| h * (w.exp() - a - 1.0) - 1.0;
    let (mut h, mut total) = (slowness(a, start.exp()), 0.0);
    for k in 0..steps as usize {
        let w = start + size * k as f64;
        let (s1, m1) = (slope(w, h), w.exp() * h);
        let half = (w + size / 2.0).exp();
        let s2 = slope(w + size / 2.0, h + size / 2.0 * s1);
        let s3 = slope(w + size / 2.0, h + size / 2.0 * s2);
        let s4 = slope(w + size, h + size * s3);
        let (m2, m3) = (half * (h + size / 2.0 * s1), half * (h + size / 2.0 * s2));
        let m4 = (w + size).exp() * (h + size * s3);
        h += size / 6.0 * (s1 + 2.0 * s2 + 2.0 * s3 + s4);
        total += size / 6.0 * (m1 + 2.0 * m2 + 2.0 * m3 + m4);
    }
    -total / process.decay
}

/// $`h(z)`$: the mean time that the level needs to fall by one unit at `z`, in mean lifetimes.
fn slowness(a: f64, z: f64) -> f64 {
    let s = a + 1.0;
    if z > s + 1.0 {
        return upper_fraction(s, z);
    }
    let upper = checked_gamma_ur(s, z).unwrap_or(f64::NAN);
    (ln_gamma(s) + upper.ln() + z - s * z.ln()).exp()
}

/// $`\Gamma(s,z)e^z z^{-s}`$ by Legendre's continued fraction (Lentz's method), for z above s: nothing underflows.
fn upper_fraction(s: f64, z: f64) -> f64 {
    let mut b = z + 1.0 - s;
    let mut c = 1.0 / f64::MIN_POSITIVE;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for k in 1..100_000 {
        let numerator = -f64::from(k) * (f64::from(k) - s);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        fraction *= d * c;
        if (d * c - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}
