//! What may be done to a game without changing where the paths end.

use moloch_core::{CancelToken, Completeness, Effort, Status};
use moloch_equilibrium::finite::lcp::{lemke, lemke_howson, lemke_howson_all_labels, one_equilibrium};
use moloch_equilibrium::finite::{EquilibriumSet, ExactProfile, Game, Number};
use proptest::prelude::*;

use crate::finite::support::{changed, ratio};

fn game_up_to(size: usize, payoff: i64) -> impl Strategy<Value = Game> {
    (1..=size, 1..=size).prop_flat_map(move |(rows, columns)| {
        let column = || prop::collection::vec(-payoff..=payoff, rows * columns);
        (column(), column()).prop_map(move |(a, b)| Game::from_columns(&[rows, columns], vec![a, b]).unwrap())
    })
}

fn profiles(set: &EquilibriumSet) -> Vec<ExactProfile> {
    set.extreme_points().map(|point| (**point).clone()).collect()
}

fn all_labels(game: &Game) -> Vec<ExactProfile> {
    let mut found = profiles(&lemke_howson_all_labels(game, &Effort::unlimited()).unwrap());
    found.sort();
    found
}

/// Where all methods of the room end.
fn ends(game: &Game) -> Vec<ExactProfile> {
    let effort = Effort::unlimited();
    let mut found = all_labels(game);
    found.extend(profiles(&lemke(game, &effort).unwrap()));
    found.extend(profiles(&one_equilibrium(game, &effort).unwrap()));
    found
}

/// The game with the players' seats exchanged and player 1's actions reversed.
fn moved(game: &Game) -> Game {
    let [rows, columns] = [game.action_counts()[0], game.action_counts()[1]];
    Game::from_fn(&[columns, rows], |profile, player| {
        Number::from(game.exact_payoff(1 - player, &[rows - 1 - profile[1], profile[0]]).unwrap())
    })
    .unwrap()
}

proptest! {
    #[test]
    fn degenerate_games_end_at_certified_equilibria(game in game_up_to(5, 1)) {
        for label in 0..game.action_counts().iter().sum() {
            let set = lemke_howson(&game, label, &Effort::unlimited()).unwrap();
            prop_assert!(set.extreme_points().all(|point| point.certificate().passes()));
            prop_assert_eq!(set.components.len(), 1);
        }
        prop_assert_eq!(lemke(&game, &Effort::unlimited()).unwrap().components.len(), 1);
    }

    #[test]
    fn units_and_gifts_change_no_end(game in game_up_to(4, 1000), power in -9..=9_i32, gift in -1000..=1000_i64) {
        let power_of_ten = 10_i64.pow(power.unsigned_abs());
        let factor = if power < 0 { ratio(1, power_of_ten) } else { ratio(power_of_ten, 1) };
        let scaled = changed(&game, |_, _, payoff| payoff * &factor);
        prop_assert_eq!(all_labels(&game), all_labels(&scaled));
        // Another constant per opponent's action bends the polytopes, but a unique equilibrium stays.
        let gifted = changed(&game, |_, other, payoff| payoff + ratio(gift * i64::try_from(other).unwrap(), 7));
        for profile in ends(&gifted).into_iter().chain(ends(&scaled)) {
            let regrets = moloch_equilibrium::finite::certificate::exact_regrets(&game, &profile).unwrap();
            prop_assert!(regrets.are_zero());
        }
    }

    #[test]
    fn players_and_actions_may_change_places(game in game_up_to(4, 20)) {
        for profile in ends(&moved(&game)) {
            let mut mixes: Vec<_> = profile.mixes().iter().rev().cloned().collect();
            mixes[0].reverse();
            let back = ExactProfile::new(mixes).unwrap();
            prop_assert!(moloch_equilibrium::finite::certificate::exact_regrets(&game, &back).unwrap().are_zero());
        }
    }

    #[test]
    fn a_dominated_action_is_never_played(game in game_up_to(4, 50), loss in 1..=5_i64) {
        let (rows, columns) = (game.action_counts()[0], game.action_counts()[1]);
        let wider = Game::from_fn(&[rows + 1, columns], |profile, player| {
            let extra = if player == 0 && profile[0] == rows { loss } else { 0 };
            game.exact_payoff(player, &[profile[0].min(rows - 1), profile[1]]).unwrap() - ratio(extra, 1)
        }).unwrap();
        for profile in ends(&wider) {
            prop_assert!(profile.mixes()[0][rows].is_zero());
        }
    }

    #[test]
    fn a_copied_action_leads_to_equilibria_too(game in game_up_to(4, 50)) {
        let (rows, columns) = (game.action_counts()[0], game.action_counts()[1]);
        let wider = Game::from_fn(&[rows + 1, columns], |profile, player| {
            game.exact_payoff(player, &[profile[0].min(rows - 1), profile[1]]).unwrap()
        }).unwrap();
        for profile in ends(&wider) {
            let mut mixes = profile.mixes().to_vec();
            let copied = mixes[0].pop().unwrap();
            mixes[0][rows - 1] += copied;
            let merged = ExactProfile::new(mixes).unwrap();
            let regrets = moloch_equilibrium::finite::certificate::exact_regrets(&game, &merged).unwrap();
            prop_assert!(regrets.are_zero());
        }
    }
}

fn seven() -> Game {
    let mut state = 1_u64;
    Game::from_fn(&[7, 7], |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % 101).unwrap()
    })
    .unwrap()
}

#[test]
fn a_budget_or_a_cancelled_token_gives_a_partial_result() {
    let cancel = CancelToken::default();
    cancel.cancel();
    let cancelled = lemke(&seven(), &Effort::unlimited().with_cancel(cancel)).unwrap();
    assert_eq!(cancelled.status, Status::StoppedByUser);
    assert!(cancelled.components.is_empty());
    let short = lemke_howson_all_labels(&seven(), &Effort::unlimited().with_steps(1)).unwrap();
    assert_eq!(short.status, Status::LimitReached { iterations: 1 });
    let Completeness::Partial { why, not_searched } = &short.completeness else { panic!("{short:?}") };
    assert_eq!(
        (why.as_str(), not_searched.as_str()),
        ("the budget of 1 steps is used up", "the paths that were not finished")
    );
}

#[test]
fn threads_change_nothing() {
    let one = lemke_howson_all_labels(&seven(), &Effort::unlimited()).unwrap();
    let four = lemke_howson_all_labels(&seven(), &Effort::unlimited().with_threads(4)).unwrap();
    assert_eq!(one, four);
}

#[test]
fn games_of_another_shape_and_labels_that_do_not_exist_are_refused() {
    let three = Game::from_fn(&[2, 2, 2], |_, _| 0).unwrap();
    let refused = lemke_howson(&three, 0, &Effort::unlimited()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "follow a Lemke-Howson path: the game has three players with 2, 2 and 2 actions, expected two players"
    );
    assert!(lemke(&three, &Effort::unlimited()).is_err());
    let long = Game::from_fn(&[1, 100_000], |_, _| 0).unwrap();
    assert!(lemke(&long, &Effort::unlimited()).unwrap_err().to_string().contains("at most 1000 actions together"));
    assert_eq!(lemke_howson(&long, 0, &Effort::unlimited()).unwrap().components.len(), 1);
    let refused = lemke_howson(&seven(), 14, &Effort::unlimited()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "drop label 14: the game has labels 0 to 13, first player 1's actions, then player 2's"
    );
}
