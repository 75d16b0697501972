//! Exact linear algebra of small size: an alternative decided by the simplex method, and ranks.

use dashu_int::IBig;

use super::exact::{Rational, common_denominator};

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
/// second case; else it is 0 and the dual solution is the mix of rows. Bland's rule, since the
/// start is degenerate; integers over one common denominator, so that no fraction is ever reduced.
pub(crate) fn alternative(matrix: &[Vec<Rational>]) -> Alternative {
    let width = matrix.first().map_or(0, Vec::len);
    let mut tableau = Tableau::new(matrix, width);
    while let Some((row, column)) = tableau.next_pivot() {
        tableau.pivot(row, column);
    }
    tableau.solution(matrix.len(), width)
}

/// Rows of constraints, then the row of reduced costs; columns of variables, slacks, right-hand side.
struct Tableau {
    rows: Vec<Vec<IBig>>,
    /// The variable that each constraint row solves for.
    basis: Vec<usize>,
    /// The common denominator of all entries, positive.
    denominator: IBig,
}

impl Tableau {
    fn new(matrix: &[Vec<Rational>], width: usize) -> Self {
        let height = matrix.len();
        let scale = common_denominator(matrix.iter().flatten());
        let columns = width + height + 2;
        let mut rows = vec![vec![IBig::ZERO; columns]; height + 2];
        for (row, entries) in rows.iter_mut().zip(matrix) {
            for (cell, entry) in row.iter_mut().zip(entries) {
                *cell = entry.numerator() * IBig::from(&scale / entry.denominator());
            }
        }
        for column in 0..width {
            rows[height][column] = IBig::ONE;
            rows[height + 1][column] = IBig::NEG_ONE;
        }
        rows[height][columns - 1] = IBig::ONE;
        for constraint in 0..=height {
            rows[constraint][width + constraint] = IBig::ONE;
        }
        let basis = (width..=width + height).collect();
        Self { rows, basis, denominator: IBig::ONE }
    }

    /// Row and column of the next pivot by Bland's rule; `None` at the optimum.
    fn next_pivot(&self) -> Option<(usize, usize)> {
        let costs = self.rows.last()?;
        let last = costs.len() - 1;
        let column = costs[..last].iter().position(|cost| *cost < IBig::ZERO)?;
        let candidates = (0..self.basis.len()).filter(|&row| self.rows[row][column] > IBig::ZERO);
        let row = candidates.min_by(|&a, &b| {
            let (a_row, b_row) = (&self.rows[a], &self.rows[b]);
            let ratios = (&a_row[last] * &b_row[column]).cmp(&(&b_row[last] * &a_row[column]));
            ratios.then(self.basis[a].cmp(&self.basis[b]))
        })?;
        Some((row, column))
    }

    /// Exchanges one variable of the basis; all divisions are exact (Edmonds, Bareiss).
    fn pivot(&mut self, row: usize, column: usize) {
        let pivot_row = std::mem::take(&mut self.rows[row]);
        let pivot = pivot_row[column].clone();
        for other in self.rows.iter_mut().filter(|other| !other.is_empty()) {
            let factor = other[column].clone();
            for (cell, entry) in other.iter_mut().zip(&pivot_row) {
                *cell = (&*cell * &pivot - &factor * entry) / &self.denominator;
            }
        }
        self.rows[row] = pivot_row;
        self.basis[row] = column;
        self.denominator = pivot;
    }

    fn solution(&self, height: usize, width: usize) -> Alternative {
        let costs = &self.rows[height + 1];
        let last = costs.len() - 1;
        if costs[last] == IBig::ZERO {
            return Alternative::Rows(shares(costs[width..width + height].to_vec()));
        }
        let mut weights = vec![IBig::ZERO; width];
        for (row, &variable) in self.rows.iter().zip(&self.basis) {
            if variable < width {
                weights[variable].clone_from(&row[last]);
            }
        }
        Alternative::Columns(shares(weights))
    }
}

/// Nonnegative integers divided by their sum.
fn shares(weights: Vec<IBig>) -> Vec<Rational> {
    let total = weights.iter().fold(IBig::ZERO, |sum, weight| sum + weight);
    let share = |weight| Rational::from_parts_signed(weight, total.clone());
    weights.into_iter().map(share).collect()
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
        for row in left {
            let factor = &row[column] / &pivot_row[column];
            for (cell, entry) in row.iter_mut().zip(pivot_row) {
                *cell -= &factor * entry;
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
