//! Games and profiles for the tests of this room.

use moloch_core::Effort;
use moloch_equilibrium::finite::{Game, NumericalSet, Profile, certificate};

pub(crate) use crate::finite::support::{expected, known_game, profile_from_json};

/// The reference games of three and more players.
pub(crate) const MANY_PLAYERS: [&str; 17] = [
    "congestion_3p_3routes",
    "el_farol_3_cap1",
    "jordan_matching_pennies_3p",
    "mckelvey_mclennan_2x2x2",
    "minority_5",
    "rand_2x2x2_s0",
    "rand_2x2x2_s2",
    "rand_2x2x2x2_s0",
    "rand_2x2x2x2_s2",
    "rand_2x2x2x2x2_s0",
    "rand_2x3x4_s0",
    "rand_2x3x4_s2",
    "rand_3x3x3_s0",
    "rand_3x3x3_s2",
    "rand_3x3x3x3_s0",
    "treadmill_4",
    "volunteers_dilemma_4",
];

/// Payoffs 0 to 100 from a linear congruence.
pub(crate) fn scattered(actions: &[usize], seed: u64) -> Game {
    let mut state = 12_345_u64.wrapping_add(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let game = Game::from_fn(actions, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % 101).unwrap()
    });
    game.unwrap()
}

/// The largest difference of a probability.
pub(crate) fn distance(one: &Profile, other: &Profile) -> f64 {
    let pairs = one.mixes().iter().flatten().zip(other.mixes().iter().flatten());
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Distance to the nearest exact equilibrium that is known for a game of the data folder.
pub(crate) fn distance_to_known(name: &str, profile: &Profile) -> f64 {
    let known = expected()[name]["exact_equilibria"].as_array().unwrap().clone();
    let distances = known.iter().map(|one| distance(&profile_from_json(one).to_f64(), profile));
    distances.fold(f64::INFINITY, f64::min)
}

/// Everything in the set is an equilibrium, by the check that shares no code with the solvers.
pub(crate) fn assert_certified(game: &Game, set: &NumericalSet, what: &str) {
    for point in &set.points {
        let regrets = certificate::regrets(game, &point.profile).unwrap();
        assert!(regrets.max_regret_relative() < 1e-12, "{what}: regret {:e}", regrets.max_regret_relative());
    }
}

pub(crate) fn no_limit() -> Effort {
    Effort::unlimited()
}

/// Shapes of up to a few hundred profiles.
pub(crate) const MIXED_SHAPES: [&[usize]; 10] = [
    &[2, 2],
    &[3, 4],
    &[5, 5],
    &[2, 2, 2],
    &[2, 3, 4],
    &[3, 3, 3],
    &[2, 2, 2, 2],
    &[3, 2, 2, 3],
    &[4, 4, 4],
    &[2, 2, 2, 2, 2],
];
