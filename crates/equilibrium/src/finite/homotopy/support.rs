//! Newton's method on a guessed support, and the guess corrected by what Newton finds.

use super::dense::{Factored, shortest_solution, size_of};
use super::face::Face;
use super::tensor::{Local, Tensor, largest};

/// Most Newton steps on one support near an equilibrium, and where many supports are tried.
const MAX_STEPS: usize = 40;
const FEW_STEPS: usize = 9;
/// A probability this far outside 0 to 1 leads nowhere.
const FAR: f64 = 2.0;
/// A Newton step is shortened so that no probability moves by more.
const LONGEST_STEP: f64 = 0.5;
/// Steps below this are the limit of doubles.
const SMALLEST_STEP: f64 = 1e-15;
/// Newton has converged when a step this small is followed by one that is not smaller.
const CONVERGED: f64 = 1e-11;
/// Singular equations are pursued in a hurry only where gains, in units of the player's range, are as small as this: singular
/// at a root, they are those of a continuum; far from one they lead nowhere.
const NEARLY_BALANCED: f64 = 1e-3;
/// A regret below this, in units of the player's range, counts as none.
pub(super) const EXACT_REGRET: f64 = 1e-12;

/// A point at which everything played earns the same.
#[derive(Clone, Debug)]
pub(super) struct Balanced {
    /// The probabilities; those outside the support are zero, the others may be negative.
    pub(super) mixes: Vec<f64>,
    /// The sign of the determinant that decides the index; zero for a singular system.
    pub(super) sign: f64,
}

/// An equilibrium to working precision.
#[derive(Clone, Debug)]
pub(super) struct Exact {
    pub(super) mixes: Vec<f64>,
    /// Whether the equations of the support decide the point and nothing else is a best reply.
    pub(super) is_regular: bool,
    /// Index of a regular equilibrium.
    pub(super) index: Option<i8>,
}

/// What the search works with: room for payoffs and a count of Newton steps.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) local: Local,
    pub(super) newton_steps: u64,
    most_steps: usize,
    /// Room for the equations of one Newton step.
    matrix: Vec<f64>,
    step: Vec<f64>,
}

impl Default for Bench {
    fn default() -> Self {
        Self { local: Local::default(), newton_steps: 0, most_steps: MAX_STEPS, matrix: Vec::new(), step: Vec::new() }
    }
}

impl Bench {
    /// For methods that try one support after the other: Newton's method is quick or given up.
    pub(super) fn hasty() -> Self {
        Self { most_steps: FEW_STEPS, ..Self::default() }
    }
}

/// Actions whose probability is larger than what they fall short of the best reply: at an equilibrium exactly the
/// played ones.
pub(super) fn likely_support(tensor: &Tensor<'_>, mixes: &[f64], values: &[f64]) -> Vec<bool> {
    let mut support = vec![false; mixes.len()];
    for player in 0..tensor.players() {
        let best = tensor.best(player, values);
        for place in tensor.range(player) {
            support[place] = mixes[place] > best - values[place];
        }
        support[largest(mixes, tensor.range(player))] = true;
    }
    support
}

/// Corrects a guessed support a few times until Newton's point is an equilibrium: what gets a negative probability
/// goes, what would earn more than the rest comes.
pub(super) fn settle(
    tensor: &Tensor<'_>,
    start: &[f64],
    mut support: Vec<bool>,
    rounds: usize,
    bench: &mut Bench,
) -> Option<Exact> {
    let mut start = start.to_vec();
    // Nobody plays nothing.
    tensor.likeliest(&start).into_iter().for_each(|place| support[place] = true);
    for _ in 0..rounds {
        let balanced = balance(tensor, &start, &support, bench)?;
        let values = &bench.local.values;
        if let Some(exact) = judged(tensor, &balanced, values) {
            return Some(exact);
        }
        let corrected = corrected(tensor, &balanced.mixes, values, &support);
        if corrected == support {
            return None;
        }
        support = corrected;
        start = balanced.mixes;
    }
    None
}

/// Solves the indifference equations of a support; payoffs at the solution are left on the bench.
pub(super) fn balance(tensor: &Tensor<'_>, start: &[f64], support: &[bool], bench: &mut Bench) -> Option<Balanced> {
    let start = within(tensor, start, support);
    let face = Face::new(tensor, &start, support);
    let mut shares = face.shares(&start);
    let Bench { local, newton_steps, most_steps, matrix, step } = bench;
    let mut last = f64::INFINITY;
    for _ in 0..*most_steps {
        face.system(&shares, &mut local.sums, matrix, step);
        let (size, is_last) = (step.len(), last <= SMALLEST_STEP || step.is_empty());
        let factored = Factored::new(std::mem::take(matrix), size);
        let sign = factored.sign;
        if !is_last {
            *newton_steps += 1;
            if factored.is_regular() {
                factored.solve(step);
            } else if *most_steps == FEW_STEPS && size_of(step) > NEARLY_BALANCED {
                return None;
            } else {
                face.system(&shares, &mut local.sums, matrix, step);
                *step = shortest_solution(matrix, size, step)?;
            }
        }
        *matrix = factored.into_room();
        let length = size_of(step);
        if is_last || last < CONVERGED && length >= 0.5 * last {
            face.values(&shares, &mut local.sums, &mut local.values);
            return Some(Balanced { mixes: face.mixes(&shares), sign });
        }
        if !length.is_finite() || shares.iter().any(|share| share.abs() > FAR) {
            return None;
        }
        face.advance(&mut shares, step, (LONGEST_STEP / length).min(1.0));
        last = length;
    }
    None
}

/// The start restricted to the support, nothing below a small share of it.
fn within(tensor: &Tensor<'_>, start: &[f64], support: &[bool]) -> Vec<f64> {
    let mut mixes = vec![0.0; start.len()];
    for player in 0..tensor.players() {
        let range = tensor.range(player);
        let played = |place: usize| if support[place] { start[place].max(1e-3) } else { 0.0 };
        let sum: f64 = range.clone().map(played).sum();
        for place in range {
            mixes[place] = played(place) / sum;
        }
    }
    mixes
}

/// The point as an equilibrium, if it is one.
fn judged(tensor: &Tensor<'_>, balanced: &Balanced, values: &[f64]) -> Option<Exact> {
    if balanced.mixes.iter().any(|&share| share < -EXACT_REGRET) {
        return None;
    }
    let mixes: Vec<f64> = balanced.mixes.iter().map(|share| share.max(0.0)).collect();
    let regret = tensor.regret(&mixes, values);
    if regret.is_nan() || regret > EXACT_REGRET {
        return None;
    }
    let is_strict = |player: usize| {
        let best = tensor.best(player, values);
        tensor.range(player).all(|place| (mixes[place] > 1e-9) != (best - values[place] > 1e-9))
    };
    let is_regular = balanced.sign != 0.0 && (0..tensor.players()).all(is_strict);
    let index = is_regular.then_some(if balanced.sign > 0.0 { 1 } else { -1 });
    Some(Exact { mixes, is_regular, index })
}

fn corrected(tensor: &Tensor<'_>, mixes: &[f64], values: &[f64], support: &[bool]) -> Vec<bool> {
    let mut corrected: Vec<bool> =
        support.iter().zip(mixes).map(|(&played, &share)| played && share >= -EXACT_REGRET).collect();
    for player in 0..tensor.players() {
        let range = tensor.range(player);
        let best = largest(values, range.clone());
        let likeliest = largest(mixes, range);
        if values[best] > values[likeliest] + EXACT_REGRET {
            corrected[best] = true;
        }
        corrected[likeliest] = true;
    }
    corrected
}
