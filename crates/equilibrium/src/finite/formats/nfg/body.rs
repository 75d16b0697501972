//! The payoffs of a file: one by one, or as outcomes.

use std::io::Read;

use super::super::labels::{payoff, place, refuse};
use super::super::token::{Kind, Stuck, Token, Tokens};
use super::expect;
use super::head::Head;
use crate::finite::column::{Column, ColumnBuilder};
use crate::finite::error::GameError;
use crate::finite::exact::Number;
use crate::finite::shape::{MAX_PAYOFFS, Shape};

/// Each player's payoffs in the order of the profiles.
pub(super) fn read<R: Read>(tokens: &mut Tokens<R>, head: &Head) -> Result<Vec<Column>, Stuck> {
    let of_outcomes = tokens.peek()?.kind == Kind::Open;
    let columns = if of_outcomes { outcome_form(tokens, head)? } else { payoff_form(tokens, &head.shape)? };
    trailing(tokens, &head.shape, of_outcomes)?;
    Ok(columns)
}

/// One builder per player. They grow with the file: a head that promises much allocates nothing.
fn builders(shape: &Shape) -> Vec<ColumnBuilder<'_>> {
    (0..shape.players()).map(|player| ColumnBuilder::growing(shape, player)).collect()
}

fn payoff_form<R: Read>(tokens: &mut Tokens<R>, shape: &Shape) -> Result<Vec<Column>, Stuck> {
    let start = tokens.peek()?.clone();
    let mut builders = builders(shape);
    for profile in 0..shape.profiles() {
        for player in 0..shape.players() {
            let token = tokens.take()?;
            let Kind::Word(word) = &token.kind else {
                return Err(no_payoff(tokens, &token, shape, profile * shape.players() + player));
            };
            let key = || place(shape, profile, player);
            let value = payoff(tokens, &token, word, key)?;
            push(tokens, &token, &mut builders[player], value)?;
        }
    }
    finish(tokens, &start, builders)
}

/// Adds a payoff, or says why the table cannot take it.
fn push<R: Read>(
    tokens: &mut Tokens<R>,
    token: &Token,
    builder: &mut ColumnBuilder<'_>,
    value: Number,
) -> Result<(), Stuck> {
    builder.push(value).map_err(|error| {
        refuse(tokens, token, "too-large", &error);
        Stuck
    })
}

fn finish<R: Read>(
    tokens: &mut Tokens<R>,
    start: &Token,
    builders: Vec<ColumnBuilder<'_>>,
) -> Result<Vec<Column>, Stuck> {
    let columns: Result<Vec<Column>, _> = builders.into_iter().map(ColumnBuilder::finish).collect();
    columns.map_err(|error| {
        refuse(tokens, start, "range-too-wide", &error);
        Stuck
    })
}

/// How many payoffs a shape asks for, with the reason.
fn wanted(shape: &Shape) -> String {
    let counts: Vec<String> = shape.actions().iter().map(ToString::to_string).collect();
    let (players, total) = (shape.players(), shape.profiles() * shape.players());
    let plural = if players == 1 { "" } else { "s" };
    format!("{total} payoffs ({} profiles for {players} player{plural})", counts.join(" x "))
}

fn no_payoff<R: Read>(tokens: &mut Tokens<R>, token: &Token, shape: &Shape, read: usize) -> Stuck {
    let key = place(shape, read / shape.players(), read % shape.players());
    if token.kind == Kind::End {
        let found = format!("the end of the file after {read} payoffs");
        let next = "add the missing payoffs, or correct the numbers of actions";
        tokens.fault_as(token, "too-few-payoffs", &key, found, &wanted(shape), next);
    } else {
        tokens.fault(
            token,
            "syntax",
            &key,
            "a number",
            "separate payoffs by spaces or new lines, without commas, braces or quotes",
        );
    }
    Stuck
}

/// `{ { "name" 1, 2 } ... }` and then one outcome number per profile; 0 is the outcome that pays nothing.
fn outcome_form<R: Read>(tokens: &mut Tokens<R>, head: &Head) -> Result<Vec<Column>, Stuck> {
    let shape = &head.shape;
    let start = tokens.peek()?.clone();
    let (columns, outcomes) = outcomes(tokens, shape)?;
    let mut chosen = Vec::new();
    for profile in 0..shape.profiles() {
        let token = tokens.take()?;
        chosen.push(outcome_number(tokens, &token, shape, profile, outcomes)?);
    }
    // A faulty number stands for outcome 0, and the faults are reported instead of the game.
    let selected = columns.iter().enumerate().map(|(player, column)| select(column, &chosen, shape, player));
    selected.collect::<Result<Vec<Column>, _>>().map_err(|error| {
        refuse(tokens, &start, "refused", &error);
        Stuck
    })
}

/// A player's payoffs at the chosen outcomes, kept as if no other outcome had been listed.
fn select(column: &Column, chosen: &[usize], shape: &Shape, player: usize) -> Result<Column, GameError> {
    let selected = column.select(chosen);
    if matches!(selected, Column::Scaled { denominator: 1, .. }) {
        return Ok(selected);
    }
    // An outcome that nobody reaches may have asked for a larger common denominator.
    let mut builder = ColumnBuilder::growing(shape, player);
    (0..chosen.len()).try_for_each(|number| builder.push(Number::Rational(selected.exact_at(number))))?;
    builder.finish()
}

/// The list of outcomes: each player's payoffs, the null outcome first, and how many were listed.
fn outcomes<R: Read>(tokens: &mut Tokens<R>, shape: &Shape) -> Result<(Vec<Column>, usize), Stuck> {
    let start = expect(tokens, &Kind::Open, "outcomes", "`{`")?;
    let mut builders = builders(shape);
    for builder in &mut builders {
        push(tokens, &start, builder, Number::Integer(0))?;
    }
    let mut count = 0;
    loop {
        let token = tokens.take()?;
        match token.kind {
            Kind::Close => break,
            Kind::Open if count < MAX_PAYOFFS / shape.players() => count += 1,
            Kind::Open => {
                tokens.fault(
                    &token,
                    "too-large",
                    "outcomes",
                    "no more outcomes than a table has room for",
                    "use the payoff form",
                );
                return Err(Stuck);
            }
            _ => {
                tokens.fault(
                    &token,
                    "syntax",
                    "outcomes",
                    "`{` before an outcome, or `}` after the last",
                    "write an outcome as { \"name\" 1, 2 }",
                );
                return Err(Stuck);
            }
        }
        outcome(tokens, &token, count, &mut builders)?;
    }
    Ok((finish(tokens, &start, builders)?, count))
}

/// One outcome after its opening brace: an optional name and one payoff per player.
fn outcome<R: Read>(
    tokens: &mut Tokens<R>,
    open: &Token,
    number: usize,
    builders: &mut [ColumnBuilder<'_>],
) -> Result<(), Stuck> {
    if matches!(tokens.peek()?.kind, Kind::Text(_)) {
        tokens.take()?;
    }
    let mut read = 0;
    loop {
        let token = tokens.take()?;
        match &token.kind {
            Kind::Close => break,
            Kind::Comma => {}
            Kind::Word(word) => {
                let value =
                    payoff(tokens, &token, word, || format!("outcome {number}, payoff of player {}", read + 1))?;
                if let Some(builder) = builders.get_mut(read) {
                    push(tokens, &token, builder, value)?;
                }
                read += 1;
            }
            _ => {
                let key = format!("outcome {number}");
                tokens.fault(&token, "syntax", &key, "a payoff, `,` or `}`", "write an outcome as { \"name\" 1, 2 }");
                return Err(Stuck);
            }
        }
    }
    if read == builders.len() {
        return Ok(());
    }
    let code = if read < builders.len() { "too-few-payoffs" } else { "too-many-payoffs" };
    let expected = format!("{}, one for each player", builders.len());
    let next = "give each outcome one payoff per player";
    tokens.fault_as(open, code, &format!("outcome {number}"), format!("{read} payoffs"), &expected, next);
    for builder in builders.iter_mut().skip(read) {
        push(tokens, open, builder, Number::Integer(0))?;
    }
    if tokens.is_hopeless() { Err(Stuck) } else { Ok(()) }
}

fn outcome_number<R: Read>(
    tokens: &mut Tokens<R>,
    token: &Token,
    shape: &Shape,
    profile: usize,
    outcomes: usize,
) -> Result<usize, Stuck> {
    let Kind::Word(word) = &token.kind else {
        return Err(no_outcome(tokens, token, shape, profile));
    };
    if let Some(outcome) = word.parse::<usize>().ok().filter(|&outcome| outcome <= outcomes) {
        return Ok(outcome);
    }
    let key = outcome_place(shape, profile);
    let expected = format!("the number of an outcome: 0 (pays nothing) to {outcomes}");
    tokens.fault(token, "unknown-outcome", &key, &expected, "list the outcome, or correct its number");
    if tokens.is_hopeless() { Err(Stuck) } else { Ok(0) }
}

fn outcome_place(shape: &Shape, profile: usize) -> String {
    place(shape, profile, 0).replacen("payoff of player 1", "outcome", 1)
}

fn no_outcome<R: Read>(tokens: &mut Tokens<R>, token: &Token, shape: &Shape, read: usize) -> Stuck {
    let key = outcome_place(shape, read);
    if token.kind == Kind::End {
        let found = format!("the end of the file after {read} outcome numbers");
        let expected = format!("{}, one for each profile", shape.profiles());
        tokens.fault_as(
            token,
            "too-few-outcomes",
            &key,
            found,
            &expected,
            "add the missing numbers, or correct the numbers of actions",
        );
    } else {
        tokens.fault(token, "syntax", &key, "the number of an outcome", "separate the numbers by spaces");
    }
    Stuck
}

/// Nothing may follow the last payoff or outcome number.
fn trailing<R: Read>(tokens: &mut Tokens<R>, shape: &Shape, of_outcomes: bool) -> Result<(), Stuck> {
    let first = tokens.take()?;
    if first.kind == Kind::End {
        return Ok(());
    }
    let mut more = 0_usize;
    while tokens.take()?.kind != Kind::End {
        more += 1;
    }
    let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
    let (code, last, all) = if of_outcomes {
        let all = format!("{} outcome numbers, one for each profile,", shape.profiles());
        ("too-many-outcomes", "outcome number", all)
    } else {
        ("too-many-payoffs", "payoff", wanted(shape))
    };
    let found = format!("{}{rest} after the last {last}", first.found());
    let expected = format!("the end of the file: {all} are all there");
    tokens.fault_as(&first, code, "", found, &expected, "remove what is too much, or correct the numbers of actions");
    Err(Stuck)
}
