//! Exponential jumps: the level in the long run is Gamma distributed. Levels are in units of the mean jump, `a` is the
//! number of announcements within a mean lifetime.

use statrs::function::gamma::{checked_gamma_lr, ln_gamma};

use crate::quadrature::integrate;

/// Size and angle of the characteristic function $`(1 - iu)^{-a}`$.
pub(super) fn characteristic(a: f64, u: f64) -> (f64, f64) {
    ((-a / 2.0 * (u * u).ln_1p()).exp(), a * u.atan())
}

/// $`P(H < z)`$.
pub(super) fn below(a: f64, z: f64) -> f64 {
    // The regularised function is undefined only for arguments that no positive level has.
    if z > 0.0 { checked_gamma_lr(a, z).unwrap_or(f64::NAN) } else { 0.0 }
}

/// $`z f(z) = z^a e^{-z}/\Gamma(a)`$.
pub(super) fn scaled_density(a: f64, z: f64) -> f64 {
    if z > 0.0 { (a * z.ln() - z - ln_gamma(a)).exp() } else { 0.0 }
}

/// The probability that the level lies below `z` and the next jump lifts it above: $`\int_0^z f(y)e^{-(z-y)}dy`$.
pub(super) fn lifted_through(a: f64, z: f64) -> f64 {
    // In the logarithm of the level the density has no pole, however small a is; what lies below e^-800/a is nothing.
    let low = z.ln() - 40.0 / a.min(1.0);
    integrate(low, z.ln(), 32, |w| (a * w - z - ln_gamma(a)).exp())
}
