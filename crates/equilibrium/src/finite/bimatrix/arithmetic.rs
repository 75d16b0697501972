//! Integer arithmetic in three widths: 64 bits, 128 bits, any.
//!
//! Fraction-free pivoting divides exactly. In the narrow widths that division is a multiplication with the inverse
//! of the odd part of the divisor modulo a power of two, and everything may wrap on the way, so long as
//! the quotient, times the even part of the divisor, is known to fit.

use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_int::ops::{BitTest, UnsignedAbs};

/// Widths of the cells of a dictionary, from the fastest to the one that always fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Width {
    Narrow,
    Wide,
    Big,
}

/// Bits that a magnitude may use with one to spare for the estimate's rounding: `i64` and `i128` hold 63 and 127.
const NARROW_LIMIT: f64 = (1_u64 << 62) as f64;
const WIDE_LIMIT: f64 = (1_u128 << 126) as f64;

impl Width {
    /// The narrowest width that holds numbers up to `magnitude`, which an estimate in doubles says.
    pub(super) fn holding(magnitude: f64) -> Self {
        if magnitude < NARROW_LIMIT {
            Self::Narrow
        } else if magnitude < WIDE_LIMIT {
            Self::Wide
        } else {
            // Also when the estimate itself overflowed.
            Self::Big
        }
    }
}

/// A cell of a dictionary: an integer whose sign, rough size and products can be compared.
pub(super) trait Cell: Clone {
    /// The value in doubles with a relative error of at most 2^-51; infinite beyond their range. Its sign is right.
    fn approximate(&self) -> f64;
    /// `a * b` against `c * d`, exactly.
    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering;
    /// Factors of two; 0 for zero.
    fn twos(&self) -> u32;
    /// Whether doubles hold every value, so that `approximate` never overflows.
    const APPROXIMABLE: bool;
}

impl Cell for i64 {
    const APPROXIMABLE: bool = true;

    fn approximate(&self) -> f64 {
        *self as f64
    }

    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (i128::from(*a) * i128::from(*b)).cmp(&(i128::from(*c) * i128::from(*d)))
    }

    fn twos(&self) -> u32 {
        if *self == 0 { 0 } else { self.trailing_zeros() }
    }
}

/// 2^64.
const HALF: f64 = (1_u128 << 64) as f64;

impl Cell for i128 {
    const APPROXIMABLE: bool = true;

    /// In two halves: the conversion of the language is exact to the last bit and several times slower.
    fn approximate(&self) -> f64 {
        let magnitude = self.unsigned_abs();
        let (high, low) = ((magnitude >> 64) as u64, low_half(magnitude));
        let size = (high as f64) * HALF + (low as f64);
        if *self < 0 { -size } else { size }
    }

    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        let sign = |x: &Self, y: &Self| x.signum() * y.signum();
        let (left, right) = (sign(a, b), sign(c, d));
        if left != right || left == 0 {
            return left.cmp(&right);
        }
        let magnitudes =
            full_product(a.unsigned_abs(), b.unsigned_abs()).cmp(&full_product(c.unsigned_abs(), d.unsigned_abs()));
        if left > 0 { magnitudes } else { magnitudes.reverse() }
    }

    fn twos(&self) -> u32 {
        if *self == 0 { 0 } else { self.trailing_zeros() }
    }
}

impl Cell for IBig {
    const APPROXIMABLE: bool = false;

    fn approximate(&self) -> f64 {
        self.to_f64().value()
    }

    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (a * b).cmp(&(c * d))
    }

    fn twos(&self) -> u32 {
        self.trailing_zeros().and_then(|twos| u32::try_from(twos).ok()).unwrap_or(0)
    }
}

/// Bits of the magnitude.
pub(super) fn bits(value: &IBig) -> usize {
    value.unsigned_abs().bit_len()
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is what is wanted")]
const fn low_half(value: u128) -> u64 {
    value as u64
}

/// The 256 bits of a product, high half first.
fn full_product(a: u128, b: u128) -> (u128, u128) {
    let (a_high, a_low) = (a >> 64, u128::from(low_half(a)));
    let (b_high, b_low) = (b >> 64, u128::from(low_half(b)));
    let low = a_low * b_low;
    let middle = a_high * b_low + (low >> 64);
    let cross = a_low * b_high + u128::from(low_half(middle));
    (a_high * b_high + (middle >> 64) + (cross >> 64), (cross << 64) | u128::from(low_half(low)))
}

/// A machine integer in which pivots are computed modulo a power of two.
pub(super) trait Word: Copy + Cell {
    const ZERO: Self;
    /// `self * by - other * times`, modulo the width.
    fn cross(self, by: Self, other: Self, times: Self) -> Self;
    fn times(self, other: Self) -> Self;
    /// Divides by a power of two, rounding down.
    fn halved(self, twos: u32) -> Self;
    /// The inverse of an odd number.
    fn inverse(self) -> Self;
    fn negated(self) -> Self;
}

macro_rules! word {
    ($word:ty, $doublings:expr) => {
        impl Word for $word {
            const ZERO: Self = 0;

            #[inline]
            fn cross(self, by: Self, other: Self, times: Self) -> Self {
                self.wrapping_mul(by).wrapping_sub(other.wrapping_mul(times))
            }

            #[inline]
            fn times(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }

            #[inline]
            fn halved(self, twos: u32) -> Self {
                self >> twos
            }

            /// Newton's iteration doubles the number of right bits; the start has five.
            fn inverse(self) -> Self {
                let mut inverse = self.wrapping_mul(3) ^ 2;
                for _ in 0..$doublings {
                    inverse = inverse.wrapping_mul((2 as $word).wrapping_sub(self.wrapping_mul(inverse)));
                }
                inverse
            }

            #[inline]
            fn negated(self) -> Self {
                self.wrapping_neg()
            }
        }
    };
}
word!(i64, 4);
word!(i128, 5);

/// What is left of a number modulo the width of `T`.
pub(super) trait Residue<T> {
    fn residue(&self) -> T;
}

impl Residue<Self> for i64 {
    #[inline]
    fn residue(&self) -> Self {
        *self
    }
}

impl Residue<i128> for i64 {
    #[inline]
    fn residue(&self) -> i128 {
        i128::from(*self)
    }
}

impl Residue<i64> for i128 {
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "a residue modulo 2^64 is what is wanted")]
    fn residue(&self) -> i64 {
        *self as i64
    }
}

impl Residue<Self> for i128 {
    #[inline]
    fn residue(&self) -> Self {
        *self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverses_of_odd_numbers_give_one() {
        for odd in [1_i64, 3, -5, 7_919, i64::MAX, -i64::MAX] {
            assert_eq!(odd.times(odd.inverse()), 1);
            assert_eq!(i128::from(odd).times(i128::from(odd).inverse()), 1);
        }
        assert_eq!(i128::MAX.times(i128::MAX.inverse()), 1);
    }

    #[test]
    fn products_of_128_bits_compare_as_big_integers_do() {
        let values = [0, 1, -1, 3, i128::MAX, i128::MIN + 1, 1 << 64, -(1 << 64) - 1, (1 << 100) + 12_345];
        for a in values {
            for b in values {
                for c in values {
                    for d in values {
                        let big = |x: i128, y: i128| IBig::from(x) * IBig::from(y);
                        assert_eq!(i128::compare_products(&a, &b, &c, &d), big(a, b).cmp(&big(c, d)));
                    }
                }
            }
        }
    }

    #[test]
    fn approximations_of_128_bits_keep_sign_and_size() {
        for value in [0_i128, 1, -1, i128::MAX, i128::MIN + 1, -(1 << 64), (1 << 64) - 1, 1 << 90] {
            let (found, exact) = (value.approximate(), value as f64);
            assert!((found - exact).abs() <= exact.abs() * 2.0_f64.powi(-51), "{value}");
            assert_eq!(found > 0.0, value > 0);
        }
    }
}
