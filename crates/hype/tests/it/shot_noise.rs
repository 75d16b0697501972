//! Random announcements: the recomputed answers, an independent check of each law, then their economics.

use moloch_core::{Inputs, Model};
use moloch_hype::shot::{mean_passage, mean_passage_by_integration};
use moloch_hype::{JumpLaw, Process, ShotNoise, ShotNoiseOutcome};
use proptest::prelude::*;

use crate::{DECAY, FORTNIGHT, same};

const ESSAY: Process = Process { decay: DECAY, rate: 1.0 / FORTNIGHT, jump: 1.0, jumps: JumpLaw::Exponential };

fn essay(jumps: JumpLaw) -> ShotNoiseOutcome {
    let news = ShotNoise { jumps, ..<ShotNoise as Model>::example() };
    news.checked().unwrap().solve().unwrap()
}

#[test]
fn a_small_example_has_closed_forms() {
    let process = Process { decay: 0.5, rate: 1.0, jump: 1.0, jumps: JumpLaw::Exponential };
    same(process.mean(), 2.0);
    same(process.variance(), 2.0);
    let [re, im] = process.characteristic(1.0);
    assert!(re.abs() < 1e-15);
    same(im, 0.5);
    same(process.below(1.0), 0.2642411176571);
    same(mean_passage(&process, 2.0, 1.0), 4.886294361120);
    same(process.autocorrelation(2.0), (-1.0_f64).exp());
}

#[test]
fn the_essays_rates_match_the_recomputed_vectors() {
    let news = essay(JumpLaw::Exponential);
    same(ESSAY.rate, 2.174107142857);
    same(ESSAY.crowding(), 20.63493263376);
    same(news.deviation / news.mean, 0.2201397517090);
    let below = [0.1833835162106, 0.07298918216824, 0.003014441535003];
    let yearly = [1.415509763361, 0.7086253553227, 0.04240352794443];
    let months = [21.43149024738, 51.81318748302, 641.7428859338];
    let passages = news.passages.as_ref().unwrap();
    for k in 0..3 {
        same(news.below[k], below[k]);
        same(news.crossings[k] * 12.0, yearly[k]);
        same(passages[k], months[k]);
    }
    assert!(news.certificate().residual < 1e-9);
}

#[test]
fn jumps_of_one_size_make_troughs_rarer() {
    let news = essay(JumpLaw::Fixed);
    assert!((news.below[0] - 0.095).abs() < 5e-4);
    assert!((news.crossings[1] * 12.0 - 0.33).abs() < 5e-3);
    assert_eq!(news.passages, None);
    let random = essay(JumpLaw::Exponential);
    assert!(news.below.iter().zip(&random.below).all(|(fixed, random)| fixed < random));
    same(news.deviation * 2.0_f64.sqrt(), random.deviation);
}

#[test]
fn moments_come_out_of_the_characteristic_function() {
    for jumps in [JumpLaw::Exponential, JumpLaw::Fixed] {
        let process = Process { jumps, ..ESSAY };
        let h = 1e-3;
        let [re, im] = process.characteristic(h);
        assert!((im / h / process.mean() - 1.0).abs() < 1e-3);
        let second = 2.0 * (1.0 - re) / (h * h);
        assert!((second / (process.variance() + process.mean().powi(2)) - 1.0).abs() < 1e-3);
    }
}

#[test]
fn a_trough_beyond_all_numbers_and_a_stream_of_news_are_refused() {
    let never = ShotNoise { rate: 1000.0, decay: 1.0, thresholds: vec![0.05], ..<ShotNoise as Model>::example() };
    assert!(never.checked().unwrap().solve().unwrap_err().to_string().contains("0.05"));
    let stream = ShotNoise { rate: 1e6, decay: 1.0, ..<ShotNoise as Model>::example() };
    assert!(stream.checked().unwrap_err().iter().any(|fault| fault.code == "steady-stream"));
    let rare = ShotNoise { rate: 1.0, decay: 1.0, jumps: JumpLaw::Fixed, ..<ShotNoise as Model>::example() };
    assert!(rare.checked().unwrap_err().iter().any(|fault| fault.code == "rare-jumps"));
}

#[test]
fn practically_steady_news_keeps_its_digits() {
    // Ten thousand announcements within a lifetime: the law is all but normal.
    for jumps in [JumpLaw::Exponential, JumpLaw::Fixed] {
        let process = Process { decay: 1.0, rate: 1e4, jump: 1.0, jumps };
        assert!((process.below(process.mean()) - 0.5).abs() < 5e-3);
        let peak =
            process.crossings(process.mean()) / process.mean() * (std::f64::consts::TAU * process.variance()).sqrt();
        assert!((peak - 1.0).abs() < 1e-3, "{peak}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_falls_through_a_level_was_lifted_through_it(rate in 4.0..60.0_f64, part in 0.2..2.0_f64) {
        for jumps in [JumpLaw::Exponential, JumpLaw::Fixed] {
            let process = Process { decay: 1.0, rate, jump: 1.0, jumps };
            let level = part * process.mean();
            prop_assert!((process.crossings(level) - process.lifts(level)).abs() < 1e-10 * rate);
        }
    }

    #[test]
    fn more_frequent_news_of_the_same_amount_makes_troughs_rarer(rate in 5.0..40.0_f64, part in 0.3..0.9_f64) {
        for jumps in [JumpLaw::Exponential, JumpLaw::Fixed] {
            let calm = Process { decay: 1.0, rate: 2.0 * rate, jump: 0.5, jumps };
            let rough = Process { decay: 1.0, rate, jump: 1.0, jumps };
            prop_assert!(calm.below(part * calm.mean()) < rough.below(part * rough.mean()));
        }
    }

    #[test]
    fn the_mean_time_agrees_with_its_differential_equation(rate in 0.1..200.0_f64, from in 0.3..3.0_f64, part in 0.3..0.99_f64) {
        let process = Process { decay: 1.0, rate, jump: 1.0, jumps: JumpLaw::Exponential };
        let (high, low) = (from * process.mean(), part * from * process.mean());
        let time = mean_passage(&process, high, low);
        prop_assert!((mean_passage_by_integration(&process, high, low) / time - 1.0).abs() < 1e-9);
        // No path is faster than silence, and a deeper trough takes longer.
        prop_assert!(time > (high / low).ln());
        prop_assert!(mean_passage(&process, high, low * 0.9) > time);
    }

    #[test]
    fn without_news_only_decay_is_left(level in 0.5..5.0_f64) {
        let process = Process { decay: 2.0, rate: 1e-9, jump: 1.0, jumps: JumpLaw::Exponential };
        let time = mean_passage(&process, level, level / 3.0);
        prop_assert!((time / (3.0_f64.ln() / 2.0) - 1.0).abs() < 1e-6);
    }
}
