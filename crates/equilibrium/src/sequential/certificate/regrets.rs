//! Regrets with the ranges that they are measured by.

use moloch_core::tolerance::REGRET_REL;
use moloch_core::{Certificate, Concept};

use crate::finite::{Rational, nearest_f64};

/// Every player's regret: what its best strategy would gain, the others' behaviour given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactRegrets {
    pub(super) players: Vec<Rational>,
    pub(super) ranges: Vec<Rational>,
}

impl ExactRegrets {
    /// Each player's regret, in its payoff units.
    pub fn players(&self) -> &[Rational] {
        &self.players
    }

    /// Whether nobody gains by any deviation.
    pub fn are_zero(&self) -> bool {
        self.players.iter().all(Rational::is_zero)
    }

    /// The largest gain from a one-player deviation, in payoff units.
    pub fn max_regret(&self) -> Rational {
        self.players.iter().max().cloned().unwrap_or(Rational::ZERO)
    }

    /// The largest regret in units of that player's own payoff range.
    pub fn max_regret_relative(&self) -> Rational {
        self.worst().map_or(Rational::ZERO, |player| self.relative(player))
    }

    /// The certificate with tolerance zero: it passes for an exact equilibrium only.
    pub fn certificate(&self) -> Certificate {
        self.certificate_within(0.0, "best replies by backward induction on the tree, in exact rational arithmetic")
    }

    /// The certificate of a profile in doubles: its regret, computed exactly, against the tolerance for doubles.
    pub fn certificate_of_doubles(&self) -> Certificate {
        self.certificate_within(REGRET_REL, "exact regret on the tree of a profile given in doubles")
    }

    fn certificate_within(&self, tolerance: f64, method: &'static str) -> Certificate {
        let worst = self.worst();
        Certificate {
            concept: Concept::Regret,
            residual: worst.map_or(0.0, |player| positive(&self.players[player])),
            scale: worst.map_or(0.0, |player| positive(&self.ranges[player])),
            tolerance,
            method,
        }
    }

    fn relative(&self, player: usize) -> Rational {
        if self.ranges[player].is_zero() { Rational::ZERO } else { &self.players[player] / &self.ranges[player] }
    }

    fn worst(&self) -> Option<usize> {
        (0..self.players.len()).max_by(|&a, &b| self.relative(a).cmp(&self.relative(b)))
    }
}

/// A number too small for a double is still not zero.
fn positive(value: &Rational) -> f64 {
    if value.is_zero() { 0.0 } else { nearest_f64(value).max(f64::MIN_POSITIVE) }
}
