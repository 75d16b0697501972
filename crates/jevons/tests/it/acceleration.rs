//! Growth that feeds on itself: exponential, slower, or infinite at a date that is found twice.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Answer, Cells, FitData, FitError, Inputs, Model, Node, TimeUnit, Value};
use moloch_jevons::fit::FITS;
use moloch_jevons::{Acceleration, AccelerationOutcome, recursion};
use proptest::prelude::*;

use crate::same;

fn solve(input: Acceleration) -> AccelerationOutcome {
    input.checked().unwrap().solve().unwrap()
}

#[test]
fn without_feedback_growth_is_exponential() {
    let plain = solve(Acceleration { feedback: 0.0, ..Acceleration::example() });
    assert_eq!((plain.blow_up, plain.detected, plain.regime()), (None, None, "exponential"));
    for (energy, steady) in plain.energy.iter().zip(&plain.steady) {
        same(*energy, *steady);
    }
    same(plain.doublings[1] - plain.doublings[0], plain.doublings[0]);
    assert_eq!(plain.ceiling_at, plain.steady_ceiling_at);
}

#[test]
fn the_date_is_that_of_the_law_of_energy() {
    // E' = a E^(1+b) from 11 with a E^b = ln 2 and b = 0.2: infinite at 1/(a b E^b).
    let outcome = solve(Acceleration::example());
    let (b, growth) = (outcome.energy_exponent.unwrap(), outcome.energy_growth);
    same(b, 0.2);
    same(outcome.blow_up.unwrap(), 1.0 / (b * growth));
    let a = growth / 11_f64.powf(b);
    same(outcome.blow_up.unwrap(), 1.0 / (a * b * 11_f64.powf(b)));
}

#[test]
fn the_ceiling_is_met_before_the_date_and_sooner_than_at_steady_growth() {
    let outcome = solve(Acceleration::example());
    let (ceiling, steady) = (outcome.ceiling_at.unwrap(), outcome.steady_ceiling_at.unwrap());
    assert!(ceiling < outcome.blow_up.unwrap() && ceiling < steady);
    // E(t) = E0 (1 - t/t*)^(-1/b)
    let date = outcome.blow_up.unwrap();
    same(11.0 * (1.0 - ceiling / date).powf(-1.0 / 0.2), 27_700.0);
}

#[test]
fn a_law_that_is_not_a_power_is_not_given_a_date() {
    // Growth that rises by equal amounts with the logarithm: y' = 1 + y, so y = e^t - 1, finite at every date.
    assert_eq!(recursion::climb(|y| 1.0 + y, 1.0).blow_up, None);
    assert_eq!(recursion::climb(|_| 1.0, 0.0).blow_up, None);
    assert!(recursion::climb(f64::exp, 1.0).blow_up.is_some());
}

#[test]
fn a_ceiling_below_todays_energy_is_refused() {
    let faults = Acceleration { ceiling: Some(11.0), ..Acceleration::example() }.checked().unwrap_err();
    assert!(faults.to_string().contains("greater than the energy used today, 11"), "{faults}");
}

fn fit(dates: &[f64], levels: &[f64]) -> Result<Answer, FitError> {
    let columns = vec![("date", Cells::Times(dates.to_vec())), ("level", Cells::Numbers(levels.to_vec()))];
    let data = FitData { rows: dates.len(), columns, unit: TimeUnit::MONTH, from: None, until: None };
    let row = FITS.iter().find(|row| row.id == "acceleration").unwrap();
    row.fit(&Node::from(Value::Table(Vec::new())), &data)
}

fn value(answer: &Answer, key: &str) -> f64 {
    answer.get(key).unwrap().value.as_number().unwrap()
}

/// Levels of E' = a E^(1+b) from 11 with growth 0.1 at first, with errors of a given size in logarithms.
fn series(b: f64, size: f64, draw: u64) -> (Vec<f64>, Vec<f64>) {
    let mut generator = stream(5, "series", draw);
    let dates: Vec<f64> = (0..20).map(|k| 0.4 * f64::from(k)).collect();
    let mut error = || size * (open_unit(&mut generator) - 0.5);
    let level = |t: &f64| 11.0 * (recursion::log_level(0.1, b, *t).unwrap() + error()).exp();
    let levels = dates.iter().map(level).collect();
    (dates, levels)
}

#[test]
fn the_exponent_of_an_exact_series_is_recovered_and_with_it_the_date() {
    for b in [-0.8, 0.0, 0.5, 1.2] {
        let (dates, levels) = series(b, 0.0, 0);
        let found = fit(&dates, &levels).unwrap();
        assert!((value(&found, "exponent") - b).abs() < 1e-9, "{}", value(&found, "exponent"));
        if b > 0.0 {
            let left = 1.0 / (b * 0.1) - dates[19];
            assert!((value(&found, "time_left") / left - 1.0).abs() < 1e-8);
        }
    }
}

#[test]
fn intervals_of_the_exponent_hold_it_where_levels_are_nearly_exact() {
    // Errors of a hundredth of the growth between two rows: the pull towards 0 is far below the width.
    let held = (0..200).filter(|draw| {
        let (dates, levels) = series(0.5, 4e-4, *draw);
        let found = fit(&dates, &levels).unwrap();
        (value(&found, "exponent_low")..=value(&found, "exponent_high")).contains(&0.5)
    });
    let held = held.count() as f64;
    assert!((held / 200.0 - 0.95) / (0.95 * 0.05 / 200.0_f64).sqrt() > -4.5, "{held} of 200");
}

#[test]
fn a_series_that_falls_or_is_short_is_refused_in_words() {
    let (dates, mut levels) = series(0.5, 0.0, 0);
    assert!(fit(&dates[..4], &levels[..4]).unwrap_err().to_string().contains("4 rows are too few"));
    levels[7] = 1.0;
    assert!(fit(&dates, &levels).unwrap_err().to_string().contains("row 8 is not above"));
}

proptest! {
    #[test]
    fn the_detected_date_is_the_closed_one(eps in 0.1..4.0_f64, c in 0.05..3.0_f64, feedback in 0.001..2.0_f64) {
        let outcome = solve(Acceleration { elasticity: eps, efficiency_growth: c, feedback, ..Acceleration::example() });
        let (closed, found) = (outcome.blow_up.unwrap(), outcome.detected.unwrap());
        prop_assert!((found / closed - 1.0).abs() < 1e-8, "{found} {closed}");
    }

    #[test]
    fn harder_research_never_runs_away(eps in 0.1..4.0_f64, feedback in -2.0..-0.001_f64) {
        let outcome = solve(Acceleration { elasticity: eps, feedback, ..Acceleration::example() });
        prop_assert_eq!((outcome.blow_up, outcome.detected), (None, None));
        prop_assert!(outcome.doublings[2] - outcome.doublings[1] > outcome.doublings[0]);
    }

    #[test]
    fn each_doubling_takes_a_fixed_part_of_the_one_before(k in 0.01..2.0_f64) {
        let at = |n: f64| recursion::time_of(1.0, k, n * std::f64::consts::LN_2);
        let ratio = (at(3.0) - at(2.0)) / (at(2.0) - at(1.0));
        prop_assert!((ratio / 2_f64.powf(-k) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn level_and_time_are_inverse(k in -2.0..2.0_f64, y in 0.0..5.0_f64) {
        let t = recursion::time_of(0.7, k, y);
        prop_assert!((recursion::log_level(0.7, k, t).unwrap() - y).abs() < 1e-6 * y.max(1.0));
    }
}
