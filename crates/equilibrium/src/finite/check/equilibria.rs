//! Whether every profile of a claim is an equilibrium.

use std::collections::BTreeSet;

use super::super::certificate::{ExactRegrets, exact_regrets};
use super::super::exact::{Rational, exact_from_f64, zero};
use super::super::game::Game;
use super::super::profile::ExactProfile;
use super::claim::{Claim, Mixes};
use super::report::{Part, Reason};
use super::words::{MAX_REASONS, describe, normalised, short};

/// Combinations of vertices of one subset that are tried; a subset with more is not believed but refused.
const MAX_CORNERS: usize = 1 << 20;

pub(super) fn check(game: &Game, claim: &Claim) -> Part {
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
        let judged = profiles.into_iter().filter_map(|mixes| refusal(game, mixes, &zero(), &place));
        reasons.extend(judged.take(MAX_REASONS));
    }
    let mut loosest = zero();
    for (at, point) in claim.points.iter().enumerate() {
        let tolerance = allowed(game.action_counts().iter().sum(), point.digits);
        reasons.extend(refusal(game, normalised(&point.mixes), &tolerance, &format!("point {}", at + 1)));
        loosest = loosest.max(tolerance);
    }
    reasons.truncate(MAX_REASONS);
    super::judged("equilibria", words(corners, claim.points.len(), &loosest), reasons)
}

fn words(corners: usize, points: usize, loosest: &Rational) -> String {
    let exact = format!("{corners} corners of subsets in exact arithmetic, regret zero");
    if points == 0 {
        return exact;
    }
    let tolerance =
        if loosest.is_zero() { "zero".to_owned() } else { format!("at most {} of the stake", short(loosest)) };
    format!("{exact}; {points} points as they are written, divided by their sum, regret {tolerance}")
}

/// What a regret may be relative to the player's stake: nothing for fractions; for `d` decimal places what rounding
/// there can do, `10^-d` for each of so many actions (and at least 1e-9, the tolerance of solvers in doubles).
pub(crate) fn allowed(actions: usize, digits: Option<u32>) -> Rational {
    let Some(digits) = digits else { return zero() };
    let place = Rational::ONE / Rational::from(dashu_int::UBig::from(10_u8).pow(digits.min(40) as usize));
    let floor = exact_from_f64(moloch_core::tolerance::REGRET_REL).unwrap_or_else(zero);
    (place * Rational::from(actions as u64)).max(floor)
}

/// Why a profile is no equilibrium, if it is none.
fn refusal(game: &Game, mixes: Mixes, tolerance: &Rational, place: &str) -> Option<Reason> {
    let text = describe(game, &mixes);
    let reason = |what: &str, player: Option<usize>, gain: Option<String>| Reason {
        what: what.to_owned(),
        place: Some(place.to_owned()),
        profile: Some(text.clone()),
        player: player.map(|player| game.players()[player].name().to_owned()),
        gain,
    };
    let profile = match ExactProfile::new(mixes) {
        Ok(profile) => profile,
        Err(error) => return Some(reason(&error.to_string(), None, None)),
    };
    let regrets = match exact_regrets(game, &profile) {
        Ok(regrets) => regrets,
        Err(error) => return Some(reason(&error.to_string(), None, None)),
    };
    let (player, gain) = worst(game, &regrets, tolerance)?;
    Some(reason("not an equilibrium", Some(player), Some(short(&gain))))
}

/// The first player whose regret is more than allowed, and that regret in payoff units.
fn worst(game: &Game, regrets: &ExactRegrets, tolerance: &Rational) -> Option<(usize, Rational)> {
    let over = |&(player, regret): &(usize, &Rational)| {
        let stake = game.stake(player).cloned().unwrap_or_else(zero);
        *regret > stake * tolerance
    };
    regrets.players().iter().enumerate().find(over).map(|(player, regret)| (player, regret.clone()))
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
