//! Regrets: doubles against exact numbers, scale, bounds.

use moloch_equilibrium::finite::{
    ExactProfile, Game, Profile, Rational, certificate, exact_expected_payoffs, exact_from_f64, expected_payoffs,
};
use proptest::prelude::*;

use super::support::ratio;

/// Games of one to four players with up to four actions, integer payoffs over a common denominator,
/// and weights from which a profile is made.
fn game_and_weights() -> impl Strategy<Value = (Vec<usize>, Vec<Vec<i64>>, Vec<Vec<i64>>)> {
    prop::collection::vec(1..=4usize, 1..=4).prop_flat_map(|actions| {
        let size = actions.iter().product::<usize>();
        let columns = prop::collection::vec(prop::collection::vec(-1000..=1000_i64, size), actions.len());
        let weights = actions.iter().map(|&count| prop::collection::vec(0..=5_i64, count)).collect::<Vec<_>>();
        (Just(actions), columns, weights)
    })
}

fn exact_game(actions: &[usize], columns: &[Vec<i64>], denominator: i64) -> Game {
    let columns = columns.iter().map(|column| column.iter().map(|&p| ratio(p, denominator)).collect());
    Game::from_columns(actions, columns.collect::<Vec<Vec<Rational>>>()).unwrap()
}

fn exact_profile(weights: &[Vec<i64>]) -> ExactProfile {
    let mix = |weights: &Vec<i64>| {
        let total: i64 = weights.iter().sum();
        let count = i64::try_from(weights.len()).unwrap();
        // All weights zero stands for the uniform mix.
        let share = |&w: &i64| if total == 0 { ratio(1, count) } else { ratio(w, total) };
        weights.iter().map(share).collect()
    };
    ExactProfile::new(weights.iter().map(mix).collect()).unwrap()
}

/// Regret by the definition: a sum over all pure profiles, in exact arithmetic.
fn brute_force_regret(game: &Game, profile: &ExactProfile, player: usize) -> Rational {
    let count = game.action_counts()[player];
    let mut by_action = vec![ratio(0, 1); count];
    for number in 0..game.profile_count() {
        let actions = game.profile(number).unwrap();
        let mut weight = ratio(1, 1);
        for (other, &action) in actions.iter().enumerate() {
            if other != player {
                weight *= &profile.mixes()[other][action];
            }
        }
        by_action[actions[player]] += weight * game.exact_payoff(player, &actions).unwrap();
    }
    assert_eq!(by_action, exact_expected_payoffs(game, profile, player).unwrap());
    let mixed = profile.mixes()[player].iter().zip(&by_action).fold(ratio(0, 1), |sum, (x, u)| sum + x * u);
    by_action.iter().max().unwrap() - mixed
}

proptest! {
    #[test]
    fn exact_regrets_follow_the_definition((actions, columns, weights) in game_and_weights()) {
        let (game, profile) = (exact_game(&actions, &columns, 7), exact_profile(&weights));
        let regrets = certificate::exact_regrets(&game, &profile).unwrap();
        for player in 0..actions.len() {
            prop_assert_eq!(&regrets.players()[player], &brute_force_regret(&game, &profile, player));
        }
        prop_assert_eq!(regrets.are_zero(), regrets.max_regret().is_zero());
        let sum = regrets.players().iter().fold(ratio(0, 1), |sum, regret| sum + regret);
        prop_assert_eq!(regrets.nash_conv(), sum);
    }

    #[test]
    fn regrets_in_doubles_are_within_their_stated_bound((actions, columns, weights) in game_and_weights()) {
        let game = exact_game(&actions, &columns, 7);
        let profile = exact_profile(&weights).to_f64();
        let float = certificate::regrets(&game, &profile).unwrap();
        // The same doubles, taken exactly.
        let exact = certificate::exact_regrets(&game, &profile.to_exact()).unwrap();
        for (float, exact) in float.players().iter().zip(exact.players()) {
            let error = exact_from_f64(float.absolute).unwrap() - exact;
            let bound = exact_from_f64(float.rounding).unwrap();
            prop_assert!(error <= bound && -error <= bound, "{float:?} against {exact}");
            prop_assert!(float.absolute >= 0.0);
        }
        let gap = float.max_regret_relative() - exact.max_regret_relative().to_f64().value();
        prop_assert!(gap.abs() <= float.rounding());
    }

    /// Where payoffs are large and differ little, subtracting them first is what keeps the digits.
    #[test]
    fn a_constant_and_a_factor_change_no_relative_regret(
        (actions, columns, weights) in game_and_weights(),
        power in -9..=9_i32,
        constant in -1_000_000_000..=1_000_000_000_i64,
    ) {
        let game = exact_game(&actions, &columns, 7);
        let factor = if power < 0 { ratio(1, 10_i64.pow(power.unsigned_abs())) } else { ratio(10_i64.pow(power.unsigned_abs()), 1) };
        let moved = |payoff: Rational| payoff * &factor + ratio(constant, 1);
        let other = Game::from_fn(&actions, |profile, player| {
            moved(game.exact_payoff(player, profile).unwrap())
        }).unwrap();
        let profile = exact_profile(&weights);
        let (before, after) = (
            certificate::exact_regrets(&game, &profile).unwrap(),
            certificate::exact_regrets(&other, &profile).unwrap(),
        );
        prop_assert_eq!(before.max_regret() * &factor, after.max_regret());
        prop_assert_eq!(before.max_regret_relative(), after.max_regret_relative());
        let (before, after) = (
            certificate::regrets(&game, &profile.to_f64()).unwrap(),
            certificate::regrets(&other, &profile.to_f64()).unwrap(),
        );
        prop_assert_eq!(before.max_regret_relative(), after.max_regret_relative());
    }

    #[test]
    fn expected_payoffs_in_doubles_agree_with_exact_ones((actions, columns, weights) in game_and_weights()) {
        let (game, profile) = (exact_game(&actions, &columns, 3), exact_profile(&weights));
        for player in 0..actions.len() {
            let float = expected_payoffs(&game, &profile.to_f64(), player).unwrap();
            let exact = exact_expected_payoffs(&game, &profile, player).unwrap();
            for (float, exact) in float.iter().zip(&exact) {
                prop_assert!((float - exact.to_f64().value()).abs() < 1e-11);
            }
        }
    }
}

#[test]
fn payoffs_of_every_storage_form_give_the_same_regrets() {
    let profile = exact_profile(&[vec![1, 2], vec![3, 1]]);
    let rows = [[1_i32, -2], [0, 5]];
    let integers = Game::zero_sum(&rows).unwrap();
    let doubles = Game::zero_sum(&rows.map(|row| row.map(f64::from))).unwrap();
    // A denominator beyond 64 bits in one place, too small to matter for which deviation is best.
    let tiny = ratio(1, i64::MAX) * ratio(1, i64::MAX);
    let big = Game::zero_sum(&rows.map(|row| row.map(|payoff| ratio(payoff.into(), 1) + &tiny))).unwrap();
    let regret = |game: &Game| certificate::exact_regrets(game, &profile).unwrap();
    assert!(integers.is_exact() && big.is_exact() && !doubles.is_exact());
    assert_eq!(regret(&integers), regret(&doubles));
    assert_eq!(regret(&integers), regret(&big));
    assert_eq!(big.exact_payoff(0, &[0, 0]), Some(ratio(1, 1) + tiny));
    assert!(!regret(&integers).are_zero());
}

#[test]
fn a_certificate_tells_an_equilibrium_from_a_near_miss() {
    let pennies = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    let fair = exact_profile(&[vec![1, 1], vec![1, 1]]);
    let near = ExactProfile::new(vec![
        fair.mixes()[0].clone(),
        vec![ratio(1, 2) + ratio(1, 1_000_000_000_000), ratio(1, 2) - ratio(1, 1_000_000_000_000)],
    ])
    .unwrap();
    assert!(certificate::exact_regrets(&pennies, &fair).unwrap().certificate().passes());
    assert!(!certificate::exact_regrets(&pennies, &near).unwrap().certificate().passes());
    // In doubles both pass: the residual is far below the tolerance, and says so.
    assert!(certificate::regrets(&pennies, &near.to_f64()).unwrap().certificate().passes());
    let far = Profile::new(vec![vec![0.5, 0.5], vec![0.51, 0.49]]).unwrap();
    assert!(!certificate::regrets(&pennies, &far).unwrap().certificate().passes());
}

#[test]
fn a_regret_too_small_for_a_double_is_still_not_zero() {
    let mut tiny = ratio(1, 1);
    for _ in 0..20 {
        tiny /= ratio(i64::MAX, 1);
    }
    let game = Game::from_columns(&[3], vec![vec![ratio(0, 1), tiny, ratio(1, 1)]]).unwrap();
    let game = game.restricted(&[vec![0, 1]]).unwrap();
    let lower = ExactProfile::pure(&[2], &[0]).unwrap();
    let certificate = certificate::exact_regrets(&game, &lower).unwrap().certificate();
    assert!(certificate.residual > 0.0 && !certificate.passes());
}

#[test]
fn pure_profiles_are_judged_alike_with_and_without_arithmetic() {
    let game = super::support::known_game("rand_2x3x4_s0");
    for number in 0..game.profile_count() {
        let actions = game.profile(number).unwrap();
        let profile = ExactProfile::pure(game.action_counts(), &actions).unwrap();
        let exact = certificate::exact_regrets(&game, &profile).unwrap().are_zero();
        assert_eq!(certificate::is_pure_equilibrium(&game, &actions), Some(exact));
    }
    assert_eq!(certificate::is_pure_equilibrium(&game, &[0, 0, 4]), None);
}
