//! Weak dominance: certificates, order, equilibria that are lost, limits.

use moloch_core::Completeness;
use moloch_equilibrium::finite::{
    Dominators, Game, Order, certificate, iterated_strict_dominance, iterated_weak_dominance, pure_equilibria,
};
use proptest::prelude::*;

use super::support::{known_game, ratio};

const ORDERS: [Order; 3] = [Order::AllAtOnce, Order::PlayerByPlayer, Order::OneByOne];

fn small_game() -> impl Strategy<Value = Game> {
    prop::collection::vec(1..=4_usize, 2..=3).prop_flat_map(|actions| {
        let size = actions.iter().product::<usize>();
        let columns = prop::collection::vec(prop::collection::vec(-2..=2_i64, size), actions.len());
        columns.prop_map(move |columns| Game::from_columns(&actions, columns).unwrap())
    })
}

#[test]
fn a_mix_that_is_never_worse_and_once_better_removes() {
    // Half of each of the first two equals the third in column 1 and beats it in column 2.
    let rows = [[4, 0], [0, 4], [2, 1]];
    let game = Game::bimatrix(&rows, &[[0; 2]; 3]).unwrap();
    assert!(iterated_weak_dominance(&game, Dominators::Pure, Order::AllAtOnce).unwrap().eliminations.is_empty());
    let mixed = iterated_weak_dominance(&game, Dominators::PureAndMixed, Order::AllAtOnce).unwrap();
    assert_eq!(mixed.kept, [vec![0, 1], vec![0, 1]]);
    let touching = Game::bimatrix(&[[4, 0, 2], [0, 4, 2], [2, 2, 1]], &[[0; 3]; 3]).unwrap();
    assert!(iterated_strict_dominance(&touching, Dominators::PureAndMixed).unwrap().eliminations.is_empty());
    let reduced = iterated_weak_dominance(&touching, Dominators::PureAndMixed, Order::AllAtOnce).unwrap();
    assert_eq!(reduced.kept[0], [0, 1]);
    assert_eq!(reduced.eliminations[0].dominator, [(0, ratio(1, 2)), (1, ratio(1, 2))]);
}

#[test]
fn equal_actions_do_not_dominate_each_other() {
    let game = Game::bimatrix(&[[1, 2], [1, 2], [1, 2]], &[[3, 3]; 3]).unwrap();
    for order in ORDERS {
        let reduced = iterated_weak_dominance(&game, Dominators::PureAndMixed, order).unwrap();
        assert!(reduced.eliminations.is_empty());
        assert!(matches!(reduced.completeness, Completeness::Complete(_)));
    }
}

#[test]
fn an_equilibrium_in_weakly_dominated_actions_is_lost() {
    // Both (1, 1) and (2, 2) are equilibria; the second action weakly dominates.
    let game = Game::symmetric_two_player(&[[1, 0], [1, 1]]).unwrap();
    assert_eq!(pure_equilibria(&game).unwrap().len(), 2);
    let reduced = iterated_weak_dominance(&game, Dominators::Pure, Order::AllAtOnce).unwrap();
    assert_eq!(reduced.solution(), Some(vec![1, 1]));
}

#[test]
fn a_programme_too_large_is_left_out_by_name() {
    // The second action is never best against the 192 times 192 profiles of the others.
    let game =
        Game::from_fn(&[3, 192, 192], |profile, player| match (player, profile[0], (profile[1] + profile[2]) % 2) {
            (0, 1, _) => 1,
            (0, 0, 0) | (0, 2, 1) => 4,
            _ => 0,
        })
        .unwrap();
    let reduced = iterated_weak_dominance(&game, Dominators::PureAndMixed, Order::OneByOne).unwrap();
    let Completeness::Partial { not_searched, .. } = &reduced.completeness else { panic!("{reduced:?}") };
    assert!(not_searched.contains("Player 1 (73728 payoff differences)"), "{not_searched}");
}

#[test]
fn the_certificate_refuses_what_does_not_dominate() {
    let game = known_game("prisoners_dilemma");
    assert!(certificate::weakly_dominates(&game, 0, &[ratio(0, 1), ratio(1, 1)], 0));
    assert!(!certificate::weakly_dominates(&game, 0, &[ratio(1, 1), ratio(0, 1)], 1));
    assert!(!certificate::weakly_dominates(&game, 0, &[ratio(0, 1), ratio(1, 1)], 1), "not over itself");
    assert!(!certificate::weakly_dominates(&game, 2, &[ratio(1, 1)], 0));
    assert!(!certificate::weakly_dominates(&game, 0, &[ratio(1, 2), ratio(1, 1)], 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_left_keeps_an_equilibrium_and_makes_none(game in small_game()) {
        let all: Vec<Vec<usize>> = pure_equilibria(&game).unwrap().iter().collect();
        for order in ORDERS {
            let reduced = iterated_weak_dominance(&game, Dominators::PureAndMixed, order).unwrap();
            let original = |profile: Vec<usize>| -> Vec<usize> {
                profile.iter().zip(&reduced.kept).map(|(&action, kept)| kept[action]).collect()
            };
            for profile in pure_equilibria(&reduced.game).unwrap().iter().map(original) {
                prop_assert!(all.contains(&profile));
            }
        }
    }

    #[test]
    fn weak_dominance_removes_what_strict_dominance_removes(game in small_game()) {
        let strict = iterated_strict_dominance(&game, Dominators::PureAndMixed).unwrap();
        for order in ORDERS {
            let weak = iterated_weak_dominance(&game, Dominators::PureAndMixed, order).unwrap();
            for (weak, strict) in weak.kept.iter().zip(&strict.kept) {
                prop_assert!(weak.iter().all(|action| strict.contains(action)));
            }
        }
    }

    #[test]
    fn one_mix_of_two_is_found_exactly_when_there_is_one(
        rows in prop::array::uniform3(prop::collection::vec(-3..=3_i64, 3)),
    ) {
        let game = Game::bimatrix(&rows, &vec![vec![0; 3]; 3]).unwrap();
        let reduced = iterated_weak_dominance(&game, Dominators::PureAndMixed, Order::AllAtOnce).unwrap();
        let removed = |action: usize| reduced.eliminations.iter().any(|one| one.action == action);
        for third in 0..3 {
            let (a, b, c) = (&rows[(third + 1) % 3], &rows[(third + 2) % 3], &rows[third]);
            // Shares at which a column is exactly tied, the ends, and the middles between neighbours.
            let ties = (0..3).filter(|&k| a[k] != b[k]).map(|k| ratio(c[k] - b[k], a[k] - b[k]));
            let mut shares: Vec<_> = ties.chain([ratio(0, 1), ratio(1, 1)]).filter(|x| *x >= ratio(0, 1) && *x <= ratio(1, 1)).collect();
            shares.sort();
            let middles: Vec<_> = shares.windows(2).map(|pair| (&pair[0] + &pair[1]) / ratio(2, 1)).collect();
            let dominates = |x: &moloch_equilibrium::finite::Rational| {
                let gap = |k: usize| x * ratio(a[k], 1) + (ratio(1, 1) - x) * ratio(b[k], 1) - ratio(c[k], 1);
                (0..3).all(|k| gap(k) >= ratio(0, 1)) && (0..3).any(|k| gap(k) > ratio(0, 1))
            };
            prop_assert_eq!(removed(third), shares.iter().chain(&middles).any(dominates), "row {} of {:?}", third, rows);
        }
    }
}
