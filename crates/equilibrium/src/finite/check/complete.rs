//! Whether a claim of completeness holds.

use std::collections::BTreeSet;

use moloch_core::{Effort, Stop};

use super::super::certificate::is_pure_equilibrium;
use super::super::exact::{Rational, exact_from_f64, zero};
use super::super::game::Game;
use super::claim::{Claim, ClaimedScope, Mixes};
use super::report::{Part, Reason, Verdict};
use super::truth::{Truth, enumerate};
use super::words::{MAX_REASONS, describe, normalised};

const NAME: &str = "completeness";
/// How far a probability in decimals may be from that of the equilibrium that it stands for.
const NEAR: f64 = 1e-6;

pub(super) fn check(game: &Game, claim: &Claim, effort: &Effort) -> Part {
    if !claim.is_complete() {
        return super::judged(NAME, "not claimed".to_owned(), Vec::new());
    }
    if claim.scope == ClaimedScope::One {
        return one(claim);
    }
    let missing = match missing_pure(game, claim, effort) {
        Ok(missing) => missing,
        Err(stop) => return unchecked("pure equilibria were being looked for", &stop),
    };
    let mut reasons: Vec<Reason> = missing.into_iter().map(|profile| lost(game, &profile)).collect();
    if claim.scope == ClaimedScope::Pure || !reasons.is_empty() {
        return super::judged(NAME, "all pure profiles were tried".to_owned(), reasons);
    }
    match game.player_count() {
        1 => {
            reasons.extend(one_player(game, claim));
            super::judged(NAME, "the best actions of the only player".to_owned(), reasons)
        }
        2 => match enumerate(game, effort) {
            Ok(truth) => against(game, claim, &truth),
            Err(stop) => unchecked("all equilibria were being enumerated", &stop),
        },
        _ => Part {
            name: NAME,
            done: "every pure equilibrium is there".to_owned(),
            verdict: Verdict::NotChecked(
                "for more than two players there is no second enumeration; that indices add up to +1 is evidence, \
                 not proof"
                    .to_owned(),
            ),
        },
    }
}

fn unchecked(when: &str, stop: &Stop) -> Part {
    Part { name: NAME, done: format!("stopped while {when}"), verdict: Verdict::NotChecked(stop.to_string()) }
}

/// Looking for one equilibrium is complete when there is one.
fn one(claim: &Claim) -> Part {
    let none = claim.components.is_empty() && claim.points.is_empty();
    let what = "one equilibrium was looked for and none is given".to_owned();
    let reasons = if none { vec![Reason { what, ..Reason::default() }] } else { Vec::new() };
    super::judged(NAME, "one equilibrium is there".to_owned(), reasons)
}

fn lost(game: &Game, profile: &Mixes) -> Reason {
    let what = "an equilibrium is missing".to_owned();
    Reason { what, profile: Some(describe(game, profile)), ..Reason::default() }
}

/// Pure equilibria that the claim does not contain.
fn missing_pure(game: &Game, claim: &Claim, effort: &Effort) -> Result<Vec<Mixes>, Stop> {
    let mut watch = effort.watch("pure profiles").of(game.profile_count() as u64);
    let mut missing = Vec::new();
    for number in 0..game.profile_count() {
        watch.step()?;
        let Some(actions) = game.profile(number) else { continue };
        if is_pure_equilibrium(game, &actions) != Some(true) {
            continue;
        }
        let profile = pure(game, &actions);
        if !contains_pure(claim, &profile) {
            missing.push(profile);
            if missing.len() >= MAX_REASONS {
                break;
            }
        }
    }
    Ok(missing)
}

fn pure(game: &Game, actions: &[usize]) -> Mixes {
    let mix = |(&count, &action): (&usize, &usize)| {
        (0..count).map(|at| if at == action { Rational::ONE } else { zero() }).collect()
    };
    game.action_counts().iter().zip(actions).map(mix).collect()
}

/// A pure mix lies in a face if and only if it is one of its vertices.
fn contains_pure(claim: &Claim, profile: &Mixes) -> bool {
    let mut subsets = claim.components.iter().flat_map(|component| &component.subsets);
    subsets.any(|subset| subset.iter().zip(profile).all(|(face, mix)| face.contains(mix)))
        || claim.points.iter().any(|point| is_near(&point.mixes, point.digits, profile))
}

/// Whether a point is this profile, or stands for it in decimals.
fn is_near(point: &Mixes, digits: Option<u32>, profile: &Mixes) -> bool {
    let point = normalised(point);
    if digits.is_none() {
        return point == *profile;
    }
    let allowed = exact_from_f64(NEAR).unwrap_or_else(zero);
    let near = |(a, b): (&Rational, &Rational)| {
        let off = a - b;
        off <= allowed && -off <= allowed
    };
    point.iter().zip(profile).all(|(a, b)| a.iter().zip(b).all(near))
}

/// The best actions must be the face of the only component.
fn one_player(game: &Game, claim: &Claim) -> Option<Reason> {
    let best: BTreeSet<Mixes> = (0..game.profile_count())
        .filter(|&action| is_pure_equilibrium(game, &[action]) == Some(true))
        .map(|action| pure(game, &[action]))
        .collect();
    let single = best.len() == 1 && claim.components.is_empty();
    let whole = claim
        .components
        .iter()
        .any(|component| component.subsets.iter().any(|subset| subset.iter().all(|face| face.len() == best.len())));
    let what = "mixtures of the best actions are missing".to_owned();
    (!single && !whole).then(|| Reason { what, ..Reason::default() })
}

/// Compares a claim with the whole set of equilibria of a two-player game.
fn against(game: &Game, claim: &Claim, truth: &Truth) -> Part {
    let done = format!(
        "{} extreme equilibria and {} maximal Nash subsets enumerated by the double description method",
        truth.extreme.len(),
        truth.subsets.len()
    );
    let listed = claim.components.iter().flat_map(|component| &component.extreme_points);
    let listed: BTreeSet<&Mixes> = listed.collect();
    let mut reasons = Vec::new();
    for (first, second) in &truth.extreme {
        let profile = vec![first.clone(), second.clone()];
        let is_point = || claim.points.iter().any(|point| is_near(&point.mixes, point.digits, &profile));
        if !listed.contains(&profile) && !is_point() {
            reasons.push(lost(game, &profile));
        }
    }
    reasons.extend(subsets(game, claim, truth));
    reasons.truncate(MAX_REASONS);
    super::judged(NAME, done, reasons)
}

/// Subsets that are missing, or not maximal, or divided among components in another way.
fn subsets(game: &Game, claim: &Claim, truth: &Truth) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut claimed = BTreeSet::new();
    for (at, component) in claim.components.iter().enumerate() {
        for subset in &component.subsets {
            let [first, second] = subset.as_slice() else { continue };
            let mut pair = (first.clone(), second.clone());
            pair.0.sort();
            pair.1.sort();
            if !truth.subsets.contains(&pair) {
                reasons.push(Reason {
                    what: "a subset is not a maximal Nash subset: it can be made larger, or is none".to_owned(),
                    place: Some(format!("component {}", at + 1)),
                    ..Reason::default()
                });
            }
            if !claimed.insert(pair) {
                let what = "a subset is listed twice".to_owned();
                reasons.push(Reason { what, place: Some(format!("component {}", at + 1)), ..Reason::default() });
            }
        }
    }
    for (first, second) in truth.subsets.difference(&claimed) {
        // A single equilibrium may be given as a point.
        if let ([x], [y]) = (first.as_slice(), second.as_slice()) {
            let profile = vec![x.clone(), y.clone()];
            if claim.points.iter().any(|point| is_near(&point.mixes, point.digits, &profile)) {
                continue;
            }
        }
        let corner = first.first().zip(second.first()).map(|(x, y)| vec![x.clone(), y.clone()]);
        let what = format!("a maximal Nash subset with {} times {} vertices is missing", first.len(), second.len());
        let profile = corner.map(|profile| describe(game, &profile));
        reasons.push(Reason { what, profile, ..Reason::default() });
    }
    reasons
}
