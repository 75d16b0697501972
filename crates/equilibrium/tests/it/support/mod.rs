//! Support enumeration: known sets, laws, random games against the index sum, budgets.

mod known_sets;
mod laws;

use moloch_core::{Completeness, Effort};
use moloch_equilibrium::finite::support::support_enumeration;
use moloch_equilibrium::finite::{Game, NumericalSet};

/// All equilibria without limits.
pub(crate) fn solved(game: &Game) -> NumericalSet {
    support_enumeration(game, &Effort::unlimited()).unwrap()
}

pub(crate) fn is_complete(set: &NumericalSet) -> bool {
    matches!(set.completeness, Completeness::Complete(_))
}

/// The largest difference between two profiles' probabilities.
pub(crate) fn distance(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
    let gaps = a.iter().flatten().zip(b.iter().flatten()).map(|(a, b)| (a - b).abs());
    gaps.fold(0.0, f64::max)
}

/// Whether a set holds a point within a distance, or within the distance that is proved.
pub(crate) fn holds(set: &NumericalSet, profile: &[Vec<f64>], within: f64) -> bool {
    set.points.iter().any(|point| {
        let proved = point.radius.map_or(0.0, |radius| radius.min(1e-6));
        distance(point.profile.mixes(), profile) <= within.max(proved)
    })
}

/// Payoffs from 0 to `most`, the same on every machine.
pub(crate) fn scattered(actions: &[usize], most: u64, seed: u64) -> Game {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x0123_4567;
    Game::from_fn(actions, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % (most + 1)).unwrap()
    })
    .unwrap()
}
