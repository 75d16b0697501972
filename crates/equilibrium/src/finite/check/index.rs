//! Fixed-point indices: recomputed where a formula exists, added up where all are given.

use super::super::exact::{Rational, zero};
use super::super::game::Game;
use super::claim::{Claim, ClaimedScope, Mixes};
use super::matrix::{Matrix, determinant_sign};
use super::report::{Part, Reason, Verdict};
use super::words::normalised;

const NAME: &str = "indices";
/// Actions in a support whose determinants are computed exactly; those of larger ones take too long.
const MAX_SUPPORT: usize = 60;

/// A component or a point with its index.
struct Entry<'a> {
    place: String,
    /// The equilibrium where it is a single exact one.
    exact: Option<&'a Mixes>,
    index: Option<i64>,
}

fn entries(claim: &Claim) -> Vec<Entry<'_>> {
    let components = claim.components.iter().enumerate().map(|(at, component)| Entry {
        place: format!("component {}", at + 1),
        exact: component.extreme_points.first().filter(|_| component.extreme_points.len() == 1),
        index: component.index,
    });
    let points = claim.points.iter().enumerate().map(|(at, point)| Entry {
        place: format!("point {}", at + 1),
        exact: Some(&point.mixes).filter(|mixes| point.digits.is_none() || is_pure(mixes)),
        index: point.index,
    });
    components.chain(points).collect()
}

/// Zeros and ones are exact however they are written.
fn is_pure(mixes: &Mixes) -> bool {
    mixes.iter().flatten().all(|share| share.is_zero() || share.is_one())
}

pub(super) fn check(game: &Game, claim: &Claim) -> Part {
    let all = entries(claim);
    let given = all.iter().filter(|entry| entry.index.is_some()).count();
    if given == 0 {
        return super::judged(NAME, "none is given".to_owned(), Vec::new());
    }
    let mut reasons = Vec::new();
    let mut recomputed = 0;
    for entry in &all {
        let (Some(point), Some(index)) = (entry.exact, entry.index) else { continue };
        let Some(known) = regular_index(game, &normalised(point)) else { continue };
        recomputed += 1;
        if known != index {
            let what = format!("its index is given as {index}, it is {known}");
            reasons.push(Reason { what, place: Some(entry.place.clone()), ..Reason::default() });
        }
    }
    let mut done = if recomputed == 0 {
        format!("none of {given} could be recomputed")
    } else {
        format!("{recomputed} of {given} recomputed")
    };
    let summed = given == all.len() && claim.is_complete() && claim.scope == ClaimedScope::All;
    if summed {
        let sum: i64 = all.iter().filter_map(|entry| entry.index).fold(0, i64::saturating_add);
        done.push_str("; their sum compared with +1, which is evidence and no proof");
        if sum != 1 {
            let what = format!("the indices of all equilibria add up to {sum}, they must add up to +1");
            reasons.push(Reason { what, ..Reason::default() });
        }
    }
    if reasons.is_empty() && recomputed < given && !summed {
        let left = given - recomputed;
        let why = format!("{left} of {given} belong to equilibria that are not regular, not exact or of large support");
        return Part { name: NAME, done, verdict: Verdict::NotChecked(why) };
    }
    super::judged(NAME, done, reasons)
}

/// The index of a regular equilibrium of a two-player game (Shapley's formula): with positive payoffs and supports of
/// `k` actions, `(-1)^(k+1)` times the sign of the product of both payoff determinants on the supports.
/// `None` where the equilibrium is not regular or its support too large.
fn regular_index(game: &Game, mixes: &Mixes) -> Option<i64> {
    let [first, second] = mixes.as_slice() else { return None };
    let support = |mix: &[Rational]| (0..mix.len()).filter(|&action| !mix[action].is_zero()).collect::<Vec<usize>>();
    let (rows, columns) = (support(first), support(second));
    if rows.len() != columns.len()
        || rows.len() > MAX_SUPPORT
        || best_replies(game, mixes, 0) != rows
        || best_replies(game, mixes, 1) != columns
    {
        return None;
    }
    let matrix = |player: usize| -> Option<Matrix> {
        let (low, _) = game.payoff_bounds(player)?;
        let shifted =
            |row: usize, column: usize| game.exact_payoff(player, &[row, column]).map(|p| p - &low + Rational::ONE);
        rows.iter().map(|&row| columns.iter().map(|&column| shifted(row, column)).collect()).collect()
    };
    let sign = determinant_sign(matrix(0)?) * determinant_sign(matrix(1)?);
    let parity = if rows.len() % 2 == 1 { 1 } else { -1 };
    (sign != 0).then_some(sign * parity)
}

/// A player's pure best replies, in order.
fn best_replies(game: &Game, mixes: &Mixes, player: usize) -> Vec<usize> {
    let earns = |own: usize| {
        mixes[1 - player].iter().enumerate().fold(zero(), |sum, (reply, share)| {
            let profile = if player == 0 { [own, reply] } else { [reply, own] };
            sum + share * game.exact_payoff(player, &profile).unwrap_or_default()
        })
    };
    let earned: Vec<Rational> = (0..game.action_counts()[player]).map(earns).collect();
    let best = earned.iter().max();
    (0..earned.len()).filter(|&own| Some(&earned[own]) == best).collect()
}
