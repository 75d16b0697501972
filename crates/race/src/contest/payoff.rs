//! Payoffs of a contest and the regret of a profile; imports no solver.

use moloch_core::{Certificate, Concept, Uniqueness, tolerance};
use moloch_equilibrium::concave::certificate::{gain_on_line, worse};
use moloch_equilibrium::concave::{ConcaveGame, Profile};

/// Expected payoff of a lab that spends effort `own` against rivals who are active independently: `rivals` lists
/// effort and the probability of being active; $`V\,\mathrm{E}[x^r/(x^r+Y)] - c x`$.
///
/// When nobody spends anything, all labs win with equal probability.
pub fn expected_payoff(value: f64, cost: f64, own: f64, rivals: &[(f64, f64)], decisiveness: f64) -> f64 {
    Against::new(rivals.iter().copied(), decisiveness).payoff(value, cost, own)
}

/// What a lab competes against, summed up once for many own efforts.
struct Against {
    /// Sum of $`x^r`$ over rivals who are active for certain.
    sure: f64,
    /// $`x^r`$ and probability of rivals who may be active.
    uncertain: Vec<(f64, f64)>,
    labs: usize,
    decisiveness: f64,
}

impl Against {
    fn new(rivals: impl Iterator<Item = (f64, f64)>, decisiveness: f64) -> Self {
        let mut against = Self { sure: 0.0, uncertain: Vec::new(), labs: 1, decisiveness };
        for (effort, active) in rivals {
            let weight = effort.powf(decisiveness);
            against.labs += 1;
            if active >= 1.0 {
                against.sure += weight;
            } else if weight > 0.0 {
                against.uncertain.push((weight, active));
            }
        }
        against
    }

    fn payoff(&self, value: f64, cost: f64, own: f64) -> f64 {
        let wins = self.win_probability(own.powf(self.decisiveness), self.sure, &self.uncertain);
        value * wins - cost * own
    }

    fn win_probability(&self, own: f64, against: f64, uncertain: &[(f64, f64)]) -> f64 {
        match uncertain.split_first() {
            Some((&(weight, active), rest)) => {
                active * self.win_probability(own, against + weight, rest)
                    + (1.0 - active) * self.win_probability(own, against, rest)
            }
            None if own + against > 0.0 => own / (own + against),
            None => 1.0 / self.labs as f64,
        }
    }
}

/// The largest gain of one lab from another effort, by a search on payoffs that does not rely on concavity.
///
/// `plays` lists each lab's effort and the probability of being active; a lab that mixes must gain from neither branch.
pub fn regret(values: &[f64], costs: &[f64], plays: &[(f64, f64)], decisiveness: f64) -> Certificate {
    let gains = (0..values.len()).map(|lab| {
        let rivals = plays.iter().enumerate().filter(|(rival, _)| *rival != lab).map(|(_, play)| *play);
        let against = Against::new(rivals, decisiveness);
        let (effort, active) = plays[lab];
        let payoff = |x: f64| against.payoff(values[lab], costs[lab], x);
        let held = active * payoff(effort) + (1.0 - active) * payoff(0.0);
        // Effort beyond the prize's worth loses for certain.
        gain_on_line(held, values[lab] / costs[lab], payoff)
    });
    Certificate {
        concept: Concept::Regret,
        residual: gains.fold(0.0, worse),
        scale: values.iter().copied().fold(0.0, f64::max),
        tolerance: tolerance::REGRET_REL,
        method: "search over each lab's efforts",
    }
}

/// The contest with $`r \le 1`$ as a concave game, for certificates by gradient and for peers of the closed form.
#[derive(Debug, Clone, Copy)]
pub struct LotteryGame<'g> {
    /// Value of the prize to each lab.
    pub values: &'g [f64],
    /// Unit cost of each lab.
    pub costs: &'g [f64],
    /// Decisiveness, at most 1.
    pub decisiveness: f64,
}

impl LotteryGame<'_> {
    fn rivals(&self, player: usize, profile: &Profile) -> f64 {
        let others = (0..self.values.len()).filter(|&j| j != player);
        others.map(|j| profile.of(j)[0].powf(self.decisiveness)).sum()
    }
}

impl ConcaveGame for LotteryGame<'_> {
    fn players(&self) -> usize {
        self.values.len()
    }

    fn dimension(&self, _player: usize) -> usize {
        1
    }

    fn bounds(&self, player: usize, _component: usize) -> (f64, f64) {
        (0.0, self.values[player] / self.costs[player])
    }

    fn payoff(&self, player: usize, profile: &Profile) -> f64 {
        let own = profile.of(player)[0];
        let (y, against) = (own.powf(self.decisiveness), self.rivals(player, profile));
        let wins = if y + against > 0.0 { y / (y + against) } else { 1.0 / self.values.len() as f64 };
        self.values[player] * wins - self.costs[player] * own
    }

    fn gradient(&self, player: usize, profile: &Profile, gradient: &mut [f64]) {
        let (own, r) = (profile.of(player)[0], self.decisiveness);
        let (y, against) = (own.powf(r), self.rivals(player, profile));
        let marginal = r * own.powf(r - 1.0) * against / (y + against).powi(2);
        gradient[0] = self.values[player] * marginal - self.costs[player];
    }

    fn scale(&self) -> f64 {
        self.values.iter().copied().fold(0.0, f64::max)
    }

    fn uniqueness(&self) -> Uniqueness {
        Uniqueness::Proved { theorem: "share functions fall strictly for r <= 1 (Cornes and Hartley 2005)" }
    }
}
