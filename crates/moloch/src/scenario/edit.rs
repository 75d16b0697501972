//! The scenario with one number changed, or counted in another money: what sweeps, draws and laws need.

use moloch_core::{
    Checked, Dimension, Entry, Faults, Field, Inputs, Kind, Node, Quantity, Table, Value, quantity, read,
};

use super::inputs::Scenario;
use super::locate::{after_key, find};

/// The number under a key such as `competition.margin` or `labs[0].fit.consumer`, in its field's unit.
///
/// `None` when the key holds no number: it is unknown, absent, or left to the frontier.
pub fn number(scenario: &Scenario, key: &str) -> Option<f64> {
    find(&Node::from(scenario.write()), key)?.value.as_number()
}

/// The scenario with the number under `key` replaced, in its field's unit, and checked anew.
///
/// # Errors
/// All faults that the change makes; a key that does not exist is an unknown key.
pub fn with_number(scenario: &Scenario, key: &str, value: f64) -> Result<Checked<Scenario>, Faults> {
    let mut node = Node::from(scenario.write());
    set(&mut node, key, value);
    read(&node)
}

/// Sets what the path leads to; what is left of it when nothing more matches becomes a new key.
fn set(node: &mut Node, path: &str, number: f64) {
    match &mut node.value {
        Value::Table(entries) => match entries.iter().position(|entry| after_key(path, &entry.key).is_some()) {
            Some(k) => {
                let rest = after_key(path, &entries[k].key).unwrap_or_default().to_owned();
                set(&mut entries[k].node, &rest, number);
            }
            None => entries.push(Entry::new(path, Value::Number(number))),
        },
        Value::List(items) => {
            let parts = path.strip_prefix('[').and_then(|path| path.split_once(']'));
            let item = parts.and_then(|(index, rest)| Some((items.get_mut(index.parse::<usize>().ok()?)?, rest)));
            match item {
                Some((item, rest)) => set(item, rest.strip_prefix('.').unwrap_or(rest), number),
                // Not a list of numbers any more: the reader will say that this key does not take a number.
                None => node.value = Value::Number(number),
            }
        }
        other => *other = whole_or_not(other, number),
    }
}

/// A whole number stays one where it can.
fn whole_or_not(old: &Value, number: f64) -> Value {
    match old {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        Value::Integer(_) if number.fract() == 0.0 && number.abs() < 9e15 => Value::Integer(number as i64),
        _ => Value::Number(number),
    }
}

impl Scenario {
    /// The same scenario with every amount of money, hidden ones too, `money` times as large, and every amount of
    /// energy `energy` times: a change of numeraire, after which only labels may differ.
    #[must_use]
    pub fn in_other_units(&self, money: f64, energy: f64) -> Value {
        let mut value = self.write();
        rescale(&mut value, &Self::TABLE, &|dimension| {
            money.powi(dimension.money.into()) * energy.powi(dimension.energy.into())
        });
        value
    }
}

fn rescale(value: &mut Value, table: &Table, factor: &impl Fn(Dimension) -> f64) {
    let Value::Table(entries) = value else { return };
    for entry in entries {
        match table.field(&entry.key).map(|field| (field, field.kind)) {
            Some((_, Kind::Table(_))) if entry.key == "stock" => {
                multiply(&mut entry.node, factor(quantity::MONEY_FLOW.dimension));
            }
            Some((_, Kind::Table(inner))) => rescale(&mut entry.node.value, inner, factor),
            Some((_, Kind::Tables(inner, _))) => {
                if let Value::List(items) = &mut entry.node.value {
                    for item in items {
                        rescale(&mut item.value, inner, factor);
                    }
                }
            }
            Some((field, _)) if field.is_numeric() => multiply(&mut entry.node, factor(dimension_of(field))),
            _ => {}
        }
    }
}

const fn dimension_of(field: &Field) -> Dimension {
    let quantity: &Quantity = field.quantity;
    quantity.dimension
}

fn multiply(node: &mut Node, factor: f64) {
    match &mut node.value {
        Value::Number(number) => *number *= factor,
        Value::List(items) => items.iter_mut().for_each(|item| multiply(item, factor)),
        Value::Table(entries) => entries.iter_mut().for_each(|entry| multiply(&mut entry.node, factor)),
        _ => {}
    }
}
