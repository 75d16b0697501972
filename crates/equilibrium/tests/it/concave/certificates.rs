//! The gradient gap and its second witness.

use moloch_equilibrium::concave::certificate::{by_gradient, gain_by_search, gain_on_line};
use moloch_equilibrium::concave::{ConcaveGame, Profile};
use proptest::prelude::*;

use super::games::Quadratic;

/// Two players with two components each and at most `budget` for both.
fn split(budget: Option<f64>) -> Quadratic {
    Quadratic {
        dimension: 2,
        linear: vec![2.0, 1.0, 1.5, 1.5],
        coupling: vec![vec![0.0; 4]; 4],
        bounds: (0.0, 3.0),
        budget,
    }
}

fn profile(actions: [f64; 4]) -> Profile {
    let mut profile = Profile::zeros([2, 2]);
    profile.of_mut(0).copy_from_slice(&actions[..2]);
    profile.of_mut(1).copy_from_slice(&actions[2..]);
    profile
}

#[test]
fn a_budget_is_split_where_slopes_are_equal() {
    // Slopes 2 - x and 1 - y are equal at a sum of 2 for (1.5, 0.5); the second player's at (1, 1).
    let best = profile([1.5, 0.5, 1.0, 1.0]);
    assert!(by_gradient(&split(Some(2.0)), &best).residual < 1e-14);
    let even = profile([1.0, 1.0, 1.0, 1.0]);
    // At (1, 1) slopes are 1 and 0: moving everything to the first gains at most 1 by the gap.
    assert!((by_gradient(&split(Some(2.0)), &even).residual - 1.0).abs() < 1e-14);
    assert!(!by_gradient(&split(Some(2.0)), &even).passes());
}

#[test]
fn a_slack_budget_changes_nothing_and_a_broken_one_is_refused() {
    let free = profile([2.0, 1.0, 1.5, 1.5]);
    assert!(by_gradient(&split(None), &free).residual <= 0.0);
    assert!(by_gradient(&split(Some(5.0)), &free).residual <= 0.0);
    assert!(by_gradient(&split(Some(2.9)), &free).residual.is_nan());
    assert!(by_gradient(&split(None), &profile([3.5, 1.0, 1.5, 1.5])).residual.is_nan());
    assert!(by_gradient(&split(None), &profile([f64::NAN, 1.0, 1.5, 1.5])).residual.is_nan());
}

#[test]
fn the_search_finds_what_a_wrong_split_leaves_and_no_more() {
    let game = split(Some(2.0));
    let even = profile([1.0, 1.0, 1.0, 1.0]);
    // The best split earns 2 * 1.5 + 0.5 - (2.25 + 0.25) / 2 = 2.25 against 2 at the even one.
    let found = gain_by_search(&game, 0, &even, 4);
    assert!((found - 0.25).abs() < 1e-6, "{found}");
    assert!(gain_by_search(&game, 1, &even, 4) < 1e-9);
}

#[test]
fn a_line_search_sees_the_higher_of_two_peaks() {
    let payoff = |x: f64| (-(x - 0.2).powi(2) * 400.0).exp() + 1.5 * (-(x - 0.83).powi(2) * 900.0).exp();
    assert!((gain_on_line(payoff(0.2), 1.0, payoff) - 0.5).abs() < 1e-9);
    assert!(gain_on_line(1.0, 1.0, |_| f64::NAN).is_nan());
}

#[test]
fn the_certificate_imports_no_solver() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/concave/certificate.rs");
    let source = std::fs::read_to_string(path).unwrap();
    let imports: Vec<&str> =
        source.lines().filter(|line| line.contains("super::") || line.contains("crate::")).collect();
    assert_eq!(imports, ["use super::{Budget, ConcaveGame, Profile};"], "the certificate stands on the game alone");
}

proptest! {
    #[test]
    fn no_search_gains_more_than_the_gap(
        linear in proptest::collection::vec(-2.0..2.0_f64, 4),
        coupling in proptest::collection::vec(proptest::collection::vec(-0.3..0.3_f64, 4), 4),
        actions in proptest::collection::vec(0.0..1.0_f64, 4),
        budget in prop_oneof![Just(None), (2.0..4.0_f64).prop_map(Some)],
    ) {
        let mut coupling = coupling;
        // Own blocks are symmetric and weak, so that payoffs are concave.
        for (a, b) in [(0, 1), (2, 3)] {
            coupling[b][a] = coupling[a][b];
            (coupling[a][a], coupling[b][b]) = (0.0, 0.0);
        }
        let game = Quadratic { dimension: 2, linear, coupling, bounds: (0.0, 3.0), budget };
        let at = profile([actions[0], actions[1], actions[2], actions[3]]);
        let bound = by_gradient(&game, &at).residual;
        for player in 0..game.players() {
            prop_assert!(gain_by_search(&game, player, &at, 3) <= bound + 1e-12);
        }
    }
}
