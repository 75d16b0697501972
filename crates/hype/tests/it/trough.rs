//! Trough or plateau: the recomputed answers, every regime, then the economics.

use moloch_core::random::stream;
use moloch_core::{Inputs, Model};
use moloch_hype::shot::path_at;
use moloch_hype::{Course, JumpLaw, Process, Trough, TroughOutcome};
use proptest::prelude::*;

use crate::same;
use crate::simulation::z_score;

fn solve(inputs: Trough) -> TroughOutcome {
    inputs.checked().unwrap().solve().unwrap()
}

/// The recomputed case: a peak of 1, decay 0.2, use that matures towards 0.6 at 0.05.
fn recomputed(news: f64) -> Trough {
    let example = <Trough as Model>::example();
    Trough { start: 1.0, decay: 0.2, rate: news, jump: 1.0, mature: 0.6, speed: 0.05, paths: 0, ..example }
}

#[test]
fn the_recomputed_troughs() {
    for (news, time, level) in [
        (0.0, 12.64746656591, 0.3609018219339),
        (0.05, 10.72958608289, 0.5868384035608),
        (0.1, 8.026485362173, 0.7987551724630),
    ] {
        let path = solve(recomputed(news));
        assert_eq!(path.course, Course::Trough);
        let turn = path.turn.unwrap();
        same(turn.0, time);
        same(turn.1, level);
        same(path.critical_news, 0.17);
    }
    let plateau = solve(recomputed(0.18));
    assert_eq!((plateau.course, plateau.turn), (Course::NeverFalls, None));
}

#[test]
fn use_that_matures_faster_than_hype_decays_makes_a_peak_or_nothing() {
    let fast = |news| Trough { speed: 0.5, ..recomputed(news) };
    // k L = 0.3 is more than delta H0 = 0.2: with any news below that the path peaks.
    assert_eq!(solve(fast(0.0)).course, Course::Peak);
    assert_eq!(solve(fast(0.19)).course, Course::Peak);
    assert_eq!(solve(fast(0.21)).course, Course::NeverFalls);
    // Little to mature: it falls throughout.
    assert_eq!(solve(Trough { mature: 0.1, ..fast(0.0) }).course, Course::Falls);
}

#[test]
fn equal_speeds_never_turn() {
    let equal = |news| Trough { speed: 0.2, ..recomputed(news) };
    assert_eq!(solve(equal(0.0)).course, Course::Falls);
    assert_eq!(solve(equal(0.07)).course, Course::Falls);
    assert_eq!(solve(equal(0.09)).course, Course::NeverFalls);
    for news in [0.0, 0.08, 0.2] {
        assert_eq!(solve(equal(news)).turn, None);
    }
}

#[test]
fn without_use_nothing_ever_ends_the_fall_but_news() {
    let bare = |news| Trough { mature: 0.0, ..recomputed(news) };
    assert_eq!(solve(bare(0.1)).course, Course::Falls);
    assert_eq!(solve(bare(0.3)).course, Course::NeverFalls);
}

#[test]
fn random_paths_have_the_mean_of_the_closed_form_and_their_quantiles_are_in_order() {
    let path = solve(Trough { points: 5, ..<Trough as Model>::example() });
    let fan = path.fan.unwrap();
    for k in 1..5 {
        let z = (fan.mean[k] - path.level[k]) / fan.error[k];
        assert!(z.abs() < 4.5, "{z}");
        assert!(fan.quantiles.windows(2).all(|pair| pair[0][k] < pair[1][k]));
    }
    assert_eq!(fan.paths, 2000);
    // A path at dates is the same process as a single level.
    let process = Process { decay: 0.3, rate: 1.5, jump: 2.0, jumps: JumpLaw::Fixed };
    let ends: Vec<f64> =
        (0..10_000).map(|k| path_at(&process, 1.0, &[0.0, 1.0, 4.0], &mut stream(9, "dates", k))[2]).collect();
    assert!(z_score(&ends, moloch_hype::decay::step(1.0, 0.3, 1.5, 2.0, 4.0)).abs() < 4.5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_course_is_what_the_path_does(
        start in 0.0..20.0_f64, decay in 0.02..0.5_f64, news in 0.0..3.0_f64, mature in 0.0..20.0_f64, speed in 0.02..0.5_f64,
    ) {
        let long = 60.0 / decay.min(speed);
        let inputs = Trough { start, decay, rate: news, jump: 1.0, mature, speed, paths: 0, ..<Trough as Model>::example() };
        let path = solve(Trough { horizon: long, points: 1000, ..inputs });
        let scale = path.level.iter().copied().fold(0.0, f64::max);
        let falls = path.level.windows(2).any(|pair| pair[1] < pair[0] - 1e-9 * scale);
        let rises = path.level.windows(2).any(|pair| pair[1] > pair[0] + 1e-9 * scale);
        // What is sampled can miss a turn within its first step, but never shows what the course denies.
        match path.course {
            Course::NeverFalls => prop_assert!(!falls),
            Course::Falls => prop_assert!(!rises),
            Course::Trough => {
                prop_assert!(speed < decay && news < path.critical_news);
                let (time, low) = path.turn.unwrap();
                prop_assert!(time > 0.0 && path.level.iter().all(|level| *level >= low - 1e-9 * scale));
            }
            Course::Peak => {
                prop_assert!(speed > decay && news > path.critical_news && news < decay * start);
                let (time, high) = path.turn.unwrap();
                prop_assert!(time > 0.0 && path.level.iter().all(|level| *level <= high + 1e-9 * scale));
            }
        }
    }

    #[test]
    fn more_news_makes_the_trough_earlier_and_shallower_until_there_is_none(part in 0.0..0.9_f64, more in 0.01..0.09_f64) {
        let (less, much) = (solve(recomputed(0.17 * part)), solve(recomputed(0.17 * (part + more))));
        let (less, much) = (less.turn.unwrap(), much.turn.unwrap());
        prop_assert!(much.0 < less.0 && much.1 > less.1);
    }
}
