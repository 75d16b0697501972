//! News that provokes news: simulation, likelihood and fits.

use moloch_core::random::stream;
use moloch_hype::hawkes::{
    Announcements, Events, Hawkes, Mutual, MutualEvents, Stationary, clusters, fit, fit_mutual, log_likelihood,
    mutual_log_likelihood, mutual_thinning, residuals, slope, thinning,
};

fn main() {
    divan::main();
}

const MILLION: f64 = 1e6;

fn news() -> Stationary {
    Hawkes::new(0.5, 0.6, 1.0).and_then(Hawkes::stationary).expect("a branching ratio of 0.6")
}

/// About this many events of the process.
fn record(count: f64) -> Events {
    let until = count / news().rate();
    let times = thinning(&news(), until, &mut stream(1, "bench", 0));
    Events::new(&times, 0.0, until).expect("times in order")
}

fn labs() -> Mutual {
    let row = |own: usize| (0..3).map(|j| if j == own { 0.3 } else { 0.15 }).collect();
    Mutual::new(&[0.3; 3], &[row(0), row(1), row(2)], &[1.0; 3]).expect("three labs")
}

fn record_of_labs(count: f64) -> MutualEvents {
    let process = labs().stationary().expect("reactions that die out");
    let until = count / process.rates().iter().sum::<f64>();
    let rows = mutual_thinning(&process, until, &mut stream(1, "bench", 1));
    let (times, labs): (Vec<f64>, Vec<usize>) = rows.into_iter().unzip();
    let events = Events::new(&times, 0.0, until).expect("times in order");
    MutualEvents::new(events, &labs, 3).expect("three labs")
}

#[divan::bench]
fn thin_a_million_announcements(bencher: divan::Bencher<'_, '_>) {
    let mut random = stream(1, "bench", 2);
    bencher.bench_local(|| Announcements::new(&news(), 0.0, &mut random).take(1_000_000).last());
}

#[divan::bench]
fn descend_a_million_announcements(bencher: divan::Bencher<'_, '_>) {
    let mut random = stream(1, "bench", 3);
    bencher.bench_local(|| clusters(&news(), MILLION / news().rate(), &mut random).len());
}

#[divan::bench]
fn thin_a_million_announcements_of_three_labs(bencher: divan::Bencher<'_, '_>) {
    let mut random = stream(1, "bench", 4);
    let process = labs().stationary().expect("reactions that die out");
    let until = MILLION / process.rates().iter().sum::<f64>();
    bencher.bench_local(|| mutual_thinning(&process, until, &mut random).len());
}

#[divan::bench]
fn likelihood_of_a_million_events(bencher: divan::Bencher<'_, '_>) {
    let events = record(MILLION);
    bencher.bench(|| log_likelihood(divan::black_box(&news()), &events));
}

#[divan::bench]
fn likelihood_with_derivatives_of_a_million_events(bencher: divan::Bencher<'_, '_>) {
    let events = record(MILLION);
    bencher.bench(|| slope(divan::black_box(&news()), &events));
}

#[divan::bench]
fn likelihood_of_a_million_events_of_three_labs(bencher: divan::Bencher<'_, '_>) {
    let (record, process) = (record_of_labs(MILLION), labs());
    bencher.bench(|| mutual_log_likelihood(divan::black_box(&process), &record));
}

#[divan::bench]
fn fit_ten_thousand_events(bencher: divan::Bencher<'_, '_>) {
    let events = record(1e4);
    bencher.bench(|| fit(divan::black_box(&events)));
}

#[divan::bench(sample_count = 10)]
fn fit_ten_thousand_events_of_three_labs(bencher: divan::Bencher<'_, '_>) {
    let record = record_of_labs(1e4);
    bencher.bench(|| fit_mutual(divan::black_box(&record)));
}

#[divan::bench]
fn residual_tests_of_ten_thousand_events(bencher: divan::Bencher<'_, '_>) {
    let events = record(1e4);
    bencher.bench(|| residuals(divan::black_box(&news()), &events));
}
