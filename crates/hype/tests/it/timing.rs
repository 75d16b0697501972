//! When to join: the boundary against Tricomi's function, the limit without troughs, then the economics.

use moloch_core::random::stream;
use moloch_core::{Inputs, Model};
use moloch_hype::shot::{Process, first_passage};
use moloch_hype::{JumpLaw, Timing, TimingOutcome};
use proptest::prelude::*;

use crate::simulation::z_score;
use crate::{DECAY, FORTNIGHT, same};

fn solve(inputs: Timing) -> TimingOutcome {
    inputs.checked().unwrap().solve().unwrap()
}

fn example() -> Timing {
    <Timing as Model>::example()
}

#[test]
fn the_boundary_is_that_of_tricomis_function() {
    // Recomputed with 25 digits from U(rho, rho + a + 1, ax).
    let patient = solve(example());
    same(patient.boundary, 0.783_900_350_926_785);
    same(patient.indifferent, 0.253_123_869_086_164_6);
}

#[test]
fn news_too_frequent_for_a_trough_leaves_nothing_to_wait_for() {
    // A thousand announcements in a lifetime: the price hardly strays from its mean.
    let steady = |earnings| solve(Timing { rate: 1000.0 * DECAY, earnings, ..example() });
    assert!(steady(0.5).act_now && steady(0.5).waiting == 0.0);
    // Without any straying, the boundary is (delta + y)/(delta + r).
    let delta = 12.0 * DECAY;
    let limit = |y: f64| (delta + y) / (delta + 0.05);
    assert!((steady(0.8).boundary / limit(0.8) - 1.0).abs() < 0.02);
}

#[test]
fn what_the_policy_earns_in_simulation_is_its_value() {
    let patient = solve(example());
    let process = Process { decay: DECAY, rate: 1.0 / FORTNIGHT, jump: DECAY * FORTNIGHT, jumps: JumpLaw::Exponential };
    let earned = |k| {
        let wait = first_passage(&process, 1.0, patient.boundary, 1_000_000, &mut stream(3, "joining", k)).unwrap();
        (-0.05 / 12.0 * wait).exp() * (2.0 - patient.boundary)
    };
    let sample: Vec<f64> = (0..10_000).map(earned).collect();
    assert!(z_score(&sample, patient.value).abs() < 4.5);
}

#[test]
fn indifference_is_where_the_price_is_the_boundary() {
    let at = solve(example()).indifferent;
    let boundary = solve(Timing { earnings: at, ..example() }).boundary;
    assert!((boundary - 1.0).abs() < 1e-9);
    assert!(!solve(Timing { earnings: 0.999 * at, ..example() }).act_now);
    assert!(solve(Timing { earnings: 1.001 * at, ..example() }).act_now);
}

#[test]
fn rates_too_far_apart_are_refused() {
    for inputs in [
        Timing { rate: 1e6, ..example() },
        Timing { discount: 1e4, ..example() },
        Timing { earnings: 1e9, ..example() },
    ] {
        assert!(inputs.checked().unwrap_err().iter().any(|fault| fault.code == "out-of-reach"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_chance_to_wait_is_never_worth_less_than_nothing(
        crowding in 0.2..100.0_f64, earnings in 0.01..2.0_f64, discount in 0.01..0.5_f64, price in 0.1..5.0_f64,
    ) {
        let inputs = Timing { rate: crowding * DECAY, earnings, discount, price, points: 8, ..example() };
        let Ok(joining) = inputs.clone().checked().unwrap().solve() else { return Ok(()) };
        prop_assert!(joining.waiting >= 0.0 && joining.value >= joining.now - 1e-9 * (1.0 + joining.value));
        prop_assert!(joining.boundary < earnings / discount);
        prop_assert!(joining.best.windows(2).all(|pair| pair[1] <= pair[0]));
        // Who earns more by joining joins earlier.
        let keen = solve(Timing { earnings: 1.1 * earnings, price: 0.05, ..inputs });
        prop_assert!(keen.boundary > joining.boundary);
    }
}
