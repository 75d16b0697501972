//! The linear complementarity problem in exact arithmetic.

use dashu_int::IBig;
use moloch_core::{Effort, Stop};
use thiserror::Error;

use super::integer_tableau::IntegerTableau;
use crate::finite::Rational;
use crate::finite::exact::{common_denominator, one, zero};

/// How the search for a solution of a linear complementarity problem ended.
#[derive(Clone, Debug, PartialEq)]
pub struct LcpSearch {
    /// What was reached.
    pub end: LcpEnd,
    /// Pivots made.
    pub pivots: u64,
}

/// What a path of complementary pivots reached.
#[derive(Clone, Debug, PartialEq)]
pub enum LcpEnd {
    /// A solution `z`; `w = q + M z` is nonnegative and orthogonal to it.
    Solution(Vec<Rational>),
    /// The path left along a ray: the method found no solution, though there may be one.
    Ray {
        /// `z` where the ray begins.
        from: Vec<Rational>,
        /// How `z` changes along the ray.
        direction: Vec<Rational>,
    },
    /// The budget ended first.
    Stopped(Stop),
}

/// Why a linear complementarity problem was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LcpError {
    /// A list that does not have the length of `q`.
    #[error("solve the complementarity problem: {what} has {found} entries, expected {expected} as q has")]
    Length {
        /// Which list.
        what: String,
        /// Its length.
        found: usize,
        /// The length of `q`.
        expected: usize,
    },
    /// A covering vector that does not cover.
    #[error(
        "solve the complementarity problem: entry {entry} of the covering vector is {found}, expected at least \
         zero, and positive where q is negative"
    )]
    Covering {
        /// Which entry, from 1.
        entry: usize,
        /// Its value.
        found: String,
    },
}

/// Solves a linear complementarity problem by Lemke's method in exact arithmetic: finds $`z \ge 0`$ with
/// $`w = q + M z \ge 0`$ and $`z \cdot w = 0`$.
///
/// `m` holds the rows of the square matrix $`M`$. The path starts far out on the ray $`z = 0`$, $`z_0 \to \infty`$ of
/// $`w = q + M z + d z_0`$ with the covering vector $`d`$ (all ones without `covering`) and pivots, ties broken
/// lexicographically, until $`z_0 = 0`$. One step of `effort` is one pivot.
///
/// # Errors
///
/// When the lists do not fit together, or the covering vector is negative somewhere or zero where `q` is negative.
///
/// # Complexity
///
/// One pivot costs `n^2` multiplications of integers whose length grows with the number of exchanged columns; the number of pivots
/// is small in practice and exponential at worst.
///
/// ```
/// use moloch_core::Effort;
/// use moloch_equilibrium::finite::{lcp::{LcpEnd, solve_lcp}, rational};
///
/// // w1 = -8 + 2 z1 + z2, w2 = -10 + z1 + 3 z2.
/// let m = [vec![rational(2, 1)?, rational(1, 1)?], vec![rational(1, 1)?, rational(3, 1)?]];
/// let q = [rational(-8, 1)?, rational(-10, 1)?];
/// let search = solve_lcp(&m, &q, None, &Effort::unlimited())?;
/// assert_eq!(search.end, LcpEnd::Solution(vec![rational(14, 5)?, rational(12, 5)?]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve_lcp(
    m: &[Vec<Rational>],
    q: &[Rational],
    covering: Option<&[Rational]>,
    effort: &Effort,
) -> Result<LcpSearch, LcpError> {
    let size = q.len();
    let ones;
    let covering = match covering {
        Some(covering) => covering,
        None => {
            ones = vec![one(); size];
            &ones
        }
    };
    check(m, q, covering)?;
    if q.iter().all(|entry| *entry >= zero()) {
        return Ok(LcpSearch { end: LcpEnd::Solution(vec![zero(); size]), pivots: 0 });
    }
    Ok(Path { tableau: tableau(m, q, covering), size, pivots: 0 }.follow(effort))
}

fn check(m: &[Vec<Rational>], q: &[Rational], covering: &[Rational]) -> Result<(), LcpError> {
    let expected = q.len();
    let fits = |what: String, found: usize| {
        if found == expected { Ok(()) } else { Err(LcpError::Length { what, found, expected }) }
    };
    fits("the list of rows of M".to_owned(), m.len())?;
    fits("the covering vector".to_owned(), covering.len())?;
    for (index, row) in m.iter().enumerate() {
        fits(format!("row {} of M", index + 1), row.len())?;
    }
    for (index, (cover, value)) in covering.iter().zip(q).enumerate() {
        if *cover < zero() || (cover.is_zero() && *value < zero()) {
            return Err(LcpError::Covering { entry: index + 1, found: cover.to_string() });
        }
    }
    Ok(())
}

/// `w - M z - d z0 = q`, each row times its own common denominator.
fn tableau(m: &[Vec<Rational>], q: &[Rational], covering: &[Rational]) -> IntegerTableau {
    let row = |index: usize| {
        let entries = m[index].iter().chain(std::iter::once(&covering[index]));
        let scale = common_denominator(entries.clone().chain(std::iter::once(&q[index])));
        let whole = |value: &Rational| value.numerator() * IBig::from(&scale / value.denominator());
        entries.map(|value| -whole(value)).chain(std::iter::once(whole(&q[index]))).collect()
    };
    IntegerTableau::new((0..q.len()).map(row).collect())
}

/// Variables: `w` are `0..size`, `z` are `size..2 size`, `z0` is `2 size`.
struct Path {
    tableau: IntegerTableau,
    size: usize,
    pivots: u64,
}

impl Path {
    fn follow(mut self, effort: &Effort) -> LcpSearch {
        let mut watch = effort.watch("complementary pivots");
        let artificial = 2 * self.size;
        let mut entering = artificial;
        loop {
            if let Err(stop) = watch.step() {
                return self.ended(LcpEnd::Stopped(stop));
            }
            let Some(slot) = self.tableau.slot(entering) else {
                // The complement of what left is never basic.
                return self.solution();
            };
            let row = if entering == artificial { self.first_row(slot) } else { self.tableau.limiting_row(slot) };
            let Some(row) = row else { return self.ray(slot) };
            let left = self.tableau.pivot(row, slot);
            self.pivots += 1;
            if left == artificial || self.tableau.value(artificial).is_zero() {
                return self.solution();
            }
            entering = if left < self.size { left + self.size } else { left - self.size };
        }
    }

    /// The row that keeps `w` nonnegative while `z0` comes down from infinity.
    fn first_row(&self, slot: usize) -> Option<usize> {
        let covered = (0..self.size).filter(|&row| *self.tableau.coefficient(row, slot) < IBig::ZERO);
        self.tableau.lexicographic_minimum(slot, covered)
    }

    fn z(&self) -> Vec<Rational> {
        (self.size..2 * self.size).map(|variable| self.tableau.value(variable)).collect()
    }

    fn solution(&self) -> LcpSearch {
        self.ended(LcpEnd::Solution(self.z()))
    }

    fn ray(&self, slot: usize) -> LcpSearch {
        let direction = (self.size..2 * self.size).map(|variable| self.tableau.slope(variable, slot)).collect();
        self.ended(LcpEnd::Ray { from: self.z(), direction })
    }

    fn ended(&self, end: LcpEnd) -> LcpSearch {
        LcpSearch { end, pivots: self.pivots }
    }
}
