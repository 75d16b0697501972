//! The simplex method in doubles for the programme of a matrix game: what it finds are supports, to be checked exactly.

use moloch_core::{Stop, Watch};

/// Reduced costs and pivots smaller than this are taken for zero.
const LEAST: f64 = 1e-9;
/// Right-hand sides are raised by different amounts up to this, so that ties are rare.
const RAISE: f64 = 1e-8;

/// How the search ended.
pub(super) enum SimplexEnd {
    /// At an optimal basis: the actions that each player uses.
    Supports([Vec<usize>; 2]),
    /// Rounding left no row to leave.
    Lost,
    /// The budget ended first.
    Stopped(Stop),
}

/// Maximise the sum of `y` subject to `A y <= 1`, `y >= 0`, for a positive matrix `A` of player 1's payoffs.
pub(super) struct Dictionary {
    /// Coefficients of the nonbasic variables, row after row.
    entries: Vec<f64>,
    width: usize,
    right: Vec<f64>,
    costs: Vec<f64>,
    /// Sum of squares of each column.
    norms: Vec<f64>,
    /// Variables: slacks of the rows first, then the columns.
    basis: Vec<usize>,
    slots: Vec<usize>,
}

impl Dictionary {
    /// From payoffs from 0 to 1, player 1's actions running fastest.
    pub(super) fn new(payoffs: &[f64], height: usize) -> Self {
        let width = payoffs.len() / height;
        let mut entries = vec![0.0; payoffs.len()];
        let mut norms = vec![0.0; width];
        for (column, values) in payoffs.chunks_exact(height).enumerate() {
            for (row, value) in values.iter().enumerate() {
                entries[row * width + column] = value + 1.0;
                norms[column] += (value + 1.0).powi(2);
            }
        }
        Self {
            entries,
            width,
            right: (0..height).map(|row| 1.0 + RAISE * scattered(row)).collect(),
            costs: vec![1.0; width],
            norms,
            basis: (0..height).collect(),
            slots: (height..height + width).collect(),
        }
    }

    /// Pivots until no column improves; one step of the watch is one pivot.
    pub(super) fn solve(&mut self, watch: &mut Watch<'_>) -> SimplexEnd {
        while let Some(slot) = self.entering() {
            if let Err(stop) = watch.step() {
                return SimplexEnd::Stopped(stop);
            }
            let Some(row) = self.leaving(slot) else { return SimplexEnd::Lost };
            self.pivot(row, slot);
        }
        let height = self.basis.len();
        let mut rows: Vec<usize> = self.slots.iter().copied().filter(|&variable| variable < height).collect();
        let mut columns: Vec<usize> = self.basis.iter().filter_map(|variable| variable.checked_sub(height)).collect();
        rows.sort_unstable();
        columns.sort_unstable();
        SimplexEnd::Supports([rows, columns])
    }

    /// Both players' mixes at the optimum, the right-hand sides' raise included.
    pub(super) fn mixes(&self) -> [Vec<f64>; 2] {
        let height = self.basis.len();
        let (mut x, mut y) = (vec![0.0; height], vec![0.0; self.width]);
        for (&variable, &cost) in self.slots.iter().zip(&self.costs) {
            if let Some(weight) = x.get_mut(variable) {
                *weight = (-cost).max(0.0);
            }
        }
        for (&variable, &right) in self.basis.iter().zip(&self.right) {
            if let Some(column) = variable.checked_sub(height) {
                y[column] = right;
            }
        }
        [x, y].map(|mix| {
            let sum: f64 = mix.iter().sum();
            mix.iter().map(|weight| weight / sum).collect()
        })
    }

    /// The steepest edge: the largest gain per unit of length.
    fn entering(&self) -> Option<usize> {
        let mut best = None;
        let mut most = 0.0;
        for (slot, (&cost, &norm)) in self.costs.iter().zip(&self.norms).enumerate() {
            let gain = cost * cost / (1.0 + norm);
            if cost > LEAST && gain > most {
                (best, most) = (Some(slot), gain);
            }
        }
        best
    }

    fn leaving(&self, slot: usize) -> Option<usize> {
        let mut best = None;
        let mut least = f64::INFINITY;
        for (row, &right) in self.right.iter().enumerate() {
            let entry = self.entries[row * self.width + slot];
            if entry > LEAST && right < least * entry {
                (best, least) = (Some(row), right / entry);
            }
        }
        best
    }

    fn pivot(&mut self, row: usize, slot: usize) {
        let width = self.width;
        let start = row * width;
        let inverse = 1.0 / self.entries[start + slot];
        let mut pivot_row: Vec<f64> = self.entries[start..start + width].iter().map(|entry| entry * inverse).collect();
        pivot_row[slot] = inverse;
        let pivot_right = self.right[row] * inverse;
        self.norms.fill(0.0);
        for (index, entries) in self.entries.chunks_exact_mut(width).enumerate() {
            if index == row {
                entries.copy_from_slice(&pivot_row);
                add_squares(&mut self.norms, entries);
                self.right[row] = pivot_right;
                continue;
            }
            let factor = std::mem::replace(&mut entries[slot], 0.0);
            subtract_and_square(entries, factor, &pivot_row, &mut self.norms);
            self.right[index] = (self.right[index] - factor * pivot_right).max(0.0);
        }
        let factor = std::mem::replace(&mut self.costs[slot], 0.0);
        for (cost, entry) in self.costs.iter_mut().zip(&pivot_row) {
            *cost -= factor * entry;
        }
        std::mem::swap(&mut self.basis[row], &mut self.slots[slot]);
    }
}

/// Takes a multiple of the pivot row from a row and adds the squares of what is left: one pass over memory.
fn subtract_and_square(row: &mut [f64], factor: f64, pivot_row: &[f64], norms: &mut [f64]) {
    for ((cell, entry), norm) in row.iter_mut().zip(pivot_row).zip(norms) {
        let value = *cell - factor * entry;
        *cell = value;
        *norm += value * value;
    }
}

fn add_squares(norms: &mut [f64], row: &[f64]) {
    for (norm, value) in norms.iter_mut().zip(row) {
        *norm += value * value;
    }
}

/// A number from 0 to 1 that looks random and is the same everywhere.
fn scattered(index: usize) -> f64 {
    let mixed = (index as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}
