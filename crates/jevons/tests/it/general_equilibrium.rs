//! The small general equilibrium: it clears, counts in any good, and is the partial equilibrium of a small sector.

use moloch_core::{Inputs, Model};
use moloch_jevons::economy::{Numeraire, residual, solve as solve_economy};
use moloch_jevons::{
    GeneralEquilibrium, GeneralEquilibriumOutcome, JevonsError, OtherInputs, Production, Rebound, Regime, Supply,
};
use proptest::prelude::*;

use crate::same;

fn solve(input: GeneralEquilibrium) -> GeneralEquilibriumOutcome {
    input.checked().unwrap().solve().unwrap()
}

/// A sector of next to no size beside one that uses no energy.
fn small_sector(energy_share: f64, elasticity: f64, gain: f64, supply_elasticity: Option<f64>) -> GeneralEquilibrium {
    GeneralEquilibrium {
        spending: vec![1e-9, 1.0],
        energy_share: vec![energy_share, 0.0],
        substitution: vec![0.5, 1.0],
        efficiency_gain: vec![gain, 1.0],
        consumption_substitution: elasticity,
        supply_elasticity,
        ..GeneralEquilibrium::example()
    }
}

#[test]
fn the_economy_clears_to_rounding() {
    let input = GeneralEquilibrium::example().checked().unwrap();
    let (economy, log_gains) = (input.economy(), [3_f64.ln(), 0.0]);
    let found = solve_economy(&economy, &log_gains).unwrap();
    assert!(residual(&economy, &log_gains, &found.allocation) < 1e-13);
    assert!(input.solve().unwrap().certificate().residual < 1e-12);
}

#[test]
fn the_certificate_sees_a_wrong_price_a_wrong_quantity_and_an_idle_worker() {
    let input = GeneralEquilibrium::example();
    let (economy, log_gains) = (input.economy(), [3_f64.ln(), 0.0]);
    let right = solve_economy(&economy, &log_gains).unwrap().allocation;
    let wrong = |change: &dyn Fn(&mut moloch_jevons::economy::Allocation)| {
        let mut a = right.clone();
        change(&mut a);
        residual(&economy, &log_gains, &a)
    };
    assert!(wrong(&|a| a.energy_price += 1e-6) > 1e-8);
    assert!(wrong(&|a| a.goods[0] += 1e-6) > 1e-8);
    assert!(wrong(&|a| a.labour[1] -= 1e-6) > 1e-8);
    assert!(wrong(&|a| a.energy_labour += 1e-6) > 1e-8);
    // Prices have no level of their own.
    let all_dearer = wrong(&|a| {
        a.prices.iter_mut().for_each(|price| *price += 2.0);
        (a.energy_price, a.wage, a.income) = (a.energy_price + 2.0, a.wage + 2.0, a.income + 2.0);
    });
    assert!(all_dearer < 1e-12);
}

#[test]
fn today_is_an_equilibrium_of_todays_accounts() {
    let today = solve(GeneralEquilibrium { efficiency_gain: vec![1.0, 1.0], ..GeneralEquilibrium::example() });
    assert_eq!((today.energy, today.rebounds, today.regime()), (600.0, None, None));
    assert!((today.real_income - 1.0).abs() < 1e-15 && today.welfare.abs() < 1e-12);
}

#[test]
fn a_small_service_made_from_energy_alone_is_the_constant_elasticity_rebound() {
    for (elasticity, gain) in [(0.5, 10.0), (1.5, 10.0), (2.0, 0.5)] {
        let plain = Rebound { elasticity, efficiency_gain: gain, ..Rebound::example() };
        let plain = plain.checked().unwrap().solve().unwrap();
        let economy = solve(small_sector(1.0, elasticity, gain, None));
        assert!((economy.energy_factor / plain.energy_factor - 1.0).abs() < 1e-6);
        let rebounds = economy.rebounds.unwrap();
        assert!((rebounds.direct - plain.finite).abs() < 1e-6 && rebounds.technique.abs() < 1e-12);
        assert!((rebounds.economy_wide - rebounds.direct).abs() < 1e-6);
    }
}

#[test]
fn a_small_service_against_a_supply_curve_is_the_model_of_supply() {
    let market = Supply::example().checked().unwrap().solve().unwrap();
    let economy = solve(small_sector(1.0, 2.0, 10.0, Some(1.0)));
    assert!((economy.energy_factor - 2.154434690032).abs() < 1e-6);
    assert!((economy.energy_price / market.price_factor - 1.0).abs() < 1e-6);
}

#[test]
fn a_small_sector_with_labour_is_the_industry_of_the_production_model() {
    let (other_inputs, output_elasticity) = (OtherInputs::Elastic, 3.0);
    let industry = Production { other_inputs, output_elasticity, ..Production::example() };
    let industry = industry.checked().unwrap().solve().unwrap();
    let economy = solve(small_sector(0.1, 3.0, 10.0, None));
    assert!((economy.energy_factor / industry.energy_factor - 1.0).abs() < 1e-6);
    assert!((economy.goods[0] / industry.output_factor - 1.0).abs() < 1e-6);
}

#[test]
fn with_unit_elasticities_everywhere_the_rebound_of_the_economy_is_full() {
    // Every sector spends a fixed share of a fixed income on energy.
    for supply_elasticity in [None, Some(0.0), Some(0.7)] {
        let input = GeneralEquilibrium {
            substitution: vec![1.0, 1.0],
            consumption_substitution: 1.0,
            supply_elasticity,
            ..GeneralEquilibrium::example()
        };
        let economy = solve(input);
        assert!((economy.energy_factor - 1.0).abs() < 1e-13);
        same(economy.rebounds.unwrap().economy_wide, 1.0);
    }
}

#[test]
fn fixed_energy_has_a_full_rebound_and_its_price_takes_the_whole_answer() {
    let input = GeneralEquilibrium { supply_elasticity: Some(0.0), ..GeneralEquilibrium::example() };
    let fixed = solve(input);
    assert_eq!(fixed.energy_factor, 1.0);
    same(fixed.rebounds.unwrap().economy_wide, 1.0);
    assert!(fixed.energy_price < 1.0 && fixed.real_income > 1.0);
}

#[test]
fn energy_that_gets_cheaper_rebounds_in_the_sector_that_did_not_improve() {
    let economy = solve(GeneralEquilibrium::example());
    assert!(economy.energy_price < 1.0);
    let other_before = 600.0 * 0.036 / 0.066;
    assert!(economy.sector_energy[1] > other_before);
    let rebounds = economy.rebounds.unwrap();
    assert!(rebounds.technique < rebounds.direct && rebounds.direct < rebounds.income);
    assert!((economy.sector_energy.iter().sum::<f64>() / economy.energy - 1.0).abs() < 1e-12);
}

#[test]
fn the_good_in_which_prices_are_counted_changes_no_amount_and_no_ratio() {
    let with = |numeraire| solve(GeneralEquilibrium { numeraire, ..GeneralEquilibrium::example() });
    let wage = with(Numeraire::Wage);
    for (other, unit) in [(with(Numeraire::Energy), wage.energy_price), (with(Numeraire::Consumption), wage.wage)] {
        same(other.energy, wage.energy);
        same(other.real_income, wage.real_income);
        assert!((other.energy_price / other.wage / (wage.energy_price / wage.wage) - 1.0).abs() < 1e-12);
        assert!(unit > 0.0 && (other.wage - wage.wage).abs() > 1e-3);
        for i in 0..2 {
            same(other.goods[i], wage.goods[i]);
            assert!((other.prices[i] / other.wage / wage.prices[i] - 1.0).abs() < 1e-12);
        }
    }
    same(with(Numeraire::Energy).energy_price, 1.0);
}

#[test]
fn an_economy_in_which_nothing_answers_to_prices_has_no_prices_that_clear_it() {
    let stiff = GeneralEquilibrium {
        substitution: vec![0.0, 0.0],
        consumption_substitution: 0.0,
        supply_elasticity: Some(0.0),
        ..GeneralEquilibrium::example()
    };
    let error = stiff.checked().unwrap().solve().unwrap_err();
    assert_eq!(error, JevonsError::NoEquilibrium);
}

#[test]
fn prices_are_bracketed_where_newtons_steps_get_stuck() {
    let input = GeneralEquilibrium {
        spending: vec![1.0, 1.0],
        energy_share: vec![0.57, 1.0],
        substitution: vec![4.15, 1.0],
        efficiency_gain: vec![0.0132, 1.0],
        consumption_substitution: 4.3e-13,
        supply_elasticity: Some(6e-10),
        ..GeneralEquilibrium::example()
    };
    assert!(solve(input).certificate().residual < 1e-12);
}

#[test]
fn accounts_without_energy_or_without_labour_are_refused() {
    let none = GeneralEquilibrium { energy_share: vec![0.0, 0.0], ..GeneralEquilibrium::example() };
    assert!(none.checked().unwrap_err().iter().any(|fault| fault.code == "no-energy"));
    let idle = GeneralEquilibrium {
        energy_share: vec![1.0, 1.0],
        supply_elasticity: Some(0.0),
        ..GeneralEquilibrium::example()
    };
    assert!(idle.checked().unwrap_err().iter().any(|fault| fault.code == "no-labour"));
}

#[test]
fn backfire_of_the_whole_economy_needs_elastic_energy_and_easy_substitution() {
    let with = |substitution: f64, supply_elasticity| {
        let substitution = vec![substitution; 2];
        solve(GeneralEquilibrium { substitution, supply_elasticity, ..GeneralEquilibrium::example() }).regime()
    };
    assert_eq!(with(0.3, None), Some(Regime::Partial));
    assert_eq!(with(1.5, None), Some(Regime::Backfire));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn random_economies_clear_to_one_part_in_a_million_million(
        spending in prop::collection::vec(0.1..10.0_f64, 3),
        energy_share in prop::collection::vec(0.0..0.9_f64, 3),
        substitution in prop::collection::vec(0.0..3.0_f64, 3),
        efficiency_gain in prop::collection::vec(0.2..20.0_f64, 3),
        consumption_substitution in 0.2..3.0_f64,
        psi in prop::option::of(0.1..3.0_f64),
    ) {
        let input = GeneralEquilibrium {
            spending, energy_share, substitution, efficiency_gain: efficiency_gain.clone(), consumption_substitution,
            supply_elasticity: psi, ..GeneralEquilibrium::example()
        };
        let (economy, log_gains) = (input.economy(), efficiency_gain.iter().map(|g| g.ln()).collect::<Vec<_>>());
        let found = solve_economy(&economy, &log_gains).unwrap();
        let residual = residual(&economy, &log_gains, &found.allocation);
        prop_assert!(residual < 1e-12, "{residual}");
    }

    #[test]
    fn progress_never_makes_the_household_poorer(
        gain in 1.01..20.0_f64, sigma in 0.1..3.0_f64, psi in 0.0..3.0_f64,
    ) {
        let economy = solve(GeneralEquilibrium {
            efficiency_gain: vec![gain, 1.0], consumption_substitution: sigma, supply_elasticity: Some(psi),
            ..GeneralEquilibrium::example()
        });
        prop_assert!(economy.real_income > 1.0 && economy.welfare > 0.0);
    }
}
