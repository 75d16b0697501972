//! Line charts, alone and side by side.

use super::Axis;

/// A range around a series, such as the middle half of the draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// What the range means: `50%`, `p5 to p95`.
    pub name: String,
    /// Points `(x, low, high)`, by rising `x`.
    pub points: Vec<(f64, f64, f64)>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its label.
    pub name: String,
    /// Points `(x, y)`, by rising `x`; a value that is not finite interrupts the line.
    pub points: Vec<(f64, f64)>,
    /// Ranges drawn behind it, widest first.
    pub bands: Vec<Band>,
    /// Slot of the palette (colour, dash and marker), so that a thing looks the same in all figures; its position in the
    /// chart unless set.
    pub slot: Option<usize>,
}

impl Series {
    /// A line without bands.
    pub fn new(name: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        Self { name: name.into(), points: points.into_iter().collect(), bands: Vec::new(), slot: None }
    }

    /// A line through values at 0, 1, 2, ...
    pub fn from_values(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        Self::new(name, values.into_iter().enumerate().map(|(i, value)| (i as f64, value)))
    }

    /// Adds a range drawn behind the line; add the widest first.
    #[must_use]
    pub fn band(mut self, name: impl Into<String>, points: impl IntoIterator<Item = (f64, f64, f64)>) -> Self {
        self.bands.push(Band { name: name.into(), points: points.into_iter().collect() });
        self
    }

    /// Sets the slot of the palette.
    #[must_use]
    pub fn slot(mut self, slot: usize) -> Self {
        self.slot = Some(slot);
        self
    }
}

/// A level drawn across the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// Its label.
    pub label: String,
    /// Its value on the value axis.
    pub value: f64,
}

/// A moment marked on the horizontal axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its label.
    pub label: String,
    /// Where it stands.
    pub x: f64,
}

/// Lines over a common axis.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChart {
    /// Horizontal axis.
    pub x: Axis,
    /// Vertical axis.
    pub y: Axis,
    /// The lines.
    pub series: Vec<Series>,
    /// Levels drawn across.
    pub thresholds: Vec<Threshold>,
    /// Moments marked.
    pub events: Vec<Event>,
}

impl LineChart {
    /// A chart without lines.
    pub fn new(x: Axis, y: Axis) -> Self {
        Self { x, y, series: Vec::new(), thresholds: Vec::new(), events: Vec::new() }
    }

    /// Adds a line.
    #[must_use]
    pub fn series(mut self, series: Series) -> Self {
        self.series.push(series);
        self
    }

    /// Adds a level drawn across.
    #[must_use]
    pub fn threshold(mut self, label: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold { label: label.into(), value });
        self
    }

    /// Marks a moment.
    #[must_use]
    pub fn event(mut self, label: impl Into<String>, x: f64) -> Self {
        self.events.push(Event { label: label.into(), x });
        self
    }
}

/// One of several line charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Heading of the panel.
    pub title: String,
    /// Its chart.
    pub chart: LineChart,
}

/// Several line charts of one size, in a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiples {
    /// The panels, row by row.
    pub panels: Vec<Panel>,
    /// Columns of the grid on a wide page, at least 1.
    pub columns: usize,
    /// Whether all panels share the range of their vertical axes.
    pub same_scale: bool,
}

impl Multiples {
    /// A grid without panels, each with a vertical range of its own.
    pub fn new(columns: usize) -> Self {
        Self { panels: Vec::new(), columns, same_scale: false }
    }

    /// Adds a panel.
    #[must_use]
    pub fn panel(mut self, title: impl Into<String>, chart: LineChart) -> Self {
        self.panels.push(Panel { title: title.into(), chart });
        self
    }

    /// Gives all panels the same vertical range; logarithmic and linear panels together keep ranges of their own.
    #[must_use]
    pub fn same_scale(mut self) -> Self {
        self.same_scale = true;
        self
    }
}
