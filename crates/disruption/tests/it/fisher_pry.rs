//! Substitution: the essays' points, then its economics.

use moloch_core::Inputs;
use moloch_disruption::curve::logistic;
use moloch_disruption::{FisherPry, Substitution};
use proptest::prelude::*;

use crate::{integrate, same};

fn through(first: (f64, f64), second: (f64, f64), dates: &[f64]) -> Substitution {
    let ((first_date, first_share), (second_date, second_share)) = (first, second);
    let seen = FisherPry { first_date, first_share, second_date, second_share, dates: dates.to_vec() };
    seen.checked().unwrap().solve().unwrap()
}

#[test]
fn the_adoption_table_matches_the_recomputed_vector() {
    let months = through((1.0, 0.1), (6.0, 0.9), &[3.0]);
    same(months.slope, 0.8788898309345);
    same(months.takeover_time.unwrap(), 5.0);
    same(months.midpoint.unwrap(), 3.5);
    same(months.shares[0], 0.3918732427314);
}

#[test]
fn the_adoption_table_slows_down() {
    let (early, late) = (logistic::slope((1.0, 0.1), (3.0, 0.6)), logistic::slope((3.0, 0.6), (6.0, 0.9)));
    same(early, 1.301344842722);
    same(late, 0.5972531564094);
}

#[test]
fn a_share_that_rests_has_no_midpoint_and_one_date_is_not_two() {
    let rests = through((0.0, 0.3), (2.0, 0.3), &[9.0]);
    assert_eq!((rests.slope, rests.midpoint, rests.takeover_time), (0.0, None, None));
    same(rests.shares[0], 0.3);
    let once = FisherPry { first_date: 1.0, first_share: 0.2, second_date: 1.0, second_share: 0.4, dates: vec![1.0] };
    assert!(once.checked().unwrap_err().iter().any(|fault| fault.key == "second_date"));
}

#[test]
fn the_share_is_exact_at_both_ends() {
    assert_eq!((logistic::share(-800.0), logistic::share(800.0)), (0.0, 1.0));
    same(logistic::share(-40.0), (-40.0_f64).exp());
    same(logistic::log_odds(1e-300), 1e-300_f64.ln());
}

proptest! {
    #[test]
    fn the_new_grows_on_what_is_left_of_the_old(first in 0.05..0.6_f64, gain in 0.05..0.35_f64, time in 0.5..5.0_f64) {
        let seen = through((0.0, first), (time, first + gain), &[2.0 * time]);
        let integrated = integrate(first, 2.0 * time, 4_000, |f| seen.slope * f * (1.0 - f));
        prop_assert!((integrated - seen.shares[0]).abs() < 1e-10);
        // What one gains the other loses: seen from the old technology the slope is the opposite.
        let other = through((0.0, 1.0 - first), (time, 1.0 - first - gain), &[2.0 * time]);
        prop_assert!((other.slope + seen.slope).abs() < 1e-12 && (other.shares[0] + seen.shares[0] - 1.0).abs() < 1e-12);
    }
}
