//! Maximum likelihood: known parameters come back, intervals cover what they promise, and bounds are said.

use moloch_core::Status;
use moloch_core::random::{open_unit, stream};
use moloch_hype::hawkes::{
    Events, Fit, Hawkes, HawkesError, LEAST_EVENTS, Parameter, Stationary, fit, log_likelihood, residuals, thinning,
};
use proptest::prelude::*;

use crate::hawkes::process;

const ALL: [Parameter; 3] = [Parameter::Baseline, Parameter::Branching, Parameter::Fade];

/// A window of a process that has forgotten its start, with the history that is known.
fn observed(news: &Stationary, length: f64, purpose: &str, k: u64) -> Events {
    let before = 30.0 / news.slowness();
    let times = thinning(news, before + length, &mut stream(17, purpose, k));
    Events::new(&times, before, before + length).unwrap()
}

fn fitted(events: &Events) -> Fit {
    fit(events).unwrap()
}

/// Of 200 intervals that hold a number with probability 0.95 between 177 and 198 do, all but once in a thousand.
#[test]
fn intervals_cover_the_truth_as_often_as_they_say() {
    let news = process(0.5, 0.6, 1.0);
    let mut covered = [0; 3];
    for k in 0..200 {
        let fit = fitted(&observed(&news, 600.0, "coverage", k));
        assert!(fit.status.is_success(), "{k}: {}", fit.status);
        for (j, truth) in [0.5, 0.6, 1.0].into_iter().enumerate() {
            let (low, high) = fit.interval(ALL[j], 0.95).unwrap();
            covered[j] += u32::from(low <= truth && truth <= high);
        }
    }
    assert!(covered.iter().all(|count| (177..=199).contains(count)), "{covered:?}");
}

#[test]
fn a_long_record_gives_the_parameters_back() {
    for (n, fade) in [(0.2, 3.0), (0.6, 1.0), (0.9, 0.5)] {
        let news = process(0.5, n * fade, fade);
        let fit = fitted(&observed(&news, 8000.0 / news.rate(), "long record", 0));
        assert!(fit.status.is_success());
        for (parameter, truth) in ALL.into_iter().zip([0.5, n, fade]) {
            let z = (fit.estimate(parameter) / truth).ln() * truth / fit.standard_error(parameter).unwrap();
            assert!(z.abs() < 4.5, "{parameter:?} {truth}: {z}");
        }
    }
}

#[test]
fn nothing_near_the_estimate_is_likelier() {
    let events = observed(&process(0.5, 0.6, 1.0), 200.0, "peak", 1);
    let fit = fitted(&events);
    let p = fit.process;
    for (a, b, c) in
        [(1.01, 1.0, 1.0), (0.99, 1.0, 1.0), (1.0, 1.01, 1.0), (1.0, 0.99, 1.0), (1.0, 1.0, 1.01), (1.0, 1.0, 0.99)]
    {
        let near = Hawkes::new(p.baseline() * a, p.branching() * b * p.fade() * c, p.fade() * c).unwrap();
        assert!(log_likelihood(&near, &events) < fit.log_likelihood);
    }
    assert!((log_likelihood(&p, &events) - fit.log_likelihood).abs() < 1e-9 * fit.log_likelihood.abs());
}

/// Independent news has a branching ratio of zero: about half of the records say so by the bound, none by a long way.
#[test]
fn independent_news_is_not_taken_for_reactions() {
    let independent = |k: u64| {
        let mut random = stream(23, "independent", k);
        let mut time = 0.0;
        let step = |_| {
            time -= open_unit(&mut random).ln();
            time
        };
        let times: Vec<f64> = (0..200).map(step).collect();
        fitted(&Events::new(&times, 0.0, times[199] + 0.5).unwrap())
    };
    let fits: Vec<Fit> = (0..60).map(independent).collect();
    let bound = fits
        .iter()
        .filter(|fit| matches!(&fit.status, Status::BoundActive { bound } if bound.contains("branching ratio 0")))
        .count();
    assert!((1..60).contains(&bound), "{bound}");
    for fit in &fits {
        assert!(fit.gain < 8.0, "{fit:?}");
        if fit.process.branching() == 0.0 {
            assert!(!fit.status.is_success() && fit.covariance.is_none() && fit.gain < 1e-6);
        }
    }
}

#[test]
fn regular_news_is_fitted_by_the_bound() {
    let times: Vec<f64> = (1..=50).map(f64::from).collect();
    let fit = fitted(&Events::new(&times, 0.0, 50.5).unwrap());
    assert!(
        matches!(&fit.status, Status::BoundActive { bound } if bound.contains("branching ratio 0")),
        "{}",
        fit.status
    );
    assert!((fit.process.baseline() - 50.0 / 50.5).abs() < 1e-12);
    assert_eq!(fit.interval(Parameter::Branching, 0.95), None);
}

#[test]
fn a_growing_stream_is_said_to_be_a_trend_or_an_explosion() {
    // Ever more news: the count grows like an exponential.
    let times: Vec<f64> = (1..=120).map(|k| f64::from(k).ln_1p()).collect();
    let fit = fitted(&Events::new(&times, 0.0, 4.8).unwrap());
    let explosive = matches!(fit.process.stationary(), Err(HawkesError::Explosive { .. }));
    assert!(explosive || !fit.status.is_success(), "{fit:?}");
}

#[test]
fn too_few_events_are_refused_with_the_number_needed() {
    let times: Vec<f64> = (1..LEAST_EVENTS).map(|k| k as f64).collect();
    let error = fit(&Events::new(&times, 0.0, 20.0).unwrap()).unwrap_err();
    assert_eq!(error, HawkesError::TooFew { events: LEAST_EVENTS - 1, needed: LEAST_EVENTS, parameters: 3 });
}

#[test]
fn residuals_accept_the_right_process_and_refuse_independent_news() {
    let news = process(0.5, 0.6, 1.0);
    let events = observed(&news, 800.0, "residuals", 0);
    let right = residuals(&news, &events).unwrap();
    assert_eq!(right.gaps.len(), events.count());
    assert!(right.distance_chance > 1e-3 && right.independence.unwrap().chance > 1e-3);
    let poisson = Hawkes::new(events.count() as f64 / events.length(), 0.0, 1.0).unwrap();
    let wrong = residuals(&poisson, &events).unwrap();
    assert!(wrong.distance_chance < 1e-6 && wrong.independence.unwrap().chance < 1e-6);
}

/// Under the true process the chances themselves are uniform: their mean over 200 records is a half.
#[test]
fn the_chances_of_the_residual_tests_are_uniform() {
    let news = process(0.5, 0.6, 1.0);
    let tested = |k| residuals(&news, &observed(&news, 200.0, "uniform chances", k)).unwrap();
    let all: Vec<_> = (0..200).map(tested).collect();
    let z = |values: &[f64]| (values.iter().sum::<f64>() / 200.0 - 0.5) * (12.0_f64 * 200.0).sqrt();
    let distances: Vec<f64> = all.iter().map(|r| r.distance_chance).collect();
    let independence: Vec<f64> = all.iter().map(|r| r.independence.unwrap().chance).collect();
    assert!(z(&distances).abs() < 4.5 && z(&independence).abs() < 4.5, "{} {}", z(&distances), z(&independence));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Seconds or centuries: what is counted stays, what is per unit of time moves with it.
    #[test]
    fn estimates_do_not_depend_on_the_unit_of_time(
        n in 0.0..0.95_f64, log_unit in -12.0..12.0_f64, k in 0_u64..1000,
    ) {
        let news = process(0.5, n, 1.0);
        let events = observed(&news, 80.0 / news.rate(), "units", k);
        prop_assume!(events.count() >= LEAST_EVENTS);
        let unit = log_unit.exp2().powi(2);
        let times: Vec<f64> = events.times().iter().map(|time| time * unit).collect();
        let (a, b) = (fitted(&events), fitted(&Events::new(&times, 0.0, events.length() * unit).unwrap()));
        prop_assert_eq!(a.status.is_success(), b.status.is_success());
        prop_assert!((a.process.branching() - b.process.branching()).abs() <= 1e-9 * a.process.branching());
        // The baseline may be zero, when the history explains everything.
        prop_assert!((a.process.baseline() - b.process.baseline() * unit).abs() <= 1e-9 * a.process.baseline());
        prop_assert!((a.gain - b.gain).abs() < 1e-8 * (1.0 + a.gain));
        if a.status.is_success() {
            prop_assert!((a.process.fade() / (b.process.fade() * unit) - 1.0).abs() < 1e-8);
            prop_assert_eq!(a.covariance.is_some(), b.covariance.is_some());
        }
    }

    /// Whatever the record, the fitted process expects as many events as there are, and beats independent news.
    #[test]
    fn any_record_is_fitted_or_the_bound_is_named(gaps in proptest::collection::vec(prop_oneof![1e-6..1e-3_f64, 0.1..2.0_f64, 5.0..50.0_f64], 10..60)) {
        let events = crate::hawkes::record(&gaps, 0.3);
        let fit = fitted(&events);
        prop_assert!(fit.certificate().passes() && fit.gain >= 0.0);
        prop_assert!(fit.status.is_success() || matches!(fit.status, Status::BoundActive { .. }), "{}", fit.status);
        let poisson = Hawkes::new(events.count() as f64 / events.length(), 0.0, 1.0).unwrap();
        prop_assert!(fit.log_likelihood >= log_likelihood(&poisson, &events) - 1e-9);
    }
}
