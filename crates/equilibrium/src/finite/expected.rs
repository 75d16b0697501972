//! Expected payoff of each action of a player, given what the others play.
//!
//! The table of payoffs is summed over one opponent after the other, slowest index first, so that the
//! cost is one pass over the table (and less where probabilities are zero), not one pass per action.

use std::borrow::Cow;

use dashu_int::{IBig, UBig};

use super::column::{Column, Normalised};
use super::error::ProfileError;
use super::exact::{Rational, common_denominator, zero};
use super::game::Game;
use super::profile::{ExactProfile, Profile};
use super::shape::Shape;

/// Expected payoff of each action of `player` (from 0) against the others' part of the profile, in
/// payoff units.
///
/// # Errors
///
/// When the profile does not fit the game or there is no such player.
pub fn expected_payoffs(game: &Game, profile: &Profile, player: usize) -> Result<Vec<f64>, ProfileError> {
    profile.check_fits(game)?;
    check_player(game, player)?;
    let Normalised { low, range, values } = game.normalised(player);
    let units = summed(values, profile, player);
    Ok(units.into_iter().map(|unit| low + unit * range).collect())
}

/// Exact expected payoff of each action of `player` (from 0) against the others' part of the profile.
///
/// # Errors
///
/// When the profile does not fit the game or there is no such player.
pub fn exact_expected_payoffs(
    game: &Game,
    profile: &ExactProfile,
    player: usize,
) -> Result<Vec<Rational>, ProfileError> {
    profile.check_fits(game)?;
    check_player(game, player)?;
    Ok(exact_action_payoffs(game, profile, player))
}

fn check_player(game: &Game, player: usize) -> Result<(), ProfileError> {
    let expected = game.player_count();
    if player < expected { Ok(()) } else { Err(ProfileError::Players { found: player + 1, expected }) }
}

/// Expected payoffs less what the player cannot influence, in units of its stake.
pub(crate) fn normalised_action_payoffs(game: &Game, profile: &Profile, player: usize) -> Vec<f64> {
    summed(&game.centred(player).values, profile, player)
}

/// A player's table summed over everybody else's mix.
fn summed(values: &[f64], profile: &Profile, player: usize) -> Vec<f64> {
    let (before, after) = profile.mixes().split_at(player);
    let mut table = Cow::Borrowed(values);
    for mix in after[1..].iter().rev() {
        table = Cow::Owned(sum_over_slowest(&table, mix));
    }
    for mix in before {
        table = Cow::Owned(table.chunks_exact(mix.len()).map(|row| dot(row, mix)).collect());
    }
    table.into_owned()
}

/// Sums a table over its slowest index, skipping what has probability zero.
fn sum_over_slowest(table: &[f64], mix: &[f64]) -> Vec<f64> {
    let length = table.len() / mix.len();
    let mut sums = vec![0.0; length];
    for (row, &share) in table.chunks_exact(length).zip(mix).filter(|(_, share)| **share > 0.0) {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += share * value;
        }
    }
    sums
}

/// A sum of products in four interleaved parts, which a processor computes side by side.
pub(crate) fn dot(row: &[f64], mix: &[f64]) -> f64 {
    let (rows, row_rest) = row.as_chunks::<4>();
    let (mixes, mix_rest) = mix.as_chunks::<4>();
    let mut parts = [0.0; 4];
    for (row, mix) in rows.iter().zip(mixes) {
        for lane in 0..4 {
            parts[lane] += row[lane] * mix[lane];
        }
    }
    let rest = row_rest.iter().zip(mix_rest).fold(0.0, |sum, (value, share)| sum + value * share);
    parts.iter().sum::<f64>() + rest
}

/// Exact expected payoffs; the profile has been checked to fit.
pub(crate) fn exact_action_payoffs(game: &Game, profile: &ExactProfile, player: usize) -> Vec<Rational> {
    let column = game.column(player);
    if let Some(number) = profile.pure_actions().and_then(|actions| game.shape().number(&actions)) {
        return pure_action_payoffs(game.shape(), column, number, player);
    }
    if let Some((sums, below)) = integer_action_payoffs(game, profile, player) {
        let ratio = |sum| Rational::from_parts_signed(sum, below.clone());
        return sums.into_iter().map(ratio).collect();
    }
    let (weights, common) = weights_of_all(profile, player);
    let sums = summed_rationals(game.shape(), player, &weights, |number| column.exact_at(number));
    let below = Rational::from(common);
    sums.into_iter().map(|sum| sum / &below).collect()
}

/// Exact expected payoffs as integers over one positive denominator; `None` when payoffs are not stored so. The profile
/// has been checked to fit.
pub(crate) fn integer_action_payoffs(game: &Game, profile: &ExactProfile, player: usize) -> Option<(Vec<IBig>, IBig)> {
    let Column::Scaled { numerators, denominator } = game.column(player) else { return None };
    let (weights, common) = weights_of_all(profile, player);
    let sums = summed_integers(game.shape(), player, &weights, |number| IBig::from(numerators[number]));
    Some((sums, IBig::from(common) * denominator))
}

/// Everybody's mix as integers, and the product of the denominators of all but one player's.
fn weights_of_all(profile: &ExactProfile, player: usize) -> (Vec<(Vec<IBig>, UBig)>, UBig) {
    let weights: Vec<(Vec<IBig>, UBig)> = profile.mixes().iter().map(|mix| integer_weights(mix)).collect();
    let others = weights.iter().enumerate().filter(|&(other, _)| other != player);
    let common = others.fold(UBig::ONE, |product, (_, (_, below))| product * below);
    (weights, common)
}

/// What each action earns when everybody else plays as in one pure profile.
fn pure_action_payoffs(shape: &Shape, column: &Column, number: usize, player: usize) -> Vec<Rational> {
    let base = shape.base(number, player);
    let at = |action| column.exact_at(base + action * shape.stride(player));
    (0..shape.actions()[player]).map(at).collect()
}

/// A mix as integers over one common denominator.
pub(crate) fn integer_weights(mix: &[Rational]) -> (Vec<IBig>, UBig) {
    let common = common_denominator(mix.iter());
    let scaled = |share: &Rational| share.numerator() * IBig::from(&common / share.denominator());
    (mix.iter().map(scaled).collect(), common)
}

fn summed_integers(
    shape: &Shape,
    player: usize,
    weights: &[(Vec<IBig>, UBig)],
    read: impl Fn(usize) -> IBig,
) -> Vec<IBig> {
    let sum = Contraction {
        shape,
        player,
        skipped: |other: usize, action: usize| weights[other].0[action].is_zero(),
        add: |sum: &mut IBig, other: usize, action: usize, value: &IBig| {
            *sum += &weights[other].0[action] * value;
        },
        zero: IBig::ZERO,
    };
    sum.run(read)
}

fn summed_rationals(
    shape: &Shape,
    player: usize,
    weights: &[(Vec<IBig>, UBig)],
    read: impl Fn(usize) -> Rational,
) -> Vec<Rational> {
    let sum = Contraction {
        shape,
        player,
        skipped: |other: usize, action: usize| weights[other].0[action].is_zero(),
        add: |sum: &mut Rational, other: usize, action: usize, value: &Rational| {
            *sum += value * &weights[other].0[action];
        },
        zero: zero(),
    };
    sum.run(read)
}

/// The sum of a table over everybody's actions but one player's, in integers or rationals.
struct Contraction<'a, V, Skip, Add> {
    shape: &'a Shape,
    player: usize,
    /// Whether an action of an opponent has probability zero.
    skipped: Skip,
    /// Adds `probability(opponent, action) * value` to a sum.
    add: Add,
    zero: V,
}

impl<V, Skip, Add> Contraction<'_, V, Skip, Add>
where
    V: Clone,
    Skip: Fn(usize, usize) -> bool,
    Add: Fn(&mut V, usize, usize, &V),
{
    /// Sums over the opponents after the player (slow indices), then over those before (fast ones).
    fn run(&self, read: impl Fn(usize) -> V) -> Vec<V> {
        let mut table: Option<Vec<V>> = None;
        for other in (self.player + 1..self.shape.players()).rev() {
            table = Some(match table {
                None => self.over_slow(other, &read),
                Some(table) => self.over_slow(other, |number| table[number].clone()),
            });
        }
        let mut length = self.shape.stride(self.player) * self.shape.actions()[self.player];
        for other in 0..self.player {
            length /= self.shape.actions()[other];
            table = Some(match table {
                None => self.over_fast(other, length, &read),
                Some(table) => self.over_fast(other, length, |number| table[number].clone()),
            });
        }
        table.unwrap_or_else(|| (0..length).map(read).collect())
    }

    /// Sums over the slowest index, which is `other`'s.
    fn over_slow(&self, other: usize, read: impl Fn(usize) -> V) -> Vec<V> {
        let length = self.shape.stride(other);
        let mut sums = vec![self.zero.clone(); length];
        for action in self.played(other) {
            for (index, sum) in sums.iter_mut().enumerate() {
                (self.add)(sum, other, action, &read(action * length + index));
            }
        }
        sums
    }

    /// Sums over the fastest index, which is `other`'s, leaving `length` entries.
    fn over_fast(&self, other: usize, length: usize, read: impl Fn(usize) -> V) -> Vec<V> {
        let count = self.shape.actions()[other];
        let played: Vec<usize> = self.played(other).collect();
        let total = |index: usize| {
            let mut sum = self.zero.clone();
            for &action in &played {
                (self.add)(&mut sum, other, action, &read(index * count + action));
            }
            sum
        };
        (0..length).map(total).collect()
    }

    fn played(&self, other: usize) -> impl Iterator<Item = usize> {
        (0..self.shape.actions()[other]).filter(move |&action| !(self.skipped)(other, action))
    }
}
