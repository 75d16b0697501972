//! Jumps of any law: the transform against closed forms, inversion against simulation, then the economics.

use moloch_core::random::stream;
use moloch_core::{Inputs, Model};
use moloch_hype::shot::{AnyJumps, Inverted, Process, SizeLaw, exponent, sizes};
use moloch_hype::{JumpLaw, Jumps};

use crate::{DECAY, FORTNIGHT};

/// Every law, with shapes that make it uneven, and one for each tail.
const LAWS: [(SizeLaw, f64); 9] = [
    (SizeLaw::Fixed, 1.0),
    (SizeLaw::Exponential, 1.0),
    (SizeLaw::Gamma, 0.5),
    (SizeLaw::Gamma, 4.0),
    (SizeLaw::LogNormal, 1.0),
    (SizeLaw::Uniform, 1.0),
    (SizeLaw::Pareto, 1.5),
    (SizeLaw::Pareto, 3.0),
    (SizeLaw::Weibull, 0.7),
];

#[test]
fn the_transform_of_equal_and_of_exponential_jumps_is_the_closed_form() {
    for (law, jumps) in [(SizeLaw::Fixed, JumpLaw::Fixed), (SizeLaw::Exponential, JumpLaw::Exponential)] {
        let size = sizes(law, 1.0, 1.0).unwrap();
        let process = Process { decay: 1.0, rate: 3.0, jump: 1.0, jumps };
        for u in [1e-6, 0.01, 0.3, 1.0, 3.0, 20.0, 300.0] {
            let [re, im] = exponent(size.as_ref(), u);
            let (r, i) = ((3.0 * re).exp() * (3.0 * im).cos(), (3.0 * re).exp() * (3.0 * im).sin());
            let [a, b] = process.characteristic(u);
            assert!((r - a).abs() < 1e-10 && (i - b).abs() < 1e-10, "{law:?} {u}: {r} {a} {i} {b}");
        }
    }
}

#[test]
fn the_transform_has_the_mean_and_the_variance_as_derivatives() {
    for (law, shape) in LAWS {
        let size = sizes(law, 2.0, shape).unwrap();
        let h = 1e-4;
        let [re, im] = exponent(size.as_ref(), h);
        let slow = if size.second_moment().is_finite() { 1e-3 } else { 2e-2 };
        assert!((im / h / 2.0 - 1.0).abs() < slow, "{law:?} {shape}: {}", im / h);
        // A third moment that is barely finite, or not, leaves a slow error.
        if size.second_moment().is_finite() && law != SizeLaw::Pareto {
            assert!((-4.0 * re / (h * h) / size.second_moment() - 1.0).abs() < 1e-3, "{law:?} {shape}");
        }
    }
}

#[test]
fn inversion_agrees_with_the_closed_law_of_exponential_jumps() {
    let process = Process { decay: DECAY, rate: 1.0 / FORTNIGHT, jump: 1.0, jumps: JumpLaw::Exponential };
    let size = sizes(SizeLaw::Exponential, 1.0, 1.0).unwrap();
    let mean = process.mean();
    let law = Inverted::new(size.as_ref(), process.crowding(), mean);
    for part in [0.3, 0.5, 0.8, 1.0] {
        let level = part * mean;
        assert!((law.below(level) - process.below(level)).abs() < 1e-10, "{part}");
        assert!((DECAY * level * law.density(level) - process.crossings(level)).abs() < 1e-10);
    }
}

#[test]
fn what_falls_through_a_level_was_lifted_through_it_whatever_the_jumps() {
    for (law, shape) in LAWS {
        let size = sizes(law, 1.0, shape).unwrap();
        let a = 20.0;
        let inverted = Inverted::new(size.as_ref(), a, a);
        for part in [0.5, 0.8] {
            let level = part * a;
            let falls = level * inverted.density(level);
            let lifts = a * inverted.lifted(size.as_ref(), level, 24);
            assert!((falls - lifts).abs() < 1e-8, "{law:?} {shape} {part}: {falls} {lifts}");
        }
    }
}

#[test]
fn simulated_paths_agree_with_the_inverted_law() {
    for (law, shape) in LAWS {
        let size = sizes(law, 1.0, shape).unwrap();
        let process = AnyJumps { decay: 1.0, rate: 10.0, sizes: size.as_ref() };
        let inverted = Inverted::new(size.as_ref(), 10.0, 10.0);
        let found = process.long_run(&[5.0, 8.0], 40_000, &mut stream(8, "any jumps", 0));
        for (level, [below, falls]) in [5.0, 8.0].into_iter().zip(found) {
            let z = (below.value - inverted.below(level)) / below.error;
            assert!(z.abs() < 4.5, "{law:?} {shape} below {level}: {z}");
            let z = (falls.value - level * inverted.density(level)) / falls.error;
            assert!(z.abs() < 4.5, "{law:?} {shape} falls {level}: {z}");
        }
    }
}

#[test]
fn simulated_waits_agree_with_the_closed_form_and_give_up_when_told() {
    let size = sizes(SizeLaw::Exponential, 1.0, 1.0).unwrap();
    let process = AnyJumps { decay: DECAY, rate: 1.0 / FORTNIGHT, sizes: size.as_ref() };
    let mean = process.mean();
    let wait = process.passage(mean, 0.8 * mean, 4000, 10_000_000, &mut stream(8, "waits", 0)).unwrap();
    assert!(((wait.value - 21.43149024738) / wait.error).abs() < 4.5);
    assert_eq!(process.passage(mean, 0.2 * mean, 10, 1000, &mut stream(8, "waits", 0)), None);
}

fn solve(inputs: Jumps) -> moloch_hype::JumpsOutcome {
    inputs.checked().unwrap().solve().unwrap()
}

#[test]
fn rare_news_is_sampled_with_errors_and_frequent_news_inverted() {
    let rare = Jumps { rate: 3.0 * DECAY, ..<Jumps as Model>::example() };
    let sampled = solve(Jumps { law: SizeLaw::Exponential, ..rare });
    assert!(!sampled.inverted && sampled.certificate().is_none() && sampled.curve.is_empty());
    // Gamma with shape 3: P(H < 2.4) at 80 per cent of the mean.
    let process = Process { decay: DECAY, rate: 3.0 * DECAY, jump: 1.0, jumps: JumpLaw::Exponential };
    let z = (sampled.below[0].value - process.below(2.4)) / sampled.below[0].error;
    assert!(z.abs() < 4.5 && sampled.below[0].error > 0.0);
    let frequent = solve(<Jumps as Model>::example());
    assert!(frequent.inverted && frequent.below.iter().all(|below| below.error == 0.0));
}

#[test]
fn jumps_without_a_variance_leave_hype_below_its_mean_most_of_the_time() {
    let heavy = solve(Jumps { law: SizeLaw::Pareto, shape: 1.3, ..<Jumps as Model>::example() });
    assert_eq!(heavy.deviation, None);
    assert!(heavy.curve[40] > 0.7);
}

#[test]
fn more_uneven_jumps_of_the_same_mean_make_deep_troughs_likelier() {
    let below = |law, shape| solve(Jumps { law, shape, paths: 10, ..<Jumps as Model>::example() }).below[2].value;
    let even = below(SizeLaw::Gamma, 10.0);
    let exponential = below(SizeLaw::Exponential, 1.0);
    let uneven = below(SizeLaw::Gamma, 0.5);
    assert!(even < exponential && exponential < uneven);
    assert!((exponential - 0.003014441535003).abs() < 1e-9);
}

#[test]
fn shapes_without_a_mean_are_refused() {
    let endless = Jumps { law: SizeLaw::Pareto, shape: 1.0, ..<Jumps as Model>::example() };
    assert!(endless.checked().unwrap_err().iter().any(|fault| fault.code == "no-mean"));
    assert!(Jumps { rate: 1e9, ..<Jumps as Model>::example() }.checked().is_err());
}
