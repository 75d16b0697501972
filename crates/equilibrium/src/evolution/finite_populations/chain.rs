//! The full chain with mutation: every division of the population and the steps between them.

use super::super::error::EvolutionError;
use super::population::{Population, Process, check_mutation};
use super::states::{States, advance};

/// Transitions that a chain may hold: 192 MiB at twelve bytes each.
pub const MAX_TRANSITIONS: usize = 1 << 24;

/// The chain of a population with mutation, stored as lists of transitions between different states.
///
/// In a step, one individual changes from strategy $`i`$ to $`j`$ with the probability that the process gives it, where
/// with probability $`\mu`$ a mutation replaces the choice of model or parent's strategy by a uniform draw among the
/// *other* strategies.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    states: States,
    mutation: f64,
    starts: Vec<usize>,
    targets: Vec<u32>,
    probabilities: Vec<f64>,
}

const TASK: &str = "build the chain";

impl Population {
    /// The chain with mutation probability `mutation` per step.
    ///
    /// # Errors
    ///
    /// When the probability is outside 0 to 1, or the chain would have more than [`MAX_TRANSITIONS`] transitions.
    pub fn chain(&self, mutation: f64) -> Result<Chain, EvolutionError> {
        check_mutation(TASK, mutation)?;
        let (size, strategies) = (self.size(), self.strategies());
        let states = States::count(size, strategies);
        let needed = states.saturating_mul((strategies * (strategies - 1)) as u128);
        let limit = MAX_TRANSITIONS as u128;
        if needed > limit {
            return Err(EvolutionError::TooManyStates { size, strategies, states, needed, limit });
        }
        let chain = Builder::new(self, mutation, States::new(size, strategies)).build();
        if chain.probabilities.iter().all(|probability| probability.is_finite()) {
            return Ok(chain);
        }
        Err(EvolutionError::NonFinite { task: TASK, what: "a transition probability" })
    }
}

impl Chain {
    /// The states and their numbering.
    pub fn states(&self) -> &States {
        &self.states
    }

    /// The mutation probability.
    pub fn mutation(&self) -> f64 {
        self.mutation
    }

    /// Transitions stored.
    pub fn transition_count(&self) -> usize {
        self.targets.len()
    }

    /// Where a state leads, other than to itself, and with what probabilities; nothing for a number beyond the last.
    pub fn transitions(&self, state: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let ends = self.starts.get(state).zip(self.starts.get(state + 1));
        let range = ends.map_or(0..0, |(&start, &end)| start..end);
        let targets = self.targets[range.clone()].iter().map(|&target| target as usize);
        targets.zip(self.probabilities[range].iter().copied())
    }
}

/// What is needed while a chain is filled.
struct Builder<'a> {
    population: &'a Population,
    mutation: f64,
    /// Payoffs or fitness in the state being filled.
    values: Vec<f64>,
    chain: Chain,
}

impl<'a> Builder<'a> {
    fn new(population: &'a Population, mutation: f64, states: States) -> Self {
        let strategies = population.strategies();
        let expected = states.len() * strategies * (strategies - 1);
        let starts = Vec::with_capacity(states.len() + 1);
        let (targets, probabilities) = (Vec::with_capacity(expected), Vec::with_capacity(expected));
        let chain = Chain { states, mutation, starts, targets, probabilities };
        Self { population, mutation, values: vec![0.0; strategies], chain }
    }

    fn build(mut self) -> Chain {
        let mut counts = vec![0; self.population.strategies()];
        if let Some(last) = counts.last_mut() {
            *last = self.population.size();
        }
        loop {
            self.chain.starts.push(self.chain.targets.len());
            match self.population.process() {
                Process::PairwiseComparison { beta } => self.comparisons(&mut counts, beta),
                Process::MoranExponential { .. } | Process::MoranLinear { .. } => self.births(&mut counts),
            }
            if !advance(&mut counts) {
                break;
            }
        }
        self.chain.starts.push(self.chain.targets.len());
        self.chain
    }

    fn comparisons(&mut self, counts: &mut [u32], beta: f64) {
        let (size, strategies) = (f64::from(self.population.size()), counts.len());
        for own in 0..strategies {
            self.values[own] = self.population.average_payoff(counts, own);
        }
        let mutant = self.mutation / (strategies - 1) as f64;
        for from in 0..strategies {
            if counts[from] == 0 {
                continue;
            }
            let leaving = f64::from(counts[from]) / size;
            for to in (0..strategies).filter(|&to| to != from) {
                let met = f64::from(counts[to]) / (size - 1.0);
                let adopted = adoption(beta * (self.values[to] - self.values[from]));
                self.push(counts, from, to, leaving * ((1.0 - self.mutation) * met * adopted + mutant));
            }
        }
    }

    fn births(&mut self, counts: &mut [u32]) {
        let (size, strategies) = (f64::from(self.population.size()), counts.len());
        self.population.relative_fitness(counts, &mut self.values);
        self.values.iter_mut().zip(&*counts).for_each(|(value, &count)| *value *= f64::from(count));
        let total: f64 = self.values.iter().sum();
        for value in &mut self.values {
            *value /= total;
        }
        let mutant = self.mutation / (strategies - 1) as f64;
        for to in 0..strategies {
            let others: f64 = (0..strategies).filter(|&other| other != to).map(|other| self.values[other]).sum();
            let born = (1.0 - self.mutation) * self.values[to] + mutant * others;
            for from in (0..strategies).filter(|&from| from != to) {
                if counts[from] > 0 {
                    self.push(counts, from, to, f64::from(counts[from]) / size * born);
                }
            }
        }
    }

    /// Stores the step in which one individual changes from one strategy to another.
    fn push(&mut self, counts: &mut [u32], from: usize, to: usize, probability: f64) {
        counts[from] -= 1;
        counts[to] += 1;
        let target = self.chain.states.number_of(counts);
        counts[from] += 1;
        counts[to] -= 1;
        // At most 2^24 transitions, so that numbers of states fit.
        self.chain.targets.push(u32::try_from(target).unwrap_or(u32::MAX));
        self.chain.probabilities.push(probability);
    }
}

/// Fermi's function: the chance to take over a strategy whose payoff is better by this, in units of `1 / beta`.
pub(crate) fn adoption(advantage: f64) -> f64 {
    1.0 / (1.0 + (-advantage).exp())
}
