//! Thinning and descent against each other and against the closed forms, by standard errors.

use moloch_core::random::stream;
use moloch_hype::hawkes::{Announcements, Fed, Stationary, clusters, thinning};
use statrs::stats_tests::NaNPolicy;
use statrs::stats_tests::ks_test::{KSTwoSampleAlternativeMethod, ks_twosample};

use crate::hawkes::process;
use crate::simulation::z_score;

const UNTIL: f64 = 40.0;

fn news() -> Stationary {
    process(0.5, 0.6, 1.0)
}

fn by(how: &dyn Fn(u64) -> Vec<f64>, runs: u64) -> Vec<Vec<f64>> {
    (0..runs).map(how).collect()
}

/// The mean count of a window of length t that starts without a past: the mean rate rises from the baseline to
/// $`\Lambda`$ at the speed $`\kappa`$.
fn expected_count(news: &Stationary, until: f64) -> f64 {
    let (rate, kappa) = (news.rate(), news.slowness());
    rate * until + (news.baseline() - rate) * -(-kappa * until).exp_m1() / kappa
}

#[test]
fn thinning_and_descent_agree_in_law() {
    let news = news();
    let thinned = by(&|k| thinning(&news, UNTIL, &mut stream(1, "thinning", k)), 4000);
    let descended = by(&|k| clusters(&news, UNTIL, &mut stream(1, "clusters", k)), 4000);
    let counts = |runs: &[Vec<f64>]| runs.iter().map(|times| times.len() as f64).collect::<Vec<f64>>();
    let (a, b) = (counts(&thinned), counts(&descended));
    for sample in [&a, &b] {
        let z = z_score(sample, expected_count(&news, UNTIL));
        assert!(z.abs() < 4.5, "{z}");
    }
    let method = KSTwoSampleAlternativeMethod::TwoSidedAsymptotic;
    // Counts have ties, which make the test conservative; a hair of order breaks them alike in both samples.
    let spread = |sample: &[f64]| sample.iter().enumerate().map(|(k, x)| x + k as f64 / 4001.0).collect::<Vec<f64>>();
    let (_, p) = ks_twosample(spread(&a), spread(&b), method, NaNPolicy::Error).unwrap();
    assert!(p > 1e-5, "counts: {p}");
    // Gaps after the start has been forgotten: the third last one of each window.
    let gaps = |runs: &[Vec<f64>]| {
        runs.iter().filter(|t| t.len() > 4).map(|t| t[t.len() - 3] - t[t.len() - 4]).collect::<Vec<f64>>()
    };
    let method = KSTwoSampleAlternativeMethod::TwoSidedAsymptotic;
    let (_, p) = ks_twosample(gaps(&thinned), gaps(&descended), method, NaNPolicy::Error).unwrap();
    assert!(p > 1e-5, "gaps: {p}");
}

#[test]
fn long_counts_have_the_variance_of_the_long_run() {
    let news = news();
    let rate = news.rate();
    // A window of 200 after 40 to forget the start; the variance there is the long-run one less a known correction.
    let (start, length) = (40.0, 200.0);
    let count = |k| {
        let times = thinning(&news, start + length, &mut stream(2, "long counts", k));
        (times.len() - times.partition_point(|time| *time <= start)) as f64
    };
    let counts: Vec<f64> = (0..2000).map(count).collect();
    assert!(z_score(&counts, rate * length).abs() < 4.5);
    let kappa = news.slowness();
    // Var N(0,t) = Λt + 2 c(0+) ∫ (t-s) e^{-κs} ds.
    let inner = length / kappa + (-kappa * length).exp_m1() / (kappa * kappa);
    let variance = rate * length + 2.0 * news.covariance(1e-300) * inner;
    assert!((variance / (news.variance_rate() * length) - 1.0).abs() < 0.02);
    let squares: Vec<f64> = counts.iter().map(|x| (x - rate * length).powi(2)).collect();
    assert!(z_score(&squares, variance).abs() < 4.5);
}

#[test]
fn simulated_hype_has_the_closed_moments() {
    let fed = Fed { news: news(), decay: 0.3, jump: 1.0, second_moment: 2.0 };
    let level = |k| {
        let mut random = stream(3, "levels", k);
        let mut announcements = Announcements::new(&fed.news, 0.75, &mut random);
        let (mut level, mut last) = (0.0, 0.0);
        while let Some(time) = announcements.next().filter(|time| *time <= 60.0) {
            level = level * (-fed.decay * (time - last)).exp() + announcements.exponential();
            last = time;
        }
        level * (-fed.decay * (60.0 - last)).exp()
    };
    let levels: Vec<f64> = (0..8000).map(level).collect();
    assert!(z_score(&levels, fed.mean()).abs() < 4.5);
    let squares: Vec<f64> = levels.iter().map(|x| (x - fed.mean()).powi(2)).collect();
    assert!(z_score(&squares, fed.variance()).abs() < 4.5);
}

#[test]
fn simulation_changes_with_the_unit_of_time_by_the_unit_alone() {
    let times = thinning(&news(), 30.0, &mut stream(4, "units", 0));
    let months = thinning(&process(0.5 / 12.0, 0.6 / 12.0, 1.0 / 12.0), 360.0, &mut stream(4, "units", 0));
    assert_eq!(times.len(), months.len());
    assert!(times.iter().zip(&months).all(|(a, b)| (a * 12.0 / b - 1.0).abs() < 1e-12));
}

#[test]
fn news_without_a_baseline_never_begins() {
    assert!(thinning(&process(0.0, 0.5, 1.0), 100.0, &mut stream(5, "silence", 0)).is_empty());
    assert!(clusters(&process(0.0, 0.5, 1.0), 100.0, &mut stream(5, "silence", 0)).is_empty());
}
