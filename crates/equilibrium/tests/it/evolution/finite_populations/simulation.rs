//! Runs against the distributions that they should have.

use moloch_core::{Effort, Status, Stop};
use moloch_equilibrium::evolution::finite_populations::{End, Population, Process};

use super::{RPS, SMALL_RACE, fermi, free};

#[test]
fn time_averages_agree_with_the_stationary_distribution() {
    let shifted = RPS.map(|row| row.map(|payoff| payoff + 2.0));
    for process in [
        Process::PairwiseComparison { beta: 0.5 },
        Process::MoranExponential { beta: 0.5 },
        Process::MoranLinear { weight: 0.5 },
    ] {
        for payoffs in [SMALL_RACE, shifted] {
            let population = Population::new(&payoffs, 12, process).unwrap();
            let expected = population.stationary(0.05, &free()).unwrap().mean;
            let run = population.simulate(&[4, 4, 4], 0.05, 400_000, 7, &free()).unwrap();
            assert_eq!((&run.end, run.steps), (&End::Completed, 400_000));
            assert!(run.batch_correlation.unwrap() < 0.5, "{:?}", run.batch_correlation);
            for ((mean, error), expected) in run.mean.iter().zip(run.standard_errors.unwrap()).zip(&expected) {
                let z = (mean - expected) / error;
                assert!(z.abs() < 4.5, "{process:?}: {mean} +- {error}, expected {expected}");
            }
        }
    }
}

#[test]
fn rare_mutations_are_skipped_to_and_agree_with_the_chain() {
    let population = fermi(&SMALL_RACE, 10, 1.0);
    let expected = population.stationary(1e-4, &free()).unwrap().mean;
    let run = population.simulate(&[10, 0, 0], 1e-4, 200_000_000, 3, &free()).unwrap();
    for ((mean, error), expected) in run.mean.iter().zip(run.standard_errors.unwrap()).zip(&expected) {
        assert!(((mean - expected) / error).abs() < 4.5, "{mean} +- {error}, expected {expected}");
    }
}

#[test]
fn the_frequency_of_absorption_agrees_with_the_fixation_probability() {
    for process in [Process::PairwiseComparison { beta: 0.2 }, Process::MoranLinear { weight: 0.3 }] {
        let population = Population::new(&[[1.0, 3.0], [2.0, 2.5]], 10, process).unwrap();
        let expected = population.fixation(0, 1).unwrap().probability;
        let runs = 4_000;
        let fixed = (0..runs).filter(|&seed| {
            let run = population.simulate(&[9, 1], 0.0, 1 << 40, seed, &free()).unwrap();
            assert!(run.standard_errors.is_none());
            let End::Absorbed { strategy, step } = run.end else { panic!("not absorbed") };
            assert_eq!(run.counts[strategy], 10);
            assert!(step < 1 << 40);
            strategy == 1
        });
        let share = fixed.count() as f64 / runs as f64;
        let z = (share - expected) / (expected * (1.0 - expected) / runs as f64).sqrt();
        assert!(z.abs() < 4.5, "{process:?}: {share}, expected {expected}");
    }
}

#[test]
fn a_population_of_one_strategy_without_mutation_is_absorbed_at_once() {
    let run = fermi(&SMALL_RACE, 10, 1.0).simulate(&[0, 10, 0], 0.0, 1_000, 1, &free()).unwrap();
    assert_eq!(run.end, End::Absorbed { strategy: 1, step: 0 });
    assert_eq!(run.mean, [0.0, 1.0, 0.0]);
    assert!(run.status().is_success());
}

#[test]
fn the_same_seed_gives_the_same_run_and_another_seed_another() {
    let population = fermi(&RPS, 30, 1.0);
    let run = |seed| population.simulate(&[10, 10, 10], 0.01, 10_000, seed, &free()).unwrap();
    assert_eq!(run(1), run(1));
    assert_ne!(run(1).mean, run(2).mean);
    assert_eq!(run(1).counts, [1, 3, 26]);
    assert_eq!(run(1).counters.iter().map(|counter| counter.count).collect::<Vec<_>>(), [1_586, 78]);
}

#[test]
fn populations_too_large_for_a_table_run_too() {
    let run = fermi(&RPS, 100_000, 1.0).simulate(&[50_000, 30_000, 20_000], 0.01, 20_000, 1, &free()).unwrap();
    assert_eq!(run.counts.iter().sum::<u32>(), 100_000);
    assert!(run.counters[0].count > 1_000);
}

#[test]
fn a_budget_gives_the_averages_so_far() {
    let population = fermi(&RPS, 30, 1.0);
    let run = population.simulate(&[10, 10, 10], 0.01, 1_000_000, 1, &Effort::unlimited().with_steps(3)).unwrap();
    assert_eq!((&run.end, run.steps), (&End::Stopped(Stop::OutOfSteps { done: 3 }), 3 * 4_096));
    assert_eq!(run.status(), Status::LimitReached { iterations: 3 });
    assert!((run.mean.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    let none = population.simulate(&[10, 10, 10], 0.01, 1_000, 1, &Effort::unlimited().with_steps(0)).unwrap();
    assert_eq!((none.steps, none.counts), (0, vec![10, 10, 10]));
}
