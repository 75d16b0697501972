//! Expected payoffs when all players of a role play the same mix.
//!
//! The counts of players who choose independently are multinomial. Their probabilities are products of binomial ones,
//! each computed from its mode outwards by ratios of neighbours and divided by the sum, so that every term is positive,
//! nothing cancels, and nothing overflows with a thousand players.

use dashu_int::{IBig, UBig};

use super::game::AnonymousGame;
use crate::finite::column::Column;
use crate::finite::exact::common_denominator;
use crate::finite::{ExactProfile, Rational, exact_from_f64};

/// Terms that are summed before the sums are summed: keeps rounding errors small.
const BLOCK: usize = 1024;

/// How many of a role's players the counts seen by a player of role `own` hold.
fn others(game: &AnonymousGame, own: usize, role: usize) -> usize {
    game.roles()[role].players() - usize::from(role == own)
}

/// Expected payoff of each action of a role, less what its players cannot influence, in units of its stake.
pub(super) fn normalised_action_payoffs(game: &AnonymousGame, mixes: &[Vec<f64>], role: usize) -> Vec<f64> {
    let weights = |(other, mix): (usize, &Vec<f64>)| multinomial(others(game, role, other), mix);
    let weights: Vec<Vec<f64>> = mixes.iter().enumerate().map(weights).collect();
    contracted(&game.centred(role).values, &weights, game.actions(role))
}

/// Sums a table over counts, the last role's first; `width` entries are left.
pub(super) fn contracted(values: &[f64], weights: &[Vec<f64>], width: usize) -> Vec<f64> {
    let mut table: Option<Vec<f64>> = None;
    for weights in weights.iter().rev() {
        let source = table.as_deref().unwrap_or(values);
        let length = source.len() / weights.len();
        let mut sums = vec![0.0; length];
        let mut block = vec![0.0; length];
        for (rows, weights) in source.chunks(length * BLOCK).zip(weights.chunks(BLOCK)) {
            block.fill(0.0);
            for (row, &weight) in rows.chunks_exact(length).zip(weights).filter(|(_, weight)| **weight > 0.0) {
                block.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
            }
            sums.iter_mut().zip(&block).for_each(|(sum, part)| *sum += part);
        }
        table = Some(sums);
    }
    table.unwrap_or_else(|| values[..width].to_vec())
}

/// Probabilities of the counts of `players` who choose by one mix, in the order of the counts' numbers.
pub(super) fn multinomial(players: usize, mix: &[f64]) -> Vec<f64> {
    // Probability left for each action and those after it.
    let mut tails = mix.to_vec();
    for action in (0..mix.len() - 1).rev() {
        tails[action] += tails[action + 1];
    }
    let mut weights = vec![(players, 1.0)];
    for (action, &share) in mix[..mix.len() - 1].iter().enumerate() {
        let mut rows: Vec<Option<Vec<f64>>> = vec![None; players + 1];
        let mut next = Vec::with_capacity(weights.len());
        for &(left, weight) in &weights {
            let row = rows[left].get_or_insert_with(|| binomial(left, share, tails[action + 1]));
            next.extend((0..=left).rev().map(|played| (left - played, weight * row[played])));
        }
        weights = next;
    }
    weights.into_iter().map(|(_, weight)| weight).collect()
}

/// Probabilities that 0, 1, ... of `trials` succeed, when success and failure are as `share` to `rest`.
pub(super) fn binomial(trials: usize, share: f64, rest: f64) -> Vec<f64> {
    let mut weights = vec![0.0; trials + 1];
    if share <= 0.0 || rest <= 0.0 {
        weights[if share <= 0.0 { 0 } else { trials }] = 1.0;
        return weights;
    }
    let odds = share / rest;
    let expected = (trials as f64 + 1.0) * (share / (share + rest));
    // The mode: at most the number of trials, and never negative.
    let mode = (0..=trials).rev().find(|&k| k as f64 <= expected).unwrap_or(0);
    weights[mode] = 1.0;
    for k in mode..trials {
        weights[k + 1] = weights[k] * odds * ((trials - k) as f64 / (k + 1) as f64);
    }
    for k in (1..=mode).rev() {
        weights[k - 1] = weights[k] / odds * (k as f64 / (trials - k + 1) as f64);
    }
    let total: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= total;
    }
    weights
}

/// Bound on the relative rounding error of an expected payoff: each binomial probability is a product of at most as
/// many ratios as trials, each with a few roundings, divided by such a sum; then come the sums over counts.
pub(super) fn rounding_steps(game: &AnonymousGame) -> f64 {
    let of_role = |role: usize| {
        let (players, actions) = (game.roles()[role].players() as f64, game.actions(role) as f64);
        let size = game.others(role).size() as f64;
        2.0 * actions * (players + 1.0) * (actions + 6.0) + BLOCK as f64 + size / BLOCK as f64
    };
    (0..game.roles().len()).map(of_role).sum::<f64>() + 10.0
}

/// Exact expected payoff of each action of a role; the profile has been checked to fit.
pub(super) fn exact_action_payoffs(game: &AnonymousGame, profile: &ExactProfile, role: usize) -> Vec<Rational> {
    let (mut table, mut below) = integers(game.column(role));
    for (other, mix) in profile.mixes().iter().enumerate().rev() {
        let players = others(game, role, other);
        let common = common_denominator(mix.iter());
        let parts = mix.iter().map(|share| share.numerator() * IBig::from(&common / share.denominator()));
        let weights = exact_multinomial(players, &parts.collect::<Vec<_>>());
        let length = table.len() / weights.len();
        let mut sums = vec![IBig::ZERO; length];
        for (row, weight) in table.chunks_exact(length).zip(&weights).filter(|(_, weight)| !weight.is_zero()) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
        }
        table = sums;
        below *= common.pow(players);
    }
    let below = IBig::from(below);
    table.into_iter().map(|sum| Rational::from_parts_signed(sum, below.clone())).collect()
}

/// A role's payoffs as integers over one denominator.
fn integers(column: &Column) -> (Vec<IBig>, UBig) {
    let values: Vec<Rational> = match column {
        Column::Scaled { numerators, denominator } => {
            let whole = numerators.iter().map(|&value| IBig::from(value)).collect();
            return (whole, UBig::from(denominator.unsigned_abs()));
        }
        Column::Big(values) => values.clone(),
        // Checked to be finite when the column was built.
        Column::Float(values) => values.iter().map(|&value| exact_from_f64(value).unwrap_or_default()).collect(),
    };
    let common = common_denominator(values.iter());
    let whole = values.iter().map(|value| value.numerator() * IBig::from(&common / value.denominator()));
    (whole.collect(), common)
}

/// The same probabilities as integers over the denominator to the power of the number of players.
fn exact_multinomial(players: usize, parts: &[IBig]) -> Vec<IBig> {
    let mut weights = vec![(players, IBig::ONE)];
    for (action, part) in parts.iter().enumerate() {
        let is_last = action + 1 == parts.len();
        let powers: Vec<IBig> =
            std::iter::successors(Some(IBig::ONE), |power| Some(power * part)).take(players + 1).collect();
        let mut next = Vec::with_capacity(weights.len());
        for (left, weight) in &weights {
            if is_last {
                next.push((0, weight * &powers[*left]));
                continue;
            }
            let mut row = binomial_coefficients(*left);
            row.reverse();
            for (index, ways) in row.into_iter().enumerate() {
                let played = left - index;
                let zero = weight.is_zero() || powers[played].is_zero();
                let product = if zero { IBig::ZERO } else { weight * ways * &powers[played] };
                next.push((index, product));
            }
        }
        weights = next;
    }
    weights.into_iter().map(|(_, weight)| weight).collect()
}

/// $`\binom{n}{0}, \dots, \binom{n}{n}`$.
pub(super) fn binomial_coefficients(n: usize) -> Vec<IBig> {
    let mut row = Vec::with_capacity(n + 1);
    let mut value = IBig::ONE;
    for k in 0..=n {
        row.push(value.clone());
        value = value * IBig::from(n - k) / IBig::from(k + 1);
    }
    row
}
