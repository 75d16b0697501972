//! Whether a claimed equilibrium of an anonymous game is one, recomputed from the payoffs.
//!
//! This module knows the game and the claim. It imports no solver, so that no mistake of a solver can hide in
//! the check of its result.

use moloch_core::{Certificate, Concept, NotCertified};

use super::error::AnonymousError;
use super::game::AnonymousGame;
use crate::finite::{Rational, nearest_f64};

/// Checks that nobody gains by deviating from counts, by comparing exact payoffs.
///
/// # Errors
///
/// When somebody gains, with the gain; when the counts are none of the game.
pub fn first_gain(game: &AnonymousGame, counts: &[Vec<usize>]) -> Result<(), AnonymousError> {
    let mut others = counts.to_vec();
    for role in 0..counts.len() {
        for action in (0..counts[role].len()).filter(|&action| counts[role][action] > 0) {
            others[role][action] -= 1;
            let payoff = |action: usize| {
                let none = || AnonymousError::Counts { found: counts.to_vec() };
                game.exact_payoff(role, action, &others).ok_or_else(none)
            };
            let earned = payoff(action)?;
            for other in 0..counts[role].len() {
                let gain = payoff(other)? - &earned;
                if gain > Rational::ZERO {
                    return Err(refused(game, role, &gain).into());
                }
            }
            others[role][action] += 1;
        }
    }
    if counts.len() == game.roles().len() { Ok(()) } else { Err(AnonymousError::Counts { found: counts.to_vec() }) }
}

fn refused(game: &AnonymousGame, role: usize, gain: &Rational) -> NotCertified {
    let range = game.payoff_bounds(role).map_or(0.0, |(low, high)| nearest_f64(&(high - low)));
    let certificate = Certificate {
        concept: Concept::Regret,
        residual: nearest_f64(gain).max(f64::MIN_POSITIVE),
        scale: range,
        tolerance: 0.0,
        method: "payoffs compared again in exact rational arithmetic",
    };
    NotCertified { certificate }
}
