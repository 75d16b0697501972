//! Tests of the hype crate: laws of every model, then known answers and economics model by model.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod aspiration;
mod baseline;
mod cadences;
mod claims;
mod crowds;
mod data;
mod decay;
mod every_model;
mod fatigue;
mod hawkes;
mod hawkes_fit;
mod hawkes_simulation;
mod jumps;
mod mutual;
mod periodic;
mod phases;
mod series;
mod shot_noise;
mod simulation;
mod timing;
mod trough;

/// Agreement to a unit of the eleventh digit.
fn same(computed: f64, expected: f64) {
    assert!((computed - expected).abs() <= 1e-11 * expected.abs(), "{computed} is not {expected}");
}

/// Decay of ten per cent a month, and an announcement every fourteen days: the hype essay's rates, per month.
const DECAY: f64 = 0.105_360_515_657_826_3;
const FORTNIGHT: f64 = 14.0 / 30.4375;
