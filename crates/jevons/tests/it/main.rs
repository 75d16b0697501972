//! Tests of the Jevons crate: laws of every model, then known answers and economics model by model.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod acceleration;
mod audit;
mod cap_and_trade;
mod capacity_race;
mod ceiling;
mod claims;
mod concentration;
mod demand;
mod elasticity;
mod every_model;
mod general_equilibrium;
mod interventions;
mod ladders;
mod limits;
mod loads;
mod nerlove;
mod production;
mod progressive_price;
mod ratchet;
mod rebound;
mod restraint;
mod supply;
mod tax;
mod training_run;

/// Agreement of a closed form with a recomputed vector.
#[track_caller]
fn same(computed: f64, expected: f64) {
    assert!((computed - expected).abs() <= 1e-11 * expected.abs(), "{computed} is not {expected}");
}

/// The area under a curve by Simpson's rule, for checks that share nothing with a closed form.
fn area(from: f64, to: f64, f: impl Fn(f64) -> f64) -> f64 {
    let steps = 2000;
    let width = (to - from) / f64::from(steps);
    let weight = |k| if k == 0 || k == steps { 1.0 } else { 2.0 + 2.0 * f64::from(k % 2) };
    (0..=steps).map(|k| weight(k) * f(from + f64::from(k) * width)).sum::<f64>() * width / 3.0
}
