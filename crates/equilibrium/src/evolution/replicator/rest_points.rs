//! All isolated rest points of the one-population replicator dynamics, with their stability.

use moloch_core::{Completeness, Effort, Status};
use nalgebra::DMatrix;

use super::super::error::EvolutionError;
use super::super::ess::level_point;
use super::super::finite_populations::own_payoffs;
use crate::finite::{Counter, Game, Rational, nearest_f64};

/// Strategies of a game whose supports are gone through.
pub const MAX_STRATEGIES: usize = 20;
/// Real parts below this share of the payoff range count as zero.
const NEUTRAL: f64 = 1e-9;

/// What a small disturbance does, judged by the eigenvalues of the linearised dynamics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stability {
    /// All real parts are negative: disturbances die out.
    Attracting,
    /// All real parts are positive: disturbances grow.
    Repelling,
    /// Some grow, some die out.
    Saddle,
    /// Some real part is zero to rounding and none is positive: the linear part does not decide.
    Undecided,
}

/// A rest point of the replicator dynamics.
#[derive(Clone, Debug, PartialEq)]
pub struct RestPoint {
    /// The shares, exactly.
    pub mix: Vec<Rational>,
    /// Whether it is a symmetric equilibrium of the game, exactly: no strategy that nobody plays would earn more.
    pub is_nash: bool,
    /// Eigenvalues within the simplex as (real, imaginary), in payoff units; those of unplayed strategies are what they
    /// would earn beyond the average.
    pub eigenvalues: Vec<(f64, f64)>,
    /// What they say.
    pub stability: Stability,
}

/// The rest points of one game.
#[derive(Clone, Debug, PartialEq)]
pub struct RestPoints {
    /// The isolated ones, small supports first.
    pub points: Vec<RestPoint>,
    /// Supports (as lists of strategies from 0) whose level-payoff equations are singular: they may carry whole sets of
    /// rest points, which are not listed.
    pub degenerate: Vec<Vec<usize>>,
    /// Whether all supports were solved.
    pub completeness: Completeness,
    /// How the search ended.
    pub status: Status,
    /// Supports solved.
    pub counters: Vec<Counter>,
}

const TASK: &str = "find rest points";

/// All isolated rest points of the one-population replicator dynamics of a symmetric two-player game: on every support, the
/// shares at which all its strategies earn the same. Shares are exact, eigenvalues are doubles.
///
/// One step of effort per support.
///
/// # Errors
///
/// When the players cannot change seats or there are more than [`MAX_STRATEGIES`] strategies.
pub fn rest_points(game: &Game, effort: &Effort) -> Result<RestPoints, EvolutionError> {
    let payoffs = own_payoffs(game, TASK)?;
    let count = payoffs.len();
    if count > MAX_STRATEGIES {
        let expected = format!("at most {MAX_STRATEGIES}");
        return Err(EvolutionError::range(TASK, "the number of strategies", count, expected));
    }
    let range = game.payoff_bounds(0).map_or(0.0, |(low, high)| nearest_f64(&(high - low)));
    let mut supports: Vec<u32> = (1..1_u32 << count).collect();
    supports.sort_by_key(|support| (support.count_ones(), support.reverse_bits()));
    let mut watch = effort.watch("supports").of(supports.len() as u64);
    let (mut points, mut degenerate, mut stopped) = (Vec::new(), Vec::new(), None);
    for support in supports {
        if let Err(stop) = watch.step() {
            stopped = Some(stop);
            break;
        }
        let members: Vec<usize> = (0..count).filter(|member| support >> member & 1 == 1).collect();
        match level_point(&payoffs, &members) {
            None => degenerate.push(members),
            Some((_, weights)) if weights.iter().any(|weight| *weight <= Rational::ZERO) => {}
            Some((value, weights)) => points.push(rest_point(&payoffs, &members, &value, &weights, range)),
        }
    }
    let completeness = match stopped {
        Some(stop) => Completeness::Partial { why: stop.to_string(), not_searched: "larger supports".to_owned() },
        None if degenerate.is_empty() => Completeness::Complete("every support was solved exactly"),
        None => Completeness::Partial {
            why: "some supports have singular equations".to_owned(),
            not_searched: format!("{} supports, listed as degenerate", degenerate.len()),
        },
    };
    let counters = vec![Counter { what: "supports", count: watch.done() }];
    let status = stopped.map_or(Status::ClosedForm, Status::from);
    Ok(RestPoints { points, degenerate, completeness, status, counters })
}

fn rest_point(
    payoffs: &[Vec<Rational>],
    members: &[usize],
    value: &Rational,
    weights: &[Rational],
    range: f64,
) -> RestPoint {
    let mut mix = vec![Rational::ZERO; payoffs.len()];
    members.iter().zip(weights).for_each(|(&member, weight)| mix[member].clone_from(weight));
    let earned = super::super::ess::certificate::against(payoffs, &mix);
    let unplayed = (0..mix.len()).filter(|strategy| mix[*strategy].is_zero());
    let mut eigenvalues: Vec<(f64, f64)> =
        unplayed.map(|strategy| (nearest_f64(&(&earned[strategy] - value)), 0.0)).collect();
    eigenvalues.extend(inner_eigenvalues(payoffs, members, weights));
    let is_nash = earned.iter().all(|payoff| payoff <= value);
    let stability = judged(&eigenvalues, range);
    RestPoint { mix, is_nash, eigenvalues, stability }
}

/// Eigenvalues among disturbances within the support: of the matrix whose entry (i, j) is the share of i times what i earns
/// beyond the average from a little more of j instead of the last strategy.
fn inner_eigenvalues(payoffs: &[Vec<Rational>], members: &[usize], weights: &[Rational]) -> Vec<(f64, f64)> {
    let Some((&last, others)) = members.split_last() else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    let gain = |i: usize, j: usize| &payoffs[i][j] - &payoffs[i][last];
    // At a rest point the average changes by the weighted sum of gains plus differences of equal payoffs: zero.
    let average: Vec<Rational> = others
        .iter()
        .map(|&j| members.iter().zip(weights).fold(Rational::ZERO, |sum, (&i, weight)| sum + weight * gain(i, j)))
        .collect();
    let entry = |row: usize, column: usize| {
        nearest_f64(&(&weights[row] * (gain(others[row], others[column]) - &average[column])))
    };
    let matrix = DMatrix::from_fn(others.len(), others.len(), entry);
    matrix.complex_eigenvalues().iter().map(|value| (value.re, value.im)).collect()
}

fn judged(eigenvalues: &[(f64, f64)], range: f64) -> Stability {
    let limit = NEUTRAL * range;
    let (growing, shrinking) = (|(real, _): &(f64, f64)| *real > limit, |(real, _): &(f64, f64)| *real < -limit);
    if eigenvalues.iter().all(shrinking) {
        Stability::Attracting
    } else if eigenvalues.iter().all(growing) {
        Stability::Repelling
    } else if eigenvalues.iter().any(growing) {
        Stability::Saddle
    } else {
        Stability::Undecided
    }
}
