//! All equilibria of two-player games.

use std::cmp::Ordering;

use divan::{Bencher, black_box};
use moloch_core::Effort;
use moloch_equilibrium::finite::{Game, bimatrix::vertex_enumeration};

fn main() {
    divan::main();
}

/// Payoffs 0 to 100 from a fixed linear congruence, so that every run sees the same game. `peers/enumerate.py` draws the
/// same ones.
fn random(size: usize) -> Game {
    let mut state = 12_345_u64;
    let game = Game::from_fn(&[size, size], |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % 101).unwrap_or(0)
    });
    game.expect("a finite table is a game")
}

/// Two bidders in half steps from 0 to the prize, payoffs in half steps; fair ties; the loser pays too.
fn all_pay(prize: u32) -> Game {
    let bids = prize as usize * 2 + 1;
    let game = Game::from_fn(&[bids, bids], |bids, player| {
        let (own, other) = (bids[player], bids[1 - player]);
        let won = match own.cmp(&other) {
            Ordering::Less => 0,
            Ordering::Equal => prize,
            Ordering::Greater => 2 * prize,
        };
        i64::from(won) - i64::try_from(own).unwrap_or(0)
    });
    game.expect("a finite table is a game")
}

#[divan::bench(args = [8, 10, 12, 14, 16], sample_count = 5, sample_size = 1)]
fn random_games(bencher: Bencher, size: usize) {
    let game = random(size);
    bencher.bench_local(|| vertex_enumeration(black_box(&game), &Effort::unlimited()).map(|set| set.components.len()));
}

#[divan::bench(args = [3, 5, 6], sample_count = 5, sample_size = 1)]
fn all_pay_auctions(bencher: Bencher, prize: u32) {
    let game = all_pay(prize);
    bencher.bench_local(|| vertex_enumeration(black_box(&game), &Effort::unlimited()).map(|set| set.components.len()));
}
