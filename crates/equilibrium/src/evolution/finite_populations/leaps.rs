//! From change to change: how long a state of a pairwise comparison lasts, and which change ends it.
//!
//! A step in which nobody changes leaves the state as it is, so the number of such steps before the next change is
//! geometric, and the change is drawn from the chances of the state. The law of the run is that of single steps; what is
//! saved is two draws for every step that changes nothing.

use super::chain::adoption;
use super::population::Population;
use super::states::States;

/// Numbers that the table of all states may hold.
const MAX_TABLE: u128 = 1 << 19;

/// What ends each state, computed when a run first comes to it.
pub(super) struct Leaps {
    beta: f64,
    states: States,
    /// Ordered pairs of strategies: who changes, and to what.
    pairs: Vec<(usize, usize)>,
    /// For each state the factor that turns the logarithm of a uniform number into a wait, then partial sums of the
    /// chances of the pairs, in units of one over the number of ordered pairs of individuals. The factor is below 0; 0
    /// marks a state that is not computed yet.
    table: Vec<f64>,
    /// Where the present state starts in the table.
    place: usize,
}

impl Leaps {
    /// The empty table; `None` when there are too many states.
    pub(super) fn new(population: &Population, beta: f64) -> Option<Self> {
        let (size, strategies) = (population.size(), population.strategies());
        let every = (0..strategies).flat_map(|from| (0..strategies).map(move |to| (from, to)));
        let pairs: Vec<(usize, usize)> = every.filter(|(from, to)| from != to).collect();
        let length = States::count(size, strategies).checked_mul(pairs.len() as u128 + 1)?;
        let length = usize::try_from(length).ok().filter(|_| length <= MAX_TABLE)?;
        Some(Self { beta, states: States::new(size, strategies), pairs, table: vec![0.0; length], place: 0 })
    }

    /// Takes note of the present state, which has more than one strategy when its end is asked for.
    #[inline]
    pub(super) fn settle(&mut self, counts: &[u32]) {
        self.place = self.states.number_of(counts) * (self.pairs.len() + 1);
    }

    /// Steps before the next change, by a uniform number in (0, 1).
    #[inline]
    pub(super) fn wait(&mut self, population: &Population, counts: &[u32], unit: f64) -> f64 {
        if self.table[self.place] == 0.0 {
            self.compute(population, counts);
        }
        (unit.ln() * self.table[self.place]).floor()
    }

    /// The change that ends a state whose wait was asked for, by a uniform number in (0, 1).
    #[inline]
    pub(super) fn change(&self, unit: f64) -> (usize, usize) {
        let sums = &self.table[self.place + 1..=self.place + self.pairs.len()];
        let point = unit * sums[sums.len() - 1];
        // The first sum above the point belongs to a pair with a positive chance; the last is above it but for rounding.
        let found = sums[..sums.len() - 1].iter().map(|&sum| usize::from(sum <= point)).sum::<usize>();
        self.pairs[found]
    }

    fn compute(&mut self, population: &Population, counts: &[u32]) {
        let payoffs: Vec<f64> = (0..counts.len()).map(|strategy| population.average_payoff(counts, strategy)).collect();
        let mut sum = 0.0;
        for (k, &(from, to)) in self.pairs.iter().enumerate() {
            let meetings = f64::from(counts[from]) * f64::from(counts[to]);
            if meetings > 0.0 {
                sum += meetings * adoption(self.beta * (payoffs[to] - payoffs[from]));
            }
            self.table[self.place + 1 + k] = sum;
        }
        let size = f64::from(population.size());
        // The two orders of a pair have chances that add up to one, so that a change has at most the chance one half.
        self.table[self.place] = (-sum / (size * (size - 1.0))).ln_1p().recip();
    }
}
