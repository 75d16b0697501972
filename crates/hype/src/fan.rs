//! Fans of random paths: quantiles at each date, with the sampling error of the middle one.

use moloch_core::random::{ChaCha12Rng, stream};
use moloch_core::{Answer, OpenTable, quantity};

/// Quantiles of simulated paths; lists are for the dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// The quantiles of 5, 25, 50, 75 and 95 per cent.
    pub quantiles: [Vec<f64>; 5],
    /// Mean over the paths.
    pub mean: Vec<f64>,
    /// Standard error of that mean.
    pub error: Vec<f64>,
    /// How many paths.
    pub paths: usize,
}

/// The parts of the paths that lie below the quantiles.
const PARTS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Announcements that all random paths of one answer may have together.
const MOST_ANNOUNCEMENTS: f64 = 1e8;

/// Quantiles of `paths` random paths; `None` for no path. `walk` gives the levels at the dates.
pub(crate) fn fan(
    dates: &[f64],
    paths: usize,
    seed: u64,
    purpose: &str,
    walk: impl Fn(&mut ChaCha12Rng) -> Vec<f64>,
) -> Option<Fan> {
    if paths == 0 {
        return None;
    }
    let walked: Vec<Vec<f64>> = (0..paths as u64).map(|k| walk(&mut stream(seed, purpose, k))).collect();
    let mut fan = Fan { quantiles: Default::default(), mean: Vec::new(), error: Vec::new(), paths };
    for date in 0..dates.len() {
        let mut levels: Vec<f64> = walked.iter().map(|path| path[date]).collect();
        levels.sort_by(f64::total_cmp);
        let n = paths as f64;
        let mean = moloch_core::sum::compensated(levels.iter().copied()) / n;
        let spread = levels.iter().map(|level| (level - mean).powi(2)).sum::<f64>();
        fan.mean.push(mean);
        fan.error.push((spread / (n * (n - 1.0).max(1.0))).sqrt());
        for (quantile, part) in fan.quantiles.iter_mut().zip(PARTS) {
            quantile.push(quantile_of(&levels, part));
        }
    }
    Some(fan)
}

/// The quantile of sorted numbers, between the two that stand around it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the list")]
pub(crate) fn quantile_of(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let (low, high) = (place.floor() as usize, place.ceil() as usize);
    sorted[low] + (place - place.floor()) * (sorted[high] - sorted[low])
}

/// The outputs of a fan: five quantiles along the axis of dates.
pub(crate) fn fan_outputs(answer: Answer, axis: &'static str, fan: Option<&Fan>) -> Answer {
    let Some(fan) = fan else { return answer };
    let [q05, q25, q50, q75, q95] = &fan.quantiles;
    let hype = &quantity::HYPE;
    answer
        .numbers("quantile_05", hype, axis, q05, "one path in twenty is below")
        .numbers("quantile_25", hype, axis, q25, "one path in four is below")
        .numbers("quantile_50", hype, axis, q50, "half of the paths are below")
        .numbers("quantile_75", hype, axis, q75, "one path in four is above")
        .numbers("quantile_95", hype, axis, q95, "one path in twenty is above")
        .note(format!("the quantiles are those of {} random paths", fan.paths))
}

/// Refuses random paths with more announcements than can be drawn in reasonable time.
pub(crate) fn too_many(table: &mut OpenTable<'_, '_>, announcements: f64, paths: usize) {
    let all = announcements * paths as f64;
    if all > MOST_ANNOUNCEMENTS {
        let most = (MOST_ANNOUNCEMENTS / announcements).floor();
        let expected = format!("at most {most} paths of {announcements} announcements each");
        table.fault("too-many", "paths", paths.to_string(), expected, "ask for fewer paths, or shorten them");
    }
}
