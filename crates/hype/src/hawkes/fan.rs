//! Many simulated paths of hype fed by clustered news: where they lie, and how many make a trough.

use moloch_core::random::stream;

use super::{Announcements, Fed};

/// How the jumps of simulated announcements are drawn: lognormal with a mean and a coefficient of variation, which may
/// be zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Marks {
    mean: f64,
    spread: f64,
}

impl Marks {
    /// Jumps of a mean and of a standard deviation of `variation` times the mean, at least 0.
    pub fn new(mean: f64, variation: f64) -> Self {
        Self { mean, spread: (variation * variation).ln_1p().sqrt() }
    }

    fn draw(&self, news: &mut Announcements<'_>) -> f64 {
        if self.spread > 0.0 {
            self.mean * (self.spread * (news.normal() - self.spread / 2.0)).exp()
        } else {
            self.mean
        }
    }
}

/// What simulated paths say of the level at equally spaced times and of its lowest point.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// Times, from 0 to the horizon.
    pub times: Vec<f64>,
    /// For each part of [`Fan::PARTS`] the level that this part of the paths lies below, at each time.
    pub quantiles: Vec<Vec<f64>>,
    /// Part of the paths that were at or below the trough at some time until the horizon.
    pub troughs: f64,
}

impl Fan {
    /// The parts of the paths whose levels are given.
    pub const PARTS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
    /// Times at which levels are given.
    pub const TIMES: usize = 61;
}

/// Simulates `paths` paths until `horizon` from the level `start`, while news comes at its mean rate to begin with.
///
/// `trough` is the level that counts as one. Draws derive from the seed, path by path.
pub fn fan(fed: &Fed, marks: Marks, start: f64, trough: f64, horizon: f64, paths: usize, seed: u64) -> Fan {
    let times: Vec<f64> = (0..Fan::TIMES).map(|k| horizon * k as f64 / (Fan::TIMES - 1) as f64).collect();
    let mut levels = vec![Vec::with_capacity(paths); times.len()];
    let mut troughs = 0_usize;
    for k in 0..paths {
        let mut random = stream(seed, "hype fed by clustered news", k as u64);
        // The mean rate is the baseline and n times itself.
        let excitement = fed.news.rate() * fed.news.branching();
        let mut news = Announcements::new(&fed.news, excitement, &mut random);
        let (mut level, mut last, mut lowest) = (start, 0.0, start);
        let mut next = news.next().unwrap_or(f64::INFINITY);
        for (time, at) in times.iter().zip(&mut levels) {
            while next <= *time {
                let before = level * (-fed.decay * (next - last)).exp();
                lowest = lowest.min(before);
                level = before + marks.draw(&mut news);
                last = next;
                next = news.next().unwrap_or(f64::INFINITY);
            }
            let now = level * (-fed.decay * (time - last)).exp();
            lowest = lowest.min(now);
            at.push(now);
        }
        troughs += usize::from(lowest <= trough);
    }
    for at in &mut levels {
        at.sort_by(f64::total_cmp);
    }
    let quantile = |at: &Vec<f64>, part: f64| at[rank(part, paths)];
    let quantiles = Fan::PARTS.iter().map(|part| levels.iter().map(|at| quantile(at, *part)).collect()).collect();
    Fan { times, quantiles, troughs: troughs as f64 / paths as f64 }
}

/// The place, from 0, of the least of `count` sorted numbers that at least this part of them does not exceed.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the count")]
fn rank(part: f64, count: usize) -> usize {
    ((part * count as f64).ceil() as usize).clamp(1, count) - 1
}
