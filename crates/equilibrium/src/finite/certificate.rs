#![doc = include_str!("certificate.md")]
//!
//! This module knows the game and the profile. It imports no solver, so that no mistake of a
//! solver can hide in the check of its result.

use dashu_int::IBig;
use moloch_core::tolerance::REGRET_REL;
use moloch_core::{Certificate, Concept};

use super::column::Ordered;
use super::error::ProfileError;
use super::exact::{Rational, nearest_f64, zero};
use super::expected::{exact_action_payoffs, integer_action_payoffs, integer_weights, normalised_action_payoffs};
use super::game::Game;
use super::profile::{ExactProfile, Profile};
use super::shape::Shape;

/// Relative rounding error of one operation on doubles.
const UNIT_ROUNDOFF: f64 = f64::EPSILON / 2.0;

/// One player's regret at a profile: what the best deviation would gain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// Gain of the best deviation, in the player's payoff units; never negative.
    pub absolute: f64,
    /// The same in units of the player's own stake (0 when its choice never matters).
    pub relative: f64,
    /// Bound on the error of `absolute` by rounding, in payoff units.
    pub rounding: f64,
    /// The player's stake, in payoff units: the most that its own choice changes its payoff.
    pub stake: f64,
}

/// All players' regrets at a profile, computed in doubles with a stated bound on rounding.
#[derive(Clone, Debug, PartialEq)]
pub struct Regrets {
    players: Vec<Regret>,
    rounding: f64,
}

impl Regrets {
    /// Each player's regret.
    pub fn players(&self) -> &[Regret] {
        &self.players
    }

    /// The largest gain from a one-player deviation, in payoff units.
    pub fn max_regret(&self) -> f64 {
        moloch_core::worst(self.players.iter().map(|player| player.absolute))
    }

    /// The largest regret in units of that player's own stake.
    pub fn max_regret_relative(&self) -> f64 {
        moloch_core::worst(self.players.iter().map(|player| player.relative))
    }

    /// NashConv: the **sum** of the players' regrets, in payoff units.
    pub fn nash_conv(&self) -> f64 {
        self.players.iter().map(|player| player.absolute).sum()
    }

    /// Bound on the error of every relative regret by rounding.
    pub fn rounding(&self) -> f64 {
        self.rounding
    }

    /// The certificate: the regret of the player with most to gain relative to its stake, rounding
    /// error included, against the tolerance for equilibria in doubles.
    pub fn certificate(&self) -> Certificate {
        let worst = self.players.iter().max_by(|a, b| a.relative.total_cmp(&b.relative));
        Certificate {
            concept: Concept::Regret,
            residual: worst.map_or(0.0, |player| player.absolute + player.rounding),
            scale: worst.map_or(0.0, |player| player.stake),
            tolerance: REGRET_REL,
            method: "payoffs summed again in doubles, rounding bounded",
        }
    }
}

/// Every player's regret at a profile in doubles.
///
/// Probabilities that sum to one only within the tolerance are divided by their sum.
///
/// # Errors
///
/// When the profile does not fit the game.
pub fn regrets(game: &Game, profile: &Profile) -> Result<Regrets, ProfileError> {
    profile.check_fits(game)?;
    let rounding = rounding_bound(game.action_counts());
    let sums: Vec<f64> = profile.mixes().iter().map(|mix| mix.iter().sum()).collect();
    let total: f64 = sums.iter().product();
    let players = (0..game.player_count()).map(|player| {
        let payoffs = normalised_action_payoffs(game, profile, player);
        let best = payoffs.iter().copied().fold(0.0, f64::max);
        let shortfall = profile.mixes()[player].iter().zip(&payoffs);
        let relative = shortfall.map(|(share, payoff)| share * (best - payoff)).sum::<f64>() / total;
        let stake = game.centred(player).range;
        Regret { absolute: relative * stake, relative, rounding: rounding * stake, stake }
    });
    Ok(Regrets { players: players.collect(), rounding })
}

/// Bound on the rounding error of a relative regret.
///
/// A sum of $`m`$ products of positive terms is off by at most $`\gamma_m = m u / (1 - m u)`$ of its
/// value. Nested over all players, with the normalisation of payoffs (three roundings) and of
/// probabilities, the bound is $`2 \gamma_K`$ with $`K = 2 \sum_j (m_j + 1) + 10`$, twice because a
/// regret is a difference of two such sums.
fn rounding_bound(actions: &[usize]) -> f64 {
    let steps = 2 * actions.iter().map(|count| count + 1).sum::<usize>() + 10;
    let relative = steps as f64 * UNIT_ROUNDOFF;
    // A profile may sum to slightly more than one, hence the 2.01.
    2.01 * relative / (1.0 - relative)
}

/// All players' regrets at a profile, exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactRegrets {
    players: Vec<Rational>,
    stakes: Vec<Rational>,
}

impl ExactRegrets {
    /// Each player's regret, in its payoff units.
    pub fn players(&self) -> &[Rational] {
        &self.players
    }

    /// Whether nobody gains by any deviation: an exact Nash equilibrium.
    pub fn are_zero(&self) -> bool {
        self.players.iter().all(Rational::is_zero)
    }

    /// The largest gain from a one-player deviation, in payoff units.
    pub fn max_regret(&self) -> Rational {
        self.players.iter().max().cloned().unwrap_or_else(zero)
    }

    /// The largest regret in units of that player's own stake.
    pub fn max_regret_relative(&self) -> Rational {
        self.relative().into_iter().max().unwrap_or_else(zero)
    }

    /// NashConv: the **sum** of the players' regrets, in payoff units.
    pub fn nash_conv(&self) -> Rational {
        self.players.iter().fold(zero(), |sum, regret| sum + regret)
    }

    /// The certificate, with tolerance zero: it passes for an exact equilibrium only.
    pub fn certificate(&self) -> Certificate {
        let relative = self.relative();
        let worst = (0..self.players.len()).max_by(|&a, &b| relative[a].cmp(&relative[b]));
        let rounded = |value: &Rational| {
            if value.is_zero() {
                0.0
            } else {
                // A regret too small for a double is still not zero.
                nearest_f64(value).max(f64::MIN_POSITIVE)
            }
        };
        Certificate {
            concept: Concept::Regret,
            residual: worst.map_or(0.0, |player| rounded(&self.players[player])),
            scale: worst.map_or(0.0, |player| rounded(&self.stakes[player])),
            tolerance: 0.0,
            method: "payoffs summed again in exact rational arithmetic",
        }
    }

    fn relative(&self) -> Vec<Rational> {
        let pairs = self.players.iter().zip(&self.stakes);
        // A choice that never matters leaves nothing to regret.
        pairs.map(|(regret, stake)| if stake.is_zero() { zero() } else { regret / stake }).collect()
    }
}

/// Every player's exact regret at an exact profile; payoffs given as `f64` count as the binary
/// fractions that they are.
///
/// # Errors
///
/// When the profile does not fit the game.
///
/// ```
/// use moloch_equilibrium::finite::{ExactProfile, Game, certificate, rational};
///
/// let pennies = Game::zero_sum(&[[1, -1], [-1, 1]])?;
/// let half = vec![rational(1, 2)?; 2];
/// let fair = ExactProfile::new(vec![half.clone(), half])?;
/// assert!(certificate::exact_regrets(&pennies, &fair)?.are_zero());
///
/// let both_heads = ExactProfile::pure(pennies.action_counts(), &[0, 0])?;
/// assert_eq!(certificate::exact_regrets(&pennies, &both_heads)?.nash_conv(), rational(2, 1)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn exact_regrets(game: &Game, profile: &ExactProfile) -> Result<ExactRegrets, ProfileError> {
    profile.check_fits(game)?;
    let regret = |player: usize| {
        if let Some(regret) = integer_regret(game, profile, player) {
            return regret;
        }
        let payoffs = exact_action_payoffs(game, profile, player);
        let best = payoffs.iter().max().cloned().unwrap_or_else(zero);
        let earned = profile.mixes()[player].iter().zip(&payoffs);
        let earned = earned.fold(zero(), |sum, (share, payoff)| sum + share * payoff);
        best - earned
    };
    let stake = |player: usize| game.stake(player).cloned().unwrap_or_else(zero);
    let count = game.player_count();
    Ok(ExactRegrets { players: (0..count).map(regret).collect(), stakes: (0..count).map(stake).collect() })
}

/// A player's regret where payoffs are integers over one denominator: fractions are reduced once, at the end.
fn integer_regret(game: &Game, profile: &ExactProfile, player: usize) -> Option<Rational> {
    if profile.pure_actions().is_some() {
        // One row of the table, without any sum.
        return None;
    }
    let (payoffs, below) = integer_action_payoffs(game, profile, player)?;
    let (weights, total) = integer_weights(&profile.mixes()[player]);
    let played = weights.iter().zip(&payoffs).filter(|(weight, _)| !weight.is_zero());
    let earned = played.fold(IBig::ZERO, |sum, (weight, payoff)| sum + weight * payoff);
    let best = payoffs.iter().max()?;
    let gain = best * IBig::from(total.clone()) - earned;
    Some(Rational::from_parts_signed(gain, below * IBig::from(total)))
}

/// Whether nobody gains by deviating from a pure profile (actions from 0), by comparing the payoffs
/// as they are stored, without arithmetic. `None` when it is no profile of the game.
pub fn is_pure_equilibrium(game: &Game, profile: &[usize]) -> Option<bool> {
    let number = game.shape().number(profile)?;
    Some(first_not_equilibrium(game, &[number]).is_none())
}

/// The first of some profile numbers at which a player gains by deviating; player by player, since each
/// player's payoffs lie together.
pub(crate) fn first_not_equilibrium(game: &Game, numbers: &[usize]) -> Option<usize> {
    let shape = game.shape();
    (0..game.player_count()).find_map(|player| game.column(player).ordered(FirstGain { shape, player, numbers }))
}

/// The first of some profiles at which the player gains by deviating.
struct FirstGain<'a> {
    shape: &'a Shape,
    player: usize,
    numbers: &'a [usize],
}

impl Ordered for FirstGain<'_> {
    type Output = Option<usize>;

    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> Option<usize> {
        let (stride, count) = (self.shape.stride(self.player), self.shape.actions()[self.player]);
        self.numbers.iter().copied().find(|&number| {
            let base = self.shape.base(number, self.player);
            (0..count).any(|action| values[base + action * stride] > values[number])
        })
    }
}

/// Whether a mix of a player's actions earns more than one of its actions against **every** pure
/// profile of the others, exactly. `false` too when the mix or the action is none of the player's.
pub fn strictly_dominates(game: &Game, player: usize, mix: &[Rational], action: usize) -> bool {
    let shape = game.shape();
    let Some(&count) = shape.actions().get(player) else { return false };
    let sums_to_one = mix.iter().fold(zero(), |sum, share| sum + share).is_one();
    if mix.len() != count || action >= count || !sums_to_one || mix.iter().any(|s| *s < zero()) {
        return false;
    }
    let column = game.column(player);
    if let Some(better) = mix.iter().position(Rational::is_one) {
        return column.ordered(AlwaysMore { shape, player, better, worse: action });
    }
    let stride = shape.stride(player);
    let mut bases = (0..shape.profiles()).filter(|&number| shape.action(number, player) == 0);
    bases.all(|base| {
        let played = mix.iter().enumerate().filter(|(_, share)| !share.is_zero());
        let mixed = played.fold(zero(), |sum, (other, share)| sum + share * column.exact_at(base + other * stride));
        mixed > column.exact_at(base + action * stride)
    })
}

/// Whether a mix of a player's actions earns at least as much as one of its actions against every pure profile of the
/// others, and more against one, exactly. `false` too when the mix or the action is none of the player's.
pub fn weakly_dominates(game: &Game, player: usize, mix: &[Rational], action: usize) -> bool {
    let shape = game.shape();
    let Some(&count) = shape.actions().get(player) else { return false };
    let sums_to_one = mix.iter().fold(zero(), |sum, share| sum + share).is_one();
    if mix.len() != count || action >= count || !sums_to_one || mix.iter().any(|s| *s < zero()) {
        return false;
    }
    let (column, stride) = (game.column(player), shape.stride(player));
    let mut is_better_once = false;
    for base in (0..shape.profiles()).filter(|&number| shape.action(number, player) == 0) {
        let played = mix.iter().enumerate().filter(|(_, share)| !share.is_zero());
        let mixed = played.fold(zero(), |sum, (other, share)| sum + share * column.exact_at(base + other * stride));
        match mixed.cmp(&column.exact_at(base + action * stride)) {
            std::cmp::Ordering::Less => return false,
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Greater => is_better_once = true,
        }
    }
    is_better_once
}

/// Whether one action earns more than another against everything the others can do.
struct AlwaysMore<'a> {
    shape: &'a Shape,
    player: usize,
    better: usize,
    worse: usize,
}

impl Ordered for AlwaysMore<'_> {
    type Output = bool;

    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> bool {
        let (shape, player) = (self.shape, self.player);
        let stride = shape.stride(player);
        let mut bases = (0..shape.profiles()).filter(|&number| shape.action(number, player) == 0);
        bases.all(|base| values[base + self.better * stride] > values[base + self.worse * stride])
    }
}
