//! A model's outcome in the form that tables, JSON and laws read: named quantities with units.

use crate::{Certificate, Completeness, Quantity, Status, Uniqueness, Value};

/// One quantity of an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// A stable name, in the words of the field.
    pub key: &'static str,
    /// One line on what it means.
    pub doc: &'static str,
    /// What it measures.
    pub quantity: &'static Quantity,
    /// The unit of its numbers.
    pub unit: &'static str,
    /// The value: a number, a list along the first axis, rows along both, or text.
    pub value: Value,
    /// The axes along which it runs.
    pub axes: [Option<&'static str>; 2],
}

/// A solved model.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The quantities, in reading order.
    pub outputs: Vec<Output>,
    /// How the computation ended.
    pub status: Status,
    /// What certifies it; `None` for a closed form that defines what it computes.
    pub certificate: Option<Certificate>,
    /// Whether the equilibrium is the only one, where the model has one.
    pub uniqueness: Option<Uniqueness>,
    /// How complete a set of answers is, where the model has one.
    pub completeness: Option<Completeness>,
    /// What the reader should know beside the numbers.
    pub notes: Vec<String>,
}

impl Answer {
    /// An answer without outputs yet.
    pub const fn new(status: Status) -> Self {
        Self { outputs: Vec::new(), status, certificate: None, uniqueness: None, completeness: None, notes: Vec::new() }
    }

    /// Adds a number in the quantity's base unit.
    #[must_use]
    pub fn number(self, key: &'static str, quantity: &'static Quantity, value: f64, doc: &'static str) -> Self {
        self.output(key, quantity, quantity.base(), Value::Number(value), [None, None], doc)
    }

    /// Adds a number in one of the quantity's other units.
    #[must_use]
    pub fn number_in(
        self,
        unit: &'static str,
        key: &'static str,
        quantity: &'static Quantity,
        value: f64,
        doc: &'static str,
    ) -> Self {
        self.output(key, quantity, unit, Value::Number(value), [None, None], doc)
    }

    /// Adds a number that may not exist; when it does not, `otherwise` says so in words.
    #[must_use]
    pub fn number_or(
        self,
        key: &'static str,
        quantity: &'static Quantity,
        value: Option<f64>,
        otherwise: &'static str,
        doc: &'static str,
    ) -> Self {
        let value = value.map_or_else(|| Value::Text(otherwise.to_owned()), Value::Number);
        self.output(key, quantity, quantity.base(), value, [None, None], doc)
    }

    /// Adds a list of numbers along an axis, in the quantity's base unit.
    #[must_use]
    pub fn numbers(
        self,
        key: &'static str,
        quantity: &'static Quantity,
        axis: &'static str,
        values: &[f64],
        doc: &'static str,
    ) -> Self {
        self.output(key, quantity, quantity.base(), Value::numbers(values), [Some(axis), None], doc)
    }

    /// Adds rows of numbers along two axes, in the quantity's base unit.
    #[must_use]
    pub fn matrix(
        self,
        key: &'static str,
        quantity: &'static Quantity,
        axes: (&'static str, &'static str),
        rows: &[Vec<f64>],
        doc: &'static str,
    ) -> Self {
        self.output(key, quantity, quantity.base(), Value::matrix(rows), [Some(axes.0), Some(axes.1)], doc)
    }

    /// Adds words.
    #[must_use]
    pub fn text(self, key: &'static str, value: impl Into<String>, doc: &'static str) -> Self {
        self.output(key, &crate::quantity::NUMBER, "", Value::Text(value.into()), [None, None], doc)
    }

    /// Adds words along an axis.
    #[must_use]
    pub fn texts(self, key: &'static str, axis: &'static str, values: &[String], doc: &'static str) -> Self {
        self.output(key, &crate::quantity::NUMBER, "", Value::texts(values), [Some(axis), None], doc)
    }

    /// Adds an output of any form.
    #[must_use]
    pub fn output(
        mut self,
        key: &'static str,
        quantity: &'static Quantity,
        unit: &'static str,
        value: Value,
        axes: [Option<&'static str>; 2],
        doc: &'static str,
    ) -> Self {
        self.outputs.push(Output { key, doc, quantity, unit, value, axes });
        self
    }

    /// Adds the certificate.
    #[must_use]
    pub const fn certified_by(mut self, certificate: Certificate) -> Self {
        self.certificate = Some(certificate);
        self
    }

    /// Adds what is known of uniqueness.
    #[must_use]
    pub fn unique(mut self, uniqueness: Uniqueness) -> Self {
        self.uniqueness = Some(uniqueness);
        self
    }

    /// Adds how complete the set is.
    #[must_use]
    pub fn complete(mut self, completeness: Completeness) -> Self {
        self.completeness = Some(completeness);
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The output of this key.
    pub fn get(&self, key: &str) -> Option<&Output> {
        self.outputs.iter().find(|output| output.key == key)
    }
}
