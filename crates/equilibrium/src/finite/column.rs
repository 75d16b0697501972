//! One player's payoffs, stored as compactly as they allow.

use super::error::GameError;
use super::exact::{Number, Rational, exact_from_f64, nearest_f64, zero};
use super::shape::Shape;

/// Payoffs outside the compact integer form that one game may hold (they are ten times larger).
const MAX_BIG_PAYOFFS: usize = 1 << 23;
/// Bound on compact numerators, so that the difference of two still fits an `i64`.
const MAX_NUMERATOR: u64 = 1 << 62;
/// Widest payoff range: further out doubles overflow.
pub(crate) const MAX_RANGE: f64 = 1e300;

/// One player's payoffs, in the order of the profile numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Column {
    /// Exact: integers over one positive denominator.
    Scaled { numerators: Vec<i64>, denominator: i64 },
    /// Exact: anything else.
    Big(Vec<Rational>),
    /// Doubles as they were given.
    Float(Vec<f64>),
}

/// One player's payoffs in units of their own range, as doubles.
#[derive(Clone, Debug)]
pub(crate) struct Normalised {
    /// From 0 for the lowest payoff to 1 for the highest; all zero when all are equal.
    pub(crate) values: Vec<f64>,
    /// The lowest payoff.
    pub(crate) low: f64,
    /// Highest less lowest payoff.
    pub(crate) range: f64,
}

/// Something to do with a column whatever it is stored as.
pub(crate) trait Ordered {
    /// What comes out.
    type Output;
    /// Called with values that are ordered as the payoffs are (no NaN among them).
    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> Self::Output;
}

impl Column {
    /// Runs something that needs only the order of the payoffs.
    pub(crate) fn ordered<J: Ordered>(&self, job: J) -> J::Output {
        match self {
            Self::Scaled { numerators, .. } => job.run(numerators),
            Self::Big(values) => job.run(values),
            Self::Float(values) => job.run(values),
        }
    }

    pub(crate) fn is_exact(&self) -> bool {
        !matches!(self, Self::Float(_))
    }

    pub(crate) fn f64_at(&self, number: usize) -> f64 {
        match self {
            Self::Scaled { numerators, denominator } => ratio_f64(numerators[number], *denominator),
            Self::Big(values) => nearest_f64(&values[number]),
            Self::Float(values) => values[number],
        }
    }

    pub(crate) fn exact_at(&self, number: usize) -> Rational {
        match self {
            Self::Scaled { numerators, denominator } => {
                Rational::from_parts_signed(numerators[number].into(), (*denominator).into())
            }
            Self::Big(values) => values[number].clone(),
            // Checked to be finite when the column was built.
            Self::Float(values) => exact_from_f64(values[number]).unwrap_or_else(zero),
        }
    }

    /// Numbers of profiles with the lowest and the highest payoff.
    pub(super) fn extremes(&self) -> (usize, usize) {
        struct Extremes;
        impl Ordered for Extremes {
            type Output = (usize, usize);
            fn run<T: PartialOrd + Clone>(self, values: &[T]) -> (usize, usize) {
                let (mut low, mut high) = (0, 0);
                for (number, value) in values.iter().enumerate() {
                    if *value < values[low] {
                        low = number;
                    }
                    if *value > values[high] {
                        high = number;
                    }
                }
                (low, high)
            }
        }
        self.ordered(Extremes)
    }

    /// Lowest and highest payoff.
    pub(crate) fn bounds(&self) -> (Rational, Rational) {
        let (low, high) = self.extremes();
        (self.exact_at(low), self.exact_at(high))
    }

    /// Payoffs mapped to 0..=1 by their own range.
    pub(crate) fn normalised(&self) -> Normalised {
        let (low, high) = self.extremes();
        let (least, most) = (self.exact_at(low), self.exact_at(high));
        let range = nearest_f64(&(most - &least));
        Normalised { values: self.normalised_values(low, high), low: nearest_f64(&least), range }
    }

    /// Each value is off by at most three roundings, whatever constant was added to the payoffs.
    fn normalised_values(&self, low: usize, high: usize) -> Vec<f64> {
        match self {
            Self::Scaled { numerators, .. } => {
                let least = numerators[low];
                let range = (numerators[high] - least).max(1) as f64;
                numerators.iter().map(|&value| (value - least) as f64 / range).collect()
            }
            Self::Big(values) => {
                let range = &values[high] - &values[low];
                let share = |value: &Rational| nearest_f64(&((value - &values[low]) / &range));
                if range.is_zero() { vec![0.0; values.len()] } else { values.iter().map(share).collect() }
            }
            Self::Float(values) => {
                let least = values[low];
                let range = values[high] - least;
                let range = if range > 0.0 { range } else { 1.0 };
                values.iter().map(|value| (value - least) / range).collect()
            }
        }
    }

    /// The payoffs at the listed profile numbers, in that order.
    pub(crate) fn select(&self, numbers: &[usize]) -> Self {
        match self {
            Self::Scaled { numerators, denominator } => Self::Scaled {
                numerators: numbers.iter().map(|&number| numerators[number]).collect(),
                denominator: *denominator,
            },
            Self::Big(values) => Self::Big(numbers.iter().map(|&number| values[number].clone()).collect()),
            Self::Float(values) => Self::Float(numbers.iter().map(|&n| values[n]).collect()),
        }
    }
}

/// The double nearest to a fraction of two integers.
fn ratio_f64(numerator: i64, denominator: i64) -> f64 {
    let fits = |value: i64| value.unsigned_abs() < (1 << 53);
    if fits(numerator) && fits(denominator) {
        return numerator as f64 / denominator as f64;
    }
    nearest_f64(&Rational::from_parts_signed(numerator.into(), denominator.into()))
}

/// Collects one player's payoffs in the order of the profile numbers.
pub(crate) struct ColumnBuilder<'a> {
    shape: &'a Shape,
    player: usize,
    /// Payoffs to make room for at once.
    room: usize,
    column: Option<Column>,
}

impl<'a> ColumnBuilder<'a> {
    pub(crate) fn new(shape: &'a Shape, player: usize) -> Self {
        Self { shape, player, room: shape.profiles(), column: None }
    }

    /// A builder that makes room only as payoffs come: their number is promised by a file.
    pub(crate) fn growing(shape: &'a Shape, player: usize) -> Self {
        Self { shape, player, room: 0, column: None }
    }

    pub(crate) fn push(&mut self, value: Number) -> Result<(), GameError> {
        // The common case first: it neither moves the column nor looks at denominators.
        if let (Some(Column::Scaled { numerators, denominator: 1 }), Number::Integer(whole)) =
            (&mut self.column, &value)
            && whole.unsigned_abs() < MAX_NUMERATOR
        {
            numerators.push(*whole);
            return Ok(());
        }
        let column = match self.column.take() {
            Some(column) => column,
            None => self.empty_for(&value),
        };
        self.column = Some(self.extended(column, value)?);
        Ok(())
    }

    /// The finished column; the caller has pushed one payoff per profile.
    pub(crate) fn finish(self) -> Result<Column, GameError> {
        let column = self.column.unwrap_or(Column::Float(Vec::new()));
        let (low, high) = column.extremes();
        let widest = column.f64_at(high) - column.f64_at(low);
        if column.f64_at(low).abs().max(column.f64_at(high).abs()).max(widest) > MAX_RANGE {
            let player = self.player + 1;
            return Err(GameError::RangeTooWide { player, limit: MAX_RANGE });
        }
        Ok(column)
    }

    fn empty_for(&self, first: &Number) -> Column {
        let size = self.room;
        match first {
            Number::Float(_) => Column::Float(Vec::with_capacity(size)),
            _ => Column::Scaled { numerators: Vec::with_capacity(size), denominator: 1 },
        }
    }

    fn extended(&self, column: Column, value: Number) -> Result<Column, GameError> {
        match (column, value) {
            (Column::Float(mut values), Number::Float(value)) => {
                if !value.is_finite() {
                    return Err(self.not_finite(values.len(), value));
                }
                values.push(value);
                Ok(Column::Float(values))
            }
            (Column::Float(values), _) => Err(self.mixed(values.len(), "exact", "f64")),
            (Column::Scaled { numerators, .. }, Number::Float(_)) => Err(self.mixed(numerators.len(), "f64", "exact")),
            (Column::Big(values), Number::Float(_)) => Err(self.mixed(values.len(), "f64", "exact")),
            (Column::Big(mut values), value) => {
                values.push(exact(value));
                Ok(Column::Big(values))
            }
            (Column::Scaled { numerators, denominator }, Number::Integer(value)) => {
                self.scaled_with(numerators, denominator, value, 1)
            }
            (Column::Scaled { numerators, denominator }, Number::Rational(value)) => {
                let parts = (i64::try_from(value.numerator()), i64::try_from(value.denominator()));
                match parts {
                    (Ok(above), Ok(below)) => self.scaled_with(numerators, denominator, above, below),
                    _ => self.big_with(&numerators, denominator, value),
                }
            }
        }
    }

    /// Adds `above / below` to a compact column, over a larger common denominator if needed.
    fn scaled_with(
        &self,
        mut numerators: Vec<i64>,
        denominator: i64,
        above: i64,
        below: i64,
    ) -> Result<Column, GameError> {
        let factor = below / gcd(denominator, below);
        let common = denominator.checked_mul(factor);
        let fitted = common.and_then(|common| scale(above, common / below));
        let (Some(common), Some(fitted)) = (common, fitted) else {
            let value = Rational::from_parts_signed(above.into(), below.into());
            return self.big_with(&numerators, denominator, value);
        };
        if factor > 1 {
            match numerators.iter().map(|&old| scale(old, factor)).collect::<Option<Vec<_>>>() {
                Some(rescaled) => numerators = rescaled,
                None => {
                    let value = Rational::from_parts_signed(above.into(), below.into());
                    return self.big_with(&numerators, denominator, value);
                }
            }
        }
        numerators.push(fitted);
        Ok(Column::Scaled { numerators, denominator: common })
    }

    /// Leaves the compact form: one more payoff does not fit it.
    fn big_with(&self, numerators: &[i64], denominator: i64, value: Rational) -> Result<Column, GameError> {
        let payoffs = self.shape.profiles() * self.shape.players();
        if payoffs > MAX_BIG_PAYOFFS {
            return Err(GameError::TooLarge {
                players: self.shape.players(),
                payoffs: payoffs.to_string(),
                limit: MAX_BIG_PAYOFFS,
                why: "exact payoffs whose common denominator does not fit 64 bits",
            });
        }
        let mut values = Vec::with_capacity(self.room.max(numerators.len() + 1));
        let below = Rational::from(denominator);
        values.extend(numerators.iter().map(|&above| Rational::from(above) / &below));
        values.push(value);
        Ok(Column::Big(values))
    }

    fn place(&self, number: usize) -> (usize, Vec<usize>) {
        let profile = self.shape.profile(number);
        (self.player + 1, profile.iter().map(|action| action + 1).collect())
    }

    fn not_finite(&self, number: usize, value: f64) -> GameError {
        let (player, profile) = self.place(number);
        GameError::NotFinite { player, profile, found: value.to_string() }
    }

    fn mixed(&self, number: usize, found: &'static str, earlier: &'static str) -> GameError {
        let (player, profile) = self.place(number);
        GameError::MixedArithmetic { player, profile, found, earlier }
    }
}

fn exact(value: Number) -> Rational {
    match value {
        Number::Integer(value) => Rational::from(value),
        Number::Rational(value) => value,
        Number::Float(value) => exact_from_f64(value).unwrap_or_else(zero),
    }
}

fn scale(value: i64, factor: i64) -> Option<i64> {
    value.checked_mul(factor).filter(|product| product.unsigned_abs() < MAX_NUMERATOR)
}

pub(super) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
