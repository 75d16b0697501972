//! Faults, regimes, headlines, cascades, runs and breaks: known answers, independent checks, then the economics.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Inputs, Model};
use moloch_hype::{Cascade, Fixes, Memory, Pillars, Regime, Regimes, Run, Salience, Story, Suppressed};
use proptest::prelude::*;

use crate::simulation::z_score;
use crate::{DECAY, FORTNIGHT, same};

macro_rules! solve {
    ($inputs:expr) => {
        $inputs.checked().unwrap().solve().unwrap()
    };
}

#[test]
fn a_fault_is_mended_first_as_two_exponentials_race() {
    let race = solve!(Fixes { inflow: 3.0, mend: 2.0, notice: 6.0 });
    same(race.first, 0.75);
    same(race.open, 6.0);
    // Little: noticed faults stay known for the mean time to mend.
    same(race.known, race.disappointments * 2.0);
    same(race.disappointments, 3.0 * 0.25);
    same(solve!(Fixes { inflow: 1.0, mend: 1.0, notice: race.nine_in_ten / 2.0 }).first, 0.9);
}

#[test]
fn six_per_cent_each_time_doubles_hype_in_two_years_and_seven_tenths() {
    let spiral = solve!(<Regimes as Model>::example());
    same(spiral.factor, 1.06 * 0.9526940075238);
    assert_eq!(spiral.regime, Regime::Spiral);
    same(spiral.doubling.unwrap(), 2.0_f64.ln() / spiral.factor.ln() * FORTNIGHT);
    assert!(
        (spiral.doubling.unwrap() / 12.0 - 2.7).abs() < 0.02
            && (spiral.doubling.unwrap() / FORTNIGHT - 71.0).abs() < 1.0
    );
    assert!(spiral.level[70] < 2.0 && spiral.level[71] > 2.0);
}

#[test]
fn without_gains_the_plateau_is_that_of_equal_announcements() {
    let plateau =
        solve!(Regimes { gain: 0.0, jump: 1.0, start: 5.0, announcements: 2000, ..<Regimes as Model>::example() });
    same(plateau.plateau.unwrap(), 21.13897093488);
    assert!((plateau.level[2000] / 21.13897093488 - 1.0).abs() < 1e-10);
    let fading = solve!(Regimes { gain: 0.0, ..<Regimes as Model>::example() });
    assert_eq!((fading.regime, fading.plateau), (Regime::Fades, None));
    same(fading.doubling.unwrap(), 2.0_f64.ln() / DECAY);
}

#[test]
fn a_run_never_depends_on_the_error_of_what_is_seen() {
    let run = solve!(Run { gain: 3.0, loss: 1.0, ..<Run as Model>::example() });
    same(run.threshold, 0.25);
    // Support of half the exposure is one log-distance ln 2 above the threshold: 1.386 spreads of a half.
    assert!((run.collapse - 0.0828285).abs() < 1e-6);
    same(run.cost, 500.0);
}

#[test]
fn one_person_decides_between_few_users_and_nearly_all() {
    let below = solve!(Cascade { threshold: 0.3094, ..<Cascade as Model>::example() });
    let above = solve!(Cascade { threshold: 0.3090, ..<Cascade as Model>::example() });
    assert!(below.shares[0] < 0.2 && above.shares[0] > 0.99);
    assert!(below.tipping.unwrap() > below.shares[0] && above.tipping.is_none());
}

#[test]
fn thresholds_spread_evenly_enough_have_one_answer() {
    let spread = solve!(Cascade { threshold: 0.5, spread: 0.5, seed: 0.0, ..<Cascade as Model>::example() });
    // Normal thresholds around a half with a slope below one meet the diagonal in the middle.
    assert!(spread.shares.iter().all(|share| (share - 0.5).abs() < 1e-12) && spread.tipping.is_none());
}

#[test]
fn simulated_breaks_have_the_sizes_and_break_the_record_as_often() {
    let inputs = <Suppressed as Model>::example();
    let solved = solve!(inputs.clone());
    let size = |suppressed: f64, random: &mut moloch_core::random::ChaCha12Rng| {
        let kept = inputs.corrections * (1.0 - suppressed);
        let mut age = 0.0;
        loop {
            let next = -open_unit(random).ln() / (kept + inputs.triggers);
            age += next;
            // Which of the two came first.
            if open_unit(random) * (kept + inputs.triggers) < inputs.triggers {
                return age;
            }
            age = 0.0;
        }
    };
    let mut random = stream(6, "breaks", 0);
    let held: Vec<f64> = (0..20_000).map(|_| size(0.9, &mut random)).collect();
    assert!(z_score(&held, solved.sizes[1]).abs() < 4.5);
    let record = |_| {
        let earlier = (0..4).map(|_| size(0.0, &mut random)).fold(0.0, f64::max);
        f64::from(size(0.9, &mut random) > earlier)
    };
    let records: Vec<f64> = (0..4000).map(record).collect();
    assert!(z_score(&records, solved.deeper_than_ever).abs() < 4.5);
}

#[test]
fn memories_of_equal_length_give_an_unbiased_average() {
    let fair = solve!(Memory { forgetting_faults: 0.25, ..<Memory as Model>::example() });
    assert_eq!((fair.bias, fair.perceived), (0.0, fair.quality));
    same(fair.breaking, fair.breaking_perceived);
}

#[test]
fn simulated_memories_have_the_mean_and_the_deviation() {
    let inputs = Memory { weight: 2.0, horizon: 10.0, points: 2, ..<Memory as Model>::example() };
    let solved = solve!(inputs.clone());
    let remembered = |rate: f64, speed: f64, random: &mut moloch_core::random::ChaCha12Rng| {
        let (mut age, mut sum) = (0.0, 0.0);
        loop {
            age -= open_unit(random).ln() / rate;
            if age > 10.0 {
                return sum;
            }
            sum += (-speed * age).exp();
        }
    };
    let perceived = |k| {
        let mut random = stream(7, "memories", k);
        let gains = remembered(inputs.gains, inputs.forgetting_gains, &mut random);
        let faults = remembered(inputs.faults, inputs.forgetting_faults, &mut random);
        inputs.forgetting_gains * (gains - inputs.weight * faults)
    };
    let sample: Vec<f64> = (0..10_000).map(perceived).collect();
    assert!(z_score(&sample, solved.path[1]).abs() < 4.5);
    let squares: Vec<f64> = sample.iter().map(|x| (x - solved.path[1]).powi(2)).collect();
    assert!(z_score(&squares, solved.spread[1].powi(2)).abs() < 4.5);
}

#[test]
fn without_news_hype_tends_to_its_floor() {
    let bare = solve!(Pillars { application_rate: 0.0, horizon: 400.0, ..<Pillars as Model>::example() });
    assert!((bare.paths[1].last().unwrap() - 5.0).abs() < 1e-12);
    same(bare.left[1] * bare.level, 5.0);
    let silent = Pillars { floor: 0.0, application_rate: 0.0, progress_rate: 0.0, ..<Pillars as Model>::example() };
    assert!(silent.checked().unwrap_err().iter().any(|fault| fault.code == "no-hype"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_larger_exposure_always_costs_more_and_is_safer_only_with_more_support(
        elasticity in 0.0..3.0_f64, factor in 1.1..20.0_f64, gain in 0.1..5.0_f64, loss in 0.1..1.0_f64,
    ) {
        let small = Run { elasticity, gain, loss, ..<Run as Model>::example() };
        let large = solve!(Run { exposure: factor * small.exposure, ..small.clone() });
        let small = solve!(small);
        prop_assert!(large.cost > small.cost);
        if (elasticity - 1.0).abs() > 1e-3 && large.collapse > 1e-300 && small.collapse < 1.0 - 1e-15 {
            prop_assert_eq!(large.collapse < small.collapse, elasticity > 1.0);
        }
    }

    #[test]
    fn suppression_makes_breaks_larger_and_large_ones_more_frequent(
        corrections in 0.1..5.0_f64, triggers in 0.01..1.0_f64, suppressed in 0.01..1.0_f64, large in 0.5..5.0_f64,
    ) {
        let held = solve!(Suppressed { corrections, triggers, suppressed, large, earlier: 4 });
        prop_assert!(held.sizes[1] > held.sizes[0] && held.large_breaks[1] > held.large_breaks[0]);
        prop_assert!((held.large_breaks[1] / held.large_breaks[0] / held.factor - 1.0).abs() < 1e-9);
        // Without suppression the fifth of five is the largest once in five.
        let free = solve!(Suppressed { corrections, triggers, suppressed: 0.0, large, earlier: 4 });
        prop_assert!((free.deeper_than_ever - 0.2).abs() < 1e-12 && held.deeper_than_ever > 0.2);
    }

    #[test]
    fn stronger_salience_only_helps_the_largest_headline(exponent in 0.0..3.0_f64, more in 0.01..1.0_f64, small in 0.001..9.0_f64) {
        let press = |exponent| solve!(Salience {
            stories: vec![Story { size: 10.0, count: 1.0 }, Story { size: small, count: 30.0 }], exponent, points: 5,
        });
        let (weak, strong) = (press(exponent), press(exponent + more));
        prop_assert!(strong.shares[0] > weak.shares[0]);
        let half = weak.half.unwrap();
        prop_assert!((half / (30.0_f64.ln() / (10.0 / small).ln()) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn lower_thresholds_never_shrink_a_cascade(threshold in 0.05..0.8_f64, spread in 0.02..0.6_f64, seed in 0.0..0.4_f64) {
        let at = |threshold| solve!(Cascade { threshold, spread, seed, ..<Cascade as Model>::example() });
        let (high, low) = (at(threshold), at(0.95 * threshold));
        prop_assert!(low.shares.iter().zip(&high.shares).all(|(low, high)| *low >= high - 1e-9));
        if let Some(tipping) = high.tipping {
            prop_assert!(tipping >= high.shares[0] - 1e-9);
        }
    }

    #[test]
    fn at_most_one_pillar_can_bring_hype_down_by_half_alone(floor in 0.1..20.0_f64, progress in 0.0..3.0_f64, trough in 0.05..0.5_f64) {
        let plateau = solve!(Pillars { floor, progress_rate: progress, trough, ..<Pillars as Model>::example() });
        let falls: Vec<usize> = (0..3).filter(|k| plateau.troughs[*k].is_some()).collect();
        prop_assert!(falls.len() <= 1);
        for k in falls {
            prop_assert!(plateau.left[k] < trough);
        }
    }

    #[test]
    fn fast_mending_is_the_only_way_to_be_first(mend in 0.1..10.0_f64, notice in 0.1..10.0_f64) {
        let (slow, fast) = (solve!(Fixes { inflow: 1.0, mend, notice }), solve!(Fixes { inflow: 1.0, mend: mend / 2.0, notice }));
        prop_assert!(fast.first > slow.first && fast.known < slow.known);
        prop_assert!(slow.first_with_releases > slow.first);
    }
}
