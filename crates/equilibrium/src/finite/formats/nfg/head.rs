//! The head of a file: title, players, actions.

use std::io::Read;

use super::super::labels::{MAX_ACTIONS, MAX_PLAYERS, NO_ACTION, Names, count, shape};
use super::super::token::{Kind, Stuck, Token, Tokens};
use super::expect;
use crate::finite::shape::Shape;

/// What the head says.
pub(super) struct Head {
    pub(super) title: String,
    pub(super) players: Vec<(String, Vec<String>)>,
    pub(super) shape: Shape,
}

pub(super) fn read<R: Read>(tokens: &mut Tokens<R>) -> Result<Head, Stuck> {
    magic(tokens)?;
    let title = text(tokens, "title", "a title in quotes")?;
    let players = players(tokens)?;
    let start = tokens.peek()?.clone();
    let actions = actions(tokens, &players)?;
    let counts: Vec<usize> = actions.iter().map(Vec::len).collect();
    let shape = shape(tokens, &start, &counts)?;
    if matches!(tokens.peek()?.kind, Kind::Text(_)) {
        tokens.take()?;
    }
    Ok(Head { title, players: players.into_iter().zip(actions).collect(), shape })
}

/// `NFG 1 R` or `NFG 1 D`.
fn magic<R: Read>(tokens: &mut Tokens<R>) -> Result<(), Stuck> {
    let token = tokens.take()?;
    if !is_word(&token, &["NFG"]) {
        tokens.fault(&token, "wrong-format", "", "a file that starts with `NFG 1 R`", advice(&token));
        return Err(Stuck);
    }
    let version = tokens.take()?;
    if !is_word(&version, &["1"]) {
        tokens.fault(&version, "wrong-version", "version", "`1`, the only version of the format", "write `NFG 1 R`");
    }
    let numbers = tokens.take()?;
    if !is_word(&numbers, &["R", "D"]) {
        tokens.fault(
            &numbers,
            "unknown-number-type",
            "numbers",
            "`R` or `D`; either way numbers are read exactly",
            "write `NFG 1 R`",
        );
        // Without this word the next token is the title already: that is one fault, not two.
        if matches!(numbers.kind, Kind::Text(_)) {
            return Err(Stuck);
        }
    }
    Ok(())
}

fn advice(token: &Token) -> &'static str {
    match &token.kind {
        Kind::End => "the file is empty; write a game into it",
        Kind::Word(word) if word == "EFG" => "this is a game tree; read it as `.efg`",
        Kind::Word(word) if word.eq_ignore_ascii_case("nfg") => "write `NFG` in capital letters",
        _ => "give a file in Gambit's strategic form, or name the file's own format by its extension",
    }
}

fn is_word(token: &Token, words: &[&str]) -> bool {
    matches!(&token.kind, Kind::Word(word) if words.contains(&word.as_str()))
}

fn text<R: Read>(tokens: &mut Tokens<R>, key: &str, expected: &str) -> Result<String, Stuck> {
    let token = tokens.take()?;
    if let Kind::Text(text) = token.kind {
        return Ok(text);
    }
    tokens.fault(&token, "syntax", key, expected, "put it in quotes");
    Err(Stuck)
}

fn players<R: Read>(tokens: &mut Tokens<R>) -> Result<Vec<String>, Stuck> {
    expect(tokens, &Kind::Open, "players", "`{` and then the players' names in quotes")?;
    let mut names = Names::new("player");
    loop {
        let token = tokens.take()?;
        match token.kind.clone() {
            Kind::Close => break,
            Kind::Text(name) if names.len() < MAX_PLAYERS => names.push(tokens, &token, name, "Player "),
            Kind::Text(_) => {
                let expected = format!("at most {MAX_PLAYERS} players");
                tokens.fault(&token, "too-many-players", "players", &expected, "no dense table has room for so many");
                return Err(Stuck);
            }
            _ => {
                tokens.fault(
                    &token,
                    "syntax",
                    "players",
                    "a player's name in quotes, or `}`",
                    "put each name in quotes",
                );
                return Err(Stuck);
            }
        }
        if tokens.is_hopeless() {
            return Err(Stuck);
        }
    }
    if names.len() == 0 {
        let token = tokens.peek()?.clone();
        tokens.fault_as(&token, "no-players", "players", "no player".to_owned(), "at least one", "name the players");
        return Err(Stuck);
    }
    Ok(names.finish())
}

/// `{ 2 3 }` or `{ { "a" "b" } { "x" "y" "z" } }`: the actions of each player.
fn actions<R: Read>(tokens: &mut Tokens<R>, players: &[String]) -> Result<Vec<Vec<String>>, Stuck> {
    let open = expect(tokens, &Kind::Open, "actions", "`{` and then each player's number of actions or their names")?;
    let mut actions: Vec<Vec<String>> = Vec::new();
    let mut room = MAX_ACTIONS;
    loop {
        let token = tokens.take()?;
        let player = players.get(actions.len());
        let key = player.map_or_else(|| "actions".to_owned(), |name| format!("actions of player {name}"));
        let list = match (&token.kind, player) {
            (Kind::Close, _) => break,
            (_, None) => return Err(too_many(tokens, &token, players.len())),
            (Kind::Open, Some(_)) => action_names(tokens, &token, &key, room)?,
            _ => match count(tokens, &token, &key, room, NO_ACTION) {
                Some(count) => (1..=count).map(|action| action.to_string()).collect(),
                None => return Err(Stuck),
            },
        };
        room -= list.len();
        actions.push(list);
    }
    if actions.len() == players.len() {
        return Ok(actions);
    }
    let found = format!("actions of {} players", actions.len());
    let expected = format!("those of {}, one entry for each player named", players.len());
    tokens.fault_as(
        &open,
        "count-mismatch",
        "actions",
        found,
        &expected,
        "add the missing entries, or remove a player",
    );
    Err(Stuck)
}

fn too_many<R: Read>(tokens: &mut Tokens<R>, token: &Token, players: usize) -> Stuck {
    let expected = format!("`}}` after the actions of {players} players");
    tokens.fault(token, "count-mismatch", "actions", &expected, "remove the entry, or name one more player");
    Stuck
}

/// The names up to the closing brace.
fn action_names<R: Read>(tokens: &mut Tokens<R>, open: &Token, key: &str, room: usize) -> Result<Vec<String>, Stuck> {
    let mut names = Names::new(key.replacen("actions", "action", 1));
    loop {
        let token = tokens.take()?;
        match token.kind.clone() {
            Kind::Close => break,
            Kind::Text(name) if names.len() < room => names.push(tokens, &token, name, ""),
            Kind::Text(_) => {
                let expected = format!("at most {MAX_ACTIONS} actions in all");
                tokens.fault(&token, "too-many-actions", key, &expected, "remove dominated actions");
                return Err(Stuck);
            }
            _ => {
                tokens.fault(&token, "syntax", key, "an action's name in quotes, or `}`", "put each name in quotes");
                return Err(Stuck);
            }
        }
        if tokens.is_hopeless() {
            return Err(Stuck);
        }
    }
    if names.len() == 0 {
        tokens.fault_as(
            open,
            "no-actions",
            key,
            "no action".to_owned(),
            "at least one",
            "name the actions, or give their number",
        );
        return Err(Stuck);
    }
    Ok(names.finish())
}
