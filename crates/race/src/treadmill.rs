//! Payoffs, best replies and common efforts of the treadmill.

use moloch_core::{Certificate, Concept, tolerance};
use moloch_equilibrium::concave::certificate::{gain_on_line, worse};

use crate::models::treadmill::{Pace, Treadmill};

/// What kind of trap the treadmill is; the remedy depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// Not keeping up is best whatever the others do.
    NoRace,
    /// Keeping up pays even when nobody else does, and all would gain if all stopped: only prices or enforcement help.
    PrisonersDilemma,
    /// All stop and all keep up are both equilibria: once enough labs stop, the others follow by themselves.
    StagHunt,
    /// Every common effort is an equilibrium: nobody minds what they do.
    Indifference,
}

impl Regime {
    /// The name in a sentence, lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoRace => "no race",
            Self::PrisonersDilemma => "prisoners' dilemma",
            Self::StagHunt => "stag hunt",
            Self::Indifference => "indifference",
        }
    }
}

impl Treadmill {
    /// Payoff of a lab at its own effort, the mean effort of the others being `others`.
    pub fn payoff(&self, own: f64, others: f64) -> f64 {
        let position = (self.advantage + self.stigma * others) * (own - others);
        self.pie / self.labs as f64 + position - self.burnt(own)
    }

    /// The smallest best reply to a mean effort of the others.
    pub fn best_reply(&self, others: f64) -> f64 {
        let gain = self.advantage + self.stigma * others - self.unit_cost();
        if gain <= 0.0 {
            0.0
        } else if gain >= self.convexity {
            1.0
        } else {
            gain / self.convexity
        }
    }

    pub(crate) fn unit_cost(&self) -> f64 {
        self.cost + self.forgone
    }

    /// What a lab burns at an effort.
    pub(crate) fn burnt(&self, effort: f64) -> f64 {
        self.unit_cost() * effort + self.convexity * effort * effort / 2.0
    }

    /// The part of the stigma that free labs still feel when `committed` labs stop for certain.
    pub(crate) fn stigma_among_free(&self, committed: usize) -> f64 {
        let others = (self.labs - 1) as f64;
        self.stigma * ((self.labs - 1 - committed) as f64 / others)
    }

    /// Every common effort of the free labs that is an equilibrium, rising, with its stability.
    ///
    /// A common effort $`e`$ is one if $`e`$ is a best reply to itself. With $`g = a_0 - c - d`$, the gain at $`e`$ is
    /// $`g + a_1 e - k e`$: zero inside, at most zero at 0, at least zero at 1.
    pub(crate) fn common_efforts(&self, stigma: f64) -> Vec<(f64, bool)> {
        let gain = self.advantage - self.unit_cost();
        let slope = stigma - self.convexity;
        let full = self.advantage + stigma - self.unit_cost() - self.convexity;
        let mut found = Vec::new();
        if gain <= 0.0 {
            found.push((0.0, gain < 0.0 || slope < 0.0));
        }
        // The gain changes sign inside: falling through zero is stable, rising is the threshold between two ends.
        if gain * full < 0.0 {
            found.push((gain / -slope, slope < 0.0));
        }
        if full >= 0.0 {
            found.push((1.0, full > 0.0 || slope < 0.0));
        }
        found
    }

    pub(crate) fn regime(&self) -> Regime {
        let gain = self.advantage - self.unit_cost();
        let slope = self.stigma - self.convexity;
        if gain > 0.0 {
            Regime::PrisonersDilemma
        } else if gain == 0.0 && slope == 0.0 {
            Regime::Indifference
        } else if gain + slope >= 0.0 && slope > 0.0 {
            Regime::StagHunt
        } else {
            Regime::NoRace
        }
    }

    pub(crate) fn fastest(&self, stigma: f64) -> f64 {
        self.common_efforts(stigma).last().map_or(0.0, |pace| pace.0)
    }

    /// Grim trigger: one period of the best lone race against losing the gains of stopping for ever.
    pub(crate) fn critical_patience(&self, race: f64) -> f64 {
        let lone = self.best_reply(0.0);
        let temptation = self.advantage * lone - self.burnt(lone);
        if temptation <= 0.0 { 0.0 } else { temptation / (temptation + self.burnt(race)) }
    }

    /// Fewest committed labs at which no race is left among the others, by bisection: each commitment lowers the race.
    pub(crate) fn commitment_needed(&self) -> Option<usize> {
        let ends = |committed: usize| self.fastest(self.stigma_among_free(committed)) == 0.0;
        let (mut low, mut high) = (0, self.labs - 1);
        if !ends(high) {
            return None;
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            if ends(middle) { high = middle } else { low = middle + 1 }
        }
        Some(high)
    }

    /// Regrets of every equilibrium and of the free labs' one, by trying deviations over the whole range of effort.
    pub(crate) fn certificate(&self, equilibria: &[Pace], free: f64) -> Certificate {
        let among_free = free * ((self.labs - 1 - self.committed) as f64 / (self.labs - 1) as f64);
        let profiles = equilibria.iter().map(|pace| (pace.effort, pace.effort)).chain([(free, among_free)]);
        let regret = |(own, others): (f64, f64)| {
            gain_on_line(self.payoff(own, others), 1.0, |effort| self.payoff(effort, others))
        };
        Certificate {
            concept: Concept::Regret,
            residual: profiles.map(regret).fold(0.0, worse),
            scale: self.pie / self.labs as f64 + self.advantage + self.stigma + self.burnt(1.0),
            tolerance: tolerance::REGRET_REL,
            method: "deviations tried over the whole range of effort",
        }
    }
}
