//! Tests of `zero_sum`.

use moloch_core::{Completeness, Effort, Status};
use moloch_equilibrium::finite::lcp::lemke_howson;
use moloch_equilibrium::finite::zero_sum::{ZeroSumError, linear_programme};
use moloch_equilibrium::finite::{Game, Rational, certificate, exact_expected_payoffs};
use proptest::prelude::*;

use crate::finite::support::{changed, expected, known_game, profile_from_json, ratio};

/// Matrices whose entries are small, so that ties and degenerate bases abound, or wide.
fn matrices(payoff: i64) -> impl Strategy<Value = Vec<Vec<i64>>> {
    (1..=6_usize, 1..=6_usize).prop_flat_map(move |(rows, columns)| {
        prop::collection::vec(prop::collection::vec(-payoff..=payoff, columns), rows)
    })
}

fn value(game: &Game) -> Rational {
    linear_programme(game, &Effort::unlimited()).unwrap().value.unwrap()
}

fn solves(game: &Game) {
    let solved = linear_programme(game, &Effort::unlimited()).unwrap();
    let point = solved.set.extreme_points().next().unwrap();
    assert!(certificate::exact_regrets(game, point).unwrap().are_zero());
    let value = solved.value.unwrap();
    // Nobody can do better than the value against the other's mix.
    let earned = exact_expected_payoffs(game, point, 0).unwrap();
    assert_eq!(*earned.iter().max().unwrap(), value);
    let earned = exact_expected_payoffs(game, point, 1).unwrap();
    assert_eq!(earned.iter().max().unwrap() + &value, solved.sum);
    assert_eq!(solved.set.completeness, Completeness::Sample);
    assert!(solved.set.status.is_success());
}

#[test]
fn reference_games_of_constant_sum_are_solved_and_others_refused() {
    let (mut solved, mut refused) = (0, 0);
    for (name, facts) in &expected() {
        let game = known_game(name);
        match linear_programme(&game, &Effort::unlimited()) {
            Ok(_) => {
                solves(&game);
                let listed: Vec<_> =
                    facts["exact_equilibria"].as_array().unwrap().iter().map(profile_from_json).collect();
                let found = linear_programme(&game, &Effort::unlimited()).unwrap();
                let point = found.set.extreme_points().next().unwrap();
                assert!(listed.contains(point), "{name}");
                solved += 1;
            }
            Err(error) => {
                let constant = |error: &ZeroSumError| matches!(error, ZeroSumError::NotConstantSum { .. });
                assert!(game.player_count() != 2 || constant(&error), "{name}: {error}");
                refused += 1;
            }
        }
    }
    assert!(solved >= 5 && refused >= 5, "{solved} solved, {refused} refused");
}

#[test]
fn a_sum_that_differs_is_named_with_its_profile() {
    let game = Game::bimatrix(&[[1, 2], [3, 4]], &[[-1, -2], [-3, -5]]).unwrap();
    let error = linear_programme(&game, &Effort::unlimited()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "solve the game by a linear programme: payoffs at profile [2, 2] add up to -1, at the first profile to 0; the \
         sum must be the same everywhere: use another method"
    );
    let three = Game::from_fn(&[1, 1, 1], |_, _| 0).unwrap();
    assert!(linear_programme(&three, &Effort::unlimited()).unwrap_err().to_string().contains("expected two players"));
}

#[test]
fn doubles_are_the_binary_fractions_that_they_are() {
    // A tenth as a double is not a tenth, but its negative is its negative.
    let game = Game::zero_sum(&[[0.1, -0.3], [-0.2, 0.7]]).unwrap();
    solves(&game);
    let almost = Game::bimatrix(&[[0.1, 0.0], [0.0, 0.3]], &[[0.2, 0.3], [0.3, 0.0]]).unwrap();
    assert!(linear_programme(&almost, &Effort::unlimited()).is_err());
}

#[test]
fn a_budget_gives_a_partial_result_without_a_value() {
    let game = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    let stopped = linear_programme(&game, &Effort::unlimited().with_steps(1)).unwrap();
    assert_eq!((stopped.value, &stopped.set.status), (None, &Status::LimitReached { iterations: 1 }));
    assert!(matches!(stopped.set.completeness, Completeness::Partial { .. }));
}

#[test]
fn a_large_game_is_solved_on_the_part_of_it_that_is_played() {
    let mut state = 5_u64;
    let matrix: Vec<Vec<i64>> = (0..155)
        .map(|_| {
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                i64::try_from((state >> 33) % 1_001).unwrap()
            };
            (0..170).map(|_| next()).collect()
        })
        .collect();
    let game = Game::zero_sum(&matrix).unwrap();
    solves(&game);
    let solved = linear_programme(&game, &Effort::unlimited()).unwrap();
    let pivots = solved.set.counters.iter().find(|counter| counter.what == "pivots").unwrap().count;
    assert!(pivots < 400, "{pivots} pivots");
    assert!(solved.set.method.contains("in doubles"));
}

proptest! {
    #[test]
    fn small_and_degenerate_matrices_are_solved(matrix in matrices(1)) {
        solves(&Game::zero_sum(&matrix).unwrap());
    }

    #[test]
    fn the_value_is_what_lemke_and_howson_find(matrix in matrices(1000)) {
        let game = Game::zero_sum(&matrix).unwrap();
        let set = lemke_howson(&game, 0, &Effort::unlimited()).unwrap();
        let point = set.extreme_points().next().unwrap();
        let earned = exact_expected_payoffs(&game, point, 0).unwrap();
        prop_assert_eq!(earned.into_iter().max().unwrap(), value(&game));
    }

    #[test]
    fn units_gifts_and_seats_change_the_value_as_they_should(matrix in matrices(50), power in -9..=9_i32, gift in -99..=99_i64) {
        let game = Game::zero_sum(&matrix).unwrap();
        let power_of_ten = 10_i64.pow(power.unsigned_abs());
        let factor = if power < 0 { ratio(1, power_of_ten) } else { ratio(power_of_ten, 1) };
        let scaled = changed(&game, |_, _, payoff| payoff * &factor + ratio(gift, 3));
        prop_assert_eq!(value(&scaled), value(&game) * &factor + ratio(gift, 3));
        let transposed: Vec<Vec<i64>> =
            (0..matrix[0].len()).map(|column| matrix.iter().map(|row| -row[column]).collect()).collect();
        prop_assert_eq!(value(&Game::zero_sum(&transposed).unwrap()), -value(&game));
    }

    #[test]
    fn worse_and_copied_actions_leave_the_value(matrix in matrices(50), loss in 0..=5_i64) {
        let mut wider = matrix.clone();
        wider.push(matrix[0].iter().map(|payoff| payoff - loss).collect());
        prop_assert_eq!(value(&Game::zero_sum(&wider).unwrap()), value(&Game::zero_sum(&matrix).unwrap()));
        wider.reverse();
        prop_assert_eq!(value(&Game::zero_sum(&wider).unwrap()), value(&Game::zero_sum(&matrix).unwrap()));
    }
}
