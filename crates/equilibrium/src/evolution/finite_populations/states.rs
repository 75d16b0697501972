//! The states of a population: how many individuals play each strategy.

/// All ways to divide a population among strategies, in lexicographic order: numbers of the first strategy ascending,
/// then of the second, and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States {
    size: u32,
    strategies: usize,
    /// Row `r - 1`, column `n`: ways to divide `n` individuals among `r` strategies.
    ways: Vec<usize>,
}

impl States {
    /// How many states there are, as far as 128 bits count.
    pub fn count(size: u32, strategies: usize) -> u128 {
        let mut ways = 1_u128;
        for chosen in 1..strategies as u128 {
            let Some(product) = ways.checked_mul(u128::from(size) + chosen) else { return u128::MAX };
            ways = product / chosen;
        }
        ways
    }

    /// The table of a space that is known to be small.
    pub(crate) fn new(size: u32, strategies: usize) -> Self {
        let width = size as usize + 1;
        let mut ways = vec![1; width * strategies];
        for place in width..width * strategies {
            if place % width > 0 {
                ways[place] = ways[place - 1] + ways[place - width];
            }
        }
        Self { size, strategies, ways }
    }

    fn ways(&self, strategies: usize, individuals: u32) -> usize {
        self.ways[(strategies - 1) * (self.size as usize + 1) + individuals as usize]
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.ways(self.strategies, self.size)
    }

    /// Never: a population has at least one state.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a state; `None` when the counts are none of this population.
    pub fn number(&self, counts: &[u32]) -> Option<usize> {
        let sum: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        (counts.len() == self.strategies && sum == u64::from(self.size)).then(|| self.number_of(counts))
    }

    /// The number of a state known to be one: those with fewer of the first strategy come before it, and so on.
    pub(crate) fn number_of(&self, counts: &[u32]) -> usize {
        let mut left = self.size;
        let mut number = 0;
        for (&count, strategies) in counts.iter().zip((1..=self.strategies).rev()).take(self.strategies - 1) {
            number += self.ways(strategies, left) - self.ways(strategies, left - count);
            left -= count;
        }
        number
    }

    /// The counts of every state, in order.
    pub fn iter(&self) -> impl Iterator<Item = Vec<u32>> + '_ {
        let mut counts = vec![0; self.strategies];
        counts[self.strategies - 1] = self.size;
        let mut next = Some(counts);
        std::iter::from_fn(move || {
            let current = next.take()?;
            let mut following = current.clone();
            next = advance(&mut following).then_some(following);
            Some(current)
        })
    }

    /// The counts of the state with this number; `None` beyond the last.
    pub fn counts(&self, number: usize) -> Option<Vec<u32>> {
        if number >= self.len() {
            return None;
        }
        let (mut left, mut rest) = (self.size, number);
        let mut counts = Vec::with_capacity(self.strategies);
        for strategies in (2..=self.strategies).rev() {
            // The largest count with no more states before it than are left to skip.
            let before = |count: u32| self.ways(strategies, left) - self.ways(strategies, left - count);
            let (mut low, mut high) = (0, left);
            while low < high {
                let middle = low + (high - low).div_ceil(2);
                if before(middle) <= rest { low = middle } else { high = middle - 1 }
            }
            rest -= before(low);
            left -= low;
            counts.push(low);
        }
        counts.push(left);
        Some(counts)
    }

    /// The number of the first state in which `count` individuals play the first strategy.
    pub(crate) fn level_start(&self, count: u32) -> usize {
        self.len() - self.ways(self.strategies, self.size - count)
    }

    /// How many states have `count` individuals playing the first strategy.
    pub(crate) fn level_len(&self, count: u32) -> usize {
        self.ways(self.strategies - 1, self.size - count)
    }
}

/// The next division in lexicographic order; `false` after the last.
pub(crate) fn advance(counts: &mut [u32]) -> bool {
    let last = counts.len() - 1;
    let Some(from) = counts.iter().rposition(|&count| count > 0) else { return false };
    if from == 0 {
        return false;
    }
    counts[from] -= 1;
    counts[from - 1] += 1;
    let rest = std::mem::take(&mut counts[from]);
    counts[last] += rest;
    true
}
