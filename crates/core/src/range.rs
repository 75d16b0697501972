//! Intervals of allowed values, and how they are said in a message.

use std::fmt;

/// An interval of allowed values; each end is closed or open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lower end; `-inf` for none.
    pub low: f64,
    /// Whether the lower end itself is refused.
    pub low_open: bool,
    /// The upper end; `inf` for none.
    pub high: f64,
    /// Whether the upper end itself is refused.
    pub high_open: bool,
}

impl Range {
    /// Every finite number.
    pub const ANY: Self = Self::between(f64::NEG_INFINITY, f64::INFINITY);
    /// Numbers greater than zero.
    pub const POSITIVE: Self = Self::above(0.0);
    /// Zero and greater.
    pub const NON_NEGATIVE: Self = Self::between(0.0, f64::INFINITY);
    /// From zero to one, both included.
    pub const UNIT: Self = Self::between(0.0, 1.0);
    /// Strictly between zero and one.
    pub const INSIDE_UNIT: Self = Self { low: 0.0, low_open: true, high: 1.0, high_open: true };

    /// From `low` to `high`, both included.
    pub const fn between(low: f64, high: f64) -> Self {
        Self { low, low_open: false, high, high_open: false }
    }

    /// Numbers greater than `low`.
    pub const fn above(low: f64) -> Self {
        Self { low, low_open: true, high: f64::INFINITY, high_open: false }
    }

    /// `low` and greater.
    pub const fn at_least(low: f64) -> Self {
        Self::between(low, f64::INFINITY)
    }

    /// The same interval cut off below `high`, which itself is refused.
    pub const fn below(self, high: f64) -> Self {
        Self { low: self.low, low_open: self.low_open, high, high_open: true }
    }

    /// Whether `value` is finite and inside.
    pub fn contains(&self, value: f64) -> bool {
        let above = if self.low_open { value > self.low } else { value >= self.low };
        let below = if self.high_open { value < self.high } else { value <= self.high };
        value.is_finite() && above && below
    }

    /// The values that lie in both intervals.
    pub fn and(&self, other: &Self) -> Self {
        let (low, low_open) = match self.low.total_cmp(&other.low) {
            std::cmp::Ordering::Less => (other.low, other.low_open),
            std::cmp::Ordering::Equal => (self.low, self.low_open || other.low_open),
            std::cmp::Ordering::Greater => (self.low, self.low_open),
        };
        let (high, high_open) = match self.high.total_cmp(&other.high) {
            std::cmp::Ordering::Greater => (other.high, other.high_open),
            std::cmp::Ordering::Equal => (self.high, self.high_open || other.high_open),
            std::cmp::Ordering::Less => (self.high, self.high_open),
        };
        Self { low, low_open, high, high_open }
    }

    /// The interval with both ends multiplied by a positive factor.
    pub fn scaled(&self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor, ..*self }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let low = if self.low_open { "greater than" } else { "at least" };
        let high = if self.high_open { "less than" } else { "at most" };
        match (self.low.is_finite(), self.high.is_finite()) {
            (false, false) => write!(f, "any finite number"),
            (true, false) => write!(f, "a number {low} {}", self.low),
            (false, true) => write!(f, "a number {high} {}", self.high),
            (true, true) if !self.low_open && !self.high_open => {
                write!(f, "a number from {} to {}", self.low, self.high)
            }
            (true, true) => write!(f, "a number {low} {} and {high} {}", self.low, self.high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn ends_are_kept_or_refused_as_declared() {
        assert!(Range::UNIT.contains(0.0) && Range::UNIT.contains(1.0));
        assert!(!Range::INSIDE_UNIT.contains(0.0) && !Range::INSIDE_UNIT.contains(1.0));
        assert!(!Range::ANY.contains(f64::NAN) && !Range::ANY.contains(f64::INFINITY));
    }

    #[test]
    fn the_common_part_keeps_the_stricter_end() {
        let both = Range::POSITIVE.and(&Range::UNIT);
        assert!(!both.contains(0.0) && both.contains(1.0) && !both.contains(1.1));
        assert_eq!(both.to_string(), "a number greater than 0 and at most 1");
    }
}
