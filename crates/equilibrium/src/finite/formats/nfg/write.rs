//! Writing a game in Gambit's payoff form.

use std::fmt::Write;

use super::super::token::quoted;
use crate::finite::game::Game;

/// The game in Gambit's payoff form, with all names; payoffs are integers or fractions, exactly.
///
/// A payoff that was given as `f64` is written as the binary fraction that it is, so that the game read back has
/// the same payoffs to the last bit.
pub fn write(game: &Game) -> String {
    let mut text = format!("NFG 1 R {}", quoted(game.title()));
    text.push_str(" {");
    for player in game.players() {
        text.push(' ');
        text.push_str(&quoted(player.name()));
    }
    text.push_str(" }\n\n{");
    for player in game.players() {
        text.push_str(" {");
        for action in player.actions() {
            text.push(' ');
            text.push_str(&quoted(action));
        }
        text.push_str(" }\n");
    }
    text.push_str("}\n\"\"\n\n");
    payoffs(game, &mut text);
    text
}

/// One profile to a line.
fn payoffs(game: &Game, text: &mut String) {
    for profile in 0..game.profile_count() {
        for player in 0..game.player_count() {
            let end = if player + 1 == game.player_count() { '\n' } else { ' ' };
            // Writing to a string cannot fail.
            let _ = write!(text, "{}{end}", game.column(player).exact_at(profile));
        }
    }
}
