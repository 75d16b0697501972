//! Complementary pivoting for games in which payoffs add up over pairs of players.

use super::tensor::{Local, Tensor, largest};

/// Ratios this close are a tie; the largest pivot then wins.
const TIE: f64 = 1e-11;
/// Smaller pivots are taken for zero.
const SMALLEST_PIVOT: f64 = 1e-11;

/// What a variable of the dictionary is: probabilities come first, then slacks of the same actions, then the bonus.
type Variable = usize;

/// The equilibrium conditions of a polymatrix game with a bonus `t g` on its actions: each basic variable as its value
/// and a combination of the others.
///
/// For every action either its probability is basic or its slack (what it falls short of its player's best), or both are
/// and the bonus is not.
struct Dictionary {
    size: usize,
    basic: Vec<Variable>,
    nonbasic: Vec<Variable>,
    /// Row by row: one coefficient per nonbasic variable, then the value.
    cells: Vec<f64>,
    /// Room for a copy of the pivot's row.
    pivot_row: Vec<f64>,
}

/// The equilibrium of the game linearised at `mixes` to which the bonus `ray`, lowered from very large to nothing,
/// leads; `None` when pivots run out or rounding leads astray. Counts pivots.
pub(super) fn linearised_equilibrium(
    tensor: &Tensor<'_>,
    local: &Local,
    ray: &[f64],
    pivots: &mut u64,
) -> Option<Vec<f64>> {
    let mut dictionary = Dictionary::new(tensor, local, ray);
    let size = dictionary.size;
    let bonus = size;
    // From above: the first slack that the shrinking bonus uses up.
    let at_zero = |row: &usize| -dictionary.value(*row) / dictionary.cell(*row, bonus);
    let rows = (0..size).filter(|&row| dictionary.cell(row, bonus) > SMALLEST_PIVOT);
    let first = rows.max_by(|a, b| at_zero(a).total_cmp(&at_zero(b)));
    let Some(first) = first.filter(|row| at_zero(row) > 0.0) else {
        return Some(dictionary.probabilities(None));
    };
    let mut entering = dictionary.exchange(first, bonus);
    *pivots += 1;
    for _ in 0..50 * size + 100 {
        let column = dictionary.nonbasic.iter().position(|&variable| variable == entering)?;
        let (row, length) = dictionary.blocking(column)?;
        if dictionary.basic[row] == 2 * size {
            return Some(dictionary.probabilities(Some((column, length))));
        }
        entering = dictionary.exchange(row, column);
        *pivots += 1;
    }
    None
}

impl Dictionary {
    /// With a very large bonus everybody plays the action with the largest share of it.
    fn new(tensor: &Tensor<'_>, local: &Local, ray: &[f64]) -> Self {
        let (size, players) = (tensor.total(), tensor.players());
        let leaders: Vec<usize> = (0..players).map(|player| largest(ray, tensor.range(player))).collect();
        let width = size + 2;
        let mut cells = vec![0.0; size * width];
        let mut basic: Vec<Variable> = (size..2 * size).collect();
        let mut nonbasic: Vec<Variable> = (0..=size).collect();
        nonbasic[size] = 2 * size;
        let excess = players as f64 - 2.0;
        for (player, &leader) in leaders.iter().enumerate() {
            (basic[leader], nonbasic[leader]) = (leader, size + leader);
            for place in tensor.range(player) {
                let row = &mut cells[place * width..(place + 1) * width];
                if place == leader {
                    tensor.range(player).filter(|&other| other != leader).for_each(|other| row[other] = -1.0);
                    row[width - 1] = 1.0;
                    continue;
                }
                let gap = |column: usize| local.pairs[leader * size + column] - local.pairs[place * size + column];
                row[width - 1] = -excess * (local.values[leader] - local.values[place]);
                for (other, &theirs) in leaders.iter().enumerate().filter(|(other, _)| *other != player) {
                    let base = gap(theirs);
                    row[width - 1] += base;
                    for column in tensor.range(other).filter(|&column| column != theirs) {
                        row[column] = gap(column) - base;
                    }
                }
                row[leader] = 1.0;
                row[size] = ray[leader] - ray[place];
            }
        }
        Self { size, basic, nonbasic, cells, pivot_row: Vec::with_capacity(width) }
    }

    fn cell(&self, row: usize, column: usize) -> f64 {
        self.cells[row * (self.size + 2) + column]
    }

    fn value(&self, row: usize) -> f64 {
        self.cell(row, self.size + 1)
    }

    /// The row whose variable first falls to zero as this column's variable grows, and how far it may grow.
    fn blocking(&self, column: usize) -> Option<(usize, f64)> {
        let falling = || {
            let rows = self.cells.chunks_exact(self.size + 2).enumerate();
            let rates = rows.map(|(row, cells)| (row, -cells[column], cells[self.size + 1].max(0.0)));
            rates.filter(|(_, rate, _)| *rate > SMALLEST_PIVOT)
        };
        let shortest = falling().fold(f64::INFINITY, |shortest, (_, rate, value)| shortest.min(value / rate));
        let tied = falling().filter(|(_, rate, value)| value / rate <= shortest + TIE * (1.0 + shortest));
        // The bonus reaching zero ends the path: it wins a tie.
        let weight = |row: usize, rate: f64| if self.basic[row] == 2 * self.size { f64::INFINITY } else { rate };
        let (row, rate, value) = tied.max_by(|a, b| weight(a.0, a.1).total_cmp(&weight(b.0, b.1)))?;
        Some((row, value / rate))
    }

    /// Exchanges a basic with a nonbasic variable; the complement of what left is returned.
    fn exchange(&mut self, row: usize, column: usize) -> Variable {
        let width = self.size + 2;
        let Self { cells, pivot_row, .. } = self;
        let own = &mut cells[row * width..(row + 1) * width];
        let pivot = own[column];
        let factor = -1.0 / pivot;
        for cell in own.iter_mut() {
            *cell *= factor;
        }
        own[column] = 1.0 / pivot;
        pivot_row.clear();
        pivot_row.extend_from_slice(own);
        for (number, line) in cells.chunks_exact_mut(width).enumerate() {
            let factor = line[column];
            if number != row && factor != 0.0 {
                line[column] = 0.0;
                line.iter_mut().zip(&*pivot_row).for_each(|(cell, entry)| *cell += factor * entry);
            }
        }
        std::mem::swap(&mut self.basic[row], &mut self.nonbasic[column]);
        let left = self.nonbasic[column];
        if left < self.size { left + self.size } else { left - self.size }
    }

    /// Probabilities when one nonbasic variable has grown by some length and the others are zero.
    fn probabilities(&self, grown: Option<(usize, f64)>) -> Vec<f64> {
        let mut mixes = vec![0.0; self.size];
        for (row, &variable) in self.basic.iter().enumerate().filter(|(_, variable)| **variable < self.size) {
            let change = grown.map_or(0.0, |(column, length)| self.cell(row, column) * length);
            mixes[variable] = (self.value(row) + change).max(0.0);
        }
        if let Some((column, length)) = grown.filter(|&(column, _)| self.nonbasic[column] < self.size) {
            mixes[self.nonbasic[column]] = length;
        }
        mixes
    }
}
