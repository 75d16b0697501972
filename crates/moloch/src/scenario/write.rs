//! A scenario as a file again: resolved, complete, without its remarks.

use std::fmt::Write as _;

use moloch_core::{Inputs, Node, Value};

use super::inputs::Scenario;

/// The scenario as a TOML file that stands alone: every key written, every number in its field's unit.
///
/// Reading the text gives the same scenario; sources, spreads and remarks are not part of it.
pub fn to_toml(scenario: &Scenario) -> String {
    let mut text = String::new();
    table(&scenario.write(), "", &mut text);
    text.trim_start().to_owned()
}

/// Plain keys first, since whatever follows a header belongs to that header.
fn table(value: &Value, path: &str, text: &mut String) {
    let entries = value.as_table().unwrap_or_default();
    for entry in entries.iter().filter(|entry| !has_header(&entry.node.value)) {
        let _ = writeln!(text, "{} = {}", key(&entry.key), inline(&entry.node.value));
    }
    for entry in entries.iter().filter(|entry| has_header(&entry.node.value)) {
        let path = if path.is_empty() { key(&entry.key) } else { format!("{path}.{}", key(&entry.key)) };
        match &entry.node.value {
            Value::List(items) => {
                for item in items {
                    let _ = writeln!(text, "\n[[{path}]]");
                    table(&item.value, &path, text);
                }
            }
            inner => {
                let _ = writeln!(text, "\n[{path}]");
                table(inner, &path, text);
            }
        }
    }
}

fn has_header(value: &Value) -> bool {
    let is_table = |node: &Node| node.value.as_table().is_some();
    value.as_table().is_some() || value.as_list().is_some_and(|items| items.first().is_some_and(is_table))
}

fn inline(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        // Debug keeps the point that tells a number from a whole number, and is the shortest text that reads back.
        Value::Number(number) => format!("{number:?}"),
        Value::Text(text) => quoted(text),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(entries) => {
            let entry = |entry: &moloch_core::Entry| format!("{} = {}", key(&entry.key), inline(&entry.node.value));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
