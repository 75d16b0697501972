//! How does a result become something a person can read, check and reuse?
//!
//! A [`Document`] is plain data: prose whose numbers are bound to their origin, tables, figures. [`mod@render`] turns it into
//! one self-contained HTML page, Markdown, JSON, and each [`Figure`] into SVG and tidy CSV; [`write::folder`] puts the files
//! on disk, whole or not at all. This crate knows no economics and no other crate of the workspace.
//!
//! ```
//! use moloch_report::{Axis, Block, Document, Figure, LineChart, Number, Prose, Section, Series, render};
//!
//! let chart = LineChart::new(Axis::new("month", ""), Axis::new("effort", "GPU years"))
//!     .series(Series::new("North", [(0.0, 1.0), (1.0, 1.4), (2.0, 2.1)]));
//! let figure = Figure::new("effort", "Effort doubles", chart)
//!     .description("Effort of North rises from 1 to 2.1 GPU years in two months.");
//! let document = Document::new("A race of one")
//!     .answer(Prose::from("Effort reaches ").number(Number::new(2.1, "GPU years", "path.2.effort")), Some(figure))
//!     .section(Section::new("limits", "Limits").block(Block::Paragraph("Conditional, not a forecast.".into())));
//!
//! assert!(document.faults().is_empty());
//! let names: Vec<String> = render::files(&document).into_iter().map(|file| file.name).collect();
//! assert_eq!(names[0], "report.html");
//! assert!(names.contains(&"figures/effort.csv".to_owned()));
//! ```
//!
//! By subject:
//!
//! - a document: [`Document`], [`Answer`], [`Section`], [`Block`], [`Callout`], [`Fault`];
//! - text: [`Prose`], [`Span`], [`Target`], [`Number`], [`Form`], [`mod@format`], [`slug`];
//! - tables: [`Table`], [`Column`], [`Cell`], [`Align`];
//! - figures: [`Figure`], [`Chart`] and its kinds [`LineChart`], [`BarChart`], [`DotChart`], [`Network`], [`Multiples`], with
//!   [`Axis`], [`Ticks`], [`Series`], [`Band`], [`Threshold`], [`Event`], [`BarSeries`], [`Bars`], [`Dot`], [`Node`], [`Edge`],
//!   [`Layout`], [`Panel`];
//! - drawing: [`Drawing`], [`LabelBox`], [`draw`];
//! - output: [`mod@render`], [`mod@write`].

mod document;
mod faults;
mod figure;
pub mod format;
mod number;
mod prose;
pub mod render;
mod svg;
mod table;
mod text;
pub mod write;

pub use document::{Answer, Block, Callout, Document, Section};
pub use faults::Fault;
pub use figure::{
    Axis, Band, BarChart, BarSeries, Bars, Chart, Dot, DotChart, Edge, Event, Figure, Layout, LineChart, Multiples,
    Network, Node, Panel, Series, Threshold, Ticks,
};
pub use number::{Form, Number};
pub use prose::{Prose, Span, Target};
pub use svg::{Drawing, LabelBox, LabelKind, draw};
pub use table::{Align, Cell, Column, Table};
pub use text::slug;
