//! Random games with awkward names.

use moloch_equilibrium::finite::{Game, Number, Player, rational};
use proptest::collection::vec;
use proptest::prelude::*;

/// A name that starts with something visible and goes on with anything but NUL.
pub(super) fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,3}",
        "[^\0\\s\u{feff}]([^\0]){0,6}",
        Just("say \"no\"".to_owned()),
        Just("C:\\ \\\" {1, 2}".to_owned()),
        Just("Ω — 競争 🙂\nnext line\ttab".to_owned()),
    ]
}

/// Names that differ: repeated ones get a number.
fn distinct(names: Vec<String>) -> Vec<String> {
    let number = |(k, name): (usize, String)| format!("{name}{k}");
    names.into_iter().enumerate().map(number).collect()
}

fn payoff() -> impl Strategy<Value = Number> {
    prop_oneof![
        (-9_i64..9).prop_map(Number::from),
        any::<i64>().prop_map(Number::from),
        (any::<i32>(), 1_i64..60).prop_map(|(n, d)| Number::from(rational(i64::from(n), d).unwrap())),
        (any::<i64>(), 1..i64::MAX).prop_map(|(n, d)| Number::from(rational(n, d).unwrap())),
    ]
}

/// One to four players with one to four actions each, exact payoffs.
pub(super) fn game() -> impl Strategy<Value = Game> {
    vec(1_usize..5, 1..5).prop_flat_map(|counts| {
        let size: usize = counts.iter().product();
        let payoffs = vec(vec(payoff(), size..=size), counts.len());
        let actions: Vec<_> = counts.iter().map(|&count| vec(label(), count..=count)).collect();
        (Just(counts.clone()), payoffs, label(), vec(label(), counts.len()), actions).prop_map(
            |(counts, payoffs, title, names, actions)| {
                let names = distinct(names).into_iter().zip(actions);
                let players = names.map(|(name, actions)| Player::new(name, distinct(actions)).unwrap());
                let players: Vec<Player> = players.collect();
                let game = Game::from_columns(&counts, payoffs).unwrap().with_players(players).unwrap();
                game.with_title(title).unwrap()
            },
        )
    })
}
