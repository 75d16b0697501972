//! The integers of one best-response polytope, and exact solutions on a pair of supports.

use dashu_int::ops::{Gcd, UnsignedAbs};
use dashu_int::{IBig, UBig};

use crate::finite::exact::{Rational, common_denominator};
use crate::finite::game::Game;

/// The polytope $`\{z \ge 0 : M z \le 1\}`$ of the mixes of one player's opponent: each row says that an action of
/// the player earns at most 1, in units in which the best reply to `z` earns exactly 1.
///
/// For each action of the opponent the player's lowest payoff is taken off and the rest divided by its greatest common
/// divisor, which stretches the coordinates and changes no equilibrium.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// The player's actions.
    pub(super) rows: usize,
    /// The opponent's actions.
    pub(super) columns: usize,
    /// Row by row.
    pub(super) matrix: Vec<IBig>,
    /// How much each coordinate was stretched.
    stretch: Vec<UBig>,
}

/// A mix together with the sign of the determinant that it was solved with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Solution {
    /// The opponent's probabilities.
    pub(super) mix: Vec<Rational>,
    /// 1 or -1: the sign of the determinant of the player's payoffs on the two supports.
    pub(super) sign: i32,
}

impl Side {
    /// The polytope that `player`'s payoffs cut out of the mixes of the other of two players.
    pub(super) fn of(game: &Game, player: usize) -> Self {
        let (rows, columns) = (game.action_counts()[player], game.action_counts()[1 - player]);
        let (own, other) = (game.shape().stride(player), game.shape().stride(1 - player));
        let column = game.column(player);
        let payoffs: Vec<Rational> =
            (0..rows * columns).map(|cell| column.exact_at(cell / columns * own + cell % columns * other)).collect();
        let common = Rational::from(common_denominator(payoffs.iter()));
        let whole = |payoff: &Rational| (payoff * &common).numerator().clone();
        let mut side =
            Self { rows, columns, matrix: payoffs.iter().map(whole).collect(), stretch: vec![UBig::ONE; columns] };
        for column in 0..columns {
            side.normalise(column);
        }
        side
    }

    /// Whether two polytopes are the same, so that searching one of them searches both.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.rows == other.rows && self.columns == other.columns && self.matrix == other.matrix
    }

    fn normalise(&mut self, column: usize) {
        let cells = || (0..self.rows).map(|row| row * self.columns + column);
        let lowest = cells().map(|cell| &self.matrix[cell]).min().cloned().unwrap_or(IBig::ZERO);
        let shifted: Vec<IBig> = cells().map(|cell| &self.matrix[cell] - &lowest).collect();
        let divisor = shifted.iter().fold(UBig::ZERO, |divisor, cell| {
            let cell = cell.unsigned_abs();
            if cell.is_zero() {
                divisor
            } else if divisor.is_zero() {
                cell
            } else {
                divisor.gcd(cell)
            }
        });
        // Where all payoffs are equal any positive number will do, zero would not.
        let normalised = |cell: &IBig| if divisor.is_zero() { IBig::ONE } else { cell / IBig::from(divisor.clone()) };
        for (row, cell) in shifted.iter().enumerate() {
            self.matrix[row * self.columns + column] = normalised(cell);
        }
        if !divisor.is_zero() {
            self.stretch[column] = divisor;
        }
    }

    /// The mix on the actions `played` that makes the replies `tight` equally good; as many of the one as of the other.
    /// `None` if there is not exactly one solution, or it is no mix.
    pub(super) fn solve(&self, tight: &[usize], played: &[usize]) -> Option<Solution> {
        let narrow = || solved(self.rows_of(tight, played, |cell| i128::try_from(cell).ok())?);
        let big = || solved(self.rows_of(tight, played, |cell| Some(cell.clone()))?);
        let (sign, weights) = match narrow() {
            Some((sign, weights)) => (sign, weights.into_iter().map(IBig::from).collect()),
            None => big()?,
        };
        self.scaled(sign, &weights, played)
    }

    /// The payoffs on the supports with a column of ones.
    fn rows_of<T>(&self, tight: &[usize], played: &[usize], read: impl Fn(&IBig) -> Option<T>) -> Option<Vec<Vec<T>>> {
        let row = |&row: &usize| {
            let cells = played.iter().map(|&column| read(&self.matrix[row * self.columns + column]));
            cells.chain([read(&IBig::ONE)]).collect()
        };
        (tight.len() == played.len()).then(|| tight.iter().map(row).collect())?
    }

    /// Probabilities from the numerators of stretched coordinates.
    fn scaled(&self, sign: i32, weights: &[IBig], played: &[usize]) -> Option<Solution> {
        let common = played.iter().fold(UBig::ONE, |common, &column| {
            let stretch = &self.stretch[column];
            let divisor = (&common).gcd(stretch);
            common * stretch / divisor
        });
        let unstretched = |(weight, &column): (&IBig, &usize)| weight * IBig::from(&common / &self.stretch[column]);
        let weights: Vec<IBig> = weights.iter().zip(played).map(unstretched).collect();
        let total = weights.iter().fold(IBig::ZERO, |total, weight| total + weight);
        if total.is_zero() || weights.iter().any(|weight| (weight * &total) < IBig::ZERO) {
            return None;
        }
        let mut mix = vec![Rational::ZERO; self.columns];
        for (weight, &column) in weights.into_iter().zip(played) {
            mix[column] = Rational::from_parts_signed(weight, total.clone());
        }
        Some(Solution { mix, sign })
    }
}

/// Numbers that fraction-free elimination can be done in: `None` on overflow.
trait Exact: Clone {
    fn is_nil(&self) -> bool;
    fn is_negative(&self) -> bool;
    fn opposite(&self) -> Self;
    fn unit() -> Self;
    /// `(a * b - c * d) / divisor`, which is exact.
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Option<Self>;
}

impl Exact for i128 {
    fn is_nil(&self) -> bool {
        *self == 0
    }

    fn is_negative(&self) -> bool {
        *self < 0
    }

    fn opposite(&self) -> Self {
        self.wrapping_neg()
    }

    fn unit() -> Self {
        1
    }

    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Option<Self> {
        a.checked_mul(*b)?.checked_sub(c.checked_mul(*d)?)?.checked_div(*divisor)
    }
}

impl Exact for IBig {
    fn is_nil(&self) -> bool {
        self.is_zero()
    }

    fn is_negative(&self) -> bool {
        *self < Self::ZERO
    }

    fn opposite(&self) -> Self {
        -self
    }

    fn unit() -> Self {
        Self::ONE
    }

    fn cross(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Option<Self> {
        Some((a * b - c * d) / divisor)
    }
}

/// Gauss, Jordan and Bareiss: the sign of the determinant and the solution times the determinant's size.
fn solved<T: Exact>(mut rows: Vec<Vec<T>>) -> Option<(i32, Vec<T>)> {
    let size = rows.len();
    let (mut divisor, mut sign) = (T::unit(), 1);
    for step in 0..size {
        let pivot_row = (step..size).find(|&row| !rows[row][step].is_nil())?;
        if pivot_row != step {
            rows.swap(step, pivot_row);
            sign = -sign;
        }
        let across = rows[step].clone();
        for row in (0..size).filter(|&row| row != step) {
            let entry = rows[row][step].clone();
            for column in step..=size {
                rows[row][column] = T::cross(&across[step], &rows[row][column], &entry, &across[column], &divisor)?;
            }
        }
        divisor = across[step].clone();
    }
    let flip = divisor.is_negative();
    let weights = rows.into_iter().map(|row| if flip { row[size].opposite() } else { row[size].clone() });
    Some((if flip { -sign } else { sign }, weights.collect()))
}
