//! Concentration: closed forms, then its economics.

use moloch_core::{Inputs, Model};
use moloch_graph::concentration::MarketShares;
use moloch_graph::{Concentration, ConcentrationOutcome, GraphError};
use proptest::prelude::*;

use crate::same;

fn solve(sales: &[f64], fringe: f64, elasticity: f64) -> ConcentrationOutcome {
    Concentration { sales: sales.to_vec(), fringe, elasticity, leading: 4 }.checked().unwrap().solve().unwrap()
}

#[test]
fn equal_firms_have_the_index_of_their_number() {
    for n in 1..=20 {
        let market = solve(&vec![3.0; n], 0.0, 1.0);
        same(&[market.hhi, market.effective_number.unwrap()], &[10_000.0 / n as f64, n as f64]);
        same(&[market.leading_share], &[4.0_f64.min(n as f64) / n as f64]);
    }
}

#[test]
fn quoted_shares_of_the_enterprise_market() {
    let market = solve(&[32.0, 25.0, 20.0], 23.0, 1.5);
    same(&[market.hhi, market.hhi_highest], &[2049.0, 2578.0]);
    same(&[market.margin.unwrap(), market.merger_deltas[1][2]], &[0.1366, 1000.0]);
    assert!(market.certificate().passes());
}

#[test]
fn the_markup_is_that_of_a_cournot_market_solved_outright() {
    // Price 1 - Q, no costs but each firm's own c_i: q_i = p - c_i and p = (1 + sum c) / (n + 1).
    let costs = [0.1, 0.2, 0.3];
    let price = (1.0 + costs.iter().sum::<f64>()) / 4.0;
    let sales: Vec<f64> = costs.iter().map(|c| price - c).collect();
    let quantity: f64 = sales.iter().sum();
    let market = solve(&sales, 0.0, price / quantity);
    let average: f64 = costs.iter().zip(market.shares.firms()).map(|(c, s)| s * (price - c) / price).sum();
    same(&[market.margin.unwrap()], &[average]);
}

#[test]
fn a_share_above_the_elasticity_is_no_cournot_market() {
    assert_eq!(solve(&[9.0, 1.0], 0.0, 0.5).margin, None);
    assert!(solve(&[9.0, 1.0], 0.0, 0.9).margin.is_some());
}

#[test]
fn atoms_have_no_effective_number() {
    let market = solve(&[0.0, 0.0], 5.0, 1.0);
    assert_eq!((market.hhi, market.effective_number, market.hhi_highest), (0.0, None, 10_000.0));
}

#[test]
fn shares_must_make_up_the_market_or_name_the_fringe() {
    let error = MarketShares::of_shares(&[0.32, 0.25, 0.2], 0.0).unwrap_err();
    assert!(matches!(error, GraphError::ShareSum { .. }));
    assert!(error.to_string().contains("0.77") && error.to_string().contains("fringe"), "{error}");
    let whole = MarketShares::of_shares(&[0.32, 0.25, 0.2], 0.23).unwrap();
    same(&[whole.hhi(), whole.merger_delta(0, 1).unwrap()], &[2049.0, 1600.0]);
    assert!(MarketShares::of_shares(&[0.5, 0.5 + 9e-10], 0.0).is_ok());
    assert!(MarketShares::of_shares(&[0.5, 0.5 + 2e-9], 0.0).is_err());
    assert!(MarketShares::of_shares(&[1.5, -0.5], 0.0).is_err());
    assert!(matches!(whole.merger_delta(1, 1), Err(GraphError::NoSuchMerger { .. })));
    assert!(whole.merger_delta(0, 3).is_err() && whole.cournot_margin(0.0).is_err());
}

#[test]
fn bad_input_is_refused_with_key_and_range() {
    let bad = [
        (Concentration { sales: vec![0.0, 0.0], fringe: 0.0, ..Concentration::example() }, "sales"),
        (Concentration { sales: vec![1.0, -1.0], ..Concentration::example() }, "sales[1]"),
        (Concentration { elasticity: 0.0, ..Concentration::example() }, "elasticity"),
        (Concentration { leading: 0, ..Concentration::example() }, "leading"),
    ];
    for (market, key) in bad {
        let faults = market.checked().unwrap_err();
        assert!(faults.iter().any(|fault| fault.key == key), "{key}: {faults}");
    }
}

proptest! {
    #[test]
    fn a_merger_adds_what_its_points_say(sales in proptest::collection::vec(0.1..10.0_f64, 2..8), fringe in 0.0..5.0_f64) {
        let before = solve(&sales, fringe, 10.0);
        let mut merged = sales[1..].to_vec();
        merged[0] += sales[0];
        let after = solve(&merged, fringe, 10.0);
        prop_assert!((after.hhi - before.hhi - before.merger_deltas[0][1]).abs() < 1e-8);
        prop_assert!(after.margin.unwrap() > before.margin.unwrap());
    }

    #[test]
    fn sales_that_move_to_a_larger_firm_concentrate_the_market(a in 1.0..5.0_f64, b in 5.0..10.0_f64, t in 0.01..0.99_f64) {
        let (before, after) = (solve(&[a, b, 4.0], 1.0, 1.0), solve(&[a - a * t, b + a * t, 4.0], 1.0, 1.0));
        prop_assert!(after.hhi > before.hhi && after.effective_number < before.effective_number);
    }

    #[test]
    fn the_index_lies_between_equal_firms_and_monopoly(sales in proptest::collection::vec(0.0..10.0_f64, 1..30)) {
        prop_assume!(sales.iter().sum::<f64>() > 0.0);
        let hhi = solve(&sales, 0.0, 1.0).hhi;
        prop_assert!(hhi >= 10_000.0 / sales.len() as f64 * (1.0 - 1e-12) && hhi <= 10_000.0 * (1.0 + 1e-12));
    }
}
