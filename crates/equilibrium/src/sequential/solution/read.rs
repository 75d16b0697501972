//! Reading a solution of a tree from JSON.

use std::io::Read;

use super::{FORMAT, Reading};
use crate::finite::formats::FormatError;
use crate::finite::formats::json::fields::{Fields, header, list, nonnegative, rational, text};
use crate::finite::formats::json::tree::{Document, Node, Value};
use crate::finite::formats::solution as strategic;
use crate::finite::formats::solution::{completeness, counter, each, is_nash, places, scope};
use crate::sequential::check::{BehaviourClaim, ClaimedBehaviour, ClaimedSet, SetLabels};

/// Reads our JSON of either form; `name` is what messages call the file.
pub(super) fn read(name: &str, source: impl Read) -> Result<Reading, FormatError> {
    let mut document = Document::open(name, source);
    let root = document.parse();
    let reading = root.ok().and_then(|root| {
        if format_of(&root) == Some(strategic::FORMAT) {
            strategic::claim(&mut document, &root).map(Reading::Strategic)
        } else {
            claim(&mut document, &root).map(Reading::Behaviour)
        }
    });
    match reading {
        Some(reading) if document.is_sound() => Ok(reading),
        _ => Err(document.into_error("solution")),
    }
}

/// What the file says that it is.
fn format_of(root: &Node) -> Option<&str> {
    let Value::Object(fields) = &root.value else { return None };
    let is_format = |name: &Node| matches!(&name.value, Value::Text(name) if **name == *"format");
    match &fields.iter().find(|(name, _)| is_format(name))?.1.value {
        Value::Text(format) => Some(format),
        _ => None,
    }
}

fn claim(document: &mut Document, root: &Node) -> Option<BehaviourClaim> {
    is_nash(document, root)?;
    let mut fields = Fields::of(document, root, "")?;
    header(document, &mut fields, FORMAT)?;
    let mut claim = BehaviourClaim::of_profiles(Vec::new());
    if let Some(node) = fields.optional("game") {
        (claim.title, claim.players) = game(document, node).unwrap_or_default();
    }
    // What a reader wants to know and nobody can check.
    for key in ["program", "method", "why", "status"] {
        if let Some(node) = fields.optional(key) {
            text(document, node, key);
        }
    }
    each(document, fields.optional("counters"), "counters", counter);
    if let Some(scope) = fields.required(document, "scope").and_then(|node| scope(document, node)) {
        claim.scope = scope;
    }
    if let Some(found) = fields.required(document, "completeness").and_then(|node| completeness(document, node)) {
        claim.completeness = found;
    }
    if let Some(node) = fields.required(document, "subgame_perfect") {
        claim.is_subgame_perfect = truth(document, node, "subgame_perfect").unwrap_or_default();
    }
    let profiles = fields.required(document, "equilibria");
    claim.profiles = each(document, profiles, "equilibria", profile);
    fields.finish(document);
    Some(claim)
}

fn truth(document: &mut Document, node: &Node, path: &str) -> Option<bool> {
    if let Value::Bool(truth) = node.value {
        return Some(truth);
    }
    document.fault(node, "wrong-type", path, "`true` or `false`", "write it without quotes");
    None
}

fn game(document: &mut Document, node: &Node) -> Option<(String, Vec<String>)> {
    let mut fields = Fields::of(document, node, "game")?;
    let title = fields.optional("title").and_then(|node| text(document, node, "game.title")).unwrap_or_default();
    let players = each(document, fields.optional("players"), "game.players", text);
    fields.finish(document);
    Some((title, players))
}

fn profile(document: &mut Document, node: &Node, path: &str) -> Option<ClaimedBehaviour> {
    let mut fields = Fields::of(document, node, path)?;
    let behaviour = fields.required(document, "behaviour")?;
    let sets = each(document, Some(behaviour), &fields.path_of("behaviour"), set);
    let mut size = |key: &str, document: &mut Document| {
        let node = fields.optional(key)?;
        nonnegative(document, node, &format!("{path}.{key}"))
    };
    let regret = size("regret", document);
    // It follows from the other.
    size("relative_regret", document);
    fields.finish(document);
    let digits = sets.iter().filter_map(|(_, digits)| *digits).max();
    Some(ClaimedBehaviour { sets: sets.into_iter().map(|(set, _)| set).collect(), digits, regret })
}

/// A set with what is played there, and the places of its decimals if it has some.
fn set(document: &mut Document, node: &Node, path: &str) -> Option<(ClaimedSet, Option<u32>)> {
    let mut fields = Fields::of(document, node, path)?;
    let mut word = |key: &str, document: &mut Document| {
        let node = fields.required(document, key)?;
        text(document, node, &format!("{path}.{key}"))
    };
    let (player, set) = (word("player", document), word("information_set", document));
    let actions = fields.required(document, "actions");
    let actions = each(document, actions, &fields.path_of("actions"), text);
    let shares = fields.required(document, "probabilities")?;
    let mix = each(document, Some(shares), &fields.path_of("probabilities"), rational);
    let digits = list(document, shares, path)?.iter().filter_map(|share| match &share.value {
        Value::Number(text) => Some(places(text)),
        _ => None,
    });
    let digits = digits.max();
    fields.finish(document);
    let about = Some(SetLabels { player: player?, set: set?, actions });
    Some((ClaimedSet { about, mix }, digits))
}
