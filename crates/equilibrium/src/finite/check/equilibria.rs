//! Whether every profile of a claim is an equilibrium.

use std::collections::BTreeSet;

use super::super::certificate::exact_regrets;
use super::super::exact::{Rational, zero};
use super::super::game::Game;
use super::super::profile::ExactProfile;
use super::claim::{Claim, Mixes};
use super::report::{Part, Reason};
use super::rounding::{Regrets, Rounding, Ruling, relative};
use super::words::{MAX_REASONS, describe, normalised, short};

/// Combinations of vertices of one subset that are tried; a subset with more is not believed but refused.
const MAX_CORNERS: usize = 1 << 20;

pub(super) fn check(game: &Game, claim: &Claim) -> Part {
    if claim.is_empty() {
        return super::none_listed(claim.is_complete());
    }
    let mut reasons = Vec::new();
    let mut corners = 0;
    for (at, component) in claim.components.iter().enumerate() {
        let place = format!("component {}", at + 1);
        let mut profiles: BTreeSet<Mixes> = component.extreme_points.iter().cloned().collect();
        for subset in &component.subsets {
            match self::corners(subset) {
                Some(found) => profiles.extend(found),
                None => reasons.push(Reason {
                    what: format!("a subset has more than {MAX_CORNERS} corners"),
                    place: Some(place.clone()),
                    ..Reason::default()
                }),
            }
        }
        corners += profiles.len();
        let judged = profiles.into_iter().filter_map(|mixes| {
            match judge(game, mixes, &Rounding::of(&[], None), &place).outcome {
                Outcome::Fails(reason) => Some(reason),
                _ => None,
            }
        });
        reasons.extend(judged.take(MAX_REASONS));
    }
    let mut unclear = Vec::new();
    let mut found = Regrets::default();
    for (at, point) in claim.points.iter().enumerate() {
        let place = format!("point {}", at + 1);
        let rounding = Rounding::of(&point.mixes, point.digits);
        let judged = judge(game, normalised(&point.mixes), &rounding, &place);
        match judged.outcome {
            Outcome::Holds => {}
            Outcome::Fails(reason) => reasons.push(reason),
            Outcome::Unclear(why) => unclear.push(why),
        }
        if let Some((regret, gain)) = judged.regret {
            reasons.extend(super::understated(point.regret, &gain, &regret, &place));
            found.note(&place, regret, &rounding);
        }
    }
    reasons.truncate(MAX_REASONS);
    super::judged_unless("equilibria", words(corners, claim.points.len(), &found), reasons, unclear)
}

fn words(corners: usize, points: usize, found: &Regrets) -> String {
    let exact = format!("{corners} corners of subsets in exact arithmetic, regret zero");
    if points == 0 {
        return exact;
    }
    let plural = if points == 1 { "" } else { "s" };
    format!("{exact}; {points} point{plural} as written, divided by the sum; {}", found.text("the stake"))
}

/// What became of one profile.
struct Judged {
    outcome: Outcome,
    /// The largest regret, relative to the stake and in payoff units, where there is one.
    regret: Option<(Rational, Rational)>,
}

enum Outcome {
    Holds,
    Fails(Reason),
    Unclear(String),
}

/// Whether a profile is an equilibrium, and if not, who gains.
fn judge(game: &Game, mixes: Mixes, rounding: &Rounding, place: &str) -> Judged {
    let text = describe(game, &mixes);
    let fails = |what: &str, player: Option<usize>, gain: Option<String>| {
        Outcome::Fails(Reason {
            what: what.to_owned(),
            place: Some(place.to_owned()),
            profile: Some(text.clone()),
            player: player.map(|player| game.players()[player].name().to_owned()),
            gain,
        })
    };
    let none = |error: &str| Judged { outcome: fails(error, None, None), regret: None };
    let profile = match ExactProfile::new(mixes) {
        Ok(profile) => profile,
        Err(error) => return none(&error.to_string()),
    };
    let regrets = match exact_regrets(game, &profile) {
        Ok(regrets) => regrets,
        Err(error) => return none(&error.to_string()),
    };
    let (mut most, mut gain, mut outcome) = (zero(), zero(), Outcome::Holds);
    for (player, regret) in regrets.players().iter().enumerate() {
        let share = relative(regret, &game.stake(player).cloned().unwrap_or_else(zero));
        match rounding.judge(&share) {
            Ruling::Fails if !matches!(outcome, Outcome::Fails(_)) => {
                outcome = fails("not an equilibrium", Some(player), Some(short(regret)));
            }
            Ruling::TooCoarse if share > most && !matches!(outcome, Outcome::Fails(_)) => {
                outcome = Outcome::Unclear(rounding.too_coarse(place, &share));
            }
            _ => {}
        }
        most = most.max(share);
        gain = gain.max(regret.clone());
    }
    Judged { outcome, regret: Some((most, gain)) }
}

/// Every combination of a subset's vertices; `None` when there are too many.
pub(super) fn corners(subset: &[Vec<Vec<Rational>>]) -> Option<Vec<Mixes>> {
    let count = subset.iter().try_fold(1_usize, |count, face| count.checked_mul(face.len()));
    count.filter(|&count| count <= MAX_CORNERS)?;
    let mut partial: Vec<Mixes> = vec![Vec::new()];
    for face in subset {
        let extended = |start: &Mixes| {
            face.iter().map(|vertex| [start.as_slice(), std::slice::from_ref(vertex)].concat()).collect::<Vec<_>>()
        };
        partial = partial.iter().flat_map(extended).collect();
    }
    Some(partial)
}
