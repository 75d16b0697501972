//! The stationary distribution of the full chain by elimination without subtraction.

use moloch_core::{Certified, Effort};

use super::super::error::EvolutionError;
use super::certificate;
use super::chain::Chain;
use super::population::Population;
use crate::finite::Counter;

/// Coefficients that the elimination may keep: 256 MiB at eight bytes each.
pub const MAX_COEFFICIENTS: u128 = 1 << 25;

/// Weights are scaled down when they pass this, so that none overflows.
const LARGE: f64 = 1e200;

/// The long-run distribution over the states of a population.
#[derive(Clone, Debug, PartialEq)]
pub struct Stationary {
    /// The share of time in every state, in the order of [`States`](super::States), certified by the balance of flows
    /// in and out of every state. Shares below the smallest double are 0.
    pub shares: Certified<Vec<f64>>,
    /// The average share of the population that plays each strategy.
    pub mean: Vec<f64>,
    /// Multiplications done.
    pub counters: Vec<Counter>,
}

const TASK: &str = "solve the chain";

impl Population {
    /// The stationary distribution of the chain with mutation probability `mutation` per step.
    ///
    /// States are eliminated level by level of the first strategy's count, each level coupling only to the next, by
    /// sums of nonnegative terms alone: small shares are relatively as exact as large ones. One step of effort
    /// per state.
    ///
    /// # Errors
    ///
    /// When the probability is not above 0 and up to 1, the chain is too large (see [`Chain`] and
    /// [`MAX_COEFFICIENTS`]), it was stopped, or the distribution does not pass its check.
    pub fn stationary(&self, mutation: f64, effort: &Effort) -> Result<Stationary, EvolutionError> {
        self.chain(mutation)?.stationary(effort)
    }
}

impl Chain {
    /// As [`Population::stationary`], of a chain that exists.
    ///
    /// # Errors
    ///
    /// As [`Population::stationary`].
    pub fn stationary(&self, effort: &Effort) -> Result<Stationary, EvolutionError> {
        if self.mutation() <= 0.0 {
            let expected = "above 0: without mutation the population ends in one strategy, see its fixation";
            return Err(EvolutionError::range(TASK, "the mutation probability mu", self.mutation(), expected));
        }
        self.check_size()?;
        let mut elimination = Elimination::new(self);
        elimination.run(effort)?;
        let shares = elimination.weights();
        if !shares.iter().all(|share| share.is_finite()) {
            return Err(EvolutionError::NonFinite { task: TASK, what: "a share of time" });
        }
        let certificate = certificate::balance(self, &shares);
        let mean = self.mean(&shares);
        let counters = vec![Counter { what: "multiplications", count: elimination.multiplications }];
        Ok(Stationary { shares: Certified::new(shares, certificate)?, mean, counters })
    }

    fn check_size(&self) -> Result<(), EvolutionError> {
        let (size, strategies) = self.dimensions();
        let length = |level: u32| self.states().level_len(level) as u128;
        let kept = |level: u32| {
            let own = length(level);
            own * own.saturating_sub(1) / 2 + if level > 0 { own * length(level - 1) } else { 0 }
        };
        let needed = (0..=size).map(kept).sum();
        if needed <= MAX_COEFFICIENTS {
            return Ok(());
        }
        let states = self.states().len() as u128;
        Err(EvolutionError::TooManyStates { size, strategies, states, needed, limit: MAX_COEFFICIENTS })
    }

    fn mean(&self, shares: &[f64]) -> Vec<f64> {
        let (size, strategies) = self.dimensions();
        let mut mean = vec![0.0; strategies];
        for (counts, share) in self.states().iter().zip(shares) {
            for (sum, count) in mean.iter_mut().zip(counts) {
                *sum += share * f64::from(count) / f64::from(size);
            }
        }
        mean
    }

    fn dimensions(&self) -> (u32, usize) {
        let first = self.states().counts(0).unwrap_or_default();
        (first.iter().sum(), first.len())
    }
}

/// Elimination of states from the last to the first (Grassmann, Taksar and Heyman), in blocks.
struct Elimination<'a> {
    chain: &'a Chain,
    size: u32,
    /// For each state but the first, the weight that each earlier coupled state contributes; those of the level before
    /// and of the own level lie together.
    coefficients: Vec<f64>,
    /// Where a state's coefficients start.
    starts: Vec<usize>,
    multiplications: u64,
}

impl<'a> Elimination<'a> {
    fn new(chain: &'a Chain) -> Self {
        let (size, _) = chain.dimensions();
        let starts = vec![0; chain.states().len()];
        Self { chain, size, coefficients: Vec::new(), starts, multiplications: 0 }
    }

    fn run(&mut self, effort: &Effort) -> Result<(), EvolutionError> {
        let total = self.starts.len() as u64;
        let mut watch = effort.watch("states of the chain").of(total);
        let mut block = self.rows(self.size, self.size);
        for level in (0..=self.size).rev() {
            let before = if level > 0 { self.chain.states().level_len(level - 1) } else { 0 };
            let mut window = self.window(level, before, &block);
            let width = before + self.chain.states().level_len(level);
            for state in (before.max(usize::from(level == 0))..width).rev() {
                let done = watch.done();
                watch.step().map_err(|stop| EvolutionError::Stopped { task: TASK, stop, done, total })?;
                self.eliminate(&mut window, width, state, level, before);
            }
            block = (0..before).flat_map(|row| window[row * width..][..before].iter().copied()).collect();
        }
        Ok(())
    }

    /// Transitions from the states of one level to those of another, as a dense table.
    fn rows(&self, from: u32, to: u32) -> Vec<f64> {
        let states = self.chain.states();
        let (first, width) = (states.level_start(to), states.level_len(to));
        let (start, height) = (states.level_start(from), states.level_len(from));
        let mut table = vec![0.0; height * width];
        for row in 0..height {
            for (target, probability) in self.chain.transitions(start + row) {
                if (first..first + width).contains(&target) {
                    table[row * width + target - first] += probability;
                }
            }
        }
        table
    }

    /// The level before (untouched) and this one (as changed by what was eliminated) with their couplings.
    fn window(&self, level: u32, before: usize, block: &[f64]) -> Vec<f64> {
        let own = self.chain.states().level_len(level);
        let width = before + own;
        let mut window = vec![0.0; width * width];
        for (row, values) in block.chunks_exact(own).enumerate() {
            window[(before + row) * width + before..][..own].copy_from_slice(values);
        }
        if level == 0 {
            return window;
        }
        let first = self.chain.states().level_start(level - 1);
        for row in 0..width {
            for (target, probability) in self.chain.transitions(first + row) {
                // Within this level the block knows better; beyond it all is eliminated.
                let known = row >= before && target >= first + before;
                if target >= first && target < first + width && !known {
                    window[row * width + target - first] += probability;
                }
            }
        }
        window
    }

    /// Eliminates one state of the window and keeps what its weight will be made of.
    fn eliminate(&mut self, window: &mut [f64], width: usize, state: usize, level: u32, before: usize) {
        let (earlier, from_here) = window.split_at_mut(state * width);
        let exits = &from_here[..state];
        let exit: f64 = exits.iter().sum();
        let first = exits.iter().position(|&probability| probability > 0.0).unwrap_or(state);
        let number = self.chain.states().level_start(level) + state - before;
        self.starts[number] = self.coefficients.len();
        for row in earlier.chunks_exact_mut(width) {
            let coefficient = row[state] / exit;
            self.coefficients.push(coefficient);
            if coefficient > 0.0 {
                self.multiplications += (state - first) as u64;
                let detours = row[first..state].iter_mut().zip(&exits[first..]);
                detours.for_each(|(direct, onward)| *direct += coefficient * onward);
            }
        }
    }

    /// Every state's weight from those of the states before it, divided by their sum.
    fn weights(&self) -> Vec<f64> {
        let mut weights = Vec::with_capacity(self.starts.len());
        weights.push(1.0);
        for level in 0..=self.size {
            let states = self.chain.states();
            let start = states.level_start(level);
            let from = if level > 0 { states.level_start(level - 1) } else { start };
            for number in start.max(1)..start + states.level_len(level) {
                let coefficients = &self.coefficients[self.starts[number]..][..number - from];
                let weight: f64 = weights[from..].iter().zip(coefficients).map(|(weight, part)| weight * part).sum();
                weights.push(weight);
                if weight > LARGE {
                    rescale(&mut weights, LARGE);
                }
            }
        }
        let total = moloch_core::sum::compensated(weights.iter().copied());
        rescale(&mut weights, total);
        weights
    }
}

fn rescale(weights: &mut [f64], divisor: f64) {
    for weight in weights {
        *weight /= divisor;
    }
}
