//! The accounts of a month, worked out again from the efforts alone.

use moloch::Month;
use moloch::scenario::{Intervention, LeverName, Scenario};
use proptest::prelude::*;

use crate::support::{Race, any_race, policy};

/// Welfare from efforts: real prizes, product value with spillover, social value of effort, less cost and damage.
fn welfare_of(scenario: &Scenario, month: &Month, race: &[f64], product: &[f64]) -> f64 {
    let competition = &scenario.competition;
    let conditions = &month.conditions;
    let segments = scenario.segments.len();
    let real: f64 = competition.margin * conditions.revenue;
    let lab = |k: usize| {
        let raced: f64 = race[k * segments..(k + 1) * segments].iter().sum();
        let effort = raced + product[k];
        let value = conditions.product_value * (1.0 + product[k] / competition.product_scale).ln();
        (1.0 + competition.spillover) * value + competition.social_value * raced
            - competition.unit_cost * effort
            - conditions.convexity * effort * effort / 2.0
    };
    real + (0..product.len()).map(lab).sum::<f64>() - scenario.compute.externality * conditions.energy
}

/// The best product effort of a lab that does not race, by bisection of the planner's condition.
fn planned_product(scenario: &Scenario, month: &Month) -> f64 {
    let competition = &scenario.competition;
    let value = (1.0 + competition.spillover) * month.conditions.product_value;
    let excess =
        |z: f64| value / (competition.product_scale + z) - competition.unit_cost - month.conditions.convexity * z;
    let (mut low, mut high) = (0.0, value / competition.unit_cost);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if excess(middle) > 0.0 { low = middle } else { high = middle }
    }
    low
}

fn without_race(scenario: &Scenario, month: &Month) -> f64 {
    let labs = scenario.labs.len();
    let nothing = vec![0.0; labs * scenario.segments.len()];
    welfare_of(scenario, month, &nothing, &vec![planned_product(scenario, month); labs])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_accounts_add_up_and_follow_from_efforts(scenario in any_race(), tax in 0.0..3.0_f64, rebate: bool) {
        let race = Race::of(scenario);
        let taxed = Intervention { rebate, ..policy().at_strength(LeverName::Tax, tax) };
        for (path, tax, rebate) in [(race.path.clone(), 0.0, false), (race.under(&taxed), tax, rebate)] {
            for month in &path.months {
                let (ledger, accounts) = (&month.ledger, &month.accounts);
                let size = accounts.prize + ledger.planner.abs();
                let same = |one: f64, other: f64| (one - other).abs() <= 1e-9 * size;
                prop_assert!(same(accounts.prize, ledger.labs_income + ledger.fringe_income));
                prop_assert!(same(accounts.prize, month.conditions.real_prizes.iter().sum::<f64>() + ledger.investors_transfer));
                prop_assert!(same(month.conditions.revenue, ledger.resource_cost + month.conditions.real_prizes.iter().sum::<f64>()));
                prop_assert!(same(ledger.tax_revenue, tax * month.race.race_total()));
                let back = if rebate { ledger.tax_revenue } else { 0.0 };
                let paid: f64 = month.payoffs.iter().sum();
                prop_assert!(same(paid, ledger.labs_income + ledger.product_private - accounts.total_cost - ledger.tax_revenue + back));
                // What every party has adds up to welfare: transfers cancel.
                let parties = paid + ledger.fringe_income + (ledger.tax_revenue - back) - ledger.investors_transfer
                    + ledger.product_spillover + ledger.race_social - ledger.externality;
                prop_assert!(same(parties, ledger.welfare));
                prop_assert!(same(ledger.race_cost + ledger.product_cost, accounts.total_cost));
                prop_assert!(same(ledger.welfare, welfare_of(&race.scenario, month, &month.race.race, &month.race.product)));
                for segment in 0..2 {
                    let shares: f64 = (0..3).map(|lab| accounts.shares[lab * 2 + segment]).sum();
                    prop_assert!((shares + accounts.fringe_shares[segment] - 1.0).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn no_equilibrium_is_better_than_the_planner(scenario in any_race()) {
        for month in &Race::of(scenario).path.months {
            prop_assert!(month.ledger.static_gap >= 0.0);
            prop_assert!(month.ledger.race_cost >= 0.0 && month.ledger.product_cost >= 0.0);
        }
    }

    #[test]
    fn the_gap_to_a_world_without_race_closes_at_the_break_even_value(scenario in any_race()) {
        let race = Race::of(scenario);
        let first = &race.path.months[0];
        let Some(value) = first.ledger.break_even_value else {
            prop_assert_eq!(first.race.race_total(), 0.0);
            return Ok(());
        };
        let gap = |value: f64| {
            let at = race.but(|scenario| scenario.competition.social_value = value.max(0.0));
            without_race(&at.scenario, &at.path.months[0]) - at.path.months[0].ledger.welfare
        };
        let size = race.path.months[0].accounts.prize;
        prop_assert!(value > 0.0);
        prop_assert!(gap(value).abs() <= 1e-9 * size);
        prop_assert!(gap(value * 0.9) > 0.0 && gap(value * 1.1) < 0.0);
    }
}

#[test]
fn without_a_value_of_its_own_the_race_is_measured_against_no_race() {
    for race in [Race::plain(3), Race::full(3)] {
        for month in &race.path.months {
            let best = without_race(&race.scenario, month);
            assert!((month.ledger.planner - best).abs() < 1e-9 * best);
            assert!(month.ledger.static_gap > 0.0 && month.ledger.anarchy.unwrap() > 1.0);
        }
    }
}

#[test]
fn consumer_surplus_rests_on_an_elasticity_above_one() {
    let at = |elasticity: f64| Race::full(2).but(|scenario| scenario.compute.elasticity = elasticity);
    let (elastic, inelastic) = (at(1.25), at(0.9));
    let first = &elastic.path.months[0];
    assert!((first.ledger.consumer_surplus.unwrap() / (first.conditions.revenue / 0.25) - 1.0).abs() < 1e-12);
    assert!(elastic.path.present.consumer_surplus.is_some());
    assert!(inelastic.path.months[0].ledger.consumer_surplus.is_none());
    assert!(inelastic.path.present.consumer_surplus.is_none());
}

#[test]
fn present_values_are_the_discounted_sums_of_the_months() {
    let race = Race::full(6);
    let rate = race.scenario.competition.discount_rate;
    let weight = |month: &Month| (-rate * month.index as f64 / 12.0).exp() / 12.0;
    let sum = |of: fn(&Month) -> f64| race.path.months.iter().map(|month| weight(month) * of(month)).sum::<f64>();
    let present = &race.path.present;
    for (one, other) in [
        (present.welfare, sum(|month| month.ledger.welfare)),
        (present.race_cost, sum(|month| month.ledger.race_cost)),
        (present.static_gap, sum(|month| month.ledger.static_gap)),
        (present.payoffs[2], sum(|month| month.payoffs[2])),
        (present.product_spillover, sum(|month| month.ledger.product_spillover)),
    ] {
        assert!((one / other - 1.0).abs() < 1e-12);
    }
}
