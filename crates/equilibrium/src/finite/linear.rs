//! Exact linear algebra of small size: an alternative decided by the simplex method, and ranks.

use moloch_core::Effort;

use super::exact::Rational;
use super::programme::Programme;

/// Which of two systems has a solution (Ville's theorem: exactly one has).
#[derive(Debug, PartialEq)]
pub(crate) enum Alternative {
    /// Weights of the rows whose weighted sum is positive in every column; they sum to one.
    Rows(Vec<Rational>),
    /// Weights of the columns whose weighted sum is not positive in any row; they sum to one.
    Columns(Vec<Rational>),
}

/// Decides for a matrix of exact numbers, given as rows of one length, whether some mix of its rows is
/// positive everywhere or some mix of its columns is nowhere positive.
///
/// Maximises $`\sum_s z_s`$ subject to $`M z \le 0`$, $`\sum_s z_s \le 1`$, $`z \ge 0`$: the value is 1 in the
/// second case; else it is 0 and the dual solution is the mix of rows.
pub(crate) fn alternative(matrix: &[Vec<Rational>]) -> Alternative {
    let width = matrix.first().map_or(0, Vec::len);
    let mut rows = matrix.to_vec();
    rows.push(vec![Rational::ONE; width]);
    let mut right = vec![Rational::ZERO; matrix.len()];
    right.push(Rational::ONE);
    let effort = Effort::unlimited();
    let programme = Programme { objective: vec![Rational::ONE; width], rows, right };
    // The last row bounds the objective.
    let solved = programme.solve(&mut effort.watch("pivots towards an alternative"));
    let (columns, mut rows) = solved.map_or_else(Default::default, |solved| (solved.variables, solved.multipliers));
    if columns.iter().any(|weight| !weight.is_zero()) {
        return Alternative::Columns(shares(columns));
    }
    rows.truncate(matrix.len());
    Alternative::Rows(shares(rows))
}

/// Nonnegative numbers divided by their sum.
fn shares(weights: Vec<Rational>) -> Vec<Rational> {
    let total = weights.iter().fold(Rational::ZERO, |sum, weight| sum + weight);
    if total.is_zero() { weights } else { weights.into_iter().map(|weight| weight / &total).collect() }
}

/// Dimension of the smallest flat through some points (0 for one point).
pub(crate) fn affine_dimension(points: &[Vec<Rational>]) -> usize {
    let Some((origin, others)) = points.split_first() else { return 0 };
    let difference =
        |point: &Vec<Rational>| -> Vec<Rational> { point.iter().zip(origin).map(|(a, b)| a - b).collect() };
    rank(others.iter().map(difference).collect())
}

/// Rank by elimination.
fn rank(mut rows: Vec<Vec<Rational>>) -> usize {
    let width = rows.first().map_or(0, Vec::len);
    let mut found = 0;
    for column in 0..width {
        let Some(pivot) = (found..rows.len()).find(|&row| !rows[row][column].is_zero()) else {
            continue;
        };
        rows.swap(found, pivot);
        let (done, left) = rows.split_at_mut(found + 1);
        let pivot_row = &done[found];
        // Mixes are mostly zeros: only what is not zero is subtracted.
        let entries: Vec<usize> = (column..width).filter(|&index| !pivot_row[index].is_zero()).collect();
        for row in left.iter_mut().filter(|row| !row[column].is_zero()) {
            let factor = &row[column] / &pivot_row[column];
            for &index in &entries {
                row[index] -= &factor * &pivot_row[index];
            }
        }
        found += 1;
    }
    found
}

/// Whether a point is a convex combination of others.
pub(crate) fn is_in_hull(point: &[Rational], vertices: &[Vec<Rational>]) -> bool {
    if vertices.is_empty() || vertices.iter().any(|vertex| vertex.len() != point.len()) {
        return false;
    }
    if let [vertex] = vertices {
        return vertex == point;
    }
    // Weights z >= 0 with sum 1 and sum_k z_k (v_k - point) = 0: both signs are "nowhere positive".
    let difference = |coordinate: usize, swap: bool| -> Vec<Rational> {
        let gap = |vertex: &Vec<Rational>| &vertex[coordinate] - &point[coordinate];
        vertices.iter().map(|vertex| if swap { -gap(vertex) } else { gap(vertex) }).collect()
    };
    let coordinates = 0..point.len();
    let rows = coordinates.flat_map(|c| [difference(c, false), difference(c, true)]);
    match alternative(&rows.collect::<Vec<_>>()) {
        Alternative::Columns(_) => true,
        Alternative::Rows(_) => false,
    }
}
