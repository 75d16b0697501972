//! One equilibrium by whichever method is quickest.

use moloch_core::{Certified, Effort, Status};

use super::super::certificate::exact_regrets;
use super::super::dominance::{Dominators, Reduction, iterated_strict_dominance};
use super::super::error::SolveError;
use super::super::game::Game;
use super::super::numerical::NumericalSet;
use super::super::profile::{ExactProfile, Profile};
use super::super::pure::pure_equilibria;
use super::super::set::Counter;
use super::answer::{Findings, iterations};
use super::fractions::fractions;
use super::gnm::gnm;
use super::ipa::ipa;
use super::logit::{Units, logit_limit};
use super::polish::polish;
use super::simpdiv::simpdiv;
use super::support::{Bench, Exact, settle};
use super::tensor::Tensor;

/// Polymatrix games tried before slower methods that rarely fail.
const QUICK_STEPS: u64 = 400;
/// A regret below this, in units of the player's range, ends the search.
const GOOD: f64 = 1e-12;

/// One method that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Its name.
    pub method: &'static str,
    /// Whether it gave the answer.
    pub answered: bool,
    /// How it ended, in words.
    pub how: String,
}

/// One equilibrium, and how it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct OneEquilibrium {
    /// At most one equilibrium, certified.
    pub set: NumericalSet,
    /// The same in fractions with exact regret zero, for pure ones and regular ones of two players.
    pub exact: Option<Certified<ExactProfile>>,
    /// The methods tried, in order.
    pub attempts: Vec<Attempt>,
}

impl OneEquilibrium {
    /// The method that answered.
    pub fn answered_by(&self) -> Option<&'static str> {
        self.attempts.iter().find(|attempt| attempt.answered).map(|attempt| attempt.method)
    }
}

#[doc = include_str!("driver.md")]
///
/// # Errors
///
/// When the game has more than 2048 actions in all and no pure equilibrium.
pub fn one_equilibrium(game: &Game, effort: &Effort, seed: u64) -> Result<OneEquilibrium, SolveError> {
    let mut attempts = Vec::new();
    if let Some(set) = pure(game, &mut attempts)? {
        return finished(game, set, attempts);
    }
    let reduction = iterated_strict_dominance(game, Dominators::Pure)?;
    let removed = reduction.eliminations.len();
    attempts.push(Attempt {
        method: "dominance",
        answered: false,
        how: format!("{removed} strictly dominated actions removed"),
    });
    let set = mixed(&reduction.game, effort, seed, &mut attempts)?;
    let set = if removed == 0 { set } else { lifted(game, &reduction, set)? };
    finished(game, set, attempts)
}

/// The first pure equilibrium.
fn pure(game: &Game, attempts: &mut Vec<Attempt>) -> Result<Option<NumericalSet>, SolveError> {
    let all = pure_equilibria(game)?;
    let first = all.iter().next();
    let how = format!("{} pure equilibria among {} profiles", all.len(), game.profile_count());
    attempts.push(Attempt { method: "pure", answered: first.is_some(), how });
    let Some(actions) = first else { return Ok(None) };
    let tensor = Tensor::new(game, "certify a pure equilibrium")?;
    let mixes = Tensor::flat(&Profile::pure(game.action_counts(), &actions)?);
    let support = mixes.iter().map(|&share| share > 0.0).collect();
    let settled = settle(&tensor, &mixes, support, 1, &mut Bench::default());
    let exact = settled.unwrap_or(Exact { mixes, is_regular: false, index: None });
    let findings = Findings {
        method: "best replies compared over all pure profiles (enumpure)",
        found: vec![exact],
        status: Status::Converged { iterations: iterations(0) },
        not_searched: "",
        counters: vec![Counter { what: "profiles", count: u64::try_from(game.profile_count()).unwrap_or(u64::MAX) }],
    };
    Ok(Some(findings.into_set(&tensor)?))
}

type Method = (&'static str, fn(&Game, &Effort, u64) -> Result<NumericalSet, SolveError>);

/// Quick methods first; the first answer with practically no regret is taken.
const METHODS: [Method; 4] = [
    ("ipa", |game, effort, seed| {
        let steps = effort.steps().map_or(QUICK_STEPS, |steps| steps.min(QUICK_STEPS));
        ipa(game, &effort.clone().with_steps(steps), seed)
    }),
    ("logit", |game, effort, _| Ok(logit_limit(game, Units::OwnRange, effort)?.equilibrium())),
    ("gnm", gnm),
    ("simpdiv", simpdiv),
];

fn mixed(game: &Game, effort: &Effort, seed: u64, attempts: &mut Vec<Attempt>) -> Result<NumericalSet, SolveError> {
    let mut best: Option<NumericalSet> = None;
    let regret =
        |set: &NumericalSet| set.points.first().map_or(f64::INFINITY, |one| one.profile.certificate().relative());
    for (method, run) in METHODS {
        let mut set = run(game, effort, seed)?;
        set.points.truncate(1);
        let answered = regret(&set) <= GOOD;
        attempts.push(Attempt { method, answered, how: described(&set, regret(&set)) });
        if answered {
            return Ok(set);
        }
        if best.as_ref().is_none_or(|best| regret(&set) < regret(best)) {
            best = Some(set);
        }
        if matches!(attempts.last().map(|_| effort.watch("methods").step()), Some(Err(_))) {
            break;
        }
    }
    best.map_or_else(|| run_nothing(game), Ok)
}

/// Only reached when there is no method.
fn run_nothing(game: &Game) -> Result<NumericalSet, SolveError> {
    simpdiv(game, &Effort::unlimited().with_steps(0), 0)
}

fn described(set: &NumericalSet, regret: f64) -> String {
    let found =
        if set.points.is_empty() { "nothing found".to_owned() } else { format!("relative regret {regret:.1e}") };
    format!("{found}; {}", set.status)
}

/// The set in the actions of the game from which dominated ones were removed.
fn lifted(game: &Game, reduction: &Reduction, mut set: NumericalSet) -> Result<NumericalSet, SolveError> {
    let points = std::mem::take(&mut set.points);
    for point in points {
        let mixes = game.action_counts().iter().zip(&reduction.kept).zip(point.profile.mixes());
        let lift = |((&count, kept), mix): ((&usize, &Vec<usize>), &Vec<f64>)| {
            let mut wide = vec![0.0; count];
            kept.iter().zip(mix).for_each(|(&action, &share)| wide[action] = share);
            wide
        };
        let profile = Profile::new(mixes.map(lift).collect())?;
        // Ranges are other ones now; polishing certifies in those of the whole game.
        set.points.extend(polish(game, &profile)?.map(|polished| polished.point));
    }
    Ok(set)
}

fn finished(game: &Game, set: NumericalSet, attempts: Vec<Attempt>) -> Result<OneEquilibrium, SolveError> {
    let exact = set.points.first().and_then(|point| {
        let profile = fractions(game, &point.profile, point.index.is_some())?;
        let certificate = exact_regrets(game, &profile).ok()?.certificate();
        Certified::new(profile, certificate).ok()
    });
    Ok(OneEquilibrium { set, exact, attempts })
}
