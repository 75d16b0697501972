//! Random inputs from a field table.

use moloch_core::{DefaultValue, Entry, Field, Kind, Range, Table, Value};
use proptest::prelude::*;

const AXIS_LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;

/// A proptest strategy for inputs of this table: every axis has one random length, and every number lies in its
/// field's range. Conditions between fields are left to the model's own check.
pub fn inputs(table: &'static Table) -> BoxedStrategy<Value> {
    proptest::collection::vec(AXIS_LENGTHS, 8).prop_flat_map(move |lengths| sample_table(table, &lengths)).boxed()
}

/// Inputs of this table with the given lengths for its axes, in the order in which the axes first occur.
pub fn sample_table(table: &'static Table, lengths: &[usize]) -> BoxedStrategy<Value> {
    let mut axes: Vec<&'static str> = Vec::new();
    for axis in table.fields.iter().flat_map(Field::axes).flatten() {
        if !axes.contains(&axis) {
            axes.push(axis);
        }
    }
    let length = |axis: Option<&'static str>| {
        let k = axes.iter().position(|known| Some(*known) == axis).unwrap_or(0);
        lengths[k % lengths.len()]
    };
    let fields: Vec<BoxedStrategy<Option<(&'static str, Value)>>> = table
        .fields
        .iter()
        .map(|field| {
            let [rows, columns] = field.axes();
            let key = field.key;
            let value = sample_field(field, length(rows), length(columns), lengths);
            let written = value.prop_map(move |value| Some((key, value)));
            if field.default == DefaultValue::Required {
                written.boxed()
            } else {
                prop_oneof![3 => written, 1 => Just(None)].boxed()
            }
        })
        .collect();
    fields
        .prop_map(|entries| Value::Table(entries.into_iter().flatten().map(|(k, v)| Entry::new(k, v)).collect()))
        .boxed()
}

fn sample_field(field: &'static Field, rows: usize, columns: usize, lengths: &[usize]) -> BoxedStrategy<Value> {
    match field.kind {
        Kind::Number => sample_number(field).prop_map(Value::Number).boxed(),
        Kind::Numbers(_) => {
            proptest::collection::vec(sample_number(field), rows).prop_map(|v| Value::numbers(&v)).boxed()
        }
        Kind::Matrix(..) => {
            let row = proptest::collection::vec(sample_number(field), columns);
            proptest::collection::vec(row, rows).prop_map(|m| Value::matrix(&m)).boxed()
        }
        Kind::Integer(low, high) => (low..=high.min(low + 12)).prop_map(Value::Integer).boxed(),
        Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::Text => "[a-z]{1,8}".prop_map(Value::Text).boxed(),
        Kind::Choice(words) => proptest::sample::select(words).prop_map(|w| Value::Text(w.to_owned())).boxed(),
        Kind::Texts(_) => {
            let names: Vec<String> = (0..rows).map(|k| format!("member {k}")).collect();
            Just(Value::texts(&names)).boxed()
        }
        Kind::Table(table) => sample_table(table, lengths),
        Kind::Tables(table, _) => {
            let row = sample_table(table, lengths);
            proptest::collection::vec(row, rows)
                .prop_map(|tables| Value::List(tables.into_iter().map(Into::into).collect()))
                .boxed()
        }
    }
}

/// A number in the field's range and, as far as the range allows, in its quantity's typical interval.
fn sample_number(field: &'static Field) -> BoxedStrategy<f64> {
    let typical = Range::between(field.quantity.typical.0, field.quantity.typical.1).scaled(1.0 / field.factor());
    let allowed = field.allowed();
    let both = typical.and(&allowed);
    let Range { low, low_open, high, high_open } = if both.is_empty() { allowed } else { both };
    // An open end is kept out by a hair of the interval's length, so that nothing degenerate is drawn by rounding.
    let hair = if high.is_finite() { (high - low) * 1e-6 } else { low.abs().max(1.0) * 1e-6 };
    let low = if low_open { low + hair } else { low };
    let high = if high.is_finite() { if high_open { high - hair } else { high } } else { low.abs().max(1.0) * 20.0 };
    (0.0..=1.0_f64).prop_map(move |t| (low + t * (high - low)).clamp(low, high)).boxed()
}

/// Whether two numbers agree to `tolerance`, relative to the larger of them and `scale`.
pub fn close(a: f64, b: f64, scale: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(scale) || (a.is_infinite() && a.total_cmp(&b).is_eq())
}
