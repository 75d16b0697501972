//! All symmetric equilibria of two-action games: closed forms, laws, double roots, budgets.

use moloch_core::{Completeness, Effort, Status};
use moloch_equilibrium::anonymous::{AnonymousGame, Symmetric, SymmetricSet, certificate, two_actions};
use moloch_equilibrium::finite::{self, ExactProfile, Rational};
use proptest::prelude::*;

use super::support::{fraction, minority, role, scattered, treadmill, two_action_game, volunteers, whole};

fn solved(game: &AnonymousGame) -> SymmetricSet {
    let set = two_actions(game, &Effort::unlimited()).unwrap();
    assert!(matches!(set.completeness, Completeness::Complete(_)), "{:?}", set.completeness);
    set
}

/// Probabilities of the second action.
fn shares(set: &SymmetricSet) -> Vec<f64> {
    set.equilibria.iter().map(|one| one.profile().mixes()[0][1]).collect()
}

fn exact_share(one: &Symmetric) -> Rational {
    let Symmetric::Exact(profile) = one else { panic!("{one:?} is not exact") };
    profile.mixes()[0][1].clone()
}

/// The game whose payoff difference has these Bernstein coefficients.
fn differing(gaps: &[Rational]) -> AnonymousGame {
    let zeros = vec![Rational::ZERO; gaps.len()];
    AnonymousGame::from_tables(vec![role(gaps.len(), 2)], &[vec![zeros, gaps.to_vec()]]).unwrap()
}

/// Bernstein coefficients of the product of `a + (b - a) x` over the pairs.
fn product(factors: &[(i64, i64)]) -> Vec<Rational> {
    // In powers of t = x / (1 - x) the factors are a + b t.
    let mut powers = vec![fraction(1, 1)];
    for &(a, b) in factors {
        let mut next = vec![Rational::ZERO; powers.len() + 1];
        for (k, power) in powers.iter().enumerate() {
            next[k] += power * fraction(a, 1);
            next[k + 1] += power * fraction(b, 1);
        }
        powers = next;
    }
    let degree = factors.len();
    let mut ways = fraction(1, 1);
    for (k, power) in powers.iter_mut().enumerate() {
        *power = &*power / &ways;
        ways *= fraction(whole(degree - k), whole(k + 1));
    }
    powers
}

#[test]
fn volunteers_help_as_the_closed_form_says() {
    for players in [2, 3, 7, 26, 100, 1_000] {
        let set = solved(&volunteers(players, 10, 3));
        let expected = 1.0 - 0.3_f64.powf(1.0 / (players as f64 - 1.0));
        assert_eq!(set.equilibria.len(), 1, "{players}");
        assert!((shares(&set)[0] - expected).abs() < 1e-15, "{players}: {} {expected}", shares(&set)[0]);
    }
    // 10 (1 - x)^2 = 10/4 has the rational root 1/2.
    let set = solved(&volunteers(3, 40, 10));
    assert_eq!(exact_share(&set.equilibria[0]), fraction(1, 2));
}

#[test]
fn everybody_races_or_tosses_a_coin() {
    assert_eq!(shares(&solved(&treadmill(20))), [1.0]);
    for players in [3, 5, 21, 101, 999] {
        let set = solved(&minority(players));
        assert_eq!(set.equilibria.len(), 1, "{players}");
        assert_eq!(exact_share(&set.equilibria[0]), fraction(1, 2));
    }
}

#[test]
fn a_stag_hunt_has_three_symmetric_equilibria() {
    // Stag pays 5 when all hunt it: x^(n - 1) = 2/5.
    for players in [2, 5, 200] {
        let stag = (0..players).map(|others| if others + 1 == players { 5 } else { 0 }).collect::<Vec<_>>();
        let set = solved(&two_action_game(&vec![2; players], &stag));
        let shares = shares(&set);
        assert_eq!(shares.len(), 3);
        assert!((shares[1] - 0.4_f64.powf(1.0 / (players as f64 - 1.0))).abs() < 1e-15);
    }
}

#[test]
fn a_threshold_public_good_has_two_mixed_equilibria_or_none() {
    // Giving costs 1 and matters only when exactly `threshold - 1` others give.
    let game = |players: usize, threshold: usize, benefit: i64| {
        let give =
            (0..players).map(|others| if others + 1 == threshold { benefit - 1 } else { -1 }).collect::<Vec<_>>();
        two_action_game(&vec![0; players], &give)
    };
    for players in [4, 40, 500] {
        assert_eq!(solved(&game(players, players / 2, 1_000)).equilibria.len(), 3);
        assert_eq!(solved(&game(players, players / 2, 2)).equilibria.len(), 1);
    }
}

#[test]
fn known_rational_roots_come_back_exactly_double_ones_too() {
    // Roots a / (a - b): 1/3 twice, 1/2 once, 3/4 three times.
    let factors = [(1, -2), (1, -2), (1, -1), (3, -1), (3, -1), (3, -1)];
    let game = differing(&product(&factors));
    let set = solved(&game);
    let found: Vec<Rational> = set.equilibria.iter().map(exact_share).filter(|x| *x > fraction(0, 1)).collect();
    assert_eq!(found, [fraction(1, 3), fraction(1, 2), fraction(3, 4), fraction(1, 1)]);
}

#[test]
fn roots_at_the_ends_do_not_hide_those_inside() {
    // x^3 (1 - x)^2 (1 - 2 x): one root inside; at both ends the players are indifferent.
    let factors = [(0, 1), (0, 1), (0, 1), (1, 0), (1, 0), (1, -1)];
    let set = solved(&differing(&product(&factors)));
    let found: Vec<Rational> = set.equilibria.iter().map(exact_share).collect();
    assert_eq!(found, [fraction(0, 1), fraction(1, 2), fraction(1, 1)]);
}

#[test]
fn an_irrational_double_root_is_found_and_said_to_touch() {
    // (1 - 4 x + 2 x^2)^2 in t: (1 - x)^2 - 2 x (1 - x) - x^2 squared, i.e. (1 - 2 t - t^2)^2 with t = sqrt 2 - 1.
    let powers = [1, -4, 2, 4, 1];
    let ways = [1, 4, 6, 4, 1];
    let gaps: Vec<Rational> = powers.iter().zip(ways).map(|(power, ways)| fraction(*power, ways)).collect();
    let set = solved(&differing(&gaps));
    let t = 2_f64.sqrt() - 1.0;
    let Symmetric::Isolated { profile, changes_sign, .. } = &set.equilibria[0] else { panic!("{set:?}") };
    assert!((profile.mixes()[0][1] - t / (1.0 + t)).abs() < 1e-15);
    assert!(!changes_sign);
    assert_eq!(set.equilibria.len(), 2, "the root and everybody playing the second action");
}

#[test]
fn indifference_everywhere_is_said_to_be_so() {
    for players in [1, 2, 50] {
        let set = solved(&two_action_game(&vec![3; players], &vec![3; players]));
        assert!(set.every_mix);
        assert_eq!(shares(&set), [0.0, 1.0]);
    }
}

#[test]
fn a_hundred_random_players_have_an_odd_number_of_equilibria() {
    for seed in 0..6 {
        let game = scattered(&[(100, 2)], seed, 1_000);
        let set = solved(&game);
        assert_eq!(set.equilibria.len() % 2, 1);
        for one in &set.equilibria {
            let Symmetric::Isolated { profile, between, changes_sign } = one else { continue };
            assert!(*changes_sign);
            let exact = |share: &Rational| certificate::exact_advantage(&game, share).unwrap();
            assert!((exact(&between.0) > Rational::ZERO) != (exact(&between.1) > Rational::ZERO));
            assert!(profile.certificate().relative() < 1e-11);
        }
    }
}

#[test]
fn a_budget_names_the_intervals_left() {
    let game = scattered(&[(60, 2)], 3, 1_000);
    let all = solved(&game);
    let some = two_actions(&game, &Effort::unlimited().with_steps(2)).unwrap();
    assert_eq!(some.status, Status::LimitReached { iterations: 2 });
    let Completeness::Partial { not_searched, .. } = &some.completeness else { panic!("{some:?}") };
    assert!(not_searched.contains("from 0"), "{not_searched}");
    assert!(some.equilibria.len() < all.equilibria.len());
}

#[test]
fn another_shape_is_refused() {
    let error = two_actions(&scattered(&[(3, 3)], 1, 5), &Effort::unlimited()).unwrap_err().to_string();
    assert_eq!(
        error,
        "find all symmetric equilibria: the game has roles with [3] actions, expected one role with two actions"
    );
    assert!(two_actions(&scattered(&[(3, 2), (1, 2)], 1, 5), &Effort::unlimited()).is_err());
}

proptest! {
    #[test]
    fn each_is_an_equilibrium_of_the_dense_game(players in 2..=6_usize, seed in any::<u64>(), top in 1..=9_u64) {
        let game = scattered(&[(players, 2)], seed, top);
        let dense = game.expand().unwrap();
        for one in solved(&game).equilibria {
            match one {
                Symmetric::Exact(profile) => {
                    let same = ExactProfile::new(vec![profile.mixes()[0].clone(); players]).unwrap();
                    prop_assert!(finite::certificate::exact_regrets(&dense, &same).unwrap().are_zero());
                }
                Symmetric::Isolated { profile, .. } => {
                    let same = finite::Profile::new(vec![profile.mixes()[0].clone(); players]).unwrap();
                    prop_assert!(finite::certificate::regrets(&dense, &same).unwrap().max_regret_relative() < 1e-14);
                }
            }
        }
    }

    #[test]
    fn signs_on_a_fine_grid_find_no_root_that_is_missing(players in 2..=9_usize, seed in any::<u64>()) {
        let game = scattered(&[(players, 2)], seed, 6);
        let shares = shares(&solved(&game));
        let advantage = |k: i64| certificate::exact_advantage(&game, &fraction(k, 97)).unwrap();
        for k in 0..97 {
            let (low, high) = (advantage(k), advantage(k + 1));
            if low.clone() * high.clone() < Rational::ZERO {
                let inside = |x: &&f64| **x > k as f64 / 97.0 && **x < (k + 1) as f64 / 97.0;
                prop_assert_eq!(shares.iter().filter(inside).count() % 2, 1);
            }
        }
    }

    #[test]
    fn a_unit_of_account_changes_nothing(players in 2..=40_usize, seed in any::<u64>(), power in -9..=9_isize) {
        let game = scattered(&[(players, 2)], seed, 50);
        let unit = fraction(10, 1).pow(power);
        let changed = AnonymousGame::symmetric(role(players, 2), |action, others| {
            let gift = fraction(whole(others[0]), 3);
            game.exact_payoff(0, action, &[others.to_vec()]).unwrap() * &unit + gift
        }).unwrap();
        prop_assert_eq!(shares(&solved(&game)), shares(&solved(&changed)));
    }

    #[test]
    fn naming_the_actions_the_other_way_turns_the_set_round(players in 2..=40_usize, seed in any::<u64>()) {
        let game = scattered(&[(players, 2)], seed, 50);
        let turned = game.restricted(&[vec![1, 0]]).unwrap();
        let (ours, theirs) = (shares(&solved(&game)), shares(&solved(&turned)));
        prop_assert_eq!(ours.len(), theirs.len());
        for (x, y) in ours.iter().zip(theirs.iter().rev()) {
            prop_assert!((x + y - 1.0).abs() < 1e-14);
        }
    }
}
