//! Exact simulation against the closed forms, by the number of standard errors between them.

use moloch_core::random::stream;
use moloch_hype::shot::{first_passage, level_after, mean_passage, ride};
use moloch_hype::{JumpLaw, Process};

use crate::{DECAY, FORTNIGHT};

/// Standard errors between the mean of a sample and what it should be.
pub(crate) fn z_score(sample: &[f64], expected: f64) -> f64 {
    let n = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / n;
    let variance = sample.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean - expected) / (variance / n).sqrt()
}

fn levels(process: &Process, purpose: &str) -> Vec<f64> {
    let start = process.mean();
    // Forty mean lifetimes: what is left of the start is 4e-18 of it.
    (0..20_000).map(|k| level_after(process, start, 40.0 / process.decay, &mut stream(7, purpose, k))).collect()
}

#[test]
fn simulated_levels_have_the_moments_and_the_law() {
    for (jumps, purpose) in [(JumpLaw::Exponential, "exponential jumps"), (JumpLaw::Fixed, "fixed jumps")] {
        let process = Process { decay: 1.0, rate: 6.0, jump: 0.5, jumps };
        let levels = levels(&process, purpose);
        let (mean, variance) = (process.mean(), process.variance());
        assert!(z_score(&levels, mean).abs() < 4.5);
        let squares: Vec<f64> = levels.iter().map(|x| (x - mean).powi(2)).collect();
        assert!(z_score(&squares, variance).abs() < 4.5);
        for part in [0.5, 0.8, 1.2] {
            let below: Vec<f64> = levels.iter().map(|x| f64::from(*x < part * mean)).collect();
            let z = z_score(&below, process.below(part * mean));
            assert!(z.abs() < 4.5, "{purpose} {part}: {z}");
        }
    }
}

#[test]
fn simulated_waiting_times_have_the_mean_of_the_closed_form() {
    let process = Process { decay: DECAY, rate: 1.0 / FORTNIGHT, jump: 1.0, jumps: JumpLaw::Exponential };
    let mean = process.mean();
    for part in [0.8, 0.7] {
        let wait = |k| first_passage(&process, mean, part * mean, 1_000_000, &mut stream(11, "troughs", k)).unwrap();
        let waits: Vec<f64> = (0..10_000).map(wait).collect();
        let z = z_score(&waits, mean_passage(&process, mean, part * mean));
        assert!(z.abs() < 4.5, "{part}: {z}");
    }
}

#[test]
fn the_mean_path_is_the_step_of_the_monthly_path() {
    let process = Process { decay: 0.3, rate: 2.0, jump: 1.5, jumps: JumpLaw::Exponential };
    let sample: Vec<f64> = (0..20_000).map(|k| level_after(&process, 4.0, 1.7, &mut stream(3, "steps", k))).collect();
    let mean = moloch_hype::decay::step(4.0, 0.3, 2.0, 1.5, 1.7);
    assert!(z_score(&sample, mean).abs() < 4.5);
    let squares: Vec<f64> = sample.iter().map(|x| (x - mean).powi(2)).collect();
    let variance = moloch_hype::decay::variance_step(0.0, 0.3, 2.0, process.second_moment(), 1.7);
    assert!(z_score(&squares, variance).abs() < 4.5);
}

#[test]
fn equal_seeds_give_equal_paths_and_a_limit_is_kept() {
    let process = Process { decay: 1.0, rate: 50.0, jump: 1.0, jumps: JumpLaw::Fixed };
    let path = |seed| level_after(&process, 50.0, 3.0, &mut stream(seed, "again", 0));
    assert_eq!(path(1).to_bits(), path(1).to_bits());
    assert_ne!(path(1).to_bits(), path(2).to_bits());
    assert_eq!(first_passage(&process, 50.0, 5.0, 100, &mut stream(1, "deep", 0)), None);
}

#[test]
fn a_ride_under_changing_news_has_the_mean_and_the_variance_of_the_monthly_steps() {
    let (decay, rates, jump) = (0.3, [2.0, 0.0, 5.0], 1.5);
    let rides: Vec<f64> = (0..20_000)
        .map(|k| ride(decay, &rates, 1.0, 4.0, &mut stream(5, "rides", k), |_| jump))
        .map(|ride| ride.levels[3])
        .collect();
    let (mut mean, mut variance) = (4.0, 0.0);
    for rate in rates {
        mean = moloch_hype::decay::step(mean, decay, rate, jump, 1.0);
        variance = moloch_hype::decay::variance_step(variance, decay, rate, jump * jump, 1.0);
    }
    assert!(z_score(&rides, mean).abs() < 4.5);
    let squares: Vec<f64> = rides.iter().map(|x| (x - mean).powi(2)).collect();
    assert!(z_score(&squares, variance).abs() < 4.5);
}

#[test]
fn a_ride_knows_its_deepest_fall_and_silence_is_the_deepest_there_is() {
    let silent = ride(0.3, &[0.0, 0.0], 1.0, 4.0, &mut stream(1, "silence", 0), |_| 1.0);
    assert!(
        (silent.deepest - (-0.6_f64).exp()).abs() < 1e-12 && (silent.levels[2] - 4.0 * silent.deepest).abs() < 1e-12
    );
    for k in 0..200 {
        let noisy = ride(0.3, &[1.0; 5], 1.0, 4.0, &mut stream(1, "noise", k), |_| 1.0);
        let seen = noisy.levels.iter().scan(0.0_f64, |highest, &level| {
            *highest = highest.max(level);
            Some(level / *highest)
        });
        assert!(seen.fold(1.0, f64::min) >= noisy.deepest && noisy.deepest >= (-1.5_f64).exp());
    }
    // The chance that a first announcement comes later than the fall to seven tenths takes.
    let wait = moloch_hype::decay::silence(0.3, 0.7);
    let falls: Vec<f64> = (0..20_000)
        .map(|k| ride(0.3, &[0.5], wait, 1.0, &mut stream(2, "falls", k), |_| 1e9))
        .map(|ride| f64::from(ride.deepest <= 0.7 + 1e-12))
        .collect();
    assert!(z_score(&falls, (-0.5 * wait).exp()).abs() < 4.5);
}
