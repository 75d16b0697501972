//! Horizontal bars.

use super::{Axis, Threshold};

/// How the bars of one category stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bars {
    /// One below the other.
    #[default]
    Grouped,
    /// End to end; negative values to the left of zero, with the sum written beside them.
    Stacked,
}

/// One value per category.
#[derive(Clone, Debug, PartialEq)]
pub struct BarSeries {
    /// Its label.
    pub name: String,
    /// One value per category; not finite where there is none.
    pub values: Vec<f64>,
    /// Slot of the palette; its position in the chart unless set.
    pub slot: Option<usize>,
}

/// Horizontal bars from zero, negative values included.
#[derive(Clone, Debug, PartialEq)]
pub struct BarChart {
    /// The value axis.
    pub value: Axis,
    /// The categories, from top to bottom.
    pub categories: Vec<String>,
    /// The series.
    pub series: Vec<BarSeries>,
    /// How bars of one category stand together.
    pub bars: Bars,
    /// Levels drawn across.
    pub thresholds: Vec<Threshold>,
}

impl BarChart {
    /// A chart without series.
    pub fn new(value: Axis, categories: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            value,
            categories: categories.into_iter().map(Into::into).collect(),
            series: Vec::new(),
            bars: Bars::Grouped,
            thresholds: Vec::new(),
        }
    }

    /// Adds a series: one value per category.
    #[must_use]
    pub fn series(mut self, name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        self.series.push(BarSeries { name: name.into(), values: values.into_iter().collect(), slot: None });
        self
    }

    /// Stacks the bars of a category.
    #[must_use]
    pub fn stacked(mut self) -> Self {
        self.bars = Bars::Stacked;
        self
    }

    /// Adds a level drawn across.
    #[must_use]
    pub fn threshold(mut self, label: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold { label: label.into(), value });
        self
    }
}
