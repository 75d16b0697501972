//! What several formats share: numbers, names that must differ, and the size of a game.

use std::collections::HashSet;
use std::io::Read;

use super::super::column::MAX_RANGE;
use super::super::error::{GameError, NumberError};
use super::super::exact::{Number, parse_exact};
use super::super::game::Game;
use super::super::labels::Player;
use super::super::shape::Shape;
use super::token::{Kind, Stuck, Token, Tokens, short};

/// Players that a file may name: with more than 27 who have a choice no dense table fits anyway.
pub(super) const MAX_PLAYERS: usize = 1_000;
/// Actions of all players together that a file may have: each needs a name in memory.
pub(super) const MAX_ACTIONS: usize = 1 << 20;

/// A number of a file, exactly.
pub(super) fn number(text: &str) -> Result<Number, NumberError> {
    match text.parse::<i64>() {
        Ok(whole) => Ok(Number::Integer(whole)),
        Err(_) => parse_exact(text).map(Number::Rational),
    }
}

/// What was expected instead of a faulty number, and what to do.
pub(super) fn number_advice(error: &NumberError) -> (&'static str, String) {
    match error {
        NumberError::ZeroDenominator { .. } => ("zero-denominator", "give a denominator other than zero".to_owned()),
        NumberError::TooLong { why, .. } => ("number-too-long", format!("{why}; scale the payoffs")),
        NumberError::Malformed { .. } => {
            ("not-a-number", "correct the number, or the count of what stands before it".to_owned())
        }
    }
}

/// Names of one kind, noting blank and repeated ones.
pub(super) struct Names {
    kind: String,
    seen: HashSet<String>,
    list: Vec<String>,
}

impl Names {
    pub(super) fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), seen: HashSet::new(), list: Vec::new() }
    }

    /// One more name; a blank one is replaced by what Moloch calls the unnamed.
    pub(super) fn push<R: Read>(&mut self, tokens: &mut Tokens<R>, token: &Token, name: String, unnamed: &str) {
        let name = if name.trim().is_empty() { format!("{unnamed}{}", self.list.len() + 1) } else { name };
        if !self.seen.insert(name.clone()) {
            let key = format!("{} {}", self.kind, self.list.len() + 1);
            let found = format!("the name \"{}\" a second time", short(&name));
            tokens.fault_as(token, "duplicate-name", &key, found, "a name of its own", "give each a different name");
        }
        self.list.push(name);
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn finish(self) -> Vec<String> {
        self.list
    }
}

/// What to do where a player has no action.
pub(super) const NO_ACTION: &str = "every player needs at least one action; give their number, or remove the player";

/// A whole number from 1 to the limit, else a fault; `none` is what to do where it is zero.
pub(super) fn count<R: Read>(
    tokens: &mut Tokens<R>,
    token: &Token,
    key: &str,
    limit: usize,
    none: &str,
) -> Option<usize> {
    let Kind::Word(word) = &token.kind else {
        tokens.fault(token, "not-a-count", key, "a whole number from 1", "write the number without quotes");
        return None;
    };
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match word.parse::<usize>() {
        Ok(count) if (1..=limit).contains(&count) => return Some(count),
        Ok(0) => tokens.fault(token, "count-out-of-range", key, "a whole number from 1", none),
        Ok(_) | Err(_) if digits => {
            let expected = format!("a whole number from 1 to {limit}");
            tokens.fault(token, "count-out-of-range", key, &expected, "correct the count; a dense table holds no more");
        }
        _ => tokens.fault(token, "not-a-count", key, "a whole number from 1", "correct the count"),
    }
    None
}

/// The shape of a dense game, or the reason why it is refused before any payoff is read.
pub(super) fn shape<R: Read>(tokens: &mut Tokens<R>, token: &Token, counts: &[usize]) -> Result<Shape, Stuck> {
    Shape::new(counts).map_err(|error| {
        refuse(tokens, token, "too-large", &error);
        Stuck
    })
}

/// Notes what the game itself has against a file.
pub(super) fn refuse<R: Read>(tokens: &mut Tokens<R>, token: &Token, code: &'static str, error: &GameError) {
    let (_, found, expected, next) = advice(error);
    tokens.fault_as(token, code, "", found, &expected, next);
}

/// What to do with payoffs beyond what a double holds.
pub(crate) const SCALE: &str = "divide that player's payoffs by a constant, which changes no equilibrium";

/// Whether a payoff alone is small enough for the solvers that work in doubles.
pub(crate) fn is_within_doubles(value: &Number) -> bool {
    match value {
        Number::Integer(_) => true,
        Number::Rational(value) => value.to_f64().value().abs() <= MAX_RANGE,
        Number::Float(value) => value.abs() <= MAX_RANGE,
    }
}

/// What is expected of a payoff that is too large.
pub(crate) fn within_doubles() -> String {
    format!("a number from -{MAX_RANGE:e} to {MAX_RANGE:e}")
}

/// What the game has against a file: a code, what was found, what was expected, what to do.
pub(super) fn advice(error: &GameError) -> (&'static str, String, String, &'static str) {
    match error {
        GameError::TooLarge { players, payoffs, limit, why } => (
            "too-large",
            format!("a game of {players} players with {payoffs} payoffs"),
            format!("at most {limit} ({why})"),
            "remove dominated actions, or use a form that counts players instead of listing profiles",
        ),
        GameError::RangeTooWide { player, limit } => (
            "range-too-wide",
            format!("payoffs of player {player} that are larger or spread wider than {limit:e}"),
            "payoffs that a double can hold".to_owned(),
            SCALE,
        ),
        other => ("refused", other.to_string(), "a game".to_owned(), "correct the file"),
    }
}

/// The game under the names of its file; a blank title stays untitled.
pub(super) fn named(game: Game, title: &str, players: Vec<(String, Vec<String>)>) -> Result<Game, GameError> {
    let players: Vec<Player> =
        players.into_iter().map(|(name, actions)| Player::new(name, actions)).collect::<Result<_, _>>()?;
    let game = game.with_players(players)?;
    if title.trim().is_empty() { Ok(game) } else { game.with_title(title) }
}

/// A payoff; a faulty one is noted and counts as zero, so that the others can be looked at.
pub(super) fn payoff<R: Read>(
    tokens: &mut Tokens<R>,
    token: &Token,
    word: &str,
    key: impl FnOnce() -> String,
) -> Result<Number, Stuck> {
    match number(word) {
        Ok(value) if is_within_doubles(&value) => return Ok(value),
        Ok(_) => tokens.fault(token, "range-too-wide", &key(), &within_doubles(), SCALE),
        Err(error) => {
            let (code, next) = number_advice(&error);
            tokens.fault(token, code, &key(), "an integer, a decimal or a fraction such as 31/3", &next);
        }
    }
    if tokens.is_hopeless() { Err(Stuck) } else { Ok(Number::Integer(0)) }
}

/// `payoff of player 1 at profile 2 1`.
pub(super) fn place(shape: &Shape, profile: usize, player: usize) -> String {
    let actions: Vec<String> = shape.profile(profile).iter().map(|action| (action + 1).to_string()).collect();
    format!("payoff of player {} at profile {}", player + 1, actions.join(" "))
}
