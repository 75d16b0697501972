//! Best replies: closed forms, cycles, boundaries, and endings that are not an equilibrium.

use moloch_core::{Status, Uniqueness};
use moloch_equilibrium::concave::{ConcaveError, ConcaveGame, Profile, solve, solve_from};
use proptest::prelude::*;

use super::games::{Quadratic, curvature_along};

#[test]
fn linear_cournot_has_its_closed_form_for_any_number_of_firms() {
    for firms in [1, 2, 5, 12] {
        // u = q (9 - Q): gradient 9 - q - Q, so the coupling is one everywhere.
        let market = Quadratic::of_numbers(vec![9.0; firms], vec![vec![1.0; firms]; firms], (0.0, 10.0));
        let found = solve(&market).unwrap();
        assert!(matches!(found.status, Status::Converged { .. }));
        for firm in 0..firms {
            assert!((found.profile.of(firm)[0] - 9.0 / (firms as f64 + 1.0)).abs() < 1e-10);
        }
    }
}

#[test]
fn the_default_reply_moves_one_component_at_a_time_to_the_maximum() {
    // One player with two components that get into each other's way: (1 + 0) x + 0.8 y = 1 and 0.8 x + y = 1.
    let alone = Quadratic {
        dimension: 2,
        linear: vec![1.0, 1.0],
        coupling: vec![vec![0.0, 0.8], vec![0.8, 0.0]],
        bounds: (-5.0, 5.0),
        budget: None,
    };
    let found = solve(&alone).unwrap();
    for component in found.profile.of(0) {
        assert!((component - 1.0 / 1.8).abs() < 1e-12);
    }
}

/// One player wants to be near three times the other's distance from a half, the other away from it: replies turn in circles.
fn pursuit() -> Quadratic {
    Quadratic::of_numbers(vec![-1.5, 1.5], vec![vec![0.0, -3.0], vec![3.0, 0.0]], (-1.0, 1.0))
}

#[test]
fn replies_that_cycle_are_damped_until_they_settle() {
    let mut undamped = Profile::of_numbers(vec![0.5, 0.5]);
    let start = undamped.clone();
    for _ in 0..8 {
        (0..2).for_each(|player| pursuit().reply(player, &mut undamped));
    }
    assert!((undamped.of(0)[0] - 0.3).abs() > 0.1, "undamped replies do not settle");
    let found = solve_from(&pursuit(), start).unwrap();
    assert!((found.profile.of(0)[0] - 0.3).abs() < 1e-10 && (found.profile.of(1)[0] - 0.6).abs() < 1e-10);
    assert!(found.profile.certificate().passes());
}

#[test]
fn players_who_want_to_leave_their_box_stay_on_its_edge() {
    let game = Quadratic::of_numbers(vec![5.0, -5.0], vec![vec![0.0; 2]; 2], (-1.0, 1.0));
    let found = solve(&game).unwrap();
    assert_eq!(found.profile.flat(), [1.0, -1.0]);
    assert!(found.profile.certificate().residual <= 0.0);
}

/// A game whose gradient is what a closure says.
struct Scripted<F>(F);

impl<F: Fn(f64) -> f64> ConcaveGame for Scripted<F> {
    fn players(&self) -> usize {
        1
    }
    fn dimension(&self, _player: usize) -> usize {
        1
    }
    fn bounds(&self, _player: usize, _component: usize) -> (f64, f64) {
        (0.0, 1.0)
    }
    fn payoff(&self, _player: usize, profile: &Profile) -> f64 {
        profile.of(0)[0]
    }
    fn gradient(&self, _player: usize, profile: &Profile, gradient: &mut [f64]) {
        gradient[0] = (self.0)(profile.of(0)[0]);
    }
    fn scale(&self) -> f64 {
        1.0
    }
    fn uniqueness(&self) -> Uniqueness {
        Uniqueness::NotClaimed { why: "a test does not ask".to_owned() }
    }
}

#[test]
fn a_derivative_that_is_not_a_number_is_an_error_that_says_whose() {
    let error = solve(&Scripted(|_| f64::NAN)).unwrap_err();
    assert_eq!(error, ConcaveError::NonFinite { player: 0, sweep: 1 });
    assert!(solve(&Scripted(|x| if x > 0.4 { f64::NAN } else { 1.0 })).is_err());
}

#[test]
fn a_profile_that_fails_its_certificate_is_refused() {
    // The slope jumps from one to minus one: no point has a slope of zero, and the gap beside the jump is no rounding.
    let error = solve(&Scripted(|x| if x < 0.3 { 1.0 } else { -1.0 })).unwrap_err();
    assert!(matches!(error, ConcaveError::NotCertified { .. }), "{error}");
    assert!(error.to_string().starts_with("iterate best replies to an equilibrium"));
}

proptest! {
    #[test]
    fn where_the_pseudo_gradient_falls_every_start_leads_to_the_same_profile(
        linear in proptest::collection::vec(-2.0..2.0_f64, 4),
        coupling in proptest::collection::vec(proptest::collection::vec(-0.3..0.3_f64, 4), 4),
        starts in proptest::collection::vec(proptest::collection::vec(-3.0..3.0_f64, 4), 2),
        direction in proptest::collection::vec(-1.0..1.0_f64, 4),
    ) {
        let mut coupling = coupling;
        (0..4).for_each(|k| coupling[k][k] = 0.0);
        let game = Quadratic::of_numbers(linear, coupling, (-3.0, 3.0));
        let at = Profile::of_numbers(starts[0].clone());
        let length: f64 = direction.iter().map(|d| d * d).sum();
        prop_assume!(length > 0.01);
        prop_assert!(curvature_along(&game, &at, &direction) < 0.0);
        let ends: Vec<_> = starts.into_iter().map(|s| solve_from(&game, Profile::of_numbers(s)).unwrap()).collect();
        for (a, b) in ends[0].profile.flat().iter().zip(ends[1].profile.flat()) {
            prop_assert!((a - b).abs() < 1e-9);
        }
    }
}
