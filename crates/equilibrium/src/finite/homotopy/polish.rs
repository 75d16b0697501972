//! From nearly an equilibrium to the limit of doubles, and to fractions where there are any.

use moloch_core::Certified;

use super::super::certificate::{exact_regrets, regrets};
use super::super::error::SolveError;
use super::super::game::Game;
use super::super::numerical::Isolated;
use super::super::profile::{ExactProfile, Profile};
use super::fractions::fractions;
use super::support::{Bench, Exact, likely_support, settle};
use super::tensor::Tensor;

/// How often a guessed support may be corrected.
const MAX_ROUNDS: usize = 12;
/// Probabilities below which an action is left out of further guesses.
const THRESHOLDS: [f64; 3] = [1e-2, 1e-4, 1e-7];

/// An equilibrium near a profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Polished {
    /// The equilibrium with its certified regret, and its index where it is regular.
    pub point: Isolated,
    /// Whether the equations of its support decide it and nothing that is not played is a best reply. An irregular
    /// equilibrium may be one of a continuum.
    pub is_regular: bool,
    /// The largest regret in units of that player's payoff range, as certified.
    pub regret: f64,
    /// Largest distance of a probability from the profile that was polished.
    pub distance: f64,
    /// The same in fractions with exact regret zero: for pure equilibria, and for regular ones of two players with
    /// small supports.
    pub exact: Option<Certified<ExactProfile>>,
    /// Newton steps taken.
    pub newton_steps: u64,
}

#[doc = include_str!("polish.md")]
///
/// # Errors
///
/// When the profile does not fit the game, or the game has more than 2048 actions in all.
pub fn polish(game: &Game, profile: &Profile) -> Result<Option<Polished>, SolveError> {
    profile.check_fits(game)?;
    let tensor = Tensor::new(game, "polish a profile")?;
    let mut bench = Bench::default();
    match nearest(&tensor, &Tensor::flat(profile), &mut bench) {
        Some(exact) => Ok(Some(finished(&tensor, profile, &exact, bench.newton_steps)?)),
        None => Ok(as_it_is(game, profile, bench.newton_steps)),
    }
}

/// The equilibrium that one of several guessed supports leads to, by the likeliest guess first.
pub(super) fn nearest(tensor: &Tensor<'_>, mixes: &[f64], bench: &mut Bench) -> Option<Exact> {
    tensor.evaluate(mixes, &mut bench.local);
    let mut guesses = vec![likely_support(tensor, mixes, &bench.local.values)];
    for threshold in THRESHOLDS {
        let likeliest = tensor.likeliest(mixes);
        let mut guess: Vec<bool> = mixes.iter().map(|&share| share > threshold).collect();
        for place in likeliest {
            guess[place] = true;
        }
        if !guesses.contains(&guess) {
            guesses.push(guess);
        }
    }
    guesses.into_iter().find_map(|guess| settle(tensor, mixes, guess, MAX_ROUNDS, bench))
}

/// Certifies what was found, in doubles and where possible in fractions.
pub(super) fn finished(
    tensor: &Tensor<'_>,
    start: &Profile,
    exact: &Exact,
    newton_steps: u64,
) -> Result<Polished, SolveError> {
    let game = tensor.game();
    let point = certified(tensor, exact)?;
    let regret = regrets(game, &point.profile)?.max_regret_relative();
    let pairs = Tensor::flat(start).into_iter().zip(Tensor::flat(&point.profile));
    let distance = moloch_core::worst(pairs.map(|(before, after)| (before - after).abs()));
    let in_fractions = fractions(game, &point.profile, exact.is_regular).and_then(|profile| {
        let certificate = exact_regrets(game, &profile).ok()?.certificate();
        Certified::new(profile, certificate).ok()
    });
    Ok(Polished { point, is_regular: exact.is_regular, regret, distance, exact: in_fractions, newton_steps })
}

/// An equilibrium to working precision with its certificate.
pub(super) fn certified(tensor: &Tensor<'_>, exact: &Exact) -> Result<Isolated, SolveError> {
    let profile = tensor.profile(&exact.mixes)?;
    let certificate = regrets(tensor.game(), &profile)?.certificate();
    Ok(Isolated { profile: Certified::new(profile, certificate)?, radius: None, index: exact.index })
}

/// The profile itself, where it is an equilibrium within the tolerance although no support led to a better one.
fn as_it_is(game: &Game, profile: &Profile, newton_steps: u64) -> Option<Polished> {
    let found = regrets(game, profile).ok()?;
    let certified = Certified::new(profile.clone(), found.certificate()).ok()?;
    Some(Polished {
        point: Isolated { profile: certified, radius: None, index: None },
        is_regular: false,
        regret: found.max_regret_relative(),
        distance: 0.0,
        exact: None,
        newton_steps,
    })
}

/// A list of probabilities itself, where it is an equilibrium within the tolerance.
pub(super) fn as_found(tensor: &Tensor<'_>, mixes: &[f64]) -> Result<Option<Polished>, SolveError> {
    Ok(as_it_is(tensor.game(), &tensor.profile(mixes)?, 0))
}
