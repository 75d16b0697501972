//! The capability treadmill: its steady state, both ways to follow, then its economics.

use moloch_core::{Inputs, Model};
use moloch_hype::{Aspiration, AspirationOutcome, Perception};
use proptest::prelude::*;

use crate::same;

fn solve(inputs: Aspiration) -> AspirationOutcome {
    inputs.checked().unwrap().solve().unwrap()
}

fn example() -> Aspiration {
    <Aspiration as Model>::example()
}

#[test]
fn in_ratios_steady_excitement_is_growth_over_adaptation() {
    let ladder = solve(example());
    same(ladder.growth, 2.0_f64.ln() / 12.0);
    same(ladder.smooth, ladder.growth / 0.1);
    same(ladder.excitement[12], 2.0_f64.ln() * (1.0 + (-1.2_f64).exp()));
    assert_eq!((ladder.dates[12], ladder.capability[12]), (12.0, 2.0 * 2.0_f64.ln()));
    assert_eq!((ladder.dates.len(), *ladder.dates.last().unwrap()), (49, 48.0));
}

#[test]
fn in_levels_steady_excitement_is_the_logarithm_of_one_plus_growth_over_adaptation() {
    // Many small steps are smooth growth.
    let fine = Aspiration { step: 1.0 + 1e-7, interval: 1e-5, perception: Perception::Levels, ..example() };
    let ladder = solve(fine);
    assert!((ladder.top / (ladder.growth / 0.1).ln_1p() - 1.0).abs() < 1e-5);
    same(ladder.smooth, (ladder.growth / 0.1).ln_1p());
}

#[test]
fn a_world_that_stands_still_excites_nobody() {
    for perception in [Perception::Ratios, Perception::Levels] {
        let still = solve(Aspiration { step: 1.0, perception, ..example() });
        assert_eq!((still.smooth, still.afterwards), (0.0, 0.0));
        assert!(still.excitement.iter().all(|x| x.abs() < 1e-15));
        // One step, and excitement is on its way back to zero.
        let one = solve(Aspiration { steps: 1, interval: 240.0, perception, ..example() });
        assert!(one.excitement.last().unwrap().abs() < 1e-9);
    }
}

#[test]
fn expectations_that_feed_on_themselves_are_refused() {
    let runaway = Aspiration { foreseen: 0.1, perception: Perception::Levels, ..example() };
    assert!(runaway.clone().checked().unwrap_err().iter().any(|fault| fault.code == "runaway"));
    assert!(Aspiration { perception: Perception::Ratios, ..runaway }.checked().is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn disappointment_comes_when_more_growth_is_foreseen_than_arrives(
        step in 1.05..4.0_f64, interval in 1.0..24.0_f64, ratio in 0.1..2.0_f64, levels in any::<bool>(),
    ) {
        let growth = step.ln() / interval;
        let perception = if levels { Perception::Levels } else { Perception::Ratios };
        let ladder = solve(Aspiration {
            step, interval, perception, foreseen: ratio * growth, adaptation: 2.5 * growth, ..example()
        });
        prop_assert_eq!(ladder.smooth > 0.0, ratio < 1.0);
        prop_assert!(ladder.bottom < ladder.smooth && ladder.smooth < ladder.top);
        prop_assert!((ladder.top - ladder.bottom - step.ln()).abs() < 1e-10 * step.ln().max(ladder.top.abs()));
    }

    #[test]
    fn who_adapts_faster_is_less_excited(step in 1.05..4.0_f64, adaptation in 0.02..0.5_f64) {
        for perception in [Perception::Ratios, Perception::Levels] {
            let slow = solve(Aspiration { step, adaptation, perception, ..example() });
            let fast = solve(Aspiration { step, adaptation: 1.5 * adaptation, perception, ..example() });
            prop_assert!(fast.smooth < slow.smooth && fast.bottom < slow.bottom);
        }
    }
}
