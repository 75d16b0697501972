//! What may be done to a game without changing its equilibria but for labels; budgets; random games.

use moloch_core::{CancelToken, Completeness, Effort, Status};
use moloch_equilibrium::finite::support::support_enumeration;
use moloch_equilibrium::finite::{Game, Number, NumericalSet, Rational, certificate};
use proptest::prelude::*;

use super::{distance, holds, is_complete, scattered, solved};
use crate::finite::support::{known_game, ratio};

/// The same game with payoffs changed by an exact function of player, profile and payoff.
fn with_payoffs(game: &Game, change: impl Fn(usize, &[usize], Rational) -> Rational) -> Game {
    Game::from_fn(game.action_counts(), |profile, player| {
        Number::from(change(player, profile, game.exact_payoff(player, profile).unwrap()))
    })
    .unwrap()
}

fn same(a: &NumericalSet, b: &NumericalSet, relabel: impl Fn(&[Vec<f64>]) -> Vec<Vec<f64>>) -> bool {
    let partner = |point: &moloch_equilibrium::finite::Isolated| {
        let profile = relabel(point.profile.mixes());
        b.points.iter().any(|other| other.index == point.index && distance(other.profile.mixes(), &profile) < 1e-11)
    };
    a.points.len() == b.points.len() && is_complete(a) == is_complete(b) && a.points.iter().all(partner)
}

#[test]
fn in_random_games_indices_add_up_to_one_whenever_the_list_is_complete() {
    let shapes: [(&[usize], u64); 4] = [(&[2, 2, 2], 120), (&[2, 2, 3], 80), (&[3, 3], 60), (&[2, 2, 2, 2], 15)];
    for (shape, games) in shapes {
        let mut complete = 0;
        for seed in 0..games {
            let set = solved(&scattered(shape, 1_000_000, seed));
            if is_complete(&set) {
                complete += 1;
                assert_eq!(set.index_sum(), Some(1), "{shape:?}, seed {seed}");
            }
        }
        // Payoffs out of a million: ties are rare.
        assert_eq!(complete, games, "{shape:?}");
    }
}

/// Payoffs 0, 1 or 2: most games are degenerate. Nothing that is listed may be no equilibrium, and `Complete` must hold
/// every pure equilibrium.
#[test]
fn games_full_of_ties_are_told_truthfully() {
    for seed in 0..60 {
        let game = scattered(&[2, 2, 2], 2, seed);
        let set = solved(&game);
        for point in &set.points {
            assert!(
                certificate::exact_regrets(&game, &point.profile.to_exact()).unwrap().max_regret() < ratio(1, 1 << 40)
            );
        }
        let pure = moloch_equilibrium::finite::pure_equilibria(&game).unwrap();
        for actions in pure.iter() {
            let profile = moloch_equilibrium::finite::Profile::pure(&[2, 2, 2], &actions).unwrap();
            assert!(holds(&set, profile.mixes(), 0.0));
        }
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    for name in ["rand_2x2x2x2x2_s0", "rand_3x3x3_s0"] {
        let game = known_game(name);
        for effort in [Effort::unlimited(), Effort::unlimited().with_steps(150)] {
            let one = support_enumeration(&game, &effort).unwrap();
            let three = support_enumeration(&game, &effort.clone().with_threads(3)).unwrap();
            assert_eq!(one, three, "{name}");
        }
    }
}

#[test]
fn a_budget_gives_what_was_found_and_says_what_was_not_searched() {
    let game = known_game("rand_2x2x2x2x2_s0");
    for steps in [0, 1, 50, 200] {
        let set = support_enumeration(&game, &Effort::unlimited().with_steps(steps)).unwrap();
        let Completeness::Partial { why, not_searched } = &set.completeness else { panic!("{}", set.completeness) };
        assert!(why.contains("budget") && not_searched.contains("support"), "{why}; {not_searched}");
        assert!(matches!(set.status, Status::LimitReached { .. }));
    }
    let cancel = CancelToken::default();
    cancel.cancel();
    let set = support_enumeration(&game, &Effort::unlimited().with_cancel(cancel)).unwrap();
    assert_eq!(set.status, Status::StoppedByUser);
}

#[test]
fn one_player_takes_its_best_action() {
    let game = Game::from_columns(&[3], vec![vec![1, 5, 2]]).unwrap();
    let set = solved(&game);
    assert!(is_complete(&set));
    assert_eq!(set.points[0].profile.mixes(), [vec![0.0, 1.0, 0.0]]);
}

#[test]
fn more_actions_than_a_mask_holds_are_refused() {
    let game = scattered(&[70, 70], 1_000, 1);
    match support_enumeration(&game, &Effort::unlimited().with_steps(10)) {
        Err(error) => assert!(error.to_string().contains("at most 64 actions"), "{error}"),
        Ok(set) => assert!(!is_complete(&set)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_unit_of_account_and_constants_per_opponent_profile_change_nothing(seed in 0..10_000_u64, power in -9..=9_i32) {
        let game = scattered(&[2, 2, 3], 100, seed);
        let factor = ratio(10_i64.pow(power.unsigned_abs()), 1);
        let factor = if power < 0 { ratio(1, 1) / factor } else { factor };
        let moved = with_payoffs(&game, |player, profile, payoff| {
            let others: usize = profile.iter().enumerate().filter(|&(p, _)| p != player).map(|(p, a)| (p + 2) * a).sum();
            (payoff + ratio(i64::try_from(others).unwrap() * 37, 1)) * &factor
        });
        prop_assert!(same(&solved(&game), &solved(&moved), <[Vec<f64>]>::to_vec));
    }

    #[test]
    fn players_and_actions_may_be_renamed(seed in 0..10_000_u64) {
        let game = scattered(&[2, 3, 2], 100, seed);
        // Player 1 becomes player 3, player 2 player 1, player 3 player 2; the three actions are reversed.
        let original = |profile: &[usize]| vec![profile[2], 2 - profile[0], profile[1]];
        let renamed = Game::from_fn(&[3, 2, 2], |profile, player| {
            Number::from(game.exact_payoff([1, 2, 0][player], &original(profile)).unwrap())
        }).unwrap();
        let relabel = |mixes: &[Vec<f64>]| {
            vec![mixes[1].iter().rev().copied().collect(), mixes[2].clone(), mixes[0].clone()]
        };
        prop_assert!(same(&solved(&game), &solved(&renamed), relabel));
    }

    #[test]
    fn an_action_worse_than_another_changes_nothing(seed in 0..10_000_u64) {
        let game = scattered(&[2, 2, 2], 100, seed);
        let larger = Game::from_fn(&[3, 2, 2], |profile, player| {
            let copied = [profile[0].min(1), profile[1], profile[2]];
            let payoff = game.exact_payoff(player, &copied).unwrap();
            Number::from(if player == 0 && profile[0] == 2 { payoff - ratio(1, 1) } else { payoff })
        }).unwrap();
        let relabel = |mixes: &[Vec<f64>]| {
            vec![[mixes[0].as_slice(), &[0.0]].concat(), mixes[1].clone(), mixes[2].clone()]
        };
        prop_assert!(same(&solved(&game), &solved(&larger), relabel));
    }

    /// A copy of an action makes a continuum of every equilibrium that uses it.
    #[test]
    fn a_copied_action_that_is_used_is_never_called_complete(seed in 0..10_000_u64) {
        let game = scattered(&[2, 2, 2], 100, seed);
        let larger = Game::from_fn(&[3, 2, 2], |profile, player| {
            Number::from(game.exact_payoff(player, &[profile[0].min(1), profile[1], profile[2]]).unwrap())
        }).unwrap();
        let (set, larger) = (solved(&game), solved(&larger));
        let used = set.points.iter().any(|point| point.profile.mixes()[0][1] > 0.0);
        prop_assert!(!(used && is_complete(&larger)), "{}", larger.completeness);
    }
}
