//! The best correlated equilibrium of two players' random games, found, certified and proved best.

use divan::{Bencher, black_box};
use moloch_core::Effort;
use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::correlated::{Obedience, Objective, correlated_equilibrium, stackelberg};

fn main() {
    divan::main();
}

/// Payoffs 0 to 100 from a linear congruence; the script of the peers draws the same.
fn random_game(size: usize) -> Game {
    let mut state = 12_345_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 101).cast_signed()
    };
    let columns: Vec<Vec<i64>> = (0..2).map(|_| (0..size * size).map(|_| next()).collect()).collect();
    Game::from_columns(&[size, size], columns).expect("a finite table is a game")
}

#[divan::bench(args = [4, 8, 12, 20], sample_count = 3)]
fn best_total_payoff(bencher: Bencher, size: usize) {
    let game = random_game(size);
    let solve = |game: &Game| {
        correlated_equilibrium(game, Obedience::Correlated, Objective::TotalPayoff, &Effort::unlimited())
            .map(|found| found.device.is_some())
    };
    bencher.bench_local(|| solve(black_box(&game)));
}

#[divan::bench(args = [4, 8, 12, 20], sample_count = 3)]
fn best_for_the_worst_off(bencher: Bencher, size: usize) {
    let game = random_game(size);
    let solve = |game: &Game| {
        correlated_equilibrium(game, Obedience::Correlated, Objective::Egalitarian, &Effort::unlimited())
            .map(|found| found.device.is_some())
    };
    bencher.bench_local(|| solve(black_box(&game)));
}

#[divan::bench(args = [8, 20], sample_count = 3)]
fn best_coarse(bencher: Bencher, size: usize) {
    let game = random_game(size);
    let solve = |game: &Game| {
        correlated_equilibrium(game, Obedience::Coarse, Objective::TotalPayoff, &Effort::unlimited())
            .map(|found| found.device.is_some())
    };
    bencher.bench_local(|| solve(black_box(&game)));
}

#[divan::bench(args = [8, 20, 50], sample_count = 3)]
fn best_commitment(bencher: Bencher, size: usize) {
    let game = random_game(size);
    bencher.bench_local(|| stackelberg(black_box(&game), 0, &Effort::unlimited()).map(|found| found.mixed.is_some()));
}
