//! The simplex method in doubles: what it finds is a basis, to be solved and proved optimal exactly.

use moloch_core::{Stop, Watch};

/// Reduced costs and pivots smaller than this are taken for zero.
const LEAST: f64 = 1e-9;
/// How much a constraint may be missed for the sake of a larger pivot.
const SLACK: f64 = 1e-11;

/// How the search ended.
pub(in crate::finite) enum SimplexEnd {
    /// At an optimal basis: the rows that hold with equality, and the variables in the basis, both in order.
    Supports([Vec<usize>; 2]),
    /// Rounding left no row to leave.
    Lost,
    /// The budget ended first.
    Stopped(Stop),
}

/// Maximise `costs . x` subject to `A x <= right`, `x >= 0`, where no right-hand side is negative.
pub(in crate::finite) struct Dictionary {
    /// Coefficients of the nonbasic variables, row after row.
    entries: Vec<f64>,
    width: usize,
    /// Right-hand sides, raised.
    right: Vec<f64>,
    /// The same without the raise.
    plain: Vec<f64>,
    costs: Vec<f64>,
    /// Sum of squares of each column.
    norms: Vec<f64>,
    /// Variables: slacks of the rows first, then the columns.
    basis: Vec<usize>,
    slots: Vec<usize>,
}

impl Dictionary {
    /// Coefficients row after row, of about the size of one; right-hand sides are raised by different amounts of up to
    /// `raise`, so that ties are rare.
    pub(in crate::finite) fn new(entries: Vec<f64>, right: &[f64], costs: Vec<f64>, raise: f64) -> Self {
        let (height, width) = (right.len(), costs.len());
        let mut norms = vec![0.0; width];
        for row in entries.chunks_exact(width) {
            add_squares(&mut norms, row);
        }
        Self {
            entries,
            width,
            right: right.iter().enumerate().map(|(row, bound)| bound + raise * scattered(row)).collect(),
            plain: right.to_vec(),
            costs,
            norms,
            basis: (0..height).collect(),
            slots: (height..height + width).collect(),
        }
    }

    /// Pivots until no column improves; one step of the watch is one pivot.
    pub(in crate::finite) fn solve(&mut self, watch: &mut Watch<'_>) -> SimplexEnd {
        while let Some(slot) = self.entering() {
            if let Err(stop) = watch.step() {
                return SimplexEnd::Stopped(stop);
            }
            let Some(row) = self.leaving(slot) else { return SimplexEnd::Lost };
            self.pivot(row, slot);
        }
        SimplexEnd::Supports(self.supports())
    }

    /// The rows that hold with equality, and the variables in the basis.
    pub(in crate::finite) fn supports(&self) -> [Vec<usize>; 2] {
        let height = self.basis.len();
        let mut rows: Vec<usize> = self.slots.iter().copied().filter(|&variable| variable < height).collect();
        let mut columns: Vec<usize> = self.basis.iter().filter_map(|variable| variable.checked_sub(height)).collect();
        rows.sort_unstable();
        columns.sort_unstable();
        [rows, columns]
    }

    /// Multipliers of the rows and values of the variables, the right-hand sides' raise included, each scaled to sum to
    /// one.
    pub(in crate::finite) fn shares(&self) -> [Vec<f64>; 2] {
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

    /// Among the rows that limit the growth of a variable about first, the one with the largest pivot (Harris 1973).
    fn leaving(&self, slot: usize) -> Option<usize> {
        let rows =
            self.right.iter().enumerate().map(|(row, &right)| (row, right, self.entries[row * self.width + slot]));
        let limiting = rows.filter(|&(_, _, entry)| entry > LEAST);
        let limit = limiting.clone().map(|(_, right, entry)| (right + SLACK) / entry).fold(f64::INFINITY, f64::min);
        let first = limiting.filter(|&(_, right, entry)| right <= limit * entry);
        first.max_by(|a, b| a.2.total_cmp(&b.2)).map(|(row, ..)| row)
    }

    /// Takes the raise back and pivots until nothing is negative without it (dual simplex method): columns that do not
    /// improve stay so.
    pub(super) fn settle(&mut self, watch: &mut Watch<'_>) -> Result<(), Stop> {
        loop {
            let lowest = (0..self.plain.len()).min_by(|&a, &b| self.plain[a].total_cmp(&self.plain[b]));
            let Some(row) = lowest.filter(|&row| self.plain[row] < -LEAST) else { return Ok(()) };
            watch.step()?;
            if !self.lift(row) {
                return Ok(());
            }
        }
    }

    /// Brings a basic variable to zero that is negative without the raise; `false` where rounding leaves no way to.
    /// Slacks of the rows are numbered first, then the columns.
    pub(super) fn raise_to_zero(&mut self, variable: usize) -> bool {
        let row = self.basis.iter().position(|&basic| basic == variable);
        row.is_some_and(|row| self.lift(row))
    }

    fn lift(&mut self, row: usize) -> bool {
        let entries = &self.entries[row * self.width..][..self.width];
        let falling = entries.iter().zip(&self.costs).enumerate().filter(|(_, (entry, _))| **entry < -LEAST);
        let price = |cost: f64, entry: f64| cost.min(0.0) / entry;
        let limit =
            falling.clone().map(|(_, (&entry, &cost))| price(cost - SLACK, entry)).fold(f64::INFINITY, f64::min);
        let first = falling.filter(|(_, (entry, cost))| price(**cost, **entry) <= limit);
        let slot = first.min_by(|a, b| a.1.0.total_cmp(b.1.0)).map(|(slot, _)| slot);
        slot.is_some_and(|slot| {
            self.pivot(row, slot);
            true
        })
    }

    fn pivot(&mut self, row: usize, slot: usize) {
        let width = self.width;
        let start = row * width;
        let inverse = 1.0 / self.entries[start + slot];
        let mut pivot_row: Vec<f64> = self.entries[start..start + width].iter().map(|entry| entry * inverse).collect();
        pivot_row[slot] = inverse;
        let (pivot_right, pivot_plain) = (self.right[row] * inverse, self.plain[row] * inverse);
        self.norms.fill(0.0);
        for (index, entries) in self.entries.chunks_exact_mut(width).enumerate() {
            if index == row {
                entries.copy_from_slice(&pivot_row);
                add_squares(&mut self.norms, entries);
                (self.right[row], self.plain[row]) = (pivot_right, pivot_plain);
                continue;
            }
            let factor = std::mem::replace(&mut entries[slot], 0.0);
            subtract_and_square(entries, factor, &pivot_row, &mut self.norms);
            self.right[index] = (self.right[index] - factor * pivot_right).max(0.0);
            self.plain[index] -= factor * pivot_plain;
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
