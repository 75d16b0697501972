//! Evolution and learning: finite populations, stable mixes, dynamics, learners. Every result is certified within the time.

use divan::{Bencher, black_box};
use moloch_core::Effort;
use moloch_equilibrium::evolution::ess::all_ess;
use moloch_equilibrium::evolution::finite_populations::{Population, Process};
use moloch_equilibrium::evolution::learning::fictitious_play;
use moloch_equilibrium::evolution::replicator::{Flow, Populations, rest_points};
use moloch_equilibrium::finite::Game;

fn main() {
    divan::main();
}

/// Races of safe, unsafe and conditionally safe developers for a large and for a small prize; rock, paper, scissors.
const GAMES: [(&str, [[f64; 3]; 3], f64); 3] = [
    ("large_prize", [[51.0, 0.6, 51.0], [60.96, 30.8, 60.8024], [51.0, 1.979, 51.0]], 0.1),
    ("small_prize", [[1.5, 0.6, 1.5], [1.56, 1.1, 1.4024], [1.5, 1.979, 1.5]], 0.1),
    ("rock_paper_scissors", [[0.0, -1.0, 2.0], [2.0, 0.0, -1.0], [-1.0, 2.0, 0.0]], 0.1),
];
const NAMES: [&str; 3] = [GAMES[0].0, GAMES[1].0, GAMES[2].0];

fn population(name: &str, size: u32) -> Population {
    let found = GAMES.iter().find(|game| game.0 == name).expect("a game of the list");
    Population::new(&found.1, size, Process::PairwiseComparison { beta: found.2 }).expect("a population")
}

/// Payoffs 0 to 100 from a fixed linear congruence, so that every run sees the same game.
fn scattered() -> impl FnMut() -> i64 {
    let mut state = 12_345_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % 101).unwrap_or(0)
    }
}

fn symmetric(size: usize) -> Game {
    let mut draw = scattered();
    let rows: Vec<Vec<i64>> = (0..size).map(|_| (0..size).map(|_| draw()).collect()).collect();
    Game::symmetric_two_player(&rows).expect("a square table is a game")
}

/// From the payoffs to certified shares.
#[divan::bench(args = NAMES)]
fn small_mutation_limit_of_100(bencher: Bencher, name: &str) {
    bencher.bench_local(|| {
        population(black_box(name), 100).small_mutation_limit(&Effort::unlimited()).map(|limit| limit.shares)
    });
}

#[divan::bench(args = [100, 10_000, 1_000_000])]
fn one_fixation_probability(bencher: Bencher, size: u32) {
    let race = population("small_prize", size);
    bencher.bench_local(|| black_box(&race).fixation(0, 1));
}

#[divan::bench(args = NAMES)]
fn transition_matrix_of_50(bencher: Bencher, name: &str) {
    let race = population(name, 50);
    bencher.bench_local(|| black_box(&race).chain(0.01).map(|chain| chain.transition_count()));
}

/// Matrix, elimination, certificate.
#[divan::bench(args = NAMES, sample_count = 20)]
fn full_chain_of_50(bencher: Bencher, name: &str) {
    let race = population(name, 50);
    bencher.bench_local(|| black_box(&race).stationary(0.01, &Effort::unlimited()).map(|found| found.mean));
}

#[divan::bench(args = [100, 200], sample_count = 2)]
fn full_chain_of_many(bencher: Bencher, size: u32) {
    let race = population("small_prize", size);
    bencher.bench_local(|| black_box(&race).stationary(0.01, &Effort::unlimited()).map(|found| found.mean));
}

#[divan::bench(args = NAMES, sample_count = 20)]
fn million_steps_of_100(bencher: Bencher, name: &str) {
    let race = population(name, 100);
    let start = [34, 33, 33];
    bencher.bench_local(|| {
        black_box(&race).simulate(&start, 1e-3, 1_000_000, 1, &Effort::unlimited()).map(|run| run.mean)
    });
}

#[divan::bench(args = [3, 6, 10, 14], sample_count = 5)]
fn all_stable_mixes(bencher: Bencher, size: usize) {
    let game = symmetric(size);
    bencher.bench_local(|| all_ess(black_box(&game), &Effort::unlimited()).map(|found| found.profiles.len()));
}

#[divan::bench(args = [3, 6, 8], sample_count = 5)]
fn all_rest_points(bencher: Bencher, size: usize) {
    let game = symmetric(size);
    bencher.bench_local(|| rest_points(black_box(&game), &Effort::unlimited()).map(|found| found.points.len()));
}

/// A thousand points of rock, paper, scissors up to time 100.
#[divan::bench(sample_count = 20)]
fn replicator_of_rock_paper_scissors(bencher: Bencher) {
    let game = Game::symmetric_two_player(&[[0, -1, 1], [1, 0, -1], [-1, 1, 0]]).expect("a game");
    let flow = Flow { tolerance: 1e-8, samples: 1_000, ..Flow::replicator(Populations::One, 100.0) };
    let start = [vec![0.5, 0.3, 0.2]];
    bencher.bench_local(|| flow.run(black_box(&game), &start, &Effort::unlimited()).map(|path| path.times.len()));
}

#[divan::bench(args = [10_000, 100_000], sample_count = 10)]
fn fictitious_play_of_50_by_50(bencher: Bencher, periods: u64) {
    let mut draw = scattered();
    let game = Game::from_fn(&[50, 50], |_, _| draw()).expect("a game");
    bencher.bench_local(|| {
        fictitious_play(black_box(&game), &[0, 0], periods, &Effort::unlimited()).map(|play| play.periods)
    });
}
