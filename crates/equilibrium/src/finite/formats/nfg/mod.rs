#![doc = include_str!("nfg.md")]

mod body;
mod head;
mod write;

use std::io::Read;

use super::error::FormatError;
use super::labels::{named, refuse};
use super::token::{Kind, Stuck, Token, Tokens};
use crate::finite::game::Game;

pub use write::write;

/// What the format is called in messages.
const WHAT: &str = "game";

/// Reads a game in Gambit's strategic form from text; `name` is what messages call the file.
///
/// # Errors
///
/// All faults found, each with line, column, what was expected and what to do.
///
/// ```
/// use moloch_equilibrium::finite::formats::nfg;
///
/// let text = r#"NFG 1 R "Stag hunt" { "Ann" "Bob" } { { "stag" "hare" } { "stag" "hare" } } 4 4  3 1  1 3  2 2"#;
/// let game = nfg::read("stag.nfg", text.as_bytes())?;
/// // Player 1's action varies fastest: (hare, stag) comes second.
/// assert_eq!(game.payoff(0, &[1, 0]), Some(3.0));
/// assert_eq!(nfg::read("again.nfg", nfg::write(&game).as_bytes())?, game);
/// # Ok::<(), moloch_equilibrium::finite::formats::FormatError>(())
/// ```
pub fn read(name: &str, source: impl Read) -> Result<Game, FormatError> {
    let mut tokens = Tokens::new(name, source);
    let game = game(&mut tokens);
    match game {
        Ok(game) if tokens.is_sound() => Ok(game),
        _ => Err(tokens.into_error(WHAT, name)),
    }
}

fn game<R: Read>(tokens: &mut Tokens<R>) -> Result<Game, Stuck> {
    let head = head::read(tokens)?;
    let start = tokens.peek()?.clone();
    let columns = body::read(tokens, &head)?;
    // Names may be faulty: then there is no game to build, only faults to report.
    if !tokens.is_sound() {
        return Err(Stuck);
    }
    let game = Game::from_parts(head.shape, columns).and_then(|game| named(game, &head.title, head.players));
    game.map_err(|error| {
        refuse(tokens, &start, "refused", &error);
        Stuck
    })
}

/// Takes a token of this kind or says what stands in its place.
fn expect<R: Read>(tokens: &mut Tokens<R>, kind: &Kind, key: &str, expected: &str) -> Result<Token, Stuck> {
    let token = tokens.take()?;
    if token.kind == *kind {
        return Ok(token);
    }
    let next = "compare with: NFG 1 R \"title\" { \"A\" \"B\" } { 2 2 } and then the payoffs";
    tokens.fault(&token, "syntax", key, expected, next);
    Err(Stuck)
}
