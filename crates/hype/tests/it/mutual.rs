//! Labs that provoke one another: one lab alone is the univariate process, decoupled labs are independent, and two
//! coupled ones are checked against simulation and closed forms.

use moloch_core::random::stream;
use moloch_core::{Inputs, Model};
use moloch_hype::HawkesMutual;
use moloch_hype::hawkes::{
    Events, Fed, Hawkes, HawkesError, Jump, Mutual, MutualEvents, MutualLevel, StationaryMutual,
    direct_mutual_log_likelihood, fit, fit_mutual, log_likelihood, mutual_log_likelihood, mutual_residuals,
    mutual_thinning, residuals, thinning,
};
use proptest::prelude::*;

use crate::simulation::z_score;
use crate::{DECAY, same};

const JUMP: Jump = Jump { mean: 1.0, second_moment: 1.0 };

fn two(baselines: [f64; 2], branching: [[f64; 2]; 2], fade: f64) -> StationaryMutual {
    let kicks: Vec<Vec<f64>> = branching.iter().map(|row| row.iter().map(|n| n * fade).collect()).collect();
    Mutual::new(&baselines, &kicks, &[fade; 2]).unwrap().stationary().unwrap()
}

/// Two labs of which the second reacts more strongly to the first than the other way round.
fn coupled() -> StationaryMutual {
    two([0.3, 0.2], [[0.2, 0.3], [0.5, 0.1]], 1.0)
}

fn window(process: &StationaryMutual, length: f64, purpose: &str, k: u64) -> MutualEvents {
    let before = 40.0;
    let rows = mutual_thinning(process, before + length, &mut stream(31, purpose, k));
    let (times, labs): (Vec<f64>, Vec<usize>) = rows.into_iter().unzip();
    MutualEvents::new(Events::new(&times, before, before + length).unwrap(), &labs, process.labs()).unwrap()
}

#[test]
fn one_lab_alone_is_the_univariate_process() {
    let process = Mutual::new(&[0.5], &[vec![0.6]], &[1.0]).unwrap();
    let one = Hawkes::new(0.5, 0.6, 1.0).unwrap();
    let times = [0.5, 1.1, 1.3, 2.7, 3.0];
    let events = Events::new(&times, 0.0, 4.0).unwrap();
    let record = MutualEvents::new(events.clone(), &[0; 5], 1).unwrap();
    same(mutual_log_likelihood(&process, &record), -5.175941237324);
    same(mutual_log_likelihood(&process, &record), log_likelihood(&one, &events));
    let news = process.stationary().unwrap();
    same(news.rates()[0], 1.25);
    same(news.covariance_rates()[0][0], 7.8125);
    same(news.spectral_radius(), 0.6);
    let level = MutualLevel::of(&news, &[JUMP], DECAY).unwrap();
    let fed = Fed { news: one.stationary().unwrap(), decay: DECAY, jump: 1.0, second_moment: 1.0 };
    same(level.mean, fed.mean());
    same(level.variance, fed.variance());
    same(level.poisson_variance, fed.poisson_variance());
    same(level.amplified_jumps[0], 2.5);
}

#[test]
fn labs_that_do_not_react_to_one_another_are_independent() {
    let news = two([0.5, 0.2], [[0.6, 0.0], [0.0, 0.3]], 1.0);
    same(news.rates()[0], 1.25);
    same(news.rates()[1], 0.2 / 0.7);
    assert!(news.covariance_rates()[0][1].abs() < 1e-15);
    let level = MutualLevel::of(&news, &[JUMP, JUMP], DECAY).unwrap();
    let alone = |mu: f64, n: f64| Fed {
        news: Hawkes::new(mu, n, 1.0).unwrap().stationary().unwrap(),
        decay: DECAY,
        jump: 1.0,
        second_moment: 1.0,
    };
    same(level.variance, alone(0.5, 0.6).variance() + alone(0.2, 0.3).variance());
}

#[test]
fn two_coupled_labs_have_the_closed_forms_of_a_two_by_two_matrix() {
    let news = coupled();
    // det(I - N) = 0.8 · 0.9 - 0.3 · 0.5 = 0.57.
    let led_to = [[0.9 / 0.57, 0.3 / 0.57], [0.5 / 0.57, 0.8 / 0.57]];
    for i in 0..2 {
        for j in 0..2 {
            same(news.led_to()[i][j], led_to[i][j]);
        }
        same(news.rates()[i], led_to[i][0] * 0.3 + led_to[i][1] * 0.2);
    }
    // The larger root of x² - 0.3 x - 0.13.
    same(news.spectral_radius(), 0.15 + (0.0225_f64 + 0.13).sqrt());
    same(news.reactions()[1], 1.0 - 0.2 / news.rates()[1]);
    let level = MutualLevel::of(&news, &[JUMP, JUMP], DECAY).unwrap();
    same(level.amplified_jumps[0], 1.4 / 0.57);
    assert!(level.imbalance < 1e-12);
}

#[test]
fn simulated_labs_have_the_rates_the_covariances_and_the_level_of_the_closed_forms() {
    let (news, decay) = (coupled(), 0.4);
    let (mut first, mut second, mut products, mut levels) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (start, length) = (60.0, 300.0);
    for k in 0..3000 {
        let rows = mutual_thinning(&news, start + length, &mut stream(37, "coupled labs", k));
        let count = |lab: usize| rows.iter().filter(|row| row.1 == lab && row.0 > start).count() as f64;
        let (a, b) = (count(0), count(1));
        first.push(a);
        second.push(b);
        products.push((a - news.rates()[0] * length) * (b - news.rates()[1] * length) / length);
        levels.push(
            rows.iter().map(|(time, lab)| (-decay * (start + length - time)).exp() * [1.0, 2.0][*lab]).sum::<f64>(),
        );
    }
    assert!(z_score(&first, news.rates()[0] * length).abs() < 4.5);
    assert!(z_score(&second, news.rates()[1] * length).abs() < 4.5);
    // The window is long but finite: its covariance falls short of the long run's by about a memory over the window.
    let covariance = news.covariance_rates()[0][1];
    let shortfall = covariance * 2.5 / (length * (1.0 - news.spectral_radius()));
    let se = z_score(&products, 0.0) / (products.iter().sum::<f64>() / 3000.0);
    assert!(z_score(&products, covariance - shortfall).abs() < 4.5 + (shortfall * se).abs());
    let jumps = [JUMP, Jump { mean: 2.0, second_moment: 4.0 }];
    let level = MutualLevel::of(&news, &jumps, decay).unwrap();
    assert!(z_score(&levels, level.mean).abs() < 4.5);
    let squares: Vec<f64> = levels.iter().map(|x| (x - level.mean).powi(2)).collect();
    assert!(z_score(&squares, level.variance).abs() < 4.5);
    assert!(level.variance > level.poisson_variance);
}

#[test]
fn one_simulated_lab_alone_counts_as_the_univariate_thinning_does() {
    let alone = Hawkes::new(0.5, 0.6, 1.0).unwrap().stationary().unwrap();
    let same_one = Mutual::new(&[0.5], &[vec![0.6]], &[1.0]).unwrap().stationary().unwrap();
    let counts = |how: &dyn Fn(u64) -> usize| (0..2000).map(|k| how(k) as f64).collect::<Vec<f64>>();
    let a = counts(&|k| thinning(&alone, 50.0, &mut stream(41, "alone", k)).len());
    let b = counts(&|k| mutual_thinning(&same_one, 50.0, &mut stream(41, "alone", k)).len());
    // The same stream is used in the same order.
    assert!(a.iter().zip(&b).all(|(a, b)| a == b));
}

#[test]
fn explosive_negative_and_misshapen_processes_are_refused() {
    let explosive =
        Mutual::new(&[0.1; 2], &[vec![0.5, 0.9], vec![0.9, 0.5]], &[1.0; 2]).unwrap().stationary().unwrap_err();
    assert!(
        matches!(explosive, HawkesError::Explosive { branching } if (branching - 1.4).abs() < 1e-12),
        "{explosive}"
    );
    // No ratio reaches one, and yet the circle of reactions does.
    let circle = Mutual::new(&[0.1; 2], &[vec![0.0, 2.0], vec![0.5, 0.0]], &[1.0; 2]).unwrap();
    assert!((circle.radius() - 1.0).abs() < 1e-12);
    assert!(matches!(
        Mutual::new(&[0.1, -1.0], &[vec![0.1; 2], vec![0.1; 2]], &[1.0; 2]),
        Err(HawkesError::Parameter { name: "baseline", .. })
    ));
    assert_eq!(Mutual::new(&[0.1; 2], &[vec![0.1; 2]], &[1.0; 2]).unwrap_err(), HawkesError::Shape { labs: 2 });
    let events = Events::new(&[1.0, 2.0], 0.0, 3.0).unwrap();
    assert_eq!(MutualEvents::new(events, &[0, 2], 2).unwrap_err(), HawkesError::Shape { labs: 2 });
}

#[test]
fn a_long_record_gives_the_matrix_back() {
    let news = coupled();
    let record = window(&news, 6000.0, "long record", 0);
    let fit = fit_mutual(&record).unwrap();
    assert!(fit.status.is_success(), "{}", fit.status);
    for i in 0..2 {
        let z = (fit.process.baselines()[i] - news.baselines()[i]) / fit.baseline_errors[i].unwrap();
        assert!(z.abs() < 4.5, "baseline {i}: {z}");
        for j in 0..2 {
            let z = (fit.process.branching()[i][j] - news.branching()[i][j]) / fit.branching_errors[i][j].unwrap();
            assert!(z.abs() < 4.5, "{i} {j}: {z}");
        }
    }
    assert!((fit.process.fades()[0] - 1.0).abs() < 4.5 * fit.fade_error.unwrap());
    for tests in mutual_residuals(&fit.process, &record) {
        let tests = tests.unwrap();
        assert!(tests.distance_chance > 1e-3 && tests.independence.unwrap().chance > 1e-3);
    }
}

#[test]
fn standard_errors_are_those_of_repeated_records() {
    let news = coupled();
    let mut z = Vec::new();
    for k in 0..40 {
        let fit = fit_mutual(&window(&news, 1200.0, "repeated", k)).unwrap();
        if let Some(error) = fit.branching_errors[1][0] {
            z.push((fit.process.branching()[1][0] - 0.5) / error);
        }
    }
    assert_eq!(z.len(), 40);
    let squares = z.iter().map(|z| z * z).sum::<f64>();
    // Of 40 squared standard errors the sum lies between 16 and 74, all but once in a thousand.
    assert!((16.0..74.0).contains(&squares), "{squares}");
}

#[test]
fn one_lab_alone_is_fitted_as_by_the_univariate_fit() {
    let times = thinning(&Hawkes::new(0.5, 0.6, 1.0).unwrap().stationary().unwrap(), 400.0, &mut stream(43, "one", 0));
    let events = Events::new(&times, 0.0, 400.0).unwrap();
    let labs = vec![0; times.len()];
    let (one, many) = (fit(&events).unwrap(), fit_mutual(&MutualEvents::new(events, &labs, 1).unwrap()).unwrap());
    assert!((one.process.branching() / many.process.branching()[0][0] - 1.0).abs() < 1e-8);
    assert!((one.process.fade() / many.process.fades()[0] - 1.0).abs() < 1e-8);
    assert!((one.gain - many.gain).abs() < 1e-8);
    let error = one.standard_error(moloch_hype::hawkes::Parameter::Branching).unwrap();
    assert!((error / many.branching_errors[0][0].unwrap() - 1.0).abs() < 1e-5);
}

#[test]
fn the_model_refuses_what_explodes_and_follows_the_univariate_curves() {
    let wild = HawkesMutual { reactions: vec![vec![0.9; 2]; 2], ..HawkesMutual::example() };
    let faults = wild.checked().unwrap_err();
    assert!(faults.iter().any(|fault| fault.code == "explosive" && fault.found.contains("1.8")), "{faults}");
    let alone = HawkesMutual {
        baselines: vec![0.5],
        reactions: vec![vec![0.6]],
        fades: vec![1.0],
        jumps: vec![1.0],
        ..HawkesMutual::example()
    };
    let outcome = alone.checked().unwrap().solve().unwrap();
    let news = Hawkes::new(0.5, 0.6, 1.0).unwrap().stationary().unwrap();
    let fed = Fed { news, decay: -0.9_f64.ln(), jump: 1.0, second_moment: 1.0 };
    let step = outcome.months[1];
    let (echo, correlation) = (outcome.level.echo(step, 61), outcome.level.correlations(step, 61));
    for (k, month) in outcome.months.iter().enumerate() {
        assert!((echo[k] / fed.echo(*month) - 1.0).abs() < 1e-10);
        assert!((correlation[k] / (fed.autocovariance(*month) / fed.variance()) - 1.0).abs() < 1e-10);
    }
}

#[test]
fn residuals_of_one_lab_are_the_univariate_ones() {
    let one = Hawkes::new(0.5, 0.6, 1.0).unwrap();
    let events = Events::new(&[-0.5, 0.0, 0.5, 1.1, 1.3, 2.7, 3.0], 0.0, 4.0).unwrap();
    let record = MutualEvents::new(events.clone(), &[0; 7], 1).unwrap();
    let many = mutual_residuals(&Mutual::new(&[0.5], &[vec![0.6]], &[1.0]).unwrap(), &record);
    let (a, b) = (residuals(&one, &events).unwrap(), many[0].clone().unwrap());
    assert!(a.gaps.iter().zip(&b.gaps).all(|(a, b)| (a - b).abs() < 1e-14));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_pass_agrees_with_the_sum_over_all_pairs(
        rows in proptest::collection::vec((1e-3..2.0_f64, 0_usize..3), 4..40), history in 0_usize..4,
        kicks in proptest::collection::vec(0.0..2.0_f64, 9), fades in proptest::collection::vec(0.01..10.0_f64, 3),
        baselines in proptest::collection::vec(0.01..2.0_f64, 3),
    ) {
        let times: Vec<f64> = rows.iter().scan(0.0, |time, row| { *time += row.0; Some(*time) }).collect();
        let labs: Vec<usize> = rows.iter().map(|row| row.1).collect();
        let from = if history == 0 { 0.0 } else { times[history - 1] };
        let events = Events::new(&times, from, times.last().unwrap() + 0.5).unwrap();
        let record = MutualEvents::new(events, &labs, 3).unwrap();
        let kicks: Vec<Vec<f64>> = kicks.chunks(3).map(<[f64]>::to_vec).collect();
        let process = Mutual::new(&baselines, &kicks, &fades).unwrap();
        let direct = direct_mutual_log_likelihood(&process, &record);
        prop_assert!((mutual_log_likelihood(&process, &record) - direct).abs() < 1e-10 * (100.0 + direct.abs()));
    }

    #[test]
    fn the_order_of_the_labs_and_the_unit_of_time_do_not_matter(
        a in 0.0..0.45_f64, b in 0.0..0.45_f64, c in 0.0..0.45_f64, d in 0.0..0.45_f64, unit in 0.01..100.0_f64,
    ) {
        let level = |n: [[f64; 2]; 2], mu: [f64; 2], fades: [f64; 2], jumps: [Jump; 2], decay: f64| {
            let kicks: Vec<Vec<f64>> = n.iter().map(|row| row.iter().zip(&fades).map(|(n, fade)| n * fade).collect()).collect();
            let news = Mutual::new(&mu, &kicks, &fades).unwrap().stationary().unwrap();
            MutualLevel::of(&news, &jumps, decay).unwrap()
        };
        let large = Jump { mean: 2.0, second_moment: 9.0 };
        let here = level([[a, b], [c, d]], [0.3, 0.7], [1.0, 3.0], [JUMP, large], 0.2);
        let turned = level([[d, c], [b, a]], [0.7, 0.3], [3.0, 1.0], [large, JUMP], 0.2);
        let scaled = level([[a, b], [c, d]], [0.3 / unit, 0.7 / unit], [1.0 / unit, 3.0 / unit], [JUMP, large], 0.2 / unit);
        for other in [turned, scaled] {
            prop_assert!((here.mean / other.mean - 1.0).abs() < 1e-10);
            prop_assert!((here.variance / other.variance - 1.0).abs() < 1e-10);
        }
        prop_assert!(here.variance >= here.poisson_variance * (1.0 - 1e-12) && here.imbalance < 1e-9);
    }
}
