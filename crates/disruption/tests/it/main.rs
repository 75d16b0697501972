//! Tests of the disruption crate: laws of every model, then known answers and economics model by model.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod bass;
mod claims;
mod every_model;
mod fisher_pry;
mod gompertz;

/// Agreement to a unit of the eleventh digit.
fn same(computed: f64, expected: f64) {
    assert!((computed - expected).abs() <= 1e-11 * expected.abs(), "{computed} is not {expected}");
}

/// The state at `end` of an autonomous law of motion, by the classical Runge-Kutta method in `steps` steps.
fn integrate(start: f64, end: f64, steps: usize, law: impl Fn(f64) -> f64) -> f64 {
    let h = end / steps as f64;
    (0..steps).fold(start, |x, _| {
        let a = law(x);
        let b = law(x + h / 2.0 * a);
        let c = law(x + h / 2.0 * b);
        let d = law(x + h * c);
        x + h / 6.0 * (a + 2.0 * b + 2.0 * c + d)
    })
}
