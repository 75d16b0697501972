//! Mixed profiles: one list of probabilities per player.

use dashu_int::IBig;
use moloch_core::tolerance::SHARE_SUM_ABS;

use super::error::ProfileError;
use super::exact::{Rational, common_denominator, exact_from_f64, nearest_f64, one, zero};
use super::game::Game;

/// A mixed profile in doubles: nonnegative, each player's probabilities summing to 1 within 1e-9.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    mixes: Vec<Vec<f64>>,
}

/// A mixed profile in exact numbers: nonnegative, each player's probabilities summing to exactly 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExactProfile {
    mixes: Vec<Vec<Rational>>,
}

impl Profile {
    /// A profile from one list of probabilities per player.
    ///
    /// # Errors
    ///
    /// When a probability is negative, above 1 or not a number, or a player's do not sum to 1.
    pub fn new(mixes: Vec<Vec<f64>>) -> Result<Self, ProfileError> {
        for (player, mix) in mixes.iter().enumerate() {
            // Negative zero passes; rounding may leave a single probability a little above 1.
            let allowed = 0.0..=1.0 + SHARE_SUM_ABS;
            if let Some(action) = mix.iter().position(|share| !allowed.contains(share)) {
                let found = mix[action].to_string();
                return Err(ProfileError::Probability { player: player + 1, action: action + 1, found });
            }
            let sum = mix.iter().fold(0.0, |sum, share| sum + share);
            if (sum - 1.0).abs() > SHARE_SUM_ABS {
                let within = format!("within {SHARE_SUM_ABS:e}");
                let found = sum.to_string();
                return Err(ProfileError::Sum { player: player + 1, found, within });
            }
        }
        Ok(Self { mixes })
    }

    /// The profile in which each player plays one action (from 0) for sure.
    ///
    /// # Errors
    ///
    /// When the list does not fit the numbers of actions.
    pub fn pure(actions: &[usize], profile: &[usize]) -> Result<Self, ProfileError> {
        Ok(ExactProfile::pure(actions, profile)?.to_f64())
    }

    /// The profile in which every player plays all actions with equal probability.
    pub fn uniform(actions: &[usize]) -> Self {
        let even = |&count: &usize| vec![1.0 / count as f64; count];
        Self { mixes: actions.iter().map(even).collect() }
    }

    /// Each player's probabilities.
    pub fn mixes(&self) -> &[Vec<f64>] {
        &self.mixes
    }

    /// The same profile exactly: each double as the fraction it is, then divided by their exact sum.
    pub fn to_exact(&self) -> ExactProfile {
        let mixes = self.mixes.iter().map(|mix| {
            // Checked to be finite and to sum to nearly one.
            let parts = mix.iter().map(|&share| exact_from_f64(share).unwrap_or_else(zero));
            normalised(parts.collect())
        });
        ExactProfile { mixes: mixes.collect() }
    }

    /// Checks that the profile has the game's numbers of players and actions.
    ///
    /// # Errors
    ///
    /// When it has not.
    pub fn check_fits(&self, game: &Game) -> Result<(), ProfileError> {
        check_fits(game, self.mixes.iter().map(Vec::len))
    }
}

impl ExactProfile {
    /// A profile from one list of probabilities per player.
    ///
    /// # Errors
    ///
    /// When a probability is negative or a player's do not sum to exactly 1.
    pub fn new(mixes: Vec<Vec<Rational>>) -> Result<Self, ProfileError> {
        for (player, mix) in mixes.iter().enumerate() {
            if let Some(action) = mix.iter().position(|share| *share < zero()) {
                let found = mix[action].to_string();
                return Err(ProfileError::Probability { player: player + 1, action: action + 1, found });
            }
            let sum = total(mix);
            if !sum.is_one() {
                let (found, within) = (sum.to_string(), "exactly".to_owned());
                return Err(ProfileError::Sum { player: player + 1, found, within });
            }
        }
        Ok(Self { mixes })
    }

    /// The profile in which each player plays one action (from 0) for sure.
    ///
    /// # Errors
    ///
    /// When the list does not fit the numbers of actions.
    pub fn pure(actions: &[usize], profile: &[usize]) -> Result<Self, ProfileError> {
        if actions.len() != profile.len() {
            let (found, expected) = (profile.len(), actions.len());
            return Err(ProfileError::Players { found, expected });
        }
        let mut mixes = Vec::with_capacity(actions.len());
        for (player, (&count, &action)) in actions.iter().zip(profile).enumerate() {
            if action >= count {
                let (player, found) = (player + 1, action + 1);
                return Err(ProfileError::NoSuchAction { player, found, expected: count });
            }
            let mut mix = vec![zero(); count];
            mix[action] = one();
            mixes.push(mix);
        }
        Ok(Self { mixes })
    }

    /// Each player's probabilities.
    pub fn mixes(&self) -> &[Vec<Rational>] {
        &self.mixes
    }

    /// Each player's action (from 0) when all play one for sure, else `None`.
    pub fn pure_actions(&self) -> Option<Vec<usize>> {
        self.mixes.iter().map(|mix| mix.iter().position(Rational::is_one)).collect()
    }

    /// The same profile in doubles.
    pub fn to_f64(&self) -> Profile {
        let mixes = self.mixes.iter().map(|mix| mix.iter().map(nearest_f64).collect());
        Profile { mixes: mixes.collect() }
    }

    /// Checks that the profile has the game's numbers of players and actions.
    ///
    /// # Errors
    ///
    /// When it has not.
    pub fn check_fits(&self, game: &Game) -> Result<(), ProfileError> {
        check_fits(game, self.mixes.iter().map(Vec::len))
    }
}

fn check_fits(game: &Game, counts: impl ExactSizeIterator<Item = usize>) -> Result<(), ProfileError> {
    let (found, expected) = (counts.len(), game.player_count());
    if found != expected {
        return Err(ProfileError::Players { found, expected });
    }
    for (player, found) in game.players().iter().zip(counts) {
        let expected = player.actions().len();
        if found != expected {
            let player = player.name().to_owned();
            return Err(ProfileError::Actions { player, found, expected });
        }
    }
    Ok(())
}

fn total(mix: &[Rational]) -> Rational {
    // Over one denominator, so that a long mix of long fractions is reduced once, not once per term.
    let common = common_denominator(mix.iter());
    let scaled = |share: &Rational| share.numerator() * IBig::from(&common / share.denominator());
    let sum = mix.iter().filter(|share| !share.is_zero()).fold(IBig::ZERO, |sum, share| sum + scaled(share));
    Rational::from_parts(sum, common)
}

fn normalised(mix: Vec<Rational>) -> Vec<Rational> {
    let sum = total(&mix);
    if sum.is_one() {
        return mix;
    }
    mix.into_iter().map(|share| share / &sum).collect()
}
