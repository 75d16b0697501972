//! Whether a claimed equilibrium of an anonymous game is one, recomputed from the payoffs.
//!
//! This module knows the game and the claim. It imports no solver, so that no mistake of a solver can hide in
//! the check of its result.

use moloch_core::tolerance::REGRET_REL;
use moloch_core::{Certificate, Concept, NotCertified};

use super::error::AnonymousError;
use super::expected::{exact_action_payoffs, normalised_action_payoffs, rounding_steps};
use super::game::AnonymousGame;
use crate::finite::{ExactProfile, Profile, ProfileError, Rational, nearest_f64};

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

/// Each role's regret at a role-symmetric exact profile: one mix for each role.
///
/// # Errors
///
/// When the profile does not fit the game.
pub fn exact_regrets(game: &AnonymousGame, profile: &ExactProfile) -> Result<Vec<Rational>, AnonymousError> {
    check_fits(game, profile.mixes().iter().map(Vec::len))?;
    let regret = |role: usize| {
        let payoffs = exact_action_payoffs(game, profile, role);
        let best = payoffs.iter().max().cloned().unwrap_or_default();
        let earned = profile.mixes()[role].iter().zip(&payoffs);
        best - earned.fold(Rational::ZERO, |sum, (share, payoff)| sum + share * payoff)
    };
    Ok((0..game.roles().len()).map(regret).collect())
}

/// The certificate of a role-symmetric exact profile, with tolerance zero.
///
/// # Errors
///
/// When the profile does not fit the game.
pub fn exact_certificate(game: &AnonymousGame, profile: &ExactProfile) -> Result<Certificate, AnonymousError> {
    let regrets = exact_regrets(game, profile)?;
    let relative = |role: usize| match stake(game, role) {
        stake if stake.is_zero() => Rational::ZERO,
        stake => &regrets[role] / stake,
    };
    let worst = (0..regrets.len()).max_by(|&a, &b| relative(a).cmp(&relative(b))).unwrap_or(0);
    Ok(exactly(&regrets[worst], &stake(game, worst)))
}

/// Each role's regret at a role-symmetric profile in doubles: in units of the role's stake.
///
/// # Errors
///
/// When the profile does not fit the game.
pub fn relative_regrets(game: &AnonymousGame, profile: &Profile) -> Result<Vec<f64>, AnonymousError> {
    check_fits(game, profile.mixes().iter().map(Vec::len))?;
    let regret = |role: usize| {
        let payoffs = normalised_action_payoffs(game, profile.mixes(), role);
        let best = payoffs.iter().copied().fold(0.0, f64::max);
        let mix = &profile.mixes()[role];
        let shortfall = mix.iter().zip(&payoffs).map(|(share, payoff)| share * (best - payoff)).sum::<f64>();
        shortfall / mix.iter().sum::<f64>()
    };
    Ok((0..game.roles().len()).map(regret).collect())
}

/// The certificate of a role-symmetric profile in doubles: the largest relative regret, rounding error included.
///
/// # Errors
///
/// When the profile does not fit the game.
pub fn certificate(game: &AnonymousGame, profile: &Profile) -> Result<Certificate, AnonymousError> {
    let regrets = relative_regrets(game, profile)?;
    let worst = (0..regrets.len()).max_by(|&a, &b| regrets[a].total_cmp(&regrets[b])).unwrap_or(0);
    let rounding = 2.01 * rounding_steps(game) * f64::EPSILON / 2.0;
    let stake = game.centred(worst).range;
    let relative = if stake > 0.0 { regrets[worst] + rounding } else { 0.0 };
    Ok(Certificate {
        concept: Concept::Regret,
        residual: relative * stake,
        scale: stake,
        tolerance: REGRET_REL,
        method: "expected payoffs by counts summed again in doubles, rounding bounded",
    })
}

/// What the second of two actions earns more than the first, when everybody plays the second with probability
/// `share`, in a game of one role, exactly; `None` for another game or a share that is no probability.
pub fn exact_advantage(game: &AnonymousGame, share: &Rational) -> Option<Rational> {
    let profile = ExactProfile::new(vec![vec![Rational::ONE - share, share.clone()]]).ok()?;
    check_fits(game, std::iter::once(2)).ok()?;
    match exact_action_payoffs(game, &profile, 0).as_slice() {
        [first, second] => Some(second - first),
        _ => None,
    }
}

fn stake(game: &AnonymousGame, role: usize) -> Rational {
    game.stake(role).unwrap_or_default()
}

fn check_fits(game: &AnonymousGame, counts: impl ExactSizeIterator<Item = usize>) -> Result<(), AnonymousError> {
    let (found, expected) = (counts.len(), game.roles().len());
    if found != expected {
        return Err(ProfileError::Players { found, expected }.into());
    }
    for (role, found) in game.roles().iter().zip(counts) {
        let expected = role.actions().len();
        if found != expected {
            return Err(ProfileError::Actions { player: role.name().to_owned(), found, expected }.into());
        }
    }
    Ok(())
}

fn exactly(gain: &Rational, range: &Rational) -> Certificate {
    let rounded = |value: &Rational| if value.is_zero() { 0.0 } else { nearest_f64(value).max(f64::MIN_POSITIVE) };
    Certificate {
        concept: Concept::Regret,
        residual: rounded(gain),
        scale: rounded(range),
        tolerance: 0.0,
        method: "expected payoffs by counts summed again in exact rational arithmetic",
    }
}

fn refused(game: &AnonymousGame, role: usize, gain: &Rational) -> NotCertified {
    NotCertified { certificate: exactly(gain, &stake(game, role)) }
}
