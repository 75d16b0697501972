//! The linear complementarity problem in exact arithmetic.

use dashu_int::IBig;
use moloch_core::{Effort, Stop, Watch};
use thiserror::Error;

use super::float_tableau::FloatTableau;
use super::integer_tableau::IntegerTableau;
use super::lemke_path::{PathEnd, follow};
use super::system::solve_small_integers;
use crate::finite::Rational;
use crate::finite::exact::{common_denominator, one, zero};

/// Problems with fewer variables are solved in exact arithmetic at once.
const DOUBLES_FROM: usize = 20;

/// How the search for a solution of a linear complementarity problem ended.
#[derive(Clone, Debug, PartialEq)]
pub struct LcpSearch {
    /// What was reached.
    pub end: LcpEnd,
    /// Pivots made, in doubles and in exact arithmetic.
    pub pivots: u64,
    /// The arithmetic in which the path was followed; the end is exact in either case.
    pub arithmetic: Arithmetic,
}

/// The arithmetic of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// Doubles; the basis at the end was solved and checked exactly.
    Doubles,
    /// Exact integers from the start, since doubles were not tried.
    Exact,
    /// Exact integers, since the end of the path in doubles was no solution.
    Repeated,
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

/// Solves a linear complementarity problem by Lemke's method: finds $`z \ge 0`$ with
/// $`w = q + M z \ge 0`$ and $`z \cdot w = 0`$.
///
/// `m` holds the rows of the square matrix $`M`$. The path starts far out on the ray $`z = 0`$, $`z_0 \to \infty`$ of
/// $`w = q + M z + d z_0`$ with the covering vector $`d`$ (all ones without `covering`) and pivots, ties broken
/// lexicographically, until $`z_0 = 0`$. Problems of twenty variables and more are searched in doubles first; the basis at the end
/// is solved in exact numbers, and if these are no solution the path is followed again in exact integers. One step of
/// `effort` is one pivot.
///
/// # Errors
///
/// When the lists do not fit together, or the covering vector is negative somewhere or zero where `q` is negative.
///
/// # Complexity
///
/// One pivot costs `n^2` multiplications of doubles, or of integers whose length grows with the number of exchanged columns; the
/// number of pivots is small in practice and exponential at worst.
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
        return Ok(LcpSearch { end: LcpEnd::Solution(vec![zero(); size]), pivots: 0, arithmetic: Arithmetic::Exact });
    }
    let rows = equations(m, q, covering);
    let mut watch = effort.watch("complementary pivots");
    let mut arithmetic = Arithmetic::Exact;
    if size >= DOUBLES_FROM {
        match in_doubles(&rows, size, &mut watch) {
            Some(end) => return Ok(LcpSearch { end, pivots: watch.done(), arithmetic: Arithmetic::Doubles }),
            None => arithmetic = Arithmetic::Repeated,
        }
    }
    let end = exactly(rows, size, &mut watch);
    Ok(LcpSearch { end, pivots: watch.done(), arithmetic })
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
fn equations(m: &[Vec<Rational>], q: &[Rational], covering: &[Rational]) -> Vec<Vec<IBig>> {
    let row = |index: usize| {
        let entries = m[index].iter().chain(std::iter::once(&covering[index]));
        let scale = common_denominator(entries.clone().chain(std::iter::once(&q[index])));
        let whole = |value: &Rational| value.numerator() * IBig::from(&scale / value.denominator());
        entries.map(|value| -whole(value)).chain(std::iter::once(whole(&q[index]))).collect()
    };
    (0..q.len()).map(row).collect()
}

/// The end of the path in doubles, solved exactly; `None` when that is no solution.
fn in_doubles(rows: &[Vec<IBig>], size: usize, watch: &mut Watch<'_>) -> Option<LcpEnd> {
    let mut tableau = FloatTableau::new(rows);
    match follow(&mut tableau, size, watch) {
        PathEnd::Solution => solution(rows, size, tableau.basis()).map(LcpEnd::Solution),
        PathEnd::Stopped(stop) => Some(LcpEnd::Stopped(stop)),
        // Whether there is a ray is for exact arithmetic to say.
        PathEnd::Ray { .. } => None,
    }
}

/// `z` at a basis, if it is a solution.
fn solution(rows: &[Vec<IBig>], size: usize, basis: &[usize]) -> Option<Vec<Rational>> {
    let mut is_tight = vec![true; size];
    let mut columns = Vec::new();
    for &variable in basis {
        if variable < size { is_tight[variable] = false } else { columns.push(variable - size) }
    }
    let small = |row: &Vec<IBig>| -> Option<Vec<i64>> {
        let entry = |column: usize| i64::try_from(&row[column]).ok();
        columns.iter().copied().chain([size + 1]).map(entry).collect()
    };
    let tight = rows.iter().zip(&is_tight).filter(|(_, is_tight)| **is_tight);
    let tight: Vec<Vec<i64>> = tight.map(|(row, _)| small(row)).collect::<Option<_>>()?;
    if tight.len() != columns.len() {
        return None;
    }
    let values = solve_small_integers(&tight)?;
    let slack = |row: &Vec<IBig>| {
        let terms = columns.iter().zip(&values.numerators).filter(|(column, _)| !row[**column].is_zero());
        terms.fold(&values.denominator * &row[size + 1], |rest, (&column, value)| rest - value * &row[column])
    };
    let mut z = vec![zero(); size + 1];
    for (&column, value) in columns.iter().zip(&values.numerators) {
        z[column] = Rational::from_parts_signed(value.clone(), values.denominator.clone());
    }
    let is_feasible = z.iter().all(|value| *value >= zero())
        && rows.iter().zip(&is_tight).all(|(row, is_tight)| *is_tight || slack(row) >= IBig::ZERO);
    // The covering variable may be left in the basis, at zero.
    (is_feasible && z.pop()?.is_zero()).then_some(z)
}

/// The path in exact integers.
fn exactly(rows: Vec<Vec<IBig>>, size: usize, watch: &mut Watch<'_>) -> LcpEnd {
    let mut tableau = IntegerTableau::new(rows);
    let end = follow(&mut tableau, size, watch);
    let z = || (size..2 * size).map(|variable| tableau.value(variable)).collect();
    match end {
        PathEnd::Solution => LcpEnd::Solution(z()),
        PathEnd::Stopped(stop) => LcpEnd::Stopped(stop),
        PathEnd::Ray { slot } => {
            let direction = (size..2 * size).map(|variable| tableau.slope(variable, slot)).collect();
            LcpEnd::Ray { from: z(), direction }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A positive definite matrix with many zeros and a right-hand side with many ties: one solution.
    fn definite(size: usize, mut state: u64) -> (Vec<Vec<Rational>>, Vec<Rational>) {
        let mut next = |range: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % (2 * range + 1)).cast_signed() - range.cast_signed()
        };
        let factor: Vec<Vec<i64>> = (0..size).map(|_| (0..size).map(|_| next(1)).collect()).collect();
        let entry = |i: usize, j: usize| {
            let product: i64 = (0..size).map(|k| factor[k][i] * factor[k][j]).sum();
            Rational::from(product + i64::from(i == j))
        };
        let m = (0..size).map(|i| (0..size).map(|j| entry(i, j)).collect()).collect();
        (m, (0..size).map(|_| Rational::from(next(2))).collect())
    }

    #[test]
    fn both_arithmetics_end_at_the_one_solution() {
        let effort = Effort::unlimited();
        for state in 0..20 {
            let (m, q) = definite(24, state);
            let rows = equations(&m, &q, &vec![one(); 24]);
            let searched = solve_lcp(&m, &q, None, &effort).unwrap();
            assert_eq!(searched.arithmetic, Arithmetic::Doubles);
            assert_eq!(searched.end, exactly(rows, 24, &mut effort.watch("test")));
        }
    }

    #[test]
    fn a_basis_that_is_no_solution_is_followed_again_exactly() {
        // Coefficients beyond machine integers cannot be solved from a basis.
        let (mut m, q) = definite(24, 3);
        for row in &mut m {
            for entry in row {
                *entry *= Rational::from(IBig::from(10).pow(30));
            }
        }
        let searched = solve_lcp(&m, &q, None, &Effort::unlimited()).unwrap();
        assert_eq!(searched.arithmetic, Arithmetic::Repeated);
        assert!(matches!(searched.end, LcpEnd::Solution(_)));
    }

    #[test]
    fn a_wrong_basis_is_refused() {
        let (m, q) = definite(24, 5);
        let rows = equations(&m, &q, &vec![one(); 24]);
        assert!(q.iter().any(|entry| *entry < zero()));
        let all_slack: Vec<usize> = (0..24).collect();
        assert_eq!(solution(&rows, 24, &all_slack), None);
    }
}
