//! The path of Lemke and Howson in exact arithmetic.

use dashu_int::IBig;
use moloch_core::{Stop, Watch};

use super::integer_tableau::IntegerTableau;
use crate::finite::column::Column;
use crate::finite::exact::{common_denominator, zero};
use crate::finite::{ExactProfile, Game, ProfileError, Rational};

/// How a path ended.
pub(crate) enum ExactEnd {
    /// At this equilibrium.
    Equilibrium(ExactProfile),
    /// The budget ended first.
    Stopped(Stop),
    /// On a ray, which bounded polytopes do not have.
    Ray,
}

/// Follows the path that drops one label (player 1's actions, then player 2's) from the artificial equilibrium.
pub(crate) fn exact_path(game: &Game, label: usize, watch: &mut Watch<'_>) -> Result<ExactEnd, ProfileError> {
    let [rows, columns] = [game.action_counts()[0], game.action_counts()[1]];
    let first = shifted_payoffs(&game.column(0).centred(game.own(0)));
    let second = shifted_payoffs(&game.column(1).centred(game.own(1)));
    // Player 1's mix decides what player 2 earns, and the reverse.
    let earned_by_second = |column: usize| with_one((0..rows).map(|row| &second[row + rows * column]));
    let earned_by_first = |row: usize| with_one((0..columns).map(|column| &first[row + rows * column]));
    let mut sides = [
        Side::new((0..columns).map(earned_by_second).collect(), rows, false),
        Side::new((0..rows).map(earned_by_first).collect(), rows, true),
    ];
    let mut now = usize::from(label >= rows);
    let mut entering = label;
    loop {
        if let Err(stop) = watch.step() {
            return Ok(ExactEnd::Stopped(stop));
        }
        let Some(left) = sides[now].enter(entering) else { return Ok(ExactEnd::Ray) };
        if left == label {
            break;
        }
        entering = left;
        now = 1 - now;
    }
    let mixes = vec![sides[0].mix(0..rows), sides[1].mix(rows..rows + columns)];
    ExactProfile::new(mixes).map(ExactEnd::Equilibrium)
}

/// The left-hand side of `payoff <= 1` with its right-hand side.
fn with_one<'a>(payoffs: impl Iterator<Item = &'a IBig>) -> Vec<IBig> {
    payoffs.cloned().chain(std::iter::once(IBig::ONE)).collect()
}

/// Payoffs as positive integers, up to a factor and a constant.
fn shifted_payoffs(column: &Column) -> Vec<IBig> {
    let whole: Vec<IBig> = match column {
        Column::Scaled { numerators, .. } => numerators.iter().map(|&value| IBig::from(value)).collect(),
        Column::Big(values) => common_integers(values),
        Column::Float(values) => {
            let exact: Vec<Rational> = (0..values.len()).map(|number| column.exact_at(number)).collect();
            common_integers(&exact)
        }
    };
    let least = whole.iter().min().cloned().unwrap_or(IBig::ZERO);
    whole.into_iter().map(|value| value - &least + IBig::ONE).collect()
}

/// Rational numbers times their common denominator.
pub(crate) fn common_integers(values: &[Rational]) -> Vec<IBig> {
    let scale = common_denominator(values.iter());
    values.iter().map(|value| value.numerator() * IBig::from(&scale / value.denominator())).collect()
}

/// One player's polytope: the opponent's best-reply inequalities and its own nonnegativity.
struct Side {
    tableau: IntegerTableau,
    /// Player 1's number of actions.
    rows: usize,
    /// Whether this is player 2's polytope: its slacks carry the labels from zero.
    second: bool,
}

impl Side {
    fn new(equations: Vec<Vec<IBig>>, rows: usize, second: bool) -> Self {
        Self { tableau: IntegerTableau::new(equations), rows, second }
    }

    /// The tableau numbers slacks first, then the mix.
    fn variable(&self, label: usize) -> usize {
        match (self.second, label < self.rows) {
            (true, _) => label,
            (false, true) => label + self.tableau.height(),
            (false, false) => label - self.rows,
        }
    }

    fn label(&self, variable: usize) -> usize {
        match (self.second, variable < self.tableau.height()) {
            (true, _) => variable,
            (false, true) => variable + self.rows,
            (false, false) => variable - self.tableau.height(),
        }
    }

    /// Moves along the edge on which a label is dropped; the label met at its end.
    fn enter(&mut self, label: usize) -> Option<usize> {
        let slot = self.tableau.slot(self.variable(label))?;
        let row = self.tableau.limiting_row(slot)?;
        let left = self.tableau.pivot(row, slot);
        Some(self.label(left))
    }

    /// The vertex as probabilities.
    fn mix(&self, labels: std::ops::Range<usize>) -> Vec<Rational> {
        let weights: Vec<Rational> = labels.map(|label| self.tableau.value(self.variable(label))).collect();
        let total = weights.iter().fold(zero(), |sum, weight| sum + weight);
        weights.into_iter().map(|weight| if total.is_zero() { zero() } else { weight / &total }).collect()
    }
}
