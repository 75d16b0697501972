//! Does a process explain a record? Time is stretched until the events should be a Poisson process of rate one.

use statrs::distribution::{ChiSquared, ContinuousCDF, Uniform};
use statrs::stats_tests::NaNPolicy;
use statrs::stats_tests::ks_test::{KSOneSampleAlternativeMethod, ks_onesample};

use super::likelihood::spent;
use super::{Events, Hawkes};

/// Gaps between the events of a window in the process's own time, and what two tests say of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Residuals {
    /// Expected events between each event and the one before; independent and exponential with mean 1 if the process
    /// is right (Papangelou 1972).
    pub gaps: Vec<f64>,
    /// The largest distance between their distribution function and the exponential one (Kolmogorov and Smirnov).
    pub distance: f64,
    /// How probable a larger distance is under the process; for fitted parameters too large, as they bend to the data.
    pub distance_chance: f64,
    /// Whether successive gaps are independent; `None` for too few of them.
    pub independence: Option<Independence>,
}

/// Ljung and Box's test of the autocorrelations of the gaps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Independence {
    /// Correlation of successive gaps.
    pub lag_one: f64,
    /// Lags in the test.
    pub lags: usize,
    /// How probable larger correlations are under independence.
    pub chance: f64,
}

/// The events that the process expects in the window, given its history: the integral of its rate.
pub(crate) fn expected(process: &Hawkes, events: &Events) -> f64 {
    let gaps = gaps(process, events);
    let Some(last) = events.times()[events.history()..].last() else {
        return between(process, 0.0, events.length(), events.inherited(process.fade()).value);
    };
    let past = events.times().iter().map(|time| (-process.fade() * (last - time)).exp()).sum();
    moloch_core::sum::compensated(gaps) + between(process, *last, events.length(), past)
}

/// Expected events from `start` to `end`, with an excitement at the start and no event in between.
fn between(process: &Hawkes, start: f64, end: f64, excitement: f64) -> f64 {
    process.baseline() * (end - start) + process.branching() * excitement * spent(process.fade(), end - start)
}

fn gaps(process: &Hawkes, events: &Events) -> Vec<f64> {
    let mut excitement = events.inherited(process.fade()).value;
    let mut last = 0.0;
    let gap = |&time: &f64| {
        let expected = between(process, last, time, excitement);
        excitement = excitement * (-process.fade() * (time - last)).exp() + 1.0;
        last = time;
        expected
    };
    events.times()[events.history()..].iter().map(gap).collect()
}

/// Stretches time by the process and tests the gaps of the events in the window; `None` without events.
pub fn residuals(process: &Hawkes, events: &Events) -> Option<Residuals> {
    Residuals::of(gaps(process, events))
}

impl Residuals {
    /// Tests gaps that should be independent and exponential with mean 1; `None` if there are none.
    pub(crate) fn of(gaps: Vec<f64>) -> Option<Self> {
        let uniforms: Vec<f64> = gaps.iter().map(|gap| -(-gap).exp_m1()).collect();
        let method = KSOneSampleAlternativeMethod::TwoSidedAsymptotic;
        let unit = Uniform::new(0.0, 1.0).ok()?;
        let (distance, distance_chance) = ks_onesample(uniforms.clone(), &unit, method, NaNPolicy::Error).ok()?;
        Some(Self { gaps, distance, distance_chance, independence: independence(&uniforms) })
    }
}

/// The test of Ljung and Box (1978) on numbers that should be independent.
fn independence(values: &[f64]) -> Option<Independence> {
    let n = values.len() as f64;
    let lags = (values.len() / 5).min(10);
    let mean = values.iter().sum::<f64>() / n;
    let centred: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let total: f64 = centred.iter().map(|c| c * c).sum();
    if lags == 0 || total <= 0.0 {
        return None;
    }
    let correlation = |lag: usize| centred.iter().zip(&centred[lag..]).map(|(a, b)| a * b).sum::<f64>() / total;
    let sum: f64 = (1..=lags).map(|lag| correlation(lag).powi(2) / (n - lag as f64)).sum();
    let chance = ChiSquared::new(lags as f64).ok()?.sf(n * (n + 2.0) * sum);
    Some(Independence { lag_one: correlation(1), lags, chance })
}
