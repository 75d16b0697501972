//! Newton's method on the totals of the segments, kept safe by coordinate bisection.

use super::prepared::Prepared;
use super::totals::Totals;
use super::{StageEquilibrium, StageError, StageGame};

/// Where the solver starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// From the closed form of labs without convex costs.
    Cold,
    /// From the equilibrium that the caller hands in, last month's for instance; cold if its shape does not fit.
    Warm,
}

/// Memory that the solver reuses from call to call.
#[derive(Debug, Default, Clone)]
pub struct Workspace {
    prepared: Prepared,
    at: Totals,
    next: Totals,
    matrix: Vec<f64>,
    step: Vec<f64>,
}

/// Newton steps at most.
const STEPS: usize = 200;
/// Relative step below which the totals are exact up to rounding: convergence is quadratic.
const SETTLED: f64 = 1e-13;
/// Residual at which a step that no longer improves is put down to rounding.
const ROUNDING: f64 = 1e-11;
/// Relative width at which bisection leaves a total to Newton's method.
const COARSE: f64 = 1e-9;
/// A total changes by at most this factor in one step.
const FACTOR: f64 = 16.0;

impl StageGame<'_> {
    /// The equilibrium, with memory of its own; [`solve_stage`] reuses memory.
    ///
    /// # Errors
    /// Those of [`StageGame::check`], or [`StageError::NotConverged`].
    pub fn solve(&self) -> Result<StageEquilibrium, StageError> {
        let mut equilibrium = StageEquilibrium::default();
        solve_stage(self, Start::Cold, &mut equilibrium, &mut Workspace::default())?;
        Ok(equilibrium)
    }
}

/// Solves a stage game into `equilibrium`; allocates nothing once `equilibrium` and `workspace` have its size.
///
/// The unknowns are the totals $`Y_s`$ alone, however many labs there are. A Newton step that does not reduce the
/// excess is halved; where that does not help, each total is set by bisection with the others held fixed, which the
/// excess allows because it falls in the own total.
///
/// # Errors
/// Those of [`StageGame::check`], or [`StageError::NotConverged`].
pub fn solve_stage(
    game: &StageGame<'_>,
    start: Start,
    equilibrium: &mut StageEquilibrium,
    workspace: &mut Workspace,
) -> Result<(), StageError> {
    game.check()?;
    let (labs, segments) = (game.labs(), game.segments());
    let fits = equilibrium.totals.len() == segments && equilibrium.marginal.len() == labs;
    workspace.prepared.load(game);
    workspace.at.resize(labs, segments);
    workspace.next.resize(labs, segments);
    workspace.matrix.resize(segments * segments, 0.0);
    workspace.step.resize(segments, 0.0);
    let warm = (start == Start::Warm && fits).then_some(&*equilibrium);
    begin(game, warm, workspace);
    let iterations = iterate(game, workspace)?;
    write(&workspace.at, iterations, equilibrium);
    for lab in 0..labs {
        fit_cap(equilibrium, lab, game.cap_of(lab), workspace.prepared.held[lab]);
    }
    Ok(())
}

/// Sets the totals and the guesses of marginal costs from which the iteration starts.
fn begin(game: &StageGame<'_>, warm: Option<&StageEquilibrium>, workspace: &mut Workspace) {
    let Workspace { at, prepared, .. } = workspace;
    for (lab, effort) in at.efforts.iter_mut().enumerate() {
        effort.marginal = warm.map_or(game.terms.cost, |before| before.marginal[lab]);
    }
    for segment in 0..game.segments() {
        let guess = warm.map_or(0.0, |before| before.totals[segment]);
        let usable = prepared.live[segment] && guess.is_finite() && guess > 0.0;
        at.levels[segment] = if usable { guess } else { closed_form_total(game, prepared, segment) };
    }
}

/// The total of a segment if every lab that can race did so at the lowest price: the positive root of
/// $`y/Y + k - 1 - Y\sum\kappa_i = 0`$ with $`\kappa_i = (c+\tau)/(M V a_i)`$.
fn closed_form_total(game: &StageGame<'_>, prepared: &Prepared, segment: usize) -> f64 {
    let standing = game.standing(segment);
    let (mut racing, mut weights) = (0.0, 0.0);
    for worth in prepared.worth.iter().skip(segment).step_by(game.segments()).filter(|worth| **worth > 0.0) {
        racing += 1.0;
        weights += (game.terms.cost + game.terms.tax) / worth;
    }
    if weights <= 0.0 {
        // Nobody chooses. An empty segment without a prize has no shares, and any total serves.
        return if standing > 0.0 { standing } else { 1.0 };
    }
    let rivals: f64 = racing - 1.0;
    let total = (rivals + (rivals * rivals + 4.0 * standing * weights).sqrt()) / (2.0 * weights);
    total.max(standing)
}

fn iterate(game: &StageGame<'_>, workspace: &mut Workspace) -> Result<usize, StageError> {
    workspace.at.evaluate(game, &workspace.prepared);
    for iteration in 1..=STEPS {
        let before = workspace.at.residual();
        if before == 0.0 {
            return Ok(iteration);
        }
        let Some(largest) = newton_step(workspace) else {
            coordinate_sweep(game, workspace);
            continue;
        };
        if take(game, workspace, before) {
            if largest <= SETTLED {
                return Ok(iteration);
            }
        } else if before <= ROUNDING {
            return Ok(iteration);
        } else {
            coordinate_sweep(game, workspace);
        }
    }
    Err(StageError::NotConverged { iterations: STEPS, residual: workspace.at.residual() })
}

/// Moves along the step, halved until the excess falls; false, and nowhere moved, if it does not.
fn take(game: &StageGame<'_>, workspace: &mut Workspace, before: f64) -> bool {
    let Workspace { at, next, step, prepared, .. } = workspace;
    let mut part = 1.0;
    for _ in 0..4 {
        next.efforts.copy_from_slice(&at.efforts);
        for s in 0..step.len() {
            // Totals stay positive: a step beyond a factor is cut there.
            let ratio = (1.0 + part * step[s]).clamp(1.0 / FACTOR, FACTOR);
            next.levels[s] = at.levels[s] * ratio;
        }
        next.evaluate(game, prepared);
        if next.residual() < before {
            std::mem::swap(at, next);
            return true;
        }
        part /= 2.0;
    }
    false
}

/// Solves for the relative step of every total; its largest entry, or `None` if the equations are singular.
fn newton_step(workspace: &mut Workspace) -> Option<f64> {
    let Workspace { at, matrix, step, .. } = workspace;
    matrix.copy_from_slice(&at.slopes);
    for (step, excess) in step.iter_mut().zip(&at.excess) {
        *step = -excess;
    }
    eliminate(matrix, step)?;
    Some(step.iter().fold(0.0, |largest: f64, step| largest.max(step.abs())))
}

/// Gaussian elimination with partial pivoting; the solution replaces `right`.
fn eliminate(matrix: &mut [f64], right: &mut [f64]) -> Option<()> {
    let n = right.len();
    for k in 0..n {
        let pivot = (k..n).max_by(|&a, &b| matrix[a * n + k].abs().total_cmp(&matrix[b * n + k].abs()))?;
        if pivot != k {
            for column in 0..n {
                matrix.swap(k * n + column, pivot * n + column);
            }
            right.swap(k, pivot);
        }
        let head = matrix[k * n + k];
        if !(head.is_finite() && head != 0.0) {
            return None;
        }
        for row in k + 1..n {
            let factor = matrix[row * n + k] / head;
            for column in k..n {
                matrix[row * n + column] -= factor * matrix[k * n + column];
            }
            right[row] -= factor * right[k];
        }
    }
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|column| matrix[k * n + column] * right[column]).sum();
        right[k] = (right[k] - known) / matrix[k * n + k];
    }
    right.iter().all(|x| x.is_finite()).then_some(())
}

/// Sets each total in turn to the root of its own excess, by bisection in logarithms.
fn coordinate_sweep(game: &StageGame<'_>, workspace: &mut Workspace) {
    let Workspace { at, prepared, .. } = workspace;
    for s in (0..game.segments()).filter(|&s| prepared.live[s]) {
        let (mut low, mut high) = (at.levels[s], at.levels[s]);
        at.evaluate(game, prepared);
        let rising = at.excess[s] > 0.0;
        for _ in 0..STEPS {
            let end = if rising { &mut high } else { &mut low };
            *end *= if rising { FACTOR } else { 1.0 / FACTOR };
            at.levels[s] = *end;
            at.evaluate(game, prepared);
            if (at.excess[s] > 0.0) != rising {
                break;
            }
            if rising { low = high } else { high = low }
        }
        while high / low > 1.0 + COARSE {
            let middle = (low * high).sqrt();
            at.levels[s] = middle;
            at.evaluate(game, prepared);
            if at.excess[s] > 0.0 { low = middle } else { high = middle }
        }
    }
}

fn write(at: &Totals, iterations: usize, equilibrium: &mut StageEquilibrium) {
    let StageEquilibrium { race, product, marginal, cap_price, totals, iterations: steps } = equilibrium;
    race.clone_from(&at.race);
    totals.clone_from(&at.levels);
    product.clear();
    product.extend(at.efforts.iter().map(|effort| effort.product));
    marginal.clear();
    marginal.extend(at.efforts.iter().map(|effort| effort.marginal));
    cap_price.clear();
    cap_price.extend(at.efforts.iter().map(|effort| effort.shadow));
    *steps = iterations;
}

/// Removes the rounding error of a race effort that stands at its cap: the difference of large numbers.
fn fit_cap(equilibrium: &mut StageEquilibrium, lab: usize, cap: f64, held: f64) {
    let segments = equilibrium.totals.len();
    let own = &mut equilibrium.race[lab * segments..(lab + 1) * segments];
    let spent: f64 = own.iter().sum();
    if held == 0.0 && spent > 0.0 && (equilibrium.cap_price[lab] > 0.0 || spent > cap) {
        for effort in own.iter_mut() {
            *effort *= cap / spent;
        }
    }
}
