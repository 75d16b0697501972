//! Figures: what is drawn, not how.

mod bars;
mod dots;
mod lines;
mod network;

pub use bars::{BarChart, BarSeries, Bars};
pub use dots::{Dot, DotChart};
pub use lines::{Band, Event, LineChart, Multiples, Panel, Series, Threshold};
pub use network::{Edge, Layout, Network, Node};

use crate::Prose;

/// Where the ticks of an axis stand and what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Ticks {
    /// Round numbers: multiples of 1, 2 or 5 times a power of ten.
    #[default]
    Round,
    /// Multiples of a step, thinned where they would collide; round numbers where the step does not fit the axis.
    Every(f64),
    /// The axis counts months from the given month; ticks stand at Januaries and say the year, or at quarters where
    /// the axis is short.
    Calendar {
        /// Year of month 0.
        year: i32,
        /// Calendar month of month 0, 1 to 12.
        month: u32,
    },
}

/// One axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What the axis measures.
    pub label: String,
    /// In which unit; may be empty.
    pub unit: String,
    /// Whether the scale is logarithmic; then only values above zero are drawn.
    pub log: bool,
    /// Whether the axis must show zero.
    pub zero: bool,
    /// Where the ticks stand.
    pub ticks: Ticks,
}

impl Axis {
    /// A linear axis with round ticks that need not show zero.
    pub fn new(label: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { label: label.into(), unit: unit.into(), log: false, zero: false, ticks: Ticks::Round }
    }

    /// A time axis counting months from `month` (1 to 12) of `year`.
    pub fn calendar(year: i32, month: u32) -> Self {
        Self { ticks: Ticks::Calendar { year, month }, ..Self::new("", "") }
    }

    /// Makes the scale logarithmic.
    #[must_use]
    pub fn log(mut self) -> Self {
        self.log = true;
        self
    }

    /// Makes the axis show zero.
    #[must_use]
    pub fn from_zero(mut self) -> Self {
        self.zero = true;
        self
    }

    /// Sets where the ticks stand.
    #[must_use]
    pub fn ticks(mut self, ticks: Ticks) -> Self {
        self.ticks = ticks;
        self
    }

    /// Label and unit as a heading: `price, $ per GPU hour`.
    pub(crate) fn heading(&self) -> String {
        match (self.label.is_empty(), self.unit.is_empty()) {
            (_, true) => self.label.clone(),
            (true, false) => self.unit.clone(),
            (false, false) => format!("{}, {}", self.label, self.unit),
        }
    }
}

/// What a figure draws.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Lines over a common axis.
    Lines(LineChart),
    /// Horizontal bars.
    Bars(BarChart),
    /// Points with intervals.
    Dots(DotChart),
    /// Nodes and edges.
    Network(Network),
    /// Several line charts side by side.
    Multiples(Multiples),
}

impl From<LineChart> for Chart {
    fn from(chart: LineChart) -> Self {
        Self::Lines(chart)
    }
}

impl From<BarChart> for Chart {
    fn from(chart: BarChart) -> Self {
        Self::Bars(chart)
    }
}

impl From<DotChart> for Chart {
    fn from(chart: DotChart) -> Self {
        Self::Dots(chart)
    }
}

impl From<Network> for Chart {
    fn from(chart: Network) -> Self {
        Self::Network(chart)
    }
}

impl From<Multiples> for Chart {
    fn from(chart: Multiples) -> Self {
        Self::Multiples(chart)
    }
}

/// A figure with what a reader needs besides the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Anchor and file name; made of lower-case letters, digits and hyphens by [`Figure::new`].
    pub id: String,
    /// Title, preferably the message of the figure.
    pub title: String,
    /// What the figure shows, for those who cannot see it.
    pub description: String,
    /// What is printed below it.
    pub caption: Prose,
    /// What is drawn.
    pub chart: Chart,
}

impl Figure {
    /// A figure without caption; its description is its title until set.
    pub fn new(id: &str, title: impl Into<String>, chart: impl Into<Chart>) -> Self {
        let title = title.into();
        Self { id: crate::slug(id), description: title.clone(), title, caption: Prose::new(), chart: chart.into() }
    }

    /// Sets what a screen reader says.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Sets what is printed below the figure.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<Prose>) -> Self {
        self.caption = caption.into();
        self
    }

    /// Name of its data file in a report folder.
    pub fn csv_name(&self) -> String {
        format!("figures/{}.csv", crate::slug(&self.id))
    }

    /// Name of its picture in a report folder.
    pub fn svg_name(&self) -> String {
        format!("figures/{}.svg", crate::slug(&self.id))
    }
}
