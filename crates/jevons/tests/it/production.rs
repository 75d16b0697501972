//! Rebound in production: the closed vectors, thresholds found numerically, finite gains, what is refused.

use moloch_core::root::bisect;
use moloch_core::{Inputs, Model};
use moloch_jevons::{OtherInputs, Production, ProductionOutcome, Regime};
use proptest::prelude::*;

use crate::same;

fn solve(input: Production) -> ProductionOutcome {
    input.checked().unwrap().solve().unwrap()
}

fn plant(substitution: f64, efficiency_gain: f64) -> Production {
    Production { substitution, efficiency_gain, ..Production::example() }
}

fn industry(substitution: f64, output_elasticity: f64, efficiency_gain: f64) -> Production {
    let other_inputs = OtherInputs::Elastic;
    Production { other_inputs, substitution, output_elasticity, efficiency_gain, ..Production::example() }
}

#[test]
fn hicks_and_allen_match_the_recomputed_vector() {
    same(solve(industry(0.5, 3.0, 1.0)).rebound, 0.75);
}

#[test]
fn a_plant_with_a_tenth_of_energy_matches_the_recomputed_vectors() {
    for (sigma, rebound) in [(0.0, 0.0), (0.5, 0.5555555555556), (1.0, 1.111111111111), (1.2, 1.333333333333)] {
        let solved = solve(plant(sigma, 1.0));
        assert!((solved.rebound - rebound).abs() < 5e-13, "{sigma}: {}", solved.rebound);
        assert_eq!(solved.energy_factor, 1.0);
    }
}

#[test]
fn the_threshold_found_numerically_is_one_less_the_share_of_energy() {
    for share in [0.01, 0.1, 0.5, 0.9] {
        let energy = |sigma: f64| {
            let small = Production { energy_share: share, ..plant(sigma, 1.0 + 1e-7) };
            solve(small).energy_factor.ln() / 1e-7
        };
        let found = bisect(0.02, 1.0, energy).unwrap().at;
        assert!((found - (1.0 - share)).abs() < 1e-6, "{share}: {found}");
        let exact = bisect(0.0, 1.0, |sigma| sigma / (1.0 - share) - 1.0).unwrap().at;
        same(exact, solve(Production { energy_share: share, ..plant(0.5, 2.0) }).threshold.unwrap());
    }
}

#[test]
fn the_threshold_of_an_industry_found_numerically_is_the_closed_one() {
    for (share, output) in [(0.1, 0.5), (0.3, 1.0), (0.2, 2.0)] {
        let input = |sigma| Production { energy_share: share, ..industry(sigma, output, 1.0) };
        let found = bisect(0.02, 3.0, |sigma| solve(input(sigma)).rebound - 1.0).unwrap().at;
        same(found, (1.0 - share * output) / (1.0 - share));
        assert!((solve(input(1.0)).threshold.unwrap() / found - 1.0).abs() < 1e-12);
    }
    assert_eq!(solve(Production { energy_share: 0.5, ..industry(1.0, 3.0, 1.0) }).threshold, None);
}

#[test]
fn cobb_douglas_assumes_backfire_and_fixed_proportions_assume_none() {
    for efficiency_gain in [1.1, 10.0, 1000.0] {
        let douglas = solve(plant(1.0, efficiency_gain));
        same(douglas.energy_factor, efficiency_gain.powf(1.0 / 0.9 - 1.0));
        assert_eq!(douglas.regime, Regime::Backfire);
        let leontief = solve(plant(0.0, efficiency_gain));
        same(leontief.energy_factor, 1.0 / efficiency_gain);
        assert_eq!((leontief.regime, leontief.finite), (Regime::NoRebound, 0.0));
        assert_eq!(leontief.output_factor, 1.0);
    }
}

#[test]
fn an_industry_with_cobb_douglas_backfires_exactly_when_demand_for_its_output_is_elastic() {
    for (output, regime) in [(0.5, Regime::Partial), (1.0, Regime::Full), (2.0, Regime::Backfire)] {
        assert_eq!(solve(industry(1.0, output, 10.0)).regime, regime);
    }
}

#[test]
fn the_threshold_of_a_finite_gain_is_where_its_energy_stays_and_tends_to_that_of_a_small_one() {
    for efficiency_gain in [0.3, 1.001, 2.0, 10.0, 1e4] {
        for input in [plant(0.95, efficiency_gain), industry(0.5, 0.8, efficiency_gain)] {
            let solved = solve(input.clone());
            let Some(sigma) = solved.threshold_of_gain else { continue };
            let there = solve(Production { substitution: sigma, ..input });
            assert!((there.energy_factor - 1.0).abs() < 1e-10, "{efficiency_gain}: {sigma}");
        }
    }
    let small = solve(plant(0.5, 1.0 + 1e-6));
    assert!((small.threshold_of_gain.unwrap() - 0.9).abs() < 1e-5);
    assert!(solve(plant(0.5, 10.0)).threshold_of_gain.unwrap() > 0.9);
}

#[test]
fn no_substitution_makes_a_large_gain_backfire_when_cheap_output_finds_no_buyers() {
    // As substitution grows without end, energy tends to the gain to the power of its output elasticity less one,
    // by the share of energy.
    assert_eq!(solve(industry(0.5, 0.5, 1e3)).threshold_of_gain, None);
    assert!(solve(industry(0.5, 0.5, 10.0)).threshold_of_gain.is_some());
}

#[test]
fn a_gain_without_best_plan_is_refused_with_the_limit() {
    for (sigma, gain, limit) in [(2.0, 10.0, 10.0), (0.5, 0.01, 0.01)] {
        let faults = plant(sigma, gain).checked().unwrap_err();
        assert!(faults.iter().any(|fault| fault.key == "efficiency_gain"), "{faults}");
        assert!(faults.to_string().contains(&format!("{limit}")), "{faults}");
    }
    assert!(plant(2.0, 9.99).checked().is_ok() && plant(0.5, 0.0101).checked().is_ok());
    assert!(industry(2.0, 1.0, 10.0).checked().is_ok());
    assert!(plant(0.01, 2.0).checked().is_err());
}

proptest! {
    #[test]
    fn easier_substitution_never_lowers_the_energy_of_a_gain(
        gain in 1.01..9.0_f64, low in 0.02..1.5_f64, more in 0.01..0.4_f64, output in 0.0..3.0_f64,
    ) {
        for make in [|s, g, _| plant(s, g), |s, g, o| industry(s, o, g)] {
            let (before, after) = (solve(make(low, gain, output)), solve(make(low + more, gain, output)));
            prop_assert!(after.energy_factor >= before.energy_factor * (1.0 - 1e-12));
        }
    }

    #[test]
    fn the_rebound_is_the_slope_of_the_solved_energy(
        sigma in 0.02..3.0_f64, share in 0.05..0.9_f64, output in 0.0..3.0_f64, fixed: bool,
    ) {
        let h = 1e-5_f64;
        let at = |efficiency_gain: f64| {
            let input = if fixed { plant(sigma, efficiency_gain) } else { industry(sigma, output, efficiency_gain) };
            solve(Production { energy_share: share, ..input })
        };
        let measured = 1.0 + (at(h.exp()).energy_factor / at((-h).exp()).energy_factor).ln() / (2.0 * h);
        let rebound = at(1.0).rebound;
        prop_assert!((measured - rebound).abs() < 1e-5 * (1.0 + rebound * rebound), "{measured} is not {rebound}");
    }
}
