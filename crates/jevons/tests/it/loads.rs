//! Loads: the figures of code and maintenance, the threshold, and the limits in which it is the law of rebound.

use moloch_core::{Inputs, Model};
use moloch_jevons::{Loads, LoadsOutcome, Rebound};
use proptest::prelude::*;

use crate::same;

fn solve(input: Loads) -> LoadsOutcome {
    input.checked().unwrap().solve().unwrap()
}

fn one(exponent: f64, relief: f64) -> Loads {
    Loads { exponent: vec![exponent], relief: vec![relief], people: vec![1.0], ..Loads::example() }
}

#[test]
fn ten_times_the_code_with_exponents_one_two_and_three_has_ten_a_hundred_and_a_thousand_times_the_load() {
    let team =
        solve(Loads { exponent: vec![1.0, 2.0, 3.0], relief: vec![1.0; 3], people: vec![1.0; 3], ..Loads::example() });
    for (load, known) in team.loads.iter().zip([10.0, 100.0, 1000.0]) {
        same(*load, known);
    }
    for (people, known) in team.people.iter().zip([1.0, 10.0, 100.0]) {
        same(*people, known);
    }
    same(team.total_factor, 37.0);
}

#[test]
fn a_load_whose_exponent_is_its_relief_keeps_its_people() {
    for power in [0.3, 0.7, 1.0] {
        assert!((solve(one(power, power)).total_factor - 1.0).abs() < 1e-14);
    }
}

#[test]
fn making_with_full_relief_is_the_law_of_rebound() {
    for elasticity in [0.4, 1.0, 1.7] {
        let plain = Rebound { elasticity, ..Rebound::example() }.checked().unwrap().solve().unwrap();
        let work = solve(Loads { elasticity, ..one(1.0, 1.0) });
        same(work.total_factor, plain.energy_factor);
        same(work.output, plain.service_factor);
        same(work.threshold.unwrap(), 1.0);
    }
}

#[test]
fn the_threshold_of_one_load_is_its_relief_by_its_exponent() {
    for (exponent, relief) in [(2.0, 1.0), (0.5, 0.8), (3.0, 0.2)] {
        let threshold = solve(one(exponent, relief)).threshold.unwrap();
        assert!((threshold / (relief / exponent) - 1.0).abs() < 1e-11);
    }
    // Work that nothing makes easier grows with any elasticity: no elasticity is too small for that.
    assert!(solve(one(1.0, 0.0)).threshold.is_none_or(|threshold| threshold < 1e-12));
}

#[test]
fn the_threshold_of_all_loads_is_where_the_number_of_people_stays() {
    let mixed = Loads { relief: vec![1.0, 0.4], people: vec![8.0, 2.0], ..Loads::example() };
    let threshold = solve(mixed.clone()).threshold.unwrap();
    assert!((solve(Loads { elasticity: threshold, ..mixed }).total_factor - 1.0).abs() < 1e-12);
}

proptest! {
    #[test]
    fn more_relief_never_takes_more_people(k in 0.0..3.0_f64, relief in 0.0..0.9_f64, eps in 0.0..3.0_f64) {
        let with = |relief| solve(Loads { elasticity: eps, ..one(k, relief) }).total;
        prop_assert!(with(relief + 0.1) <= with(relief));
    }
}
