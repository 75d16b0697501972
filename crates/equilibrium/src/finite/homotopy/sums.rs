//! What a row of payoffs is worth for each action of each opponent, when all other opponents mix.

use super::super::expected::dot;

/// Where an opponent's actions lie in a list of mixes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    pub(super) start: usize,
    pub(super) count: usize,
}

impl Axis {
    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.start..self.start + self.count
    }
}

/// Room for sums over opponents, kept from one to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    /// Probabilities of all combinations of the first opponents' actions: of none, of one, of two, and so on.
    weights: Vec<f64>,
    /// Where the combinations of so many opponents begin; one entry more than there are such lists.
    starts: Vec<usize>,
    /// A row, summed over its last opponents.
    table: Vec<f64>,
}

impl Sums {
    /// Multiplies out the mixes of the first opponents: of none to all of them.
    pub(super) fn weigh(&mut self, opponents: &[Axis], mixes: &[f64]) {
        self.weights.clear();
        self.weights.push(1.0);
        self.starts.clear();
        self.starts.extend([0, 1]);
        for (place, axis) in opponents.iter().enumerate() {
            let (start, end) = (self.starts[place], self.starts[place + 1]);
            for &share in &mixes[axis.range()] {
                for number in start..end {
                    self.weights.push(share * self.weights[number]);
                }
            }
            self.starts.push(self.weights.len());
        }
    }

    /// The probabilities of all combinations of the first so many opponents' actions.
    pub(super) fn weights(&self, opponents: usize) -> &[f64] {
        &self.weights[self.starts[opponents]..self.starts[opponents + 1]]
    }

    /// Writes to `line`, at each action of each opponent, the payoff when that opponent plays it; the expected payoff is
    /// returned. The first opponent's action varies fastest in the row.
    ///
    /// The last opponent first: its payoffs are the row's blocks times the weights of all before it. Then the row is summed
    /// over it, and the next one is the last. Every sum runs along the row, and the cost is about four passes over it.
    /// Needs weights for all opponents but the last, which [`Self::weigh`] leaves.
    pub(super) fn line(&mut self, row: &[f64], opponents: &[Axis], mixes: &[f64], line: &mut [f64]) -> f64 {
        let Some((first, later)) = opponents.split_first() else { return row[0] };
        let Self { weights, starts, table } = self;
        for (number, axis) in later.iter().enumerate().rev() {
            let (from, to) = (starts[number + 1], starts[number + 2]);
            let (weights, length, mix) = (&weights[from..to], to - from, &mixes[axis.range()]);
            let is_first = number + 1 == later.len();
            let whole = if is_first { row } else { &table[..length * axis.count] };
            for (cell, block) in line[axis.range()].iter_mut().zip(whole.chunks_exact(length)) {
                *cell = dot(block, weights);
            }
            if is_first {
                table.clear();
                table.extend(row[..length].iter().map(|payoff| mix[0] * payoff));
                add_blocks(table, &row[length..], &mix[1..]);
            } else {
                let (sums, rest) = table.split_at_mut(length);
                for payoff in sums.iter_mut() {
                    *payoff *= mix[0];
                }
                add_blocks(sums, &rest[..length * (axis.count - 1)], &mix[1..]);
            }
        }
        let last = if later.is_empty() { row } else { &table[..first.count] };
        line[first.range()].copy_from_slice(last);
        dot(last, &mixes[first.range()])
    }
}

/// Adds blocks of a row, each with its weight.
fn add_blocks(sums: &mut [f64], blocks: &[f64], weights: &[f64]) {
    for (block, &weight) in blocks.chunks_exact(sums.len()).zip(weights).filter(|(_, weight)| **weight != 0.0) {
        for (sum, payoff) in sums.iter_mut().zip(block) {
            *sum += weight * payoff;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_summed_over_all_opponents_but_one() {
        // Three opponents with two, three and two actions; the payoff is a number that names the combination.
        let opponents = [(0, 2), (2, 3), (5, 2)].map(|(start, count)| Axis { start, count });
        let mixes = [0.25, 0.75, 0.5, 0.25, 0.25, 0.0, 1.0];
        let row: Vec<f64> = (0..12).map(|number| f64::from(number * number)).collect();
        let mut sums = Sums::default();
        sums.weigh(&opponents, &mixes);
        let mut line = [0.0; 7];
        let value = sums.line(&row, &opponents, &mixes, &mut line);
        let weight = |number: usize| mixes[number % 2] * mixes[2 + number / 2 % 3] * mixes[5 + number / 6];
        let expected = (0..12).map(|number| weight(number) * row[number]).sum::<f64>();
        assert!((value - expected).abs() < 1e-12, "{value} {expected}");
        for (place, payoff) in line.iter().enumerate() {
            let others = |number: usize| match place {
                0 | 1 if number % 2 == place => mixes[2 + number / 2 % 3] * mixes[5 + number / 6],
                2..=4 if number / 2 % 3 == place - 2 => mixes[number % 2] * mixes[5 + number / 6],
                5 | 6 if number / 6 == place - 5 => mixes[number % 2] * mixes[2 + number / 2 % 3],
                _ => 0.0,
            };
            let expected = (0..12).map(|number| others(number) * row[number]).sum::<f64>();
            assert!((payoff - expected).abs() < 1e-12, "{place}: {payoff} {expected}");
        }
        assert_eq!(sums.weights(3), (0..12).map(weight).collect::<Vec<_>>());
    }
}
