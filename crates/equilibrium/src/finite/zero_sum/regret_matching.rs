//! Regret matching: a few hundred cheap rounds that tell which actions an equilibrium of a matrix game uses.
//!
//! Each player plays actions in proportion to the regret it has for them, where negative regrets are forgotten at once
//! and late rounds weigh more in the average (Tammelin 2014). The averages come near an equilibrium; what is exact is
//! left to the simplex method.

/// One player's average mix, and what each of its actions is worth to it against the other's average.
pub(super) struct Average {
    pub(super) mix: Vec<f64>,
    pub(super) worth: Vec<f64>,
}

/// Plays `rounds` rounds of the game with these payoffs to player 1, whose actions run fastest.
pub(super) fn regret_matching(payoffs: &[f64], height: usize, rounds: u32) -> [Average; 2] {
    let width = payoffs.len() / height;
    let (mut first, mut second) = (Learner::new(height), Learner::new(width));
    for round in 1..=rounds {
        let weight = f64::from(round).powi(2);
        let conceded = conceded(payoffs, height, &first.mix);
        second.learn(conceded.iter().map(|payoff| -payoff), weight);
        let earned = earned(payoffs, height, &second.mix);
        first.learn(earned.iter().copied(), weight);
    }
    let (x, y) = (first.average(), second.average());
    let earned = earned(payoffs, height, &y);
    let lost = conceded(payoffs, height, &x).into_iter().map(|payoff| -payoff).collect();
    [Average { mix: x, worth: earned }, Average { mix: y, worth: lost }]
}

/// What each action of player 1 earns against a mix of player 2.
pub(super) fn earned(payoffs: &[f64], height: usize, mix: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; height];
    for (column, &share) in payoffs.chunks_exact(height).zip(mix).filter(|(_, share)| **share > 0.0) {
        for (sum, payoff) in sums.iter_mut().zip(column) {
            *sum += share * payoff;
        }
    }
    sums
}

/// What each action of player 2 concedes against a mix of player 1.
pub(super) fn conceded(payoffs: &[f64], height: usize, mix: &[f64]) -> Vec<f64> {
    payoffs.chunks_exact(height).map(|column| dot(column, mix)).collect()
}

/// A sum of products in four interleaved parts, which a processor computes side by side.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (quads, rest) = a.as_chunks::<4>();
    let (others, other_rest) = b.as_chunks::<4>();
    let mut parts = [0.0; 4];
    for (quad, other) in quads.iter().zip(others) {
        for lane in 0..4 {
            parts[lane] += quad[lane] * other[lane];
        }
    }
    parts.iter().sum::<f64>() + rest.iter().zip(other_rest).map(|(a, b)| a * b).sum::<f64>()
}

struct Learner {
    mix: Vec<f64>,
    regrets: Vec<f64>,
    total: Vec<f64>,
}

impl Learner {
    fn new(count: usize) -> Self {
        Self { mix: vec![1.0 / count as f64; count], regrets: vec![0.0; count], total: vec![0.0; count] }
    }

    fn learn(&mut self, payoffs: impl Iterator<Item = f64> + Clone, weight: f64) {
        let mean: f64 = payoffs.clone().zip(&self.mix).map(|(payoff, share)| payoff * share).sum();
        for (regret, payoff) in self.regrets.iter_mut().zip(payoffs) {
            *regret = (*regret + payoff - mean).max(0.0);
        }
        let sum: f64 = self.regrets.iter().sum();
        let even = 1.0 / self.mix.len() as f64;
        for ((share, regret), total) in self.mix.iter_mut().zip(&self.regrets).zip(&mut self.total) {
            *share = if sum > 0.0 { regret / sum } else { even };
            *total += weight * *share;
        }
    }

    fn average(&self) -> Vec<f64> {
        let sum: f64 = self.total.iter().sum();
        self.total.iter().map(|total| total / sum).collect()
    }
}
