//! Follows `extends` from a scenario to the one it builds on, and lays the one over the other.

use std::path::{Path, PathBuf};

use moloch_core::{Entry, Fault, Node, Place, Value};

use super::builtin::{BUILTIN_PREFIX, BUILTINS, builtin};
use super::load::{Loaded, Refused, load, without_mark};
use super::merge::{merge, remove};
use super::sources::Source;
use super::syntax::parse;
use super::words::suggestion;

/// Longer chains are nobody's intention.
const DEEPEST: usize = 16;

/// Where a scenario's text comes from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Origin {
    Builtin(&'static str),
    File(PathBuf),
}

/// Collects what is read on the way up.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// Every text that was read, the asked one first.
    pub(super) sources: Vec<Source>,
    /// What was overlooked in them.
    pub(super) notes: Vec<String>,
    origins: Vec<Origin>,
}

impl Chain {
    /// The tree of a scenario with all that it extends.
    pub(super) fn resolve(&mut self, origin: &Origin, loaded: Loaded) -> Result<Node, Vec<Fault>> {
        self.origins.push(origin.clone());
        self.notes.extend(loaded.notes);
        let tree = parse(&loaded.source);
        self.sources.push(loaded.source);
        let mut tree = tree?;
        let extends = take(&mut tree, "extends");
        let without = take(&mut tree, "without");
        match extends {
            Some(entry) => {
                let mut parent = self.parent(origin, &entry.node)?;
                leave_out(&mut parent, without)?;
                Ok(merge(parent, tree))
            }
            None => match without {
                Some(entry) => {
                    let expected = "`without` only beside `extends`";
                    let next = "remove it, or add `extends`";
                    Err(vec![fault("unused-key", &entry.place, "without", "nothing to leave out of", expected, next)])
                }
                None => Ok(tree),
            },
        }
    }

    fn parent(&mut self, child: &Origin, reference: &Node) -> Result<Node, Vec<Fault>> {
        let Some(text) = reference.value.as_text().filter(|text| !text.is_empty()) else {
            let expected = "\"builtin:NAME\" or the path of a scenario file";
            let found = reference.value.to_string();
            return Err(vec![fault("wrong-type", &reference.place, "extends", &found, expected, "write it in quotes")]);
        };
        let origin = parent_origin(child, text);
        let name = origin.name();
        if self.origins.iter().any(|known| known.same_as(&origin)) || self.origins.len() > DEEPEST {
            return Err(vec![self.endless(&name, &reference.place)]);
        }
        let loaded = match &origin {
            Origin::Builtin(text) => without_mark(&name, text).map_err(|refused| vec![refused.fault])?,
            Origin::File(_) if text.starts_with(BUILTIN_PREFIX) => return Err(vec![unknown_builtin(text, reference)]),
            Origin::File(path) => load(path, &name).map_err(|refused| {
                let Refused { fault, source } = *refused;
                self.sources.push(source);
                // A parent that cannot be read at all is a fault of the line that names it.
                let place = if fault.place.line == 0 { reference.place.clone() } else { fault.place.clone() };
                vec![Fault { place, key: "extends".to_owned(), found: format!("{name}: {}", fault.found), ..fault }]
            })?,
        };
        self.resolve(&origin, loaded)
    }

    fn endless(&self, name: &str, place: &Place) -> Fault {
        let mut names: Vec<String> = self.origins.iter().map(Origin::name).collect();
        names.push(name.to_owned());
        let cycle = self.origins.len() <= DEEPEST;
        let (code, expected) = if cycle {
            ("cyclic-extends", "a chain of scenarios that ends".to_owned())
        } else {
            ("deep-extends", format!("at most {DEEPEST} scenarios above each other"))
        };
        fault(code, place, "extends", &names.join(" -> "), &expected, "let one of them stand alone")
    }
}

impl Origin {
    /// The name that messages use.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Builtin(text) => {
                let known = BUILTINS.iter().find(|builtin| builtin.text == *text);
                format!("{BUILTIN_PREFIX}{}", known.map_or("", |builtin| builtin.name))
            }
            Self::File(path) => path.display().to_string().replace('\\', "/"),
        }
    }

    /// Two ways to write a path can lead to one file.
    fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(a), Self::File(b)) => match (a.canonicalize(), b.canonicalize()) {
                (Ok(a), Ok(b)) => a == b,
                _ => a == b,
            },
            _ => self == other,
        }
    }
}

/// A path is relative to the file that writes it.
fn parent_origin(child: &Origin, text: &str) -> Origin {
    if let (true, Some(builtin)) = (text.starts_with(BUILTIN_PREFIX), builtin(text)) {
        return Origin::Builtin(builtin.text);
    }
    let folder = match child {
        Origin::File(path) => path.parent().unwrap_or(Path::new("")),
        Origin::Builtin(_) => Path::new(""),
    };
    Origin::File(folder.join(text))
}

fn unknown_builtin(text: &str, reference: &Node) -> Fault {
    let names: Vec<String> = BUILTINS.iter().map(|builtin| format!("{BUILTIN_PREFIX}{}", builtin.name)).collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let expected = format!("one of {}", known.join(", "));
    fault("unknown-name", &reference.place, "extends", &format!("{text:?}"), &expected, &suggestion(text, &known))
}

/// Takes a key out of the top table.
fn take(tree: &mut Node, key: &str) -> Option<Entry> {
    let Value::Table(entries) = &mut tree.value else { return None };
    let k = entries.iter().position(|entry| entry.key == key)?;
    Some(entries.remove(k))
}

/// Removes from the parent what the child does not want.
fn leave_out(parent: &mut Node, without: Option<Entry>) -> Result<(), Vec<Fault>> {
    let Some(entry) = without else { return Ok(()) };
    let expected = "a list of keys such as [\"labs.NAME\", \"competition.half_life\"]";
    let Some(items) = entry.node.value.as_list() else {
        let found = entry.node.value.to_string();
        let next = "write a list in brackets";
        return Err(vec![fault("wrong-type", &entry.node.place, "without", &found, expected, next)]);
    };
    let mut faults = Vec::new();
    for (k, item) in items.iter().enumerate() {
        if !item.value.as_text().is_some_and(|path| remove(parent, path)) {
            let found = format!("{}, which the extended scenario does not have", item.value);
            let key = format!("without[{k}]");
            faults.push(fault("unknown-name", &item.place, &key, &found, expected, "correct the key or remove it"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn fault(code: &'static str, place: &Place, key: &str, found: &str, expected: &str, next: &str) -> Fault {
    Fault {
        code,
        place: place.clone(),
        key: key.to_owned(),
        found: found.to_owned(),
        expected: expected.to_owned(),
        next: next.to_owned(),
    }
}
