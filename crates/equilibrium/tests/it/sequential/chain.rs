//! A chain of a hundred thousand moves: nothing may recurse.

use moloch_equilibrium::sequential::{ExactBehaviour, Tree, certificate, efg};

/// Two players pass or take in turn; whoever takes gets the larger part of a pot that grows by one each time.
pub(super) fn long_centipede(moves: usize) -> Tree {
    let mut tree = Tree::builder("Long centipede", ["First", "Second"]);
    for step in 0..moves {
        let set = tree.information_set(step % 2, "", ["take", "pass"]).unwrap();
        let pot = i64::try_from(step).unwrap();
        let share = if step % 2 == 0 { [pot + 2, pot] } else { [pot, pot + 2] };
        tree.decide(set).unwrap().end(share).unwrap();
    }
    let pot = i64::try_from(moves).unwrap();
    let last = if moves.is_multiple_of(2) { [pot + 1, pot] } else { [pot, pot + 1] };
    tree.end(last).unwrap().finish().unwrap()
}

#[test]
fn a_chain_of_a_hundred_thousand_moves_is_written_read_and_certified() {
    let tree = long_centipede(100_000);
    let text = efg::write(&tree);
    assert_eq!(efg::parse("long.efg", &text).unwrap(), tree);
    let takers = ExactBehaviour::pure(&tree, &vec![0; 100_000]).unwrap();
    assert!(certificate::subgame_regrets(&tree, &takers).unwrap().are_zero());
    assert!(certificate::exact_regrets(&tree, &takers).unwrap().are_zero());
    let passers = ExactBehaviour::pure(&tree, &vec![1; 100_000]).unwrap();
    assert!(!certificate::subgame_regrets(&tree, &passers).unwrap().are_zero());
}
