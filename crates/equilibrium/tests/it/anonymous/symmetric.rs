//! Role-symmetric equilibria with any number of actions: closed forms, dense games, laws, budgets.

use moloch_core::{Completeness, Effort, Status};
use moloch_equilibrium::anonymous::{
    AnonymousGame, Role, SymmetricSample, certificate, logit_equilibrium, symmetric_equilibria, two_actions,
};
use moloch_equilibrium::finite::{self, Profile};
use proptest::prelude::*;

use super::support::{minority, role, scattered, small_game, treadmill, two_action_game, volunteers, whole};

fn traced(game: &AnonymousGame) -> SymmetricSample {
    let sample = logit_equilibrium(game, &Effort::unlimited()).unwrap();
    assert!(sample.status.is_success(), "{:?}", sample.status);
    assert_eq!(sample.completeness, Completeness::Sample);
    sample
}

/// The end of the branch; nothing where the steps ran out first, which the status then says.
fn ended(game: &AnonymousGame) -> Option<SymmetricSample> {
    let sample = logit_equilibrium(game, &Effort::unlimited()).unwrap();
    let is_partial = matches!(sample.completeness, Completeness::Partial { .. });
    assert_eq!(sample.status.is_success(), !is_partial, "{:?}", sample.status);
    sample.status.is_success().then_some(sample)
}

#[test]
fn branches_of_random_games_have_their_end_but_for_one_in_hundreds() {
    let lost = |seed: &u64| ended(&scattered(&[(6, 3)], seed.wrapping_mul(0x9E37_79B9_7F4A_7C15), 100)).is_none();
    let count = (0..1_000_u64).filter(lost).count();
    assert!(count <= 10, "{count} of 1000 branches ran out of steps");
}

fn far_apart(a: &Profile, b: &Profile) -> f64 {
    let pairs = a.mixes().iter().flatten().zip(b.mixes().iter().flatten());
    pairs.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()))
}

/// The profile of all players of the expanded game.
fn spread(game: &AnonymousGame, profile: &Profile) -> Profile {
    let mixes = game.roles().iter().zip(profile.mixes());
    Profile::new(mixes.flat_map(|(role, mix)| std::iter::repeat_n(mix.clone(), role.players())).collect()).unwrap()
}

#[test]
fn a_hundred_drivers_take_equally_long_on_three_roads() {
    let slow = [6, 3, 2];
    for drivers in [2, 10, 100] {
        let game = AnonymousGame::symmetric(role(drivers, 3), |road, others| -slow[road] * whole(others[road] + 1));
        let sample = traced(&game.unwrap());
        let times: Vec<f64> = sample.equilibria[0].mixes()[0]
            .iter()
            .zip(slow)
            .map(|(share, slow)| (1.0 + (drivers - 1) as f64 * share) * slow as f64)
            .collect();
        let played: Vec<f64> =
            times.iter().zip(&sample.equilibria[0].mixes()[0]).filter(|(_, x)| **x > 0.0).map(|(t, _)| *t).collect();
        assert!(played.iter().all(|time| (time - played[0]).abs() < 1e-9 * played[0]), "{drivers}: {times:?}");
    }
}

#[test]
fn two_actions_are_traced_to_an_equilibrium_of_the_complete_set() {
    let stag: Vec<i64> = (0..30).map(|others| if others == 29 { 5 } else { 0 }).collect();
    for game in [treadmill(20), volunteers(50, 10, 3), minority(21), two_action_game(&[2; 30], &stag)] {
        let sample = traced(&game);
        let all = two_actions(&game, &Effort::unlimited()).unwrap();
        let near =
            |one: &moloch_equilibrium::anonymous::Symmetric| far_apart(&one.profile(), &sample.equilibria[0]) < 1e-9;
        assert!(all.equilibria.iter().any(near), "{sample:?}");
    }
}

#[test]
fn roles_may_differ() {
    // Inspectors and inspected: the rate of each makes the other indifferent.
    let roles = vec![
        Role::new("inspector", 1, ["rest", "inspect"]).unwrap(),
        Role::new("lab", 5, ["comply", "cheat"]).unwrap(),
    ];
    let game = AnonymousGame::from_fn(roles, |role, action, others| match (role, action) {
        (0, 0) => -2 * whole(others[1][1]),
        (0, _) => -3,
        (_, 0) => 0,
        (_, _) => {
            if others[0][1] == 1 {
                -3
            } else {
                1
            }
        }
    })
    .unwrap();
    let sample = traced(&game);
    let mixes = sample.equilibria[0].mixes();
    // Labs cheat with probability 3/10, the inspector inspects with probability 1/4.
    assert!((mixes[0][1] - 0.25).abs() < 1e-12 && (mixes[1][1] - 0.3).abs() < 1e-12, "{mixes:?}");
}

#[test]
fn supports_find_all_seven_of_a_coordination_game_of_three_roads() {
    // Everybody earns 1 for each other on the same action: 3 pure, 3 on pairs, 1 even.
    let game = AnonymousGame::symmetric(role(6, 3), |action, others| whole(others[action])).unwrap();
    let sample = symmetric_equilibria(&game, &Effort::unlimited()).unwrap();
    assert_eq!(sample.equilibria.len(), 7);
    assert!(sample.equilibria.iter().all(|one| one.certificate().relative() < 1e-11));
}

#[test]
fn a_budget_stops_with_what_was_found() {
    let game = scattered(&[(10, 4)], 3, 100);
    let sample = logit_equilibrium(&game, &Effort::unlimited().with_steps(3)).unwrap();
    assert_eq!(sample.status, Status::LimitReached { iterations: 3 });
    assert!(matches!(sample.completeness, Completeness::Partial { .. }));
    let some = symmetric_equilibria(&game, &Effort::unlimited().with_steps(5)).unwrap();
    assert!(matches!(some.completeness, Completeness::Partial { .. }));
}

#[test]
fn indifferent_players_are_no_trouble() {
    let game = AnonymousGame::symmetric(role(5, 3), |_, _| 7).unwrap();
    for one in &traced(&game).equilibria {
        assert!(one.certificate().passes());
    }
    let alone = AnonymousGame::symmetric(role(1, 3), |action, _| whole(action)).unwrap();
    assert_eq!(traced(&alone).equilibria[0].mixes(), [[0.0, 0.0, 1.0]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn each_is_an_equilibrium_of_the_dense_game(game in small_game()) {
        let dense = game.expand().unwrap();
        for one in symmetric_equilibria(&game, &Effort::unlimited()).unwrap().equilibria {
            let regrets = finite::certificate::regrets(&dense, &spread(&game, &one)).unwrap();
            prop_assert!(regrets.max_regret_relative() < 1e-9, "{:?}", one);
        }
    }

    #[test]
    fn random_games_are_traced_to_the_end(players in 2..=12_usize, actions in 2..=4_usize, seed in any::<u64>()) {
        let game = scattered(&[(players, actions)], seed, 1_000);
        let Some(sample) = ended(&game) else { return Ok(()) };
        prop_assert!(sample.equilibria[0].certificate().relative() < 1e-11);
        let again = certificate::certificate(&game, &sample.equilibria[0]).unwrap();
        prop_assert_eq!(again.residual, sample.equilibria[0].certificate().residual);
    }

    #[test]
    fn a_unit_of_account_changes_nothing(seed in any::<u64>(), power in -9..=9_i32) {
        let game = scattered(&[(6, 3)], seed, 100);
        let scaled = AnonymousGame::symmetric(role(6, 3), |action, others| {
            game.payoff(0, action, &[others.to_vec()]).unwrap() * 10_f64.powi(power)
        }).unwrap();
        let (Some(before), Some(after)) = (ended(&game), ended(&scaled)) else { return Ok(()) };
        prop_assert!(far_apart(&before.equilibria[0], &after.equilibria[0]) < 1e-9);
    }
}
