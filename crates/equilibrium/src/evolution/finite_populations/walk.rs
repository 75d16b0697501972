//! The steps of one run and sums of counts over time.

use moloch_core::random::{ChaCha12Rng, fill, stream};

use super::chain::adoption;
use super::leaps::Leaps;
use super::population::{Population, Process};
use crate::finite::Counter;

/// Random words made at a time.
const WORDS: usize = 1_024;

/// Random words from a stream, made many at a time.
struct Words {
    generator: ChaCha12Rng,
    buffer: Box<[u64; WORDS]>,
    next: usize,
}

impl Words {
    fn new(seed: u64) -> Self {
        let generator = stream(seed, "finite population", 0);
        Self { generator, buffer: Box::new([0; WORDS]), next: WORDS }
    }

    #[inline]
    fn word(&mut self) -> u64 {
        if self.next == WORDS {
            fill(&mut self.generator, &mut self.buffer[..]);
            self.next = 0;
        }
        self.next += 1;
        self.buffer[self.next - 1]
    }

    /// A uniform number in (0, 1).
    fn unit(&mut self) -> f64 {
        ((self.word() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// A uniform index below `count`.
    fn below(&mut self, count: u32) -> u32 {
        split(self.word(), count).0
    }
}

/// A uniform index below `count`, and the bits of the word that the index does not use.
#[inline]
fn split(word: u64, count: u32) -> (u32, u64) {
    let product = u128::from(word) * u128::from(count);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the high half is below `count`; the low half is what is wanted"
    )]
    let halves = ((product >> 64) as u32, product as u64);
    halves
}

/// A population on its way.
pub(crate) struct Walk<'a> {
    population: &'a Population,
    words: Words,
    mutation: f64,
    /// The step in which the next mutation happens.
    next_mutation: u64,
    step: u64,
    counts: Vec<u32>,
    /// Sums of the counts up to each strategy.
    bounds: Vec<u32>,
    /// Sum of every count over the steps since the last look, and the step until which it is complete.
    sums: Vec<u64>,
    summed_until: u64,
    changes: u64,
    mutations: u64,
    absorbed: Option<(usize, u64)>,
    rule: Rule,
}

/// What the process needs at hand.
enum Rule {
    /// From change to change, where a table of all states is small enough.
    Leap(Leaps),
    /// Step by step, with the adoption probabilities of the present state times 2^64 by ordered pair; 0 where not computed
    /// yet.
    Comparison { beta: f64, table: Vec<u64> },
    /// Sums over strategies of count times fitness, in the present state.
    Birth { sums: Vec<f64> },
}

impl<'a> Walk<'a> {
    pub(crate) fn new(population: &'a Population, start: &[u32], mutation: f64, seed: u64) -> Self {
        let strategies = start.len();
        let rule = match population.process() {
            Process::PairwiseComparison { beta } => match Leaps::new(population, beta) {
                Some(leaps) => Rule::Leap(leaps),
                None => Rule::Comparison { beta, table: vec![0; strategies * strategies] },
            },
            Process::MoranExponential { .. } | Process::MoranLinear { .. } => {
                Rule::Birth { sums: vec![0.0; strategies] }
            }
        };
        let mut walk = Self {
            population,
            words: Words::new(seed),
            mutation,
            next_mutation: 0,
            step: 0,
            counts: start.to_vec(),
            bounds: vec![0; strategies],
            sums: vec![0; strategies],
            summed_until: 0,
            changes: 0,
            mutations: 0,
            absorbed: None,
            rule,
        };
        walk.schedule_mutation();
        walk.refresh();
        walk
    }

    pub(crate) fn step(&self) -> u64 {
        self.step
    }

    pub(crate) fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// The strategy that everybody plays for ever, and since which step.
    pub(crate) fn absorbed(&self) -> Option<(usize, u64)> {
        self.absorbed
    }

    pub(crate) fn counters(&self) -> Vec<Counter> {
        vec![Counter { what: "changes", count: self.changes }, Counter { what: "mutations", count: self.mutations }]
    }

    /// The sums of the counts over the steps since the last call.
    pub(crate) fn take_sums(&mut self) -> Vec<u64> {
        self.add_time();
        let zeros = vec![0; self.sums.len()];
        std::mem::replace(&mut self.sums, zeros)
    }

    /// Does steps until `end` of them are done.
    pub(crate) fn advance_to(&mut self, end: u64) {
        while self.step < end {
            if let Some(strategy) = self.only_strategy() {
                if self.mutation <= 0.0 && self.absorbed.is_none() {
                    self.absorbed = Some((strategy, self.step));
                }
                self.step = self.next_mutation.min(end).max(self.step);
                if self.step == end {
                    return;
                }
            }
            if self.step == self.next_mutation {
                self.mutate();
            }
            let limit = self.next_mutation.min(end);
            match self.rule {
                Rule::Leap(_) => self.leap_until(limit),
                Rule::Comparison { .. } => self.compare_until(limit),
                Rule::Birth { .. } => self.breed_until(limit),
            }
        }
    }

    fn only_strategy(&self) -> Option<usize> {
        self.counts.iter().position(|&count| count == self.population.size())
    }

    /// Changes until a step, or until everybody plays one strategy.
    fn leap_until(&mut self, limit: u64) {
        let size = self.population.size();
        while self.step < limit {
            let unit = self.words.unit();
            let Rule::Leap(leaps) = &mut self.rule else { return };
            let quiet = whole(leaps.wait(self.population, &self.counts, unit));
            if quiet >= limit - self.step {
                // A geometric wait has no memory: what is left of it is drawn anew from here.
                self.step = limit;
                return;
            }
            let unit = self.words.unit();
            let Rule::Leap(leaps) = &self.rule else { return };
            let (from, to) = leaps.change(unit);
            self.step += quiet + 1;
            if self.change(from, to) == size {
                return;
            }
        }
    }

    /// Comparisons until a step, or until everybody plays one strategy.
    fn compare_until(&mut self, limit: u64) {
        let size = self.population.size();
        let strategies = self.counts.len();
        while self.step < limit {
            let (own, rest) = split(self.words.word(), size);
            let (other, _) = split(rest, size - 1);
            let from = holder(&self.bounds, own);
            let to = other_holder(&self.bounds, other, from);
            if from == to {
                self.step += 1;
                continue;
            }
            let threshold = self.threshold(from, to, from * strategies + to);
            let adopts = self.words.word() < threshold;
            self.step += 1;
            if adopts && self.change(from, to) == size {
                return;
            }
        }
    }

    /// The chance to change from one strategy to another in the present state, times 2^64.
    #[inline]
    fn threshold(&mut self, from: usize, to: usize, pair: usize) -> u64 {
        let Rule::Comparison { beta, table } = &mut self.rule else { return 0 };
        if table[pair] == 0 {
            let payoff = |strategy| self.population.average_payoff(&self.counts, strategy);
            table[pair] = scaled(adoption(*beta * (payoff(to) - payoff(from))));
        }
        table[pair]
    }

    /// Births until a step, or until everybody plays one strategy.
    fn breed_until(&mut self, limit: u64) {
        let size = self.population.size();
        while self.step < limit {
            let to = self.parent();
            let from = holder(&self.bounds, self.words.below(size));
            self.step += 1;
            if from != to && self.change(from, to) == size {
                return;
            }
        }
    }

    /// The strategy of an individual chosen in proportion to fitness.
    fn parent(&mut self) -> usize {
        let unit = self.words.unit();
        let Rule::Birth { sums } = &self.rule else { return 0 };
        let Some(total) = sums.last() else { return 0 };
        let point = unit * total;
        let found = sums.iter().position(|&sum| point < sum);
        // Rounding may put the point on the total: then it is the last strategy that is played.
        found.unwrap_or_else(|| self.counts.iter().rposition(|&count| count > 0).unwrap_or(0))
    }

    /// The step in which a mutation happens.
    fn mutate(&mut self) {
        let others = u32::try_from(self.counts.len() - 1).unwrap_or(1);
        let (from, parent) = match self.rule {
            Rule::Leap(_) | Rule::Comparison { .. } => {
                let from = holder(&self.bounds, self.words.below(self.population.size()));
                (from, from)
            }
            Rule::Birth { .. } => {
                let parent = self.parent();
                (holder(&self.bounds, self.words.below(self.population.size())), parent)
            }
        };
        let drawn = self.words.below(others) as usize;
        let to = drawn + usize::from(drawn >= parent);
        self.step += 1;
        self.mutations += 1;
        if from != to {
            self.change(from, to);
        }
        self.schedule_mutation();
    }

    /// Draws the number of steps without mutation before the next one.
    fn schedule_mutation(&mut self) {
        if self.mutation <= 0.0 {
            self.next_mutation = u64::MAX;
            return;
        }
        let wait = (self.words.unit().ln() / (-self.mutation).ln_1p()).floor();
        self.next_mutation = self.step.saturating_add(whole(wait));
    }

    /// Moves one individual in the step just done; returns how many play its new strategy.
    fn change(&mut self, from: usize, to: usize) -> u32 {
        self.add_time();
        self.counts[from] -= 1;
        self.counts[to] += 1;
        self.changes += 1;
        self.refresh();
        self.counts[to]
    }

    /// Adds the time since the last change to the sums.
    fn add_time(&mut self) {
        let time = self.step - self.summed_until;
        for (sum, &count) in self.sums.iter_mut().zip(&self.counts) {
            *sum += time * u64::from(count);
        }
        self.summed_until = self.step;
    }

    /// What follows from the counts.
    fn refresh(&mut self) {
        let mut sum = 0;
        for (bound, &count) in self.bounds.iter_mut().zip(&self.counts) {
            sum += count;
            *bound = sum;
        }
        match &mut self.rule {
            Rule::Leap(leaps) => leaps.settle(&self.counts),
            Rule::Comparison { table, .. } => table.fill(0),
            Rule::Birth { sums } => {
                self.population.relative_fitness(&self.counts, sums);
                let mut sum = 0.0;
                for (fitness, &count) in sums.iter_mut().zip(&self.counts) {
                    sum += *fitness * f64::from(count);
                    *fitness = sum;
                }
            }
        }
    }
}

/// The strategy of an individual, numbered strategy by strategy.
#[inline]
fn holder(bounds: &[u32], individual: u32) -> usize {
    bounds[..bounds.len() - 1].iter().map(|&bound| usize::from(individual >= bound)).sum()
}

/// The same when one individual of strategy `without` is left out of the numbering.
#[inline]
fn other_holder(bounds: &[u32], individual: u32, without: usize) -> usize {
    let passed = |(strategy, &bound): (usize, &u32)| individual + u32::from(strategy >= without) >= bound;
    bounds[..bounds.len() - 1].iter().enumerate().map(|entry| usize::from(passed(entry))).sum()
}

/// A probability times 2^64; at least 1, since 0 stands for one that is not known yet.
fn scaled(probability: f64) -> u64 {
    whole(probability * 2_f64.powi(64)).max(1)
}

/// A nonnegative number without its fraction; the largest word for anything larger.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturating is what is wanted")]
fn whole(value: f64) -> u64 {
    value as u64
}
