#![doc = include_str!("gam.md")]

use std::io::Read;

use super::error::FormatError;
use super::labels::{self, MAX_ACTIONS, MAX_PLAYERS, NO_ACTION, count, place, refuse, shape};
use super::solution::rounded;
use super::token::{Kind, Stuck, Token, Tokens};
use crate::finite::column::{Column, ColumnBuilder};
use crate::finite::exact::{Number, Rational};
use crate::finite::game::Game;
use crate::finite::shape::Shape;

/// Reads a game in GameTracer's form; `name` is what messages call the file.
///
/// # Errors
///
/// All faults found, each with line, column, what was expected and what to do.
///
/// ```
/// use moloch_equilibrium::finite::formats::gam;
///
/// let game = gam::read("game.gam", "2\n3 2\n\n3 2 0 3 5 6  3 2 3 2 6 1".as_bytes())?;
/// // Player 1's payoffs first, player 1's action fastest.
/// assert_eq!(game.payoff(0, &[1, 1]), Some(5.0));
/// assert_eq!(game.payoff(1, &[2, 0]), Some(3.0));
/// assert_eq!(gam::read("again.gam", gam::write(&game).as_bytes())?, game);
/// # Ok::<(), moloch_equilibrium::finite::formats::FormatError>(())
/// ```
pub fn read(name: &str, source: impl Read) -> Result<Game, FormatError> {
    let mut tokens = Tokens::new(name, source);
    match game(&mut tokens) {
        Ok(game) if tokens.is_sound() => Ok(game),
        _ => Err(tokens.into_error("game", name)),
    }
}

fn game<R: Read>(tokens: &mut Tokens<R>) -> Result<Game, Stuck> {
    let start = tokens.take()?;
    if start.kind == Kind::End {
        tokens.fault(&start, "wrong-format", "", "the number of players", "the file is empty; write a game into it");
        return Err(Stuck);
    }
    let players =
        count(tokens, &start, "number of players", MAX_PLAYERS, "a game needs at least one player").ok_or(Stuck)?;
    let mut counts = Vec::new();
    let mut room = MAX_ACTIONS;
    for player in 1..=players {
        let token = tokens.take()?;
        let key = format!("number of actions of player {player}");
        let count = count(tokens, &token, &key, room, NO_ACTION).ok_or(Stuck)?;
        room -= count;
        counts.push(count);
    }
    let shape = shape(tokens, &start, &counts)?;
    let columns: Vec<Column> = (0..players).map(|player| column(tokens, &shape, player)).collect::<Result<_, _>>()?;
    end(tokens)?;
    Game::from_parts(shape, columns).map_err(|error| {
        refuse(tokens, &start, "refused", &error);
        Stuck
    })
}

/// One player's payoffs.
fn column<R: Read>(tokens: &mut Tokens<R>, shape: &Shape, player: usize) -> Result<Column, Stuck> {
    let mut builder = ColumnBuilder::growing(shape, player);
    let start = tokens.peek()?.clone();
    for profile in 0..shape.profiles() {
        let token = tokens.take()?;
        let value = payoff(tokens, &token, shape, profile, player)?;
        builder.push(value).map_err(|error| {
            refuse(tokens, &token, "too-large", &error);
            Stuck
        })?;
    }
    builder.finish().map_err(|error| {
        refuse(tokens, &start, "range-too-wide", &error);
        Stuck
    })
}

/// A payoff; a faulty one is noted and counts as zero, so that the others can be looked at.
fn payoff<R: Read>(
    tokens: &mut Tokens<R>,
    token: &Token,
    shape: &Shape,
    profile: usize,
    player: usize,
) -> Result<Number, Stuck> {
    let key = || place(shape, profile, player);
    let total = shape.profiles() * shape.players();
    let read = player * shape.profiles() + profile;
    match &token.kind {
        Kind::Word(word) => labels::payoff(tokens, token, word, key),
        Kind::End => {
            let found = format!("the end of the file after {read} payoffs");
            let next = "add the missing payoffs, or correct the numbers of actions";
            tokens.fault_as(token, "too-few-payoffs", &key(), found, &format!("{total} payoffs"), next);
            Err(Stuck)
        }
        _ => {
            tokens.fault(token, "syntax", &key(), "a number", "separate numbers by spaces or new lines only");
            Err(Stuck)
        }
    }
}

/// Nothing may follow the last payoff.
fn end<R: Read>(tokens: &mut Tokens<R>) -> Result<(), Stuck> {
    let token = tokens.take()?;
    if token.kind == Kind::End {
        return Ok(());
    }
    let next = "remove what is too much, or correct the numbers of actions";
    tokens.fault(&token, "too-many-payoffs", "", "the end of the file after the last payoff", next);
    Err(Stuck)
}

/// The game in GameTracer's form. Names have no place in it and are lost.
///
/// Integers and decimals are written exactly; a fraction such as 1/3 is written as a fraction, which this program
/// reads and some others do not.
pub fn write(game: &Game) -> String {
    let counts: Vec<String> = game.action_counts().iter().map(ToString::to_string).collect();
    let mut text = format!("{}\n{}\n\n", game.player_count(), counts.join(" "));
    for player in 0..game.player_count() {
        let column = game.column(player);
        let payoffs: Vec<String> = (0..game.profile_count()).map(|number| plain(&column.exact_at(number))).collect();
        text.push_str(&payoffs.join(" "));
        text.push('\n');
    }
    text
}

/// A decimal where the number has one, else a fraction.
fn plain(value: &Rational) -> String {
    if value.is_int() {
        return value.to_string();
    }
    let (mut rest, mut places) = (value.denominator().clone(), 0_u32);
    for prime in [10_u8, 2, 5] {
        let divisor = dashu_int::UBig::from(prime);
        while (&rest % &divisor).is_zero() {
            rest /= &divisor;
            places += 1;
        }
    }
    if rest.is_one() { rounded(value, places) } else { value.to_string() }
}
