//! Exact numbers: how payoffs and probabilities are read, kept and turned into `f64`.

use dashu_int::ops::UnsignedAbs;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::error::NumberError;

/// An exact rational number in lowest terms.
pub type Rational = RBig;

/// Digits that a number in a file may have.
const MAX_DIGITS: usize = 4_096;
/// Largest power of ten, up or down, that a number in a file may carry.
const MAX_EXPONENT: i32 = 1_000;

/// A payoff as its owner gave it: exact, or a double.
///
/// Integers, decimals and fractions are exact; an `f64` stays an `f64`.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// A whole number.
    Integer(i64),
    /// Any other exact number.
    Rational(Rational),
    /// A double. It is never mixed with exact numbers in one game.
    Float(f64),
}

impl Number {
    /// The number with its sign changed.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Integer(value) => match value.checked_neg() {
                Some(negated) => Self::Integer(negated),
                None => Self::Rational(-Rational::from(value)),
            },
            Self::Rational(value) => Self::Rational(-value),
            Self::Float(value) => Self::Float(-value),
        }
    }
}

macro_rules! number_from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self::Integer(i64::from(value))
            }
        }
    )*};
}
number_from_integers!(i8, i16, i32, i64, u8, u16, u32);

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<Rational> for Number {
    fn from(value: Rational) -> Self {
        Self::Rational(value)
    }
}

/// The fraction `numerator / denominator`.
///
/// # Errors
///
/// When the denominator is zero.
///
/// ```
/// use moloch_equilibrium::finite::{parse_exact, rational};
/// assert_eq!(rational(62, 6)?, parse_exact("31/3")?);
/// # Ok::<(), moloch_equilibrium::finite::NumberError>(())
/// ```
pub fn rational(numerator: i64, denominator: i64) -> Result<Rational, NumberError> {
    if denominator == 0 {
        let text = format!("{numerator}/0");
        return Err(NumberError::ZeroDenominator { text });
    }
    Ok(Rational::from_parts_signed(numerator.into(), denominator.into()))
}

/// Reads an integer, a decimal (with or without exponent) or a fraction of two of them, exactly.
///
/// # Errors
///
/// When the text is none of these, divides by zero, has more than 4,096 characters or an exponent
/// beyond ±1,000.
///
/// ```
/// use moloch_equilibrium::finite::{parse_exact, rational};
/// assert_eq!(parse_exact("-1.5e1")?, rational(-15, 1)?);
/// assert_eq!(parse_exact("0.1")?, rational(1, 10)?);
/// assert!(parse_exact("1/0").is_err());
/// # Ok::<(), moloch_equilibrium::finite::NumberError>(())
/// ```
pub fn parse_exact(text: &str) -> Result<Rational, NumberError> {
    if text.len() > MAX_DIGITS {
        let text = text.chars().take(20).chain("...".chars()).collect();
        let why = "a number may have at most 4096 characters";
        return Err(NumberError::TooLong { text, why });
    }
    let Some((above, below)) = text.split_once('/') else {
        return parse_decimal(text, text);
    };
    let denominator = parse_decimal(below, text)?;
    if denominator.is_zero() {
        let text = text.to_owned();
        return Err(NumberError::ZeroDenominator { text });
    }
    Ok(parse_decimal(above, text)? / denominator)
}

/// Reads one decimal; `whole` is what the message shows.
fn parse_decimal(part: &str, whole: &str) -> Result<Rational, NumberError> {
    let malformed = || NumberError::Malformed { text: whole.to_owned() };
    let (mantissa, exponent) = match part.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent, whole)?),
        None => (part, 0),
    };
    let (negative, digits) = match mantissa.as_bytes().first() {
        Some(b'-') => (true, &mantissa[1..]),
        Some(b'+') => (false, &mantissa[1..]),
        _ => (false, mantissa),
    };
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = [integer, fraction].concat();
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(malformed());
    }
    let magnitude: IBig = all.parse().map_err(|_| malformed())?;
    let value = Rational::from(if negative { -magnitude } else { magnitude });
    let shift = i32::try_from(fraction.len()).map_err(|_| malformed())?;
    Ok(shifted(value, exponent - shift))
}

fn parse_exponent(text: &str, whole: &str) -> Result<i32, NumberError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::Malformed { text: whole.to_owned() });
    }
    match text.parse::<i32>() {
        Ok(exponent) if exponent.abs() <= MAX_EXPONENT => Ok(exponent),
        _ => Err(NumberError::TooLong { text: whole.to_owned(), why: "its power of ten is beyond -1000 to 1000" }),
    }
}

/// `value * 10^exponent`.
fn shifted(value: Rational, exponent: i32) -> Rational {
    let power = Rational::from(UBig::from(10u8).pow(exponent.unsigned_abs() as usize));
    if exponent < 0 { value / power } else { value * power }
}

/// The rational number that a finite double is; `None` for NaN and the infinities.
pub fn exact_from_f64(value: f64) -> Option<Rational> {
    Rational::try_from(value).ok()
}

/// The double nearest to an exact number (infinite beyond the range of doubles).
pub fn nearest_f64(value: &Rational) -> f64 {
    value.to_f64().value()
}

/// Zero.
pub(crate) const fn zero() -> Rational {
    Rational::ZERO
}

/// One.
pub(crate) const fn one() -> Rational {
    Rational::ONE
}

/// The least number that all denominators divide.
pub(crate) fn common_denominator<'a>(values: impl Iterator<Item = &'a Rational>) -> UBig {
    values.fold(UBig::ONE, |common, value| {
        let below = value.denominator();
        if (&common % below).is_zero() {
            return common;
        }
        let ratio = Rational::from_parts(IBig::from(below.clone()), common.clone());
        // In lowest terms the numerator is what `common` lacks.
        common * ratio.numerator().clone().unsigned_abs()
    })
}
