//! Linear bounds: how the equations differ from their values at one point, over a whole cell.
//!
//! For multilinear $`F`$ and a fixed point $`c`$ the identity $`F(x) - F(c) = S(x) (x - c)`$ holds with slopes that
//! are again multilinear in $`x`$: opponent by opponent, those before at $`c`$, those after at $`x`$. Their exact
//! ranges are again the extremes over the corners.

use super::cell::Cell;
use super::system::System;

/// Entries smaller than this share of the largest count as zero when a pivot is chosen.
const RANK_REL: f64 = 1e-10;
/// More than all relative rounding errors of one sum of products.
const SUM_REL: f64 = 1e-13;

/// Slopes over a cell from a fixed point: `middle` plus or minus `radius`, row by row of the equations.
pub(super) struct Slopes {
    size: usize,
    middle: Vec<f64>,
    radius: Vec<f64>,
    /// The equations at the fixed point.
    value: Vec<f64>,
    /// Bound on the error of each value.
    error: Vec<f64>,
}

impl Slopes {
    /// Slopes over `cell` from the point with the given weights of its corners, which are known up to `uncertain`.
    pub(super) fn new(system: &System, cell: &Cell, weights: &[Vec<f64>], uncertain: f64) -> Self {
        let size = system.unknowns;
        let zeros = vec![0.0; size * size];
        let spread: f64 = weights.iter().map(|mix| mix.iter().map(|w| w.abs()).sum::<f64>().max(1.0)).product();
        let rounding = (cell.rounding(system) + 4.0 * uncertain) * spread * 1.01;
        let mut slopes =
            Self { size, middle: zeros.clone(), radius: zeros, value: vec![0.0; size], error: vec![0.0; size] };
        let mut table = Vec::new();
        for (equation, (part, row)) in system.equations().enumerate() {
            table.clear();
            table.extend_from_slice(&cell.rows[part.row(row)]);
            let error = rounding + part.slack * spread;
            slopes.fill_row(system, &part.others, equation, &mut table, weights, error);
        }
        slopes
    }

    fn fill_row(
        &mut self,
        system: &System,
        others: &[usize],
        equation: usize,
        table: &mut Vec<f64>,
        weights: &[Vec<f64>],
        error: f64,
    ) {
        for &other in others {
            let count = system.sizes[other];
            for corner in 1..count {
                let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
                for block in table.chunks_exact(count) {
                    let slope = block[corner] - block[0];
                    low = low.min(slope);
                    high = high.max(slope);
                }
                let entry = equation * self.size + system.first[other] + corner - 1;
                self.middle[entry] = 0.5 * (low + high);
                self.radius[entry] = 0.5 * (high - low) + 4.0 * error;
            }
            let weights = &weights[other];
            let left = table.len() / count;
            for index in 0..left {
                let block = &table[index * count..][..count];
                table[index] = block.iter().zip(weights).map(|(entry, weight)| entry * weight).sum();
            }
            table.truncate(left);
        }
        self.value[equation] = table.first().copied().unwrap_or(0.0);
        self.error[equation] = 2.0 * error;
    }

    /// Multiplies from the left by a matrix chosen so that the middle becomes as close to a permutation as can be.
    pub(super) fn preconditioned(&self) -> Preconditioned {
        let elimination = Elimination::new(&self.middle, self.size);
        let size = self.size;
        let mut middle = vec![0.0; size * size];
        let mut radius = vec![0.0; size * size];
        let (mut value, mut error) = (vec![0.0; size], vec![0.0; size]);
        for row in 0..size {
            let middles = &mut middle[row * size..][..size];
            let radii = &mut radius[row * size..][..size];
            for (equation, &factor) in elimination.combination(row).iter().enumerate() {
                if factor == 0.0 {
                    continue;
                }
                let magnitude = factor.abs();
                value[row] += factor * self.value[equation];
                error[row] += magnitude * (self.error[equation] + SUM_REL * self.value[equation].abs());
                let entries = self.middle[equation * size..].iter().zip(&self.radius[equation * size..]);
                for ((middle, radius), (entry, off)) in middles.iter_mut().zip(radii.iter_mut()).zip(entries) {
                    *middle += factor * entry;
                    *radius += magnitude * (off * (1.0 + SUM_REL) + SUM_REL * entry.abs());
                }
            }
        }
        let pivots = elimination.pivots;
        Preconditioned { size, middle, radius, value, error, pivots }
    }
}

/// Slopes and values of combinations of the equations.
pub(super) struct Preconditioned {
    size: usize,
    middle: Vec<f64>,
    radius: Vec<f64>,
    value: Vec<f64>,
    error: Vec<f64>,
    pivots: Vec<(usize, usize)>,
}

impl Preconditioned {
    /// Whether every matrix within the bounds is regular: then the cell holds no root but perhaps the fixed point, if
    /// that is a root.
    pub(super) fn is_regular(&self) -> bool {
        let close = |&(row, column): &(usize, usize)| {
            let sum: f64 = (0..self.size)
                .map(|other| {
                    let unit = if other == column { 1.0 } else { 0.0 };
                    (self.middle[row * self.size + other] - unit).abs() + self.radius[row * self.size + other]
                })
                .sum();
            sum < 0.999_999
        };
        self.pivots.len() == self.size && self.pivots.iter().all(close)
    }

    /// Whether some combination has no zero in the cell, from the point with these weights of its corners.
    pub(super) fn has_no_root(&self, system: &System, weights: &[Vec<f64>]) -> bool {
        let single = (0..self.size).any(|row| self.excludes(system, &[row], weights));
        if single || self.pivots.len() < self.size {
            return single;
        }
        // All of a mixer's coordinates together: the weight of its first corner must not be negative either.
        let together = |mixer: usize| {
            let columns = system.first[mixer]..system.first[mixer] + system.sizes[mixer] - 1;
            let rows: Vec<usize> =
                self.pivots.iter().filter(|(_, column)| columns.contains(column)).map(|&(row, _)| row).collect();
            rows.len() > 1 && self.excludes(system, &rows, weights)
        };
        (0..system.sizes.len()).any(together)
    }

    /// Whether the sum of some rows keeps its sign over the cell.
    fn excludes(&self, system: &System, rows: &[usize], weights: &[Vec<f64>]) -> bool {
        let sum =
            |entries: &[f64], column: usize| rows.iter().map(|row| entries[row * self.size + column]).sum::<f64>();
        let mut low: f64 = rows.iter().map(|&row| self.value[row]).sum();
        let mut high = low;
        let mut off: f64 = rows.iter().map(|&row| self.error[row]).sum();
        for (mixer, weights) in weights.iter().enumerate() {
            let first = system.first[mixer];
            // At the first corner all coordinates fall by the point's weights.
            let (mut start, mut spread) = (0.0, 0.0);
            for (place, weight) in weights[1..].iter().enumerate() {
                start -= sum(&self.middle, first + place) * weight;
                spread += sum(&self.radius, first + place) * weight.abs();
            }
            let (mut least, mut most) = (start - spread, start + spread);
            for (place, weight) in weights[1..].iter().enumerate() {
                let (end, radius) = (sum(&self.middle, first + place), sum(&self.radius, first + place));
                let around = spread + radius * ((1.0 - weight).abs() - weight.abs());
                least = least.min(start + end - around);
                most = most.max(start + end + around);
            }
            off += SUM_REL * (least.abs() + most.abs());
            low += least;
            high += most;
        }
        off += SUM_REL * (low.abs() + high.abs());
        low > off || high < -off
    }
}

/// Gauss–Jordan elimination with complete pivoting.
pub(super) struct Elimination {
    size: usize,
    /// Each row: what is left of the matrix, then the combination of its rows that this is.
    table: Vec<f64>,
    /// Rows and columns of the pivots: as many as the rank.
    pub(super) pivots: Vec<(usize, usize)>,
}

impl Elimination {
    pub(super) fn new(matrix: &[f64], size: usize) -> Self {
        let width = 2 * size;
        let mut table = vec![0.0; size * width];
        for (row, (target, source)) in
            table.chunks_exact_mut(width.max(1)).zip(matrix.chunks_exact(size.max(1))).enumerate()
        {
            target[..size].copy_from_slice(source);
            target[size + row] = 1.0;
        }
        let scale = matrix.iter().fold(0.0_f64, |scale, entry| scale.max(entry.abs()));
        let mut elimination = Self { size, table, pivots: Vec::with_capacity(size) };
        let mut open = vec![true; size];
        let mut pivot_row = vec![0.0; width];
        while let Some((row, column)) = elimination.next_pivot(&open, scale * RANK_REL) {
            elimination.eliminate(row, column, &mut pivot_row);
            open[row] = false;
            elimination.pivots.push((row, column));
        }
        elimination
    }

    /// The row of the matrix that multiplies from the left.
    pub(super) fn combination(&self, row: usize) -> &[f64] {
        &self.table[row * 2 * self.size + self.size..][..self.size]
    }

    fn next_pivot(&self, open: &[bool], least: f64) -> Option<(usize, usize)> {
        let mut best = (least, None);
        let rows = self.table.chunks_exact((2 * self.size).max(1)).enumerate().filter(|&(row, _)| open[row]);
        for (row, entries) in rows {
            for (column, entry) in entries[..self.size].iter().enumerate() {
                if entry.abs() > best.0 {
                    best = (entry.abs(), Some((row, column)));
                }
            }
        }
        best.1
    }

    fn eliminate(&mut self, row: usize, column: usize, pivot_row: &mut [f64]) {
        let width = 2 * self.size;
        let own = &mut self.table[row * width..][..width];
        let inverse = 1.0 / own[column];
        for (entry, copy) in own.iter_mut().zip(pivot_row.iter_mut()) {
            *entry *= inverse;
            *copy = *entry;
        }
        for (other, entries) in self.table.chunks_exact_mut(width).enumerate() {
            let factor = entries[column];
            if other == row || factor == 0.0 {
                continue;
            }
            for (entry, pivot) in entries.iter_mut().zip(pivot_row.iter()) {
                *entry -= factor * pivot;
            }
            entries[column] = 0.0;
        }
    }

    /// The solution of the linear system with this matrix, if that is regular.
    pub(super) fn solve(&self, right: &[f64]) -> Option<Vec<f64>> {
        if self.pivots.len() < self.size {
            return None;
        }
        let mut solution = vec![0.0; self.size];
        for &(row, column) in &self.pivots {
            solution[column] = self.combination(row).iter().zip(right).map(|(factor, entry)| factor * entry).sum();
        }
        Some(solution)
    }
}
