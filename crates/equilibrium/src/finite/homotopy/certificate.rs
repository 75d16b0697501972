//! The check of a quantal response: one more application of the logit map changes nothing.
//!
//! It knows the game and the profile and imports no solver of this folder.

use moloch_core::tolerance::FIXED_POINT_CHECK_REL;
use moloch_core::{Certificate, Concept};

use super::super::error::ProfileError;
use super::super::expected::normalised_action_payoffs;
use super::super::game::Game;
use super::super::profile::Profile;

/// The largest change of a probability under the logit map: each player plays action $`a`$ with probability
/// proportional to $`\exp(\lambda u(a))`$, $`u(a)`$ its expected payoff in the payoff units of the game.
///
/// # Errors
///
/// When the profile does not fit the game.
pub fn logit_certificate(game: &Game, lambda: f64, profile: &Profile) -> Result<Certificate, ProfileError> {
    profile.check_fits(game)?;
    let of_player = |player: usize| {
        let response = logit_response(game, lambda, profile, player);
        let pairs = profile.mixes()[player].iter().zip(response);
        moloch_core::worst(pairs.map(|(share, answer)| (share - answer).abs()))
    };
    Ok(Certificate {
        concept: Concept::FixedPoint,
        residual: moloch_core::worst((0..game.player_count()).map(of_player)),
        scale: 1.0,
        tolerance: FIXED_POINT_CHECK_REL,
        method: "the logit map applied once more to payoffs summed again",
    })
}

/// Logit response of one player, with exponents counted from the largest so that none overflows.
fn logit_response(game: &Game, lambda: f64, profile: &Profile, player: usize) -> Vec<f64> {
    let precision = lambda * game.centred(player).range;
    let payoffs = normalised_action_payoffs(game, profile, player);
    let best = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = payoffs.iter().map(|payoff| (precision * (payoff - best)).exp()).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}
