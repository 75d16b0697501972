//! Best-reply iteration with damping, ended by relative change, certified by the gradient gap.

use moloch_core::{Certified, NotCertified, Status, Uniqueness, tolerance};

use super::{ConcaveGame, Profile, certificate};

/// A certified equilibrium of a concave game.
#[derive(Debug, Clone, PartialEq)]
pub struct Equilibrium {
    /// The profile with its certificate.
    pub profile: Certified<Profile>,
    /// How the iteration ended.
    pub status: Status,
    /// What is known of uniqueness.
    pub uniqueness: Uniqueness,
}

/// Why a concave game gave no equilibrium.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ConcaveError {
    /// The iteration met a value that is not finite.
    #[error("iterate best replies: player {player}'s reply in sweep {sweep} is not finite")]
    NonFinite {
        /// The player, from 0.
        player: usize,
        /// The sweep, from 1.
        sweep: usize,
    },
    /// The iteration ended, but the profile does not pass its certificate.
    #[error("iterate best replies to an equilibrium ({status}): {source}")]
    NotCertified {
        /// How the iteration ended.
        status: Status,
        /// The certificate.
        source: NotCertified,
    },
}

const SWEEPS: usize = 20_000;
/// Sweeps without a smaller change after which replies are damped further: best replies may cycle.
const PATIENCE: usize = 25;

/// An equilibrium by best-reply iteration from the middle of every box.
///
/// # Errors
/// [`ConcaveError`] when a reply is not finite or the profile does not pass its certificate.
pub fn solve(game: &(impl ConcaveGame + ?Sized)) -> Result<Equilibrium, ConcaveError> {
    let mut start = Profile::zeros((0..game.players()).map(|player| game.dimension(player)));
    for player in 0..game.players() {
        for component in 0..game.dimension(player) {
            let (low, high) = game.bounds(player, component);
            start.of_mut(player)[component] = low + (high - low) / 2.0;
        }
    }
    solve_from(game, start)
}

/// An equilibrium by best-reply iteration from a given profile.
///
/// # Errors
/// [`ConcaveError`] when a reply is not finite or the profile does not pass its certificate.
pub fn solve_from(game: &(impl ConcaveGame + ?Sized), start: Profile) -> Result<Equilibrium, ConcaveError> {
    let (profile, status) = iterate(game, start)?;
    let certificate = certificate::by_gradient(game, &profile);
    let profile = Certified::new(profile, certificate)
        .map_err(|source| ConcaveError::NotCertified { status: status.clone(), source })?;
    Ok(Equilibrium { profile, status, uniqueness: game.uniqueness() })
}

fn iterate(game: &(impl ConcaveGame + ?Sized), mut profile: Profile) -> Result<(Profile, Status), ConcaveError> {
    let (mut weight, mut smallest, mut since) = (1.0_f64, f64::INFINITY, 0);
    let mut before = profile.clone();
    for sweep in 1..=SWEEPS {
        before.clone_from(&profile);
        for player in 0..game.players() {
            game.reply(player, &mut profile);
            let held = before.of(player);
            for (own, held) in profile.of_mut(player).iter_mut().zip(held) {
                if !own.is_finite() {
                    return Err(ConcaveError::NonFinite { player, sweep });
                }
                *own = held + weight * (*own - held);
            }
        }
        let change = relative_change(&before, &profile) / weight;
        if change <= tolerance::FIXED_POINT_REL {
            return Ok((profile, Status::Converged { iterations: sweep }));
        }
        since = if change < smallest { 0 } else { since + 1 };
        smallest = smallest.min(change);
        if since >= PATIENCE {
            // Either rounding is reached, which the certificate decides, or the replies cycle.
            if smallest <= 64.0 * f64::EPSILON {
                return Ok((profile, Status::Converged { iterations: sweep }));
            }
            (weight, since) = (weight / 2.0, 0);
        }
    }
    Ok((profile, Status::LimitReached { iterations: SWEEPS }))
}

fn relative_change(before: &Profile, after: &Profile) -> f64 {
    let largest = after.flat().iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let change = before.flat().iter().zip(after.flat()).fold(0.0_f64, |change, (a, b)| change.max((a - b).abs()));
    if largest > 0.0 { change / largest } else { change }
}
