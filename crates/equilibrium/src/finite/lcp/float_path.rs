//! The path of Lemke and Howson in doubles: what it finds are supports, to be checked exactly.

use moloch_core::{Stop, Watch};

use super::vertex::{Polytope, Variable, Vertex};
use crate::finite::Game;

/// Both players' payoffs from 0 to 1, each stored column by column of the other's actions.
pub(crate) struct PayoffTables<'a> {
    /// Player 1's payoffs: its actions run fastest.
    first: &'a [f64],
    /// Player 2's payoffs: its actions run fastest.
    second: Vec<f64>,
    rows: usize,
    columns: usize,
}

impl<'a> PayoffTables<'a> {
    pub(crate) fn new(game: &'a Game) -> Self {
        let (rows, columns) = (game.action_counts()[0], game.action_counts()[1]);
        let second = transposed(&game.centred(1).values, rows);
        Self { first: &game.centred(0).values, second, rows, columns }
    }

    /// Player 1's polytope (what player 2 earns against its mixes), then player 2's.
    pub(crate) fn polytopes(&self) -> [Polytope<'_>; 2] {
        [Polytope { payoffs: &self.second, height: self.columns }, Polytope { payoffs: self.first, height: self.rows }]
    }
}

/// A matrix given column by column, row by row; in squares, so that what is read stays in the cache.
fn transposed(values: &[f64], height: usize) -> Vec<f64> {
    const SQUARE: usize = 16;
    let width = values.len() / height;
    let mut result = vec![0.0; values.len()];
    for left in (0..width).step_by(SQUARE) {
        for top in (0..height).step_by(SQUARE) {
            for column in left..(left + SQUARE).min(width) {
                for row in top..(top + SQUARE).min(height) {
                    result[row * width + column] = values[column * height + row];
                }
            }
        }
    }
    result
}

/// How a path ended.
pub(crate) enum FloatEnd {
    /// At a pair of mixes with all labels: their supports.
    Supports([Vec<usize>; 2]),
    /// After the allowed number of pivots.
    Capped,
    /// Rounding left no edge to follow.
    Lost,
    /// The budget ended first.
    Stopped(Stop),
}

/// A pair of vertices that moves along paths.
pub(crate) struct Walker<'a> {
    /// Player 1's mix, then player 2's.
    sides: [Vertex<'a>; 2],
    rows: usize,
}

impl<'a> Walker<'a> {
    pub(crate) fn new(polytopes: &'a [Polytope<'a>; 2]) -> Self {
        Self { sides: [Vertex::new(&polytopes[0]), Vertex::new(&polytopes[1])], rows: polytopes[1].height }
    }

    /// Follows the path that drops a label from the artificial equilibrium, for at most `cap` pivots.
    pub(crate) fn follow(&mut self, label: usize, cap: u64, watch: &mut Watch<'_>) -> FloatEnd {
        self.sides.iter_mut().for_each(Vertex::reset);
        let mut now = usize::from(label >= self.rows);
        let mut entering = label;
        for _ in 0..cap {
            if let Err(stop) = watch.step() {
                return FloatEnd::Stopped(stop);
            }
            let variable = self.variable(now, entering);
            let Some(left) = self.sides[now].enter(variable) else { return FloatEnd::Lost };
            entering = self.label(now, left);
            if entering == label {
                return FloatEnd::Supports(self.supports());
            }
            now = 1 - now;
        }
        FloatEnd::Capped
    }

    /// The variable of a player's polytope with a label: player 1's actions come first.
    fn variable(&self, side: usize, label: usize) -> Variable {
        match (side, label.checked_sub(self.rows)) {
            (0, None) => Variable::Weight(label),
            (0, Some(column)) => Variable::Slack(column),
            (_, None) => Variable::Slack(label),
            (_, Some(column)) => Variable::Weight(column),
        }
    }

    fn label(&self, side: usize, variable: Variable) -> usize {
        match (side, variable) {
            (0, Variable::Weight(row)) | (1, Variable::Slack(row)) => row,
            (_, Variable::Slack(column) | Variable::Weight(column)) => column + self.rows,
        }
    }

    fn supports(&self) -> [Vec<usize>; 2] {
        [0, 1].map(|side| {
            let mut support = self.sides[side].mix.clone();
            support.sort_unstable();
            support
        })
    }
}

#[cfg(test)]
mod tests {
    use moloch_core::Effort;

    use super::super::exact_path::{ExactEnd, exact_path};
    use super::super::supports::exact_profile_on_supports;
    use super::*;

    /// Payoffs from 0 to `range`, from a linear congruence.
    fn game(size: usize, range: u64, mut state: u64) -> Game {
        Game::from_fn(&[size, size], |_, _| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % (range + 1)).cast_signed()
        })
        .unwrap()
    }

    #[test]
    fn doubles_and_integers_walk_the_same_paths_pivot_by_pivot() {
        for (size, range, seed) in [(3, 1, 1), (4, 1, 2), (5, 2, 3), (6, 3, 4), (7, 100, 5), (9, 1000, 6)] {
            let game = game(size, range, seed);
            let tables = PayoffTables::new(&game);
            let polytopes = tables.polytopes();
            for label in 0..2 * size {
                let effort = Effort::unlimited();
                let (mut watch, mut exact_watch) = (effort.watch("doubles"), effort.watch("integers"));
                let end = Walker::new(&polytopes).follow(label, 10_000, &mut watch);
                let FloatEnd::Supports(supports) = end else { panic!("size {size}, label {label}: no end") };
                let exact = exact_path(&game, label, &mut exact_watch).unwrap();
                let ExactEnd::Equilibrium(profile) = exact else { panic!("size {size}, label {label}: no end") };
                assert_eq!(watch.done(), exact_watch.done(), "size {size}, label {label}");
                assert_eq!(exact_profile_on_supports(&game, &supports), Some(profile), "size {size}, label {label}");
            }
        }
    }

    #[test]
    fn a_matrix_is_transposed() {
        let values: Vec<f64> = (0..37 * 21).map(f64::from).collect();
        let turned = transposed(&values, 37);
        assert_eq!(turned[21 * 5 + 7].to_bits(), values[37 * 7 + 5].to_bits());
        assert_eq!(transposed(&turned, 21), values);
    }
}
