//! The boundary between results and words: numbers are rounded here, once, to six significant digits.

use moloch_report::{Number, Series};

use crate::scenario::Date;

/// Money in a present value.
pub(super) const MONEY: &str = "$ bn";
/// Money a year.
pub(super) const FLOW: &str = "$ bn/yr";
/// Energy a year.
pub(super) const ENERGY: &str = "TWh/yr";

/// Running text from its parts: texts, numbers, other prose.
macro_rules! prose {
    ($($part:expr),* $(,)?) => { moloch_report::Prose::new()$(.then($part))* };
}
pub(super) use prose;

/// The value at six significant digits; zero has no sign.
pub(super) fn six(value: f64) -> f64 {
    if value.is_finite() { format!("{value:.5e}").parse().unwrap_or(value) + 0.0 } else { value }
}

/// A present value of money, bound to its origin.
pub(super) fn money(value: f64, source: impl Into<String>) -> Number {
    Number::new(six(value), MONEY, source)
}

/// Money a year, bound to its origin.
pub(super) fn flow(value: f64, source: impl Into<String>) -> Number {
    Number::new(six(value), FLOW, source)
}

/// Energy a year, bound to its origin.
pub(super) fn energy(value: f64, source: impl Into<String>) -> Number {
    Number::new(six(value), ENERGY, source)
}

/// A share, written in per cent, bound to its origin.
pub(super) fn share(value: f64, source: impl Into<String>) -> Number {
    Number::percent(six(value), source).digits(3)
}

/// A pure number, bound to its origin.
pub(super) fn pure(value: f64, source: impl Into<String>) -> Number {
    Number::new(six(value), "", source)
}

/// A number in any unit, bound to its origin.
pub(super) fn number(value: f64, unit: &str, source: impl Into<String>) -> Number {
    Number::new(six(value), unit, source)
}

/// A count, bound to its origin.
pub(super) fn count(value: usize, source: impl Into<String>) -> Number {
    Number::whole(value as f64, "", source)
}

/// A line of a figure through values at months 0, 1, 2, ...
pub(super) fn line(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Series {
    Series::from_values(name, values.into_iter().map(six))
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// Small counts in words.
pub(super) fn in_words(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// `one lab`, `three labs`, `15 labs`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", in_words(count), if count == 1 { "" } else { "s" })
}

/// The text with its first letter in upper case.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `January 2025`.
pub(super) fn month_name(date: Date) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} {}", NAMES[usize::from(date.month.clamp(1, 12)) - 1], date.year)
}

/// `Jan 2025`, which no line break divides.
pub(super) fn short_month(date: Date) -> String {
    let name = month_name(date);
    let (month, year) = name.split_once(' ').unwrap_or((&name, ""));
    format!("{}\u{a0}{year}", month.get(..3).unwrap_or(month))
}

/// How a quantity moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    Up,
    Down,
    Still,
}

/// Changes below this part of the larger value are none.
const STILL_REL: f64 = 1e-9;

impl Move {
    /// From one value to another.
    pub(super) fn between(before: f64, after: f64) -> Self {
        let change = after - before;
        if change.abs() <= STILL_REL * before.abs().max(after.abs()) {
            Self::Still
        } else if change > 0.0 {
            Self::Up
        } else {
            Self::Down
        }
    }

    /// A change as a part of what it is a change of.
    pub(super) fn by(change: f64, scale: f64) -> Self {
        Self::between(scale.abs(), scale.abs() + change)
    }

    /// One of three words.
    pub(super) const fn word<'w>(self, up: &'w str, down: &'w str, still: &'w str) -> &'w str {
        match self {
            Self::Up => up,
            Self::Down => down,
            Self::Still => still,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Move, counted, list, six};

    #[test]
    fn rounding_keeps_six_digits_and_no_sign_of_zero() {
        assert_eq!(six(1234.5678).to_string(), "1234.57");
        assert_eq!(six(-0.000_123_456_789).to_string(), "-0.000123457");
        assert!(six(-0.0).is_sign_positive());
    }

    #[test]
    fn words_follow_counts_and_signs() {
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!((counted(1, "lab"), counted(15, "lab")), ("one lab".to_owned(), "15 labs".to_owned()));
        assert_eq!(Move::between(1.0, 1.0 + 1e-12), Move::Still);
        assert_eq!(Move::by(-2.0, 10.0).word("rises", "falls", "stays"), "falls");
    }
}
