//! News that provokes news: recomputed answers, laws, and the economics of clusters.

use moloch_core::{Inputs, Model};
use moloch_hype::hawkes::{Events, Fed, Hawkes, HawkesError, Stationary, direct_log_likelihood, log_likelihood, slope};
use moloch_hype::{HawkesHype, JumpLaw, Process};
use proptest::prelude::*;

use crate::{DECAY, same};

pub(crate) fn process(baseline: f64, kick: f64, fade: f64) -> Stationary {
    Hawkes::new(baseline, kick, fade).unwrap().stationary().unwrap()
}

fn example() -> Stationary {
    process(0.5, 0.6, 1.0)
}

#[test]
fn the_moments_match_the_recomputed_vectors() {
    let news = example();
    same(news.branching(), 0.6);
    same(news.rate(), 1.25);
    same(news.variance_rate(), 7.8125);
    let fed = Fed { news, decay: DECAY, jump: 1.0, second_moment: 1.0 };
    same(fed.mean(), 11.86402697629);
    same(fed.variance(), 30.58219477286);
    same(fed.poisson_variance(), 5.932013488144);
}

#[test]
fn the_likelihood_matches_the_recomputed_vector() {
    let events = Events::new(&[0.5, 1.1, 1.3, 2.7, 3.0], 0.0, 4.0).unwrap();
    same(log_likelihood(&example(), &events), -5.175941237324);
    same(direct_log_likelihood(&example(), &events), -5.175941237324);
    same(slope(&example(), &events).value, -5.175941237324);
}

#[test]
fn without_reactions_hype_is_shot_noise() {
    let fed = Fed { news: process(2.0, 0.0, 1.0), decay: 0.5, jump: 1.5, second_moment: 4.5 };
    let shot = Process { decay: 0.5, rate: 2.0, jump: 1.5, jumps: JumpLaw::Exponential };
    same(fed.mean(), shot.mean());
    same(fed.variance(), shot.variance());
    same(fed.autocovariance(3.0) / fed.variance(), shot.autocorrelation(3.0));
    same(fed.echo(2.0), 1.5 * (-1.0_f64).exp());
}

#[test]
fn explosive_and_negative_parameters_are_refused_by_name() {
    for kick in [1.0, 1.2] {
        let error = Hawkes::new(0.5, kick, 1.0).unwrap().stationary().unwrap_err();
        assert_eq!(error, HawkesError::Explosive { branching: kick });
        assert!(error.to_string().contains(&format!("provokes {kick} others")));
        let faults = HawkesHype { reaction: kick, ..HawkesHype::example() }.checked().unwrap_err();
        assert!(
            faults.iter().any(|fault| fault.code == "explosive" && fault.found.contains(&format!("ratio of {kick}")))
        );
    }
    for (baseline, kick, fade, name) in
        [(-1.0, 0.5, 1.0, "baseline"), (1.0, -0.5, 1.0, "kick"), (1.0, 0.5, 0.0, "fade")]
    {
        let error = Hawkes::new(baseline, kick, fade).unwrap_err();
        assert!(matches!(error, HawkesError::Parameter { name: said, .. } if said == name), "{error}");
    }
}

#[test]
fn faulty_records_are_refused_by_the_number_of_the_event() {
    let refused = |times: &[f64]| Events::new(times, 0.0, 4.0).unwrap_err();
    assert_eq!(refused(&[1.0, 3.0, 2.0]), HawkesError::Unsorted { index: 2, time: 2.0, before: 3.0 });
    assert_eq!(refused(&[1.0, 1.0]), HawkesError::Repeated { index: 1, time: 1.0 });
    assert_eq!(refused(&[1.0, 5.0]), HawkesError::AfterTheEnd { index: 1, time: 5.0, until: 4.0 });
    assert!(matches!(refused(&[f64::NAN]), HawkesError::NotFinite { index: 0, .. }));
    assert!(matches!(Events::new(&[1.0], 4.0, 4.0), Err(HawkesError::Window { .. })));
}

#[test]
fn clusters_make_troughs_likelier_than_independent_news() {
    let hype = HawkesHype::example().checked().unwrap().solve().unwrap();
    assert!(hype.fan.troughs > hype.troughs_of_poisson + 0.2, "{} {}", hype.fan.troughs, hype.troughs_of_poisson);
    let calm = HawkesHype { reaction: 0.2, baseline: 1.0, ..HawkesHype::example() }.checked().unwrap().solve().unwrap();
    same(calm.news().rate(), 1.25);
    assert!(calm.fan.troughs < hype.fan.troughs && calm.fed.variance() < hype.fed.variance());
}

#[test]
fn equal_seeds_give_equal_fans() {
    let solve = |seed| HawkesHype { seed, ..HawkesHype::example() }.checked().unwrap().solve().unwrap().fan;
    assert_eq!(solve(1), solve(1));
    assert_ne!(solve(1), solve(2));
}

/// A record from gaps.
pub(crate) fn record(gaps: &[f64], rest: f64) -> Events {
    let times: Vec<f64> = gaps
        .iter()
        .scan(0.0, |time, gap| {
            *time += gap;
            Some(*time)
        })
        .collect();
    Events::new(&times, 0.0, times.last().unwrap() + rest).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// From branching ratios near zero to near one, and reactions that hardly fade.
    #[test]
    fn one_pass_agrees_with_the_sum_over_all_pairs(
        gaps in proptest::collection::vec(1e-3..3.0_f64, 2..60), rest in 0.01..5.0_f64,
        mu in 0.01..5.0_f64, n in 1e-6..0.999999_f64, log_fade in -6.0..6.0_f64, history in 0_usize..4,
    ) {
        let whole = record(&gaps, rest);
        let from = if history == 0 { 0.0 } else { whole.times()[history.min(gaps.len() - 1) - 1] };
        let events = Events::new(whole.times(), from, whole.length()).unwrap();
        let fade = 10_f64.powf(log_fade);
        let process = Hawkes::new(mu, n * fade, fade).unwrap();
        let direct = direct_log_likelihood(&process, &events);
        let scale = 1e-10 * (direct.abs() + mu * events.length() + gaps.len() as f64);
        prop_assert!((log_likelihood(&process, &events) - direct).abs() < scale);
        prop_assert!((slope(&process, &events).value - direct).abs() < scale);
    }

    #[test]
    fn derivatives_agree_with_differences(
        gaps in proptest::collection::vec(0.05..3.0_f64, 3..40), rest in 0.01..5.0_f64,
        mu in 0.1..3.0_f64, n in 0.05..1.2_f64, fade in 0.1..10.0_f64, history in 0_usize..3,
    ) {
        let whole = record(&gaps, rest);
        let from = if history == 0 { 0.0 } else { whole.times()[history - 1] };
        let events = Events::new(whole.times(), from, whole.length()).unwrap();
        let at = |p: [f64; 3]| slope(&Hawkes::new(p[0], p[1] * p[2], p[2]).unwrap(), &events);
        let point = [mu, n, fade];
        let here = at(point);
        for k in 0..3 {
            let h = 1e-5 * point[k];
            let (mut up, mut down) = (point, point);
            up[k] += h;
            down[k] -= h;
            let (up, down) = (at(up), at(down));
            let difference = (up.value - down.value) / (2.0 * h);
            let scale = gaps.len() as f64 * (1.0 + 1.0 / point[k]);
            prop_assert!((difference - here.gradient[k]).abs() < 1e-5 * scale, "{k}: {difference} {here:?}");
            for j in 0..3 {
                let difference = (up.gradient[j] - down.gradient[j]) / (2.0 * h);
                let scale = scale * (1.0 + 1.0 / point[j]) * 10.0;
                prop_assert!((difference - here.hessian[k][j]).abs() < 1e-5 * scale, "{k} {j}: {difference} {here:?}");
            }
        }
    }

    #[test]
    fn the_likelihood_changes_with_the_unit_of_time_by_the_events_alone(
        gaps in proptest::collection::vec(1e-3..3.0_f64, 2..40), exponent in -9..9_i32,
    ) {
        let unit = 10_f64.powi(exponent);
        let events = record(&gaps, 1.0);
        let times: Vec<f64> = events.times().iter().map(|time| time * unit).collect();
        let rescaled = Events::new(&times, 0.0, events.length() * unit).unwrap();
        let (a, b) = (Hawkes::new(0.7, 0.4, 0.9).unwrap(), Hawkes::new(0.7 / unit, 0.4 / unit, 0.9 / unit).unwrap());
        let shift = events.count() as f64 * unit.ln();
        let (here, there) = (log_likelihood(&a, &events), log_likelihood(&b, &rescaled));
        prop_assert!((here - there - shift).abs() < 1e-10 * (here.abs() + shift.abs() + 1.0));
    }

    #[test]
    fn more_reaction_to_the_same_amount_of_news_makes_hype_rougher(n in 0.0..0.9_f64, decay in 0.01..3.0_f64) {
        let fed = |n: f64| Fed { news: process(1.0 - n, n, 1.0), decay, jump: 1.0, second_moment: 1.0 };
        let (calm, rough) = (fed(n), fed(n + 0.05));
        prop_assert!((calm.mean() / rough.mean() - 1.0).abs() < 1e-12);
        prop_assert!(rough.variance() > calm.variance());
        prop_assert!(rough.autocovariance(1.0) / rough.variance() > calm.autocovariance(1.0) / calm.variance() - 1e-12);
        prop_assert!(rough.imbalance() < 1e-10);
    }

    #[test]
    fn moments_are_smooth_where_hype_decays_as_fast_as_clusters(offset in -1e-7..1e-7_f64, lag in 0.0..5.0_f64) {
        let news = process(0.5, 0.6, 1.0);
        let at = |decay: f64| Fed { news, decay, jump: 1.0, second_moment: 1.0 };
        let (a, b) = (at(news.slowness()), at(news.slowness() * (1.0 + offset)));
        prop_assert!((a.autocovariance(lag) / b.autocovariance(lag) - 1.0).abs() < 1e-5);
        prop_assert!((a.echo(lag) / b.echo(lag) - 1.0).abs() < 1e-5);
    }
}
