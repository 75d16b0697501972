//! A number that a report may print, bound to the result or the scenario key it comes from.

use std::fmt;

use crate::format::{self, significant};

/// How a [`Number`] is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Significant digits, thousands separated: `1,235`, `0.01235`, `1.235×10⁻⁷`.
    #[default]
    Decimal,
    /// A share between 0 and 1 written in per cent: `0.1235` becomes `12.35%`.
    Percent,
    /// Rounded to a whole number: `73`, `1,200`.
    Whole,
    /// A calendar year or another label made of digits: `2027`, never `2,027`.
    Year,
}

/// A value with its unit and its origin.
///
/// The caller rounds `value` to six significant digits; the report never rounds it again, it only
/// displays fewer digits. Each number of a document gets an id (`n1`, `n2`, ... in document order),
/// which is the same in HTML and in `findings.json`.
///
/// ```
/// use moloch_report::Number;
/// let spent = Number::new(1234.56, "$ bn", "path.72.spending");
/// assert_eq!(spent.text(), "$1,235 bn");
/// assert_eq!(spent.digits(2).text(), "$1,200 bn");
/// assert_eq!(Number::percent(0.123456, "path.72.waste").text(), "12.35%");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The value, in `unit` (for [`Form::Percent`] the share, not the percentage).
    pub value: f64,
    /// The unit as printed; empty for a pure number. A leading currency sign is printed first.
    pub unit: String,
    /// The result path (`path.72.welfare`) or scenario key (`prize.total`) that holds the value.
    pub source: String,
    /// Significant digits displayed, 1 to 6; 4 unless set.
    pub digits: u8,
    /// How the value is written.
    pub form: Form,
}

impl Number {
    /// A number in decimal form with four significant digits.
    pub fn new(value: f64, unit: impl Into<String>, source: impl Into<String>) -> Self {
        Self { value, unit: unit.into(), source: source.into(), digits: 4, form: Form::Decimal }
    }

    /// A share (0.25) written in per cent (25%).
    pub fn percent(share: f64, source: impl Into<String>) -> Self {
        Self::new(share, "", source).form(Form::Percent)
    }

    /// A count: rounded to a whole number.
    pub fn whole(value: f64, unit: impl Into<String>, source: impl Into<String>) -> Self {
        Self::new(value, unit, source).form(Form::Whole)
    }

    /// A calendar year, written without separators.
    pub fn year(value: f64, source: impl Into<String>) -> Self {
        Self::new(value, "", source).form(Form::Year)
    }

    /// Sets the significant digits displayed, clamped to 1..=6.
    #[must_use]
    pub fn digits(mut self, digits: u8) -> Self {
        self.digits = digits.clamp(1, 6);
        self
    }

    /// Sets the form.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// The number as prose prints it, with its unit.
    pub fn text(&self) -> String {
        format::with_unit(&self.bare(), &self.unit)
    }

    /// The number without its unit (per cent signs stay), for a column whose header names the unit.
    pub fn bare(&self) -> String {
        let digits = usize::from(self.digits);
        match self.form {
            Form::Decimal => significant(self.value, digits),
            Form::Percent => format::with_unit(&significant(self.value * 100.0, digits), "%"),
            Form::Whole => format::fixed(self.value, 0),
            Form::Year => format::ungrouped(self.value),
        }
    }

    /// All six digits with the unit, as the tooltip shows them.
    pub fn exact(&self) -> String {
        match self.form {
            Form::Year => self.text(),
            _ => format::with_unit(&significant(self.value, 6), &self.unit),
        }
    }

    /// Whether two numbers print the same kind of thing, so that a column may align their decimals.
    pub(crate) fn alignable(&self) -> bool {
        matches!(self.form, Form::Decimal | Form::Percent) && self.value.is_finite()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}
