//! Rebound against a supply curve: known answers, its limits, compound growth.

use moloch_core::root::bisect;
use moloch_core::{Inputs, Model};
use moloch_jevons::{Supply, SupplyOutcome};
use proptest::prelude::*;

use crate::same;

fn solve(supply: Supply) -> SupplyOutcome {
    supply.checked().unwrap().solve().unwrap()
}

#[test]
fn ten_times_the_efficiency_against_a_unit_elastic_supply_matches_the_recomputed_vector() {
    let market = solve(Supply::example());
    same(market.energy / 11.0, 2.154434690032);
    same(market.price_factor, 2.154434690032);
}

#[test]
fn perfectly_elastic_supply_is_the_plain_rebound_and_fixed_supply_takes_it_all_in_the_price() {
    let elastic = solve(Supply { supply_elasticity: None, ..Supply::example() });
    same(elastic.energy, 110.0);
    assert_eq!(elastic.price_factor, 1.0);
    let nearly = solve(Supply { supply_elasticity: Some(1e9), ..Supply::example() });
    assert!((nearly.energy / elastic.energy - 1.0).abs() < 1e-7);
    let fixed = solve(Supply { supply_elasticity: Some(0.0), ..Supply::example() });
    assert_eq!(fixed.energy, 11.0);
    same(fixed.price_factor, 10_f64.sqrt());
}

#[test]
fn energy_compounds_by_the_yearly_gain_to_the_power_of_elasticity_less_one() {
    for years in [1.0, 2.0, 6.0] {
        let market = solve(Supply {
            efficiency_growth: 3_f64.ln(),
            elasticity: 1.5,
            supply_elasticity: None,
            years,
            ..Supply::example()
        });
        same(market.energy, 11.0 * 3_f64.sqrt().powf(years));
        same(market.doubling_time.unwrap(), 2_f64.ln() / 3_f64.sqrt().ln());
    }
}

#[test]
fn a_market_in_which_no_price_matters_is_refused() {
    let supply = Supply { elasticity: 0.0, supply_elasticity: Some(0.0), ..Supply::example() };
    let faults = supply.checked().unwrap_err();
    assert!(faults.to_string().contains("no price makes supply meet demand"), "{faults}");
}

#[test]
fn energy_that_does_not_grow_never_doubles() {
    assert_eq!(solve(Supply { elasticity: 0.5, ..Supply::example() }).doubling_time, None);
}

proptest! {
    #[test]
    fn the_price_found_is_where_demand_and_supply_cross(
        eps in 0.1..3.0_f64, psi in 0.1..3.0_f64, growth in 0.0..2.0_f64, demand_growth in 0.0..1.0_f64,
    ) {
        let market = solve(Supply {
            elasticity: eps, supply_elasticity: Some(psi), efficiency_growth: growth, demand_growth, ..Supply::example()
        });
        let eta = growth.exp();
        let excess = |p: f64| demand_growth.exp() * (p / eta).powf(-eps) / eta - p.powf(psi);
        let crossing = bisect(1e-6, 1e6, excess).unwrap().at;
        prop_assert!((market.price_factor / crossing - 1.0).abs() < 1e-9);
        prop_assert!((market.energy / 11.0 / crossing.powf(psi) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_supply_curve_pulls_the_rebound_towards_one_and_never_across(eps in 0.0..3.0_f64, psi in 0.0..3.0_f64) {
        prop_assume!(eps + psi > 1e-6);
        let market = solve(Supply { elasticity: eps, supply_elasticity: Some(psi), ..Supply::example() });
        prop_assert!((market.rebound - 1.0).abs() <= (eps - 1.0).abs() + 1e-12);
        prop_assert!((market.rebound - 1.0) * (eps - 1.0) >= 0.0);
        let measured = 1.0 + (market.energy / 11.0).ln() / market.efficiency.ln();
        prop_assert!((measured - market.rebound).abs() < 1e-9);
    }
}
