//! Systems of linear equations with integer coefficients, solved exactly.
//!
//! Larger square systems by lifting modulo powers of a prime (Dixon 1982): one factorisation modulo the prime, then
//! one pair of products in machine integers per digit, then numerators and denominator from the digits. Small,
//! rectangular or wide ones by elimination without fractions.

use dashu_int::IBig;

/// The prime $`2^{31} - 1`$: products of two residues and a sum fit 64 bits, and reduction needs no division.
const PRIME: u64 = (1 << 31) - 1;
/// Below this many unknowns elimination is as fast as lifting.
const LIFTED_FROM: usize = 6;

/// Values over one positive denominator.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CommonSolution {
    pub(crate) numerators: Vec<IBig>,
    pub(crate) denominator: IBig,
}

/// Solves rows of machine integers with the right-hand side last. `None` unless there is exactly one solution.
pub(crate) fn solve_small_integers(rows: &[Vec<i64>]) -> Option<CommonSolution> {
    let unknowns = rows.first()?.len() - 1;
    if unknowns >= LIFTED_FROM
        && rows.len() == unknowns
        && let Some(solution) = Lifting::new(rows).and_then(|lifting| lifting.solve())
    {
        return Some(solution);
    }
    solve_integers(rows.iter().map(|row| row.iter().map(|&entry| IBig::from(entry)).collect()).collect())
}

/// Solves rows of integers with the right-hand side last by elimination without fractions. `None` unless there is
/// exactly one solution.
pub(crate) fn solve_integers(mut rows: Vec<Vec<IBig>>) -> Option<CommonSolution> {
    let unknowns = rows.first()?.len() - 1;
    let mut denominator = IBig::ONE;
    for column in 0..unknowns {
        let pivot_row = (column..rows.len()).find(|&row| !rows[row][column].is_zero())?;
        rows.swap(column, pivot_row);
        let pivot_row = std::mem::take(&mut rows[column]);
        let pivot = pivot_row[column].clone();
        for row in rows.iter_mut().filter(|row| !row.is_empty()) {
            let factor = row[column].clone();
            // Columns to the left are those of a multiple of the identity already.
            for (cell, entry) in row.iter_mut().zip(&pivot_row).skip(column) {
                *cell = (&*cell * &pivot - &factor * entry) / &denominator;
            }
        }
        rows[column] = pivot_row;
        denominator = pivot;
    }
    if rows[unknowns..].iter().any(|row| !row[unknowns].is_zero()) {
        return None;
    }
    let sign = if denominator < IBig::ZERO { IBig::NEG_ONE } else { IBig::ONE };
    let numerators = rows[..unknowns].iter().map(|row| &row[unknowns] * &sign).collect();
    Some(CommonSolution { numerators, denominator: denominator * sign })
}

/// A square system with its factors modulo the prime.
struct Lifting {
    size: usize,
    /// Coefficients, row after row.
    matrix: Vec<i64>,
    right: Vec<i64>,
    /// Whether products of a row with a digit fit 64 bits.
    narrow: bool,
    /// Lower and upper factor modulo the prime, row after row, the lower one with ones on its diagonal.
    factors: Vec<u64>,
    /// Inverses of the upper factor's diagonal.
    inverses: Vec<u64>,
    /// The row of the matrix that stands in each row of the factors.
    order: Vec<usize>,
    /// Bounds on numerators and denominator as powers of two.
    bits: (usize, usize),
}

impl Lifting {
    /// `None` when the matrix is singular modulo the prime.
    fn new(rows: &[Vec<i64>]) -> Option<Self> {
        let size = rows.len();
        let largest = rows.iter().flatten().map(|entry| entry.unsigned_abs()).max()?;
        // Residuals stay below `size * largest`; the products that make them are larger by a digit.
        let narrow = largest.checked_mul(size as u64 + 1).is_some_and(|bound| bound < 1 << 30);
        let matrix: Vec<i64> = rows.iter().flat_map(|row| row[..size].iter().copied()).collect();
        let right = rows.iter().map(|row| row[size]).collect();
        let mut factors: Vec<u64> = matrix.iter().map(|&entry| residue(entry)).collect();
        let (order, inverses) = factorise(&mut factors, size)?;
        Some(Self { size, matrix, right, narrow, factors, inverses, order, bits: hadamard(rows) })
    }

    fn solve(&self) -> Option<CommonSolution> {
        let (above, below) = self.bits;
        let digits = (above + below + 2) / 30 + 1;
        let lifted = self.lift(digits);
        let modulus = IBig::from(PRIME).pow(digits);
        let limits = (IBig::ONE << above, IBig::ONE << below);
        let mut denominator = IBig::ONE;
        let mut numerators: Vec<IBig> = Vec::with_capacity(self.size);
        for value in lifted {
            let scaled = balanced((value * &denominator) % &modulus, &modulus);
            let (numerator, factor) = reconstruct(scaled, &modulus, &limits)?;
            if factor != IBig::ONE {
                for known in &mut numerators {
                    *known *= &factor;
                }
                denominator *= factor;
            }
            numerators.push(numerator);
        }
        Some(CommonSolution { numerators, denominator })
    }

    /// The solution modulo the prime to the power of `digits`.
    fn lift(&self, digits: usize) -> Vec<IBig> {
        let mut residual: Vec<i128> = self.right.iter().map(|&entry| entry.into()).collect();
        let mut found: Vec<Vec<u64>> = Vec::with_capacity(digits);
        for _ in 0..digits {
            let digit = self.solve_modulo(&residual);
            for (rest, row) in residual.iter_mut().zip(self.matrix.chunks_exact(self.size)) {
                *rest = (*rest - self.times_digit(row, &digit)) / i128::from(PRIME);
            }
            found.push(digit);
        }
        let value = |index: usize| {
            let high_first = found.iter().rev().map(|digit| digit[index]);
            high_first.fold(IBig::ZERO, |sum, digit| sum * PRIME + digit)
        };
        (0..self.size).map(value).collect()
    }

    fn times_digit(&self, row: &[i64], digit: &[u64]) -> i128 {
        let pairs = row.iter().zip(digit);
        if self.narrow {
            i128::from(pairs.map(|(&a, &x)| a * x.cast_signed()).sum::<i64>())
        } else {
            pairs.map(|(&a, &x)| i128::from(a) * i128::from(x)).sum()
        }
    }

    /// One digit: the solution for a right-hand side modulo the prime.
    fn solve_modulo(&self, right: &[i128]) -> Vec<u64> {
        let mut x: Vec<u64> = self.order.iter().map(|&row| residue(right[row])).collect();
        for row in 0..self.size {
            let factors = &self.factors[row * self.size..][..row];
            x[row] = reduce(x[row] + PRIME - product(factors, &x[..row]));
        }
        for row in (0..self.size).rev() {
            let factors = &self.factors[row * self.size..][row + 1..self.size];
            let rest = reduce(x[row] + PRIME - product(factors, &x[row + 1..]));
            x[row] = reduce(rest * self.inverses[row]);
        }
        x
    }
}

/// The residue of an integer.
#[expect(clippy::cast_possible_truncation, reason = "a residue is from 0 to 2^31")]
fn residue(value: impl Into<i128>) -> u64 {
    value.into().rem_euclid(PRIME.into()) as u64
}

/// One step of reduction: from below 2^63 to at most 2^32.
fn fold(value: u64) -> u64 {
    (value & PRIME) + (value >> 31)
}

/// The least residue of a number below 2^63.
fn reduce(value: u64) -> u64 {
    let folded = fold(fold(value));
    if folded >= PRIME { folded - PRIME } else { folded }
}

/// The residue of a scalar product.
fn product(a: &[u64], b: &[u64]) -> u64 {
    reduce(a.iter().zip(b).map(|(a, b)| fold(a * b)).sum())
}

/// The inverse of a residue other than zero, as its power by `PRIME - 2`.
fn inverse(value: u64) -> u64 {
    let (mut result, mut square, mut exponent) = (1, value, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = reduce(result * square);
        }
        square = reduce(square * square);
        exponent >>= 1;
    }
    result
}

/// Factorises in place; the order of rows and the inverses of the pivots.
fn factorise(matrix: &mut [u64], size: usize) -> Option<(Vec<usize>, Vec<u64>)> {
    let mut order: Vec<usize> = (0..size).collect();
    let mut inverses = Vec::with_capacity(size);
    for step in 0..size {
        let found = (step..size).find(|&row| matrix[row * size + step] != 0)?;
        if found != step {
            order.swap(found, step);
            for column in 0..size {
                matrix.swap(found * size + column, step * size + column);
            }
        }
        let (done, left) = matrix.split_at_mut((step + 1) * size);
        let pivot_row = &done[step * size..];
        let pivot_inverse = inverse(pivot_row[step]);
        inverses.push(pivot_inverse);
        for row in left.chunks_exact_mut(size) {
            let factor = reduce(row[step] * pivot_inverse);
            row[step] = factor;
            let negated = PRIME - factor;
            for (cell, &entry) in row[step + 1..].iter_mut().zip(&pivot_row[step + 1..]) {
                *cell = reduce(*cell + negated * entry);
            }
        }
    }
    Some((order, inverses))
}

/// Powers of two above all numerators and above the denominator (Hadamard's inequality).
fn hadamard(rows: &[Vec<i64>]) -> (usize, usize) {
    let norm = |row: &[i64]| row.iter().map(|&entry| (entry as f64).powi(2)).sum::<f64>().max(1.0).log2() / 2.0;
    let above: f64 = rows.iter().map(|row| norm(row)).sum();
    let below: f64 = rows.iter().map(|row| norm(&row[..row.len() - 1])).sum();
    (whole(above), whole(below))
}

/// A number of bits rounded up, with one to spare for the rounding of the sum.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of at most some thousand logarithms"
)]
fn whole(bits: f64) -> usize {
    bits.ceil() as usize + 1
}

/// The representative nearest to zero.
fn balanced(value: IBig, modulus: &IBig) -> IBig {
    let twice: IBig = &value * 2;
    if twice > *modulus { value - modulus } else { value }
}

/// The fraction within the limits that a residue stands for: numerator and positive denominator.
fn reconstruct(value: IBig, modulus: &IBig, limits: &(IBig, IBig)) -> Option<(IBig, IBig)> {
    let within = |number: &IBig, limit: &IBig| *number <= *limit && -number.clone() <= *limit;
    if within(&value, &limits.0) {
        return Some((value, IBig::ONE));
    }
    let (mut old, mut new) = (modulus.clone(), if value < IBig::ZERO { value + modulus } else { value });
    let (mut old_factor, mut factor) = (IBig::ZERO, IBig::ONE);
    while !within(&new, &limits.0) {
        let quotient = &old / &new;
        let rest = old - &quotient * &new;
        (old, new) = (new, rest);
        let next = old_factor - quotient * &factor;
        (old_factor, factor) = (factor, next);
    }
    if factor < IBig::ZERO {
        (new, factor) = (-new, -factor);
    }
    within(&factor, &limits.1).then_some((new, factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A matrix from a linear congruence, with its right-hand side.
    fn rows(size: usize, range: u64, mut state: u64) -> Vec<Vec<i64>> {
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % (2 * range + 1)).cast_signed() - range.cast_signed()
        };
        (0..size).map(|_| (0..=size).map(|_| next()).collect()).collect()
    }

    #[test]
    fn lifting_and_elimination_agree() {
        for (size, range, state) in
            [(6, 1, 3), (7, 100, 1), (12, 100, 2), (25, 3, 7), (30, 100_000, 5), (9, 1 << 60, 8)]
        {
            let rows = rows(size, range, state);
            let lifted = Lifting::new(&rows).and_then(|lifting| lifting.solve()).unwrap();
            let big = rows.iter().map(|row| row.iter().map(|&entry| IBig::from(entry)).collect()).collect();
            let eliminated = solve_integers(big).unwrap();
            for (a, b) in lifted.numerators.iter().zip(&eliminated.numerators) {
                assert_eq!(a * &eliminated.denominator, b * &lifted.denominator);
            }
        }
    }

    #[test]
    fn what_has_no_single_solution_has_none() {
        assert_eq!(solve_small_integers(&[vec![1, 2, 3], vec![2, 4, 6]]), None);
        assert_eq!(solve_small_integers(&[vec![1, 2], vec![1, 3]]), None);
        let twice = solve_small_integers(&[vec![2, 3], vec![4, 6]]).unwrap();
        assert_eq!((twice.numerators, twice.denominator), (vec![IBig::from(3)], IBig::from(2)));
        let mut singular = rows(8, 9, 4);
        singular[7] = singular[0].clone();
        assert_eq!(solve_small_integers(&singular), None);
    }

    #[test]
    fn a_matrix_singular_modulo_the_prime_only_is_solved_by_elimination() {
        let mut identity: Vec<Vec<i64>> =
            (0..6).map(|row| (0..7).map(|column| i64::from(row == column || column == 6)).collect()).collect();
        identity[0][0] = PRIME.cast_signed();
        let solution = solve_small_integers(&identity).unwrap();
        assert_eq!(solution.numerators[0], IBig::ONE);
        assert_eq!(solution.denominator, IBig::from(PRIME));
    }
}
