//! One run of the process, step by step, with time averages and their standard errors.

use moloch_core::{Effort, Status, Stop};

use super::super::error::EvolutionError;
use super::population::{Population, check_mutation};
use super::walk::Walk;
use crate::finite::Counter;

/// Batches whose means give the standard errors.
const BATCHES: u64 = 50;
/// Steps of the process in one step of effort.
const STRETCH: u64 = 4_096;
/// Steps of the process that one run may have: sums of counts stay within 64 bits.
const MAX_STEPS: u64 = 1 << 43;

const TASK: &str = "simulate the population";

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// All steps were done.
    Completed,
    /// Everybody plays one strategy and nothing mutates: nothing changes any more. Time averages count the steps that
    /// were left over as spent there.
    Absorbed {
        /// The strategy, from 0.
        strategy: usize,
        /// The step after which nothing changed.
        step: u64,
    },
    /// It was stopped; time averages are over the steps done.
    Stopped(Stop),
}

/// One run of a population.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// Steps done.
    pub steps: u64,
    /// Individuals that play each strategy after the last step.
    pub counts: Vec<u32>,
    /// The share of the population that played each strategy, on average over the steps.
    pub mean: Vec<f64>,
    /// Standard errors of these averages from the means of 50 batches (`None` with fewer than two batches or when
    /// absorbed). Too small when a batch is not much longer than the process remembers: see `batch_correlation`.
    pub standard_errors: Option<Vec<f64>>,
    /// The largest correlation, over strategies, of neighbouring batches' means: well above 0.3 the standard errors are
    /// too small and the run too short.
    pub batch_correlation: Option<f64>,
    /// How it ended.
    pub end: End,
    /// Changes of the state and mutations.
    pub counters: Vec<Counter>,
}

impl Simulation {
    /// How the computation ended, in the words that all solvers share.
    pub fn status(&self) -> Status {
        match self.end {
            End::Completed | End::Absorbed { .. } => {
                Status::Converged { iterations: usize::try_from(self.steps).unwrap_or(usize::MAX) }
            }
            End::Stopped(stop) => Status::from(stop),
        }
    }
}

impl Population {
    /// Runs the process for `steps` steps from a state. The same seed gives the same run on every machine.
    ///
    /// Where a table of all states is small (half a million numbers), a comparison goes from change to change: the steps
    /// in between are one geometric draw, and the change is drawn from the chances of the state, which has the law
    /// of single steps. Otherwise each step draws two different individuals exactly (64 random bits) and decides by another 64.
    /// Steps up to the next mutation of a population of one strategy are skipped at once. One step of effort per
    /// 4,096 steps.
    ///
    /// # Errors
    ///
    /// When the counts do not fit the population, the mutation probability is outside 0 to 1, or there are no steps
    /// or more than 2^43.
    pub fn simulate(
        &self,
        start: &[u32],
        mutation: f64,
        steps: u64,
        seed: u64,
        effort: &Effort,
    ) -> Result<Simulation, EvolutionError> {
        check_mutation(TASK, mutation)?;
        self.check_start(start)?;
        if !(1..=MAX_STEPS).contains(&steps) {
            return Err(EvolutionError::range(TASK, "the number of steps", steps, format!("1 to {MAX_STEPS}")));
        }
        let mut walk = Walk::new(self, start, mutation, seed);
        let batch = steps.div_ceil(BATCHES);
        let mut batches: Vec<Vec<f64>> = Vec::new();
        let mut totals = vec![0_u128; start.len()];
        let mut watch = effort.watch("steps of the population").of(steps.div_ceil(STRETCH));
        let (mut stopped, mut batch_start) = (None, 0);
        while walk.step() < steps && stopped.is_none() {
            stopped = watch.step().err();
            let batch_end = (batch_start + batch).min(steps);
            let end = match (&stopped, walk.absorbed()) {
                (Some(_), _) => walk.step(),
                // Nothing changes any more.
                (None, Some(_)) => steps,
                (None, None) => (walk.step() + STRETCH).min(batch_end),
            };
            walk.advance_to(end);
            if end >= batch_end || stopped.is_some() {
                let sums = walk.take_sums();
                totals.iter_mut().zip(&sums).for_each(|(total, sum)| *total += u128::from(*sum));
                if end - batch_start == batch {
                    let per_step = batch as f64 * f64::from(self.size());
                    batches.push(sums.iter().map(|&sum| sum as f64 / per_step).collect());
                }
                batch_start = end;
            }
        }
        Ok(self.summary(&walk, &totals, &batches, stopped))
    }

    fn check_start(&self, start: &[u32]) -> Result<(), EvolutionError> {
        let sum: u64 = start.iter().map(|&count| u64::from(count)).sum();
        if start.len() == self.strategies() && sum == u64::from(self.size()) {
            return Ok(());
        }
        let expected = format!("{} counts that sum to {}", self.strategies(), self.size());
        Err(EvolutionError::range(TASK, "the start", format!("{start:?}"), expected))
    }

    fn summary(&self, walk: &Walk, totals: &[u128], batches: &[Vec<f64>], stopped: Option<Stop>) -> Simulation {
        let individuals = walk.step().max(1) as f64 * f64::from(self.size());
        let mean = if walk.step() == 0 {
            walk.counts().iter().map(|&count| f64::from(count) / f64::from(self.size())).collect()
        } else {
            totals.iter().map(|&total| total as f64 / individuals).collect()
        };
        let absorbed = walk.absorbed();
        let useful = batches.len() >= 2 && absorbed.is_none();
        let end = match (stopped, absorbed) {
            (Some(stop), _) => End::Stopped(stop),
            (None, Some((strategy, step))) => End::Absorbed { strategy, step },
            (None, None) => End::Completed,
        };
        Simulation {
            steps: walk.step(),
            counts: walk.counts().to_vec(),
            mean,
            standard_errors: useful.then(|| each(batches, standard_error)),
            batch_correlation: useful.then(|| each(batches, correlation).into_iter().fold(f64::NEG_INFINITY, f64::max)),
            end,
            counters: walk.counters(),
        }
    }
}

/// A statistic of every strategy's batch means.
fn each(batches: &[Vec<f64>], statistic: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let strategies = batches.first().map_or(0, Vec::len);
    let series = |strategy: usize| batches.iter().map(|batch| batch[strategy]).collect::<Vec<_>>();
    (0..strategies).map(|strategy| statistic(&series(strategy))).collect()
}

fn deviations(series: &[f64]) -> Vec<f64> {
    let mean = series.iter().sum::<f64>() / series.len() as f64;
    series.iter().map(|value| value - mean).collect()
}

fn standard_error(series: &[f64]) -> f64 {
    let squares: f64 = deviations(series).iter().map(|deviation| deviation * deviation).sum();
    (squares / (series.len() as f64 - 1.0) / series.len() as f64).sqrt()
}

/// Correlation of neighbours; 0 for a constant series.
fn correlation(series: &[f64]) -> f64 {
    let deviations = deviations(series);
    let squares: f64 = deviations.iter().map(|deviation| deviation * deviation).sum();
    let products: f64 = deviations.windows(2).map(|pair| pair[0] * pair[1]).sum();
    if squares > 0.0 { products / squares } else { 0.0 }
}
