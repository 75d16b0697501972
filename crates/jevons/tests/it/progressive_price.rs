//! Progressive prices: the neutral schedule and what schedules do to the elasticity.

use moloch_core::{Inputs, Model};
use moloch_jevons::{ProgressivePrice, ProgressivePriceOutcome, Regime};
use proptest::prelude::*;

use crate::same;

fn solve(price: ProgressivePrice) -> ProgressivePriceOutcome {
    price.checked().unwrap().solve().unwrap()
}

#[test]
fn a_progressivity_of_one_third_neutralises_an_elasticity_of_one_and_a_half() {
    let outcome = solve(ProgressivePrice::example());
    same(outcome.neutral, 1.0 / 3.0);
    same(outcome.effective_elasticity, 1.0);
    same(outcome.energy, 11.0);
    assert_eq!(outcome.regime, Regime::Full);
}

#[test]
fn a_flat_price_leaves_the_plain_rebound() {
    let flat = solve(ProgressivePrice { progressivity: Some(0.0), ..ProgressivePrice::example() });
    same(flat.energy, 11.0 * 10_f64.sqrt());
    assert_eq!(flat.effective_elasticity, 1.5);
}

proptest! {
    #[test]
    fn steeper_schedules_use_less(eps in 0.2..3.0_f64, theta in 0.0..2.0_f64, g in 1.1..50.0_f64) {
        let at = |theta| solve(ProgressivePrice {
            elasticity: eps, efficiency_gain: g, progressivity: Some(theta), ..ProgressivePrice::example()
        });
        prop_assert!(at(theta + 0.1).energy < at(theta).energy);
        prop_assert!(at(theta + 0.1).price_factor > at(theta).price_factor);
    }

    #[test]
    fn the_neutral_schedule_holds_energy_for_any_gain(eps in 0.2..3.0_f64, g in 0.1..50.0_f64) {
        let outcome = solve(ProgressivePrice { elasticity: eps, efficiency_gain: g, ..ProgressivePrice::example() });
        prop_assert!((outcome.energy / 11.0 - 1.0).abs() < 1e-12);
        prop_assert!((outcome.neutral - (eps - 1.0) / eps).abs() < 1e-15);
    }
}
