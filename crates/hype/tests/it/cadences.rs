//! Dated events and superposed clocks: recomputed answers, closed forms, then the economics.

use moloch_core::{Inputs, Model};
use moloch_hype::{Cadences, CadencesOutcome, Tier, Timeline};
use proptest::prelude::*;

use crate::{DECAY, FORTNIGHT, same};

fn solve(tiers: Vec<Tier>) -> CadencesOutcome {
    Cadences { tiers, decay: DECAY, points: 61 }.checked().unwrap().solve().unwrap()
}

fn tier(interval: f64, sources: usize, regularity: f64) -> Tier {
    Tier { interval, sources, jump: 1.0, regularity }
}

#[test]
fn four_labs_of_fifty_six_days_make_a_release_every_fortnight() {
    let labs = solve(vec![tier(4.0 * FORTNIGHT, 4, 1000.0)]);
    same(labs.rate, 1.0 / FORTNIGHT);
    same(labs.mean, 20.63493263376);
    // Four labs on cycles of three months: a release every 22.8 days.
    let quarterly = solve(vec![tier(3.0, 4, 1000.0)]);
    assert!((30.4375 / quarterly.rate - 22.828).abs() < 1e-3);
}

#[test]
fn events_at_random_stay_at_random_however_they_are_pooled() {
    let pooled = solve(vec![tier(1.0, 3, 1.0), tier(6.0, 1, 1.0), tier(12.0, 2, 1.0)]);
    assert!(pooled.distance < 1e-12);
    same(pooled.irregularity, 1.0);
}

#[test]
fn one_source_alone_has_its_own_gaps() {
    // An Erlang clock of two stages: P(gap > x) = (1 + 2x)e^{-2x} at a mean of one, variance one half.
    let clock = solve(vec![tier(1.0, 1, 2.0)]);
    same(clock.irregularity, 0.5);
    for (gap, longer) in clock.gaps.iter().zip(&clock.longer) {
        assert!((longer - (1.0 + 2.0 * gap) * (-2.0 * gap).exp()).abs() < 1e-13);
    }
}

#[test]
fn two_clocks_of_equal_intervals_have_the_gaps_of_a_random_phase() {
    // Nearly exact clocks of interval 1: the gap is uniform on (0, 1), mean one half, variance 1/12 = (1/3) of the square.
    let clocks = solve(vec![tier(1.0, 2, 1000.0)]);
    assert!((clocks.irregularity - 1.0 / 3.0).abs() < 0.01);
}

#[test]
fn what_the_essay_dates_needs_the_recomputed_jumps() {
    let dated = Timeline::of_the_essay().checked().unwrap().solve().unwrap();
    assert_eq!(dated.gaps, [4.0, 2.0, 6.0]);
    for (k, gap) in [4, 2, 6].into_iter().enumerate() {
        same(dated.before[k], 0.9_f64.powi(gap));
        same(dated.needed[k], 1.0 / 0.9_f64.powi(gap) - 1.0);
    }
    same(dated.mean_gap, 4.0);
    same(dated.promised.unwrap()[2], 6.0 / FORTNIGHT);
    // From November 2022 to September 2025 are 34 months, 22 of them after the last dated event.
    let later = Timeline { silence: 22.0, ..Timeline::of_the_essay() }.checked().unwrap().solve().unwrap();
    same(later.last, 0.9_f64.powi(22));
}

#[test]
fn dates_out_of_order_are_refused_with_their_place() {
    for (events, key, code) in [
        (vec![0.0, 2.0, 2.0], "events[2]", "unsorted"),
        (vec![1.0], "events", "too-few"),
        (vec![0.0, 1e6], "events", "too-long"),
    ] {
        let faults = Timeline { events, ..Timeline::of_the_essay() }.checked().unwrap_err();
        assert!(faults.iter().any(|fault| fault.key == key && fault.code == code), "{faults}");
    }
    assert!(Cadences { tiers: vec![], ..<Cadences as Model>::example() }.checked().is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn more_labs_make_news_more_random(sources in 1..30_usize, regularity in 1.5..50.0_f64) {
        let few = solve(vec![tier(sources as f64, sources, regularity)]);
        let many = solve(vec![tier(3.0 * sources as f64, 3 * sources, regularity)]);
        prop_assert!((few.rate / many.rate - 1.0).abs() < 1e-12);
        prop_assert!(many.distance < few.distance && few.irregularity < many.irregularity && many.irregularity < 1.0);
    }

    #[test]
    fn every_tier_counts_with_its_rate_times_its_jump(interval in 0.1..12.0_f64, jump in 0.0..10.0_f64, sources in 1..5_usize) {
        let both = solve(vec![Tier { interval, sources, jump, regularity: 3.0 }, tier(1.0, 1, 1.0)]);
        let share = sources as f64 * jump / interval / DECAY;
        prop_assert!((both.contributions[0] - share).abs() <= 1e-12 * share);
        prop_assert!((both.mean - both.contributions.iter().sum::<f64>()).abs() <= 1e-12 * both.mean);
        prop_assert!((both.alone[1] * both.rates[1] / DECAY / both.mean - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_shorter_gap_never_needs_a_larger_jump(first in 0.1..12.0_f64, factor in 0.1..1.0_f64) {
        let events = vec![0.0, first, first + factor * first];
        let dated = Timeline { events, ..Timeline::of_the_essay() }.checked().unwrap().solve().unwrap();
        prop_assert!(dated.needed[1] <= dated.needed[0] && dated.before[1] >= dated.before[0]);
    }
}
