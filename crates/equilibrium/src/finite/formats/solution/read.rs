//! Reading a solution file.

use std::io::Read;

use super::super::error::FormatError;
use super::super::json::fields::{Fields, header, list, nonnegative, rational, text, whole};
use super::super::json::players;
use super::super::json::tree::{Document, Node, Value};
use super::FORMAT;
use super::convert::places;
use crate::finite::check::{Claim, ClaimedCompleteness, ClaimedComponent, ClaimedPoint, ClaimedScope, Mixes};

/// Decimal places of a probability that are looked at.
const MAX_PLACES: u32 = 1_000;

/// Reads a solution from our JSON; `name` is what messages call the file. Nothing that it says is checked.
///
/// # Errors
///
/// All faults found, each with line, column, what was expected and what to do.
pub fn read(name: &str, source: impl Read) -> Result<Claim, FormatError> {
    let mut document = Document::open(name, source);
    let root = document.parse();
    let claim = root.ok().and_then(|root| claim(&mut document, &root));
    match claim {
        Some(claim) if document.is_sound() => Ok(claim),
        _ => Err(document.into_error("solution")),
    }
}

pub(crate) fn claim(document: &mut Document, root: &Node) -> Option<Claim> {
    is_nash(document, root)?;
    let mut fields = Fields::of(document, root, "")?;
    header(document, &mut fields, FORMAT)?;
    let mut claim = Claim::of_points(Vec::new());
    if let Some(node) = fields.optional("game") {
        (claim.title, claim.players) = game(document, node).unwrap_or_default();
    }
    for (key, slot) in [("program", &mut claim.version), ("method", &mut claim.method), ("status", &mut claim.status)] {
        if let Some(node) = fields.optional(key) {
            *slot = text(document, node, key).unwrap_or_default();
        }
    }
    if let Some(scope) = fields.required(document, "scope").and_then(|node| scope(document, node)) {
        claim.scope = scope;
    }
    let found = fields.required(document, "completeness").and_then(|node| completeness(document, node));
    claim.completeness = found.unwrap_or(ClaimedCompleteness::Sample);
    claim.seed = fields.optional("seed").and_then(|node| whole(document, node, "seed"));
    claim.counters = each(document, fields.optional("counters"), "counters", counter);
    claim.components = each(document, fields.optional("components"), "components", component);
    claim.points = each(document, fields.optional("points"), "points", point);
    fields.finish(document);
    Some(claim)
}

/// Notes a fault where the file is what is printed of another concept than Nash equilibrium: that cannot be checked.
pub(crate) fn is_nash(document: &mut Document, root: &Node) -> Option<()> {
    let Value::Object(fields) = &root.value else { return Some(()) };
    let value = |key: &str| {
        let is_key = |name: &Node| matches!(&name.value, Value::Text(name) if **name == *key);
        fields.iter().find(|(name, _)| is_key(name)).map(|(_, value)| value)
    };
    let (Some(concept), None) = (value("concept"), value("format")) else { return Some(()) };
    let next = "only Nash solutions can be checked: write one by `moloch solve GAME --format json`";
    document.fault(concept, "wrong-concept", "concept", "a solution in Nash equilibria", next);
    None
}

/// The entries of a list that may be missing.
pub(crate) fn each<T>(
    document: &mut Document,
    node: Option<&Node>,
    path: &str,
    read: impl Fn(&mut Document, &Node, &str) -> Option<T>,
) -> Vec<T> {
    let Some(nodes) = node.and_then(|node| list(document, node, path)) else { return Vec::new() };
    nodes.iter().enumerate().filter_map(|(at, node)| read(document, node, &format!("{path}[{at}]"))).collect()
}

/// A game's title and its players' names with those of their actions.
type About = (String, Vec<(String, Vec<String>)>);

fn game(document: &mut Document, node: &Node) -> Option<About> {
    let mut fields = Fields::of(document, node, "game")?;
    let title = fields.optional("title").and_then(|node| text(document, node, "game.title")).unwrap_or_default();
    let list = fields.optional("players").filter(|node| !matches!(&node.value, Value::List(list) if list.is_empty()));
    let players = list.and_then(|node| players(document, node, "game.players")).unwrap_or_default();
    fields.finish(document);
    Some((title, players))
}

pub(crate) fn scope(document: &mut Document, node: &Node) -> Option<ClaimedScope> {
    match &node.value {
        Value::Text(text) if **text == *"all" => Some(ClaimedScope::All),
        Value::Text(text) if **text == *"pure" => Some(ClaimedScope::Pure),
        Value::Text(text) if **text == *"one" => Some(ClaimedScope::One),
        _ => {
            let expected = "\"all\", \"pure\" or \"one\"";
            document.fault(node, "unknown-word", "scope", expected, "say what was looked for");
            None
        }
    }
}

pub(crate) fn completeness(document: &mut Document, node: &Node) -> Option<ClaimedCompleteness> {
    let mut fields = Fields::of(document, node, "completeness")?;
    let kind = fields.required(document, "kind")?;
    let mut words = |key: &str, document: &mut Document| {
        let node = fields.required(document, key)?;
        text(document, node, &format!("completeness.{key}"))
    };
    let found = match &kind.value {
        Value::Text(text) if **text == *"complete" => ClaimedCompleteness::Complete(words("why", document)?),
        Value::Text(text) if **text == *"partial" => ClaimedCompleteness::Partial {
            why: words("why", document)?,
            not_searched: words("not_searched", document)?,
        },
        Value::Text(text) if **text == *"sample" => ClaimedCompleteness::Sample,
        _ => {
            let expected = "\"complete\", \"partial\" or \"sample\"";
            document.fault(kind, "unknown-word", "completeness.kind", expected, "say whether all were found");
            return None;
        }
    };
    fields.finish(document);
    Some(found)
}

pub(crate) fn counter(document: &mut Document, node: &Node, path: &str) -> Option<(String, u64)> {
    let mut fields = Fields::of(document, node, path)?;
    let what = fields.required(document, "what").and_then(|node| text(document, node, &format!("{path}.what")));
    let count = fields.required(document, "count").and_then(|node| whole(document, node, &format!("{path}.count")));
    fields.finish(document);
    Some((what?, count?))
}

fn component(document: &mut Document, node: &Node, path: &str) -> Option<ClaimedComponent> {
    let mut fields = Fields::of(document, node, path)?;
    let kind =
        fields.optional("kind").and_then(|node| text(document, node, &format!("{path}.kind"))).unwrap_or_default();
    let dimension = fields.optional("dimension").and_then(|node| whole(document, node, &format!("{path}.dimension")));
    let index = fields.optional("index").and_then(|node| whole(document, node, &format!("{path}.index")));
    let extreme = fields.required(document, "extreme_points");
    let extreme_points = each(document, extreme, &fields.path_of("extreme_points"), mixes);
    let subsets_node = fields.required(document, "subsets");
    let faces = |document: &mut Document, node: &Node, path: &str| {
        list(document, node, path)?;
        Some(each(document, Some(node), path, mixes))
    };
    let subsets = each(document, subsets_node, &fields.path_of("subsets"), faces);
    fields.finish(document);
    Some(ClaimedComponent { kind, dimension, index, extreme_points, subsets })
}

/// A list of lists of probabilities.
fn mixes(document: &mut Document, node: &Node, path: &str) -> Option<Mixes> {
    list(document, node, path)?;
    Some(each(document, Some(node), path, |document, node, path| {
        list(document, node, path)?;
        Some(each(document, Some(node), path, rational))
    }))
}

fn point(document: &mut Document, node: &Node, path: &str) -> Option<ClaimedPoint> {
    let mut fields = Fields::of(document, node, path)?;
    let profile = fields.required(document, "profile")?;
    let given = mixes(document, profile, &fields.path_of("profile"))?;
    let stated: Option<u32> =
        fields.optional("digits").and_then(|node| whole(document, node, &format!("{path}.digits")));
    let radius = fields.optional("radius").and_then(|node| nonnegative(document, node, &format!("{path}.radius")));
    let index = fields.optional("index").and_then(|node| whole(document, node, &format!("{path}.index")));
    let regret = fields.optional("regret").and_then(|node| nonnegative(document, node, &format!("{path}.regret")));
    fields.finish(document);
    // Decimals say how exact they are by their places; a writer may claim more places than are seen, not fewer.
    let digits = decimals(profile).map(|seen| stated.unwrap_or(seen).clamp(seen, seen.max(MAX_PLACES)));
    Some(ClaimedPoint { mixes: given, digits, radius, index, regret })
}

/// The places of a profile's decimals; `None` when all shares are fractions in quotes.
fn decimals(node: &Node) -> Option<u32> {
    match &node.value {
        Value::Number(text) => Some(places(text)),
        Value::List(list) => list.iter().filter_map(decimals).max(),
        _ => None,
    }
}
