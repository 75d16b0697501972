//! Restraint: how many must take part, whether they do, and what trust and agreements change.

use moloch_core::{Inputs, Model};
use moloch_jevons::{Restraint, RestraintOutcome};
use proptest::prelude::*;

use crate::same;

fn solve(input: Restraint) -> RestraintOutcome {
    input.checked().unwrap().solve().unwrap()
}

/// A group in which these many of all must do without.
fn group(needed: usize, users: usize, benefit: f64) -> Restraint {
    // At an elasticity of two energy grows by the gain.
    let efficiency_gain = 1.0 / (1.0 - needed as f64 / users as f64 + 1e-6);
    Restraint { elasticity: 2.0, efficiency_gain, users, benefit, ..Restraint::example() }
}

#[test]
fn what_must_be_forgone_is_one_less_the_inverse_of_the_growth() {
    for (elasticity, forgone, needed) in [(2.0, 0.9, 90), (3.0, 0.99, 99), (1.0, 0.0, 0), (0.5, 0.0, 0)] {
        let together = solve(Restraint { elasticity, ..Restraint::example() });
        assert!((together.forgone - forgone).abs() < 1e-14);
        assert_eq!(together.needed, Some(needed));
    }
    let half = solve(Restraint { elasticity: 2.0, cut: 0.5, ..Restraint::example() });
    assert_eq!((half.needed, half.kept, half.agreement_holds), (None, 0.0, false));
}

#[test]
fn one_volunteer_among_two_is_the_volunteers_dilemma() {
    // Each holds back with the chance cost by benefit.
    let two = solve(group(1, 2, 4.0));
    assert_eq!((two.needed, two.tipping), (Some(1), None));
    assert!((two.chance - 0.75).abs() < 1e-12);
    assert!((two.kept - 15.0 / 16.0).abs() < 1e-12);
    let five = solve(group(1, 5, 4.0));
    assert!((five.chance - (1.0 - 0.25_f64.powf(0.25))).abs() < 1e-12);
}

#[test]
fn where_all_are_needed_trust_decides_between_all_and_none() {
    let all =
        solve(Restraint { target: 1e-3, efficiency_gain: 1e3, elasticity: 2.0, users: 3, ..Restraint::example() });
    assert_eq!((all.needed, all.chance, all.kept), (Some(3), 1.0, 1.0));
    same(all.tipping.unwrap(), (1.0 / 20.0_f64).sqrt());
}

#[test]
fn two_of_three_is_a_quadratic() {
    let three = solve(group(2, 3, 4.0));
    // Two parts in the chance q (1 - q) are a quarter.
    let root = (1.0 - 4.0 * 0.125_f64).sqrt();
    same(three.tipping.unwrap(), 0.5 - root / 2.0);
    same(three.chance, 0.5 + root / 2.0);
    assert_eq!(solve(group(2, 3, 1.9)).chance, 0.0);
}

#[test]
fn what_is_not_worth_its_cost_is_not_done_even_by_agreement() {
    let dear = solve(group(2, 3, 0.9));
    assert_eq!((dear.chance, dear.kept, dear.agreement_holds), (0.0, 0.0, false));
    assert!(solve(group(2, 3, 1.1)).agreement_holds);
}

#[test]
fn larger_groups_need_agreements_where_small_ones_do_not() {
    let chance = |users: usize| solve(group(users * 9 / 10, users, 20.0)).chance;
    assert!(chance(10) > 0.9 && chance(100) > 0.9);
    assert_eq!(chance(1000), 0.0);
}

proptest! {
    #[test]
    fn the_target_is_kept_more_often_where_it_is_worth_more(
        users in 3_usize..60, needed in 1_usize..59, benefit in 1.0..50.0_f64,
    ) {
        prop_assume!(needed < users);
        let (less, more) = (solve(group(needed, users, benefit)), solve(group(needed, users, benefit * 1.5)));
        prop_assert_eq!(less.needed, Some(needed));
        prop_assert!(more.kept >= less.kept - 1e-9);
        prop_assert!(less.tipping.is_none_or(|tipping| tipping < less.chance));
    }
}
