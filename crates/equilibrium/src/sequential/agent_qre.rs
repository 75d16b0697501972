//! Agent quantal response equilibria along the principal branch.

use moloch_core::{Certificate, Certified, Effort, Stop, Watch};
use nalgebra::{DMatrix, DVector};

use super::agent_polish::{Polished, polished};
use super::agent_system::{AgentSystem, Linearised};
use super::behaviour::Behaviour;
use super::certificate::{exact_regrets, logit_residual};
use super::error::SequentialError;
use super::tree::Tree;
use crate::finite::Counter;

const TASK: &str = "follow the agent quantal response equilibria";
/// Lambda at which following stops: beyond it doubles cannot tell responses apart.
const LAMBDA_MAX: f64 = 1e13;
/// Regret, relative to the payoff range, at which the limit counts as reached.
const LIMIT_REGRET: f64 = 2e-11;
const FIRST_STEP: f64 = 0.05;
const SHORTEST_STEP: f64 = 1e-9;
/// Newton corrections of one step.
const CORRECTIONS: usize = 8;
/// Largest residual that ends the corrections, on top of rounding.
const RESIDUAL: f64 = 1e-11;

/// An agent quantal response equilibrium.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentQuantal {
    /// Precision, per unit of the largest payoff range of any player.
    pub lambda: f64,
    /// Precision per unit of payoff, as in the literature.
    pub lambda_per_payoff: f64,
    /// The behaviour, with the residual of its fixed point as certificate.
    pub behaviour: Certified<Behaviour>,
    /// Steps and corrections.
    pub counters: Vec<Counter>,
}

/// A Nash equilibrium in doubles as the limit of agent quantal response equilibria.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentLimit {
    /// Precision at which following stopped.
    pub lambda: f64,
    /// The behaviour; its certificate is the regret on the tree, computed exactly.
    pub behaviour: Certified<Behaviour>,
    /// Zero where the behaviour is a point of the branch. Otherwise doubles lost the branch on its way, the behaviour is
    /// the equilibrium next to its last point, and this is the largest distance of the probability of a strategy.
    pub distance: f64,
    /// Steps and corrections.
    pub counters: Vec<Counter>,
}

#[doc = include_str!("agent_qre.md")]
///
/// # Errors
///
/// When `lambda` is not a nonnegative number, recall is imperfect, there are too many actions, the budget ends first, or
/// the branch cannot be followed so far.
pub fn agent_qre(tree: &Tree, lambda: f64, effort: &Effort) -> Result<AgentQuantal, SequentialError> {
    if !(0.0..=LAMBDA_MAX).contains(&lambda) {
        return Err(SequentialError::WrongTree {
            task: TASK,
            found: format!("lambda is {lambda}"),
            expected: "a number from 0 to 1e13",
            next: "use `agent_limit` for the limit",
        });
    }
    let system = AgentSystem::new(tree, TASK)?;
    let mut branch = Branch::new(&system, effort);
    while branch.lambda() < lambda {
        branch.advance(Some(lambda))?;
    }
    let behaviour = Behaviour::new(tree, system.mixes(branch.logs()))?;
    let certificate = logit_residual(tree, &behaviour, lambda)?;
    Ok(AgentQuantal {
        lambda,
        lambda_per_payoff: if system.scale > 0.0 { lambda / system.scale } else { lambda },
        behaviour: Certified::new(behaviour, certificate)?,
        counters: branch.counters(),
    })
}

/// The limit of the principal branch: a Nash equilibrium in doubles, followed until nobody gains more than 2e-11 of the
/// payoff range, or as far as doubles go. One step of `effort` is one step along the branch.
///
/// # Errors
///
/// When recall is imperfect, there are too many actions, the budget ends first, or no equilibrium is found within 0.01 of
/// the place where doubles lose the branch.
pub fn agent_limit(tree: &Tree, effort: &Effort) -> Result<AgentLimit, SequentialError> {
    let system = AgentSystem::new(tree, TASK)?;
    let mut branch = Branch::new(&system, effort);
    let mut best: Option<Candidate> = None;
    let mut next_look = 8.0;
    loop {
        let moved = if system.size() == 0 { Ok(()) } else { branch.advance(None) };
        let is_over = moved.is_err() || branch.lambda() >= LAMBDA_MAX || system.size() == 0;
        if branch.lambda() >= next_look || is_over {
            next_look = branch.lambda() * 2.0;
            let found = Candidate::new(tree, &system, &branch)?;
            if best.as_ref().is_none_or(|best| found.certificate.relative() < best.certificate.relative()) {
                best = Some(found);
            }
        }
        let is_reached = best.as_ref().is_some_and(|best| best.certificate.relative() <= LIMIT_REGRET);
        match (best.take(), moved) {
            (Some(found), Err(error)) if !found.certificate.passes() => return found.polished(tree, &branch, error),
            (Some(found), _) if is_over || is_reached => return found.certified(&branch),
            (None, Err(error)) => return Err(error),
            (found, _) => best = found,
        }
    }
}

/// A point of the branch judged as a Nash equilibrium.
struct Candidate {
    lambda: f64,
    behaviour: Behaviour,
    certificate: Certificate,
}

impl Candidate {
    fn new(tree: &Tree, system: &AgentSystem, branch: &Branch<'_>) -> Result<Self, SequentialError> {
        let behaviour = Behaviour::new(tree, system.mixes(branch.logs()))?;
        let certificate = exact_regrets(tree, &behaviour.to_exact())?.certificate_of_doubles();
        Ok(Self { lambda: branch.lambda(), behaviour, certificate })
    }

    fn certified(self, branch: &Branch<'_>) -> Result<AgentLimit, SequentialError> {
        let behaviour = Certified::new(self.behaviour, self.certificate)?;
        Ok(AgentLimit { lambda: self.lambda, behaviour, distance: 0.0, counters: branch.counters() })
    }

    /// The equilibrium next to the place where the branch was lost; the loss itself where there is none, or where the
    /// budget ended.
    fn polished(self, tree: &Tree, branch: &Branch<'_>, lost: SequentialError) -> Result<AgentLimit, SequentialError> {
        if matches!(lost, SequentialError::Stopped { .. }) {
            return Err(lost);
        }
        let Some(Polished { behaviour, certificate, distance }) = polished(tree, &self.behaviour)? else {
            return Err(lost);
        };
        let behaviour = Certified::new(behaviour, certificate)?;
        Ok(AgentLimit { lambda: self.lambda, behaviour, distance, counters: branch.counters() })
    }
}

fn stuck(lambda: f64) -> SequentialError {
    SequentialError::Failed {
        task: TASK,
        why: format!("the branch could not be followed beyond lambda = {lambda:.6e}"),
        next: "use `sequence_form` or `subgame_perfect`",
    }
}

/// A point on the branch, the direction in which it goes on, and how far the next step reaches.
struct Branch<'a> {
    system: &'a AgentSystem,
    watch: Watch<'a>,
    /// Log-probabilities, then lambda.
    point: DVector<f64>,
    tangent: DVector<f64>,
    step: f64,
    corrections: u64,
}

impl<'a> Branch<'a> {
    fn new(system: &'a AgentSystem, effort: &'a Effort) -> Self {
        let size = system.size();
        let point = system.centre().insert_row(size, 0.0);
        let mut tangent = DVector::zeros(size + 1);
        tangent[size] = 1.0;
        Self { system, watch: effort.watch("steps along the branch"), point, tangent, step: FIRST_STEP, corrections: 0 }
    }

    fn lambda(&self) -> f64 {
        self.point[self.system.size()]
    }

    fn logs(&self) -> &[f64] {
        &self.point.as_slice()[..self.system.size()]
    }

    fn counters(&self) -> Vec<Counter> {
        vec![
            Counter { what: "steps along the branch", count: self.watch.done() },
            Counter { what: "corrections", count: self.corrections },
        ]
    }

    /// One step of prediction and correction; it ends exactly on `target` rather than beyond it.
    fn advance(&mut self, target: Option<f64>) -> Result<(), SequentialError> {
        let size = self.system.size();
        loop {
            self.watch.step().map_err(|stop: Stop| SequentialError::Stopped { task: TASK, stop })?;
            if self.step < SHORTEST_STEP * (1.0 + self.lambda()) {
                return Err(stuck(self.lambda()));
            }
            let Some(tangent) = self.tangent_here() else { return Err(stuck(self.lambda())) };
            let mut length = self.step;
            let mut border = tangent.clone();
            if let Some(target) = target
                && self.lambda() + length * tangent[size] >= target
            {
                length = (target - self.lambda()) / tangent[size];
                // The last step keeps lambda on the target.
                border.fill(0.0);
                border[size] = 1.0;
            }
            let predicted = &self.point + &tangent * length;
            let Some((corrected, rounds)) = self.corrected(predicted.clone(), &border) else {
                self.step *= 0.4;
                continue;
            };
            let moved = (&corrected - &predicted).norm();
            if moved > 0.3 * length.max(self.step) + 0.3 || corrected[size] < 0.0 {
                self.step *= 0.4;
                continue;
            }
            self.tangent = tangent;
            self.point = corrected;
            self.step *= if rounds <= 2 {
                2.0
            } else if rounds <= 4 {
                1.3
            } else {
                0.7
            };
            return Ok(());
        }
    }

    /// The direction of the branch, pointing onwards.
    fn tangent_here(&self) -> Option<DVector<f64>> {
        let size = self.system.size();
        let jacobian = self.system.linearised(self.logs(), self.lambda()).jacobian;
        let mut right = DVector::zeros(size + 1);
        right[size] = 1.0;
        let direction = bordered(jacobian, &self.tangent).lu().solve(&right)?;
        let norm = direction.norm();
        (norm.is_finite() && norm > 0.0).then(|| direction / norm)
    }

    /// Newton's method within the plane through the prediction that stands across `border`.
    fn corrected(&mut self, mut point: DVector<f64>, border: &DVector<f64>) -> Option<(DVector<f64>, usize)> {
        let size = self.system.size();
        let mut before = f64::INFINITY;
        for round in 0..CORRECTIONS {
            let lambda = point[size];
            let Linearised { residual, jacobian, rounding } = self.system.linearised(&point.as_slice()[..size], lambda);
            // In units of what is allowed to remain.
            let allowed = residual.iter().zip(&rounding);
            let error = allowed.map(|(left, rounding)| left.abs() / rounding.max(RESIDUAL)).fold(0.0, f64::max);
            if !residual.amax().is_finite() || (round > 2 && error > 0.5 * before) {
                // No further correction helps; the point may still be as good as rounding lets it be.
                return (error <= 100.0).then_some((point, round));
            }
            if error <= 1.0 {
                return Some((point, round));
            }
            before = error;
            self.corrections += 1;
            // A prediction so far off is not corrected but shortened.
            let is_far = round == 0 && residual.amax() > 50.0 + 0.2 * lambda.abs();
            let change = bordered(jacobian, border).lu().solve(&-residual.insert_row(size, 0.0))?;
            if is_far || !change.iter().all(|entry| entry.is_finite()) {
                return None;
            }
            point += change;
        }
        None
    }
}

/// The Jacobian with one more row.
fn bordered(jacobian: DMatrix<f64>, row: &DVector<f64>) -> DMatrix<f64> {
    let size = jacobian.nrows();
    let mut square = jacobian.insert_row(size, 0.0);
    square.row_mut(size).tr_copy_from(row);
    square
}
