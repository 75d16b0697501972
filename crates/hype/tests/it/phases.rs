//! The phase detector: named cases, what noise cannot do, and the classic curve.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Inputs, Model};
use moloch_hype::Gartner;
use moloch_hype::phases::{PathFault, phases};
use proptest::prelude::*;

fn dates(n: usize) -> Vec<f64> {
    (0..n).map(|k| k as f64).collect()
}

fn found(levels: &[f64]) -> [Option<f64>; 5] {
    phases(&dates(levels.len()), levels, 0.2).unwrap().dates()
}

#[test]
fn each_phase_is_found_or_absent() {
    // Peak, no recovery: blockchain in its trough.
    assert_eq!(found(&[0.0, 5.0, 10.0, 6.0, 2.0, 1.5, 1.6]), [Some(0.0), Some(2.0), None, None, None]);
    // Peak and trough, but the slope goes on to the end.
    assert_eq!(found(&[0.0, 10.0, 2.0, 4.0, 7.0, 10.0]), [Some(0.0), Some(1.0), Some(2.0), Some(3.0), None]);
    // A rise that stays up has no peak.
    assert_eq!(found(&[0.0, 0.1, 6.0, 9.5, 10.0, 9.8, 9.9]), [Some(1.0), None, None, None, Some(3.0)]);
    // A fall from the start.
    assert_eq!(found(&[10.0, 6.0, 3.0, 1.0, 0.0]), [None, Some(0.0), None, None, None]);
    // Nothing at all.
    assert_eq!(found(&[3.0, 3.0, 3.0]), [None, None, None, None, Some(0.0)]);
}

#[test]
fn the_classic_curve_shows_five_phases_and_a_slow_pulse_does_not() {
    let example = <Gartner as Model>::example();
    let curve = example.clone().checked().unwrap().solve().unwrap();
    assert_eq!(curve.turns.len(), 2);
    assert!(curve.phases.complete());
    let [trigger, peak, trough, slope, plateau] = curve.phases.dates().map(Option::unwrap);
    assert!(trigger < peak && peak < trough && trough < slope && slope < plateau);
    assert!((peak - curve.turns[0]).abs() <= 0.5 && (trough - curve.turns[1]).abs() <= 0.5);
    // Use that matures early and to a high level leaves neither peak nor trough.
    let early = Gartner { midpoint: 12.0, mature: 60.0, ..example }.checked().unwrap().solve().unwrap();
    assert_eq!((early.turns.len(), early.phases.peak, early.phases.trough), (0, None, None));
}

#[test]
fn without_use_the_curve_is_the_pulse() {
    let pulse = Gartner { mature: 0.0, ..<Gartner as Model>::example() }.checked().unwrap().solve().unwrap();
    assert_eq!(pulse.turns.len(), 1);
    crate::same(pulse.turns[0], 6.0);
    assert!(pulse.phases.peak.is_some() && pulse.phases.trough.is_none());
}

#[test]
fn what_is_no_path_is_refused() {
    assert_eq!(phases(&[0.0, 1.0], &[1.0, 2.0], 0.1), Err(PathFault::Lengths { dates: 2, levels: 2 }));
    assert_eq!(phases(&[0.0, 1.0, 1.0], &[1.0, 2.0, 3.0], 0.1), Err(PathFault::Disordered { at: 3 }));
    assert_eq!(phases(&[0.0, 1.0, 2.0], &[1.0, f64::NAN, 3.0], 0.1), Err(PathFault::Disordered { at: 2 }));
    assert_eq!(phases(&dates(3), &[1.0, 2.0, 3.0], 1.0), Err(PathFault::Threshold { found: 1.0 }));
}

/// A cycle with a peak of 10, a trough and a plateau, in equal parts of 40 dates.
fn cycle(trough: f64, plateau: f64) -> Vec<f64> {
    let corners = [0.0, 10.0, trough, plateau, plateau];
    (0..=160_usize)
        .map(|k| {
            let (part, i) = ((k % 40) as f64 / 40.0, k / 40);
            corners[i] + part * (corners[(i + 1).min(4)] - corners[i])
        })
        .collect()
}

proptest! {
    #[test]
    fn noise_within_the_threshold_neither_makes_nor_hides_a_phase(
        trough in 0.5..4.0_f64, above in 3.0..5.0_f64, seed in 0..1000_u64,
    ) {
        // The range is at least 9.4 and at most 10.6, so that a threshold of 0.2 is a swing from 1.88 to 2.12.
        let mut random = stream(seed, "noise", 0);
        let noisy: Vec<f64> =
            cycle(trough, trough + above).iter().map(|level| level + 0.6 * (open_unit(&mut random) - 0.5)).collect();
        let [trigger, peak, low, slope, plateau] = phases(&dates(161), &noisy, 0.2).unwrap().dates().map(Option::unwrap);
        prop_assert!(trigger < 15.0 && (peak - 40.0).abs() <= 4.0 && (low - 80.0).abs() <= 10.0);
        prop_assert!(low < slope && slope < 120.0 && plateau >= slope && plateau <= 122.0);
    }

    #[test]
    fn phases_do_not_depend_on_units(scale in 0.001..1000.0_f64, shift in -5.0..5.0_f64, month in 0.01..100.0_f64) {
        let path = cycle(2.0, 6.0);
        let moved: Vec<f64> = path.iter().map(|level| scale * (level + shift)).collect();
        let later: Vec<f64> = dates(161).iter().map(|date| month * (date + 3.0)).collect();
        let (first, second) = (phases(&dates(161), &path, 0.113).unwrap(), phases(&later, &moved, 0.113).unwrap());
        for (a, b) in first.dates().iter().zip(second.dates()) {
            prop_assert!((a.unwrap() + 3.0 - b.unwrap() / month).abs() < 1e-9);
        }
    }
}
