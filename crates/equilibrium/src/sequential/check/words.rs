//! Whether a claim is about this tree at all, and how profiles are named in messages.

use super::super::tree::Tree;
use super::claim::{BehaviourClaim, ClaimedBehaviour, ClaimedSet};
use crate::finite::Rational;
use crate::finite::check::{MAX_REASONS, Part, Reason, judged, misfit_mix, short};

/// Information sets of a profile that a message repeats.
const SETS_SHOWN: usize = 8;

/// Whether players, information sets and actions are those of the tree, and lists are probabilities.
pub(super) fn fits(tree: &Tree, claim: &BehaviourClaim) -> Part {
    let mut reasons: Vec<Reason> = players(tree, claim).into_iter().collect();
    for (at, profile) in claim.profiles.iter().enumerate() {
        if let Some(what) = misfit(tree, profile) {
            reasons.push(Reason { what, place: Some(place(at)), ..Reason::default() });
        }
    }
    reasons.truncate(MAX_REASONS);
    let done = "players, information sets, actions, probabilities that sum to one at every set";
    judged("shape and labels", done.to_owned(), reasons)
}

/// How a profile is called, numbered from 1.
pub(super) fn place(profile: usize) -> String {
    format!("profile {}", profile + 1)
}

fn players(tree: &Tree, claim: &BehaviourClaim) -> Option<Reason> {
    if claim.players.is_empty() || claim.players == tree.players() {
        return None;
    }
    let (claimed, known) = (claim.players.join(", "), tree.players().join(", "));
    let what = format!("the claim is about the players {claimed}, the game about {known}");
    Some(Reason { what, ..Reason::default() })
}

fn misfit(tree: &Tree, profile: &ClaimedBehaviour) -> Option<String> {
    // Labels first: they say which set is missing, where the number of sets only says that one is.
    for (number, set) in profile.sets.iter().enumerate() {
        if let Some(what) = foreign(tree, number, set) {
            return Some(what);
        }
    }
    let (found, expected) = (profile.sets.len(), tree.information_sets().len());
    if found < expected {
        let missing = tree.set_text(found);
        return Some(format!("the profile has {found} information sets, the game {expected}: {missing} is missing"));
    }
    if found > expected {
        return Some(format!("the profile has {found} information sets, the game {expected}"));
    }
    profile.sets.iter().zip(tree.information_sets()).enumerate().find_map(|(number, (set, known))| {
        let what = misfit_mix(&set.mix, known.actions().len(), profile.digits)?;
        let open = !set.mix.is_empty() && set.mix.iter().all(Rational::is_zero);
        let advice = if open { "; a set that is not reached needs them too, since they decide who gains" } else { "" };
        Some(format!("{}: {what}{advice}", tree.set_text(number)))
    })
}

/// Where the labels of a set are not those of the set in its place.
fn foreign(tree: &Tree, number: usize, set: &ClaimedSet) -> Option<String> {
    let about = set.about.as_ref()?;
    let Some(known) = tree.information_sets().get(number) else {
        return Some(format!("there is no {} of {} in the game", about.set, about.player));
    };
    let (text, player) = (tree.set_text(number), &tree.players()[known.player()]);
    if about.set == text && about.player == *player && about.actions == known.actions() {
        return None;
    }
    let (claimed, here) = (about.actions.join(", "), known.actions().join(", "));
    Some(format!(
        "entry {} is about {} of {} ({claimed}), where the game has {text} of {player} ({here})",
        number + 1,
        about.set,
        about.player
    ))
}

/// A profile with labels, its first sets only where there are many: `information set 1 of Ann: in; ...`.
pub(super) fn describe(tree: &Tree, mixes: &[Vec<Rational>]) -> String {
    let mut parts: Vec<String> =
        mixes.iter().enumerate().take(SETS_SHOWN).map(|(set, mix)| played(tree, set, mix)).collect();
    if mixes.len() > SETS_SHOWN {
        parts.push(format!("and {} more sets", mixes.len() - SETS_SHOWN));
    }
    parts.join("; ")
}

fn played(tree: &Tree, set: usize, mix: &[Rational]) -> String {
    let actions = tree.information_sets()[set].actions();
    let part = |(action, share): (usize, &Rational)| {
        let name = if actions[action].trim().is_empty() { (action + 1).to_string() } else { actions[action].clone() };
        if share.is_one() { name } else { format!("{name} {}", short(share)) }
    };
    let parts = mix.iter().enumerate().filter(|(_, share)| !share.is_zero()).map(part);
    format!("{}: {}", tree.set_text(set), parts.collect::<Vec<_>>().join(" + "))
}
