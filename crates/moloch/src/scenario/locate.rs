//! Where a key's path leads in a written tree.

use moloch_core::{Entry, Node, Place, Value};

/// The node at a path such as `labs[1].fit.consumer`; keys that contain dots are found too.
pub(super) fn find<'n>(root: &'n Node, path: &str) -> Option<&'n Node> {
    let end = walk(root, path);
    end.rest.is_empty().then_some(end.node)
}

/// The place of the deepest part of a path that was written.
pub(super) fn place(root: &Node, path: &str) -> Place {
    // A name in a table of segments is itself the token in question, so its key is shown rather than its value.
    match walk(root, path) {
        Step { entry: Some(entry), .. } if path.contains("].fit.") || path.contains("].stock.") => entry.place.clone(),
        end => end.node.place.clone(),
    }
}

struct Step<'n, 'p> {
    node: &'n Node,
    entry: Option<&'n Entry>,
    rest: &'p str,
}

fn walk<'n, 'p>(root: &'n Node, path: &'p str) -> Step<'n, 'p> {
    let mut at = Step { node: root, entry: None, rest: path };
    while !at.rest.is_empty() {
        match step(at.node, at.rest) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// One step down: an index of a list, or the longest key that the path starts with.
fn step<'n, 'p>(node: &'n Node, path: &'p str) -> Option<Step<'n, 'p>> {
    match &node.value {
        Value::List(items) => {
            let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
            let node = items.get(index.parse::<usize>().ok()?)?;
            Some(Step { node, entry: None, rest: rest.strip_prefix('.').unwrap_or(rest) })
        }
        Value::Table(entries) => {
            let starts = entries.iter().filter_map(|entry| Some((entry, after_key(path, &entry.key)?)));
            let (entry, rest) = starts.min_by_key(|(_, rest)| rest.len())?;
            Some(Step { node: &entry.node, entry: Some(entry), rest })
        }
        _ => None,
    }
}

/// What follows `key` in `path`; `None` if the path starts with another key.
pub(super) fn after_key<'p>(path: &'p str, key: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(key)?;
    if rest.is_empty() || rest.starts_with('[') { Some(rest) } else { rest.strip_prefix('.') }
}
