//! The three kinds of numbers that polynomials are evaluated in: doubles, intervals, fractions.

use crate::finite::exact::Rational;

/// What evaluating a multilinear polynomial needs.
pub(super) trait Number: Clone {
    /// The sum.
    fn plus(&self, other: &Self) -> Self;
    /// The difference.
    fn minus(&self, other: &Self) -> Self;
    /// The product.
    fn times(&self, other: &Self) -> Self;
}

impl Number for f64 {
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
}

impl Number for Rational {
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
}

/// All real numbers from `low` to `high`. Every operation rounds outwards: the result holds every result of
/// the operation on members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Interval {
    /// One double.
    pub(super) const fn point(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// Everything within a distance of a double.
    pub(super) fn around(value: f64, radius: f64) -> Self {
        if radius > 0.0 { outwards(value - radius, value + radius) } else { Self::point(value) }
    }

    /// The largest absolute value.
    pub(super) fn magnitude(&self) -> f64 {
        self.low.abs().max(self.high.abs())
    }

    /// A double near the middle.
    pub(super) fn middle(&self) -> f64 {
        0.5 * self.low + 0.5 * self.high
    }

    /// +1 or -1 where all members have that sign, 0 where they are all zero, `None` otherwise.
    pub(super) fn sign(&self) -> Option<i8> {
        if self.low > 0.0 {
            Some(1)
        } else if self.high < 0.0 {
            Some(-1)
        } else if self.low == 0.0 && self.high == 0.0 {
            Some(0)
        } else {
            None
        }
    }

    /// The quotient; the divisor must not contain zero.
    pub(super) fn divided_by(&self, other: &Self) -> Option<Self> {
        if other.sign().is_none_or(|sign| sign == 0) {
            return None;
        }
        let ends = [self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high];
        Some(hull(ends))
    }
}

/// One double further out at both ends, since the ends were rounded to nearest.
fn outwards(low: f64, high: f64) -> Interval {
    Interval { low: low.next_down(), high: high.next_up() }
}

fn hull(ends: [f64; 4]) -> Interval {
    let low = ends[0].min(ends[1]).min(ends[2].min(ends[3]));
    let high = ends[0].max(ends[1]).max(ends[2].max(ends[3]));
    outwards(low, high)
}

impl Number for Interval {
    fn plus(&self, other: &Self) -> Self {
        outwards(self.low + other.low, self.high + other.high)
    }

    fn minus(&self, other: &Self) -> Self {
        outwards(self.low - other.high, self.high - other.low)
    }

    fn times(&self, other: &Self) -> Self {
        if *self == Self::point(0.0) || *other == Self::point(0.0) {
            return Self::point(0.0);
        }
        hull([self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_of_tenths_stay_enclosed() {
        let tenth = Interval::around(0.1, 1e-17);
        let sum = tenth.plus(&tenth).plus(&tenth);
        assert!(sum.low < 0.3 && sum.high > 0.3 && sum.high - sum.low < 1e-15);
        let third = Interval::point(1.0).divided_by(&Interval::point(3.0)).unwrap();
        let one = third.times(&Interval::point(3.0));
        assert!(one.low < 1.0 && 1.0 < one.high && one.sign() == Some(1));
        assert_eq!(one.minus(&one).sign(), None);
        assert!(one.divided_by(&one.minus(&one)).is_none());
    }

    #[test]
    fn a_product_of_opposite_signs_keeps_all_four_corners() {
        let wide = Interval { low: -2.0, high: 3.0 };
        let product = wide.times(&Interval { low: -5.0, high: 1.0 });
        assert!(product.low <= -15.0 && product.high >= 10.0 && product.magnitude() < 15.1);
        assert!((wide.middle() - 0.5).abs() < 1e-15);
    }
}
