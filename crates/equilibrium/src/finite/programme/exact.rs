//! The simplex method in exact arithmetic.

use dashu_int::IBig;
use moloch_core::Watch;

use super::{Programme, Solved};
use crate::finite::Rational;
use crate::finite::exact::common_denominator;

impl Programme {
    /// The simplex method with the largest coefficient entering and lexicographic ties, which cannot cycle; `None`
    /// when the objective is unbounded.
    pub(in crate::finite) fn solve_exactly(&self, method: &'static str, watch: &mut Watch<'_>) -> Option<Solved> {
        let mut tableau = Tableau::new(self);
        let end = loop {
            let Some(column) = tableau.entering() else { break Ok(()) };
            if let Err(stop) = watch.step() {
                break Err(stop);
            }
            let row = tableau.leaving(column)?;
            tableau.pivot(row, column);
        };
        Some(Solved { variables: tableau.variables(), multipliers: tableau.multipliers(), end, method })
    }
}

/// Constraints, then the row of reduced costs (negative where the objective would grow); one column for each
/// variable that is not basic, then the right-hand side. Integers over one positive denominator: divisions are
/// exact (Edmonds, Bareiss).
struct Tableau {
    cells: Vec<Vec<IBig>>,
    denominator: IBig,
    /// Variable of each row and of each column: first those of the programme, then the slacks.
    basic: Vec<usize>,
    free: Vec<usize>,
    /// What each row was multiplied by to become whole.
    scales: Vec<IBig>,
}

impl Tableau {
    fn new(programme: &Programme) -> Self {
        let (width, height) = (programme.objective.len(), programme.rows.len());
        let mut cells = Vec::with_capacity(height + 1);
        let mut scales = Vec::with_capacity(height + 1);
        let zero = Rational::ZERO;
        let bounded = programme.rows.iter().zip(&programme.right);
        for (row, right) in bounded.chain([(&programme.objective, &zero)]) {
            let scale = common_denominator(row.iter().chain([right]));
            let whole = |entry: &Rational| entry.numerator() * IBig::from(&scale / entry.denominator());
            cells.push(row.iter().chain([right]).map(whole).collect::<Vec<_>>());
            scales.push(IBig::from(scale.clone()));
        }
        if let Some(costs) = cells.last_mut() {
            for cost in costs {
                *cost = -std::mem::take(cost);
            }
        }
        let (basic, free) = ((width..width + height).collect(), (0..width).collect());
        Self { cells, denominator: IBig::ONE, basic, free, scales }
    }

    fn width(&self) -> usize {
        self.free.len()
    }

    fn height(&self) -> usize {
        self.basic.len()
    }

    /// The column with the most negative reduced cost.
    fn entering(&self) -> Option<usize> {
        let costs = &self.cells[self.height()];
        let column =
            (0..self.width()).min_by(|&a, &b| costs[a].cmp(&costs[b]).then(self.free[a].cmp(&self.free[b])))?;
        (costs[column] < IBig::ZERO).then_some(column)
    }

    /// The row that limits the column first, ties broken lexicographically.
    fn leaving(&self, column: usize) -> Option<usize> {
        let rows = (0..self.height()).filter(|&row| self.cells[row][column] > IBig::ZERO);
        rows.min_by(|&a, &b| {
            let (by_a, by_b) = (&self.cells[a][column], &self.cells[b][column]);
            let right = self.width();
            let first = (&self.cells[a][right] * by_b).cmp(&(&self.cells[b][right] * by_a));
            let slacks = (0..self.height()).map(|slack| {
                let (in_a, in_b) = (self.slack_cell(a, slack), self.slack_cell(b, slack));
                (in_a * by_b).cmp(&(in_b * by_a))
            });
            slacks.fold(first, std::cmp::Ordering::then)
        })
    }

    /// The entry of a row in the column of a slack variable, which is implicit while the slack is basic.
    fn slack_cell(&self, row: usize, slack: usize) -> IBig {
        let variable = self.structural() + slack;
        match self.free.iter().position(|&free| free == variable) {
            Some(column) => self.cells[row][column].clone(),
            None if self.basic[row] == variable => self.denominator.clone(),
            None => IBig::ZERO,
        }
    }

    /// How many variables the programme has without slacks: as many as columns.
    fn structural(&self) -> usize {
        self.width()
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let pivot_row = std::mem::take(&mut self.cells[row]);
        let pivot = pivot_row[column].clone();
        for other in self.cells.iter_mut().filter(|other| !other.is_empty()) {
            let factor = std::mem::take(&mut other[column]);
            for (index, (cell, entry)) in other.iter_mut().zip(&pivot_row).enumerate() {
                if index == column {
                    continue;
                }
                if factor.is_zero() || entry.is_zero() {
                    if !cell.is_zero() {
                        *cell = &*cell * &pivot / &self.denominator;
                    }
                } else {
                    *cell = (&*cell * &pivot - &factor * entry) / &self.denominator;
                }
            }
            other[column] = -factor;
        }
        self.cells[row] = pivot_row;
        self.cells[row][column] = std::mem::replace(&mut self.denominator, pivot);
        std::mem::swap(&mut self.basic[row], &mut self.free[column]);
    }

    fn variables(&self) -> Vec<Rational> {
        let mut values = vec![Rational::ZERO; self.structural()];
        for (row, &variable) in self.basic.iter().enumerate() {
            if let Some(value) = values.get_mut(variable) {
                *value = Rational::from_parts_signed(self.cells[row][self.width()].clone(), self.denominator.clone());
            }
        }
        values
    }

    /// Reduced costs of the slacks, in the units of the programme as it was given.
    fn multipliers(&self) -> Vec<Rational> {
        let mut values = vec![Rational::ZERO; self.height()];
        let costs = &self.cells[self.height()];
        for (column, &variable) in self.free.iter().enumerate() {
            if let Some(slack) = variable.checked_sub(self.structural()) {
                let below = &self.denominator * &self.scales[self.height()];
                values[slack] = Rational::from_parts_signed(&costs[column] * &self.scales[slack], below);
            }
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finite::rational;
    use moloch_core::Effort;

    #[test]
    fn a_small_programme_and_its_dual() {
        let whole = |values: &[i64]| values.iter().map(|&value| Rational::from(value)).collect::<Vec<_>>();
        let rows = vec![whole(&[1, 1]), whole(&[1, 3]), vec![rational(1, 2).unwrap(), Rational::ZERO]];
        let programme = Programme { objective: whole(&[3, 5]), rows, right: whole(&[4, 6, 1]) };
        let effort = Effort::unlimited();
        let solved = programme.solve_exactly("exact", &mut effort.watch("test")).unwrap();
        assert_eq!(solved.variables, [Rational::from(2), rational(4, 3).unwrap()]);
        let bound = solved.multipliers.iter().zip(&programme.right);
        assert_eq!(bound.fold(Rational::ZERO, |sum, (y, b)| sum + y * b), rational(38, 3).unwrap());
    }

    #[test]
    fn an_unbounded_programme_is_none() {
        let one = || vec![Rational::ONE];
        let programme = Programme { objective: one(), rows: vec![vec![Rational::NEG_ONE]], right: one() };
        let effort = Effort::unlimited();
        assert!(programme.solve_exactly("exact", &mut effort.watch("test")).is_none());
    }
}
