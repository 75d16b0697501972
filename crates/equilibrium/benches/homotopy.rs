//! One equilibrium of games of many players: random integers 0 to 100, two seeds of each shape.

use divan::{Bencher, black_box};
use moloch_core::Effort;
use moloch_equilibrium::finite::homotopy::{Units, gnm, ipa, logit_limit, one_equilibrium, simpdiv};
use moloch_equilibrium::finite::{Game, pure_equilibria};

fn main() {
    divan::main();
}

const SHAPES: [&[usize]; 8] = [&[3; 3], &[2; 6], &[4; 3], &[3; 4], &[5; 3], &[6; 3], &[3; 5], &[2; 10]];
const NAMES: [&str; 8] = ["3x3x3", "2^6", "4x4x4", "3^4", "5x5x5", "6x6x6", "3^5", "2^10"];

/// The first game of this shape without a pure equilibrium: the others are settled in microseconds.
fn without_pure(name: &str) -> Game {
    let shape = NAMES.iter().position(|other| *other == name).map_or(SHAPES[0], |place| SHAPES[place]);
    let mut games = (0..).map(|seed| scattered(shape, seed));
    games.find(|game| pure_equilibria(game).is_ok_and(|found| found.is_empty())).expect("one game in three has none")
}

/// Payoffs 0 to 100 from a fixed linear congruence, so that every run sees the same game.
fn scattered(actions: &[usize], seed: u64) -> Game {
    let mut state = 12_345_u64.wrapping_add(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let game = Game::from_fn(actions, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % 101).unwrap_or(0)
    });
    game.expect("a finite table is a game")
}

#[divan::bench(args = NAMES, sample_count = 20)]
fn one(bencher: Bencher, name: &str) {
    let game = without_pure(name);
    bencher.bench_local(|| one_equilibrium(black_box(&game), &Effort::unlimited(), 0).map(|one| one.set.points.len()));
}

#[divan::bench(args = NAMES, sample_count = 20)]
fn by_ipa(bencher: Bencher, name: &str) {
    let game = without_pure(name);
    bencher.bench_local(|| ipa(black_box(&game), &Effort::unlimited(), 0).map(|set| set.points.len()));
}

#[divan::bench(args = NAMES, sample_count = 10)]
fn by_logit(bencher: Bencher, name: &str) {
    let game = without_pure(name);
    bencher.bench_local(|| {
        logit_limit(black_box(&game), Units::AsGiven, &Effort::unlimited()).map(|branch| branch.limit.is_some())
    });
}

#[divan::bench(args = NAMES, sample_count = 5)]
fn by_gnm(bencher: Bencher, name: &str) {
    let game = without_pure(name);
    bencher.bench_local(|| gnm(black_box(&game), &Effort::unlimited(), 0).map(|set| set.points.len()));
}

#[divan::bench(args = NAMES, sample_count = 3)]
fn by_simpdiv(bencher: Bencher, name: &str) {
    let game = without_pure(name);
    bencher.bench_local(|| simpdiv(black_box(&game), &Effort::unlimited(), 0).map(|set| set.points.len()));
}
