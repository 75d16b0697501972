//! What several tests need: a small reader of payoff-form `.nfg` files, small games, exact numbers.

use std::path::PathBuf;

use moloch_equilibrium::finite::{ExactProfile, Game, Number, Player, Rational, parse_exact, rational};
use serde_json::Value;

pub(crate) fn ratio(numerator: i64, denominator: i64) -> Rational {
    rational(numerator, denominator).unwrap()
}

/// Two players' probabilities of their first of two actions.
pub(crate) fn pair(x: &Rational, y: &Rational) -> ExactProfile {
    let one = ratio(1, 1);
    ExactProfile::new(vec![vec![x.clone(), &one - x], vec![y.clone(), &one - y]]).unwrap()
}

/// The game with payoffs `[a11, a12, a21, a22, b11, b12, b21, b22]`.
pub(crate) fn two_by_two_game(payoffs: [i64; 8]) -> Game {
    let [a, b, c, d, e, f, g, h] = payoffs;
    Game::bimatrix(&[[a, b], [c, d]], &[[e, f], [g, h]]).unwrap()
}

/// The same game with player 1's and player 2's payoffs changed by exact functions of the payoff and
/// of the opponent's action.
pub(crate) fn changed(game: &Game, change: impl Fn(usize, usize, Rational) -> Rational) -> Game {
    assert_eq!(game.player_count(), 2);
    Game::from_fn(game.action_counts(), |profile, player| {
        let payoff = game.exact_payoff(player, profile).unwrap();
        Number::from(change(player, profile[1 - player], payoff))
    })
    .unwrap()
}

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/games").join(name)
}

/// What is known about each game of the data folder, by name.
pub(crate) fn expected() -> serde_json::Map<String, Value> {
    let text = std::fs::read_to_string(data("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Reads one of the games in the data folder.
pub(crate) fn known_game(name: &str) -> Game {
    let text = std::fs::read_to_string(data(&format!("{name}.nfg"))).unwrap();
    read_payoff_form(&text)
}

fn read_payoff_form(text: &str) -> Game {
    let (head, body) = text.split_once("\n\n").unwrap();
    let mut quoted = head.split('"').skip(1).step_by(2);
    let title = quoted.next().unwrap();
    let names: Vec<&str> = quoted.collect();
    let braces = head.rsplit_once('{').unwrap().1.trim_end().trim_end_matches('}');
    let counts: Vec<usize> = braces.split_whitespace().map(|count| count.parse().unwrap()).collect();
    assert_eq!(names.len(), counts.len());
    let numbers: Vec<Rational> = body.split_whitespace().map(|number| parse_exact(number).unwrap()).collect();
    let column = |player: usize| numbers.iter().skip(player).step_by(counts.len()).cloned().collect();
    let columns: Vec<Vec<Rational>> = (0..counts.len()).map(column).collect();
    let players = names
        .iter()
        .zip(&counts)
        .map(|(name, &count)| Player::new(*name, (1..=count).map(|action| format!("s{action}"))).unwrap());
    let players: Vec<Player> = players.collect();
    Game::from_columns(&counts, columns).unwrap().with_players(players).unwrap().with_title(title).unwrap()
}

/// A list of lists of number texts as a profile.
pub(crate) fn profile_from_json(value: &Value) -> ExactProfile {
    let mix = |mix: &Value| {
        let shares = mix.as_array().unwrap().iter();
        shares.map(|share| parse_exact(share.as_str().unwrap()).unwrap()).collect()
    };
    ExactProfile::new(value.as_array().unwrap().iter().map(mix).collect()).unwrap()
}
