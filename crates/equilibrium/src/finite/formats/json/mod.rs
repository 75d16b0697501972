#![doc = include_str!("json.md")]

pub(crate) mod fields;
pub(crate) mod tree;

use std::fmt::Write;
use std::io::Read;

use super::error::FormatError;
use super::labels::{MAX_ACTIONS, MAX_PLAYERS, SCALE, advice, is_within_doubles, named, within_doubles};
use crate::finite::error::GameError;
use crate::finite::exact::{Number, Rational};
use crate::finite::game::Game;
use crate::finite::shape::Shape;
use fields::{Fields, exact, header, list, text};
use tree::{Document, Node, Value};

/// The format's name, in every file.
const FORMAT: &str = "moloch-game";

/// Reads a game from JSON; `name` is what messages call the file.
///
/// # Errors
///
/// All faults found, each with line, column, what was expected and what to do.
///
/// ```
/// use moloch_equilibrium::finite::formats::json;
///
/// let text = r#"{ "format": "moloch-game", "version": 1, "title": "Pennies",
///   "players": [ { "name": "Ann", "actions": ["heads", "tails"] }, { "name": "Bob", "actions": ["heads", "tails"] } ],
///   "payoffs": [ [1, -1, -1, 1], [-1, 1, 1, "-1/1"] ] }"#;
/// let game = json::read("pennies.json", text.as_bytes())?;
/// assert_eq!(game.payoff(1, &[1, 0]), Some(1.0));
/// assert_eq!(json::read("again.json", json::write(&game).as_bytes())?, game);
/// # Ok::<(), moloch_equilibrium::finite::formats::FormatError>(())
/// ```
pub fn read(name: &str, source: impl Read) -> Result<Game, FormatError> {
    let mut document = Document::open(name, source);
    let root = document.parse();
    let game = root.ok().and_then(|root| game(&mut document, &root));
    match game {
        Some(game) if document.is_sound() => Ok(game),
        _ => Err(document.into_error("game")),
    }
}

fn game(document: &mut Document, root: &Node) -> Option<Game> {
    let mut fields = Fields::of(document, root, "")?;
    header(document, &mut fields, FORMAT)?;
    let title = match fields.optional("title") {
        Some(node) => text(document, node, "title")?,
        None => String::new(),
    };
    let players = fields.required(document, "players").and_then(|node| players(document, node, "players"));
    let payoffs = fields.required(document, "payoffs");
    fields.finish(document);
    let (players, payoffs) = (players?, payoffs?);
    let counts: Vec<usize> = players.iter().map(|(_, actions)| actions.len()).collect();
    let shape = Shape::new(&counts).map_err(|error| refused(document, payoffs, &error)).ok()?;
    let columns = columns(document, payoffs, &players, shape.profiles())?;
    // What is faulty has been noted where it stands; the game would only say it again, without the place.
    if !document.is_sound() {
        return None;
    }
    let game = Game::from_columns(&counts, columns).and_then(|game| named(game, &title, players));
    game.map_err(|error| refused(document, payoffs, &error)).ok()
}

/// Notes what the game itself has against the file, at the payoffs of the player whom it names, if any.
fn refused(document: &mut Document, payoffs: &Node, error: &GameError) {
    let (code, found, expected, next) = advice(error);
    let (node, key) = match (error, &payoffs.value) {
        (GameError::RangeTooWide { player, .. }, Value::List(lists)) if *player <= lists.len() => {
            (&lists[*player - 1], format!("payoffs[{}]", *player - 1))
        }
        _ => (payoffs, "payoffs".to_owned()),
    };
    document.fault_as(node, code, &key, found, &expected, next);
}

/// Names of players and their actions.
pub(super) fn players(document: &mut Document, node: &Node, path: &str) -> Option<Vec<(String, Vec<String>)>> {
    let nodes = list(document, node, path)?;
    if nodes.is_empty() || nodes.len() > MAX_PLAYERS {
        let expected = format!("1 to {MAX_PLAYERS} players");
        document.fault(node, "count-out-of-range", path, &expected, "correct the list");
        return None;
    }
    let mut players: Vec<(String, Vec<String>)> = Vec::new();
    let mut names = Vec::new();
    let mut whole = true;
    for (at, node) in nodes.iter().enumerate() {
        match player(document, node, &format!("{path}[{at}]")) {
            Some((name, node, actions)) => {
                names.push((name.clone(), node));
                players.push((name, actions));
            }
            None => whole = false,
        }
    }
    distinct(document, &names, path);
    let total: usize = players.iter().map(|(_, actions)| actions.len()).sum();
    if total > MAX_ACTIONS {
        let expected = format!("at most {MAX_ACTIONS} actions in all");
        document.fault(node, "too-many-actions", path, &expected, "remove dominated actions");
        return None;
    }
    whole.then_some(players)
}

fn player<'a>(document: &mut Document, node: &'a Node, path: &str) -> Option<(String, &'a Node, Vec<String>)> {
    let mut fields = Fields::of(document, node, path)?;
    let name_node = fields.required(document, "name");
    let actions_node = fields.required(document, "actions");
    let (name_path, path) = (fields.path_of("name"), fields.path_of("actions"));
    fields.finish(document);
    let (name_node, actions_node) = (name_node?, actions_node?);
    let name = text(document, name_node, &name_path)?;
    let nodes = list(document, actions_node, &path)?;
    if nodes.is_empty() {
        document.fault(actions_node, "no-actions", &path, "at least one action", "name the actions");
        return None;
    }
    let mut names = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        names.push((text(document, node, &format!("{path}[{at}]"))?, node));
    }
    distinct(document, &names, &path);
    Some((name, name_node, names.into_iter().map(|(name, _)| name).collect()))
}

/// Notes blank and repeated names.
fn distinct(document: &mut Document, names: &[(String, &Node)], path: &str) {
    let mut seen = std::collections::HashSet::new();
    for (name, node) in names {
        if name.trim().is_empty() {
            document.fault(node, "empty-name", path, "a name with a visible character", "give a name");
        } else if !seen.insert(name) {
            document.fault(node, "duplicate-name", path, "a name of its own", "give each a different name");
        }
    }
}

/// Each player's payoffs in the order of the profiles.
fn columns(
    document: &mut Document,
    node: &Node,
    players: &[(String, Vec<String>)],
    profiles: usize,
) -> Option<Vec<Vec<Number>>> {
    let nodes = list(document, node, "payoffs")?;
    if nodes.len() != players.len() {
        let expected = format!("{} lists, one for each player", players.len());
        document.fault(node, "count-mismatch", "payoffs", &expected, "give each player's payoffs in a list");
        return None;
    }
    let mut columns = Vec::new();
    for ((at, node), (name, _)) in nodes.iter().enumerate().zip(players) {
        let path = format!("payoffs[{at}]");
        let values = list(document, node, &path)?;
        if values.len() != profiles {
            let expected = format!("{profiles} payoffs of player {name}, one for each profile");
            let code = if values.len() < profiles { "too-few-payoffs" } else { "too-many-payoffs" };
            document.fault(node, code, &path, &expected, "player 1's action varies fastest; correct the list");
            continue;
        }
        let read = |(at, node)| payoff(document, node, &format!("{path}[{at}]")).unwrap_or(Number::Integer(0));
        columns.push(values.iter().enumerate().map(read).collect());
    }
    (columns.len() == players.len()).then_some(columns)
}

/// An exact number that a double can hold.
fn payoff(document: &mut Document, node: &Node, path: &str) -> Option<Number> {
    let value = exact(document, node, path)?;
    if is_within_doubles(&value) {
        return Some(value);
    }
    document.fault(node, "range-too-wide", path, &within_doubles(), SCALE);
    None
}

/// The game as JSON; payoffs are integers or fractions in quotes, exactly (doubles as the binary fractions they are).
pub fn write(game: &Game) -> String {
    let mut out =
        format!("{{\n  \"format\": \"{FORMAT}\",\n  \"version\": 1,\n  \"title\": {},\n", quoted(game.title()));
    out.push_str("  \"players\": [\n");
    let players: Vec<(String, Vec<String>)> =
        game.players().iter().map(|player| (player.name().to_owned(), player.actions().to_vec())).collect();
    out.push_str(&players_text(&players, "    "));
    out.push_str("  ],\n  \"payoffs\": [\n");
    for player in 0..game.player_count() {
        out.push_str("    [");
        for number in 0..game.profile_count() {
            let comma = if number == 0 { "" } else { ", " };
            // Writing to a string cannot fail.
            let _ = write!(out, "{comma}{}", number_text(&game.column(player).exact_at(number)));
        }
        out.push_str(if player + 1 == game.player_count() { "]\n" } else { "],\n" });
    }
    out.push_str("  ]\n}\n");
    out
}

/// Players and their actions, one player to a line.
pub(super) fn players_text(players: &[(String, Vec<String>)], indent: &str) -> String {
    let line = |(name, actions): &(String, Vec<String>)| {
        let actions: Vec<String> = actions.iter().map(|action| quoted(action)).collect();
        format!("{indent}{{ \"name\": {}, \"actions\": [{}] }}", quoted(name), actions.join(", "))
    };
    players.iter().map(line).collect::<Vec<_>>().join(",\n") + "\n"
}

/// An integer as it is, a fraction in quotes.
fn number_text(value: &Rational) -> String {
    // Programs that read JSON numbers as doubles keep integers up to here.
    let text = value.to_string();
    let plain = value.is_int() && text.trim_start_matches('-').len() <= 15;
    if plain { text } else { format!("\"{text}\"") }
}

/// A text as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The JSON Schema of game files.
pub fn schema() -> serde_json::Value {
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A finite game in strategic form",
        "type": "object",
        "required": ["format", "version", "players", "payoffs"],
        "additionalProperties": false,
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": 1 },
            "title": { "type": "string" },
            "players": players_schema(),
            "payoffs": {
                "description": "One list for each player, one payoff for each profile; player 1's action varies fastest.",
                "type": "array", "minItems": 1,
                "items": { "type": "array", "minItems": 1, "items": {
                    "anyOf": [
                        { "type": "number", "description": "Taken exactly as it is written." },
                        { "type": "string", "pattern": r"^[+-]?\d*\.?\d*([eE][+-]?\d+)?(/[+-]?\d*\.?\d*([eE][+-]?\d+)?)?$" }
                    ]
                } }
            }
        }
    })
}

pub(super) fn players_schema() -> serde_json::Value {
    let name = serde_json::json!({ "type": "string", "pattern": r"\S" });
    serde_json::json!({
        "type": "array", "minItems": 1, "maxItems": MAX_PLAYERS,
        "items": {
            "type": "object", "required": ["name", "actions"], "additionalProperties": false,
            "properties": {
                "name": name,
                "actions": { "type": "array", "minItems": 1, "uniqueItems": true, "items": name }
            }
        }
    })
}
