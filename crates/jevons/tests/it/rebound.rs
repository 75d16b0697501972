//! Constant-elasticity rebound: known answers, three definitions, finite gains, the threshold.

use moloch_core::root::bisect;
use moloch_core::{Inputs, Model};
use moloch_jevons::{JevonsError, Rebound, ReboundOutcome, Regime, demand};
use proptest::prelude::*;

use crate::same;

fn gain(efficiency_gain: f64, elasticity: f64) -> ReboundOutcome {
    Rebound { efficiency_gain, elasticity, ..Rebound::example() }.checked().unwrap().solve().unwrap()
}

#[test]
fn ten_times_the_efficiency_at_elasticity_one_and_a_half_matches_the_recomputed_vector() {
    let outcome = gain(10.0, 1.5);
    same(outcome.service_factor, 31.62277660168);
    same(outcome.energy_factor, 3.162277660168);
    same(outcome.finite, 3.40253073352);
    assert_eq!((outcome.rebound, outcome.regime), (1.5, Regime::Backfire));
}

#[test]
fn the_threshold_of_backfire_found_numerically_is_an_elasticity_of_one_for_any_gain() {
    for efficiency_gain in [0.5, 1.01, 2.0, 10.0, 600.0] {
        let root = bisect(0.1, 3.0, |elasticity| gain(efficiency_gain, elasticity).energy_factor - 1.0).unwrap();
        assert!((root.at - 1.0).abs() < 1e-12, "{efficiency_gain}: {}", root.at);
    }
}

#[test]
fn every_regime_of_this_model_has_its_name_and_super_conservation_is_not_among_them() {
    assert_eq!(gain(10.0, 0.0).regime, Regime::NoRebound);
    assert_eq!(gain(10.0, 0.4).regime, Regime::Partial);
    assert_eq!(gain(10.0, 1.0).regime, Regime::Full);
    assert_eq!(gain(10.0, 1.1).regime, Regime::Backfire);
    assert_eq!(Regime::of(-0.1), Regime::SuperConservation);
    assert!(Regime::SuperConservation < Regime::NoRebound && Regime::Full < Regime::Backfire);
}

#[test]
fn the_formula_of_the_essay_is_the_service_and_not_the_energy() {
    let outcome = gain(10.0, 2.0);
    same(outcome.service_factor, 10_f64.powf(2.0));
    same(outcome.energy_factor, 10.0);
}

#[test]
fn the_three_definitions_agree_only_if_efficiency_is_exogenous_and_passed_on() {
    let plain = gain(10.0, 1.5);
    assert_eq!((plain.by_service_price, plain.by_energy_price), (1.5, 1.5));
    let induced = Rebound { induced_efficiency: 0.4, ..Rebound::example() }.checked().unwrap().solve().unwrap();
    assert_eq!((induced.rebound, induced.by_service_price), (1.5, 1.5));
    same(induced.by_energy_price, 0.9);
    let kept = Rebound { pass_through: 0.5, ..Rebound::example() }.checked().unwrap().solve().unwrap();
    assert_eq!((kept.rebound, kept.by_service_price, kept.regime), (0.75, 1.5, Regime::Partial));
}

#[test]
fn each_definition_is_the_derivative_that_it_says() {
    let (eps, rho, mu, h) = (1.4, 0.8, 0.3, 1e-5);
    let outcome = Rebound { elasticity: eps, pass_through: rho, induced_efficiency: mu, ..Rebound::example() };
    let outcome = outcome.checked().unwrap().solve().unwrap();
    // Logarithm of the service, from logarithms of the price of energy and of exogenous efficiency.
    let service = |energy: f64, own: f64| -eps * (energy - rho * (own + mu * energy));
    let slope = |f: &dyn Fn(f64) -> f64| (f(h) - f(-h)) / (2.0 * h);
    assert!((slope(&|x| service(0.0, x)) - outcome.rebound).abs() < 1e-9);
    assert!((slope(&|x| -service(x, 0.0)) - outcome.by_energy_price).abs() < 1e-9);
    assert!((1.0 + slope(&|x| service(0.0, x) - x) - outcome.rebound).abs() < 1e-9);
}

#[test]
fn a_gain_of_nothing_has_the_rebound_of_a_small_gain() {
    assert_eq!(gain(1.0, 0.7).finite, 0.7);
    assert!((gain(1.0 + 1e-9, 0.7).finite - 0.7).abs() < 1e-8);
    assert_eq!(gain(1.0, 0.7).energy, 1.0);
}

#[test]
fn with_full_pass_through_revenue_keeps_pace_with_the_cost_of_energy() {
    let full = gain(10.0, 2.5);
    same(full.revenue, full.energy_cost);
    let war = Rebound { pass_through: 1.2, ..Rebound::example() }.checked().unwrap().solve().unwrap();
    assert!(war.revenue < war.energy_cost);
}

#[test]
fn a_gain_too_large_for_any_number_is_an_error_in_words() {
    let huge = Rebound { efficiency_gain: 1e300, elasticity: 3.0, ..Rebound::example() };
    let error = huge.checked().unwrap().solve().unwrap_err();
    assert!(matches!(error, JevonsError::OutOfNumbers { .. }), "{error}");
    assert!(error.to_string().contains("bring the elasticity"));
}

#[test]
fn bad_input_is_refused_with_its_key() {
    let bad = [
        (Rebound { efficiency_gain: 0.0, ..Rebound::example() }, "efficiency_gain"),
        (Rebound { elasticity: -0.1, ..Rebound::example() }, "elasticity"),
        (Rebound { pass_through: 2.5, ..Rebound::example() }, "pass_through"),
        (Rebound { energy: f64::NAN, ..Rebound::example() }, "energy"),
    ];
    for (input, key) in bad {
        let faults = input.checked().unwrap_err();
        assert!(faults.iter().any(|fault| fault.key == key), "{key}: {faults}");
    }
}

proptest! {
    #[test]
    fn energy_rises_exactly_when_the_elasticity_is_above_one(g in 1.01..1000.0_f64, eps in 0.0..3.0_f64) {
        prop_assume!((eps - 1.0).abs() > 1e-9);
        let outcome = gain(g, eps);
        prop_assert_eq!(outcome.energy_factor > 1.0, eps > 1.0);
        prop_assert_eq!(outcome.finite > 1.0, eps > 1.0);
    }

    #[test]
    fn what_is_not_saved_and_what_is_saved_make_up_the_expected_saving(g in 1.1..100.0_f64, eps in 0.0..3.0_f64) {
        let outcome = gain(g, eps);
        let expected = 1.0 - 1.0 / g;
        let saved = 1.0 - outcome.energy_factor;
        prop_assert!((outcome.finite * expected + saved - expected).abs() < 1e-9 * outcome.energy_factor.max(1.0));
    }

    #[test]
    fn gains_one_after_the_other_multiply(g in 0.2..20.0_f64, h in 0.2..20.0_f64, eps in 0.0..3.0_f64) {
        let both = gain(g, eps).energy_factor * gain(h, eps).energy_factor;
        prop_assert!((gain(g * h, eps).energy_factor / both - 1.0).abs() < 1e-10);
    }

    #[test]
    fn the_elasticity_read_from_a_pair_is_the_one_that_made_it(g in 1.5..100.0_f64, eps in 0.1..3.0_f64) {
        let implied = demand::implied_elasticity(g, gain(g, eps).service_factor);
        prop_assert!((implied - eps).abs() < 1e-10);
    }
}
