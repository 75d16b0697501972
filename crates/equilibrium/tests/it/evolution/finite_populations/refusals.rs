//! What is refused, and in which words.

use moloch_core::{CancelToken, Effort};
use moloch_equilibrium::evolution::EvolutionError;
use moloch_equilibrium::evolution::finite_populations::{Population, Process};
use moloch_equilibrium::finite::Game;

use super::{SMALL_RACE, fermi, free};

fn refused<T: std::fmt::Debug>(result: Result<T, EvolutionError>, words: &[&str]) {
    let text = result.unwrap_err().to_string();
    assert!(words.iter().all(|word| text.contains(word)), "{text}");
}

fn new(payoffs: &[[f64; 2]], size: u32, process: Process) -> Result<Population, EvolutionError> {
    Population::new(payoffs, size, process)
}

#[test]
fn bad_populations_are_refused_with_the_reason() {
    let fair = [[1.0, 2.0], [3.0, 4.0]];
    let fermi = |beta| Process::PairwiseComparison { beta };
    refused(new(&fair, 1, fermi(1.0)), &["size is 1", "2 to 1000000"]);
    refused(new(&fair, 2_000_000, fermi(1.0)), &["size is 2000000"]);
    refused(new(&fair, 10, fermi(-1.0)), &["beta is -1"]);
    refused(new(&fair, 10, fermi(f64::NAN)), &["beta is NaN"]);
    refused(new(&fair, 10, fermi(f64::INFINITY)), &["beta is inf"]);
    refused(new(&[[1e200, 0.0], [0.0, 1.0]], 10, fermi(1e200)), &["beta times payoffs", "not finite"]);
    refused(new(&fair, 10, Process::MoranLinear { weight: 1.5 }), &["w is 1.5", "0 to 1"]);
    refused(
        new(&[[1.0, -2.0], [3.0, 4.0]], 10, Process::MoranLinear { weight: 0.5 }),
        &["strategy 1 against 2", "-0.5"],
    );
    refused(new(&[[1.0, 0.0], [3.0, 4.0]], 10, Process::MoranLinear { weight: 1.0 }), &["more than 0"]);
    refused(new(&[[1.0, f64::NAN], [3.0, 4.0]], 10, fermi(1.0)), &["NaN", "finite"]);
    refused(new(&[[1.0, 2.0]], 10, fermi(1.0)), &["number of strategies is 1"]);
    refused(Population::new(&[[1, 2, 3], [4, 5, 6]], 10, fermi(1.0)), &["3 entries", "expected 2"]);
    let pennies = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    refused(Population::of_game(&pennies, 10, fermi(1.0)), &["change seats"]);
}

#[test]
fn bad_questions_are_refused_with_the_reason() {
    let population = fermi(&SMALL_RACE, 10, 1.0);
    refused(population.fixation(0, 3), &["strategy is 3", "0 to 2"]);
    refused(population.fixation(1, 1), &["another strategy"]);
    refused(population.chain(1.5), &["mu is 1.5"]);
    refused(population.chain(f64::NAN), &["mu is NaN"]);
    refused(population.stationary(0.0, &free()), &["mu is 0", "above 0"]);
    refused(population.simulate(&[1, 2], 0.1, 10, 1, &free()), &["3 counts that sum to 10"]);
    refused(population.simulate(&[5, 5, 5], 0.1, 10, 1, &free()), &["sum to 10"]);
    refused(population.simulate(&[4, 3, 3], -0.1, 10, 1, &free()), &["mu is -0.1"]);
    refused(population.simulate(&[4, 3, 3], 0.1, 0, 1, &free()), &["steps is 0"]);
    refused(population.simulate(&[4, 3, 3], 0.1, u64::MAX, 1, &free()), &["steps"]);
}

#[test]
fn chains_too_large_to_solve_are_refused_with_their_numbers() {
    let large = fermi(&SMALL_RACE, 1_000, 1.0);
    refused(large.stationary(0.1, &free()), &["501501 states", "limit is 33554432", "simulate"]);
    refused(fermi(&SMALL_RACE, 1_000_000, 1.0).chain(0.1), &["500001500001 states"]);
    let many = Population::new(&vec![vec![0; 300]; 300], 1_000_000, Process::PairwiseComparison { beta: 1.0 }).unwrap();
    refused(many.chain(0.1), &["limit is 16777216"]);
}

#[test]
fn cancelling_stops_fixation_probabilities() {
    let cancel = CancelToken::default();
    cancel.cancel();
    let result = fermi(&SMALL_RACE, 10, 1.0).small_mutation_limit(&Effort::unlimited().with_cancel(cancel));
    refused(result, &["stopped by the user", "after 0 of 6"]);
}
