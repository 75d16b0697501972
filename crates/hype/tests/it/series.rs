//! Lags and series: the dated cycles, the size of a test on simulated data, then the economics.

use moloch_core::Inputs;
use moloch_core::random::{ChaCha12Rng, open_unit, stream};
use moloch_hype::{Lags, LagsOutcome, Monotone, MonotoneOutcome};
use proptest::prelude::*;

use crate::same;

fn lags(inputs: Lags) -> LagsOutcome {
    inputs.checked().unwrap().solve().unwrap()
}

fn series(readings: Vec<f64>, error: f64) -> MonotoneOutcome {
    Monotone { readings, error, size: 0.05 }.checked().unwrap().solve().unwrap()
}

/// A standard normal number (Box and Muller).
fn normal(random: &mut ChaCha12Rng) -> f64 {
    (-2.0 * open_unit(random).ln()).sqrt() * (std::f64::consts::TAU * open_unit(random)).cos()
}

#[test]
fn the_dated_cycles_took_a_year_and_a_half_to_fall_and_many_more_to_be_used() {
    let fall = lags(Lags { elapsed: Some(34.0 / 12.0), ..Lags::peak_to_trough() });
    assert_eq!((fall.mean, fall.mean_completed, fall.median), (1.5, 1.5, Some(1.0)));
    same(fall.record, 0.2);
    let use_comes = lags(Lags::trough_to_plateau());
    assert_eq!((use_comes.mean, use_comes.mean_completed, use_comes.median), (11.0, 3.5, Some(4.0)));
    same(use_comes.interval[0], 3.562366677512);
    same(use_comes.interval[1], 66.15367765269);
}

#[test]
fn a_textbook_curve_with_ties_and_open_lags() {
    // At risk 6, 5, 3: (1 - 1/6)(1 - 1/5)(1 - 2/3), the lag open at 2 counted as longer than the one that ends there.
    let inputs = Lags { completed: vec![1.0, 2.0, 4.0, 4.0], open: vec![2.0, 5.0], ..Lags::peak_to_trough() };
    for (time, part) in
        [(0.5, 1.0), (1.0, 5.0 / 6.0), (2.0, 2.0 / 3.0), (3.9, 2.0 / 3.0), (4.0, 2.0 / 9.0), (9.0, 2.0 / 9.0)]
    {
        assert!((inputs.kaplan_meier(time) - part).abs() < 1e-15, "{time}");
    }
    assert_eq!(lags(inputs).median, Some(4.0));
}

#[test]
fn the_interval_covers_the_mean_as_often_as_it_says() {
    // Twelve lags of mean 1, watched for 1.5 at most; 1000 samples.
    let mut covered = 0_u32;
    for k in 0..1000 {
        let mut random = stream(2, "lags", k);
        let draws: Vec<f64> = (0..12).map(|_| -open_unit(&mut random).ln()).collect();
        let completed: Vec<f64> = draws.iter().copied().filter(|lag| *lag < 1.5).collect();
        let open = vec![1.5; 12 - completed.len()];
        if completed.is_empty() {
            continue;
        }
        let [low, high] = lags(Lags { completed, open, ..Lags::peak_to_trough() }).interval;
        covered += u32::from(low < 1.0 && 1.0 < high);
    }
    let z = (f64::from(covered) - 950.0) / (1000.0 * 0.95 * 0.05_f64).sqrt();
    assert!(z.abs() < 4.5, "{covered}");
}

#[test]
fn nothing_is_learnt_from_open_lags_alone() {
    let none = Lags { completed: vec![], open: vec![3.0], ..Lags::peak_to_trough() };
    assert!(none.checked().unwrap_err().iter().any(|fault| fault.code == "empty-list"));
}

#[test]
fn a_series_at_rest_is_accused_of_falling_as_often_as_the_size_says() {
    for n in [2_u8, 5, 12] {
        let mut accused = 0_u32;
        for k in 0..4000 {
            let mut random = stream(u64::from(n), "a series at rest", k);
            let readings = (0..n).map(|_| (0.03 * normal(&mut random)).exp()).collect();
            accused += u32::from(series(readings, 0.03).falls);
        }
        let z = (f64::from(accused) - 200.0) / (4000.0 * 0.05 * 0.95_f64).sqrt();
        assert!(z.abs() < 4.5, "{n}: {accused}");
    }
}

#[test]
fn a_rising_series_is_accused_less_often_and_a_falling_one_nearly_always() {
    let accused = |trend: f64, purpose| {
        let series = |k| {
            let mut random = stream(4, purpose, k);
            series((0..8).map(|i| (trend * f64::from(i) + 0.03 * normal(&mut random)).exp()).collect(), 0.03)
        };
        (0..1000).filter(|k| series(*k).falls).count()
    };
    assert!(accused(0.03, "rising") < 10);
    assert!(accused(-0.03, "falling") > 950);
}

#[test]
fn two_readings_that_fall_have_half_of_a_chi_squared_tail() {
    // One and a half standard errors of a difference of two.
    let fall = series(vec![1.0, (-1.5 * 2.0_f64.sqrt() * 0.02_f64).exp()], 0.02);
    assert!((fall.p_value - 0.066807201268858).abs() < 1e-12);
    assert_eq!((fall.declines, fall.falls), (1, false));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn open_lags_only_lengthen_the_phase(completed in prop::collection::vec(0.1..5.0_f64, 1..6), open in 0.1..9.0_f64) {
        let alone = lags(Lags { completed: completed.clone(), ..Lags::peak_to_trough() });
        let with = lags(Lags { completed, open: vec![open], ..Lags::peak_to_trough() });
        prop_assert!(with.mean > alone.mean && with.interval[1] > alone.interval[1]);
        prop_assert!(with.interval[0] < with.mean && with.mean < with.interval[1]);
        prop_assert!(with.curve.windows(2).all(|pair| pair[1] <= pair[0]));
    }

    #[test]
    fn a_series_that_never_falls_is_its_own_fit(steps in prop::collection::vec(0.0..0.5_f64, 2..20), error in 0.01..0.5_f64) {
        let mut level = 0.0;
        let readings: Vec<f64> = steps.iter().map(|step| { level += step; f64::exp(level) }).collect();
        let rising = series(readings.clone(), error);
        prop_assert_eq!((rising.falls, rising.declines, rising.p_value), (false, 0, 1.0));
        // Read backwards it falls, the surer the smaller the error.
        let fallen: Vec<f64> = readings.iter().rev().copied().collect();
        let (blurred, sharp) = (series(fallen.clone(), error), series(fallen, error / 2.0));
        prop_assert!(sharp.p_value <= blurred.p_value);
        prop_assert!((blurred.deepest - (1.0 - readings[0] / readings[readings.len() - 1])).abs() < 1e-12);
    }
}
