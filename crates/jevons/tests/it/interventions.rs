//! Interventions compared: one target, what each costs, who pays, what leaks and how long the saving lasts.

use moloch_core::{Inputs, Model};
use moloch_jevons::policy::{Comparison, Instrument};
use moloch_jevons::{CapAndTrade, Interventions, InterventionsOutcome, Tax};
use proptest::prelude::*;

use crate::{area, same};

fn solve(input: Interventions) -> InterventionsOutcome {
    input.checked().unwrap().solve().unwrap()
}

fn row(outcome: &InterventionsOutcome, instrument: Instrument) -> &Comparison {
    outcome.row(instrument).unwrap()
}

/// One segment, energy at one price: the market of the page on the tax.
fn one(elasticity: f64, gain: f64) -> Interventions {
    Interventions {
        energy: vec![11.0],
        elasticity: vec![elasticity],
        efficiency_gain: vec![gain],
        coverage: None,
        target: None,
        supply_elasticity: None,
        ..Interventions::example()
    }
}

#[test]
fn the_tax_is_the_one_that_its_own_page_finds() {
    for (elasticity, factor) in [(1.5, 2.154434690032), (2.0, 10_f64.sqrt()), (3.0, 10_f64.powf(2.0 / 3.0))] {
        let outcome = solve(one(elasticity, 10.0));
        let tax = row(&outcome, Instrument::Tax);
        same(tax.search.strength, factor);
        let known = Tax { elasticity, ..Tax::example() }.checked().unwrap().solve().unwrap();
        assert!((tax.account.deadweight() / known.deadweight - 1.0).abs() < 1e-9);
        same(tax.account.government, known.revenue);
        same(-tax.account.users, known.untaxed_gain - known.taxed_gain);
    }
}

#[test]
fn permits_cost_what_the_permit_market_finds() {
    let market = CapAndTrade::example();
    let known = market.clone().checked().unwrap().solve().unwrap();
    let outcome = solve(Interventions {
        energy: market.energy,
        elasticity: market.elasticity,
        efficiency_gain: market.efficiency_gain,
        target: Some(20.0),
        coverage: None,
        supply_elasticity: None,
        ..Interventions::example()
    });
    same(row(&outcome, Instrument::Tax).search.strength, known.price_factor);
    same(row(&outcome, Instrument::CapAndTrade).search.strength, 20.0 / 34.0);
}

#[test]
fn with_one_segment_every_price_instrument_meets_its_closed_form() {
    // Energy that follows g^(eps-1) is held by theta = (eps-1)/eps, by a penalty of g itself, and by a cap of all of it.
    let outcome = solve(one(1.5, 10.0));
    same(row(&outcome, Instrument::ProgressivePrice).search.strength, 1.0 / 3.0);
    same(row(&outcome, Instrument::EfficiencyPenalty).search.strength, 0.1);
    same(row(&outcome, Instrument::UsageCap).search.strength, 1.0);
}

#[test]
fn a_standard_whose_equipment_costs_what_it_saves_is_free_and_does_not_rebound() {
    let outcome = solve(Interventions { efficiency_cost: 1.0, ..one(1.5, 10.0) });
    let standard = row(&outcome, Instrument::EfficiencyStandard);
    same(standard.search.strength, 10_f64.sqrt());
    assert_eq!(standard.account.deadweight(), 0.0);
    // Free equipment rebounds: above an elasticity of 1 the standard saves nothing however strict it is.
    let free = solve(Interventions { efficiency_cost: 0.0, ..one(1.5, 10.0) });
    assert!(!row(&free, Instrument::EfficiencyStandard).search.reached);
    let dear = solve(Interventions { efficiency_cost: 1.5, ..one(1.5, 10.0) });
    assert!(row(&dear, Instrument::EfficiencyStandard).account.deadweight() > 0.0);
}

#[test]
fn with_one_segment_a_cap_destroys_what_a_tax_destroys_and_users_keep_the_rent() {
    let outcome = solve(one(1.5, 10.0));
    let (tax, cap) = (row(&outcome, Instrument::Tax).account, row(&outcome, Instrument::UsageCap).account);
    same(tax.deadweight(), cap.deadweight());
    same(cap.users - tax.users, tax.government);
}

#[test]
fn the_deadweight_is_the_area_between_demand_and_cost() {
    // Triangle of the tax: between the untaxed and the taxed price of the service, less the revenue, by integration.
    let outcome = solve(one(1.5, 10.0));
    let tax = row(&outcome, Instrument::Tax);
    let (low, high) = (0.1_f64, 0.1 * tax.search.strength);
    let demand = |log_price: f64| (log_price * (1.0 - 1.5)).exp();
    let lost = 1.1 * area(low.ln(), high.ln(), demand);
    let revenue = 1.1 * (high - low) * high.powf(-1.5);
    assert!((tax.account.deadweight() / (lost - revenue) - 1.0).abs() < 1e-8);
}

#[test]
fn the_ban_takes_the_set_of_applications_that_costs_least() {
    // By hand: forbidding each set of three segments, at energy of one price.
    let input =
        Interventions { coverage: None, supply_elasticity: None, target: Some(40.0), ..Interventions::example() };
    let outcome = solve(input.clone());
    let left = |k: usize| input.energy[k] * 10_f64.powf(input.elasticity[k] - 1.0);
    let lost = |k: usize| {
        let power = 1.0 - input.elasticity[k];
        0.1 * input.energy[k] * (100_f64.powf(power) - 0.1_f64.powf(power)) / power
    };
    let sets = (0..8_u32).filter(|set| (0..3).filter(|k| set & 1 << k == 0).map(left).sum::<f64>() <= 40.0);
    let cost = |set: &u32| (0..3).filter(|k| set & 1 << k != 0).map(lost).sum::<f64>();
    let cheapest = sets.min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap();
    let banned: Vec<f64> = (0..3).map(|k| f64::from(cheapest >> k & 1)).collect();
    assert_eq!(outcome.banned, banned);
    same(row(&outcome, Instrument::ApplicationBan).account.deadweight(), cost(&cheapest));
}

#[test]
fn without_a_price_that_answers_nothing_leaks_and_with_one_the_others_use_more() {
    let fixed = solve(Interventions { supply_elasticity: None, ..Interventions::example() });
    let answers = solve(Interventions::example());
    for instrument in [Instrument::Tax, Instrument::CapAndTrade, Instrument::UsageCap, Instrument::ApplicationBan] {
        assert_eq!(row(&fixed, instrument).leakage, Some(0.0));
        let leakage = row(&answers, instrument).leakage.unwrap();
        assert!(leakage > 0.01 && leakage < 1.0, "{leakage}");
    }
}

#[test]
fn an_inelastic_market_is_out_of_reach_of_a_penalty_and_of_a_gentle_ceiling_on_prices() {
    let outcome = solve(Interventions { target: Some(0.5), ..one(0.5, 0.5) });
    let penalty = row(&outcome, Instrument::EfficiencyPenalty);
    assert!(!penalty.search.reached && penalty.saved <= 0.0, "a penalty raises energy below an elasticity of 1");
    assert_eq!(penalty.search.strength, 1.0);
    let tax = row(&outcome, Instrument::Tax);
    assert!(!tax.search.reached && tax.search.state.energy() > 0.5, "the known prices end before the target");
    same(tax.search.state.energy(), 11.0 * 0.5_f64.recip() * 100_f64.powf(-0.5));
}

#[test]
fn permits_hold_while_efficiency_grows_and_a_tax_does_not() {
    let outcome = solve(Interventions { coverage: None, ..Interventions::example() });
    assert_eq!(row(&outcome, Instrument::CapAndTrade).saving_gone, None);
    let gone = row(&outcome, Instrument::Tax).saving_gone.unwrap();
    let path = &row(&outcome, Instrument::Tax).path;
    assert!(gone > 0.0 && path[0] < outcome.free.energy() && *path.last().unwrap() > outcome.free.energy());
    // One segment at one price: energy grows at (eps - 1) times 0.3, so the saving lasts the logarithm of its factor.
    let single = solve(one(1.5, 10.0));
    let date = row(&single, Instrument::Tax).saving_gone.unwrap();
    assert!((date - 10_f64.sqrt().ln() / 0.15).abs() < 1e-9);
}

#[test]
fn a_target_above_what_would_be_used_and_a_price_beyond_knowledge_are_refused_in_words() {
    let nothing = Interventions { target: Some(500.0), ..Interventions::example() }.checked().unwrap();
    assert!(nothing.solve().unwrap_err().to_string().contains("there is nothing to save"));
    let dear = Interventions { highest_price: 1.5, ..one(0.5, 0.5) }.checked().unwrap();
    assert!(dear.solve().unwrap_err().to_string().contains("beyond the known prices"));
    let faults = Interventions { coverage: Some(vec![0.0; 3]), ..Interventions::example() }.checked().unwrap_err();
    assert!(faults.to_string().contains("cover a segment"), "{faults}");
}

/// Markets in which everything elastic is covered, so that prices can meet the target.
fn markets() -> impl Strategy<Value = Interventions> {
    let segment = (0.5..20.0_f64, 1.05..3.0_f64, 2.0..20.0_f64);
    (prop::collection::vec(segment, 1..4), prop::option::of(0.3..5.0_f64)).prop_map(|(segments, supply_elasticity)| {
        Interventions {
            energy: segments.iter().map(|s| s.0).collect(),
            elasticity: segments.iter().map(|s| s.1).collect(),
            efficiency_gain: segments.iter().map(|s| s.2).collect(),
            coverage: None,
            target: None,
            supply_elasticity,
            ..Interventions::example()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn tax_and_permits_reach_the_same_use_at_the_same_deadweight(input in markets()) {
        let outcome = solve(input);
        let (tax, permits) = (row(&outcome, Instrument::Tax), row(&outcome, Instrument::CapAndTrade));
        prop_assert!(tax.search.reached && permits.search.reached);
        prop_assert!((tax.search.state.energy() / permits.search.state.energy() - 1.0).abs() < 1e-10);
        let rebate = row(&outcome, Instrument::TaxWithRebate);
        for other in [permits, rebate] {
            prop_assert!((tax.account.deadweight() - other.account.deadweight()).abs() < 1e-7 * tax.account.government);
        }
        prop_assert!(rebate.account.users > tax.account.users);
    }

    #[test]
    fn no_instrument_meets_the_target_at_a_smaller_deadweight_than_the_tax(input in markets()) {
        let outcome = solve(input);
        let tax = row(&outcome, Instrument::Tax).account;
        // The standard is apart: it opens a technique that the others leave unused.
        let comparable = |row: &&Comparison| row.search.reached && row.instrument != Instrument::EfficiencyStandard;
        for other in outcome.rows.iter().filter(comparable) {
            let room = 1e-7 * tax.government.abs();
            prop_assert!(tax.deadweight() <= other.account.deadweight() + room, "{:?}", other.instrument);
        }
    }

    #[test]
    fn every_instrument_that_meets_the_target_meets_the_same(input in markets()) {
        let outcome = solve(input);
        for row in outcome.rows.iter().filter(|row| row.search.reached) {
            let ratio = row.search.state.energy() / outcome.target;
            prop_assert!(ratio <= 1.0 + 1e-9, "{:?}", row.instrument);
            prop_assert!(row.instrument == Instrument::ApplicationBan || ratio >= 1.0 - 1e-9, "{:?}", row.instrument);
        }
    }

    #[test]
    fn a_lower_target_costs_more(input in markets()) {
        let outcome = solve(input);
        for instrument in [Instrument::Tax, Instrument::UsageCap, Instrument::ApplicationBan] {
            let curve = &row(&outcome, instrument).cost_curve;
            prop_assert!(curve.windows(2).all(|pair| pair[1] >= pair[0] * (1.0 - 1e-6) - 1e-9), "{curve:?}");
        }
    }
}
