//! The neighbours of a basis, and which of them lie one step further from the root of the search.
//!
//! Decisions are made on approximations in doubles wherever these are far enough apart, and on the exact integers
//! elsewhere.

use std::cmp::Ordering;

use super::arithmetic::{Cell, Width};
use super::dictionary::{Dictionary, Table};

/// Ratios and products of approximations that differ by less than this, relatively, may be equal; their errors are
/// below 1e-15.
const CLOSE_REL: f64 = 1e-13;

/// A neighbour one step further from the root: the row and column to exchange, and the width that will hold it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) width: Width,
}

/// Room for the work at one basis.
#[derive(Default)]
pub(super) struct Neighbours {
    /// The dictionary in doubles.
    shadow: Vec<f64>,
    /// The largest magnitude in each row.
    largest: Vec<f64>,
    /// For each column the largest and second largest of the reciprocal ratios, and the row of the largest.
    best: Vec<f64>,
    second: Vec<f64>,
    row: Vec<usize>,
    /// Rows whose right-hand side is zero, and their variables.
    zero_rows: Vec<usize>,
    zero: Vec<u32>,
    /// Rows that may tie.
    tied: Vec<usize>,
}

/// A dictionary whose exact integers and approximations are both at hand.
struct View<'a, T> {
    dictionary: &'a Dictionary,
    table: &'a Table<T>,
    stride: usize,
}

impl<T> View<'_, T> {
    fn at(&self, row: usize, column: usize) -> &T {
        &self.table.cells[row * self.stride + column]
    }
}

impl Neighbours {
    /// Basic variables that are zero in the basis last listed.
    pub(super) fn zero(&self) -> &[u32] {
        &self.zero
    }

    /// Appends the children of a basis; returns the largest magnitude in its dictionary.
    pub(super) fn list<T: Cell>(
        &mut self,
        dictionary: &Dictionary,
        table: &Table<T>,
        children: &mut Vec<Child>,
    ) -> f64 {
        let view = View { dictionary, table, stride: dictionary.nonbasic.len() + 1 };
        self.approximate(&view);
        if T::APPROXIMABLE {
            self.compare_ratios(&view);
        }
        let objective = dictionary.basic.len() * view.stride;
        let denominator = table.denominator.approximate();
        let scale = f64::from(table.denominator.twos()).exp2() / denominator;
        for column in 1..view.stride {
            // Only a step that makes the objective worse can lead away from the root.
            if self.shadow[objective + column] <= 0.0 {
                continue;
            }
            let Some(row) = self.leaving_row(&view, column) else { continue };
            if self.leads_back(&view, row, column) {
                let largest = self.largest_after(&view, row, column) * scale;
                let width = Width::holding(largest.max(self.largest[row]).max(denominator) * (1.0 + 1e-9));
                children.push(Child { row, column: column - 1, width });
            }
        }
        self.largest.iter().copied().fold(denominator, f64::max)
    }

    fn approximate<T: Cell>(&mut self, view: &View<'_, T>) {
        self.shadow.clear();
        self.shadow.extend(view.table.cells.iter().map(Cell::approximate));
        let row_size = |row: &[f64]| row.iter().fold(0.0, |largest: f64, cell| largest.max(cell.abs()));
        self.largest.clear();
        self.largest.extend(self.shadow.chunks_exact(view.stride).map(row_size));
        self.zero_rows.clear();
        self.zero_rows.extend((0..view.dictionary.basic.len()).filter(|row| self.shadow[row * view.stride] == 0.0));
        self.zero.clear();
        self.zero.extend(self.zero_rows.iter().map(|&row| view.dictionary.basic[row]));
    }

    /// The largest entries over right-hand sides in every column, over the rows with positive right-hand sides.
    fn compare_ratios<T>(&mut self, view: &View<'_, T>) {
        let columns = view.stride - 1;
        for list in [&mut self.best, &mut self.second] {
            list.clear();
            list.resize(columns, 0.0);
        }
        self.row.clear();
        self.row.resize(columns, 0);
        let (best, second, rows) = (&mut self.best[..columns], &mut self.second[..columns], &mut self.row[..columns]);
        for (row, cells) in self.shadow.chunks_exact(view.stride).take(view.dictionary.basic.len()).enumerate() {
            if cells[0] <= 0.0 {
                continue;
            }
            let inverse = 1.0 / cells[0];
            for (column, cell) in cells[1..].iter().enumerate() {
                let ratio = cell * inverse;
                let (better, before) = (ratio > best[column], best[column]);
                second[column] = if better { before } else { second[column].max(ratio) };
                best[column] = if better { ratio } else { before };
                rows[column] = if better { row } else { rows[column] };
            }
        }
    }

    /// The row of the lexicographically smallest ratio: the variable that leaves when this column's enters.
    fn leaving_row<T: Cell>(&mut self, view: &View<'_, T>, column: usize) -> Option<usize> {
        let entry = |row: usize| self.shadow[row * view.stride + column];
        self.tied.clear();
        self.tied.extend(self.zero_rows.iter().copied().filter(|&row| entry(row) > 0.0));
        if self.tied.is_empty() {
            let every = 0..view.dictionary.basic.len();
            if T::APPROXIMABLE {
                let (best, second) = (self.best[column - 1], self.second[column - 1]);
                let close = best * (1.0 - CLOSE_REL);
                if second < close {
                    return Some(self.row[column - 1]);
                }
                let right = |row: usize| self.shadow[row * view.stride];
                self.tied.extend(every.filter(|&row| entry(row) > 0.0 && entry(row) / right(row) >= close));
            } else {
                self.tied.extend(every.filter(|&row| entry(row) > 0.0));
            }
        }
        let order = |&a: &usize, &b: &usize| compare_lexicographically(view, column, a, b);
        self.tied.iter().copied().min_by(order)
    }

    /// Whether the least-index rule leads from the neighbour back to this basis: no variable before the leaving one
    /// would be the neighbour's first improving one.
    fn leads_back<T: Cell>(&self, view: &View<'_, T>, row: usize, column: usize) -> bool {
        let leaving = view.dictionary.basic[row];
        let objective = view.dictionary.basic.len();
        let (costs, across) = (&self.shadow[objective * view.stride..], &self.shadow[row * view.stride..]);
        let (cost, pivot) = (costs[column], across[column]);
        let earlier = view.dictionary.nonbasic.iter().zip(1..).filter(|&(&variable, _)| variable < leaving);
        for other in earlier.map(|(_, other)| other).filter(|&other| other != column) {
            let (kept, taken) = (costs[other] * pivot, cost * across[other]);
            let certain = T::APPROXIMABLE && (kept - taken).abs() > CLOSE_REL * (kept.abs() + taken.abs());
            let improves = if certain {
                kept < taken
            } else {
                let [a, b] = [view.at(objective, other), view.at(row, column)];
                let [c, d] = [view.at(objective, column), view.at(row, other)];
                T::compare_products(a, b, c, d) == Ordering::Less
            };
            if improves {
                return false;
            }
        }
        true
    }

    /// A bound on the numbers of the neighbour, times this basis' denominator.
    fn largest_after<T>(&self, view: &View<'_, T>, row: usize, column: usize) -> f64 {
        let pivot = self.shadow[row * view.stride + column];
        let across = self.largest[row];
        let bound = |(other, largest): (usize, &f64)| {
            largest * pivot + self.shadow[other * view.stride + column].abs() * across
        };
        self.largest.iter().enumerate().map(bound).fold(0.0, f64::max)
    }
}

/// Compares the ratios of two rows, whose entries in `column` are positive, in the game whose right-hand sides are
/// $`1 + \varepsilon^j`$ in the row of slack $`j`$, for small $`\varepsilon`$. They are never equal.
fn compare_lexicographically<T: Cell>(view: &View<'_, T>, column: usize, a: usize, b: usize) -> Ordering {
    let products = |c: usize| T::compare_products(view.at(a, c), view.at(b, column), view.at(b, c), view.at(a, column));
    let Dictionary { basic, nonbasic, .. } = view.dictionary;
    let place = |list: &[u32], variable: u32| list.iter().position(|&other| other == variable);
    let slacks = (nonbasic.len()..nonbasic.len() + basic.len()).filter_map(|slack| u32::try_from(slack).ok());
    let perturbation = |slack: u32| match (place(nonbasic, slack), place(basic, slack)) {
        (Some(at), _) => products(at + 1),
        (None, Some(row)) if row == a => Ordering::Greater,
        (None, Some(row)) if row == b => Ordering::Less,
        _ => Ordering::Equal,
    };
    products(0).then_with(|| slacks.map(perturbation).find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
}
