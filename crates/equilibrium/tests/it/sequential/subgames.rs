//! Subgame perfection where moves are hidden, and the choice of a method.

use moloch_core::Effort;
use moloch_equilibrium::sequential::{Found, SequentialError, Tree, certificate, solve, subgame_perfect};
use proptest::prelude::*;

use super::support::{SAMPLES, grown, ratio, sample};

#[test]
fn every_sample_with_recall_has_a_subgame_perfect_equilibrium_of_regret_zero() {
    for name in SAMPLES {
        let tree = sample(name);
        let found = subgame_perfect(&tree, &Effort::unlimited());
        if tree.perfect_recall().is_err() {
            assert!(matches!(found, Err(SequentialError::ImperfectRecall { .. })), "{name}");
            continue;
        }
        let found = found.unwrap();
        assert!(found.is_subgame_perfect);
        let profile = found.first().unwrap();
        assert!(certificate::subgame_regrets(&tree, profile).unwrap().are_zero(), "{name}");
        assert!(certificate::exact_regrets(&tree, profile).unwrap().are_zero(), "{name}");
    }
}

#[test]
fn the_second_round_is_fair_wherever_the_first_ended() {
    let tree = sample("two_pennies");
    let found = subgame_perfect(&tree, &Effort::unlimited()).unwrap();
    assert!(found.first().unwrap().mixes().iter().all(|mix| mix[0] == ratio(1, 2)));
    assert_eq!(found.counters[0].count, 5);
}

/// Three players at matching pennies: 1 wants to match 2, 2 to match 3, 3 to miss 1.
fn three_pennies() -> Tree {
    let mut tree = Tree::builder("Three pennies", ["1", "2", "3"]);
    let sets: Vec<_> = (0..3).map(|player| tree.information_set(player, "", ["H", "T"]).unwrap()).collect();
    tree.decide(sets[0]).unwrap();
    for a in 0..2 {
        tree.decide(sets[1]).unwrap();
        for b in 0..2 {
            tree.decide(sets[2]).unwrap();
            for c in 0..2 {
                tree.end([i64::from(a == b), i64::from(b == c), i64::from(c != a)]).unwrap();
            }
        }
    }
    tree.finish().unwrap()
}

#[test]
fn solve_says_which_method_it_took_and_why() {
    let effort = Effort::unlimited();
    let open = solve(&sample("centipede"), &effort).unwrap();
    assert!(open.why.contains("one node"), "{}", open.why);
    let hidden = solve(&sample("poker"), &effort).unwrap();
    assert!(matches!(&hidden.found, Found::Exact(set) if set.method.contains("subgames")), "{}", hidden.why);
    let tree = three_pennies();
    let mixed = solve(&tree, &effort).unwrap();
    assert!(mixed.why.contains("no pure equilibrium"), "{}", mixed.why);
    let Found::Numerical(limit) = mixed.found else { panic!("three mixing players are solved in doubles") };
    assert!(limit.behaviour.certificate().relative() < 1e-10, "{}", limit.behaviour.certificate());
    for mix in limit.behaviour.mixes() {
        assert!((mix[0] - 0.5).abs() < 1e-9);
    }
    let refused = subgame_perfect(&tree, &effort).unwrap_err().to_string();
    assert!(refused.contains("node 0 (3 players)"), "{refused}");
    assert!(solve(&sample("driver"), &effort).is_err());
    assert!(matches!(solve(&sample("two_pennies"), &effort.with_steps(1)), Err(SequentialError::Stopped { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn random_trees_of_two_players_are_solved_in_every_subgame(draws in proptest::collection::vec(0..1000_u32, 40)) {
        let tree = grown(2, &draws);
        let found = subgame_perfect(&tree, &Effort::unlimited()).unwrap();
        for profile in &found.equilibria {
            prop_assert!(certificate::subgame_regrets(&tree, profile).unwrap().are_zero());
            prop_assert!(certificate::exact_regrets(&tree, profile).unwrap().are_zero());
        }
    }

    #[test]
    fn random_trees_of_three_players_are_solved_or_say_where_not(draws in proptest::collection::vec(0..1000_u32, 40)) {
        let tree = grown(3, &draws);
        match subgame_perfect(&tree, &Effort::unlimited()) {
            Ok(found) => prop_assert!(certificate::subgame_regrets(&tree, found.first().unwrap()).unwrap().are_zero()),
            Err(error) => prop_assert!(matches!(error, SequentialError::Subgame { .. }), "{error}"),
        }
    }
}
