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
use crate::finite::check::{MAX_REASONS, Part, Reason, Verdict, allowed, judged, normalised, short};

/// Whether nobody gains by a deviation from any profile.
pub(super) fn check(tree: &Tree, claim: &BehaviourClaim, effort: &Effort) -> Result<Part, SequentialError> {
    let mut seen = BTreeSet::new();
    let done = format!("{} by best replies on the tree, regret {}", counted(claim), tolerance_text(tree, claim));
    each("equilibria", done, tree, claim, effort, |at, judge| {
        let mut found = judge.regret()?;
        if !seen.insert(judge.mixes.clone()) {
            found.push(Reason { what: "it is listed twice".to_owned(), place: Some(place(at)), ..Reason::default() });
        }
        Ok(found)
    })
}

/// Whether that holds in every subgame as well, where it was claimed.
pub(super) fn check_subgames(tree: &Tree, claim: &BehaviourClaim, effort: &Effort) -> Result<Part, SequentialError> {
    let name = "subgame perfection";
    if !claim.is_subgame_perfect {
        return Ok(judged(name, "not claimed".to_owned(), Vec::new()));
    }
    let done = format!("{} in every subgame, regret {}", counted(claim), tolerance_text(tree, claim));
    each(name, done, tree, claim, effort, |_, judge| judge.regret_in_subgames())
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
    done: String,
    tree: &Tree,
    claim: &BehaviourClaim,
    effort: &Effort,
    mut judge: impl FnMut(usize, &Judge<'_>) -> Result<Vec<Reason>, SequentialError>,
) -> Result<Part, SequentialError> {
    let nodes = tree.node_count();
    let mut watch = effort.watch("nodes of claimed profiles").of((claim.profiles.len() * nodes) as u64);
    let mut reasons = Vec::new();
    let mut stopped: Option<(usize, Stop)> = None;
    for (at, profile) in claim.profiles.iter().enumerate() {
        if let Err(stop) = (0..nodes).try_for_each(|_| watch.step()) {
            stopped = Some((at, stop));
            break;
        }
        reasons.extend(judge(at, &Judge::new(tree, at, profile)?)?);
        if reasons.len() >= MAX_REASONS {
            break;
        }
    }
    match stopped {
        // What was found before the budget ended stays found.
        Some((judged, stop)) if reasons.is_empty() => {
            let why = format!("{stop}, with {judged} of {} judged", counted(claim));
            Ok(Part { name, done, verdict: Verdict::NotChecked(why) })
        }
        _ => Ok(judged(name, done, reasons)),
    }
}

fn actions(tree: &Tree) -> usize {
    tree.information_sets().iter().map(|set| set.actions().len()).sum()
}

fn tolerance_text(tree: &Tree, claim: &BehaviourClaim) -> String {
    let loosest = claim.profiles.iter().map(|profile| allowed(actions(tree), profile.digits)).max();
    match loosest.filter(|loosest| !loosest.is_zero()) {
        None => "zero".to_owned(),
        Some(loosest) => format!("at most {} of the payoff range", short(&loosest)),
    }
}

/// One profile before its judge.
struct Judge<'a> {
    tree: &'a Tree,
    at: usize,
    mixes: Vec<Vec<Rational>>,
    profile: ExactBehaviour,
    /// What each player's regret may be, in payoff units.
    allowed: Vec<Rational>,
}

impl<'a> Judge<'a> {
    fn new(tree: &'a Tree, at: usize, claimed: &ClaimedBehaviour) -> Result<Self, SequentialError> {
        let mixes = normalised(&claimed.mixes());
        let profile = ExactBehaviour::new(tree, mixes.clone())?;
        let relative = allowed(actions(tree), claimed.digits);
        let range = |player| tree.payoff_bounds(player).map_or(Rational::ZERO, |(low, high)| high - low);
        let allowed = (0..tree.player_count()).map(|player| range(player) * &relative).collect();
        Ok(Self { tree, at, mixes, profile, allowed })
    }

    /// The first player that gains more than rounding explains.
    fn regret(&self) -> Result<Vec<Reason>, SequentialError> {
        let regrets = exact_regrets(self.tree, &self.profile)?;
        let mut players = regrets.players().iter().enumerate();
        let found = players.find(|&(player, regret)| *regret > self.allowed[player]);
        let reason = |(player, regret)| self.reason("not an equilibrium", player, regret);
        Ok(found.map(reason).into_iter().collect())
    }

    /// The last subgame in which somebody gains more than rounding explains: a gain there may be all that is wrong
    /// with the subgames around it.
    fn regret_in_subgames(&self) -> Result<Vec<Reason>, SequentialError> {
        let mut found = None;
        each_subgame(self.tree, &self.profile, |root, player, regret| {
            if found.is_none() && *regret > self.allowed[player] {
                let what = format!("not an equilibrium of the subgame that begins {}", self.tree.history_text(root));
                found = Some(self.reason(&what, player, regret));
            }
        })?;
        Ok(found.into_iter().collect())
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
