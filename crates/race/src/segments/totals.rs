//! The equations of the solver: each segment's total must be what the labs make of it.
//!
//! Written as shares, $`g_s(Y) = y_s/Y_s + \sum_i w_{is}(Y)/Y_s - 1 = 0`$ with $`w_{is} = a_{is}(K_{is}+x_{is}(Y))`$.
//! With one segment $`g`$ falls in $`Y`$ (Cornes and Hartley's share functions); segments meet only in the marginal
//! costs of labs.

use super::StageGame;
use super::effort::{Effort, Lines};
use super::prepared::Prepared;

/// Totals, what labs do at them, and the excess of their efforts.
#[derive(Debug, Default, Clone)]
pub(super) struct Totals {
    /// Total effective effort of each segment, fringe included.
    pub(super) levels: Vec<f64>,
    /// Race efforts at these totals, lab by lab.
    pub(super) race: Vec<f64>,
    /// The other choices of each lab.
    pub(super) efforts: Vec<Effort>,
    /// Relative excess $`g_s`$ of each segment.
    pub(super) excess: Vec<f64>,
    /// Derivatives of the excesses by the logarithms of the totals, row by row.
    pub(super) slopes: Vec<f64>,
    lines: Lines,
    own: Vec<f64>,
    response: Vec<f64>,
    largest: Vec<f64>,
    missing: Vec<f64>,
}

impl Totals {
    pub(super) fn resize(&mut self, labs: usize, segments: usize) {
        self.lines.resize(segments);
        for vector in [
            &mut self.levels,
            &mut self.excess,
            &mut self.own,
            &mut self.response,
            &mut self.largest,
            &mut self.missing,
        ] {
            vector.resize(segments, 0.0);
        }
        self.race.resize(labs * segments, 0.0);
        self.efforts.resize(labs, Effort::default());
        self.slopes.resize(segments * segments, 0.0);
    }

    /// The largest relative excess; not a number if any is not.
    pub(super) fn residual(&self) -> f64 {
        self.excess.iter().fold(0.0, |worst: f64, g| if g.is_nan() { f64::NAN } else { worst.max(g.abs()) })
    }

    /// Fills efforts, excesses and slopes at the totals.
    pub(super) fn evaluate(&mut self, game: &StageGame<'_>, prepared: &Prepared) {
        let segments = game.segments();
        for s in 0..segments {
            self.excess[s] = game.fringe[s] / self.levels[s];
        }
        self.slopes.fill(0.0);
        self.largest.fill(0.0);
        self.missing.fill(1.0);
        for lab in 0..game.labs() {
            self.lines.load(game, prepared, lab, &self.levels);
            let guess = self.efforts[lab].marginal;
            let effort = self.lines.solve(&game.terms, prepared.held[lab], prepared.free[lab], guess);
            self.efforts[lab] = effort;
            self.add(game, prepared, lab, effort);
        }
        for s in 0..segments {
            // The largest share enters by what it leaves, which does not cancel when one lab has nearly all.
            self.excess[s] -= self.missing[s];
            let row = s * segments + s;
            self.slopes[row] -= 1.0 + self.excess[s];
            if !prepared.live[s] {
                // Nobody chooses here: the total stands, and its equation is met.
                (self.excess[s], self.slopes[row]) = (0.0, -1.0);
            }
        }
    }

    /// Adds a lab's shares to the excesses and its derivatives to the slopes.
    fn add(&mut self, game: &StageGame<'_>, prepared: &Prepared, lab: usize, effort: Effort) {
        let segments = game.segments();
        for s in 0..segments {
            let k = lab * segments + s;
            let (a, total) = (game.suitability[k], self.levels[s]);
            let chosen = self.lines.effort(s, effort.price);
            let share = (prepared.standing[k] + a * chosen) / total;
            self.race[k] = game.held_at(lab, s).unwrap_or(chosen);
            (self.own[s], self.response[s]) = (0.0, 0.0);
            if chosen > 0.0 {
                self.response[s] = self.lines.slope(s) * a / total;
                // What an active lab's share lacks to one, from its first-order condition.
                let left = effort.price * self.response[s];
                self.own[s] = 1.0 - 2.0 * left;
                self.share(s, share, left);
                self.slopes[s * segments + s] += self.own[s];
            } else {
                self.share(s, share, 1.0 - share);
            }
        }
        for s in 0..segments {
            for t in 0..segments {
                // d x_t / d ln Y_t at a given price is own_t Y_t / a_t; it moves the price, and the price moves x_s.
                if self.response[s] > 0.0 && self.own[t] != 0.0 {
                    let effort_moves = self.own[t] * self.levels[t] / game.suitability[lab * segments + t];
                    self.slopes[s * segments + t] -= self.response[s] * effort.steepness * effort_moves;
                }
            }
        }
    }

    /// Adds a share to a segment's excess, keeping the largest one aside.
    fn share(&mut self, segment: usize, share: f64, left: f64) {
        if share > self.largest[segment] {
            // The share that was largest so far becomes an ordinary one.
            self.excess[segment] += self.largest[segment];
            (self.largest[segment], self.missing[segment]) = (share, left);
        } else {
            self.excess[segment] += share;
        }
    }
}
