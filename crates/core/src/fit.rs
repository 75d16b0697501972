//! What a fit is: columns of a record of data in, an answer out; and the row by which a registry lists it.
//!
//! Whoever reads a file turns it into [`FitData`] along the columns that the row declares; what is wrong in the data is
//! told by row and column, so that the reader of the file can say in which line.

use std::fmt;

use crate::{Answer, Checked, Faults, Inputs, Node, Range, Table, read};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ColumnKind {
    /// A point in time: a date, or a plain number in the unit of time of the fit.
    Time,
    /// A number in this range.
    Number(Range),
    /// A name.
    Name,
}

/// A column that a fit reads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitColumn {
    /// The heading.
    pub key: &'static str,
    /// Other headings that mean the same.
    pub aliases: &'static [&'static str],
    /// What the cells hold.
    pub kind: ColumnKind,
    /// Whether the fit cannot do without it.
    pub required: bool,
    /// Whether the numbers of rows that are merged into one add up; else the first one stands.
    pub adds: bool,
    /// One line on what it means.
    pub doc: &'static str,
}

impl FitColumn {
    /// A column of this heading that the fit needs.
    pub const fn required(key: &'static str, kind: ColumnKind, doc: &'static str) -> Self {
        Self { key, aliases: &[], kind, required: true, adds: false, doc }
    }

    /// A column of this heading that the fit uses if it is there.
    pub const fn optional(key: &'static str, kind: ColumnKind, doc: &'static str) -> Self {
        Self { required: false, ..Self::required(key, kind, doc) }
    }

    /// The same column with other headings that mean the same.
    #[must_use]
    pub const fn or_headed(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// The same column, whose numbers add up when rows are merged.
    #[must_use]
    pub const fn adding(self) -> Self {
        Self { adds: true, ..self }
    }

    /// Every heading of the column.
    pub fn headings(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.key).chain(self.aliases.iter().copied())
    }
}

/// The cells of a column, a row after the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Points in time, in the unit of the data, from any fixed origin.
    Times(Vec<f64>),
    /// Numbers.
    Numbers(Vec<f64>),
    /// Names.
    Names(Vec<String>),
}

/// A unit of time in which a fit counts and states its results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeUnit {
    /// A unit of [`quantity::DURATION`](crate::quantity::DURATION).
    pub name: &'static str,
    /// The unit of [`quantity::RATE`](crate::quantity::RATE) per one of it.
    pub rate: &'static str,
    /// Days in it.
    pub days: f64,
}

impl TimeUnit {
    /// The units that can be asked for.
    pub const ALL: &'static [Self] = &[
        Self { name: "day", rate: "1/day", days: 1.0 },
        Self { name: "week", rate: "1/week", days: 7.0 },
        Self::MONTH,
        Self { name: "yr", rate: "1/yr", days: 365.25 },
    ];
    /// A twelfth of a year of 365.25 days.
    pub const MONTH: Self = Self { name: "month", rate: "1/month", days: 30.4375 };

    /// A rate per one of `from`, per one of this unit.
    pub fn rate_from(&self, from: &Self, rate: f64) -> f64 {
        rate * self.days / from.days
    }
}

/// A record of data, read along the columns of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct FitData {
    /// Rows.
    pub rows: usize,
    /// The columns that are there, by the key of their declaration.
    pub columns: Vec<(&'static str, Cells)>,
    /// The unit of all times.
    pub unit: TimeUnit,
    /// Start of the window of observation, if the user set it.
    pub from: Option<f64>,
    /// End of the window of observation, if the user set it.
    pub until: Option<f64>,
}

impl FitData {
    fn cells(&self, key: &str) -> Option<&Cells> {
        self.columns.iter().find(|(known, _)| *known == key).map(|(_, cells)| cells)
    }

    /// The times of this column; `None` if it is not there.
    pub fn times(&self, key: &str) -> Option<&[f64]> {
        if let Some(Cells::Times(times)) = self.cells(key) { Some(times) } else { None }
    }

    /// The numbers of this column; `None` if it is not there.
    pub fn numbers(&self, key: &str) -> Option<&[f64]> {
        if let Some(Cells::Numbers(numbers)) = self.cells(key) { Some(numbers) } else { None }
    }

    /// The names of this column; `None` if it is not there.
    pub fn names(&self, key: &str) -> Option<&[String]> {
        if let Some(Cells::Names(names)) = self.cells(key) { Some(names) } else { None }
    }
}

/// What is wrong in one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct CellFault {
    /// A stable code, such as `unsorted`.
    pub code: &'static str,
    /// The row, from 0.
    pub row: usize,
    /// The column's key.
    pub column: &'static str,
    /// What would have been accepted.
    pub expected: String,
    /// What to do next.
    pub next: String,
}

/// Why a fit has no answer.
#[derive(Debug)]
pub enum FitError {
    /// The options are wrong.
    Options(Faults),
    /// Cells are wrong; all of them are told.
    Cells(Vec<CellFault>),
    /// The data are sound, but there is no answer to give.
    Unfit(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Options(faults) => write!(f, "{faults}"),
            Self::Cells(faults) => {
                for (k, fault) in faults.iter().enumerate() {
                    let CellFault { code, row, column, expected, next } = fault;
                    let ending = if k + 1 < faults.len() { "\n" } else { "" };
                    write!(f, "row {row}: {column}: expected {expected} [{code}]\n  next: {next}{ending}")?;
                }
                Ok(())
            }
            Self::Unfit(error) => write!(f, "failed to {error}"),
        }
    }
}

impl std::error::Error for FitError {}

/// A fit: which columns it reads, which options it has, and the answer it gives.
///
/// The options are declared by [`inputs!`](crate::inputs), as the input of a model is.
pub trait Fit: Inputs {
    /// The name by which it is asked for.
    const ID: &'static str;
    /// A title of a few words.
    const TITLE: &'static str;
    /// What it says of the data, in a sentence or two.
    const ABOUT: &'static str;
    /// The columns that it reads.
    const COLUMNS: &'static [FitColumn];

    /// Fits the model to the data.
    ///
    /// # Errors
    /// What is wrong in the data, cell by cell, or why there is no answer.
    fn fit(options: &Checked<Self>, data: &FitData) -> Result<Answer, FitError>;
}

/// A fit as a registry lists it.
#[derive(Debug, Clone, Copy)]
pub struct FitRow {
    /// The name by which it is asked for.
    pub id: &'static str,
    /// A title of a few words.
    pub title: &'static str,
    /// What it says of the data.
    pub about: &'static str,
    /// The columns that it reads.
    pub columns: &'static [FitColumn],
    /// The field table of its options.
    pub options: &'static Table,
    fit: fn(&Node, &FitData) -> Result<Answer, FitError>,
}

impl FitRow {
    /// The row of a fit.
    pub const fn of<F: Fit>() -> Self {
        Self {
            id: F::ID,
            title: F::TITLE,
            about: F::ABOUT,
            columns: F::COLUMNS,
            options: const { &F::TABLE },
            fit: |options, data| F::fit(&read::<F>(options).map_err(FitError::Options)?, data),
        }
    }

    /// Checks the options and fits the model to the data.
    ///
    /// # Errors
    /// What is wrong with options or data, or why there is no answer.
    pub fn fit(&self, options: &Node, data: &FitData) -> Result<Answer, FitError> {
        (self.fit)(options, data)
    }

    /// The column of this heading, whatever its case.
    pub fn column(&self, heading: &str) -> Option<&'static FitColumn> {
        let same = |known: &str| known.eq_ignore_ascii_case(heading.trim());
        self.columns.iter().find(|column| column.headings().any(same))
    }
}
