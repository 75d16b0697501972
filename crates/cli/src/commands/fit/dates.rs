//! Points in time as they are written in a cell.

/// What was written: a span on the calendar, or a plain number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Moment {
    /// A date: the days from 1970-01-01 to its start, and how many days it leaves open.
    Span { start: f64, days: f64 },
    /// A number in the unit of the fit.
    Number(f64),
}

impl Moment {
    /// Reads a number, a month, a day or a time of a day; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.map(Self::Number).or_else(|| span(text))
    }

    /// The days from 1970-01-01 to the middle of the span, or the number.
    pub(super) fn middle(self) -> f64 {
        match self {
            Self::Span { start, days } => start + days / 2.0,
            Self::Number(number) => number,
        }
    }
}

fn span(text: &str) -> Option<Moment> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let (year, month) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?);
    let day = parts.next().map(|day| digits(day, 2));
    if parts.next().is_some() || !(1..=12).contains(&month) || year == 0 {
        return None;
    }
    let length = length_of_month(year, month);
    match (day, time) {
        (None, None) => Some(Moment::Span { start: days(year, month, 1), days: f64::from(length) }),
        (Some(day), time) => {
            let day = day.filter(|day| (1..=length).contains(day))?;
            let start = days(year, month, day);
            let Some(time) = time else { return Some(Moment::Span { start, days: 1.0 }) };
            let (into, open) = clock(time)?;
            Some(Moment::Span { start: start + into, days: open })
        }
        (None, Some(_)) => None,
    }
}

/// The part of a day that has passed at `14:30` or `14:30:05`, and the part that the text leaves open.
fn clock(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.strip_suffix('Z').unwrap_or(text).split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = match parts.next() {
        Some(second) => Some(digits(second, 2)?),
        None => None,
    };
    if parts.next().is_some() || hour > 23 || minute > 59 || second.is_some_and(|second| second > 59) {
        return None;
    }
    let seconds = f64::from(hour * 3600 + minute * 60 + second.unwrap_or(0));
    let open = if second.is_some() { 1.0 } else { 60.0 };
    Some((seconds / 86_400.0, open / 86_400.0))
}

fn digits(text: &str, length: usize) -> Option<i32> {
    let sound = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if sound { text.parse().ok() } else { None }
}

const fn length_of_month(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar: years begin in March, so that the leap day is the last.
fn days(year: i32, month: i32, day: i32) -> f64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    f64::from(365 * year + leaps + (153 * month + 2) / 5 + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str) -> Option<(f64, f64)> {
        match Moment::parse(text) {
            Some(Moment::Span { start, days }) => Some((start, days)),
            _ => None,
        }
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert_eq!(starts("1970-01-01"), Some((0.0, 1.0)));
        assert_eq!(starts("2000-03-01"), Some((11_017.0, 1.0)));
        assert_eq!(starts("2024-02-29"), Some((19_782.0, 1.0)));
        assert_eq!(starts("2023-02"), Some((19_389.0, 28.0)));
        assert_eq!(starts("1969-12-31"), Some((-1.0, 1.0)));
        assert_eq!(starts("1970-01-02T12:00"), Some((1.5, 1.0 / 1440.0)));
        assert_eq!(starts("1970-01-01 06:00:00Z"), Some((0.25, 1.0 / 86_400.0)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "2023-02-29",
            "2023-13",
            "2023-00-01",
            "23-01-01",
            "2023-1-1",
            "2023/01/01",
            "",
            "soon",
            "nan",
            "inf",
            "2023-01-01T24:00",
            "2023-01T10:00",
            "2023-01-01-01",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
        assert_eq!(Moment::parse("-1.5e3"), Some(Moment::Number(-1500.0)));
    }
}
