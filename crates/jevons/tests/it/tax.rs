//! The tax that neutralises rebound: known answers, what users keep, the rebate.

use moloch_core::{Inputs, Model};
use moloch_jevons::{Rebound, Tax, TaxOutcome};
use proptest::prelude::*;

use crate::{area, same};

fn solve(tax: Tax) -> TaxOutcome {
    tax.checked().unwrap().solve().unwrap()
}

#[test]
fn the_neutralising_tax_matches_the_recomputed_vectors() {
    same(solve(Tax::example()).tax_factor, 2.154434690032);
    // The factors of the claim ledger at elasticities 2 and 3, to its digits.
    let at = |elasticity| solve(Tax { elasticity, ..Tax::example() });
    assert!((at(2.0).tax_factor - 3.16).abs() < 5e-3 && (at(3.0).tax_factor - 4.64).abs() < 5e-3);
    assert!((at(1.5).service_price_factor - 0.22).abs() < 5e-3 && (at(3.0).service_price_factor - 0.46).abs() < 5e-3);
}

#[test]
fn tax_and_rebate_keep_energy_where_the_tax_alone_keeps_it() {
    let none = solve(Tax { rebate: 0.0, ..Tax::example() });
    let all = solve(Tax { rebate: 1.0, ..Tax::example() });
    assert_eq!((none.energy, none.tax_factor), (all.energy, all.tax_factor));
    assert_eq!((none.energy, none.rebate), (11.0, 0.0));
    same(all.users_gain() - none.users_gain(), all.revenue);
}

#[test]
fn below_an_elasticity_of_one_energy_is_held_by_a_subsidy() {
    let subsidy = solve(Tax { elasticity: 0.5, ..Tax::example() });
    assert!(subsidy.tax_factor < 1.0 && subsidy.revenue < 0.0);
    assert_eq!(subsidy.cost_of_saving, None);
}

#[test]
fn an_efficiency_penalty_cuts_energy_only_above_an_elasticity_of_one() {
    let halved = |elasticity| {
        Rebound { efficiency_gain: 0.5, elasticity, ..Rebound::example() }.checked().unwrap().solve().unwrap()
    };
    for elasticity in [0.2, 0.9, 1.1, 2.0] {
        let outcome = halved(elasticity);
        assert!(outcome.service_factor < 1.0, "a penalty always cuts the service");
        assert_eq!(outcome.energy_factor < 1.0, elasticity > 1.0);
    }
}

proptest! {
    #[test]
    fn the_gain_of_users_is_the_area_beside_the_demand_curve(eps in 0.3..3.0_f64, g in 1.1..20.0_f64) {
        let outcome = solve(Tax { elasticity: eps, efficiency_gain: g, ..Tax::example() });
        let demand = |log_price: f64| (log_price * (1.0 - eps)).exp();
        // In the logarithm of the price, so that the curve is smooth: dp = p d ln p.
        let measured = 1.1 * area(outcome.service_price_factor.ln(), 0.0, demand);
        prop_assert!((outcome.taxed_gain / measured - 1.0).abs() < 1e-8);
    }

    #[test]
    fn holding_energy_leaves_users_better_off_than_forgoing_the_gain(eps in 1.01..4.0_f64, g in 1.1..100.0_f64) {
        let outcome = solve(Tax { elasticity: eps, efficiency_gain: g, rebate: 0.0, ..Tax::example() });
        prop_assert!(outcome.tax_factor > 1.0 && outcome.service_price_factor < 1.0);
        prop_assert!(outcome.users_gain() > 0.0 && outcome.users_gain() < outcome.untaxed_gain);
    }

    #[test]
    fn a_tax_moves_money_and_destroys_some(eps in 0.3..3.0_f64, g in 0.5..20.0_f64, target in 1.0..30.0_f64) {
        let outcome = solve(Tax { elasticity: eps, efficiency_gain: g, target: Some(target), ..Tax::example() });
        prop_assert!(outcome.deadweight >= -1e-9 * outcome.untaxed_gain.abs().max(1.0));
    }

    #[test]
    fn a_lower_target_needs_a_higher_tax(eps in 0.3..3.0_f64, target in 1.0..30.0_f64) {
        let at = |target| solve(Tax { elasticity: eps, target: Some(target), ..Tax::example() }).tax_factor;
        prop_assert!(at(target * 0.9) > at(target));
    }
}
