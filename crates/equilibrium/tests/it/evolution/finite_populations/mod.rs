//! Finite populations.

mod chain;
mod laws;
mod refusals;
mod simulation;
mod vectors;

use moloch_core::Effort;
use moloch_equilibrium::evolution::finite_populations::{Population, Process};

const RPS: [[f64; 3]; 3] = [[0.0, -1.0, 2.0], [2.0, 0.0, -1.0], [-1.0, 2.0, 0.0]];
const SMALL_RACE: [[f64; 3]; 3] = [[1.5, 0.6, 1.5], [1.56, 1.1, 1.4024], [1.5, 1.979, 1.5]];
const LARGE_RACE: [[f64; 3]; 3] = [[51.0, 0.6, 51.0], [60.96, 30.8, 60.8024], [51.0, 1.979, 51.0]];

fn free() -> Effort {
    Effort::unlimited()
}

fn fermi<R: AsRef<[f64]>>(payoffs: &[R], size: u32, beta: f64) -> Population {
    Population::new(payoffs, size, Process::PairwiseComparison { beta }).unwrap()
}

#[track_caller]
fn assert_near(found: f64, expected: f64, relative: f64) {
    assert!((found - expected).abs() <= relative * expected.abs(), "found {found}, expected {expected}");
}
