//! Tiring audiences: the recomputed answers, simulation, then the economics; fatigue that wears off.

use moloch_core::{Inputs, Model};
use moloch_hype::{Approach, Exhaustion, ExhaustionOutcome, Fatigue, FatigueOutcome, Periodic};
use proptest::prelude::*;

use crate::{DECAY, FORTNIGHT, same};

fn solve(inputs: Fatigue) -> FatigueOutcome {
    inputs.checked().unwrap().solve().unwrap()
}

fn tiring(kept: f64) -> Fatigue {
    Fatigue { kept, paths: 0, ..<Fatigue as Model>::example() }
}

#[test]
fn lifts_that_keep_95_or_99_per_cent_halve_hype_as_recomputed() {
    for (kept, number, months) in [(0.95, 34.0, 15.638603696), (0.99, 91.0, 41.856262834), (0.999, 714.0, 328.41067762)]
    {
        let trough = solve(tiring(kept)).trough.unwrap();
        assert_eq!(trough.0, number);
        assert!((trough.1 - months).abs() < 1e-7);
    }
    same(solve(tiring(0.95)).halving.unwrap(), 0.5_f64.ln() / 0.95_f64.ln());
}

#[test]
fn lifts_that_do_not_shrink_hold_the_plateau() {
    let held = solve(tiring(1.0));
    assert_eq!((held.trough, held.halving), (None, None));
    let plateau = Periodic { interval: FORTNIGHT, ..Periodic::from_the_plateau() }.checked().unwrap().solve().unwrap();
    assert!(held.level.iter().all(|level| (level / plateau.top - 1.0).abs() < 1e-13));
    assert!(held.random_mean.iter().all(|level| level.is_finite()));
}

#[test]
fn fatigue_as_fast_as_decay_is_the_limit() {
    let same_rate = (-DECAY * FORTNIGHT).exp();
    let (equal, near) = (solve(tiring(same_rate)), solve(tiring(same_rate * (1.0 + 1e-10))));
    for (a, b) in equal.level.iter().zip(&near.level) {
        assert!((a / b - 1.0).abs() < 1e-8);
    }
}

#[test]
fn the_part_that_must_be_kept_is_where_the_last_announcement_reaches_the_threshold() {
    let inputs = Fatigue { announcements: 91, ..tiring(0.9) };
    let critical = solve(inputs.clone()).critical.unwrap();
    assert!(critical > 0.98 && critical < 0.991);
    let at = solve(Fatigue { kept: critical, ..inputs });
    same(at.level[91], at.threshold);
}

#[test]
fn random_paths_tire_at_the_mean_of_the_closed_form() {
    let tired = solve(Fatigue { announcements: 20, ..<Fatigue as Model>::example() });
    let fan = tired.fan.unwrap();
    for k in 1..=20 {
        let z = (fan.mean[k] - tired.random_mean[k]) / fan.error[k];
        assert!(z.abs() < 4.5, "{k}: {z}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_shrinking_passes_any_threshold(kept in 0.3..0.999_f64, trough in 0.05..0.95_f64, interval in 0.1..6.0_f64) {
        let tired = solve(Fatigue { kept, trough, interval, announcements: 2, ..tiring(kept) });
        let (number, _) = tired.trough.unwrap();
        let level = |n: f64| Fatigue { interval, ..tiring(kept) }.level_after(n);
        prop_assert!(level(number) <= tired.threshold && level(number - 1.0) > tired.threshold);
    }

    #[test]
    fn a_less_tired_audience_waits_longer_for_the_trough(kept in 0.5..0.98_f64) {
        let (tired, fresh) = (solve(tiring(kept)), solve(tiring(kept + 0.01)));
        prop_assert!(fresh.trough.unwrap().0 >= tired.trough.unwrap().0);
        prop_assert!(fresh.level[60] > tired.level[60]);
    }
}

fn rest(inputs: Exhaustion) -> ExhaustionOutcome {
    inputs.checked().unwrap().solve().unwrap()
}

fn example() -> Exhaustion {
    <Exhaustion as Model>::example()
}

#[test]
fn a_rested_audience_keeps_its_plateau() {
    let rested = rest(Exhaustion { tiring: 0.0, ..example() });
    assert_eq!((rested.resting_fatigue, rested.approach), (0.0, Approach::Direct));
    assert!(rested.level.iter().all(|level| (level / rested.plateau - 1.0).abs() < 1e-14));
}

#[test]
fn critical_tiring_is_where_half_is_lost_and_where_swings_begin() {
    let base = Exhaustion { recovery: 0.02, ..example() };
    let first = rest(base.clone());
    let half = rest(Exhaustion { tiring: first.critical_half, ..base.clone() });
    same(half.resting, half.plateau / 2.0);
    let critical = first.critical_swings.unwrap();
    let approach = |factor: f64| rest(Exhaustion { tiring: factor * critical, ..base.clone() }).approach;
    assert_eq!((approach(0.999), approach(1.001)), (Approach::Direct, Approach::Swings));
}

#[test]
fn swings_have_their_period_and_die_out() {
    let swinging = rest(Exhaustion { tiring: 2.0, horizon: 200.0, points: 1000, ..example() });
    let above: Vec<bool> = swinging.level.iter().map(|level| *level > swinging.resting).collect();
    let downward: Vec<f64> = (1..1000).filter(|k| above[k - 1] && !above[*k]).map(|k| swinging.dates[k]).collect();
    // After the first swing the motion is nearly linear.
    assert!(((downward[2] - downward[1]) / swinging.period.unwrap() - 1.0).abs() < 0.02);
    assert!((swinging.level[999] / swinging.resting - 1.0).abs() < 1e-4);
    assert!(swinging.lowest.0 < 0.9 * swinging.resting);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn more_tiring_lowers_the_resting_level_and_more_recovery_raises_it(tiring in 0.01..2.0_f64, recovery in 0.02..0.5_f64) {
        let at = |tiring, recovery| rest(Exhaustion { tiring, recovery, points: 2, ..example() }).resting;
        prop_assert!(at(1.1 * tiring, recovery) < at(tiring, recovery));
        prop_assert!(at(tiring, 1.1 * recovery) > at(tiring, recovery));
    }

    #[test]
    fn hype_comes_to_rest_where_the_equation_says(tiring in 0.01..1.0_f64, start in 0.0..40.0_f64) {
        let path = rest(Exhaustion { tiring, start: Some(start), horizon: 300.0, points: 3, ..example() });
        prop_assert!((path.level[2] / path.resting - 1.0).abs() < 1e-5);
    }
}
