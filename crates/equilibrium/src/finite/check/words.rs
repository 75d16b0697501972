//! Whether a claim is about this game at all, and how profiles are named in messages.

use super::super::exact::{Rational, one, zero};
use super::super::game::Game;
use super::claim::{Claim, Mixes};
use super::report::{Part, Reason};
use super::rounding::allowed_sum;

/// Reasons that are listed; a claim with more is not about this game.
pub(crate) const MAX_REASONS: usize = 50;

/// Whether labels and numbers of actions are those of the game, and lists are probabilities.
pub(super) fn fits(game: &Game, claim: &Claim) -> Part {
    let mut reasons = labels(game, claim);
    for (place, mixes, digits) in profiles(claim) {
        if let Some(what) = misfit(game, mixes, digits) {
            reasons.push(Reason { what, place: Some(place), ..Reason::default() });
        }
    }
    for (at, component) in claim.components.iter().enumerate() {
        for (number, subset) in component.subsets.iter().enumerate() {
            if let Some(what) = misfit_subset(game, subset) {
                let place = format!("component {}, subset {}", at + 1, number + 1);
                reasons.push(Reason { what, place: Some(place), ..Reason::default() });
            }
        }
        if component.subsets.is_empty() || component.extreme_points.is_empty() {
            let what = "it has no subset or no extreme point".to_owned();
            reasons.push(Reason { what, place: Some(format!("component {}", at + 1)), ..Reason::default() });
        }
    }
    reasons.truncate(MAX_REASONS);
    super::judged("shape and labels", "players, actions, probabilities that sum to one".to_owned(), reasons)
}

/// Every single profile of a claim, with its place in words and its decimal places.
pub(super) fn profiles(claim: &Claim) -> impl Iterator<Item = (String, &Mixes, Option<u32>)> {
    let extreme = claim.components.iter().enumerate().flat_map(|(at, component)| {
        let points = component.extreme_points.iter().enumerate();
        points.map(move |(k, mixes)| (format!("component {}, extreme point {}", at + 1, k + 1), mixes, None))
    });
    let points = claim.points.iter().enumerate();
    extreme.chain(points.map(|(at, point)| (format!("point {}", at + 1), &point.mixes, point.digits)))
}

fn labels(game: &Game, claim: &Claim) -> Vec<Reason> {
    let reason = |what: String| vec![Reason { what, ..Reason::default() }];
    if claim.players.is_empty() {
        return Vec::new();
    }
    if claim.players.len() != game.player_count() {
        return reason(format!("the claim has {} players, the game {}", claim.players.len(), game.player_count()));
    }
    for ((name, actions), player) in claim.players.iter().zip(game.players()) {
        if name != player.name() || actions != player.actions() {
            let (claimed, known) = (actions.join(", "), player.actions().join(", "));
            return reason(format!(
                "the claim is about {name} ({claimed}), the game about {} ({known})",
                player.name()
            ));
        }
    }
    Vec::new()
}

fn misfit(game: &Game, mixes: &Mixes, digits: Option<u32>) -> Option<String> {
    if mixes.len() != game.player_count() {
        return Some(format!("the profile has {} players, the game {}", mixes.len(), game.player_count()));
    }
    mixes.iter().zip(game.players()).find_map(|(mix, player)| {
        misfit_mix(mix, player.actions().len(), digits).map(|what| format!("player {}: {what}", player.name()))
    })
}

/// What is wrong with a list of probabilities for so many actions, if anything is.
pub(crate) fn misfit_mix(mix: &[Rational], actions: usize, digits: Option<u32>) -> Option<String> {
    if mix.len() != actions {
        return Some(format!("{} probabilities for {actions} actions", mix.len()));
    }
    if let Some(share) = mix.iter().find(|share| **share < zero()) {
        return Some(format!("the probability {share} is below zero"));
    }
    let sum = mix.iter().fold(zero(), |sum, share| sum + share);
    let off = if sum > one() { &sum - one() } else { one() - &sum };
    (off > allowed_sum(mix.len(), digits)).then(|| format!("the probabilities sum to {}", short(&sum)))
}

fn misfit_subset(game: &Game, subset: &[Vec<Vec<Rational>>]) -> Option<String> {
    if subset.len() != game.player_count() {
        return Some(format!("it has faces of {} players, the game {}", subset.len(), game.player_count()));
    }
    subset.iter().zip(game.players()).find_map(|(face, player)| {
        let name = player.name();
        if face.is_empty() {
            return Some(format!("player {name}: a face without a vertex"));
        }
        let misfit = face.iter().find_map(|mix| misfit_mix(mix, player.actions().len(), None));
        misfit.map(|what| format!("player {name}: {what}"))
    })
}

/// A fraction if it is short, else a decimal.
pub(crate) fn short(value: &Rational) -> String {
    let text = value.to_string();
    if text.len() <= 24 { text } else { format!("{:e}", value.to_f64().value()) }
}

/// A profile with labels: `Ann: stag 1/3 + hare 2/3; Bob: stag`.
pub(super) fn describe(game: &Game, mixes: &Mixes) -> String {
    let parts = mixes.iter().zip(game.players()).map(|(mix, player)| {
        let played = mix.iter().zip(player.actions()).filter(|(share, _)| !share.is_zero());
        let part = |(share, label): (&Rational, &String)| {
            if share.is_one() { label.clone() } else { format!("{label} {}", short(share)) }
        };
        format!("{}: {}", player.name(), played.map(part).collect::<Vec<_>>().join(" + "))
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// The profile with each player's probabilities divided by their sum.
pub(crate) fn normalised(mixes: &Mixes) -> Mixes {
    let each = |mix: &Vec<Rational>| {
        let sum = mix.iter().fold(zero(), |sum, share| sum + share);
        if sum.is_one() || sum.is_zero() { mix.clone() } else { mix.iter().map(|share| share / &sum).collect() }
    };
    mixes.iter().map(each).collect()
}
