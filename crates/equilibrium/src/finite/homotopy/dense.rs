//! Small dense linear systems: elimination with the sign of the determinant, least squares where it is singular.

use nalgebra::{DMatrix, DVector};

/// A pivot below this counts as zero, with every row scaled to a largest entry of one.
const SINGULAR: f64 = 1e-14;

/// A factored square matrix.
pub(super) struct Factored {
    size: usize,
    /// Rows of L below and U above the diagonal, in pivot order.
    cells: Vec<f64>,
    /// Which row was exchanged at each step.
    exchanged: Vec<usize>,
    /// What each row was multiplied by.
    scales: Vec<f64>,
    /// Sign of the determinant; zero when the matrix is singular to working precision.
    pub(super) sign: f64,
}

impl Factored {
    /// Factors a matrix given row by row.
    pub(super) fn new(mut cells: Vec<f64>, size: usize) -> Self {
        let mut scales = Vec::with_capacity(size);
        scales.extend(cells.chunks_exact_mut(size.max(1)).map(equilibrate));
        let mut exchanged = Vec::with_capacity(size);
        let mut sign = 1.0;
        for step in 0..size {
            let mut pivot = step;
            for row in step + 1..size {
                if cells[row * size + step].abs() > cells[pivot * size + step].abs() {
                    pivot = row;
                }
            }
            exchanged.push(pivot);
            if pivot != step {
                sign = -sign;
                let (above, below) = cells.split_at_mut(pivot * size);
                above[step * size..][..size].swap_with_slice(&mut below[..size]);
            }
            let value = cells[step * size + step];
            if value.is_nan() || value.abs() <= SINGULAR {
                sign = 0.0;
                break;
            }
            sign *= value.signum();
            eliminate(&mut cells, size, step);
        }
        Self { size, cells, exchanged, scales, sign }
    }

    /// The list that held the matrix, to be filled again.
    pub(super) fn into_room(self) -> Vec<f64> {
        self.cells
    }

    /// Whether solutions mean anything.
    pub(super) fn is_regular(&self) -> bool {
        self.sign != 0.0
    }

    /// Replaces the right-hand side by the solution. Only for a regular matrix.
    pub(super) fn solve(&self, side: &mut [f64]) {
        let size = self.size;
        side.iter_mut().zip(&self.scales).for_each(|(value, scale)| *value *= scale);
        for (step, &row) in self.exchanged.iter().enumerate() {
            side.swap(step, row);
        }
        for row in 1..size {
            let line = &self.cells[row * size..row * size + row];
            let known: f64 = line.iter().zip(&*side).map(|(cell, value)| cell * value).sum();
            side[row] -= known;
        }
        for row in (0..size).rev() {
            let line = &self.cells[row * size..(row + 1) * size];
            let known: f64 = line[row + 1..].iter().zip(&side[row + 1..]).map(|(cell, value)| cell * value).sum();
            side[row] = (side[row] - known) / line[row];
        }
    }
}

/// Scales a row to a largest entry of one: precision multiplies whole rows of the logit equations.
fn equilibrate(row: &mut [f64]) -> f64 {
    let largest = row.iter().fold(0.0, |largest: f64, cell| largest.max(cell.abs()));
    let scale = if largest > 0.0 { 1.0 / largest } else { 1.0 };
    for cell in row.iter_mut() {
        *cell *= scale;
    }
    scale
}

fn eliminate(cells: &mut [f64], size: usize, step: usize) {
    let (done, left) = cells.split_at_mut((step + 1) * size);
    let pivot_row = &done[step * size..];
    for row in left.chunks_exact_mut(size) {
        let factor = row[step] / pivot_row[step];
        row[step] = factor;
        if factor != 0.0 {
            for (cell, entry) in row[step + 1..].iter_mut().zip(&pivot_row[step + 1..]) {
                *cell -= factor * entry;
            }
        }
    }
}

/// The shortest solution that comes nearest, by singular values; `None` when they cannot be computed.
pub(super) fn shortest_solution(cells: &[f64], size: usize, side: &[f64]) -> Option<Vec<f64>> {
    if cells.iter().chain(side).any(|cell| !cell.is_finite()) {
        return None;
    }
    let decomposed = DMatrix::from_row_slice(size, size, cells).try_svd(true, true, f64::EPSILON, 1000)?;
    let largest = decomposed.singular_values.iter().copied().fold(0.0, f64::max);
    let cut = (largest * 1e-8).max(f64::MIN_POSITIVE);
    let solved = decomposed.solve(&DVector::from_column_slice(side), cut).ok()?;
    Some(solved.iter().copied().collect())
}

/// The largest size of an entry; not a number if one is not.
pub(super) fn size_of(entries: &[f64]) -> f64 {
    moloch_core::worst(entries.iter().map(|entry| entry.abs()))
}
