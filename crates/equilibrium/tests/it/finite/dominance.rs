//! Dominance: mixed dominators against an independent search, order of removal, labels, limits.

use moloch_core::Completeness;
use moloch_equilibrium::finite::{Dominators, Game, Player, certificate, iterated_strict_dominance};
use proptest::prelude::*;

use super::support::{known_game, ratio};

/// Whether some mix of rows 1 and 2 beats row 3 everywhere: each column bounds the share of row 1.
fn some_mix_of_two_beats_the_third(rows: &[Vec<i64>; 3]) -> bool {
    // share * (a - b) > c - b in every column: keep an open interval of shares with exact ends.
    let (mut low, mut high) = (ratio(-1, 1), ratio(2, 1));
    for column in 0..rows[0].len() {
        let [a, b, c] = [rows[0][column], rows[1][column], rows[2][column]];
        match (a - b).signum() {
            0 if b <= c => return false,
            1 => low = low.max(ratio(c - b, a - b)),
            -1 => high = high.min(ratio(c - b, a - b)),
            _ => {}
        }
    }
    // Some share from 0 to 1 lies strictly between the ends.
    low < high && low < ratio(1, 1) && high > ratio(0, 1)
}

proptest! {
    #[test]
    fn mixed_dominators_are_found_exactly_when_there_are_any(
        rows in prop::array::uniform3(prop::collection::vec(-4..=4_i64, 1..=4)),
    ) {
        let width = rows.iter().map(Vec::len).min().unwrap();
        let rows = rows.map(|row| row[..width].to_vec());
        let nothing = vec![vec![0; width]; 3];
        let game = Game::bimatrix(&rows, &nothing).unwrap();
        let reduction = iterated_strict_dominance(&game, Dominators::PureAndMixed).unwrap();
        // Player 2 is always indifferent, so that only player 1's actions go.
        prop_assert!(reduction.eliminations.iter().all(|removed| removed.player == 0));
        for third in 0..3 {
            let ordered = [rows[(third + 1) % 3].clone(), rows[(third + 2) % 3].clone(), rows[third].clone()];
            let removed = reduction.eliminations.iter().any(|removed| removed.action == third);
            prop_assert_eq!(removed, some_mix_of_two_beats_the_third(&ordered), "row {} of {:?}", third, rows);
        }
    }

    #[test]
    fn a_third_player_only_adds_circumstances(
        rows in prop::array::uniform3(prop::collection::vec(-4..=4_i64, 4)),
    ) {
        // Four circumstances: one player with four actions, or two players with two each.
        let nothing = vec![vec![0; 4]; 3];
        let two = Game::bimatrix(&rows, &nothing).unwrap();
        let three = Game::from_fn(&[3, 2, 2], |profile, player| {
            if player == 0 { rows[profile[0]][2 * profile[1] + profile[2]] } else { 0 }
        }).unwrap();
        let kept = |game: &Game| iterated_strict_dominance(game, Dominators::PureAndMixed).unwrap().kept[0].clone();
        prop_assert_eq!(kept(&two), kept(&three));
    }
}

#[test]
fn the_reasons_given_are_reasons() {
    let rows = [[4, 0, 2], [1, 1, 1], [0, 4, 2], [0, 0, 1]];
    let game = Game::bimatrix(&rows, &[[0; 3]; 4]).unwrap();
    let reduction = iterated_strict_dominance(&game, Dominators::PureAndMixed).unwrap();
    assert_eq!(reduction.kept, [vec![0, 2], vec![0, 1, 2]]);
    for removed in &reduction.eliminations {
        let mut mix = vec![ratio(0, 1); 4];
        for (action, share) in &removed.dominator {
            mix[*action] = share.clone();
        }
        assert!(certificate::strictly_dominates(&game, removed.player, &mix, removed.action));
        // No reason is itself removed.
        assert!(removed.dominator.iter().all(|(action, _)| [0, 1, 2].contains(action)));
    }
    let uniform = vec![ratio(1, 4); 4];
    assert!(!certificate::strictly_dominates(&game, 0, &uniform, 0));
    assert!(!certificate::strictly_dominates(&game, 0, &[ratio(2, 1)], 0), "not a mix of the player");
    assert!(!certificate::strictly_dominates(&game, 2, &uniform, 0), "no such player");
}

#[test]
fn the_reduced_game_keeps_its_labels() {
    let [north, south] = ["North", "South"].map(|lab| Player::new(lab, ["pause", "race", "burn cash"]).unwrap());
    let game = Game::symmetric_two_player(&[[3, 0, 2], [4, 1, 3], [-1, -1, -1]]).unwrap();
    let game = game.with_players([north, south]).unwrap().with_title("Two labs").unwrap();
    let reduction = iterated_strict_dominance(&game, Dominators::Pure).unwrap();
    assert_eq!(reduction.solution(), Some(vec![1, 1]));
    assert_eq!(reduction.game.title(), "Two labs");
    assert_eq!(reduction.game.players()[1].name(), "South");
    assert_eq!(reduction.game.players()[1].actions(), ["race"]);
    assert_eq!(reduction.game.payoff(0, &[0, 0]), Some(1.0));
}

#[test]
fn pure_dominators_alone_remove_less_and_say_so() {
    let game = Game::bimatrix(&[[4, 0], [1, 1], [0, 4]], &[[0; 2]; 3]).unwrap();
    let pure = iterated_strict_dominance(&game, Dominators::Pure).unwrap();
    let mixed = iterated_strict_dominance(&game, Dominators::PureAndMixed).unwrap();
    assert!(pure.eliminations.is_empty());
    assert_eq!(mixed.eliminations.len(), 1);
    assert_ne!(pure.completeness, mixed.completeness);
}

#[test]
fn a_programme_too_large_is_left_out_by_name() {
    // Row 2 is never best; the programme would have 2 times 33,000 payoff differences.
    let width = 33_000;
    let row = |even: i64, odd: i64| (0..width).map(|c| if c % 2 == 0 { even } else { odd }).collect::<Vec<_>>();
    let game = Game::bimatrix(&[row(4, 0), row(1, 1), row(0, 4)], &vec![vec![0; width]; 3]).unwrap();
    let reduction = iterated_strict_dominance(&game, Dominators::PureAndMixed).unwrap();
    let Completeness::Partial { not_searched, .. } = &reduction.completeness else { panic!("{reduction:?}") };
    assert!(not_searched.contains("Player 1 (66000 payoff differences)"), "{not_searched}");
}

#[test]
fn elimination_takes_several_rounds_where_it_must() {
    // The 0.67-beauty contest on 0..=4: each number is removed once the larger ones are gone.
    let target = |other: i64| 2 * other;
    let game = Game::from_fn(&[5, 5], |profile, player| {
        let own = i64::try_from(profile[player]).unwrap();
        let other = i64::try_from(profile[1 - player]).unwrap();
        -(3 * own - target(other)).abs()
    })
    .unwrap();
    let reduction = iterated_strict_dominance(&game, Dominators::PureAndMixed).unwrap();
    assert!(reduction.eliminations.iter().map(|removed| removed.round).max() > Some(1));
    let games = ["prisoners_dilemma", "treadmill_4"];
    assert!(
        games.iter().all(|name| {
            iterated_strict_dominance(&known_game(name), Dominators::Pure).unwrap().solution().is_some()
        })
    );
}
