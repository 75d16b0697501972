//! Whether components are what they are said to be: extreme points extreme, dimensions right, connected, apart.

use std::collections::BTreeSet;

use super::super::exact::Rational;
use super::super::game::Game;
use super::claim::{AN_EQUILIBRIUM, Claim, ClaimedComponent, ClaimedScope, Mixes};
use super::equilibria::corners;
use super::matrix::{dimension, is_mixture, rank};
use super::report::{Part, Reason};
use super::words::{MAX_REASONS, describe, profiles};

pub(super) fn check(game: &Game, claim: &Claim) -> Part {
    let mut reasons = Vec::new();
    for (at, component) in claim.components.iter().enumerate() {
        let place = format!("component {}", at + 1);
        let found = one(game, component, claim.scope);
        reasons.extend(found.into_iter().map(|reason| Reason { place: Some(place.clone()), ..reason }));
    }
    reasons.extend(meeting(game, claim));
    reasons.extend(twice(game, claim));
    reasons.extend(mixed(game, claim));
    reasons.truncate(MAX_REASONS);
    super::judged("components", done(claim).to_owned(), reasons)
}

/// What was looked at: the shape of a component is known to those alone who looked for all of it.
const fn done(claim: &Claim) -> &'static str {
    match (claim.components.is_empty(), claim.scope) {
        (true, _) => "none is listed, no point twice",
        (false, ClaimedScope::All) => {
            "extreme points are extreme and distinct, dimensions, kinds, subsets that hang together, components apart"
        }
        (false, ClaimedScope::Pure) => {
            "equilibria are pure and distinct; dimension, kind and whether components are apart are not claimed: only \
             pure equilibria were looked for"
        }
        (false, ClaimedScope::One) => {
            "equilibria are distinct; dimension, kind and whether components are apart are not claimed: not all \
             equilibria were looked for"
        }
    }
}

/// Profiles that are not pure where only pure ones were looked for.
fn mixed(game: &Game, claim: &Claim) -> Vec<Reason> {
    if claim.scope != ClaimedScope::Pure {
        return Vec::new();
    }
    let is_mixed = |mixes: &Mixes| mixes.iter().flatten().any(|share| !share.is_zero() && !share.is_one());
    let reason = |(place, mixes, _): (String, &Mixes, Option<u32>)| Reason {
        what: "it is mixed, and the scope is \"pure\"".to_owned(),
        place: Some(place),
        profile: Some(describe(game, mixes)),
        ..Reason::default()
    };
    profiles(claim).filter(|(_, mixes, _)| is_mixed(mixes)).map(reason).collect()
}

/// What is wrong with one component.
fn one(game: &Game, component: &ClaimedComponent, scope: ClaimedScope) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let say = |what: String| Reason { what, ..Reason::default() };
    let mut all: BTreeSet<Mixes> = BTreeSet::new();
    for (number, subset) in component.subsets.iter().enumerate() {
        reasons.extend(faces(game, number, subset));
        all.extend(corners(subset).unwrap_or_default());
    }
    let listed: BTreeSet<Mixes> = component.extreme_points.iter().cloned().collect();
    if listed.len() < component.extreme_points.len() {
        reasons.push(say("an extreme point is listed twice".to_owned()));
    }
    for (what, profile) in listed
        .difference(&all)
        .map(|p| ("an extreme point is no corner of a subset", p))
        .chain(all.difference(&listed).map(|p| ("a corner of a subset is not listed as an extreme point", p)))
    {
        let profile = Some(describe(game, profile));
        reasons.push(Reason { what: what.to_owned(), profile, ..Reason::default() });
    }
    let known = component.subsets.iter().map(|subset| subset.iter().map(|face| dimension(face)).sum()).max();
    let known: usize = known.unwrap_or(0);
    match component.dimension {
        Some(given) if given != known => {
            reasons.push(say(format!("its dimension is given as {given}, it is {known}")));
        }
        None if scope == ClaimedScope::All => {
            let what = format!("its dimension is not given, and the scope is \"all\": it is {known}");
            reasons.push(say(what));
        }
        _ => {}
    }
    let kind = kind_of(known, component.subsets.len(), listed.len());
    let unclaimed = component.kind.is_empty() || scope != ClaimedScope::All && component.kind == AN_EQUILIBRIUM;
    if !unclaimed && component.kind != kind {
        reasons.push(say(format!("its kind is given as \"{}\", it is \"{kind}\"", component.kind)));
    }
    if !hangs_together(&component.subsets) {
        reasons.push(say("its subsets do not hang together: they share no extreme equilibrium".to_owned()));
    }
    reasons
}

/// What a connected set of so many maximal Nash subsets with so many extreme points is called in our files.
fn kind_of(dimension: usize, subsets: usize, extreme_points: usize) -> String {
    match (dimension, subsets) {
        (0, _) => "isolated point".to_owned(),
        (1, 1) => "segment".to_owned(),
        (2, 1) if extreme_points == 4 => "square".to_owned(),
        (dimension, 1) => format!("convex set of dimension {dimension}"),
        (1, count) => format!("chain of {count} segments"),
        (dimension, count) => format!("{count} convex sets of dimension up to {dimension}, connected"),
    }
}

/// Vertices that repeat or are no vertices.
fn faces(game: &Game, number: usize, subset: &[Vec<Vec<Rational>>]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (player, face) in subset.iter().enumerate() {
        for (at, vertex) in face.iter().enumerate() {
            let others: Vec<&Vec<Rational>> =
                face.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other).collect();
            let what = if others.contains(&vertex) {
                "a vertex of a face is listed twice"
            } else if is_mixture(vertex, &others) {
                "a vertex of a face is a mixture of the others"
            } else if game.player_count() == 2 && !is_extreme(game, player, vertex) {
                "a vertex of a face is a mixture of other equilibrium mixes: it is not extreme"
            } else {
                continue;
            };
            let name = &game.players()[player];
            let played = vertex.iter().zip(name.actions()).filter(|(share, _)| !share.is_zero());
            let text: Vec<String> = played.map(|(share, label)| format!("{label} {share}")).collect();
            reasons.push(Reason {
                what: format!("subset {}: {what}: {}", number + 1, text.join(" + ")),
                player: Some(name.name().to_owned()),
                ..Reason::default()
            });
        }
    }
    reasons
}

/// Whether a mix of a two-player game is a vertex of its best-response polyhedron: as many independent best replies
/// hold it in place as it has actions that are played.
fn is_extreme(game: &Game, player: usize, mix: &[Rational]) -> bool {
    let other = 1 - player;
    let payoff = |own: usize, reply: usize| {
        let profile = if player == 0 { [own, reply] } else { [reply, own] };
        game.exact_payoff(other, &profile).unwrap_or_default()
    };
    let support: Vec<usize> = (0..mix.len()).filter(|&action| !mix[action].is_zero()).collect();
    let replies = game.action_counts()[other];
    let earns = |reply: usize| support.iter().fold(Rational::ZERO, |sum, &own| sum + &mix[own] * payoff(own, reply));
    let earned: Vec<Rational> = (0..replies).map(earns).collect();
    let Some(best) = earned.iter().max() else { return false };
    // In probabilities p and the payoff u: p sums to one, and each best reply earns u.
    let mut rows = vec![support.iter().map(|_| Rational::ONE).chain([Rational::ZERO]).collect::<Vec<_>>()];
    for reply in (0..replies).filter(|&reply| earned[reply] == *best) {
        rows.push(support.iter().map(|&own| payoff(own, reply)).chain([Rational::ONE]).collect());
    }
    rank(rows) == support.len() + 1
}

/// Whether each subset can be reached from the first by shared corners.
fn hangs_together(subsets: &[Vec<Vec<Vec<Rational>>>]) -> bool {
    let mut apart: Vec<BTreeSet<Mixes>> =
        subsets.iter().map(|subset| corners(subset).unwrap_or_default().into_iter().collect()).collect();
    let Some(mut reached) = apart.pop() else { return true };
    loop {
        let (touching, rest): (Vec<_>, Vec<_>) = apart.into_iter().partition(|corners| !corners.is_disjoint(&reached));
        apart = rest;
        if touching.is_empty() {
            return apart.is_empty();
        }
        reached.extend(touching.into_iter().flatten());
    }
}

/// Components that share an extreme equilibrium.
fn meeting(game: &Game, claim: &Claim) -> Vec<Reason> {
    let mut seen: std::collections::BTreeMap<&Mixes, usize> = std::collections::BTreeMap::new();
    let mut reasons = Vec::new();
    for (at, component) in claim.components.iter().enumerate() {
        for profile in &component.extreme_points {
            match seen.get(profile) {
                Some(&earlier) if earlier != at => reasons.push(Reason {
                    what: format!("it meets component {}", earlier + 1),
                    place: Some(format!("component {}", at + 1)),
                    profile: Some(describe(game, profile)),
                    ..Reason::default()
                }),
                Some(_) => {}
                None => {
                    seen.insert(profile, at);
                }
            }
        }
    }
    reasons
}

/// Points that are listed twice.
fn twice(game: &Game, claim: &Claim) -> Vec<Reason> {
    let mut seen = BTreeSet::new();
    let again = |(at, point): (usize, &super::claim::ClaimedPoint)| {
        (!seen.insert(point.mixes.clone())).then(|| Reason {
            what: "it is listed twice".to_owned(),
            place: Some(format!("point {}", at + 1)),
            profile: Some(describe(game, &point.mixes)),
            ..Reason::default()
        })
    };
    claim.points.iter().enumerate().filter_map(again).collect()
}
