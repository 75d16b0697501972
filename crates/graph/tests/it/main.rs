//! Tests of the graph crate: laws of every model, then known answers and economics by subject.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod bonacich;
mod claims;
mod concentration;
mod every_model;
mod export;
mod frontier;
mod network;
mod overlap;

/// Agreement to half a unit of the twelfth digit.
fn same(computed: &[f64], expected: &[f64]) {
    assert_eq!(computed.len(), expected.len());
    for (a, b) in computed.iter().zip(expected) {
        assert!((a - b).abs() <= 1e-11 * b.abs().max(1e-3), "{a} is not {b}");
    }
}
