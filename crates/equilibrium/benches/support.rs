//! All equilibria of small games of three and more players, each proved.

use divan::{Bencher, black_box};
use moloch_core::Effort;
use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::support::support_enumeration;

fn main() {
    divan::main();
}

/// Payoffs 0 to 1,000,000 from a fixed linear congruence, so that every run sees the same game and ties are rare.
fn scattered(actions: &[usize]) -> Game {
    let mut state = 12_345_u64;
    let game = Game::from_fn(actions, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % 1_000_001).unwrap_or(0)
    });
    game.expect("a finite table is a game")
}

const SHAPES: [&[usize]; 7] =
    [&[2, 2, 2], &[2, 3, 4], &[2, 2, 2, 2, 2], &[3, 3, 3], &[2, 2, 2, 2, 2, 2], &[4, 4, 4], &[3, 3, 3, 3]];

#[divan::bench(args = 0..SHAPES.len(), sample_count = 5)]
fn all_equilibria(bencher: Bencher, shape: usize) {
    let game = scattered(SHAPES[shape]);
    bencher.bench_local(|| support_enumeration(black_box(&game), &Effort::unlimited()).map(|set| set.points.len()));
}
