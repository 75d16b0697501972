//! The race for capacity: the law of rebound for all, the trap for those who lag, what acting as one would save.

use moloch_core::{Inputs, Model};
use moloch_jevons::{CapacityRace, CapacityRaceOutcome, Rebound};
use proptest::prelude::*;

use crate::same;

fn solve(input: CapacityRace) -> CapacityRaceOutcome {
    input.checked().unwrap().solve().unwrap()
}

fn gains(efficiency_gain: &[f64]) -> CapacityRace {
    CapacityRace { efficiency_gain: efficiency_gain.to_vec(), ..CapacityRace::example() }
}

#[test]
fn a_gain_of_all_is_the_law_of_rebound_whatever_the_number_of_firms() {
    for (firms, elasticity) in [(1, 1.5), (2, 2.0), (7, 3.0)] {
        let plain = Rebound { elasticity, energy: 11.0, ..Rebound::example() }.checked().unwrap().solve().unwrap();
        let race = solve(CapacityRace { elasticity, ..gains(&vec![10.0; firms]) });
        same(race.energy, plain.energy);
        same(race.service_factor, plain.service_factor);
        same(race.price_factor, plain.price_factor);
    }
}

#[test]
fn a_hundredfold_service_takes_tenfold_hardware_and_firms_end_where_profits_were_relative_to_it() {
    let race = solve(CapacityRace::example());
    same(race.service_factor, 100.0);
    same(race.energy, 110.0);
    same(race.total_profit / race.energy, race.profit_before / 11.0);
}

#[test]
fn whoever_lags_behind_a_leader_by_more_than_its_monopoly_price_is_driven_out() {
    let out = solve(gains(&[2.0, 1.0, 1.0, 1.0]));
    assert_eq!(out.shares, [1.0, 0.0, 0.0, 0.0]);
    assert_eq!(out.profit[1], 0.0);
    let just_in = solve(gains(&[1.99, 1.0, 1.0, 1.0]));
    assert!(just_in.shares[1] > 0.0 && just_in.shares[1] < 0.01);
    let today = solve(gains(&[1.0; 4]));
    assert!(just_in.profit[1] < 0.1 * today.profit[1]);
}

#[test]
fn spill_over_brings_those_who_lag_back() {
    let alone = gains(&[3.0, 1.0, 1.0, 1.0]);
    let with = |spillover| solve(CapacityRace { spillover, ..alone.clone() });
    assert_eq!(with(0.0).shares[1], 0.0);
    assert!(with(1.0).efficiency[1] > 1.0 && with(1.0).efficiency[0] == 3.0_f64.ln().exp());
    assert!(with(1.0).price_factor <= with(0.0).price_factor);
}

#[test]
fn acting_as_one_builds_the_closed_part_of_the_race() {
    for (firms, elasticity) in [(2, 1.5), (4, 2.0), (10, 3.0)] {
        let race = solve(CapacityRace { elasticity, ..gains(&vec![5.0; firms]) });
        let part = ((1.0 - 1.0 / elasticity) / (1.0 - 1.0 / (firms as f64 * elasticity))).powf(elasticity);
        assert!((race.cooperative_energy / race.energy / part - 1.0).abs() < 1e-12);
    }
    let one = solve(gains(&[5.0]));
    assert!((one.cooperative_energy / one.energy - 1.0).abs() < 1e-12);
}

#[test]
fn a_race_of_nobody_is_refused() {
    assert!(gains(&[]).checked().unwrap_err().iter().any(|fault| fault.key == "efficiency_gain"));
}

proptest! {
    #[test]
    fn shares_make_one_and_the_more_efficient_has_the_larger(
        efficiency_gain in prop::collection::vec(0.3..5.0_f64, 1..6), elasticity in 1.05..5.0_f64,
    ) {
        let race = solve(CapacityRace { elasticity, ..gains(&efficiency_gain) });
        prop_assert!((race.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(race.profit.iter().all(|profit| *profit >= 0.0));
        for (i, own) in efficiency_gain.iter().enumerate() {
            for (j, other) in efficiency_gain.iter().enumerate() {
                prop_assert!(own > other || race.shares[i] <= race.shares[j] + 1e-12);
            }
        }
    }

    #[test]
    fn a_rivals_gain_never_raises_my_profit(
        efficiency_gain in prop::collection::vec(0.5..3.0_f64, 2..6), more in 1.01..3.0_f64,
        elasticity in 1.05..5.0_f64,
    ) {
        let before = solve(CapacityRace { elasticity, ..gains(&efficiency_gain) });
        let mut ahead = efficiency_gain;
        ahead[0] *= more;
        let after = solve(CapacityRace { elasticity, ..gains(&ahead) });
        prop_assert!(after.profit[1] <= before.profit[1] * (1.0 + 1e-9) + 1e-12);
    }
}
