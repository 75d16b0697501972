#![doc = include_str!("logit.md")]

mod equations;
mod trace;

use moloch_core::{Certified, Completeness, Effort, Status, Stop};

use super::super::error::SolveError;
use super::super::game::Game;
use super::super::numerical::NumericalSet;
use super::super::profile::Profile;
use super::super::set::{Counter, Scope};
use super::certificate::logit_certificate;
use super::polish::{Polished, as_found, finished, nearest};
use super::support::{Exact, likely_support};
use super::tensor::Tensor;
use equations::Equations;
pub use equations::Units;
use trace::Tracer;

/// Precision, in units of one over the largest stake, from which a limit is looked for.
const LIMIT_FROM: f64 = 8.0;
/// Distance from the branch at which a regular equilibrium counts as its limit.
const AT_LIMIT: f64 = 1e-4;
/// Precision from which an irregular equilibrium near the branch counts as its limit.
const IRREGULAR_FROM: f64 = 1e7;
/// Distance from the branch at which it does.
const NEAR_IRREGULAR: f64 = 1e-2;
/// The limit is looked for again, even on the same support, after precision has grown by this factor.
const LOOK_AGAIN: f64 = 8.0;
/// The largest precision that is tried.
const LAST_PRECISION: f64 = 1e11;
/// Steps along the branch when the caller sets no limit: a typical branch takes 30 to 300.
const MAX_STEPS: u64 = 20_000;

/// A logit quantal response equilibrium.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantalResponse {
    /// The precision, in one over payoff units.
    pub lambda: f64,
    /// What is played.
    pub profile: Profile,
}

/// The principal branch of logit quantal response equilibria, as far as it was followed, and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct LogitBranch {
    /// Points in the order in which the branch passes them, from `lambda` 0; each passed the fixed-point check. Beyond a
    /// `lambda` of about 1e5 over the stakes doubles cannot pass it, and the branch is followed but not reported.
    pub points: Vec<Certified<QuantalResponse>>,
    /// The equilibrium to which the branch converges, with its distance from the last point; `None` when it was not
    /// identified.
    pub limit: Option<Polished>,
    /// The largest `lambda` to which the branch was followed, in one over payoff units.
    pub last_lambda: f64,
    /// How often `lambda` began to fall or to rise again along the branch.
    pub turning_points: u64,
    /// How often another branch was crossed (an odd number of times between two points).
    pub bifurcations: u64,
    /// How the computation ended.
    pub status: Status,
    /// Steps along the branch and Newton corrections.
    pub counters: Vec<Counter>,
}

impl LogitBranch {
    /// The limit as a set of at most one equilibrium.
    pub fn equilibrium(&self) -> NumericalSet {
        let completeness = if self.limit.is_some() {
            Completeness::Sample
        } else {
            Completeness::Partial {
                why: format!("the branch was followed to lambda {:e}: {}", self.last_lambda, self.status),
                not_searched: "the rest of the principal branch".to_owned(),
            }
        };
        NumericalSet {
            points: self.limit.iter().map(|limit| limit.point.clone()).collect(),
            scope: Scope::One,
            completeness,
            method: "principal branch of logit quantal response equilibria, followed to its limit (logit)",
            status: self.status.clone(),
            counters: self.counters.clone(),
        }
    }
}

/// The quantal response at one precision, if the branch reached it.
#[derive(Clone, Debug, PartialEq)]
pub struct LogitPoint {
    /// The first point of the principal branch with the precision asked for.
    pub response: Option<Certified<QuantalResponse>>,
    /// How the computation ended.
    pub status: Status,
    /// Steps along the branch and Newton corrections.
    pub counters: Vec<Counter>,
}

/// Follows the principal branch from `lambda` 0 to the equilibrium to which it converges.
///
/// # Errors
///
/// When the game has more than 2048 actions in all.
pub fn logit(game: &Game, effort: &Effort) -> Result<LogitBranch, SolveError> {
    let mut walk = Walk::new(game, Units::AsGiven)?;
    let mut points = vec![walk.certified()?];
    let ended = walk.walk_to_limit(effort, |walk| {
        // Later points may be beyond what doubles can certify.
        points.extend(walk.certified().ok());
    })?;
    Ok(walk.branch(points, ended))
}

/// The equilibrium to which the principal branch converges, without the points on the way.
///
/// # Errors
///
/// When the game has more than 2048 actions in all.
pub fn logit_limit(game: &Game, units: Units, effort: &Effort) -> Result<LogitBranch, SolveError> {
    let mut walk = Walk::new(game, units)?;
    let ended = walk.walk_to_limit(effort, |_| {})?;
    Ok(walk.branch(Vec::new(), ended))
}

/// The first point of the principal branch at a precision `lambda`, in one over payoff units.
///
/// # Errors
///
/// When `lambda` is negative or not finite, its point fails the fixed-point check (doubles pass it up to about 1e5 over
/// the payoff range), or the game has more than 2048 actions in all.
///
/// ```
/// use moloch_core::Effort;
/// use moloch_equilibrium::finite::{Game, homotopy::logit_at};
///
/// let dilemma = Game::symmetric_two_player(&[[3, 0], [4, 1]])?;
/// let point = logit_at(&dilemma, 2.0, &Effort::unlimited())?.response.expect("reached");
/// // Defecting earns one more whatever the other does: its odds are exp(2) to 1.
/// assert!((point.profile.mixes()[0][1] - 1.0 / (1.0 + (-2.0_f64).exp())).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn logit_at(game: &Game, lambda: f64, effort: &Effort) -> Result<LogitPoint, SolveError> {
    let mut walk = Walk::new(game, Units::AsGiven)?;
    let precision = lambda * walk.tracer.equations.unit;
    if !(lambda >= 0.0 && precision.is_finite()) {
        return Err(SolveError::Argument {
            task: "find a quantal response",
            what: "lambda",
            found: lambda.to_string(),
            expected: "a finite number, zero or more",
        });
    }
    let (reached, status) = walk.walk_to_precision(precision, effort);
    let counters = walk.counters();
    let response = match reached {
        Some(point) => Some(walk.certify(lambda, &point)?),
        None => None,
    };
    Ok(LogitPoint { response, status, counters })
}

/// How a walk along the branch ended.
struct Ended {
    limit: Option<Polished>,
    status: Status,
}

/// A walk along the principal branch of one game.
struct Walk<'a> {
    game: &'a Game,
    tracer: Tracer<'a>,
    steps: u64,
    last_support: Vec<bool>,
    /// What Newton's method found on the last support.
    candidate: Option<Exact>,
    /// The precision at which it was looked for.
    looked_at: f64,
}

impl<'a> Walk<'a> {
    fn new(game: &'a Game, units: Units) -> Result<Self, SolveError> {
        let tensor = Tensor::new(game, "follow the logit branch")?;
        let tracer = Tracer::new(Equations::new(tensor, units));
        Ok(Self { game, tracer, steps: 0, last_support: Vec::new(), candidate: None, looked_at: 0.0 })
    }

    /// Walks until the limit is identified; `seen` looks at every point.
    fn walk_to_limit(&mut self, effort: &Effort, mut seen: impl FnMut(&mut Self)) -> Result<Ended, SolveError> {
        let mut watch = effort.watch("steps along the logit branch");
        loop {
            if let Err(stop) = self.allowed(&mut watch) {
                return Ok(Ended { limit: None, status: stop.into() });
            }
            if !self.tracer.advance() {
                return self.given_up();
            }
            self.steps += 1;
            seen(self);
            if let Some(limit) = self.identified()? {
                return Ok(Ended { limit: Some(limit), status: self.converged() });
            }
            if self.tracer.precision() > LAST_PRECISION {
                let limit = as_found(&self.tracer.equations.tensor, &self.mixes())?;
                let bound = format!("lambda {LAST_PRECISION:e} over the largest stake");
                return Ok(Ended { limit, status: Status::BoundActive { bound } });
            }
        }
    }

    /// The branch cannot be followed further, as happens on the way to an irregular limit.
    fn given_up(&mut self) -> Result<Ended, SolveError> {
        let mixes = self.mixes();
        let equations = &mut self.tracer.equations;
        let near = nearest(&equations.tensor, &mixes, &mut equations.bench);
        let start = equations.tensor.profile(&mixes)?;
        let near = near.map(|exact| finished(&equations.tensor, &start, &exact, equations.bench.newton_steps));
        let near = near.transpose()?.filter(|limit| limit.distance < NEAR_IRREGULAR);
        let limit = if near.is_some() { near } else { as_found(&equations.tensor, &mixes)? };
        let what = format!("the tangent of the logit branch at lambda {:e}", self.lambda());
        Ok(Ended { limit, status: Status::NonFinite { what } })
    }

    fn allowed(&self, watch: &mut moloch_core::Watch<'_>) -> Result<(), Stop> {
        if self.steps >= MAX_STEPS {
            return Err(Stop::OutOfSteps { done: self.steps });
        }
        watch.step()
    }

    fn converged(&self) -> Status {
        Status::Converged { iterations: usize::try_from(self.steps).unwrap_or(usize::MAX) }
    }

    /// The equilibrium next to the branch, once the branch is close to it.
    fn identified(&mut self) -> Result<Option<Polished>, SolveError> {
        let precision = self.tracer.precision();
        if precision < LIMIT_FROM {
            return Ok(None);
        }
        let mixes = self.mixes();
        let equations = &mut self.tracer.equations;
        equations.tensor.evaluate(&mixes, &mut equations.bench.local);
        let support = likely_support(&equations.tensor, &mixes, &equations.bench.local.values);
        if support != self.last_support || precision > LOOK_AGAIN * self.looked_at {
            self.looked_at = precision;
            self.candidate = nearest(&equations.tensor, &mixes, &mut equations.bench);
            self.last_support = support;
        }
        let Some(candidate) = &self.candidate else { return Ok(None) };
        let apart = candidate.mixes.iter().zip(&mixes).map(|(limit, here)| (limit - here).abs());
        let distance = moloch_core::worst(apart);
        let is_limit = if candidate.is_regular {
            distance < AT_LIMIT
        } else {
            precision > IRREGULAR_FROM && distance < NEAR_IRREGULAR
        };
        if !is_limit {
            return Ok(None);
        }
        let start = equations.tensor.profile(&mixes)?;
        Ok(Some(finished(&equations.tensor, &start, candidate, equations.bench.newton_steps)?))
    }

    /// Walks until the branch first has this precision.
    fn walk_to_precision(&mut self, precision: f64, effort: &Effort) -> (Option<Vec<f64>>, Status) {
        let mut watch = effort.watch("steps along the logit branch");
        if precision <= 0.0 {
            return (Some(self.tracer.point.clone()), self.converged());
        }
        while self.tracer.precision() < precision {
            if let Err(stop) = self.allowed(&mut watch) {
                return (None, stop.into());
            }
            let earlier = self.tracer.point.clone();
            if !self.tracer.advance() {
                break;
            }
            self.steps += 1;
            if self.tracer.precision() >= precision {
                let found = self.tracer.between(&earlier, precision);
                if found.is_some() {
                    return (found, self.converged());
                }
            }
        }
        let what = format!("the tangent of the logit branch at lambda {:e}", self.lambda());
        (None, Status::NonFinite { what })
    }

    fn lambda(&self) -> f64 {
        self.tracer.precision() / self.tracer.equations.unit
    }

    fn mixes(&self) -> Vec<f64> {
        self.tracer.equations.mixes_at(&self.tracer.point)
    }

    /// The current point, refined and certified.
    fn certified(&mut self) -> Result<Certified<QuantalResponse>, SolveError> {
        let point = self.tracer.refined();
        let lambda = point[point.len() - 1] / self.tracer.equations.unit;
        self.certify(lambda, &point)
    }

    fn certify(&self, lambda: f64, point: &[f64]) -> Result<Certified<QuantalResponse>, SolveError> {
        let equations = &self.tracer.equations;
        let profile = equations.tensor.profile(&equations.mixes_at(point))?;
        let certificate = logit_certificate(self.game, lambda, &profile)?;
        Ok(Certified::new(QuantalResponse { lambda, profile }, certificate)?)
    }

    fn counters(&self) -> Vec<Counter> {
        let corrections = self.tracer.corrections;
        vec![
            Counter { what: "steps along the branch", count: self.steps },
            Counter { what: "Newton corrections", count: corrections },
            Counter { what: "Newton steps of the polish", count: self.tracer.equations.bench.newton_steps },
        ]
    }

    fn branch(self, points: Vec<Certified<QuantalResponse>>, ended: Ended) -> LogitBranch {
        LogitBranch {
            points,
            limit: ended.limit,
            last_lambda: self.lambda(),
            turning_points: self.tracer.turning_points,
            bifurcations: self.tracer.bifurcations,
            status: ended.status,
            counters: self.counters(),
        }
    }
}
