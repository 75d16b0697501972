//! Anonymous games.

use divan::{Bencher, black_box};
use moloch_core::Effort;
use moloch_equilibrium::anonymous::{AnonymousGame, Role, pure_equilibria, two_actions};

fn main() {
    divan::main();
}

fn role(players: usize, actions: usize) -> Role {
    Role::new("player", players, (1..=actions).map(|action| action.to_string())).expect("a role")
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}

/// Relative position is worth 3, effort costs 2, in units of 1 / (n - 1).
fn treadmill(players: usize) -> AnonymousGame {
    let others = whole(players - 1);
    let game = AnonymousGame::symmetric(role(players, 2), |action, counts| {
        let racing = whole(counts[1]);
        if action == 1 { 3 * (others - racing) - 2 * others } else { -3 * racing }
    });
    game.expect("the treadmill is a game")
}

/// Roads of different speed, slower the more drive on them.
fn roads(players: usize, actions: usize) -> AnonymousGame {
    let game = AnonymousGame::symmetric(role(players, actions), |road, others| -whole((road + 1) * (others[road] + 1)));
    game.expect("roads are a game")
}

#[divan::bench(args = [20, 1000])]
fn pure_equilibria_of_the_treadmill(bencher: Bencher, players: usize) {
    let game = treadmill(players);
    let effort = Effort::unlimited();
    bencher.bench_local(|| pure_equilibria(black_box(&game), &effort).map(|found| found.len()));
}

#[divan::bench(args = [(15, 4), (100, 4), (1000, 3)], sample_count = 10)]
fn pure_equilibria_of_roads(bencher: Bencher, (players, actions): (usize, usize)) {
    let game = roads(players, actions);
    let effort = Effort::unlimited();
    bencher.bench_local(|| pure_equilibria(black_box(&game), &effort).map(|found| found.len()));
}

/// Payoffs 0 to 1000 from a fixed linear congruence.
fn scattered(players: usize) -> AnonymousGame {
    let mut state = 12_345_u64;
    let game = AnonymousGame::symmetric(role(players, 2), |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % 1001).unwrap_or(0)
    });
    game.expect("a finite table is a game")
}

/// Somebody has to help; who helps pays 3 of 10.
fn volunteers(players: usize) -> AnonymousGame {
    let game = AnonymousGame::symmetric(role(players, 2), |action, others| match (action, others[1]) {
        (1, _) => 7,
        (_, 0) => 0,
        _ => 10,
    });
    game.expect("a game")
}

#[divan::bench(args = [20, 100, 1000], sample_count = 5, sample_size = 1)]
fn symmetric_equilibria_of_random_payoffs(bencher: Bencher, players: usize) {
    let game = scattered(players);
    let effort = Effort::unlimited();
    bencher.bench_local(|| two_actions(black_box(&game), &effort).map(|set| set.equilibria.len()));
}

#[divan::bench(args = [20, 100, 1000], sample_count = 5, sample_size = 1)]
fn symmetric_equilibria_of_volunteers(bencher: Bencher, players: usize) {
    let game = volunteers(players);
    let effort = Effort::unlimited();
    bencher.bench_local(|| two_actions(black_box(&game), &effort).map(|set| set.equilibria.len()));
}
