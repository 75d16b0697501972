//! Finite games: solving and certifying, timed apart.

use divan::{Bencher, black_box};
use moloch_equilibrium::finite::{
    Dominators, Game, Order, Profile, certificate, iterated_strict_dominance, iterated_weak_dominance, pure_equilibria,
    two_by_two,
};

fn main() {
    divan::main();
}

/// Effort 0 or 1; relative position is worth 0.3, effort costs 0.2, in units of 1 / (10 (n - 1)).
fn treadmill(players: usize) -> Game {
    let others = i64::try_from(players - 1).unwrap_or(0);
    let game = Game::from_fn(&vec![2; players], |profile, player| {
        let racing = i64::try_from(profile.iter().sum::<usize>()).unwrap_or(0);
        let own = i64::try_from(profile[player]).unwrap_or(0);
        3 * (own * others - (racing - own)) - 2 * own * others
    });
    game.expect("the treadmill is a game")
}

/// Payoffs 0 to 100 from a fixed linear congruence, so that every run sees the same game.
fn scattered(size: usize) -> Game {
    let mut state = 12_345_u64;
    let game = Game::from_fn(&[size, size], |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % 101).unwrap_or(0)
    });
    game.expect("a finite table is a game")
}

#[divan::bench(args = [10, 15, 20], sample_count = 10)]
fn pure_equilibria_of_the_treadmill(bencher: Bencher, players: usize) {
    let game = treadmill(players);
    bencher.bench_local(|| pure_equilibria(black_box(&game)).map(|found| found.len()));
}

/// Every profile is an equilibrium: nothing can be skipped.
#[divan::bench(args = [10, 15, 20], sample_count = 5)]
fn pure_equilibria_of_indifference(bencher: Bencher, players: usize) {
    let game = Game::from_fn(&vec![2; players], |_, _| 0).expect("a game");
    bencher.bench_local(|| pure_equilibria(black_box(&game)).map(|found| found.len()));
}

#[divan::bench(args = [10, 15], sample_count = 10)]
fn dominance_on_the_treadmill(bencher: Bencher, players: usize) {
    let game = treadmill(players);
    bencher.bench_local(|| {
        iterated_strict_dominance(black_box(&game), Dominators::Pure).map(|reduction| reduction.solution())
    });
}

/// Two players with payoffs 0 to 100: a third of the actions is never best and has its linear programme.
#[divan::bench(args = [20, 50, 100, 200], sample_count = 3)]
fn mixed_dominance_on_random_games(bencher: Bencher, size: usize) {
    let game = random(size);
    bencher.bench_local(|| {
        iterated_strict_dominance(black_box(&game), Dominators::PureAndMixed)
            .map(|reduction| reduction.eliminations.len())
    });
}

/// The same for weak dominance.
#[divan::bench(args = [20, 50, 100], sample_count = 3)]
fn weak_dominance_on_random_games(bencher: Bencher, size: usize) {
    let game = random(size);
    bencher.bench_local(|| {
        iterated_weak_dominance(black_box(&game), Dominators::PureAndMixed, Order::AllAtOnce)
            .map(|reduction| reduction.eliminations.len())
    });
}

fn random(size: usize) -> Game {
    let mut state = 12_345_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 101).cast_signed()
    };
    let columns: Vec<Vec<i64>> = (0..2).map(|_| (0..size * size).map(|_| next()).collect()).collect();
    Game::from_columns(&[size, size], columns).expect("a finite table is a game")
}

/// Solving and certifying together: the solver returns nothing that is not certified.
#[divan::bench]
fn two_by_two_stag_hunt(bencher: Bencher) {
    let game = Game::symmetric_two_player(&[[4, 1], [3, 2]]).expect("a game");
    bencher.bench_local(|| two_by_two(black_box(&game)).map(|set| set.components.len()));
}

#[divan::bench(args = [10, 100, 1000])]
fn regret_in_doubles(bencher: Bencher, size: usize) {
    let game = scattered(size);
    let profile = Profile::uniform(game.action_counts());
    // The first call prepares the payoffs; it is not timed.
    let prepared = certificate::regrets(&game, &profile);
    assert!(prepared.is_ok());
    bencher.bench_local(|| certificate::regrets(black_box(&game), &profile).map(|regrets| regrets.max_regret()));
}

#[divan::bench(args = [10, 100])]
fn regret_exact(bencher: Bencher, size: usize) {
    let game = scattered(size);
    let profile = Profile::uniform(game.action_counts()).to_exact();
    bencher.bench_local(|| certificate::exact_regrets(black_box(&game), &profile).map(|regrets| regrets.are_zero()));
}

#[divan::bench(sample_count = 3)]
fn building_the_treadmill_of_twenty(bencher: Bencher) {
    bencher.bench_local(|| treadmill(black_box(20)).profile_count());
}
