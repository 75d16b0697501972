//! A quadratic game that the tests share.

use moloch_core::Uniqueness;
use moloch_equilibrium::concave::{Budget, ConcaveGame, Profile};

/// $`u_i = b_i\cdot x_i - x_i\cdot x_i/2 - x_i\cdot\sum_j A_{ij} x_j`$ where each player has `dimension` components and
/// the matrix couples the flat list of all of them; entries within a player's own block are halved in the payoff, so that
/// the gradient is $`b - x - A x`$ throughout for a symmetric block.
#[derive(Debug, Clone)]
pub(super) struct Quadratic {
    pub(super) dimension: usize,
    pub(super) linear: Vec<f64>,
    pub(super) coupling: Vec<Vec<f64>>,
    pub(super) bounds: (f64, f64),
    pub(super) budget: Option<f64>,
}

impl Quadratic {
    pub(super) fn of_numbers(linear: Vec<f64>, coupling: Vec<Vec<f64>>, bounds: (f64, f64)) -> Self {
        Self { dimension: 1, linear, coupling, bounds, budget: None }
    }

    fn owner(&self, component: usize) -> usize {
        component / self.dimension
    }
}

impl ConcaveGame for Quadratic {
    fn players(&self) -> usize {
        self.linear.len() / self.dimension
    }

    fn dimension(&self, _player: usize) -> usize {
        self.dimension
    }

    fn bounds(&self, _player: usize, _component: usize) -> (f64, f64) {
        self.bounds
    }

    fn budget(&self, _player: usize) -> Option<Budget> {
        self.budget.map(|total| Budget { components: 0..self.dimension, total })
    }

    fn payoff(&self, player: usize, profile: &Profile) -> f64 {
        let all = profile.flat();
        let mut payoff = 0.0;
        for k in (0..all.len()).filter(|&k| self.owner(k) == player) {
            payoff += self.linear[k] * all[k] - all[k] * all[k] / 2.0;
            for j in 0..all.len() {
                let part = if self.owner(j) == player { 0.5 } else { 1.0 };
                payoff -= part * all[k] * self.coupling[k][j] * all[j];
            }
        }
        payoff
    }

    fn gradient(&self, player: usize, profile: &Profile, gradient: &mut [f64]) {
        let all = profile.flat();
        for (k, slope) in gradient.iter_mut().enumerate() {
            let at = player * self.dimension + k;
            let others: f64 = self.coupling[at].iter().zip(all).map(|(a, x)| a * x).sum();
            *slope = self.linear[at] - all[at] - others;
        }
    }

    fn scale(&self) -> f64 {
        1.0
    }

    fn uniqueness(&self) -> Uniqueness {
        Uniqueness::NotClaimed { why: "a test does not ask".to_owned() }
    }
}

/// The derivative of the pseudo-gradient along a direction, times the direction: negative wherever the game is
/// diagonally strictly concave with equal weights.
pub(super) fn curvature_along(game: &impl ConcaveGame, at: &Profile, direction: &[f64]) -> f64 {
    let step = 1e-5;
    let side = |sign: f64| {
        let mut moved = at.clone();
        let mut k = 0;
        for player in 0..game.players() {
            for own in moved.of_mut(player) {
                *own += sign * step * direction[k];
                k += 1;
            }
        }
        let mut sum = 0.0;
        let mut k = 0;
        for player in 0..game.players() {
            let mut gradient = vec![0.0; game.dimension(player)];
            game.gradient(player, &moved, &mut gradient);
            for slope in gradient {
                sum += slope * direction[k];
                k += 1;
            }
        }
        sum
    };
    (side(1.0) - side(-1.0)) / (2.0 * step)
}
