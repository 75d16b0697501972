//! Tables.

use crate::format::{column_decimals, fixed};
use crate::{Form, Number, Prose};

/// How a column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
    /// Marks such as yes and no.
    Center,
}

/// One column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What the column holds.
    pub header: String,
    /// The unit of its numbers, shown in the header instead of in each cell; empty where cells differ.
    pub unit: String,
    /// How it is set.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn text(header: impl Into<String>) -> Self {
        Self { header: header.into(), unit: String::new(), align: Align::Left }
    }

    /// A column of numbers in `unit`.
    pub fn number(header: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { header: header.into(), unit: unit.into(), align: Align::Right }
    }

    /// Sets the alignment.
    #[must_use]
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
}

/// One cell of a [`Table`].
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing to show.
    #[default]
    Empty,
    /// Words.
    Text(Prose),
    /// A bound number.
    Number(Number),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Prose> for Cell {
    fn from(text: Prose) -> Self {
        Self::Text(text)
    }
}

impl From<Number> for Cell {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

/// A table; the first column heads its row unless said otherwise.
///
/// ```
/// use moloch_report::{Column, Number, Table, render};
/// let table = Table::new("shares", "Shares at the end")
///     .column(Column::text("Lab"))
///     .column(Column::number("Share", ""))
///     .row(["North".into(), Number::percent(0.5, "shares.north").into()]);
/// assert!(render::text_table(&table, 80).contains("North    50%"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Anchor of the table; made of lower-case letters, digits and hyphens by [`Table::new`].
    pub id: String,
    /// What the table shows.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of a row is its header.
    pub row_headers: bool,
    /// A remark printed below.
    pub note: Prose,
}

impl Table {
    /// An empty table.
    pub fn new(id: &str, caption: impl Into<String>) -> Self {
        Self {
            id: crate::slug(id),
            caption: caption.into(),
            columns: Vec::new(),
            rows: Vec::new(),
            row_headers: true,
            note: Prose::new(),
        }
    }

    /// Appends a column.
    #[must_use]
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// Appends a row.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.rows.push(cells.into_iter().collect());
        self
    }

    /// Sets the remark printed below the table.
    #[must_use]
    pub fn note(mut self, note: impl Into<Prose>) -> Self {
        self.note = note.into();
        self
    }

    /// Says that the first column is data like the others.
    #[must_use]
    pub fn without_row_headers(mut self) -> Self {
        self.row_headers = false;
        self
    }

    /// For each column the decimals its numbers share, where they can share them.
    pub(crate) fn decimals(&self) -> Vec<Option<usize>> {
        (0..self.columns.len()).map(|c| self.shared_decimals(c)).collect()
    }

    fn shared_decimals(&self, column: usize) -> Option<usize> {
        let numbers: Vec<&Number> = self
            .rows
            .iter()
            .filter_map(|row| match row.get(column) {
                Some(Cell::Number(number)) => Some(number),
                _ => None,
            })
            .collect();
        let first = numbers.first()?;
        let uniform = numbers.iter().all(|n| n.alignable() && n.form == first.form && n.unit == first.unit);
        let digits = numbers.iter().map(|n| n.digits).max()?;
        let factor = if first.form == Form::Percent { 100.0 } else { 1.0 };
        let values: Vec<f64> = numbers.iter().map(|n| n.value * factor).collect();
        if uniform { column_decimals(&values, usize::from(digits)) } else { None }
    }
}

/// A number as its cell prints it: with the decimals of its column, and without the unit its header names.
pub(crate) fn cell_number(number: &Number, column: Option<&Column>, decimals: Option<usize>) -> String {
    let text = match (decimals, number.form) {
        (Some(decimals), Form::Decimal) => fixed(number.value, decimals),
        (Some(decimals), Form::Percent) => fixed(number.value * 100.0, decimals) + "%",
        _ => number.bare(),
    };
    if column.is_some_and(|c| c.unit == number.unit) { text } else { crate::format::with_unit(&text, &number.unit) }
}
