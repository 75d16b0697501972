//! Backward induction: known games, ties, long chains, budgets.

use moloch_core::{CancelToken, Completeness, Effort, Status};
use moloch_equilibrium::sequential::{MAX_LISTED, Tree, backward_induction, certificate};

use super::chain::long_centipede;
use super::support::sample;

#[test]
fn published_games_have_their_subgame_perfect_equilibrium() {
    for (name, actions) in [("centipede", &[0, 0, 0, 0][..]), ("trust", &[1, 1]), ("entry", &[1, 0])] {
        let found = backward_induction(&sample(name), &Effort::unlimited()).unwrap();
        assert_eq!(found.equilibria.len(), 1, "{name}");
        assert_eq!(found.first().unwrap().pure_actions().unwrap(), actions, "{name}");
        assert!(matches!(found.completeness, Completeness::Complete(_)));
    }
}

/// Two moves of each of two players in turn, everybody indifferent.
fn indifferent(moves: usize) -> Tree {
    let mut tree = Tree::builder("", ["A", "B"]);
    for step in 0..moves {
        let set = tree.information_set(step % 2, "", ["stop", "go"]).unwrap();
        tree.decide(set).unwrap().end([0, 0]).unwrap();
    }
    tree.end([0, 0]).unwrap().finish().unwrap()
}

#[test]
fn every_tie_is_followed_and_too_many_are_counted_as_such() {
    let few = backward_induction(&indifferent(5), &Effort::unlimited()).unwrap();
    assert_eq!(few.equilibria.len(), 32);
    let mut all: Vec<_> = few.equilibria.iter().map(|found| found.pure_actions().unwrap()).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 32);
    assert!(matches!(few.completeness, Completeness::Complete(_)));
    let many = backward_induction(&indifferent(12), &Effort::unlimited()).unwrap();
    assert_eq!(many.equilibria.len(), MAX_LISTED);
    assert!(matches!(many.completeness, Completeness::Partial { .. }));
}

#[test]
fn a_tie_may_change_what_is_best_before_it() {
    // If B helps, A goes in; if B does not, A stays out: two equilibria with different paths.
    let mut tree = Tree::builder("", ["A", "B"]);
    let a = tree.information_set(0, "", ["out", "in"]).unwrap();
    let b = tree.information_set(1, "", ["help", "hinder"]).unwrap();
    tree.decide(a).unwrap().end([1, 0]).unwrap().decide(b).unwrap().end([2, 1]).unwrap().end([0, 1]).unwrap();
    let found = backward_induction(&tree.finish().unwrap(), &Effort::unlimited()).unwrap();
    let paths: Vec<_> = found.equilibria.iter().map(|one| one.pure_actions().unwrap()).collect();
    assert_eq!(paths, [[1, 0], [0, 1]]);
}

#[test]
fn a_chain_of_a_hundred_thousand_moves_is_solved() {
    let tree = long_centipede(100_000);
    let found = backward_induction(&tree, &Effort::unlimited()).unwrap();
    assert_eq!(found.equilibria.len(), 1);
    assert!(certificate::subgame_regrets(&tree, found.first().unwrap()).unwrap().are_zero());
    assert_eq!(found.counters[0].count, 200_001);
}

#[test]
fn budgets_keep_what_was_found_and_hidden_moves_are_refused() {
    let tree = indifferent(5);
    let some = backward_induction(&tree, &Effort::unlimited().with_steps(40)).unwrap();
    assert!(!some.equilibria.is_empty() && some.equilibria.len() < 32);
    assert!(matches!(some.completeness, Completeness::Partial { .. }));
    let none = backward_induction(&tree, &Effort::unlimited().with_steps(4)).unwrap();
    assert!(none.equilibria.is_empty() && none.completeness.to_string().contains("budget of 4 steps"));
    let cancel = CancelToken::default();
    cancel.cancel();
    let none = backward_induction(&tree, &Effort::unlimited().with_cancel(cancel)).unwrap();
    assert_eq!((none.equilibria.len(), none.status), (0, Status::StoppedByUser));
    let hidden = backward_induction(&sample("poker"), &Effort::unlimited()).unwrap_err().to_string();
    assert!(hidden.contains("`facing a bet` (1 of Student) has 2 nodes"), "{hidden}");
}
