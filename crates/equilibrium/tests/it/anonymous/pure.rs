//! Pure equilibria by counts, against the dense solver and against what is known.

use std::collections::BTreeMap;

use moloch_core::{Completeness, Effort, Status};
use moloch_equilibrium::anonymous::{AnonymousGame, certificate, profiles_of, pure_equilibria};
use moloch_equilibrium::finite;
use proptest::prelude::*;

use super::support::{fraction, minority, role, scattered, small_game, treadmill, volunteers, whole};

type Counts = Vec<Vec<usize>>;

fn found(game: &AnonymousGame) -> Vec<Counts> {
    pure_equilibria(game, &Effort::unlimited()).unwrap().iter().collect()
}

/// Pure equilibria of the expanded game by counts, with how often each occurs.
fn dense(game: &AnonymousGame) -> BTreeMap<Counts, usize> {
    let mut by_counts = BTreeMap::new();
    for profile in finite::pure_equilibria(&game.expand().unwrap()).unwrap().iter() {
        let mut players = profile.into_iter();
        let counts = game.roles().iter().map(|role| {
            let mut counts = vec![0; role.actions().len()];
            players.by_ref().take(role.players()).for_each(|action| counts[action] += 1);
            counts
        });
        *by_counts.entry(counts.collect::<Counts>()).or_insert(0) += 1;
    }
    by_counts
}

proptest! {
    #[test]
    fn counts_agree_with_profiles(game in small_game()) {
        let dense = dense(&game);
        let mut ours = found(&game);
        for counts in &ours {
            prop_assert_eq!(profiles_of(counts), dense.get(counts).copied().unwrap_or(0).into());
            prop_assert!(certificate::first_gain(&game, counts).is_ok());
        }
        ours.sort();
        prop_assert_eq!(ours, dense.into_keys().collect::<Vec<_>>());
    }

    #[test]
    fn a_unit_of_account_and_what_nobody_influences_change_nothing(
        game in small_game(),
        power in -9..=9_i32,
        gift in -1000..=1000_i64,
    ) {
        let roles = game.roles().to_vec();
        let changed = AnonymousGame::from_fn(roles, |role, action, others| {
            let payoff = game.exact_payoff(role, action, others).unwrap();
            let unit = fraction(10, 1).pow(isize::try_from(power).unwrap());
            let gift = fraction(gift * whole(others[0][0]), 7);
            payoff * unit + gift
        }).unwrap();
        prop_assert_eq!(found(&changed), found(&game));
    }

    #[test]
    fn renaming_actions_renames_the_counts(seed in any::<u64>()) {
        let game = scattered(&[(5, 3)], seed, 5);
        let turned = game.restricted(&[vec![2, 0, 1]]).unwrap();
        let mut back: Vec<Counts> = found(&turned).into_iter().map(|c| vec![vec![c[0][1], c[0][2], c[0][0]]]).collect();
        let mut ours = found(&game);
        back.sort();
        ours.sort();
        prop_assert_eq!(back, ours);
    }

    #[test]
    fn a_dominated_action_changes_nothing(seed in any::<u64>()) {
        let game = scattered(&[(4, 2)], seed, 5);
        let longer = AnonymousGame::symmetric(role(4, 3), |action, others| {
            if action == 2 || others[2] > 0 {
                return fraction(-1 - i64::from(action == 2), 1);
            }
            game.exact_payoff(0, action, &[others[..2].to_vec()]).unwrap()
        }).unwrap();
        let expected: Vec<Counts> = found(&game).into_iter().map(|c| vec![vec![c[0][0], c[0][1], 0]]).collect();
        prop_assert_eq!(found(&longer), expected);
    }
}

#[test]
fn twenty_labs_all_race() {
    let equilibria = pure_equilibria(&treadmill(20), &Effort::unlimited()).unwrap();
    assert_eq!(equilibria.iter().collect::<Vec<_>>(), [vec![vec![0, 20]]]);
    assert_eq!(equilibria.status(), &Status::ClosedForm);
    assert!(matches!(equilibria.completeness(), Completeness::Complete(_)));
    assert_eq!(equilibria.counters()[0].count, 21);
}

#[test]
fn one_of_a_thousand_helps() {
    let equilibria = pure_equilibria(&volunteers(1_000, 10, 3), &Effort::unlimited()).unwrap();
    assert_eq!(equilibria.iter().collect::<Vec<_>>(), [vec![vec![999, 1]]]);
    assert_eq!(equilibria.profiles(), 1_000_u32.into());
}

#[test]
fn minorities_of_twenty_one_are_as_large_as_they_can_be() {
    let equilibria = pure_equilibria(&minority(21), &Effort::unlimited()).unwrap();
    assert_eq!(equilibria.iter().collect::<Vec<_>>(), [[vec![11, 10]], [vec![10, 11]]]);
    // Twice 21 choose 10.
    assert_eq!(equilibria.profiles(), (2 * 352_716_u32).into());
}

#[test]
fn a_thousand_drivers_spread_over_three_roads() {
    let game =
        AnonymousGame::symmetric(role(1_000, 3), |road, others| -whole((road + 1) * (others[road] + 1))).unwrap();
    let equilibria = found(&game);
    assert!(!equilibria.is_empty());
    for counts in &equilibria {
        let times: Vec<usize> = (0..3).map(|road| (road + 1) * counts[0][road]).collect();
        // Nobody gains by moving: one's time is at most that of another road with one more driver.
        assert!((0..3).all(|a| (0..3).all(|b| a == b || times[a] <= times[b] + b + 1)), "{counts:?}");
    }
}

#[test]
fn a_budget_gives_what_was_found_and_says_what_was_not_searched() {
    let game = scattered(&[(10, 3)], 7, 2);
    let all = pure_equilibria(&game, &Effort::unlimited()).unwrap();
    let some = pure_equilibria(&game, &Effort::unlimited().with_steps(40)).unwrap();
    assert_eq!(some.status(), &Status::LimitReached { iterations: 40 });
    let Completeness::Partial { not_searched, .. } = some.completeness() else { panic!("{some:?}") };
    assert_eq!(not_searched, "26 of 66 counts");
    assert!(some.len() < all.len());
    assert!(some.iter().all(|counts| all.iter().any(|other| other == counts)));
}
