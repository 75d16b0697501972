//! Subgame perfection where moves are hidden, and the choice of a method.

use moloch_core::{CancelToken, Completeness, Effort, Status};
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
    assert!(mixed.why.contains("in doubles"), "{}", mixed.why);
    let Found::Exact(set) = mixed.found else { panic!("subgames are solved one after the other") };
    assert!(set.equilibria.is_empty() && set.first().is_none(), "nothing exact is claimed");
    assert!(matches!(set.status, Status::Converged { .. }) && set.method.contains("in doubles"));
    assert!(set.in_doubles[0].certificate().relative() < 1e-12, "{}", set.in_doubles[0].certificate());
    for mix in set.in_doubles[0].mixes() {
        assert!((mix[0] - 0.5).abs() < 1e-9);
    }
    assert!(solve(&sample("driver"), &effort).is_err());
}

#[test]
fn budgets_that_end_first_say_which_subgames_were_not_searched() {
    // Each coin toss takes a few pivots, and there are five of them.
    for (steps, left) in [(0, "5 of 5 subgames"), (4, "1 of 5 subgames")] {
        let effort = Effort::unlimited().with_steps(steps);
        let Found::Exact(set) = solve(&sample("two_pennies"), &effort).unwrap().found else { panic!("two players") };
        assert!(set.equilibria.is_empty() && !set.is_subgame_perfect);
        let Completeness::Partial { why, not_searched } = &set.completeness else { panic!("{}", set.completeness) };
        assert!(why.contains("budget") && not_searched.contains(left), "{why}; {not_searched}");
        assert!(matches!(set.status, Status::LimitReached { .. }));
    }
    let cancel = CancelToken::default();
    cancel.cancel();
    let set = subgame_perfect(&three_pennies(), &Effort::unlimited().with_cancel(cancel)).unwrap();
    assert_eq!((set.status, set.in_doubles.len()), (Status::StoppedByUser, 0));
}

/// The three mix where player 1 has asked for it; before that it compares what the mixing is worth.
#[test]
fn mixing_of_three_players_within_a_larger_game_is_solved_in_every_subgame() {
    let mut tree = Tree::builder("Three pennies, or not", ["1", "2", "3"]);
    let enter = tree.information_set(0, "enter?", ["in", "out"]).unwrap();
    let sets: Vec<_> = (0..3).map(|player| tree.information_set(player, "coin", ["H", "T"]).unwrap()).collect();
    tree.decide(enter).unwrap().decide(sets[0]).unwrap();
    for a in 0..2 {
        tree.decide(sets[1]).unwrap();
        for b in 0..2 {
            tree.decide(sets[2]).unwrap();
            for c in 0..2 {
                // Heads pay more: the probabilities are no halves.
                let heads = |coin: usize, is_won: bool| if is_won { 2 - i64::try_from(coin).unwrap() } else { 0 };
                tree.end([heads(a, a == b), heads(b, b == c), heads(c, c != a)]).unwrap();
            }
        }
    }
    let tree = tree.end([ratio(1, 2), ratio(0, 1), ratio(0, 1)]).unwrap().finish().unwrap();
    let set = subgame_perfect(&tree, &Effort::unlimited()).unwrap();
    let [profile] = set.in_doubles.as_slice() else { panic!("{set:?}") };
    assert!(set.is_subgame_perfect && set.equilibria.is_empty());
    let regrets = certificate::subgame_regrets(&tree, &profile.to_exact()).unwrap();
    assert!(regrets.certificate_of_doubles().relative() < 1e-12, "{}", regrets.certificate_of_doubles());
    // Both coins are worth 2/3 whatever the mix that makes one indifferent, which is more than 1/2.
    assert!((profile.mixes()[0][0] - 1.0).abs() < 1e-12, "{:?}", profile.mixes());
    assert_eq!(
        set.counters.last().map(|counter| (counter.what, counter.count)),
        Some(("subgames solved in doubles", 1))
    );
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
            Ok(found) => {
                let exact = |one: &_| certificate::subgame_regrets(&tree, one).unwrap().are_zero();
                prop_assert!(found.equilibria.iter().all(|one| exact(one)));
                for one in &found.in_doubles {
                    let regrets = certificate::subgame_regrets(&tree, &one.to_exact()).unwrap();
                    prop_assert!(regrets.certificate_of_doubles().relative() < 1e-11);
                }
                prop_assert!(found.equilibria.len() + found.in_doubles.len() > 0);
            }
            Err(error) => prop_assert!(matches!(error, SequentialError::Subgame { .. }), "{error}"),
        }
    }
}
