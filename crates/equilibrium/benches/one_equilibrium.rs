//! One equilibrium of two-player games: finding and certifying together, and the certificate alone.

use divan::{Bencher, black_box};
use moloch_core::Effort;
use moloch_equilibrium::finite::lcp::{lemke, lemke_howson, one_equilibrium};
use moloch_equilibrium::finite::zero_sum::linear_programme;
use moloch_equilibrium::finite::{ExactProfile, Game, certificate};

fn main() {
    divan::main();
}

/// Payoffs from 0 to below `range`, from a linear congruence; the script of the peers draws the same.
fn payoffs(size: usize, seed: u64, players: usize, range: u64) -> Vec<Vec<i64>> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(12_345);
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % range).cast_signed()
    };
    (0..players).map(|_| (0..size * size).map(|_| next()).collect()).collect()
}

/// Payoffs to a million: with fewer, ties make pure equilibria of almost every game.
fn random_game(size: usize, seed: u64) -> Game {
    Game::from_columns(&[size, size], payoffs(size, seed, 2, 1_000_000)).expect("a finite table is a game")
}

fn random_zero_sum(size: usize, seed: u64) -> Game {
    let first = payoffs(size, seed, 1, 101).remove(0);
    let second = first.iter().map(|payoff| -payoff).collect();
    Game::from_columns(&[size, size], vec![first, second]).expect("a finite table is a game")
}

fn found(game: &Game) -> ExactProfile {
    let set = one_equilibrium(game, &Effort::unlimited()).expect("two players");
    let point = set.extreme_points().next().expect("every game has an equilibrium");
    (**point).clone()
}

/// Twenty games of a thousand actions a side.
#[divan::bench(args = 0..20, sample_count = 3)]
fn one_equilibrium_of_1000(bencher: Bencher, seed: u64) {
    let game = random_game(1000, seed);
    // A clone knows nothing of what an earlier run prepared.
    bencher.with_inputs(|| game.clone()).bench_local_values(|game| found(black_box(&game)));
}

#[divan::bench(args = [20, 50, 100, 200, 500], sample_count = 5)]
fn one_equilibrium_by_size(bencher: Bencher, size: usize) {
    let game = random_game(size, 3);
    bencher.with_inputs(|| game.clone()).bench_local_values(|game| found(black_box(&game)));
}

#[divan::bench(args = [20, 50, 100], sample_count = 5)]
fn lemke_howson_from_the_first_label(bencher: Bencher, size: usize) {
    let game = random_game(size, 3);
    bencher.bench_local(|| lemke_howson(black_box(&game), 0, &Effort::unlimited()).map(|set| set.components.len()));
}

#[divan::bench(args = [5, 10, 15], sample_count = 5)]
fn lemke_exactly(bencher: Bencher, size: usize) {
    let game = random_game(size, 3);
    bencher.bench_local(|| lemke(black_box(&game), &Effort::unlimited()).map(|set| set.components.len()));
}

#[divan::bench(args = [50, 100, 200, 500, 1000], sample_count = 3)]
fn zero_sum_by_linear_programme(bencher: Bencher, size: usize) {
    let game = random_zero_sum(size, 0);
    bencher
        .with_inputs(|| game.clone())
        .bench_local_values(|game| linear_programme(black_box(&game), &Effort::unlimited()).map(|solved| solved.value));
}

/// The certificate alone.
#[divan::bench(args = [100, 1000], sample_count = 5)]
fn certificate_of_one_equilibrium(bencher: Bencher, size: usize) {
    let game = random_game(size, 3);
    let profile = found(&game);
    bencher.bench_local(|| certificate::exact_regrets(black_box(&game), &profile).map(|regrets| regrets.are_zero()));
}
