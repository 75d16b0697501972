//! Cap and trade: the known market, the slack cap, who gives up energy.

use moloch_core::{Inputs, Model};
use moloch_jevons::{CapAndTrade, CapAndTradeOutcome, JevonsError, Tax};
use proptest::prelude::*;

use crate::same;

fn solve(market: CapAndTrade) -> CapAndTradeOutcome {
    market.checked().unwrap().solve().unwrap()
}

fn with_cap(cap: f64) -> CapAndTrade {
    CapAndTrade { cap, ..CapAndTrade::example() }
}

#[test]
fn two_segments_under_a_cap_of_twenty_match_the_recomputed_vector() {
    let market = solve(CapAndTrade::example());
    same(market.price_factor, 1.346256980318);
    same(market.energy[0], 16.55256562877);
    same(market.energy[1], 3.447434371231);
    same(market.uncapped.iter().sum(), 34.0);
}

#[test]
fn a_slack_cap_has_permits_for_nothing() {
    for cap in [34.0, 40.0] {
        let market = solve(with_cap(cap));
        assert_eq!((market.price_factor, market.permit_price, market.binds), (1.0, 0.0, false));
        assert_eq!(market.energy, market.uncapped);
    }
    assert!(solve(with_cap(33.999_999)).permit_price > 0.0);
}

#[test]
fn one_segment_under_its_old_energy_pays_the_neutralising_tax() {
    let market = solve(CapAndTrade {
        energy: vec![11.0],
        elasticity: vec![1.5],
        efficiency_gain: vec![10.0],
        cap: 11.0,
        energy_price: 0.1,
    });
    let tax = Tax::example().checked().unwrap().solve().unwrap();
    assert!((market.price_factor / tax.tax_factor - 1.0).abs() < 1e-12);
    assert!((market.permit_price / tax.tax - 1.0).abs() < 1e-12);
}

#[test]
fn the_price_is_found_where_it_is_the_even_part_of_one_segment() {
    for elasticity in [0.1, 0.3, 1.0, 3.0] {
        let market = solve(CapAndTrade {
            energy: vec![32.610915799767724],
            elasticity: vec![elasticity],
            efficiency_gain: vec![1.0],
            cap: 1.0,
            energy_price: 0.1,
        });
        assert!((market.price_factor / 32.610915799767724_f64.powf(elasticity.recip()) - 1.0).abs() < 1e-11);
    }
}

#[test]
fn a_cap_below_what_inelastic_segments_use_is_unreachable() {
    let stuck = CapAndTrade { elasticity: vec![2.0, 0.0], cap: 4.0, ..CapAndTrade::example() };
    let error = stuck.clone().checked().unwrap().solve().unwrap_err();
    assert!(matches!(error, JevonsError::CapUnreachable { cap: 4.0, least: 4.0 }), "{error}");
    let barely = solve(CapAndTrade { cap: 4.1, ..stuck });
    assert!((barely.energy[1] - 4.0).abs() < 1e-12 && barely.price_factor > 10.0);
}

#[test]
fn lists_of_different_lengths_are_refused() {
    let faults = CapAndTrade { elasticity: vec![2.0], ..CapAndTrade::example() }.checked().unwrap_err();
    assert!(faults.iter().any(|fault| fault.key == "elasticity"), "{faults}");
}

prop_compose! {
    fn markets()(segments in 1_usize..6)(
        energy in prop::collection::vec(1.0..50.0_f64, segments),
        elasticity in prop::collection::vec(0.1..3.0_f64, segments),
        efficiency_gain in prop::collection::vec(0.5..5.0_f64, segments),
        cap in 1.0..100.0_f64,
    ) -> CapAndTrade {
        CapAndTrade { energy, elasticity, efficiency_gain, cap, energy_price: 0.1 }
    }
}

proptest! {
    #[test]
    fn permits_are_used_up_or_free(market in markets()) {
        let cap = market.cap;
        let outcome = solve(market);
        let used: f64 = outcome.energy.iter().sum();
        prop_assert!(used <= cap * (1.0 + 1e-9));
        prop_assert_eq!(outcome.permit_price > 0.0, outcome.binds);
        prop_assert!(!outcome.binds || (used / cap - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_tighter_cap_makes_permits_dearer_and_lowers_every_segment(market in markets()) {
        let tighter = CapAndTrade { cap: market.cap * 0.9, ..market.clone() };
        let (loose, tight) = (solve(market), solve(tighter));
        prop_assert!(tight.price_factor >= loose.price_factor);
        prop_assert!(!tight.binds || tight.price_factor > loose.price_factor);
        for (a, b) in tight.energy.iter().zip(&loose.energy) {
            prop_assert!(*a <= b * (1.0 + 1e-9));
        }
    }

    #[test]
    fn the_more_elastic_segment_gives_up_the_larger_part(market in markets()) {
        let elasticity = market.elasticity.clone();
        let outcome = solve(market);
        let kept: Vec<f64> = outcome.energy.iter().zip(&outcome.uncapped).map(|(e, u)| e / u).collect();
        for i in 0..kept.len() {
            for j in 0..kept.len() {
                prop_assert!(elasticity[i] < elasticity[j] || kept[i] <= kept[j] * (1.0 + 1e-12));
            }
        }
    }
}
