//! The specialisation frontier: recomputed answers, then its economics.

use moloch_core::{Inputs, Model};
use moloch_equilibrium::concave::certificate::gain_on_line;
use moloch_graph::frontier::Frontier;
use moloch_graph::{FrontierChoice, FrontierOutcome, GraphError};
use proptest::prelude::*;

use crate::same;

fn solve(weights: &[f64], shape: f64, exponent: f64) -> FrontierOutcome {
    FrontierChoice { weights: weights.to_vec(), shape, exponent }.checked().unwrap().solve().unwrap()
}

#[test]
fn a_mix_is_best_on_a_frontier_bowed_outwards() {
    let round = solve(&[0.7, 0.3], 2.0, 1.0);
    same(&[round.value], &[0.7615773105864]);
    same(&round.effectiveness[0], &[0.9191450300181, 0.3939192985792]);
    let flatter = solve(&[0.7, 0.3], 1.5, 1.0);
    same(&[flatter.value], &[0.7179054352068]);
    same(&flatter.effectiveness[0], &[0.9507396304090, 0.1746256464017]);
    assert_eq!((round.choice(), flatter.choice()), ("mix", "mix"));
}

#[test]
fn balanced_points_match_the_recomputed_vectors() {
    let balanced = |shape| Frontier::new(shape).unwrap().balanced(2);
    same(&[balanced(2.0), balanced(0.5), balanced(1.5)], &[std::f64::consts::FRAC_1_SQRT_2, 0.25, 0.629960524947]);
}

#[test]
fn the_partner_of_a_skill_of_95_per_cent_is_the_suitability_of_the_default_race() {
    let frontier = Frontier::new(1.5).unwrap();
    same(&[frontier.partner(0.95).unwrap()], &[0.176346880514]);
    same(&[frontier.gauge(&[0.95, frontier.partner(0.95).unwrap()])], &[1.0]);
    assert_eq!((frontier.partner(0.0).unwrap(), frontier.partner(1.0).unwrap()), (1.0, 0.0));
    for wrong in [-0.1, 1.1, f64::NAN] {
        let error = frontier.partner(wrong).unwrap_err();
        assert!(error.to_string().starts_with("use ") && error.to_string().contains("from 0 to 1"), "{error}");
    }
}

#[test]
fn squared_effectiveness_turns_a_mix_into_a_corner() {
    let sold = solve(&[0.7, 0.3], 1.5, 1.0);
    let fought = solve(&[0.7, 0.3], 1.5, 2.0);
    assert_eq!((fought.effective_shape, fought.choice()), (0.75, "corner"));
    assert_eq!(fought.skills, [[1.0, 0.0]]);
    assert_eq!(fought.value, 0.7);
    assert!(sold.value > fought.value && fought.generalist_value < fought.specialist_value);
    // Skills stay on the frontier of skill, effectiveness on its own.
    same(&[Frontier::new(1.5).unwrap().gauge(&sold.skills[0])], &[1.0]);
}

#[test]
fn tied_segments_give_a_corner_each_and_on_a_straight_frontier_any_mix() {
    let inward = solve(&[0.5, 0.5, 0.1], 0.5, 1.0);
    assert_eq!(inward.effectiveness, [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
    assert_eq!(inward.choice(), "corner");
    assert_eq!(solve(&[0.5, 0.5], 1.0, 1.0).choice(), "any mix of the corners");
    assert_eq!(solve(&[0.6, 0.5], 1.0, 1.0).choice(), "corner");
}

#[test]
fn extreme_shapes_keep_their_digits() {
    // Just above one the mix all but disappears; far above, every skill is all but whole.
    let near = solve(&[0.7, 0.3], 1.0 + 1e-12, 1.0);
    same(&near.effectiveness[0], &[1.0, 0.0]);
    let tied = solve(&[0.5, 0.5], 1.0 + 1e-12, 1.0);
    assert!((tied.effectiveness[0][0] - 0.5).abs() < 1e-9);
    let far = solve(&[0.7, 0.3], 1e9, 1.0);
    assert!(far.effectiveness[0].iter().all(|a| (a - 1.0).abs() < 1e-7) && (far.value - 1.0).abs() < 1e-7);
    let tiny = solve(&[0.7, 0.3], 1e-6, 1.0);
    assert_eq!((tiny.value, tiny.generalist_value), (0.7, 0.0));
    assert!(Frontier::new(1e9).unwrap().partner(0.999_999).unwrap() > 0.999_999);
    assert!((solve(&[7e300, 3e300], 2.0, 1.0).value / 1e301 - 0.7615773105864).abs() < 1e-12);
}

#[test]
fn bad_input_is_refused_with_key_and_range() {
    let example = FrontierChoice::example;
    let bad = [
        (FrontierChoice { weights: vec![0.0, 0.0], ..example() }, "weights"),
        (FrontierChoice { weights: vec![], ..example() }, "weights"),
        (FrontierChoice { weights: vec![1.0, -1.0], ..example() }, "weights[1]"),
        (FrontierChoice { shape: 0.0, ..example() }, "shape"),
        (FrontierChoice { exponent: f64::NAN, ..example() }, "exponent"),
    ];
    for (choice, key) in bad {
        let faults = choice.checked().unwrap_err();
        assert!(faults.iter().any(|fault| fault.key == key), "{key}: {faults}");
    }
    assert!(matches!(Frontier::new(f64::INFINITY), Err(GraphError::OutOfRange { .. })));
}

proptest! {
    #[test]
    fn no_search_along_the_frontier_beats_the_answer(w in 0.01..1.0_f64, v in 0.01..1.0_f64, shape in 0.2..6.0_f64) {
        let best = solve(&[w, v], shape, 1.0);
        let frontier = Frontier::new(shape).unwrap();
        let gain = gain_on_line(best.value, 1.0, |a| w * a + v * frontier.partner(a.min(1.0)).unwrap());
        prop_assert!(gain <= 1e-12 * best.value, "{gain}");
    }

    #[test]
    fn a_better_paid_segment_never_gets_less_skill(w in 0.1..1.0_f64, v in 0.1..1.0_f64, shape in 0.3..5.0_f64) {
        let (before, after) = (solve(&[w, v], shape, 1.0), solve(&[1.1 * w, v], shape, 1.0));
        prop_assert!(after.skills[0][0] >= before.skills[0][0] - 1e-12 && after.value >= before.value);
    }

    #[test]
    fn the_best_point_is_never_worth_less_than_specialist_or_generalist(
        weights in proptest::collection::vec(0.1..1.0_f64, 1..6), shape in 0.2..5.0_f64, exponent in 0.5..3.0_f64,
    ) {
        let found = solve(&weights, shape, exponent);
        prop_assert!(found.value >= found.specialist_value * (1.0 - 1e-12));
        prop_assert!(found.value >= found.generalist_value * (1.0 - 1e-12));
        // A generalist can be worth more than a specialist only where a mix pays.
        if found.generalist_value > found.specialist_value * (1.0 + 1e-12) {
            prop_assert!(found.effective_shape > 1.0);
        }
    }
}
