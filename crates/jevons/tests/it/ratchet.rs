//! Asymmetric answers to prices: what habit leaves, what undoes it, and that without habit nothing is left.

use moloch_core::{Inputs, Model};
use moloch_jevons::{Ratchet, RatchetOutcome};
use proptest::prelude::*;

use crate::same;

fn solve(input: Ratchet) -> RatchetOutcome {
    input.checked().unwrap().solve().unwrap()
}

fn along(price: &[f64]) -> Ratchet {
    Ratchet { price: price.to_vec(), ..Ratchet::example() }
}

#[test]
fn a_cut_and_its_recovery_leave_the_depth_to_the_power_of_habit_and_elasticity() {
    for (habit, elasticity) in [(0.2, 1.5), (0.5, 2.0), (1.0, 0.7)] {
        let end = solve(Ratchet { habit, elasticity, ..along(&[0.1, 1.0]) });
        same(end.service, 10_f64.powf(habit * elasticity));
        same(end.service_path[0], 10_f64.powf(elasticity));
        same(end.residual, end.service);
    }
}

#[test]
fn without_habit_the_path_back_is_the_path_out() {
    let end = solve(Ratchet { habit: 0.0, ..Ratchet::example() });
    assert!((end.service - 1.0).abs() < 1e-14 && (end.residual - 1.0).abs() < 1e-14);
    for (service, free) in end.service_path.iter().zip(&end.reversible_path) {
        assert!((service / free - 1.0).abs() < 1e-13);
    }
    assert_eq!(solve(Ratchet { habit: 0.0, ..along(&[0.5, 2.0]) }).price_to_undo, None);
}

#[test]
fn the_price_that_undoes_the_habit_brings_demand_back() {
    for (rise, price) in [(None, vec![0.1, 1.0]), (Some(0.8), vec![0.1, 0.3]), (Some(3.0), vec![2.0, 0.1, 0.5])] {
        let mut input = Ratchet { elasticity_of_rise: rise, habit: 0.6, ..along(&price) };
        let undo = solve(input.clone()).price_to_undo.unwrap();
        input.price.push(undo);
        assert!((solve(input).service - 1.0).abs() < 1e-12);
    }
    let stuck = Ratchet { elasticity_of_rise: Some(0.0), ..along(&[0.1, 1.0]) };
    assert_eq!(solve(stuck).price_to_undo, None);
}

#[test]
fn every_round_of_cut_and_recovery_lifts_demand_by_the_same_factor() {
    let round = 10_f64.powf(0.75);
    for rounds in 1..5 {
        let price: Vec<f64> = (0..rounds).flat_map(|_| [0.1, 1.0]).collect();
        same(solve(along(&price)).service, round.powi(rounds));
    }
}

#[test]
fn a_new_maximum_is_no_recovery() {
    let input = Ratchet { elasticity_of_rise: Some(0.4), habit: 0.5, elasticity: 1.0, ..along(&[0.5, 4.0]) };
    let end = solve(input);
    // Back to one by habit's rate, on to four by that of a new maximum.
    same(end.service, 2.0 * 0.5_f64.powf(0.5) * 4_f64.powf(-0.4));
    assert_eq!(end.highest_price, [1.0, 4.0]);
}

#[test]
fn demand_that_follows_slowly_is_on_its_way_to_what_is_wanted() {
    let slow = solve(Ratchet { adjustment: 0.3, ..along(&[0.1; 60]) });
    same(slow.service_path[0], 10_f64.powf(0.45));
    assert!((slow.service_path[59] / slow.service - 1.0).abs() < 1e-8);
}

#[test]
fn efficiency_stays_when_the_price_comes_back() {
    let end = solve(Ratchet::example());
    same(end.energy, 11.0 * 10_f64.powf(-0.25));
}

proptest! {
    #[test]
    fn habit_never_lowers_demand(
        price in prop::collection::vec(0.1..5.0_f64, 1..8), habit in 0.0..1.0_f64, elasticity in 0.0..3.0_f64,
    ) {
        let end = solve(Ratchet { habit, elasticity, ..along(&price) });
        prop_assert!(end.residual >= 1.0 - 1e-12);
        for (service, free) in end.service_path.iter().zip(&end.reversible_path) {
            prop_assert!(*service >= free * (1.0 - 1e-12));
        }
    }

    #[test]
    fn a_price_that_only_falls_leaves_no_room_for_habit(
        cuts in prop::collection::vec(0.3..1.0_f64, 1..8), habit in 0.0..1.0_f64,
    ) {
        let price: Vec<f64> = cuts.iter().scan(1.0, |price, cut| { *price *= cut; Some(*price) }).collect();
        let end = solve(Ratchet { habit, ..along(&price) });
        prop_assert!((end.residual - 1.0).abs() < 1e-12);
    }
}
