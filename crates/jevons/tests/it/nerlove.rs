//! Partial adjustment: the known elasticity after three years, the long run, and when a saving is used up.

use moloch_core::{Inputs, Model};
use moloch_jevons::{Nerlove, NerloveOutcome, Rebound};
use proptest::prelude::*;

use crate::same;

fn solve(input: Nerlove) -> NerloveOutcome {
    input.checked().unwrap().solve().unwrap()
}

#[test]
fn the_elasticity_after_three_periods_matches_the_recomputed_vector() {
    let path = solve(Nerlove { periods: 3, ..Nerlove::example() });
    same(path.elasticity, 1.314);
    same(path.short_run, 0.6);
    assert_eq!(path.long_run, 2.0);
}

#[test]
fn in_the_long_run_it_is_the_model_of_rebound() {
    let plain = Rebound { elasticity: 2.0, efficiency_gain: 3.0, energy: 11.0, ..Rebound::example() };
    let plain = plain.checked().unwrap().solve().unwrap();
    let path = solve(Nerlove { periods: 200, ..Nerlove::example() });
    same(path.energy, plain.energy);
    same(*path.energy_path.last().unwrap(), plain.energy);
    let at_once = solve(Nerlove { adjustment: 1.0, ..Nerlove::example() });
    same(at_once.energy_path[1], plain.energy);
    assert_eq!((at_once.half_life, at_once.back_at), (0.0, Some(0.0)));
}

#[test]
fn a_study_that_ends_too_early_reports_a_saving_where_there_is_backfire() {
    let path = solve(Nerlove::example());
    let back = path.back_at.unwrap();
    for (time, energy) in path.times.iter().zip(&path.energy_path) {
        assert_eq!(*energy < 11.0, *time < back, "after {time} years");
    }
    assert!(path.short_run < 1.0 && path.long_run > 1.0);
    // The date does not depend on the gain.
    same(solve(Nerlove { efficiency_gain: 100.0, ..Nerlove::example() }).back_at.unwrap(), back);
    for elasticity in [0.5, 1.0] {
        assert_eq!(solve(Nerlove { elasticity, ..Nerlove::example() }).back_at, None);
    }
}

#[test]
fn what_is_saved_is_the_sum_over_the_periods_followed() {
    let path = solve(Nerlove { periods: 2, period: 0.5, ..Nerlove::example() });
    same(path.saved, 0.5 * (22.0 - path.energy_path[0] - path.energy_path[1]));
    assert!(solve(Nerlove { periods: 100, ..Nerlove::example() }).saved < 0.0);
}

proptest! {
    #[test]
    fn half_of_the_way_is_covered_in_the_half_life(lambda in 0.01..0.99_f64, eps in 0.1..3.0_f64) {
        let half = solve(Nerlove { adjustment: lambda, elasticity: eps, ..Nerlove::example() }).half_life;
        prop_assert!((1.0 - (1.0 - lambda).powf(half) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_elasticity_rises_towards_the_long_run_and_never_passes_it(lambda in 0.01..1.0_f64, eps in 0.0..3.0_f64) {
        let path = solve(Nerlove { adjustment: lambda, elasticity: eps, ..Nerlove::example() });
        prop_assert!(path.elasticity_path.windows(2).all(|pair| pair[0] <= pair[1]));
        prop_assert!(path.elasticity <= eps);
    }
}
