//! Best replies in turn and fictitious play: known games, laws, refusals.

use moloch_core::{Effort, Status, Stop};
use moloch_equilibrium::evolution::EvolutionError;
use moloch_equilibrium::evolution::learning::{
    BestReplyEnd, FictitiousEnd, FictitiousPlay, best_reply_path, fictitious_play,
};
use moloch_equilibrium::finite::{Game, certificate};
use proptest::prelude::*;

fn free() -> Effort {
    Effort::unlimited()
}

fn play(game: &Game, start: &[usize], periods: u64) -> FictitiousPlay {
    fictitious_play(game, start, periods, &free()).unwrap()
}

fn shapley() -> Game {
    Game::bimatrix(&[[1, 0, 0], [0, 1, 0], [0, 0, 1]], &[[0, 1, 0], [0, 0, 1], [1, 0, 0]]).unwrap()
}

#[test]
fn a_congestion_game_settles_from_everywhere() {
    let roads = Game::from_fn(&[3, 3, 3, 3], |profile, player| {
        let same = profile.iter().filter(|&&road| road == profile[player]).count();
        -(i64::try_from(same * (profile[player] + 2)).unwrap())
    })
    .unwrap();
    for number in 0..roads.profile_count() {
        let start = roads.profile(number).unwrap();
        let path = best_reply_path(&roads, &start, &free()).unwrap();
        assert_eq!(path.end, BestReplyEnd::Equilibrium);
        assert_eq!(certificate::is_pure_equilibrium(&roads, path.equilibrium().unwrap()), Some(true));
        let moved = |pair: &[Vec<usize>]| pair[0].iter().zip(&pair[1]).filter(|(a, b)| a != b).count();
        assert!(path.profiles.windows(2).all(|pair| moved(pair) == 1));
        assert!(path.status().is_success());
    }
}

#[test]
fn games_without_pure_equilibrium_cycle() {
    let path = best_reply_path(&shapley(), &[0, 0], &free()).unwrap();
    let BestReplyEnd::Cycle { start } = path.end else { panic!("{:?}", path.end) };
    assert_eq!(path.profiles[start], *path.profiles.last().unwrap());
    assert_eq!(path.profiles.len() - 1 - start, 6);
    assert!(path.equilibrium().is_none());
}

#[test]
fn who_plays_a_best_reply_already_stays() {
    let flat = Game::from_fn(&[3, 3], |_, _| 1).unwrap();
    let path = best_reply_path(&flat, &[2, 1], &free()).unwrap();
    assert_eq!(path.profiles, [vec![2, 1]]);
    assert_eq!(path.end, BestReplyEnd::Equilibrium);
}

#[test]
fn averages_of_zero_sum_games_approach_the_value() {
    let pennies = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    let found = play(&pennies, &[0, 0], 100_000);
    assert!(found.regrets.max_regret() < 0.01 && found.equilibrium.is_none());
    assert_eq!(found.status(), Status::LimitReached { iterations: 100_000 });
    let rps = Game::zero_sum(&[[0, -1, 1], [1, 0, -1], [-1, 1, 0]]).unwrap();
    let found = play(&rps, &[0, 1], 100_000);
    for mix in found.averages.mixes() {
        assert!(mix.iter().all(|share| (share - 1.0 / 3.0).abs() < 0.02), "{mix:?}");
    }
}

#[test]
fn shapleys_game_never_comes_to_rest() {
    let found = play(&shapley(), &[0, 0], 1_000_000);
    assert!(found.regrets.max_regret() > 0.05, "{}", found.regrets.max_regret());
    assert_eq!(found.end, FictitiousEnd::Completed);
    // Runs get longer in proportion to what was played: few changes.
    assert!(found.counters[1].count < 100, "{:?}", found.counters);
}

#[test]
fn the_first_periods_are_as_computed_by_hand() {
    // Start (0, 0). Player 1 keeps heads while the other's heads lead; ties go to heads.
    let pennies = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    // Period: 1 at (0, 0); 2 at (0, 1); 3 at (0, 1) since the column's counts are even; 4 at (1, 1) ...
    let lasts: Vec<Vec<usize>> = (1..=6).map(|periods| play(&pennies, &[0, 0], periods).last).collect();
    assert_eq!(lasts, [[0, 0], [0, 1], [0, 1], [1, 1], [1, 1], [1, 1]]);
    assert_eq!(play(&pennies, &[0, 0], 6).counts, [vec![3, 3], vec![1, 5]]);
}

#[test]
fn a_strict_equilibrium_ends_the_run_and_counts_go_on() {
    let hunt = Game::symmetric_two_player(&[[4, 1], [3, 2]]).unwrap();
    let found = play(&hunt, &[0, 1], 1 << 50);
    let FictitiousEnd::Settled { profile, since } = &found.end else { panic!("{:?}", found.end) };
    assert_eq!(profile.len(), 2);
    assert!(*since < 10 && found.periods == 1 << 50);
    assert!(found.equilibrium.is_some() && found.status().is_success());
    assert_eq!(found.counts[0].iter().sum::<u64>(), 1 << 50);
}

#[test]
fn three_players_learn_too() {
    let minority = Game::from_fn(&[2, 2, 2], |profile, player| {
        let same = profile.iter().filter(|&&side| side == profile[player]).count();
        i64::from(same == 1)
    })
    .unwrap();
    let found = play(&minority, &[0, 0, 0], 2_000);
    assert_eq!(found.counts.iter().map(|mix| mix.iter().sum::<u64>()).collect::<Vec<_>>(), [2_000; 3]);
    let unanimity =
        Game::from_fn(&[2, 2, 2], |profile, _| i64::from(profile == [1, 1, 1]) * 2 + i64::from(profile == [0, 0, 0]))
            .unwrap();
    let found = play(&unanimity, &[1, 1, 1], 500);
    assert_eq!(found.end, FictitiousEnd::Settled { profile: vec![1, 1, 1], since: 0 });
}

#[test]
fn budgets_and_refusals() {
    let pennies = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    let steps = |count| Effort::unlimited().with_steps(count);
    let path = best_reply_path(&pennies, &[0, 0], &steps(2)).unwrap();
    assert_eq!(path.end, BestReplyEnd::Stopped(Stop::OutOfSteps { done: 2 }));
    let found = fictitious_play(&pennies, &[0, 0], 100, &steps(10)).unwrap();
    assert_eq!((found.periods, &found.end), (10, &FictitiousEnd::Stopped(Stop::OutOfSteps { done: 10 })));
    let text = |result: Result<FictitiousPlay, EvolutionError>| result.unwrap_err().to_string();
    assert!(text(fictitious_play(&pennies, &[0, 0], 100, &steps(0))).contains("after 0 of 100"));
    assert!(text(fictitious_play(&pennies, &[0, 2], 100, &free())).contains("[0, 2]"));
    assert!(text(fictitious_play(&pennies, &[0, 0], 0, &free())).contains("periods is 0"));
    assert!(text(fictitious_play(&pennies, &[0, 0], u64::MAX, &free())).contains("periods"));
    assert!(best_reply_path(&pennies, &[0], &free()).unwrap_err().to_string().contains("[0]"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn units_and_constants_per_opponent_profile_change_no_path_and_no_count(
        rows in prop::collection::vec(prop::collection::vec((-5..=5_i64, -5..=5_i64), 3), 4),
        unit in 1..1_000_000_000_i64, constants in prop::collection::vec(-9..=9_i64, 4),
    ) {
        let build = |unit: i64, constant: &dyn Fn(usize) -> i64| {
            Game::from_fn(&[4, 3], |profile, player| {
                let pair = rows[profile[0]][profile[1]];
                unit * if player == 0 { pair.0 } else { pair.1 } + constant(profile[1 - player])
            })
            .unwrap()
        };
        let (plain, changed) = (build(1, &|_| 0), build(unit, &|other| constants[other]));
        prop_assert_eq!(
            best_reply_path(&plain, &[0, 0], &free()).unwrap(),
            best_reply_path(&changed, &[0, 0], &free()).unwrap()
        );
        let (a, b) = (play(&plain, &[0, 0], 300), play(&changed, &[0, 0], 300));
        prop_assert_eq!((a.counts, a.end), (b.counts, b.end));
    }

    #[test]
    fn every_reply_is_a_best_reply_to_the_counts_before_it(
        rows in prop::collection::vec(prop::collection::vec((-5..=5_i64, -5..=5_i64), 3), 3), periods in 1..40_u64,
    ) {
        let game = Game::from_fn(&[3, 3], |profile, player| {
            let pair = rows[profile[0]][profile[1]];
            if player == 0 { pair.0 } else { pair.1 }
        })
        .unwrap();
        let (before, after) = (play(&game, &[0, 0], periods), play(&game, &[0, 0], periods + 1));
        let own = |action: usize| -> i64 {
            (0..3).map(|other| rows[action][other].0 * i64::try_from(before.counts[1][other]).unwrap()).sum()
        };
        let best = (0..3).rev().max_by_key(|&action| own(action)).unwrap();
        prop_assert_eq!(after.last[0], best);
    }
}
