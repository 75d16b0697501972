//! A dictionary of linear equations in integers over one common denominator.
//!
//! Every entry is a determinant of the original coefficients (Edmonds 1967, Bareiss 1968), so that divisions leave no
//! remainder and no fraction is ever reduced.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::lemke_path::Tableau;
use crate::finite::{Rational, exact::zero};

/// Where a variable stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Solved for by this row.
    Row(usize),
    /// Zero, with its coefficients in this slot of every row.
    Slot(usize),
}

/// Rows `basic + sum(coefficient * nonbasic) = right-hand side`, all over one positive denominator.
#[derive(Clone, Debug)]
pub(crate) struct IntegerTableau {
    /// Coefficients of the nonbasic variables, then the right-hand side.
    rows: Vec<Vec<IBig>>,
    /// The variable that each row solves for.
    basis: Vec<usize>,
    /// The variable of each slot.
    slots: Vec<usize>,
    places: Vec<Place>,
    denominator: IBig,
}

impl IntegerTableau {
    /// Rows of coefficients with the right-hand side last. Variables `0..rows` are basic, those of the slots follow.
    pub(crate) fn new(rows: Vec<Vec<IBig>>) -> Self {
        let height = rows.len();
        let width = rows.first().map_or(0, |row| row.len() - 1);
        let places = (0..height).map(Place::Row).chain((0..width).map(Place::Slot)).collect();
        Self {
            rows,
            basis: (0..height).collect(),
            slots: (height..height + width).collect(),
            places,
            denominator: IBig::ONE,
        }
    }

    /// The slot of a nonbasic variable.
    pub(crate) fn slot(&self, variable: usize) -> Option<usize> {
        match self.places[variable] {
            Place::Slot(slot) => Some(slot),
            Place::Row(_) => None,
        }
    }

    pub(crate) fn height(&self) -> usize {
        self.rows.len()
    }

    /// The numerator of a right-hand side: the value of the row's basic variable.
    pub(crate) fn right(&self, row: usize) -> &IBig {
        &self.rows[row][self.slots.len()]
    }

    /// The value of a variable when all nonbasic ones are zero.
    pub(crate) fn value(&self, variable: usize) -> Rational {
        match self.places[variable] {
            Place::Row(row) => Rational::from_parts_signed(self.right(row).clone(), self.denominator.clone()),
            Place::Slot(_) => zero(),
        }
    }

    /// How much a variable changes per unit of the nonbasic variable in a slot.
    pub(crate) fn slope(&self, variable: usize, slot: usize) -> Rational {
        match self.places[variable] {
            Place::Row(row) => Rational::from_parts_signed(-self.rows[row][slot].clone(), self.denominator.clone()),
            Place::Slot(own) => Rational::from(i64::from(own == slot)),
        }
    }

    /// The coefficient of a variable in a row, the basic one's included.
    fn entry(&self, row: usize, variable: usize) -> IBig {
        match self.places[variable] {
            Place::Row(own) if own == row => self.denominator.clone(),
            Place::Row(_) => IBig::ZERO,
            Place::Slot(slot) => self.rows[row][slot].clone(),
        }
    }

    /// Among some rows the one whose right-hand side, followed by its coefficients of the variables `0..height`
    /// (the first basis), is lexicographically least relative to the size of its coefficient in a slot. Two rows are
    /// never equal, since those coefficients are rows of a nonsingular matrix.
    pub(crate) fn lexicographic_minimum(&self, slot: usize, rows: impl Iterator<Item = usize>) -> Option<usize> {
        let mut best: Option<usize> = None;
        for row in rows {
            if best.is_none_or(|best| self.lexicographic_order(slot, row, best) == Ordering::Less) {
                best = Some(row);
            }
        }
        best
    }

    fn lexicographic_order(&self, slot: usize, a: usize, b: usize) -> Ordering {
        let (a_size, b_size) = (self.rows[a][slot].clone().abs_value(), self.rows[b][slot].clone().abs_value());
        let mut order = (self.right(a) * &b_size).cmp(&(self.right(b) * &a_size));
        let mut variable = 0;
        while order == Ordering::Equal && variable < self.height() {
            order = (self.entry(a, variable) * &b_size).cmp(&(self.entry(b, variable) * &a_size));
            variable += 1;
        }
        order
    }

    /// The row that limits the growth of the nonbasic variable in a slot; ties are broken lexicographically. `None`
    /// when nothing limits it.
    pub(crate) fn limiting_row(&self, slot: usize) -> Option<usize> {
        let falling = (0..self.height()).filter(|&row| self.rows[row][slot] > IBig::ZERO);
        self.lexicographic_minimum(slot, falling)
    }

    /// Exchanges the basic variable of a row and the nonbasic one of a slot, whose coefficient must not be zero.
    /// Returns the variable that became nonbasic.
    pub(crate) fn pivot(&mut self, row: usize, slot: usize) -> usize {
        let mut pivot_row = std::mem::take(&mut self.rows[row]);
        let negative = pivot_row[slot] < IBig::ZERO;
        if negative {
            for entry in &mut pivot_row {
                *entry = -std::mem::take(entry);
            }
        }
        let pivot = pivot_row[slot].clone();
        for other in self.rows.iter_mut().filter(|other| !other.is_empty()) {
            eliminate(other, &pivot_row, slot, &self.denominator, negative);
        }
        let old = std::mem::replace(&mut self.denominator, pivot);
        pivot_row[slot] = if negative { -old } else { old };
        self.rows[row] = pivot_row;
        let (entering, leaving) = (self.slots[slot], self.basis[row]);
        (self.slots[slot], self.basis[row]) = (leaving, entering);
        (self.places[entering], self.places[leaving]) = (Place::Row(row), Place::Slot(slot));
        leaving
    }
}

impl Tableau for IntegerTableau {
    fn slot(&self, variable: usize) -> Option<usize> {
        Self::slot(self, variable)
    }

    fn covering_row(&self, slot: usize) -> Option<usize> {
        let covered = (0..self.height()).filter(|&row| self.rows[row][slot] < IBig::ZERO);
        self.lexicographic_minimum(slot, covered)
    }

    fn limiting_row(&self, slot: usize) -> Option<usize> {
        Self::limiting_row(self, slot)
    }

    fn pivot(&mut self, row: usize, slot: usize) -> usize {
        Self::pivot(self, row, slot)
    }

    fn is_zero(&self, variable: usize) -> bool {
        self.value(variable).is_zero()
    }
}

fn eliminate(row: &mut [IBig], pivot_row: &[IBig], slot: usize, denominator: &IBig, negative: bool) {
    let factor = std::mem::take(&mut row[slot]);
    let pivot = &pivot_row[slot];
    for (cell, entry) in row.iter_mut().zip(pivot_row) {
        if !cell.is_zero() {
            *cell *= pivot;
        }
        if !factor.is_zero() && !entry.is_zero() {
            *cell -= &factor * entry;
        }
        if !cell.is_zero() {
            *cell /= denominator;
        }
    }
    row[slot] = if negative { factor } else { -factor };
}

/// The absolute value without naming the library's trait at every use.
trait AbsValue {
    fn abs_value(self) -> Self;
}

impl AbsValue for IBig {
    fn abs_value(self) -> Self {
        if self < Self::ZERO { -self } else { self }
    }
}
