//! The dates of a path, and outputs that are measured in months.

use moloch_core::{Answer, Value, quantity};

/// `points` dates from 0 to `end`, at equal distances; at least two.
pub(crate) fn dates(end: f64, points: usize) -> Vec<f64> {
    let last = points.max(2) - 1;
    (0..=last).map(|k| end * k as f64 / last as f64).collect()
}

/// Adds spans of time along an axis, in months.
pub(crate) fn months(
    answer: Answer,
    key: &'static str,
    axis: &'static str,
    values: &[f64],
    doc: &'static str,
) -> Answer {
    answer.output(key, &quantity::DURATION, "month", Value::numbers(values), [Some(axis), None], doc)
}

/// A rate per month, as the base unit of rates has it.
pub(crate) fn per_year(rate: f64) -> f64 {
    12.0 * rate
}
