//! Role-symmetric equilibria with any number of actions: quantal responses traced, supports polished.

use moloch_core::{Certified, Completeness, Effort, Status, Stop, Watch};
use nalgebra::{DMatrix, DVector};

use super::certificate::{certificate, relative_regrets};
use super::error::AnonymousError;
use super::game::AnonymousGame;
use super::reduced::Reduced;
use super::system::System;
use super::two_actions::two_actions;
use crate::finite::{Counter, Profile};

/// Precision of responses, in stakes, at which tracing ends without an equilibrium.
const MAX_PRECISION: f64 = 1e9;
/// Precision from which the support is guessed; later guesses when it has grown by this factor.
const FIRST_GUESS: f64 = 32.0;
const GUESS_FACTOR: f64 = 2.0;
/// Steps along the branch unless the effort says less.
const MAX_STEPS: u64 = 20_000;
/// Newton iterations of a correction.
const CORRECTIONS: usize = 5;
/// Length of a Newton step at which a point counts as on the branch.
const ON_BRANCH: f64 = 1e-9;
/// First and largest step along the branch; the smallest before giving up.
const STEPS: (f64, f64, f64) = (0.05, 1e6, 1e-10);
/// Distance between a traced point and its polish beyond which the polish went elsewhere.
const NEAR: f64 = 0.02;
/// Regret of a polished profile, in stakes.
const POLISHED: f64 = 1e-12;
/// Distance below which two equilibria are one.
const SAME: f64 = 1e-7;
/// Supports that are tried.
const MAX_SUPPORTS: usize = 1 << 10;

/// Role-symmetric equilibria that a method reached.
#[derive(Clone, Debug, PartialEq)]
pub struct SymmetricSample {
    /// The mixes, one for each role, each with its regret; the largest probability of the first action first.
    pub equilibria: Vec<Certified<Profile>>,
    /// No claim to all of them.
    pub completeness: Completeness,
    /// How.
    pub method: &'static str,
    /// How the computation ended.
    pub status: Status,
    /// What was done on the way: `steps along the branch`, `supports`.
    pub counters: Vec<Counter>,
}

/// The role-symmetric equilibrium in which the principal branch of logit responses ends: see
/// [`symmetric_equilibria`] for the method. `effort` counts steps along the branch.
///
/// # Errors
///
/// When a role has too many counts.
pub fn logit_equilibrium(game: &AnonymousGame, effort: &Effort) -> Result<SymmetricSample, AnonymousError> {
    let reduced = Reduced::new(game)?;
    let mut watch = effort.watch("steps along the branch of symmetric logit responses");
    let (found, stop) = Branch::new(&reduced).follow(&mut watch);
    let iterations = usize::try_from(watch.done()).unwrap_or(usize::MAX);
    let status = match (stop, &found) {
        (Some(stop), _) => Status::from(stop),
        (None, Some(_)) => Status::Converged { iterations },
        (None, None) => Status::LimitReached { iterations },
    };
    Ok(SymmetricSample {
        completeness: sampled(&status, "the rest of the branch"),
        equilibria: found.into_iter().collect(),
        method: "principal branch of symmetric logit responses, polished by Newton's method",
        status,
        counters: vec![Counter { what: "steps along the branch", count: watch.done() }],
    })
}

fn sampled(status: &Status, rest: &str) -> Completeness {
    if status.is_success() {
        return Completeness::Sample;
    }
    Completeness::Partial { why: status.to_string(), not_searched: rest.to_owned() }
}

#[doc = include_str!("symmetric.md")]
///
/// # Errors
///
/// When a role has too many counts, or (a mistake of this solver) a certificate does not pass.
pub fn symmetric_equilibria(game: &AnonymousGame, effort: &Effort) -> Result<SymmetricSample, AnonymousError> {
    let traced = logit_equilibrium(game, effort)?;
    let mut found = traced.equilibria;
    let mut watch = effort.watch("supports of symmetric equilibria");
    let mut stop: Option<Stop> = None;
    let counts: Vec<usize> = game.roles().iter().map(|role| role.actions().len()).collect();
    for kept in supports(&counts) {
        if let Err(reason) = watch.step() {
            stop = Some(reason);
            break;
        }
        for mixes in on_support(game, &kept, effort)? {
            let Some(profile) = passing(game, lifted(&counts, &kept, &mixes)) else { continue };
            if found.iter().all(|old| distance(old.mixes(), profile.mixes()) > SAME) {
                found.push(profile);
            }
        }
    }
    let key = |one: &Certified<Profile>| one.mixes().concat();
    found.sort_by(|a, b| key(b).partial_cmp(&key(a)).unwrap_or(std::cmp::Ordering::Equal));
    let status = stop.map_or(traced.status, Status::from);
    let supports = Counter { what: "supports", count: watch.done() };
    Ok(SymmetricSample {
        equilibria: found,
        completeness: sampled(&status, "some supports, or the rest of the branch of logit responses"),
        method: "supports by Newton's method, and the principal branch of symmetric logit responses",
        status,
        counters: traced.counters.into_iter().chain([supports]).collect(),
    })
}

/// Lists of actions that each role may keep, those of few actions first, as many as are tried.
fn supports(counts: &[usize]) -> Vec<Vec<Vec<usize>>> {
    let mut all: Vec<Vec<Vec<usize>>> = vec![Vec::new()];
    for &count in counts {
        let masks = 1_usize..1 << count.min(10);
        let listed = |mask: usize| (0..count.min(10)).filter(|action| mask >> action & 1 == 1).collect::<Vec<_>>();
        let subsets: Vec<Vec<usize>> = masks.map(listed).collect();
        let with = |start: &Vec<Vec<usize>>| {
            let extend = |subset: &Vec<usize>| [start.as_slice(), std::slice::from_ref(subset)].concat();
            subsets.iter().map(extend).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).take(MAX_SUPPORTS).collect();
    }
    all.sort_by_key(|kept| kept.iter().map(Vec::len).sum::<usize>());
    all
}

/// Mixes of all kept actions at which these earn the same.
fn on_support(
    game: &AnonymousGame,
    kept: &[Vec<usize>],
    effort: &Effort,
) -> Result<Vec<Vec<Vec<f64>>>, AnonymousError> {
    if kept.iter().all(|actions| actions.len() == 1) {
        return Ok(vec![kept.iter().map(|_| vec![1.0]).collect()]);
    }
    let smaller = game.restricted(kept)?;
    if let [actions] = kept
        && actions.len() == 2
    {
        let set = two_actions(&smaller, effort)?;
        return Ok(set.equilibria.iter().map(|one| one.profile().mixes().to_vec()).collect());
    }
    let reduced = Reduced::new(&smaller)?;
    let system = System::new(&reduced);
    let even = system.even();
    let mut starts = vec![even.clone()];
    for (role, mix) in even.iter().enumerate().filter(|(_, mix)| mix.len() > 1) {
        for action in 0..mix.len() {
            let mut start = even.clone();
            start[role].iter_mut().for_each(|share| *share *= 0.3);
            start[role][action] += 0.7;
            starts.push(start);
        }
    }
    Ok(starts.iter().filter_map(|start| system.indifferent(start)).collect())
}

/// A mix of some actions as one of all.
fn lifted(counts: &[usize], kept: &[Vec<usize>], mixes: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let lift = |((&count, kept), mix): ((&usize, &Vec<usize>), &Vec<f64>)| {
        let mut full = vec![0.0; count];
        kept.iter().zip(mix).for_each(|(&action, &share)| full[action] = share);
        full
    };
    counts.iter().zip(kept).zip(mixes).map(lift).collect()
}

/// The profile if its certificate passes.
fn passing(game: &AnonymousGame, mixes: Vec<Vec<f64>>) -> Option<Certified<Profile>> {
    let profile = Profile::new(mixes).ok()?;
    let certificate = certificate(game, &profile).ok()?;
    Certified::new(profile, certificate).ok()
}

fn distance(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
    a.iter().flatten().zip(b.iter().flatten()).fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()))
}

/// The branch of logit responses that starts at even mixes, by predictor and corrector in arc length.
struct Branch<'a> {
    reduced: &'a Reduced<'a>,
    system: System<'a>,
    /// Logarithms of the probabilities, then the precision.
    point: DVector<f64>,
    /// Direction of travel, of length one.
    tangent: DVector<f64>,
    step: f64,
}

impl<'a> Branch<'a> {
    fn new(reduced: &'a Reduced<'a>) -> Self {
        let system = System::new(reduced);
        let size = system.size();
        let point = system.logarithms(&system.even()).push(0.0);
        let mut tangent = DVector::zeros(size + 1);
        tangent[size] = 1.0;
        let mut branch = Self { reduced, system, point, tangent, step: STEPS.0 };
        if let Some((_, tangent, _)) = branch.corrected(branch.point.clone()) {
            branch.tangent = tangent;
        }
        branch
    }

    fn precision(&self) -> f64 {
        self.point[self.system.size()]
    }

    fn follow(&mut self, watch: &mut Watch<'_>) -> (Option<Certified<Profile>>, Option<Stop>) {
        let mut next_guess = FIRST_GUESS;
        let mut before: Option<Certified<Profile>> = None;
        while self.precision() < MAX_PRECISION && watch.done() < MAX_STEPS {
            if let Err(stop) = watch.step() {
                return (None, Some(stop));
            }
            if !self.advance() {
                return (self.polished(), None);
            }
            if self.precision() > next_guess {
                next_guess = self.precision() * GUESS_FACTOR;
                // The same twice in a row: the branch does not merely pass by an equilibrium.
                let found = self.polished();
                if let (Some(found), Some(before)) = (&found, &before)
                    && distance(found.mixes(), before.mixes()) <= SAME
                {
                    return (Some(found.clone()), None);
                }
                before = found;
            }
        }
        (self.polished(), None)
    }

    /// One step along the branch; `false` when none is short enough.
    fn advance(&mut self) -> bool {
        while self.step > STEPS.2 {
            let guess = &self.point + &self.tangent * self.step;
            if let Some((point, tangent, iterations)) = self.corrected(guess) {
                let turned = tangent.dot(&self.tangent);
                if turned > 0.9 {
                    (self.point, self.tangent) = (point, tangent);
                    let factor = if iterations <= 2 {
                        2.0
                    } else if iterations <= 3 {
                        1.3
                    } else {
                        0.7
                    };
                    self.step = (self.step * factor).min(STEPS.1);
                    return true;
                }
            }
            self.step /= 2.0;
        }
        false
    }

    /// Newton's method in the plane across the direction of travel: the point, the new direction, the iterations.
    fn corrected(&self, mut point: DVector<f64>) -> Option<(DVector<f64>, DVector<f64>, usize)> {
        for iteration in 0..CORRECTIONS {
            let (matrix, residual) = self.bordered(&point);
            let solver = matrix.lu();
            let step = solver.solve(&-residual)?;
            let size = step.amax();
            if !size.is_finite() || size > 2.0 * self.step.max(1.0) {
                return None;
            }
            point += &step;
            if step.iter().zip(&point).all(|(step, at)| step.abs() <= ON_BRANCH * (1.0 + at.abs())) {
                let mut last = DVector::zeros(point.len());
                last[point.len() - 1] = 1.0;
                let tangent = solver.solve(&last)?.normalize();
                return tangent.iter().all(|one| one.is_finite()).then_some((point, tangent, iteration));
            }
        }
        None
    }

    /// The equations' derivatives with the direction of travel as last row; no move along it.
    fn bordered(&self, point: &DVector<f64>) -> (DMatrix<f64>, DVector<f64>) {
        let size = self.system.size();
        let logarithms = point.rows(0, size).into_owned();
        let at = self.system.linearised(&logarithms, 1.0, point[size]);
        let mut matrix = DMatrix::zeros(size + 1, size + 1);
        matrix.view_mut((0, 0), (size, size)).copy_from(&at.jacobian);
        matrix.view_mut((0, size), (size, 1)).copy_from(&at.by_precision);
        matrix.row_mut(size).copy_from(&self.tangent.transpose());
        (matrix, at.residual.push(0.0))
    }

    /// An equilibrium on the support that the responses seem to keep, if it is near and passes.
    fn polished(&self) -> Option<Certified<Profile>> {
        let size = self.system.size();
        let mixes = self.system.mixes(&self.point.rows(0, size).into_owned());
        let payoffs = self.reduced.expected(&mixes).payoffs;
        let game = self.reduced.game();
        // What earns less by this much is played ever less.
        let slack = 8.0 / self.precision().max(1.0).sqrt();
        let supports = [slack, slack * slack, 0.0].map(|slack| {
            let kept = payoffs.iter().map(|payoffs| near_best(payoffs, slack));
            kept.collect::<Vec<Vec<usize>>>()
        });
        let counts: Vec<usize> = payoffs.iter().map(Vec::len).collect();
        let start =
            |kept: &[Vec<usize>]| kept.iter().zip(&mixes).map(|(kept, mix)| shares(kept, mix)).collect::<Vec<_>>();
        let accepted = |kept: &[Vec<usize>], found: &[Vec<f64>]| {
            let full = lifted(&counts, kept, found);
            let is_near = distance(&full, &mixes) <= NEAR;
            passing(game, full).filter(|profile| is_near && is_polished(game, profile))
        };
        let newton = |kept: &Vec<Vec<usize>>| {
            let smaller = game.restricted(kept).ok()?;
            let reduced = Reduced::new(&smaller).ok()?;
            accepted(kept, &System::new(&reduced).indifferent(&start(kept))?)
        };
        // Where everybody is indifferent, Newton's method has nothing to solve and the start may do.
        let as_it_is = |kept: &Vec<Vec<usize>>| accepted(kept, &start(kept));
        supports.iter().find_map(newton).or_else(|| supports.iter().rev().find_map(as_it_is))
    }
}

/// Whether no regret is left but rounding.
fn is_polished(game: &AnonymousGame, profile: &Profile) -> bool {
    relative_regrets(game, profile).is_ok_and(|regrets| regrets.iter().all(|regret| *regret <= POLISHED))
}

/// Actions that earn the most up to a slack.
fn near_best(payoffs: &[f64], slack: f64) -> Vec<usize> {
    let most = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (0..payoffs.len()).filter(|&action| payoffs[action] >= most - slack).collect()
}

/// Probabilities of the kept actions alone, none of them zero.
fn shares(kept: &[usize], mix: &[f64]) -> Vec<f64> {
    let shares: Vec<f64> = kept.iter().map(|&action| mix[action].max(1e-12)).collect();
    let sum: f64 = shares.iter().sum();
    shares.iter().map(|share| share / sum).collect()
}
