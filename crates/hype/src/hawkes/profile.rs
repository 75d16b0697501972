//! The best baseline and branching ratio for a given fade: a concave problem in one unknown.
//!
//! At the best pair the expected number of events is the observed one (multiply both by a factor and differentiate), so
//! that only the part `s` of the events that are reactions is free: with $`u = 1/T`$ and
//! $`v_k = \beta A_k/\sum_i(1-e^{-\beta(T-t_i)})`$ the likelihood is $`\sum\ln((1-s)u + s v_k)`$ and a constant.

use super::Events;
use super::likelihood::{Excitement, LogSum};

/// The best process of a given fade.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Best {
    /// The fade.
    pub(super) fade: f64,
    /// Part of the events that are reactions, from 0 to 1.
    pub(super) share: f64,
    /// Log-likelihood above that of independent news.
    pub(super) gain: f64,
    /// Baseline.
    pub(super) baseline: f64,
    /// Branching ratio.
    pub(super) branching: f64,
}

/// Steps of Newton's method or halvings: each gains a digit at least, most double the digits.
const STEPS: usize = 80;

/// The best baseline and branching ratio for this fade.
pub(super) fn best(events: &Events, fade: f64) -> Best {
    let (contrasts, mass) = contrasts(events, fade);
    let share = best_share(&contrasts);
    let mut logs = LogSum::new();
    for r in &contrasts {
        logs.add(1.0 + share * r);
    }
    let count = contrasts.len() as f64;
    Best {
        fade,
        share,
        gain: logs.total(),
        baseline: (1.0 - share) * count / events.length(),
        branching: share * count / mass,
    }
}

/// For each event the rate of reactions over the baseline's, less one, when each alone explains all events; and the
/// part of all reactions that had time to come.
fn contrasts(events: &Events, fade: f64) -> (Vec<f64>, f64) {
    let mut excitement = events.inherited(fade);
    let mut mass = excitement.value * -(-fade * events.length()).exp_m1();
    let mut last = 0.0;
    let mut contrasts = Vec::with_capacity(events.count());
    for &time in &events.times()[events.history()..] {
        excitement.value *= (-fade * (time - last)).exp();
        contrasts.push(excitement.value);
        mass += super::likelihood::spent(fade, events.length() - time);
        excitement = Excitement { value: excitement.value + 1.0, ..excitement };
        last = time;
    }
    let scale = fade * events.length() / mass;
    for value in &mut contrasts {
        *value = *value * scale - 1.0;
    }
    (contrasts, mass)
}

/// The share in [0, 1] at which $`\sum\ln(1 + s r_k)`$ is largest; its slope falls all the way.
fn best_share(contrasts: &[f64]) -> f64 {
    if contrasts.iter().sum::<f64>() <= 0.0 {
        return 0.0;
    }
    let slope = |s: f64| {
        contrasts.iter().fold((0.0, 0.0), |(first, second), r| {
            let part = r / (1.0 + s * r);
            (first + part, second - part * part)
        })
    };
    if contrasts.iter().all(|r| *r > -1.0) && slope(1.0).0 >= 0.0 {
        return 1.0;
    }
    let (mut low, mut high, mut share) = (0.0_f64, 1.0_f64, 0.5_f64);
    for _ in 0..STEPS {
        let (first, second) = slope(share);
        if first > 0.0 {
            low = share;
        } else {
            high = share;
        }
        let newton = share - first / second;
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - share).abs() <= 1e-13 * share {
            return next;
        }
        share = next;
    }
    share
}
