//! What a scenario takes over from the one it extends.

use moloch_core::{Entry, Node, Value};

use super::locate::after_key;

/// The child laid over its parent, key by key.
///
/// Tables are merged, and so are lists of named tables, name by name; new names come last. Everything else replaces
/// what was there. A number with its unit, source and spread is replaced as a whole, because the source of the old
/// number says nothing about the new one; a table that brings no `value` (a `spread` alone, say) is merged into it.
pub(super) fn merge(parent: Node, child: Node) -> Node {
    let value = match (parent.value, child.value) {
        (Value::Table(_), Value::Table(new)) if has_value(&new) => Value::Table(new),
        (Value::Table(old), Value::Table(new)) => Value::Table(merge_entries(old, new)),
        (Value::List(old), Value::List(new)) if all_named(&old) && all_named(&new) => {
            Value::List(merge_named(old, new))
        }
        (_, new) => new,
    };
    Node { value, place: child.place }
}

fn has_value(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.key == "value" && entry.node.value.as_number().is_some())
}

fn all_named(items: &[Node]) -> bool {
    !items.is_empty() && items.iter().all(|item| name_of(item).is_some())
}

fn name_of(node: &Node) -> Option<&str> {
    node.value.get("name")?.value.as_text()
}

fn merge_entries(old: Vec<Entry>, new: Vec<Entry>) -> Vec<Entry> {
    let mut merged = old;
    for entry in new {
        match merged.iter().position(|known| known.key == entry.key) {
            Some(k) => {
                let known = merged.remove(k);
                merged.insert(k, Entry { node: merge(known.node, entry.node), ..entry });
            }
            None => merged.push(entry),
        }
    }
    merged
}

/// Each old item takes one new item of its name; a name written twice stays twice, to be refused later.
fn merge_named(old: Vec<Node>, new: Vec<Node>) -> Vec<Node> {
    let mut merged = old;
    let mut taken = vec![false; merged.len()];
    for item in new {
        match (0..taken.len()).find(|&k| !taken[k] && name_of(&merged[k]) == name_of(&item)) {
            Some(k) => {
                taken[k] = true;
                let known = merged.remove(k);
                merged.insert(k, merge(known, item));
            }
            None => merged.push(item),
        }
    }
    merged
}

/// Removes what a path such as `labs.G` or `competition.half_life` names; items of a list go by their names.
/// Returns whether there was such a thing.
pub(super) fn remove(node: &mut Node, path: &str) -> bool {
    match &mut node.value {
        Value::Table(entries) => {
            if let Some(k) = entries.iter().position(|entry| entry.key == path) {
                entries.remove(k);
                return true;
            }
            entries.iter_mut().any(|entry| match after_key(path, &entry.key) {
                Some(rest) => remove(&mut entry.node, rest),
                None => false,
            })
        }
        Value::List(items) => {
            if let Some(k) = items.iter().position(|item| name_of(item) == Some(path)) {
                items.remove(k);
                return true;
            }
            items.iter_mut().any(|item| {
                let rest = name_of(item).and_then(|name| after_key(path, name)).map(str::to_owned);
                rest.is_some_and(|rest| remove(item, &rest))
            })
        }
        _ => false,
    }
}
