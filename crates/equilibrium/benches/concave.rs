//! Concave games: solving and certifying, timed apart.

use divan::{Bencher, black_box};
use moloch_core::Uniqueness;
use moloch_equilibrium::concave::{ConcaveGame, Profile, certificate, solve};

fn main() {
    divan::main();
}

/// Cournot competition with linear demand, its replies left to the default.
struct Cournot(usize);

impl ConcaveGame for Cournot {
    fn players(&self) -> usize {
        self.0
    }
    fn dimension(&self, _player: usize) -> usize {
        1
    }
    fn bounds(&self, _player: usize, _component: usize) -> (f64, f64) {
        (0.0, 10.0)
    }
    fn payoff(&self, player: usize, profile: &Profile) -> f64 {
        profile.of(player)[0] * (10.0 - profile.flat().iter().sum::<f64>())
    }
    fn gradient(&self, player: usize, profile: &Profile, gradient: &mut [f64]) {
        gradient[0] = 10.0 - profile.flat().iter().sum::<f64>() - profile.of(player)[0];
    }
    fn scale(&self) -> f64 {
        10.0
    }
    fn uniqueness(&self) -> Uniqueness {
        Uniqueness::NotClaimed { why: "a bench does not ask".to_owned() }
    }
}

#[divan::bench(args = [2, 10])]
fn solve_cournot(bencher: Bencher<'_, '_>, firms: usize) {
    bencher.bench(|| solve(black_box(&Cournot(firms))));
}

#[divan::bench(args = [2, 10, 100])]
fn certify_cournot(bencher: Bencher<'_, '_>, firms: usize) {
    let profile = Profile::of_numbers(vec![10.0 / (firms as f64 + 1.0); firms]);
    bencher.bench(|| certificate::by_gradient(black_box(&Cournot(firms)), &profile));
}
