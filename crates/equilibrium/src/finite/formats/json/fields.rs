//! Taking objects apart: known keys, right kinds, every fault with its path.

use std::collections::HashSet;

use super::super::labels::{number, number_advice};
use super::tree::{COMPARE, Document, Node, Value};
use crate::finite::exact::{Number, Rational};

/// An object whose fields are taken one by one.
pub(crate) struct Fields<'a> {
    pub(crate) path: String,
    pub(crate) node: &'a Node,
    left: Vec<Option<&'a (Node, Node)>>,
}

impl<'a> Fields<'a> {
    /// The fields of an object at a path, else a fault.
    pub(crate) fn of(document: &mut Document, node: &'a Node, path: &str) -> Option<Self> {
        let Value::Object(fields) = &node.value else {
            document.fault(node, "wrong-type", path, "an object { ... }", COMPARE);
            return None;
        };
        Some(Self { path: path.to_owned(), node, left: fields.iter().map(Some).collect() })
    }

    pub(crate) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The value of a key that may be missing.
    pub(crate) fn optional(&mut self, key: &str) -> Option<&'a Node> {
        let is_key = |name: &Node| matches!(&name.value, Value::Text(name) if **name == *key);
        let at = self.left.iter().position(|field| field.is_some_and(|(name, _)| is_key(name)))?;
        self.left[at].take().map(|(_, value)| value).filter(|node| !matches!(node.value, Value::Null))
    }

    /// The value of a key that must be there.
    pub(crate) fn required(&mut self, document: &mut Document, key: &str) -> Option<&'a Node> {
        let found = self.optional(key);
        if found.is_none() {
            let path = self.path_of(key);
            let next = format!("add it; {COMPARE}");
            document.fault_as(self.node, "missing-key", &path, "nothing".to_owned(), "this key with its value", &next);
        }
        found
    }

    /// Notes keys that nobody asked for.
    pub(crate) fn finish(self, document: &mut Document) {
        let fields = if let Value::Object(fields) = &self.node.value { fields.as_slice() } else { &[] };
        let mut seen = HashSet::new();
        for (left, (name, _)) in self.left.iter().zip(fields) {
            let is_first = if let Value::Text(name) = &name.value { seen.insert(name) } else { true };
            // A key that is there twice has been noted as such.
            let Some((key, _)) = left.filter(|_| is_first) else { continue };
            let next = "remove it, or correct its spelling";
            document.fault(key, "unknown-key", &self.path, "a key of the schema", next);
        }
    }
}

pub(crate) fn text(document: &mut Document, node: &Node, path: &str) -> Option<String> {
    if let Value::Text(text) = &node.value {
        return Some(text.clone().into());
    }
    document.fault(node, "wrong-type", path, "text in quotes", "put it in quotes");
    None
}

pub(crate) fn list<'a>(document: &mut Document, node: &'a Node, path: &str) -> Option<&'a [Node]> {
    if let Value::List(list) = &node.value {
        return Some(list);
    }
    document.fault(node, "wrong-type", path, "a list [ ... ]", "put it in square brackets");
    None
}

/// A whole number of some kind.
pub(crate) fn whole<T: std::str::FromStr>(document: &mut Document, node: &Node, path: &str) -> Option<T> {
    if let Value::Number(text) = &node.value
        && let Ok(value) = text.parse()
    {
        return Some(value);
    }
    document.fault(node, "wrong-type", path, "a whole number", "write a whole number without quotes");
    None
}

/// A double that is finite.
pub(crate) fn double(document: &mut Document, node: &Node, path: &str) -> Option<f64> {
    if let Value::Number(text) = &node.value
        && let Some(value) = text.parse::<f64>().ok().filter(|value| value.is_finite())
    {
        return Some(value);
    }
    document.fault(node, "wrong-type", path, "a number", "write a number without quotes");
    None
}

/// A double that is finite and not below zero.
pub(crate) fn nonnegative(document: &mut Document, node: &Node, path: &str) -> Option<f64> {
    let value = double(document, node, path)?;
    if value >= 0.0 {
        return Some(value);
    }
    document.fault(node, "out-of-range", path, "a number from 0 on", "leave it out if it is not known");
    None
}

/// An exact number: a JSON number as it is written, or a fraction in quotes.
pub(crate) fn exact(document: &mut Document, node: &Node, path: &str) -> Option<Number> {
    let expected = "a number, or a fraction in quotes such as \"31/3\"";
    let (Value::Number(text) | Value::Text(text)) = &node.value else {
        document.fault(node, "wrong-type", path, expected, "write a number");
        return None;
    };
    match number(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let (code, next) = number_advice(&error);
            document.fault(node, code, path, expected, &next);
            None
        }
    }
}

/// An exact number as a rational.
pub(crate) fn rational(document: &mut Document, node: &Node, path: &str) -> Option<Rational> {
    exact(document, node, path).map(|number| match number {
        Number::Integer(whole) => Rational::from(whole),
        Number::Rational(value) => value,
        // Files have no doubles: every number is read exactly.
        Number::Float(_) => Rational::ZERO,
    })
}

/// `format` and `version` are what this reader reads.
pub(crate) fn header(document: &mut Document, fields: &mut Fields<'_>, format: &str) -> Option<()> {
    document.follows(format.trim_start_matches("moloch-"));
    let name = fields.required(document, "format")?;
    if !matches!(&name.value, Value::Text(text) if **text == *format) {
        let expected = format!("\"{format}\"");
        document.fault(name, "wrong-format", "format", &expected, "give a file of this format");
        return None;
    }
    let version = fields.required(document, "version")?;
    if whole::<u64>(document, version, "version")? != 1 {
        document.fault(version, "wrong-version", "version", "1", "use a newer program, or write the file again");
        return None;
    }
    Some(())
}
