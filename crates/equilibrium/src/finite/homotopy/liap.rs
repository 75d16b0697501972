//! Minimising the sum of squared gains.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Effort, Status, Stop, Watch};

use super::super::error::SolveError;
use super::super::game::Game;
use super::super::numerical::NumericalSet;
use super::super::set::Counter;
use super::answer::{Findings, add_new, iterations};
use super::simplex::project;
use super::support::{Bench, Exact, likely_support, settle};
use super::tensor::Tensor;

/// Starting points.
const STARTS: u64 = 20;
/// Descent steps from one starting point.
const MAX_DESCENT: u64 = 400;
/// Objective below which Newton's method takes over.
const NEAR: f64 = 1e-5;
/// Descent steps between two tries of Newton's method once the objective is small.
const PATIENCE: u64 = 10;
/// A projected step shorter than this is the bottom of a valley.
const BOTTOM: f64 = 1e-9;
const ROUNDS: usize = 6;

#[doc = include_str!("liap.md")]
///
/// # Errors
///
/// When the game has more than 2048 actions in all.
pub fn liap(game: &Game, effort: &Effort, seed: u64) -> Result<NumericalSet, SolveError> {
    let tensor = Tensor::new(game, "minimise the sum of squared gains")?;
    let mut search = Descent { tensor: &tensor, bench: Bench::default(), steps: 0, minima: 0, lowest: f64::INFINITY };
    let mut watch = effort.watch("descent steps");
    let mut found = Vec::new();
    let mut stopped = None;
    for start in 0..STARTS {
        match search.descend(&mut watch, seed, start) {
            Ok(Some(exact)) => {
                add_new(&mut found, exact);
            }
            Ok(None) => search.minima += 1,
            Err(stop) => {
                stopped = Some(stop);
                break;
            }
        }
    }
    let status = match stopped {
        Some(stop) => stop.into(),
        None if found.is_empty() => Status::Unreachable { best: search.lowest },
        None => Status::Converged { iterations: iterations(search.steps) },
    };
    let findings = Findings {
        method: "sum of squared gains minimised from several starts, polished (liap)",
        found,
        status,
        not_searched: "further starting points",
        counters: vec![
            Counter { what: "descent steps", count: search.steps },
            Counter { what: "starts without result", count: search.minima },
            Counter { what: "Newton steps", count: search.bench.newton_steps },
        ],
    };
    findings.into_set(&tensor)
}

struct Descent<'a> {
    tensor: &'a Tensor<'a>,
    bench: Bench,
    steps: u64,
    minima: u64,
    lowest: f64,
}

impl Descent<'_> {
    /// The centre first, then random profiles.
    fn start(&self, seed: u64, number: u64) -> Vec<f64> {
        if number == 0 {
            return self.tensor.centre();
        }
        let mut generator = stream(seed, "starting points of the descent", number);
        // Logarithms of uniform numbers, divided by their sum, are uniform on the simplex.
        let mut mixes: Vec<f64> = (0..self.tensor.total()).map(|_| -open_unit(&mut generator).ln()).collect();
        for player in 0..self.tensor.players() {
            let range = self.tensor.range(player);
            let sum: f64 = mixes[range.clone()].iter().sum();
            mixes[range].iter_mut().for_each(|share| *share /= sum);
        }
        mixes
    }

    /// Projected gradients with the step length of Barzilai and Borwein; the objective may rise for a few steps.
    fn descend(&mut self, watch: &mut Watch<'_>, seed: u64, number: u64) -> Result<Option<Exact>, Stop> {
        let mut mixes = self.start(seed, number);
        let (mut value, mut slope) = self.objective(&mixes);
        let mut recent = [value; 8];
        let mut length = 0.1;
        for step in 0..MAX_DESCENT {
            watch.step()?;
            self.steps += 1;
            if value < NEAR
                && step % PATIENCE == 0
                && let Some(exact) = self.finished(&mixes)
            {
                return Ok(Some(exact));
            }
            let highest = recent.iter().copied().fold(0.0, f64::max);
            let Some((next, next_value, next_slope)) = self.lower(&mixes, &slope, length, highest) else { break };
            let moved: Vec<f64> = next.iter().zip(&mixes).map(|(new, old)| new - old).collect();
            let bent: f64 =
                moved.iter().zip(next_slope.iter().zip(&slope)).map(|(m, (new, old))| m * (new - old)).sum();
            let square: f64 = moved.iter().map(|part| part * part).sum();
            length = if bent > 0.0 { (square / bent).clamp(1e-6, 1e3) } else { 1.0 };
            (mixes, value, slope) = (next, next_value, next_slope);
            recent[usize::try_from(step % 8).unwrap_or(0)] = value;
            self.lowest = self.lowest.min(value);
            if square.sqrt() < BOTTOM {
                break;
            }
        }
        Ok(if value < NEAR { self.finished(&mixes) } else { None })
    }

    /// A projected step that lowers the objective below the highest of the last few.
    fn lower(&mut self, mixes: &[f64], slope: &[f64], length: f64, highest: f64) -> Option<(Vec<f64>, f64, Vec<f64>)> {
        let mut next: Vec<f64> = mixes.iter().zip(slope).map(|(share, slope)| share - length * slope).collect();
        project(self.tensor, &mut next);
        let direction: Vec<f64> = next.iter().zip(mixes).map(|(new, old)| new - old).collect();
        let descent: f64 = direction.iter().zip(slope).map(|(part, slope)| part * slope).sum();
        let mut share = 1.0;
        for _ in 0..30 {
            let tried: Vec<f64> = mixes.iter().zip(&direction).map(|(here, part)| here + share * part).collect();
            let (value, gradient) = self.objective(&tried);
            if value <= highest + 1e-4 * share * descent {
                return Some((tried, value, gradient));
            }
            share *= 0.5;
        }
        None
    }

    fn finished(&mut self, mixes: &[f64]) -> Option<Exact> {
        self.tensor.evaluate(mixes, &mut self.bench.local);
        let support = likely_support(self.tensor, mixes, &self.bench.local.values);
        settle(self.tensor, mixes, support, ROUNDS, &mut self.bench)
    }

    /// The sum over actions of squared gains over what the player earns, with its gradient.
    fn objective(&mut self, mixes: &[f64]) -> (f64, Vec<f64>) {
        let tensor = self.tensor;
        tensor.evaluate(mixes, &mut self.bench.local);
        let local = &self.bench.local;
        let (total, earned) = (tensor.total(), tensor.earned(mixes, &local.values));
        let (mut value, mut slope) = (0.0, vec![0.0; total]);
        for player in 0..tensor.players() {
            let range = tensor.range(player);
            let gains: Vec<f64> = range.clone().map(|place| (local.values[place] - earned[player]).max(0.0)).collect();
            let sum: f64 = gains.iter().sum();
            value += gains.iter().map(|gain| gain * gain).sum::<f64>();
            for (gain, place) in gains.iter().zip(range) {
                // An action's own gain rises with its payoff, everybody's falls with what is earned.
                let weight = 2.0 * (gain - sum * mixes[place]);
                let row = &local.pairs[place * total..(place + 1) * total];
                slope.iter_mut().zip(row).for_each(|(slope, pair)| *slope += weight * pair);
                slope[place] -= 2.0 * sum * local.values[place];
            }
        }
        (value, slope)
    }
}
