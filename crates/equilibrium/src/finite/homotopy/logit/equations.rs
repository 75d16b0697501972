//! The logit equations in logarithms of probabilities, with their derivative.

use super::super::dense::Factored;
use super::super::support::Bench;
use super::super::tensor::{Local, Tensor, largest};

/// What players' payoffs are measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// The payoffs as given: the usual quantal response equilibrium, one precision for all.
    AsGiven,
    /// Each player's own stake (the most that its own choice changes its payoff): what is found does not change when one
    /// player counts in cents.
    OwnRange,
}

/// The equations $`F(x, t) = 0`$ of a game: $`x`$ holds the logarithms of all probabilities, $`t`$ the precision in
/// units of one over the largest stake.
pub(super) struct Equations<'a> {
    pub(super) tensor: Tensor<'a>,
    /// Each player's stake in units of the largest.
    weights: Vec<f64>,
    /// The largest stake, in payoff units (1 where `t` is not in them).
    pub(super) unit: f64,
    pub(super) bench: Bench,
    mixes: Vec<f64>,
}

/// Residuals and their derivative at one point; columns are all of $`x`$, then $`t`$, with room for one more row.
pub(super) struct Linearised {
    pub(super) residual: Vec<f64>,
    pub(super) rows: Vec<f64>,
}

impl<'a> Equations<'a> {
    pub(super) fn new(tensor: Tensor<'a>, units: Units) -> Self {
        let game = tensor.game();
        let ranges: Vec<f64> = (0..tensor.players()).map(|player| game.centred(player).range).collect();
        let largest = ranges.iter().copied().fold(0.0, f64::max);
        let (weights, unit) = match units {
            Units::AsGiven if largest > 0.0 => (ranges.iter().map(|range| range / largest).collect(), largest),
            _ => (vec![1.0; ranges.len()], 1.0),
        };
        Self { tensor, weights, unit, bench: Bench::default(), mixes: Vec::new() }
    }

    /// The known solution: everything equally likely at precision zero.
    pub(super) fn start(&self) -> Vec<f64> {
        let mut point: Vec<f64> = self.tensor.centre().iter().map(|share| share.ln()).collect();
        point.push(0.0);
        point
    }

    /// Probabilities at a point.
    pub(super) fn mixes_at(&self, point: &[f64]) -> Vec<f64> {
        point[..self.tensor.total()].iter().map(|x| x.exp()).collect()
    }

    /// Residuals and derivative at a point. In each player's likeliest row stands that probabilities sum to one, in the
    /// others that $`x_a - x_r = t\,(u_a - u_r)`$, $`r`$ the likeliest action: with this order of rows the sign of the
    /// determinant does not depend on which that is.
    pub(super) fn at(&mut self, point: &[f64]) -> Linearised {
        let total = self.tensor.total();
        self.mixes.clear();
        self.mixes.extend(point[..total].iter().map(|x| x.exp()));
        self.tensor.evaluate(&self.mixes, &mut self.bench.local);
        let mut linearised = Linearised { residual: vec![0.0; total + 1], rows: vec![0.0; (total + 1) * (total + 1)] };
        for player in 0..self.tensor.players() {
            self.write_player(player, point, &mut linearised);
        }
        linearised
    }

    fn write_player(&self, player: usize, point: &[f64], linearised: &mut Linearised) {
        let (range, total) = (self.tensor.range(player), self.tensor.total());
        let width = total + 1;
        let likeliest = largest(point, range.clone());
        let precision = point[total] * self.weights[player];
        let Local { values, pairs, .. } = &self.bench.local;
        let sum: f64 = self.mixes[range.clone()].iter().sum();
        for place in range.clone() {
            let row = &mut linearised.rows[place * width..(place + 1) * width];
            if place == likeliest {
                linearised.residual[place] = sum.ln();
                range.clone().for_each(|column| row[column] = self.mixes[column] / sum);
                continue;
            }
            let gap = values[place] - values[likeliest];
            linearised.residual[place] = point[place] - point[likeliest] - precision * gap;
            let (own, rest) = (&pairs[place * total..][..total], &pairs[likeliest * total..][..total]);
            for column in 0..total {
                row[column] = -precision * (own[column] - rest[column]) * self.mixes[column];
            }
            row[total] = -self.weights[player] * gap;
            row[place] += 1.0;
            row[likeliest] -= 1.0;
        }
    }

    /// The derivative with one more row, factored.
    pub(super) fn bordered(&self, mut linearised: Linearised, border: &[f64]) -> (Factored, Vec<f64>) {
        let width = self.tensor.total() + 1;
        linearised.rows[(width - 1) * width..].copy_from_slice(border);
        (Factored::new(linearised.rows, width), linearised.residual)
    }
}
