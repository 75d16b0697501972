//! Is the plateau permanent? Random timing of the path's news, followed many times, and how deep hype falls on the way.
//!
//! The path has the mean of hype. News comes at random times around it, and a mean says nothing about falls: here each run draws
//! its own announcements at the rates of the path, and its deepest fall from its own highest level so far is kept.

use moloch_core::parallel::in_order;
use moloch_core::random::{ChaCha12Rng, open_unit, stream};
use moloch_hype::decay::silence;
use moloch_hype::shot::{Ride, ride};

use crate::law::Law;
use crate::path::Path;

/// Falls that are counted, as parts of the highest level so far.
pub const DEPTHS: [f64; 3] = [0.2, 0.3, 0.5];
/// Parts of the runs that lie below the quantiles of the fan.
pub const PARTS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// Runs: standard errors of a chance are then at most about one per cent.
const RUNS: u64 = 2_000;
/// Runs in one task of a thread.
const TOGETHER: u64 = 100;

/// What random timing does to hype on the path without intervention.
#[derive(Debug, Clone, PartialEq)]
pub struct Troughs {
    /// Runs.
    pub runs: u64,
    /// For each of [`PARTS`] the level of every month.
    pub quantiles: [Vec<f64>; 5],
    /// For each of [`DEPTHS`].
    pub falls: [Fall; 3],
    /// Part of its level that hype loses between two announcements at regular times, at the first and at the last month's
    /// rate of news; `None` without news.
    pub regular_dips: [Option<f64>; 2],
    /// News a month, in standard announcements, that holds the last month's level: $`\delta H/J`$.
    pub holding_rate: f64,
}

/// One depth of fall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fall {
    /// Part of the level that is lost.
    pub depth: f64,
    /// Chance of such a fall from the highest level so far, before the horizon.
    pub chance: f64,
    /// Standard error of that chance, not zero even where no run falls so far (Agresti and Coull).
    pub error: f64,
    /// Months without any news in which hype falls so far; no fall is faster.
    pub silence: f64,
}

impl Troughs {
    /// Follows the runs on this many threads; the result is the same on any number.
    pub(crate) fn of(law: &Law, path: &Path, seed: u64, threads: usize) -> Self {
        let news = &law.news;
        let rates: Vec<f64> = path.months[..path.months.len() - 1].iter().map(|month| month.news_rate).collect();
        let start = path.months[0].state.hype;
        let bundle = |k: usize| -> Vec<Ride> {
            let first = k as u64 * TOGETHER;
            let lift = |random: &mut ChaCha12Rng| jump(news.jump, news.jump_variation, random);
            let one = |run| ride(news.decay, &rates, 1.0, start, &mut stream(seed, "troughs", run), lift);
            (first..first + TOGETHER).map(one).collect()
        };
        let bundles = usize::try_from(RUNS / TOGETHER).unwrap_or(1);
        let rides: Vec<Ride> = in_order(bundles, threads, bundle).into_iter().flatten().collect();
        let dip = |rate: f64| (rate > 0.0).then(|| -(-news.decay / rate).exp_m1());
        Self {
            runs: RUNS,
            quantiles: quantiles(&rides, path.months.len()),
            falls: DEPTHS.map(|depth| fall(news.decay, &rides, depth)),
            regular_dips: [dip(path.months[0].news_rate), dip(path.last().news_rate)],
            holding_rate: news.decay * path.last().state.hype / news.jump,
        }
    }
}

/// A jump with the given mean and variation: of one size without variation, lognormal with it, so that never negative.
fn jump(mean: f64, variation: f64, random: &mut ChaCha12Rng) -> f64 {
    if variation <= 0.0 {
        return mean;
    }
    let variance = (variation * variation).ln_1p();
    // Box and Muller's way to a normal number.
    let normal = (-2.0 * open_unit(random).ln()).sqrt() * (std::f64::consts::TAU * open_unit(random)).cos();
    mean * (normal * variance.sqrt() - variance / 2.0).exp()
}

fn fall(decay: f64, rides: &[Ride], depth: f64) -> Fall {
    let runs = rides.len() as f64;
    let fallen = rides.iter().filter(|ride| ride.deepest <= 1.0 - depth).count() as f64;
    // Agresti and Coull (1998): without their two runs on either side, a fall that no run shows would have no error.
    let (shrunk, all) = ((fallen + 2.0) / (runs + 4.0), runs + 4.0);
    let error = (shrunk * (1.0 - shrunk) / all).sqrt();
    Fall { depth, chance: fallen / runs, error, silence: silence(decay, 1.0 - depth) }
}

/// The levels below which given parts of the runs lie, month by month.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the list")]
fn quantiles(rides: &[Ride], months: usize) -> [Vec<f64>; 5] {
    let mut quantiles: [Vec<f64>; 5] = Default::default();
    for month in 0..months {
        let mut levels: Vec<f64> = rides.iter().map(|ride| ride.levels[month]).collect();
        levels.sort_by(f64::total_cmp);
        for (quantile, part) in quantiles.iter_mut().zip(PARTS) {
            quantile.push(levels[(part * (levels.len() - 1) as f64).round() as usize]);
        }
    }
    quantiles
}
