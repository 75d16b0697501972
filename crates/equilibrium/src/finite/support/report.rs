//! From roots to certified equilibria, and from outcomes to a claim of completeness.

use moloch_core::{Certified, Completeness, Effort, Status, Stop};

use super::root::{Root, Verdict};
use super::search::Outcome;
use super::segment::Segment;
use super::system::System;
use crate::finite::boxes::continua;
use crate::finite::certificate::regrets;
use crate::finite::error::SolveError;
use crate::finite::game::Game;
use crate::finite::numerical::{Isolated, NumericalSet};
use crate::finite::profile::Profile;
use crate::finite::pure::pure_equilibria;
use crate::finite::set::{Counter, Scope};

/// Undecided support profiles that are named; the others are counted.
const NAMED: usize = 8;
/// Products of pure equilibria that are looked at.
const MOST_PRODUCTS: u64 = 2_000;
const PROVED: &str = "every support profile was proved to hold no equilibrium, or exactly those listed";

/// Collects what the search of each support profile gave.
pub(super) struct Report<'a> {
    game: &'a Game,
    /// Actions of the game that the reduced game kept.
    kept: &'a [Vec<usize>],
    points: Vec<Isolated>,
    undecided: Vec<String>,
    undecided_count: u64,
    /// Segments of equilibria, as a reader sees them, and their supports.
    segments: Vec<(String, String)>,
    cells: u64,
    newton: u64,
    /// The first mistake met, told at the end.
    mistake: Option<SolveError>,
}

impl<'a> Report<'a> {
    /// Starts with the pure equilibria, which are found exactly.
    pub(super) fn new(game: &'a Game, reduced: &Game, kept: &'a [Vec<usize>]) -> Result<Self, SolveError> {
        let mut report = Self {
            game,
            kept,
            points: Vec::new(),
            undecided: Vec::new(),
            undecided_count: 0,
            segments: Vec::new(),
            cells: 0,
            newton: 0,
            mistake: None,
        };
        for actions in pure_equilibria(reduced)?.iter() {
            let original: Vec<usize> = actions.iter().zip(kept).map(|(&action, kept)| kept[action]).collect();
            let profile = Profile::pure(game.action_counts(), &original)?;
            let index = is_strict(game, &original).then_some(1);
            report.push(profile, 0.0, index)?;
        }
        Ok(report)
    }

    fn push(&mut self, profile: Profile, radius: f64, index: Option<i8>) -> Result<(), SolveError> {
        let certificate = regrets(self.game, &profile)?.certificate();
        let profile = Certified::new(profile, certificate)?;
        self.points.push(Isolated { profile, radius: Some(radius), index });
        Ok(())
    }

    /// Adds what was found on one support profile.
    pub(super) fn add(&mut self, system: &System, outcome: Outcome) {
        self.cells += outcome.cells;
        self.newton += outcome.newton;
        if !outcome.is_settled() {
            self.undecided_count += 1;
            if self.undecided.len() < NAMED {
                self.undecided.push(self.name(system));
            }
        }
        if let Some(segment) = &outcome.segment {
            self.segments.push((self.describe(system, segment), self.name(system)));
        }
        let mut roots = outcome.roots;
        roots.sort_by(|a, b| compare(&b.mixes, &a.mixes));
        for root in roots {
            let index = match root.verdict {
                Verdict::Strict(index) => index,
                Verdict::Tied => None,
                _ => continue,
            };
            let added = self.profile(system, &root).and_then(|profile| self.push(profile, distance(&root), index));
            if let Err(mistake) = added {
                self.mistake.get_or_insert(mistake);
            }
        }
    }

    /// The profile of the game that a root stands for.
    fn profile(&self, system: &System, root: &Root) -> Result<Profile, SolveError> {
        let mut mixes: Vec<Vec<f64>> = self.game.action_counts().iter().map(|&count| vec![0.0; count]).collect();
        for (player, support) in system.supports.iter().enumerate() {
            let mixer = system.mixers.iter().position(|&mixer| mixer == player);
            for (place, &action) in support.iter().enumerate() {
                mixes[player][self.kept[player][action]] = mixer.map_or(1.0, |mixer| root.mixes[mixer][place]);
            }
        }
        Ok(Profile::new(mixes)?)
    }

    /// A support profile as a reader sees it.
    fn name(&self, system: &System) -> String {
        let label =
            |player: usize, action: usize| self.game.players()[player].actions()[self.kept[player][action]].as_str();
        let set = |(player, support): (usize, &Vec<usize>)| {
            let actions: Vec<&str> = support.iter().map(|&action| label(player, action)).collect();
            format!("{{{}}}", actions.join(", "))
        };
        system.supports.iter().enumerate().map(set).collect::<Vec<_>>().join(" x ")
    }

    /// A segment as a reader sees it.
    fn describe(&self, system: &System, segment: &Segment) -> String {
        let mixer = system.mixers[0];
        let player = &self.game.players()[mixer];
        let action = &player.actions()[self.kept[mixer][system.supports[mixer][1]]];
        let Segment { from, to } = segment;
        let range = if from == to { from.to_string() } else { format!("{from} to {to}") };
        format!("{} with {action} of player {} at {range}", self.name(system), player.name())
    }

    /// The set, with its claim.
    pub(super) fn finish(self, choices: u64, kept: u64, stop: Option<Stop>) -> Result<NumericalSet, SolveError> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        let counters = [
            ("choices of a support", choices),
            ("support profiles solved", kept),
            ("cells", self.cells),
            ("Newton steps", self.newton),
        ];
        let iterations = usize::try_from(self.cells).unwrap_or(usize::MAX);
        Ok(NumericalSet {
            completeness: self.completeness(kept, stop)?,
            points: self.points,
            scope: Scope::All,
            method: "support enumeration with interval proofs (enumpoly)",
            status: stop.map_or(Status::Converged { iterations }, Status::from),
            counters: counters.map(|(what, count)| Counter { what, count }).to_vec(),
        })
    }

    fn completeness(&self, kept: u64, stop: Option<Stop>) -> Result<Completeness, SolveError> {
        if stop.is_none() && self.undecided_count == 0 && self.segments.is_empty() {
            return Ok(Completeness::Complete(PROVED));
        }
        let mut parts = Vec::new();
        if self.undecided_count > 0 {
            let more = self.undecided_count - self.undecided.len() as u64;
            parts.push(format!(
                "equilibria with the supports {}, other than those listed",
                named(&self.undecided, more)
            ));
        }
        let (segments, supports): (Vec<String>, Vec<String>) = self.segments.iter().take(NAMED).cloned().unzip();
        let more = (self.segments.len() - segments.len()) as u64;
        if !segments.is_empty() {
            parts.push(format!("the points of the segments with the supports {}", named(&supports, more)));
        }
        if stop.is_some() {
            parts.push("support profiles later in the order of sizes".to_owned());
        }
        let not_searched = parts.join("; ");
        if let Some(stop) = stop {
            return Ok(Completeness::Partial { why: stop.to_string(), not_searched });
        }
        let mut why = Vec::new();
        if self.undecided_count > 0 {
            why.push(format!(
                "{} of {kept} support profiles could not be settled: equilibria there are degenerate, a continuum or too \
                 close to call",
                self.undecided_count
            ));
        }
        if !segments.is_empty() {
            why.push(format!(
                "all equilibria with their supports, exactly, are the segments {}",
                named(&segments, more)
            ));
        }
        Ok(Completeness::Partial { why: why.join("; ") + &self.certain()?, not_searched })
    }

    /// Which continua are certain among what could not be settled.
    fn certain(&self) -> Result<String, SolveError> {
        let mut certain = continua(self.game, &Effort::unlimited().with_steps(MOST_PRODUCTS))?;
        let more = certain.len().saturating_sub(NAMED);
        certain.truncate(NAMED);
        let rest = if more > 0 { format!(", and on {more} more") } else { String::new() };
        let all = certain.join(", on ");
        Ok(if all.is_empty() { all } else { format!("; certain is that every mix on {all}{rest} is an equilibrium") })
    }
}

/// Names, and how many more there are.
fn named(names: &[String], more: u64) -> String {
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    names.join("; ") + &more
}

/// Within this distance of every rounded probability lies the root's, and no other root.
fn distance(root: &Root) -> f64 {
    let most = root.mixes.iter().map(Vec::len).max().unwrap_or(1) as f64;
    most * root.radius * (1.0 + 1e-10) + 4.0 * most * f64::EPSILON
}

/// Whether everybody loses by any other action.
fn is_strict(game: &Game, profile: &[usize]) -> bool {
    let loses = |player: usize| {
        let payoff = |action: usize| {
            let mut changed = profile.to_vec();
            changed[player] = action;
            game.exact_payoff(player, &changed)
        };
        let own = payoff(profile[player]);
        (0..game.action_counts()[player]).all(|action| action == profile[player] || payoff(action) < own)
    };
    (0..profile.len()).all(loses)
}

fn compare(a: &[Vec<f64>], b: &[Vec<f64>]) -> std::cmp::Ordering {
    let pairs = a.iter().flatten().zip(b.iter().flatten());
    pairs.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
}
