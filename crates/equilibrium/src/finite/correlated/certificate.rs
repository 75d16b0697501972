//! Whether nobody gains by disobeying, and whether nobody could promise more: recomputed from the payoffs.
//!
//! This module knows the game and the claim. It imports no solver.

use moloch_core::tolerance::REGRET_REL;
use moloch_core::{Certificate, Concept};

use crate::finite::{Game, ProfileError, Rational, nearest_f64};

/// When a player decides whether to obey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obedience {
    /// Correlated equilibrium: after having heard the own recommendation.
    Correlated,
    /// Coarse correlated equilibrium: before, by playing one action whatever would be recommended.
    Coarse,
}

/// A plan to disobey: the player, what is recommended (`None`: anything), what is played instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The player, from 0.
    pub player: usize,
    /// The recommended action, from 0; `None` where the plan does not wait for it.
    pub recommended: Option<usize>,
    /// The action played instead, from 0.
    pub played: usize,
}

/// All plans to disobey, players in order.
pub fn deviations(game: &Game, obedience: Obedience) -> Vec<Deviation> {
    let mut all = Vec::new();
    for (player, &actions) in game.action_counts().iter().enumerate() {
        for played in 0..actions {
            match obedience {
                Obedience::Coarse => all.push(Deviation { player, recommended: None, played }),
                Obedience::Correlated => {
                    let others = (0..actions).filter(|&action| action != played);
                    all.extend(others.map(|action| Deviation { player, recommended: Some(action), played }));
                }
            }
        }
    }
    all
}

impl Deviation {
    /// What disobeying gains in the profile of this number, when it is recommended.
    pub fn gain(&self, game: &Game, number: usize) -> Rational {
        let Some(mut profile) = game.profile(number) else { return Rational::ZERO };
        if self.recommended.is_some_and(|action| action != profile[self.player]) {
            return Rational::ZERO;
        }
        let earned = game.exact_payoff(self.player, &profile).unwrap_or(Rational::ZERO);
        profile[self.player] = self.played;
        game.exact_payoff(self.player, &profile).unwrap_or(Rational::ZERO) - earned
    }
}

/// The largest gain of each player from disobeying, exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incentives {
    players: Vec<Rational>,
    ranges: Vec<Rational>,
}

impl Incentives {
    /// Each player's largest expected gain from one plan to disobey, in its payoff units; never negative.
    pub fn players(&self) -> &[Rational] {
        &self.players
    }

    /// Whether nobody gains.
    pub fn are_zero(&self) -> bool {
        self.players.iter().all(Rational::is_zero)
    }

    /// The certificate; exact results need a gain of exactly zero.
    pub fn certificate(&self, is_exact: bool) -> Certificate {
        let relative = |player: usize| {
            let range = &self.ranges[player];
            if range.is_zero() { Rational::ZERO } else { &self.players[player] / range }
        };
        let worst = (0..self.players.len()).max_by(|&a, &b| relative(a).cmp(&relative(b)));
        let rounded = |value: &Rational| if value.is_zero() { 0.0 } else { nearest_f64(value).max(f64::MIN_POSITIVE) };
        Certificate {
            concept: Concept::Incentive,
            residual: worst.map_or(0.0, |player| rounded(&self.players[player])),
            scale: worst.map_or(0.0, |player| rounded(&self.ranges[player])),
            tolerance: if is_exact { 0.0 } else { REGRET_REL },
            method: "gains from disobeying summed again in exact rational arithmetic",
        }
    }
}

/// What each player gains at most by disobeying a device that recommends the profile of each number with the given
/// probability.
///
/// # Errors
///
/// When the probabilities are not as many as profiles, one is negative, or they do not sum to exactly one.
pub fn incentives(game: &Game, shares: &[Rational], obedience: Obedience) -> Result<Incentives, ProfileError> {
    check(game, shares)?;
    let mut players = vec![Rational::ZERO; game.player_count()];
    for deviation in deviations(game, obedience) {
        let played = shares.iter().enumerate().filter(|(_, share)| !share.is_zero());
        let gain = played.fold(Rational::ZERO, |sum, (number, share)| sum + share * deviation.gain(game, number));
        if gain > players[deviation.player] {
            players[deviation.player] = gain;
        }
    }
    let bounds = (0..game.player_count()).map(|player| game.payoff_bounds(player));
    let ranges = bounds.map(|bounds| bounds.map_or(Rational::ZERO, |(low, high)| high - low)).collect();
    Ok(Incentives { players, ranges })
}

fn check(game: &Game, shares: &[Rational]) -> Result<(), ProfileError> {
    let (found, expected) = (shares.len(), game.profile_count());
    if found != expected {
        return Err(ProfileError::Actions { player: "the device".to_owned(), found, expected });
    }
    if let Some(number) = shares.iter().position(|share| *share < Rational::ZERO) {
        let found = shares[number].to_string();
        return Err(ProfileError::Probability { player: 0, action: number + 1, found });
    }
    let sum = shares.iter().fold(Rational::ZERO, |sum, share| sum + share);
    if !sum.is_one() {
        let (found, within) = (sum.to_string(), "exactly".to_owned());
        return Err(ProfileError::Sum { player: 0, found, within });
    }
    Ok(())
}

/// Each player's expected payoff under a device.
pub fn payoffs(game: &Game, shares: &[Rational]) -> Vec<Rational> {
    let mut sums = vec![Rational::ZERO; game.player_count()];
    for (number, share) in shares.iter().enumerate().filter(|(_, share)| !share.is_zero()) {
        let Some(profile) = game.profile(number) else { continue };
        for (player, sum) in sums.iter_mut().enumerate() {
            *sum += share * game.exact_payoff(player, &profile).unwrap_or(Rational::ZERO);
        }
    }
    sums
}

/// A proof that no device earns more: weights of the players' payoffs and a nonnegative multiplier for each plan to
/// disobey, in the order of [`deviations`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multipliers {
    /// A weight for each player's payoff.
    pub weights: Vec<Rational>,
    /// A multiplier for each plan to disobey.
    pub deviations: Vec<Rational>,
}

/// The most that any device of this kind can give of the weighted sum of payoffs, by weak duality:
/// $`\max_s \sum_i w_i u_i(s) - \sum_k y_k g_k(s)`$ with $`g_k(s)`$ the gain of plan $`k`$. `None` when the proof does
/// not fit the game or a multiplier is negative.
pub fn upper_bound(game: &Game, obedience: Obedience, proof: &Multipliers) -> Option<Rational> {
    let plans = deviations(game, obedience);
    let fits = proof.weights.len() == game.player_count() && proof.deviations.len() == plans.len();
    if !fits || proof.deviations.iter().any(|multiplier| *multiplier < Rational::ZERO) {
        return None;
    }
    let used: Vec<_> = plans.iter().zip(&proof.deviations).filter(|(_, multiplier)| !multiplier.is_zero()).collect();
    let value = |number: usize| {
        let profile = game.profile(number)?;
        let mut value = Rational::ZERO;
        for (player, weight) in proof.weights.iter().enumerate() {
            value += weight * game.exact_payoff(player, &profile)?;
        }
        Some(used.iter().fold(value, |value, (plan, multiplier)| value - *multiplier * plan.gain(game, number)))
    };
    (0..game.profile_count()).map(value).collect::<Option<Vec<_>>>()?.into_iter().max()
}
