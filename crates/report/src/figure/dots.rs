//! Points with intervals.

use super::{Axis, Threshold};

/// One row of a [`DotChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Its label.
    pub label: String,
    /// Its value; not finite where there is none.
    pub value: f64,
    /// Intervals `(low, high)` around it, widest first; inner ones are drawn thicker.
    pub intervals: Vec<(f64, f64)>,
}

/// Values with intervals, one row each.
#[derive(Clone, Debug, PartialEq)]
pub struct DotChart {
    /// The value axis.
    pub value: Axis,
    /// What the intervals mean, widest first: `90%`, `50%`.
    pub intervals: Vec<String>,
    /// The rows, from top to bottom.
    pub rows: Vec<Dot>,
    /// Levels drawn across.
    pub thresholds: Vec<Threshold>,
}

impl DotChart {
    /// A chart without rows; `intervals` names what each row's intervals mean, widest first.
    pub fn new(value: Axis, intervals: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            value,
            intervals: intervals.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
            thresholds: Vec::new(),
        }
    }

    /// Adds a row.
    #[must_use]
    pub fn row(
        mut self,
        label: impl Into<String>,
        value: f64,
        intervals: impl IntoIterator<Item = (f64, f64)>,
    ) -> Self {
        self.rows.push(Dot { label: label.into(), value, intervals: intervals.into_iter().collect() });
        self
    }

    /// Adds a level drawn across.
    #[must_use]
    pub fn threshold(mut self, label: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold { label: label.into(), value });
        self
    }
}
