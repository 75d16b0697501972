//! Fixation: whether the descendants of one mutant take a population over.

use moloch_core::{Effort, sum::compensated};

use super::super::error::EvolutionError;
use super::population::{Lead, Population, Process, linear_fitness};

/// The chance that one mutant's strategy takes over a population of residents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fixation {
    /// The natural logarithm of the chance: right where the chance itself underflows.
    pub log: f64,
    /// The chance, 0 to 1; it is 0 where it is below the smallest double.
    pub probability: f64,
}

/// The chances of fixation of every strategy in a population of every other.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixations {
    strategies: usize,
    entries: Vec<Fixation>,
}

impl Fixations {
    /// The chance that one `invader` (from 0) takes over a population of `resident`; `None` when they are equal or
    /// there is no such strategy.
    pub fn get(&self, resident: usize, invader: usize) -> Option<Fixation> {
        let valid = resident < self.strategies && invader < self.strategies && resident != invader;
        valid.then(|| self.entries[resident * self.strategies + invader])
    }

    /// How many strategies there are.
    pub fn strategies(&self) -> usize {
        self.strategies
    }
}

const TASK: &str = "compute fixation probabilities";

impl Population {
    /// The chance that one `invader` takes over a population of `resident`, without further mutation.
    ///
    /// # Errors
    ///
    /// When there is no such strategy, or both are the same.
    pub fn fixation(&self, resident: usize, invader: usize) -> Result<Fixation, EvolutionError> {
        self.check_strategy(TASK, resident)?;
        self.check_strategy(TASK, invader)?;
        if resident == invader {
            return Err(EvolutionError::range(TASK, "the invader", invader, "another strategy than the resident"));
        }
        Ok(self.fixation_of(resident, invader, &mut Vec::new()))
    }

    /// The chances of fixation for every ordered pair. One step of effort per pair; a pair costs one exponential per
    /// individual.
    ///
    /// # Errors
    ///
    /// When it was stopped.
    pub fn fixations(&self, effort: &Effort) -> Result<Fixations, EvolutionError> {
        let count = self.strategies();
        let total = (count * (count - 1)) as u64;
        let mut watch = effort.watch("pairs of strategies").of(total);
        let mut entries = vec![Fixation { log: 0.0, probability: 1.0 }; count * count];
        let mut odds = Vec::new();
        for place in (0..count * count).filter(|place| place / count != place % count) {
            let done = watch.done();
            watch.step().map_err(|stop| EvolutionError::Stopped { task: TASK, stop, done, total })?;
            entries[place] = self.fixation_of(place / count, place % count, &mut odds);
        }
        Ok(Fixations { strategies: count, entries })
    }

    /// `1 / (1 + sum_m prod_{a <= m} loss(a) / gain(a))`, from the logarithms of the products.
    fn fixation_of(&self, resident: usize, invader: usize, odds: &mut Vec<f64>) -> Fixation {
        odds.clear();
        match self.process() {
            Process::PairwiseComparison { beta } | Process::MoranExponential { beta } => {
                let lead = self.lead(invader, resident);
                odds.extend((1..self.size()).map(|a| -beta * summed(lead, f64::from(a))));
            }
            Process::MoranLinear { weight } => self.linear_odds(weight, resident, invader, odds),
        }
        from_odds(odds)
    }

    fn linear_odds(&self, weight: f64, resident: usize, invader: usize, odds: &mut Vec<f64>) {
        let mut counts = vec![0_u32; self.strategies()];
        let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
        for a in 1..self.size() {
            counts[invader] = a;
            counts[resident] = self.size() - a;
            let fitness = linear_fitness(weight, self.average_payoff(&counts, invader));
            let Lead { at_zero, slope } = self.lead(invader, resident);
            let behind = -weight * (at_zero + slope * f64::from(a)) / fitness;
            // A running sum that keeps what each addition loses.
            let term = behind.ln_1p() + lost;
            let next = sum + term;
            lost = term - (next - sum);
            sum = next;
            odds.push(sum);
        }
    }
}

/// `sum_{j=1}^{a} (at_zero + slope j)` in closed form.
fn summed(lead: Lead, a: f64) -> f64 {
    a * (lead.at_zero + lead.slope * (a + 1.0) / 2.0)
}

fn from_odds(odds: &[f64]) -> Fixation {
    let highest = odds.iter().copied().fold(0.0, f64::max);
    let terms = odds.iter().map(|odd| (odd - highest).exp());
    if highest == 0.0 {
        let rest = compensated(terms);
        return Fixation { log: -rest.ln_1p(), probability: 1.0 / (1.0 + rest) };
    }
    let total = compensated(std::iter::once((-highest).exp()).chain(terms));
    Fixation { log: -(highest + total.ln()), probability: (-highest).exp() / total }
}
