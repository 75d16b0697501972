//! Dense games and anonymous ones say the same.

use moloch_equilibrium::anonymous::{AnonymousError, AnonymousGame};
use moloch_equilibrium::finite::Game;
use proptest::prelude::*;

use super::support::{minority, scattered, small_game, volunteers};
use crate::finite::support::known_game;

/// The numbers of the players of each role of an expanded game.
fn members(game: &AnonymousGame) -> Vec<Vec<usize>> {
    let mut next = 0;
    let members = |role: &moloch_equilibrium::anonymous::Role| {
        let first = next;
        next += role.players();
        (first..next).collect()
    };
    game.roles().iter().map(members).collect()
}

proptest! {
    #[test]
    fn there_and_back_changes_no_payoff(game in small_game()) {
        let dense = game.expand().unwrap();
        let back = AnonymousGame::from_game(&dense, &members(&game)).unwrap().expand().unwrap();
        prop_assert_eq!(back.players()[0].actions(), dense.players()[0].actions());
        for number in 0..dense.profile_count() {
            let profile = dense.profile(number).unwrap();
            for player in 0..dense.player_count() {
                let same = back.exact_payoff(player, &profile) == dense.exact_payoff(player, &profile);
                prop_assert!(same);
            }
        }
    }
}

#[test]
fn known_symmetric_games_are_read() {
    for name in ["treadmill_4", "minority_5", "el_farol_3_cap1", "volunteers_dilemma_4", "congestion_3p_3routes"] {
        let dense = known_game(name);
        let game = AnonymousGame::from_symmetric(&dense).unwrap();
        assert_eq!(game.player_count(), dense.player_count(), "{name}");
        let back = game.expand().unwrap();
        let number = dense.profile_count() / 2;
        let profile = dense.profile(number).unwrap();
        assert_eq!(back.exact_payoff(1, &profile), dense.exact_payoff(1, &profile), "{name}");
    }
}

#[test]
fn a_game_in_which_it_matters_who_plays_is_refused_with_the_place() {
    let dense = known_game("jordan_matching_pennies_3p");
    let error = AnonymousGame::from_symmetric(&dense).unwrap_err();
    assert!(matches!(error, AnonymousError::NotAnonymous { .. }), "{error}");
    let singles: Vec<Vec<usize>> = (0..3).map(|player| vec![player]).collect();
    assert_eq!(AnonymousGame::from_game(&dense, &singles).unwrap().roles().len(), 3);
}

#[test]
fn roles_must_hold_each_player_once() {
    let dense = Game::from_fn(&[2, 2, 2], |_, _| 0).unwrap();
    for roles in [vec![vec![0, 1]], vec![vec![0, 1, 2], vec![]], vec![vec![0, 1], vec![1, 2]], vec![vec![0, 1, 3]]] {
        let error = AnonymousGame::from_game(&dense, &roles).unwrap_err();
        assert!(matches!(error, AnonymousError::NotAPartition { .. }), "{error}");
    }
}

#[test]
fn what_is_too_large_for_a_dense_table_is_refused() {
    assert!(volunteers(1_000, 10, 3).expand().is_err());
    assert!(minority(5).expand().is_ok());
}

#[test]
fn leaving_out_actions_leaves_the_other_payoffs() {
    let game = scattered(&[(3, 3), (2, 2)], 5, 100);
    let smaller = game.restricted(&[vec![2, 0], vec![1]]).unwrap();
    assert_eq!(smaller.roles()[0].actions(), ["a3", "a1"]);
    let (left, whole) = (vec![vec![1, 1], vec![2]], vec![vec![1, 0, 1], vec![0, 2]]);
    assert_eq!(smaller.exact_payoff(0, 0, &left), game.exact_payoff(0, 2, &whole));
    assert!(game.restricted(&[vec![0]]).is_err());
    assert!(game.restricted(&[vec![0, 0], vec![1]]).is_err());
    assert!(game.restricted(&[vec![0, 3], vec![1]]).is_err());
    assert!(game.restricted(&[vec![], vec![1]]).is_err());
}
