//! GameTracer's form.

use moloch_equilibrium::finite::formats::gam;
use moloch_equilibrium::finite::{Game, parse_exact};
use proptest::prelude::*;

use super::super::finite::support::{expected, known_game};
use super::random::game;

fn read(text: &str) -> Game {
    gam::read("test.gam", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// The example in QuantEcon's documentation: rows (3,3) (3,2), (2,2) (5,6), (0,3) (6,1).
#[test]
fn payoffs_come_player_by_player_with_the_first_action_fastest() {
    let game = read("2\n3 2\n\n3 2 0 3 5 6 3 2 3 2 6 1");
    let known = Game::bimatrix(&[[3, 3], [2, 5], [0, 6]], &[[3, 2], [2, 6], [3, 1]]).unwrap();
    assert_eq!(game, known);
}

#[test]
fn decimals_are_written_as_decimals_and_other_fractions_as_fractions() {
    let text = "1\n5\n\n0.125 -2.50 1/3 12345678901234567890 1e2";
    let game = read(text);
    assert_eq!(gam::write(&game), "1\n5\n\n0.125 -2.5 1/3 12345678901234567890 100\n");
    assert_eq!(game.exact_payoff(0, &[0]), Some(parse_exact("1/8").unwrap()));
}

/// Payoffs without the names, which this form cannot hold.
fn same_payoffs(one: &Game, other: &Game) -> bool {
    one.action_counts() == other.action_counts()
        && (0..one.profile_count()).all(|number| {
            let profile = one.profile(number).unwrap();
            (0..one.player_count()).all(|p| one.exact_payoff(p, &profile) == other.exact_payoff(p, &profile))
        })
}

#[test]
fn every_reference_game_reads_back_the_same() {
    for name in expected().keys() {
        let game = known_game(name);
        assert!(same_payoffs(&read(&gam::write(&game)), &game), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_written_game_reads_back_the_same(game in game()) {
        prop_assert!(same_payoffs(&read(&gam::write(&game)), &game));
    }
}
