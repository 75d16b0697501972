//! Anonymous games that several tests use.

use moloch_equilibrium::anonymous::{AnonymousGame, Role};
use moloch_equilibrium::finite::Rational;
use proptest::prelude::*;

use crate::finite::support::ratio;

pub(crate) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap()
}

pub(crate) fn role(players: usize, actions: usize) -> Role {
    Role::new("player", players, (1..=actions).map(|action| format!("a{action}"))).unwrap()
}

/// A game of one role with two actions: what each pays by how many others play the second.
pub(crate) fn two_action_game(first: &[i64], second: &[i64]) -> AnonymousGame {
    AnonymousGame::from_tables(vec![role(first.len(), 2)], &[vec![first.to_vec(), second.to_vec()]]).unwrap()
}

/// Relative position is worth 3, effort costs 2, in units of 1 / (n - 1).
pub(crate) fn treadmill(players: usize) -> AnonymousGame {
    let others = whole(players - 1);
    AnonymousGame::symmetric(role(players, 2), |action, counts| {
        let racing = whole(counts[1]);
        if action == 1 { 3 * (others - racing) - 2 * others } else { -3 * racing }
    })
    .unwrap()
}

/// The second action is to help: it costs `cost` of the `benefit` that all have when somebody helps.
pub(crate) fn volunteers(players: usize, benefit: i64, cost: i64) -> AnonymousGame {
    AnonymousGame::symmetric(role(players, 2), |action, others| match (action, others[1]) {
        (1, _) => benefit - cost,
        (_, 0) => 0,
        _ => benefit,
    })
    .unwrap()
}

/// One point for being in the minority (an odd number of players).
pub(crate) fn minority(players: usize) -> AnonymousGame {
    AnonymousGame::symmetric(role(players, 2), |action, others| i64::from(2 * (others[action] + 1) < players)).unwrap()
}

/// Small games of one or two roles with small integer payoffs.
pub(crate) fn small_game() -> impl Strategy<Value = AnonymousGame> {
    let one_role = (1..=4_usize, 1..=3_usize);
    let roles = prop::collection::vec(one_role, 1..=2).prop_filter("small when expanded", |roles| {
        roles.iter().map(|&(players, actions)| actions.pow(u32::try_from(players).unwrap())).product::<usize>() <= 500
    });
    (roles, any::<u64>()).prop_map(|(roles, seed)| scattered(&roles, seed, 4))
}

/// Payoffs 0 to `top` from a fixed congruence.
pub(crate) fn scattered(roles: &[(usize, usize)], seed: u64, top: u64) -> AnonymousGame {
    let labelled = roles.iter().enumerate().map(|(index, &(players, actions))| {
        Role::new(format!("role {index}"), players, (1..=actions).map(|action| format!("a{action}"))).unwrap()
    });
    let mut state = seed;
    AnonymousGame::from_fn(labelled.collect(), |_, _, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % (top + 1)).unwrap()
    })
    .unwrap()
}

pub(crate) fn fraction(numerator: i64, denominator: i64) -> Rational {
    ratio(numerator, denominator)
}
