//! Games with published or independently computed equilibria.

use std::collections::BTreeSet;

use moloch_core::Completeness;
use moloch_equilibrium::finite::{
    Dominators, ExactProfile, Game, Profile, certificate, iterated_strict_dominance, pure_equilibria, two_by_two,
};

use super::support::{expected, known_game, pair, profile_from_json, ratio};

fn numbers(value: &serde_json::Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(|n| usize::try_from(n.as_u64().unwrap()).unwrap()).collect()
}

#[test]
fn every_listed_equilibrium_has_regret_zero_and_every_pure_one_is_found() {
    let games = expected();
    assert_eq!(games.len(), 62);
    for (name, facts) in &games {
        let game = known_game(name);
        for listed in facts["exact_equilibria"].as_array().unwrap() {
            let profile = profile_from_json(listed);
            assert!(certificate::exact_regrets(&game, &profile).unwrap().are_zero(), "{name}: {listed}");
            let float = certificate::regrets(&game, &profile.to_f64()).unwrap();
            assert!(float.certificate().passes(), "{name}: {listed}");
        }
        let listed: BTreeSet<_> = facts["pure"].as_array().unwrap().iter().map(numbers).collect();
        let found = pure_equilibria(&game).unwrap();
        assert_eq!(found.iter().collect::<BTreeSet<_>>(), listed, "{name}");
        assert_eq!(found.len(), listed.len(), "{name}");
        assert!(matches!(found.completeness(), Completeness::Complete(_)));
        let set = found.to_set(&game).unwrap();
        assert!(!set.is_complete(), "pure equilibria alone are not all equilibria");
        assert!(set.extreme_points().all(|point| point.certificate().passes()));
    }
}

#[test]
fn the_two_by_two_games_have_exactly_their_known_equilibria() {
    let mut solved = 0;
    for (name, facts) in &expected() {
        let game = known_game(name);
        if game.action_counts() != [2, 2] {
            continue;
        }
        solved += 1;
        let set = two_by_two(&game).unwrap();
        assert!(set.is_complete());
        let listed: BTreeSet<ExactProfile> =
            facts["exact_equilibria"].as_array().unwrap().iter().map(profile_from_json).collect();
        let found: BTreeSet<ExactProfile> = set.extreme_points().map(|point| (**point).clone()).collect();
        assert_eq!(found, listed, "{name}");
        assert_eq!(set.components.len() as u64, facts["components"].as_u64().unwrap(), "{name}");
    }
    assert_eq!(solved, 4);
}

#[test]
fn removing_dominated_actions_loses_no_listed_equilibrium() {
    for (name, facts) in &expected() {
        let game = known_game(name);
        let reduction = iterated_strict_dominance(&game, Dominators::PureAndMixed).unwrap();
        assert!(matches!(reduction.completeness, Completeness::Complete(_)), "{name}");
        for removed in &reduction.eliminations {
            for listed in facts["exact_equilibria"].as_array().unwrap() {
                let share = &listed[removed.player][removed.action];
                assert_eq!(share, "0", "{name}: a dominated action is played in {listed}");
            }
        }
    }
}

#[test]
fn the_treadmill_is_solved_by_dominance() {
    let reduction = iterated_strict_dominance(&known_game("treadmill_4"), Dominators::Pure).unwrap();
    assert_eq!(reduction.solution(), Some(vec![1; 4]));
    assert_eq!(reduction.eliminations.len(), 4);
    assert!(reduction.eliminations.iter().all(|removed| removed.round == 1));
}

/// A user's game on which two libraries return one of two extreme equilibria, or none, in silence.
#[test]
fn a_user_reported_game_is_one_segment() {
    let game = Game::bimatrix(&[[-3, 3], [-3, 5]], &[[2, 7], [4, 2]]).unwrap();
    let set = two_by_two(&game).unwrap();
    let [segment] = set.components.as_slice() else { panic!("{}", set.describe(&game)) };
    assert_eq!((segment.kind().as_str(), segment.dimension(), segment.index()), ("segment", 1, Some(1)));
    let ends: Vec<_> = segment.extreme_points().iter().map(|point| (**point).clone()).collect();
    assert_eq!(ends, [pair(&ratio(2, 7), &ratio(1, 1)), pair(&ratio(0, 1), &ratio(1, 1))]);
}

/// A user's game on which the mixed equilibria are a segment and were taken for a mistake.
#[test]
fn a_user_reported_game_is_a_point_and_a_segment() {
    let game = Game::bimatrix(&[[-2, 2], [0, 0]], &[[-2, 2], [0, 0]]).unwrap();
    let set = two_by_two(&game).unwrap();
    let [point, segment] = set.components.as_slice() else { panic!("{}", set.describe(&game)) };
    assert!(point.is_isolated());
    assert_eq!(point.extreme_points()[0].pure_actions(), Some(vec![0, 1]));
    assert_eq!((point.index(), segment.index()), (Some(1), Some(0)), "the segment can be disturbed away");
    let ends: Vec<_> = segment.extreme_points().iter().map(|point| (**point).clone()).collect();
    assert_eq!(ends, [pair(&ratio(0, 1), &ratio(1, 1)), pair(&ratio(0, 1), &ratio(1, 2))]);
}

/// Player 1's action must vary fastest: a game that is not square and not symmetric tells.
#[test]
fn payoffs_of_an_asymmetric_game_sit_where_the_file_puts_them() {
    let game = known_game("rand_2x3x4_s0");
    assert_eq!(game.payoff(0, &[1, 0, 0]), Some(14.0));
    assert_eq!(game.payoff(1, &[0, 1, 0]), Some(49.0));
    assert_eq!(game.payoff(2, &[0, 0, 1]), Some(0.0));
    assert_eq!(game.payoff(2, &[1, 2, 3]), Some(51.0));
    assert_eq!(game.payoff(0, &[0, 3, 0]), None);
}

#[test]
fn twenty_players_on_the_treadmill_have_one_pure_equilibrium() {
    let found: Vec<_> = pure_equilibria(&treadmill(20)).unwrap().iter().collect();
    assert_eq!(found, [vec![1; 20]]);
}

#[test]
fn on_the_treadmill_resting_together_tempts_everybody_by_value_less_cost() {
    let game = treadmill(12);
    let racing = Profile::pure(game.action_counts(), &[1; 12]).unwrap();
    let resting = Profile::pure(game.action_counts(), &[0; 12]).unwrap();
    assert_eq!(certificate::regrets(&game, &racing).unwrap().max_regret(), 0.0);
    // In units of 1/110: position is worth 33 to the only one who races, effort costs 22.
    let regrets = certificate::regrets(&game, &resting).unwrap();
    assert!((regrets.max_regret() - 11.0).abs() <= regrets.players()[0].rounding);
    assert!((regrets.nash_conv() - 132.0).abs() <= 12.0 * regrets.players()[0].rounding);
}

/// Effort 0 or 1; relative position is worth 0.3, effort costs 0.2, in units of 1 / (10 (n - 1)).
fn treadmill(players: usize) -> Game {
    let others = i64::try_from(players - 1).unwrap();
    Game::from_fn(&vec![2; players], |profile, player| {
        let racing = i64::try_from(profile.iter().sum::<usize>()).unwrap();
        let own = i64::try_from(profile[player]).unwrap();
        3 * (own * others - (racing - own)) - 2 * own * others
    })
    .unwrap()
}
