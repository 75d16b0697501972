//! Falling prices: revenue, the spiral, and the number of firms that a race for quality leaves.

use moloch_core::root::bisect;
use moloch_core::{Inputs, Model};
use moloch_jevons::{Concentration, ConcentrationOutcome};
use proptest::prelude::*;

use crate::same;

fn solve(input: Concentration) -> ConcentrationOutcome {
    input.checked().unwrap().solve().unwrap()
}

fn tenfold_cut(elasticity: f64) -> ConcentrationOutcome {
    let price_decline = std::f64::consts::LN_10;
    solve(Concentration { elasticity, price_decline, years: 1.0, ..Concentration::example() })
}

#[test]
fn revenue_after_a_tenfold_cut_is_the_price_to_the_power_of_one_less_the_elasticity() {
    for (elasticity, factor) in [(1.5, 10_f64.sqrt()), (2.0, 10.0), (3.0, 100.0), (1.0, 1.0)] {
        same(tenfold_cut(elasticity).revenue[40] / 10.0, factor);
        same(tenfold_cut(elasticity).prices[40], 0.1);
    }
}

#[test]
fn the_number_of_firms_that_quality_leaves_is_the_closed_one() {
    for (gamma, firms) in [(1.0, 2.0), (2.0, 1.5 + 1.25_f64.sqrt()), (4.0, 2.0 + 3_f64.sqrt()), (4.5, 4.0)] {
        same(solve(Concentration { escalation: Some(gamma), ..Concentration::example() }).most_firms.unwrap(), firms);
        let root = bisect(1.0 + 1e-9, 1e3, |n| (n - 1.0) * (n - 1.0) / n - gamma / 2.0).unwrap().at;
        assert!((root / firms - 1.0).abs() < 1e-12);
    }
}

#[test]
fn without_a_race_for_quality_a_market_a_hundred_times_as_large_has_ten_times_the_firms() {
    let market = solve(Concentration {
        elasticity: 2.0,
        price_decline: 10_f64.ln(),
        years: 2.0,
        escalation: None,
        ..Concentration::example()
    });
    same(market.firms[40] / market.firms[0], 10.0);
    assert_eq!((market.most_firms, market.bound_at), (None, None));
    same(market.outlay[40], 1.0);
}

#[test]
fn a_race_for_quality_turns_growth_into_outlays() {
    let market = solve(Concentration { years: 50.0, elasticity: 1.1, ..Concentration::example() });
    let (firms, outlay) = (market.firms[40], market.outlay[40]);
    assert_eq!(Some(firms), market.most_firms);
    assert!(outlay > 50.0 && market.firms_without_escalation[40] > 50.0);
    assert!((firms * firms * outlay / market.revenue[40] - 1.0).abs() < 1e-12);
}

#[test]
fn inelastic_demand_spirals_until_the_last_firm_leaves() {
    let input = Concentration { elasticity: 0.5, years: 10.0, ..Concentration::example() };
    let market = solve(input);
    let leaves = market.last_leaves_at.unwrap();
    same(leaves, 10_f64.ln() / 0.8);
    for (time, firms) in market.times.iter().zip(&market.firms) {
        assert_eq!(*firms >= 1.0, *time <= leaves, "after {time} years");
    }
    assert_eq!(tenfold_cut(1.0).last_leaves_at, None);
    assert_eq!(solve(Concentration { revenue: 0.5, ..Concentration::example() }).last_leaves_at, Some(0.0));
}

proptest! {
    #[test]
    fn cheaper_quality_never_leaves_more_firms(gamma in 1.0..50.0_f64, less in 0.0..1.0_f64) {
        let with = |escalation| {
            solve(Concentration { escalation: Some(escalation), ..Concentration::example() }).most_firms.unwrap()
        };
        let cheaper = 1.0 + (gamma - 1.0) * less;
        prop_assert!(with(cheaper) <= with(gamma) && with(cheaper) >= 2.0 - 1e-12);
    }

    #[test]
    fn firms_earn_their_outlay(
        revenue in 1.0..1e4_f64, gamma in 1.0..30.0_f64, elasticity in 0.0..3.0_f64,
    ) {
        let escalation = Some(gamma);
        let market = solve(Concentration { revenue, elasticity, escalation, years: 2.0, ..Concentration::example() });
        for k in 0..41 {
            let (n, outlay) = (market.firms[k], market.outlay[k]);
            prop_assert!(n == 0.0 || (market.revenue[k] / n / n / outlay - 1.0).abs() < 1e-12);
            prop_assert!(n == 0.0 || outlay >= 1.0 - 1e-12);
        }
    }
}
