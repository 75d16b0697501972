//! Month 0 is a date, so that a path can be read against the news.

use std::fmt;

use moloch_core::{Field, FieldValue, Node, Reader, Value, inputs};

inputs! {
    /// Month 0, horizon and price base.
    pub struct Calendar {
        /// The date of month 0: "2025-01" or "2025-01-31".
        pub start: Date = Field::text(),
        /// The horizon: months 0 to this one are computed, both included.
        pub months: usize = Field::integer(1, 1200),
        /// Money is counted in prices of this year.
        pub price_base_year: usize = Field::integer(1900, 2200),
    }
}

impl Calendar {
    /// The date of a month of the path.
    pub fn date(&self, month: usize) -> Date {
        self.start.after_months(month)
    }
}

/// A day of the calendar; a date written as a month stands for its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Reads `2025-01` or `2025-01-31`; `None` if the text is no such date.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let (year, month, day) = match parts[..] {
            [year, month] => (year, month, "01"),
            [year, month, day] => (year, month, day),
            _ => return None,
        };
        let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        let date = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        let sound = date.year > 0 && (1..=12).contains(&date.month) && (1..=date.days_in_month()).contains(&date.day);
        sound.then_some(date)
    }

    /// The same day this many months later, or the last day of a shorter month.
    #[must_use]
    pub fn after_months(self, months: usize) -> Self {
        let total = usize::from(self.year) * 12 + usize::from(self.month - 1) + months;
        let month = u8::try_from(total % 12 + 1).unwrap_or(1);
        let first = Self { year: u16::try_from(total / 12).unwrap_or(u16::MAX), month, day: 1 };
        Self { day: self.day.min(first.days_in_month()), ..first }
    }

    const fn days_in_month(self) -> u8 {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FieldValue for Date {
    fn read(node: &Node, _field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        let date = node.value.as_text().and_then(Self::parse);
        if date.is_none() {
            let next = "write the date in quotes, year first, with leading zeros";
            let expected = "a date of the calendar such as \"2025-01\" or \"2025-01-31\"";
            reader.fault("not-a-date", node, path, node.value.to_string(), expected, next);
        }
        date
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Text(self.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn months_pass_over_the_end_of_years_and_of_short_months() {
        let start = Date::parse("2024-01-31").expect("a date");
        assert_eq!(start.after_months(1).to_string(), "2024-02-29");
        assert_eq!(start.after_months(13).to_string(), "2025-02-28");
        assert_eq!(start.after_months(72).to_string(), "2030-01-31");
    }

    #[test]
    fn what_the_calendar_lacks_is_no_date() {
        for text in ["2025-13", "2025-02-29", "2025-1", "25-01", "2025-01-01T00:00:00Z", "", "+025-01", "0000-01"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
