//! Any law of jumps by exact simulation, with standard errors: the law of the level in the long run from one long path
//! in batches, and waiting times from many short ones.

use moloch_core::random::{ChaCha12Rng, open_unit};

use super::Size;

/// An estimate and its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The mean of the sample.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

impl Estimate {
    /// The mean of independent numbers, with its standard error.
    pub fn of(sample: &[f64]) -> Self {
        let n = sample.len() as f64;
        let value = moloch_core::sum::compensated(sample.iter().copied()) / n;
        let spread = sample.iter().map(|x| (x - value).powi(2)).sum::<f64>();
        let error = (spread / (n * (n - 1.0).max(1.0))).sqrt();
        // A sample of equal numbers has no error; what is left then is rounding of the mean.
        Self { value, error: if error <= ROUNDING * value.abs() { 0.0 } else { error } }
    }
}

/// Below this part of the mean a spread is rounding.
const ROUNDING: f64 = 1e-12;

/// Shot noise with jumps of any law; rates are per unit of time.
#[derive(Clone, Copy)]
pub struct AnyJumps<'s> {
    /// Decay, per unit of time.
    pub decay: f64,
    /// Announcements per unit of time.
    pub rate: f64,
    /// The law of a jump's size.
    pub sizes: &'s dyn Size,
}

/// Batches of the long path; their means are all but independent if each lasts many lifetimes.
const BATCHES: usize = 40;

impl AnyJumps<'_> {
    /// Mean level in the long run.
    pub fn mean(&self) -> f64 {
        self.rate / self.decay * self.sizes.mean()
    }

    /// Variance of the level in the long run (Campbell); infinite if that of a jump is.
    pub fn variance(&self) -> f64 {
        self.rate / self.decay * self.sizes.second_moment() / 2.0
    }

    fn gap(&self, random: &mut ChaCha12Rng) -> f64 {
        -open_unit(random).ln() / self.rate
    }

    /// The part of the time below each level, and the falls through it per unit of time, from one path of about
    /// `announcements` that starts at the mean and runs in for twenty lifetimes.
    pub fn long_run(&self, levels: &[f64], announcements: usize, random: &mut ChaCha12Rng) -> Vec<[Estimate; 2]> {
        let batch = (announcements as f64 / self.rate / BATCHES as f64).max(20.0 / self.decay);
        let mut level = self.walk(self.mean(), 20.0 / self.decay, &[], random).0;
        let mut below = vec![Vec::new(); levels.len()];
        let mut falls = vec![Vec::new(); levels.len()];
        for _ in 0..BATCHES {
            let (end, counts) = self.walk(level, batch, levels, random);
            level = end;
            for (k, [time, number]) in counts.into_iter().enumerate() {
                below[k].push(time / batch);
                falls[k].push(number / batch);
            }
        }
        below.iter().zip(&falls).map(|(below, falls)| [Estimate::of(below), Estimate::of(falls)]).collect()
    }

    /// The level after `time`, and for each of `levels` the time spent below and the falls through it.
    fn walk(&self, start: f64, time: f64, levels: &[f64], random: &mut ChaCha12Rng) -> (f64, Vec<[f64; 2]>) {
        let (mut level, mut left) = (start, time);
        let mut counts = vec![[0.0; 2]; levels.len()];
        while left > 0.0 {
            let gap = self.gap(random);
            let span = gap.min(left);
            let end = level * (-self.decay * span).exp();
            for (threshold, [below, falls]) in levels.iter().zip(&mut counts) {
                if level <= *threshold {
                    *below += span;
                } else if end <= *threshold {
                    *below += span - (level / threshold).ln() / self.decay;
                    *falls += 1.0;
                }
            }
            level = if gap < left { end + self.sizes.draw(random) } else { end };
            left -= gap;
        }
        (level, counts)
    }

    /// The mean time in which the level first falls from `from` to `to`, from `paths` paths; `None` if they take more
    /// than `limit` announcements together.
    pub fn passage(
        &self,
        from: f64,
        to: f64,
        paths: usize,
        limit: usize,
        random: &mut ChaCha12Rng,
    ) -> Option<Estimate> {
        let mut drawn = 0_usize;
        let mut wait = || {
            let (mut level, mut time) = (from, 0.0);
            loop {
                let (gap, needed) = (self.gap(random), (level / to).ln() / self.decay);
                if needed <= gap {
                    return Some(time + needed);
                }
                drawn += 1;
                if drawn > limit {
                    return None;
                }
                level = level * (-self.decay * gap).exp() + self.sizes.draw(random);
                time += gap;
            }
        };
        let waits: Option<Vec<f64>> = (0..paths).map(|_| wait()).collect();
        waits.filter(|waits| !waits.is_empty()).map(|waits| Estimate::of(&waits))
    }
}
