//! A dictionary of linear equations in doubles, for paths whose end is solved again exactly.

use dashu_int::IBig;

use super::lemke_path::Tableau;

/// Not in the basis.
const NOWHERE: usize = usize::MAX;
/// Coefficients smaller than this are taken for zero.
const LEAST: f64 = 1e-10;
/// Ratios that differ by less than this, relative to their size, are taken for equal.
const SAME_RATIO: f64 = 1e-10;

/// Rows `basic + sum(coefficient * nonbasic) = right-hand side`.
pub(super) struct FloatTableau {
    /// Coefficients of the nonbasic variables, then the right-hand side, row after row.
    cells: Vec<f64>,
    /// Slots and the right-hand side.
    width: usize,
    basis: Vec<usize>,
    slots: Vec<usize>,
    /// The row of a basic variable.
    rows: Vec<usize>,
    /// The slot of any other.
    places: Vec<usize>,
}

impl FloatTableau {
    /// Rows of coefficients with the right-hand side last, each brought to the scale of its largest coefficient.
    /// Variables `0..rows` are basic, those of the slots follow.
    pub(super) fn new(rows: &[Vec<IBig>]) -> Self {
        let height = rows.len();
        let width = rows.first().map_or(1, Vec::len);
        let mut cells = Vec::with_capacity(height * width);
        for row in rows {
            let values: Vec<f64> = row.iter().map(|entry| entry.to_f64().value()).collect();
            let coefficients = values[..width - 1].iter();
            let largest = coefficients.fold(f64::MIN_POSITIVE, |most, value| most.max(value.abs()));
            cells.extend(values.iter().map(|value| value / largest));
        }
        let variables = height + width - 1;
        let mut tableau = Self {
            cells,
            width,
            basis: (0..height).collect(),
            slots: (height..variables).collect(),
            rows: vec![NOWHERE; variables],
            places: vec![NOWHERE; variables],
        };
        (0..height).for_each(|row| tableau.rows[row] = row);
        (height..variables).for_each(|variable| tableau.places[variable] = variable - height);
        tableau
    }

    /// The basic variables.
    pub(super) fn basis(&self) -> &[usize] {
        &self.basis
    }

    fn cell(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.width + column]
    }

    fn right(&self, row: usize) -> f64 {
        self.cell(row, self.width - 1)
    }

    /// The coefficient of a variable in a row, the basic one's included.
    fn entry(&self, row: usize, variable: usize) -> f64 {
        match self.places[variable] {
            NOWHERE => f64::from(self.rows[variable] == row),
            slot => self.cell(row, slot),
        }
    }

    /// Among some rows the one whose right-hand side, followed by its coefficients of the first basis, is
    /// lexicographically least relative to the size of its coefficient in a slot.
    fn least(&self, slot: usize, mut rows: Vec<usize>) -> Option<usize> {
        keep_least(&mut rows, |row| self.right(row) / self.cell(row, slot).abs());
        for variable in 0..self.basis.len() {
            if rows.len() <= 1 {
                break;
            }
            keep_least(&mut rows, |row| self.entry(row, variable) / self.cell(row, slot).abs());
        }
        rows.first().copied()
    }
}

fn keep_least(rows: &mut Vec<usize>, ratio: impl Fn(usize) -> f64) {
    let least = rows.iter().map(|&row| ratio(row)).fold(f64::INFINITY, f64::min);
    let bound = least + SAME_RATIO * (1.0 + least.abs());
    rows.retain(|&row| ratio(row) <= bound);
}

impl Tableau for FloatTableau {
    fn slot(&self, variable: usize) -> Option<usize> {
        Some(self.places[variable]).filter(|&slot| slot != NOWHERE)
    }

    fn covering_row(&self, slot: usize) -> Option<usize> {
        self.least(slot, (0..self.basis.len()).filter(|&row| self.cell(row, slot) < -LEAST).collect())
    }

    fn limiting_row(&self, slot: usize) -> Option<usize> {
        self.least(slot, (0..self.basis.len()).filter(|&row| self.cell(row, slot) > LEAST).collect())
    }

    fn pivot(&mut self, row: usize, slot: usize) -> usize {
        let width = self.width;
        let inverse = 1.0 / self.cell(row, slot);
        let mut pivot_row: Vec<f64> = self.cells[row * width..][..width].iter().map(|cell| cell * inverse).collect();
        pivot_row[slot] = inverse;
        for (index, cells) in self.cells.chunks_exact_mut(width).enumerate() {
            let factor = std::mem::replace(&mut cells[slot], 0.0);
            if index == row {
                cells.copy_from_slice(&pivot_row);
            } else if factor != 0.0 {
                cells.iter_mut().zip(&pivot_row).for_each(|(cell, entry)| *cell -= factor * entry);
            }
        }
        let (entering, leaving) = (self.slots[slot], self.basis[row]);
        (self.slots[slot], self.basis[row]) = (leaving, entering);
        (self.rows[entering], self.places[entering]) = (row, NOWHERE);
        (self.rows[leaving], self.places[leaving]) = (NOWHERE, slot);
        leaving
    }

    fn is_zero(&self, variable: usize) -> bool {
        self.rows[variable] == NOWHERE || self.right(self.rows[variable]).abs() < LEAST
    }
}
