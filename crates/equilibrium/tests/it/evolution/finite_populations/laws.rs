//! What must hold for every game.

use moloch_equilibrium::evolution::finite_populations::{Population, Process};
use proptest::prelude::*;

use super::{assert_near, free};

const SIZES: std::ops::Range<u32> = 2..60;

fn payoffs() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2..5_usize).prop_flat_map(|k| prop::collection::vec(prop::collection::vec(-3.0..3.0, k), k))
}

fn process(kind: u8, beta: f64) -> Process {
    match kind {
        0 => Process::PairwiseComparison { beta },
        _ => Process::MoranExponential { beta },
    }
}

fn logs(payoffs: &[Vec<f64>], size: u32, process: Process) -> Vec<f64> {
    let population = Population::new(payoffs, size, process).unwrap();
    population.small_mutation_limit(&free()).unwrap().log_shares.to_vec()
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64]) {
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9 * (1.0 + expected.abs()), "{found} {expected}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn without_selection_every_mutant_has_its_share(payoffs in payoffs(), size in SIZES, kind in 0..3_u8) {
        let process = if kind == 2 { Process::MoranLinear { weight: 0.0 } } else { process(kind, 0.0) };
        let population = Population::new(&payoffs, size, process).unwrap();
        assert_near(population.fixation(0, 1).unwrap().probability, 1.0 / f64::from(size), 1e-15);
    }

    #[test]
    fn units_of_payoff_do_not_matter(payoffs in payoffs(), size in SIZES, exponent in -9..=9_i32, kind in 0..2_u8) {
        let unit = 10_f64.powi(exponent);
        let scaled: Vec<Vec<f64>> = payoffs.iter().map(|row| row.iter().map(|payoff| payoff * unit).collect()).collect();
        assert_close(&logs(&scaled, size, process(kind, 0.5 / unit)), &logs(&payoffs, size, process(kind, 0.5)));
    }

    #[test]
    fn a_constant_for_everybody_changes_nothing(payoffs in payoffs(), size in SIZES, constant in -5.0..5.0, kind in 0..2_u8) {
        let shifted: Vec<Vec<f64>> = payoffs.iter().map(|row| row.iter().map(|payoff| payoff + constant).collect()).collect();
        assert_close(&logs(&shifted, size, process(kind, 0.5)), &logs(&payoffs, size, process(kind, 0.5)));
    }

    #[test]
    fn the_order_of_strategies_does_not_matter(payoffs in payoffs(), size in 2..9_u32, kind in 0..2_u8) {
        let reversed: Vec<Vec<f64>> = payoffs.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
        let turned = |list: &[f64]| list.iter().rev().copied().collect::<Vec<_>>();
        let process = process(kind, 0.5);
        assert_close(&turned(&logs(&reversed, size, process)), &logs(&payoffs, size, process));
        let mean = |payoffs| Population::new(payoffs, size, process).unwrap().stationary(0.1, &free()).unwrap().mean;
        assert_close(&turned(&mean(&reversed)), &mean(&payoffs));
    }

    #[test]
    fn moran_and_pairwise_comparison_fix_alike_and_linear_fitness_agrees_when_weak(
        payoffs in payoffs(), size in SIZES,
    ) {
        let fixation = |process| Population::new(&payoffs, size, process).unwrap().fixation(0, 1).unwrap().probability;
        let exponential = fixation(Process::MoranExponential { beta: 1e-7 });
        assert_near(fixation(Process::PairwiseComparison { beta: 1e-7 }), exponential, 1e-14);
        assert_near(fixation(Process::MoranLinear { weight: 1e-7 }), exponential, 1e-9);
    }

    #[test]
    fn the_odds_of_two_fixations_are_the_product_of_all_ratios(payoffs in payoffs(), size in SIZES, beta in 0.0..30.0) {
        let population = Population::new(&payoffs, size, Process::PairwiseComparison { beta }).unwrap();
        let lead = |a: u32| {
            let (a, z) = (f64::from(a), f64::from(size));
            let mutant = (a - 1.0) * payoffs[1][1] + (z - a) * payoffs[1][0];
            let resident = a * payoffs[0][1] + (z - a - 1.0) * payoffs[0][0];
            (mutant - resident) / (z - 1.0)
        };
        let odds: f64 = (1..size).map(lead).sum::<f64>() * beta;
        let found = population.fixation(0, 1).unwrap().log - population.fixation(1, 0).unwrap().log;
        prop_assert!((found - odds).abs() < 1e-10 * (1.0 + odds.abs()), "{found} {odds}");
    }

    #[test]
    fn ten_thousand_individuals_give_finite_logarithms(payoffs in payoffs(), beta in 0.0..1e4) {
        let population = Population::new(&payoffs, 10_000, Process::PairwiseComparison { beta }).unwrap();
        let found = population.fixation(0, 1).unwrap();
        prop_assert!(found.log.is_finite() && found.log <= 0.0);
        prop_assert!((0.0..=1.0).contains(&found.probability));
    }
}

#[test]
fn a_mutant_of_constant_fitness_follows_the_classical_formula() {
    // Fitness r against 1: (1 - 1/r) / (1 - 1/r^Z), for linear fitness and for exponential.
    for (r, size) in [(1.1_f64, 10_000), (1.5, 50), (0.7, 40), (2.0, 2)] {
        let expected = (1.0 - 1.0 / r) / (1.0 - r.powi(-size));
        let size = u32::try_from(size).unwrap();
        let linear = Population::new(&[[1.0, 1.0], [r, r]], size, Process::MoranLinear { weight: 1.0 }).unwrap();
        assert_near(linear.fixation(0, 1).unwrap().probability, expected, 1e-11);
        let payoffs = [[0.0, 0.0], [r.ln(), r.ln()]];
        let exponential = Population::new(&payoffs, size, Process::MoranExponential { beta: 1.0 }).unwrap();
        assert_near(exponential.fixation(0, 1).unwrap().probability, expected, 1e-11);
    }
}

#[test]
fn large_populations_with_large_payoffs_neither_overflow_nor_underflow() {
    let payoffs = [[0.0, 1e4], [-1e4, 5e3]];
    for process in [Process::PairwiseComparison { beta: 1.0 }, Process::MoranExponential { beta: 1.0 }] {
        let population = Population::new(&payoffs, 10_000, process).unwrap();
        for (resident, invader) in [(0, 1), (1, 0)] {
            let found = population.fixation(resident, invader).unwrap();
            assert!(found.log.is_finite() && found.log <= 0.0, "{found:?}");
        }
        let weak =
            Population::new(&[[0.0, 1e4], [-1e4, 5e3]], 10_000, Process::PairwiseComparison { beta: 1e-9 }).unwrap();
        assert!((0..2).all(|own| (1e-6..1e-2).contains(&weak.fixation(own, 1 - own).unwrap().probability)));
        let limit = population.small_mutation_limit(&free()).unwrap();
        assert!(limit.log_shares.iter().all(|log| log.is_finite() && *log <= 0.0));
    }
}
