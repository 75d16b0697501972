//! The full chain against an independent dense solution, and closed forms.

use moloch_core::{Effort, Stop};
use moloch_equilibrium::evolution::EvolutionError;
use moloch_equilibrium::evolution::finite_populations::{Population, Process, States, certificate};
use moloch_equilibrium::finite::Counter;
use nalgebra::{DMatrix, DVector};

use super::{LARGE_RACE, RPS, SMALL_RACE, assert_near, fermi, free};

const FOUR: [[f64; 4]; 4] = [[1.0, 0.2, 2.0, 0.5], [1.5, 0.3, 0.7, 2.0], [0.1, 2.5, 0.9, 1.1], [1.2, 0.4, 1.3, 0.8]];

/// The transition matrix written down afresh from the page's equations, state by state.
fn dense(payoffs: &[Vec<f64>], states: &[Vec<u32>], process: Process, mutation: f64) -> DMatrix<f64> {
    let k = payoffs.len();
    let z = f64::from(states[0].iter().sum::<u32>());
    let mut matrix = DMatrix::zeros(states.len(), states.len());
    for (row, n) in states.iter().enumerate() {
        let n: Vec<f64> = n.iter().map(|&count| f64::from(count)).collect();
        let earned = |i: usize| ((0..k).map(|j| n[j] * payoffs[i][j]).sum::<f64>() - payoffs[i][i]) / (z - 1.0);
        let fitness = |i: usize| match process {
            Process::MoranLinear { weight } => 1.0 - weight + weight * earned(i),
            Process::MoranExponential { beta } | Process::PairwiseComparison { beta } => (beta * earned(i)).exp(),
        };
        let total: f64 = (0..k).map(|i| n[i] * fitness(i)).sum();
        for i in 0..k {
            for j in (0..k).filter(|&j| j != i && n[i] > 0.0) {
                let spread = mutation / (k as f64 - 1.0);
                let change = if let Process::PairwiseComparison { beta } = process {
                    let copied = 1.0 / (1.0 + (-beta * (earned(j) - earned(i))).exp());
                    n[i] / z * ((1.0 - mutation) * n[j] / (z - 1.0) * copied + spread)
                } else {
                    let parent = |l: usize| n[l] * fitness(l) / total;
                    let others: f64 = (0..k).filter(|&l| l != j).map(parent).sum();
                    n[i] / z * ((1.0 - mutation) * parent(j) + spread * others)
                };
                let mut next = states[row].clone();
                next[i] -= 1;
                next[j] += 1;
                let column = states.iter().position(|state| *state == next).unwrap();
                matrix[(row, column)] += change;
                matrix[(row, row)] -= change;
            }
        }
    }
    matrix
}

fn dense_stationary(matrix: &DMatrix<f64>) -> DVector<f64> {
    let mut system = matrix.transpose();
    system.row_mut(0).fill(1.0);
    let mut right = DVector::zeros(matrix.nrows());
    right[0] = 1.0;
    system.lu().solve(&right).unwrap()
}

#[test]
fn every_process_agrees_with_a_dense_solution() {
    let games: [(Vec<Vec<f64>>, u32); 4] = [
        (vec![vec![3.0, 1.0], vec![4.0, 2.0]], 17),
        (SMALL_RACE.map(Vec::from).to_vec(), 9),
        (RPS.map(|row| row.map(|payoff| payoff + 2.0).to_vec()).to_vec(), 8),
        (FOUR.map(Vec::from).to_vec(), 6),
    ];
    for (payoffs, size) in &games {
        for process in [
            Process::PairwiseComparison { beta: 0.7 },
            Process::MoranExponential { beta: 0.7 },
            Process::MoranLinear { weight: 0.4 },
        ] {
            for mutation in [1e-3, 0.2, 1.0] {
                let population = Population::new(payoffs, *size, process).unwrap();
                let chain = population.chain(mutation).unwrap();
                let states: Vec<_> = chain.states().iter().collect();
                let matrix = dense(payoffs, &states, process, mutation);
                for row in 0..states.len() {
                    for (column, probability) in chain.transitions(row) {
                        assert!((matrix[(row, column)] - probability).abs() < 1e-15);
                    }
                }
                let expected = dense_stationary(&matrix);
                let found = chain.stationary(&free()).unwrap();
                for (found, expected) in found.shares.iter().zip(&expected) {
                    assert!((found - expected).abs() < 1e-11, "{process:?} {mutation}");
                }
            }
        }
    }
}

#[test]
fn two_strategies_follow_the_product_formula_however_small_the_shares() {
    // Birth and death: pi(a + 1) / pi(a) = T+(a) / T-(a + 1); shares span 400 orders of magnitude.
    let (size, beta, mutation) = (60_u32, 20.0, 1e-6);
    let payoffs = [[1.0, 0.0], [3.0, 2.0]];
    let population = fermi(&payoffs, size, beta);
    let chain = population.chain(mutation).unwrap();
    let shares = chain.stationary(&free()).unwrap().shares;
    let rate = |from: &[u32], to: &[u32]| {
        let [from, to] = [from, to].map(|counts| chain.states().number(counts).unwrap());
        chain.transitions(from).find(|(target, _)| *target == to).unwrap().1
    };
    let at = |a: u32| shares[chain.states().number(&[a, size - a]).unwrap()];
    for a in 0..size {
        let (low, high) = ([a, size - a], [a + 1, size - a - 1]);
        if at(a + 1) > 1e-280 {
            assert_near(at(a + 1) / at(a), rate(&low, &high) / rate(&high, &low), 1e-12);
        }
    }
}

#[test]
fn neutral_drift_treats_strategies_alike() {
    let population = fermi(&FOUR, 7, 0.0);
    let stationary = population.stationary(0.05, &free()).unwrap();
    for mean in stationary.mean {
        assert_near(mean, 0.25, 1e-12);
    }
}

#[test]
fn rare_mutations_approach_their_limit() {
    let population = fermi(&SMALL_RACE, 20, 0.1);
    let limit = population.small_mutation_limit(&free()).unwrap();
    let gap = |mutation: f64| {
        let mean = population.stationary(mutation, &free()).unwrap().mean;
        mean.iter().zip(&limit.shares).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    assert!(gap(1e-5) < 1e-3 && gap(1e-7) < gap(1e-5) / 50.0, "{} {}", gap(1e-5), gap(1e-7));
}

#[test]
fn states_are_numbered_as_they_are_listed() {
    for (size, strategies) in [(1, 1), (5, 2), (6, 3), (4, 5)] {
        if strategies == 1 {
            continue;
        }
        let payoffs = vec![vec![0.0; strategies]; strategies];
        let chain = fermi(&payoffs, size, 1.0).chain(0.1).unwrap();
        let states = chain.states();
        assert_eq!(states.iter().count() as u128, States::count(size, strategies));
        for (number, counts) in states.iter().enumerate() {
            assert_eq!(states.number(&counts), Some(number));
            assert_eq!(states.counts(number), Some(counts));
        }
        assert_eq!(states.counts(states.len()), None);
        assert_eq!(states.number(&vec![size; strategies]), None);
    }
}

#[test]
fn the_certificate_refuses_a_distribution_that_is_off_in_one_tiny_state() {
    let chain = fermi(&LARGE_RACE, 12, 0.1).chain(0.01).unwrap();
    let mut shares = chain.stationary(&free()).unwrap().shares.into_parts().0;
    assert!(certificate::balance(&chain, &shares).passes());
    let smallest = (0..shares.len()).min_by(|&a, &b| shares[a].total_cmp(&shares[b])).unwrap();
    assert!(shares[smallest] < 1e-6, "the state does not matter to the sum: {}", shares[smallest]);
    shares[smallest] *= 1.0 + 1e-6;
    assert!(!certificate::balance(&chain, &shares).passes());
    shares.pop();
    assert!(!certificate::balance(&chain, &shares).passes());
}

#[test]
fn a_budget_stops_the_elimination_and_multiplications_are_counted() {
    let population = fermi(&SMALL_RACE, 20, 0.1);
    let error = population.stationary(0.1, &Effort::unlimited().with_steps(5)).unwrap_err();
    assert!(
        matches!(error, EvolutionError::Stopped { stop: Stop::OutOfSteps { done: 5 }, done: 5, total: 231, .. }),
        "{error:?}"
    );
    let counters = population.stationary(0.1, &free()).unwrap().counters;
    assert_eq!(counters, [Counter { what: "multiplications", count: 52_920 }]);
}
