//! Ranks, determinants and hulls of small exact matrices, by elimination.

use dashu_int::IBig;

use super::super::exact::{Rational, one, zero};

/// Rows of one length.
pub(super) type Matrix = Vec<Vec<Rational>>;

/// What elimination says about a matrix.
struct Eliminated {
    rank: usize,
    /// The product of the pivots with the sign of the exchanges.
    pivots: Rational,
}

/// Gaussian elimination; the matrix is used up.
fn eliminate(mut rows: Matrix) -> Eliminated {
    let width = rows.first().map_or(0, Vec::len);
    let (mut rank, mut pivots) = (0, one());
    for column in 0..width {
        let Some(found) = (rank..rows.len()).find(|&row| !rows[row][column].is_zero()) else { continue };
        if found != rank {
            rows.swap(found, rank);
            pivots = -pivots;
        }
        let (done, rest) = rows.split_at_mut(rank + 1);
        let pivot_row = &done[rank];
        for row in rest.iter_mut().filter(|row| !row[column].is_zero()) {
            let factor = &row[column] / &pivot_row[column];
            for at in column..width {
                row[at] -= &factor * &pivot_row[at];
            }
        }
        pivots *= pivot_row[column].clone();
        rank += 1;
    }
    Eliminated { rank, pivots }
}

pub(super) fn rank(rows: Matrix) -> usize {
    let most = rows.len().min(rows.first().map_or(0, Vec::len));
    // The rank modulo a prime is never more than the rank: where it is the most possible, it is the rank.
    if rank_modulo(&rows) == Some(most) { most } else { eliminate(rows).rank }
}

/// The rank modulo a prime; `None` where a denominator is zero there.
fn rank_modulo(rows: &Matrix) -> Option<usize> {
    let mut rows: Vec<Vec<u64>> =
        rows.iter().map(|row| row.iter().map(residue).collect::<Option<_>>()).collect::<Option<_>>()?;
    let width = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..width {
        let Some(found) = (rank..rows.len()).find(|&row| rows[row][column] != 0) else { continue };
        rows.swap(found, rank);
        let (done, rest) = rows.split_at_mut(rank + 1);
        let pivot_row = &done[rank];
        let inverse = power(pivot_row[column], PRIME - 2);
        for row in rest.iter_mut().filter(|row| row[column] != 0) {
            let factor = PRIME - product(row[column], inverse);
            for at in column..width {
                row[at] = (row[at] + product(factor, pivot_row[at])) % PRIME;
            }
        }
        rank += 1;
    }
    Some(rank)
}

/// A Mersenne prime.
const PRIME: u64 = (1 << 61) - 1;

fn residue(value: &Rational) -> Option<u64> {
    let prime = IBig::from(PRIME);
    let above = i64::try_from(&(value.numerator() % &prime)).ok()?;
    let below = i64::try_from(&(IBig::from(value.denominator().clone()) % &prime)).ok()?;
    let positive = |value: i64| u64::try_from(if value < 0 { value + PRIME.cast_signed() } else { value }).ok();
    let (above, below) = (positive(above)?, positive(below)?);
    (below != 0).then(|| product(above, power(below, PRIME - 2)))
}

fn product(a: u64, b: u64) -> u64 {
    let remainder = u128::from(a) * u128::from(b) % u128::from(PRIME);
    // A remainder by a number of 61 bits.
    u64::try_from(remainder).unwrap_or(0)
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        exponent /= 2;
    }
    result
}

/// The sign of the determinant of a square matrix: -1, 0 or 1.
pub(super) fn determinant_sign(rows: Matrix) -> i64 {
    let size = rows.len();
    let Eliminated { rank, pivots } = eliminate(rows);
    if rank < size {
        return 0;
    }
    if pivots > zero() { 1 } else { -1 }
}

/// The dimension of the hull of some points.
pub(super) fn dimension(points: &[Vec<Rational>]) -> usize {
    let Some((first, rest)) = points.split_first() else { return 0 };
    let difference = |point: &Vec<Rational>| point.iter().zip(first).map(|(a, b)| a - b).collect();
    rank(rest.iter().map(difference).collect())
}

/// Whether a point is a mixture of other points: the first phase of the simplex method with Bland's rule, which
/// cannot cycle.
pub(super) fn is_mixture(point: &[Rational], others: &[&Vec<Rational>]) -> bool {
    // One row per coordinate and one for the sum of the weights; all right-hand sides are nonnegative.
    let mut rows: Matrix = (0..point.len())
        .map(|at| others.iter().map(|other| other[at].clone()).chain([point[at].clone()]).collect())
        .collect();
    rows.push(vec![one(); others.len() + 1]);
    let mut basis: Vec<Option<usize>> = vec![None; rows.len()];
    // What the artificial variables sum to, as a row: it has to come down to zero.
    let mut cost: Vec<Rational> =
        (0..=others.len()).map(|at| rows.iter().fold(zero(), |sum, row| sum + &row[at])).collect();
    while let Some(enter) = (0..others.len()).find(|&at| cost[at] > zero()) {
        let ratio = |row: usize| &rows[row][others.len()] / &rows[row][enter];
        let candidates = (0..rows.len()).filter(|&row| rows[row][enter] > zero());
        let best = candidates.min_by(|&a, &b| ratio(a).cmp(&ratio(b)).then(basis[a].cmp(&basis[b])));
        let Some(leave) = best else { return false };
        pivot(&mut rows, &mut cost, leave, enter);
        basis[leave] = Some(enter);
    }
    cost[others.len()].is_zero()
}

fn pivot(rows: &mut Matrix, cost: &mut [Rational], leave: usize, enter: usize) {
    let by = rows[leave][enter].clone();
    for value in &mut rows[leave] {
        *value /= &by;
    }
    let pivot_row = rows[leave].clone();
    let clear = |row: &mut [Rational]| {
        let factor = row[enter].clone();
        if !factor.is_zero() {
            row.iter_mut().zip(&pivot_row).for_each(|(value, below)| *value -= &factor * below);
        }
    };
    rows.iter_mut().enumerate().filter(|(row, _)| *row != leave).for_each(|(_, row)| clear(row));
    clear(cost);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(rows: &[&[i64]]) -> Matrix {
        rows.iter().map(|row| row.iter().map(|&value| Rational::from(value)).collect()).collect()
    }

    #[test]
    fn ranks_and_signs_of_small_matrices() {
        assert_eq!(rank(whole(&[&[1, 2], &[2, 4]])), 1);
        assert_eq!(rank(whole(&[&[0, 2, 1], &[2, 4, 0]])), 2);
        assert_eq!(determinant_sign(whole(&[&[0, 1], &[1, 0]])), -1);
        assert_eq!(determinant_sign(whole(&[&[2, 1, 0], &[1, 2, 1], &[0, 1, 2]])), 1);
        assert_eq!(determinant_sign(whole(&[&[1, 2], &[2, 4]])), 0);
    }

    #[test]
    fn the_middle_of_a_segment_is_a_mixture_and_its_end_is_not() {
        let ends = whole(&[&[1, 0], &[0, 1]]);
        let half = Rational::from_parts_signed(1.into(), 2.into());
        assert!(is_mixture(&[half.clone(), half], &ends.iter().collect::<Vec<_>>()));
        assert!(!is_mixture(&ends[0], &[&ends[1]]));
        assert!(!is_mixture(&ends[0], &[]));
        assert_eq!(dimension(&ends), 1);
        assert_eq!(dimension(&ends[..1]), 0);
    }
}
