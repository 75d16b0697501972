//! Whether every profile of a claim is an equilibrium, and one in every subgame.

use std::collections::BTreeSet;

use moloch_core::{Effort, Stop};

use super::super::behaviour::ExactBehaviour;
use super::super::certificate::{each_subgame, exact_regrets};
use super::super::error::SequentialError;
use super::super::tree::Tree;
use super::claim::{BehaviourClaim, ClaimedBehaviour};
use super::words::{describe, place};
use crate::finite::Rational;
use crate::finite::check::{
    ClaimedCompleteness, ClaimedScope, MAX_REASONS, Part, Reason, Regrets, Rounding, Ruling, Verdict, judged,
    judged_unless, none_listed, normalised, relative, short, understated,
};

/// Whether nobody gains by a deviation from any profile.
pub(super) fn check(tree: &Tree, claim: &BehaviourClaim, effort: &Effort) -> Result<Part, SequentialError> {
    if claim.profiles.is_empty() {
        return Ok(none_listed(matches!(claim.completeness, ClaimedCompleteness::Complete(_))));
    }
    let mut seen = BTreeSet::new();
    let done = format!("{} by best replies on the tree", counted(claim));
    each("equilibria", &done, tree, claim, effort, |at, judge| {
        let mut found = judge.regret()?;
        if !seen.insert(judge.mixes.clone()) {
            found.reasons.push(Reason {
                what: "it is listed twice".to_owned(),
                place: Some(place(at)),
                ..Reason::default()
            });
        }
        if claim.scope == ClaimedScope::Pure && judge.is_mixed() {
            let what = "it is mixed, and the scope is \"pure\"".to_owned();
            found.reasons.push(Reason { what, place: Some(place(at)), ..Reason::default() });
        }
        found.reasons.extend(understated(claim.profiles[at].regret, &found.gain, &found.regret, &place(at)));
        Ok(found)
    })
}

/// Whether that holds in every subgame as well, where it was claimed.
pub(super) fn check_subgames(tree: &Tree, claim: &BehaviourClaim, effort: &Effort) -> Result<Part, SequentialError> {
    let name = "subgame perfection";
    if !claim.is_subgame_perfect {
        return Ok(judged(name, "not claimed".to_owned(), Vec::new()));
    }
    let done = format!("{} in every subgame", counted(claim));
    each(name, &done, tree, claim, effort, |_, judge| judge.regret_in_subgames())
}

fn counted(claim: &BehaviourClaim) -> String {
    match claim.profiles.len() {
        1 => "1 profile".to_owned(),
        count => format!("{count} profiles"),
    }
}

/// Judges one profile after the other while the effort lasts; a step is a node.
fn each(
    name: &'static str,
    done: &str,
    tree: &Tree,
    claim: &BehaviourClaim,
    effort: &Effort,
    mut judge: impl FnMut(usize, &Judge<'_>) -> Result<Judged, SequentialError>,
) -> Result<Part, SequentialError> {
    let nodes = tree.node_count();
    let mut watch = effort.watch("nodes of claimed profiles").of((claim.profiles.len() * nodes) as u64);
    let (mut reasons, mut unclear) = (Vec::new(), Vec::new());
    let mut regrets = Regrets::default();
    let mut stopped: Option<(usize, Stop)> = None;
    for (at, profile) in claim.profiles.iter().enumerate() {
        if let Err(stop) = (0..nodes).try_for_each(|_| watch.step()) {
            stopped = Some((at, stop));
            break;
        }
        let before = Judge::new(tree, at, profile)?;
        let found = judge(at, &before)?;
        reasons.extend(found.reasons);
        unclear.extend(found.unclear);
        regrets.note(&place(at), found.regret, &before.rounding);
        if reasons.len() >= MAX_REASONS {
            break;
        }
    }
    let done = format!("{done}; {}", regrets.text("the payoff range"));
    let done = done.trim_end_matches("; ").to_owned();
    match stopped {
        // What was found before the budget ended stays found.
        Some((judged, stop)) if reasons.is_empty() => {
            let why = format!("{stop}, with {judged} of {} judged", counted(claim));
            Ok(Part { name, done, verdict: Verdict::NotChecked(why) })
        }
        _ => Ok(judged_unless(name, done, reasons, unclear)),
    }
}

/// One profile before its judge.
struct Judge<'a> {
    tree: &'a Tree,
    at: usize,
    mixes: Vec<Vec<Rational>>,
    profile: ExactBehaviour,
    rounding: Rounding,
    /// What each player's payoffs differ by at most.
    ranges: Vec<Rational>,
}

/// What became of one profile.
#[derive(Default)]
struct Judged {
    reasons: Vec<Reason>,
    unclear: Option<String>,
    /// The largest regret, relative to the payoff range.
    regret: Rational,
    /// The largest regret in payoff units.
    gain: Rational,
}

impl<'a> Judge<'a> {
    fn new(tree: &'a Tree, at: usize, claimed: &ClaimedBehaviour) -> Result<Self, SequentialError> {
        let written = claimed.mixes();
        let mixes = normalised(&written);
        let profile = ExactBehaviour::new(tree, mixes.clone())?;
        let range = |player| tree.payoff_bounds(player).map_or(Rational::ZERO, |(low, high)| high - low);
        let ranges = (0..tree.player_count()).map(range).collect();
        Ok(Self { tree, at, mixes, profile, rounding: Rounding::of(&written, claimed.digits), ranges })
    }

    fn is_mixed(&self) -> bool {
        self.mixes.iter().flatten().any(|share| !share.is_zero() && !share.is_one())
    }

    /// The first player that gains more than rounding explains.
    fn regret(&self) -> Result<Judged, SequentialError> {
        let regrets = exact_regrets(self.tree, &self.profile)?;
        let mut found = Judged::default();
        for (player, regret) in regrets.players().iter().enumerate() {
            self.note(&mut found, player, regret, || "not an equilibrium".to_owned());
        }
        Ok(found)
    }

    /// The last subgame in which somebody gains more than rounding explains: a gain there may be all that is wrong
    /// with the subgames around it.
    fn regret_in_subgames(&self) -> Result<Judged, SequentialError> {
        let mut found = Judged::default();
        each_subgame(self.tree, &self.profile, |root, player, regret| {
            let what = || format!("not an equilibrium of the subgame that begins {}", self.tree.history_text(root));
            self.note(&mut found, player, regret, what);
        })?;
        Ok(found)
    }

    /// Keeps the first refusal and the largest regret.
    fn note(&self, found: &mut Judged, player: usize, regret: &Rational, what: impl Fn() -> String) {
        let share = relative(regret, &self.ranges[player]);
        match self.rounding.judge(&share) {
            Ruling::Fails if found.reasons.is_empty() => {
                found.reasons.push(self.reason(&what(), player, regret));
            }
            Ruling::TooCoarse if share > found.regret => {
                found.unclear = Some(self.rounding.too_coarse(&place(self.at), &share));
            }
            _ => {}
        }
        if share > found.regret {
            found.regret = share;
        }
        if *regret > found.gain {
            found.gain.clone_from(regret);
        }
    }

    fn reason(&self, what: &str, player: usize, regret: &Rational) -> Reason {
        Reason {
            what: what.to_owned(),
            place: Some(place(self.at)),
            profile: Some(describe(self.tree, &self.mixes)),
            player: Some(self.tree.player_text(player)),
            gain: Some(short(regret)),
        }
    }
}
