//! A moving baseline: the recomputed answer, simulation, then its economics.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Inputs, Model};
use moloch_hype::{Baseline, BaselineOutcome};
use proptest::prelude::*;

use crate::same;
use crate::simulation::z_score;

fn solve(inputs: Baseline) -> BaselineOutcome {
    inputs.checked().unwrap().solve().unwrap()
}

fn example() -> Baseline {
    <Baseline as Model>::example()
}

#[test]
fn growing_news_is_felt_as_the_recomputed_part() {
    let growing = solve(Baseline { growth: 0.05, horizon: 400.0, ..example() });
    same(growing.felt_part, 0.1428571428571);
    same(growing.felt[48] / growing.level[48], 0.1428571428571);
}

#[test]
fn a_permanent_plateau_is_felt_as_nothing() {
    for adaptation in [0.05, 0.105, 0.3, 2.0] {
        let plateau = solve(Baseline { adaptation, horizon: 240.0, ..example() });
        assert!(plateau.felt[48].abs() < 2e-4 && plateau.level[48] > 20.0);
        same(plateau.half_life.unwrap(), 2.0_f64.ln() / adaptation);
    }
}

#[test]
fn without_adaptation_the_baseline_stays_where_it_was() {
    let fixed = solve(Baseline { adaptation: 0.0, expected: 3.0, growth: 0.02, ..example() });
    assert!(fixed.baseline.iter().all(|level| *level == 3.0));
    assert_eq!((fixed.felt_part, fixed.half_life), (1.0, None));
    // With no baseline to follow, what is felt varies as shot noise does: twice the jump squared over twice the decay.
    let steady = solve(Baseline { adaptation: 0.0, growth: 0.0, ..example() });
    same(steady.long_run_deviation, 20.63493263376_f64.sqrt());
}

#[test]
fn simulated_feelings_have_the_mean_and_the_variance() {
    let inputs = Baseline { growth: 0.04, start: Some(5.0), expected: 2.0, horizon: 10.0, points: 2, ..example() };
    let solved = solve(inputs.clone());
    let felt = |k: u64| {
        let mut random = stream(5, "felt hype", k);
        let (mut time, mut felt) = (0.0, inputs.felt_without_news(10.0));
        loop {
            time -= open_unit(&mut random).ln() / inputs.rate;
            if time > 10.0 {
                return felt;
            }
            let lift = -open_unit(&mut random).ln() * (inputs.growth * time).exp();
            let (a, b) = (inputs.decay, inputs.adaptation);
            let age = 10.0 - time;
            felt += lift * (b * (-b * age).exp() - a * (-a * age).exp()) / (b - a);
        }
    };
    let sample: Vec<f64> = (0..20_000).map(felt).collect();
    assert!(z_score(&sample, solved.felt[1]).abs() < 4.5);
    let squares: Vec<f64> = sample.iter().map(|x| (x - solved.felt[1]).powi(2)).collect();
    assert!(z_score(&squares, solved.deviation[1].powi(2)).abs() < 4.5);
}

#[test]
fn a_path_too_long_to_show_anything_is_refused() {
    let faults = Baseline { horizon: 1e5, ..example() }.checked().unwrap_err();
    assert!(faults.iter().any(|fault| fault.code == "too-long" && fault.key == "horizon"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn faster_growth_is_felt_more_and_faster_adaptation_less(
        growth in 0.0..0.2_f64, adaptation in 0.01..1.0_f64, more in 1.01..3.0_f64,
    ) {
        let base = Baseline { growth, adaptation, points: 5, ..example() };
        let faster = Baseline { growth: growth * more + 0.01, ..base.clone() };
        let hasty = Baseline { adaptation: adaptation * more, ..base.clone() };
        prop_assert!(solve(faster).felt_part > solve(base.clone()).felt_part);
        prop_assert!(solve(hasty.clone()).felt_part <= solve(base.clone()).felt_part);
        prop_assert!(solve(hasty).felt[4] < solve(base).felt[4]);
    }

    #[test]
    fn rates_that_coincide_are_the_limit_of_rates_that_differ(decay in 0.02..0.5_f64, growth in 0.0..0.1_f64) {
        let equal = solve(Baseline { decay, adaptation: decay, growth, start: Some(1.0), ..example() });
        let close = solve(Baseline { decay, adaptation: decay * (1.0 + 1e-9), growth, start: Some(1.0), ..example() });
        for (a, b) in equal.felt.iter().zip(&close.felt) {
            prop_assert!((a - b).abs() < 1e-6 * equal.level[48]);
        }
    }
}
