//! Sequential games: reading, solving and certifying, timed on the sample trees.

use divan::{Bencher, black_box};
use moloch_core::Effort;
use moloch_equilibrium::sequential::{
    ExactBehaviour, Tree, agent_limit, backward_induction, certificate, efg, sequence_form, subgame_perfect,
};

fn main() {
    divan::main();
}

const TWO_PLAYERS: [&str; 6] = ["poker", "stoc94", "kuhn_poker", "two_pennies", "centipede", "beer_quiche"];

fn sample(name: &str) -> Tree {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/trees").join(format!("{name}.efg"));
    let text = std::fs::read_to_string(path).expect("the sample is in the repository");
    efg::parse(name, &text).expect("the sample is a tree")
}

/// Two players take or pass in turn; the pot grows by one each time.
fn long_centipede(moves: usize) -> Tree {
    let mut tree = Tree::builder("Long centipede", ["First", "Second"]);
    for step in 0..moves {
        let set = tree.information_set(step % 2, "", ["take", "pass"]).expect("there are two players");
        let pot = i64::try_from(step).unwrap_or(0);
        let share = if step % 2 == 0 { [pot + 2, pot] } else { [pot, pot + 2] };
        tree.decide(set).and_then(|tree| tree.end(share)).expect("a place is open");
    }
    tree.end([0, 0]).and_then(|tree| tree.finish()).expect("every move has its node")
}

#[divan::bench(args = TWO_PLAYERS)]
fn one_equilibrium_on_the_sequence_form(bencher: Bencher, name: &str) {
    let tree = sample(name);
    bencher.bench_local(|| sequence_form(black_box(&tree), &Effort::unlimited()).map(|found| found.equilibria.len()));
}

#[divan::bench(args = TWO_PLAYERS)]
fn subgame_by_subgame(bencher: Bencher, name: &str) {
    let tree = sample(name);
    bencher.bench_local(|| subgame_perfect(black_box(&tree), &Effort::unlimited()).map(|found| found.equilibria.len()));
}

#[divan::bench(args = ["poker", "stoc94", "two_pennies", "centipede", "jury"], sample_count = 10)]
fn limit_of_agent_quantal_responses(bencher: Bencher, name: &str) {
    let tree = sample(name);
    bencher.bench_local(|| agent_limit(black_box(&tree), &Effort::unlimited()).map(|found| found.lambda));
}

#[divan::bench(args = [100, 10_000, 100_000], sample_count = 5)]
fn backward_induction_on_a_chain(bencher: Bencher, moves: usize) {
    let tree = long_centipede(moves);
    bencher
        .bench_local(|| backward_induction(black_box(&tree), &Effort::unlimited()).map(|found| found.equilibria.len()));
}

#[divan::bench(args = [100, 10_000, 100_000], sample_count = 5)]
fn certificate_in_every_subgame_of_a_chain(bencher: Bencher, moves: usize) {
    let tree = long_centipede(moves);
    let takers = ExactBehaviour::pure(&tree, &vec![0; moves]).expect("one action per set");
    bencher.bench_local(|| certificate::subgame_regrets(black_box(&tree), &takers).map(|regrets| regrets.are_zero()));
}

#[divan::bench(args = [100, 10_000, 100_000], sample_count = 5)]
fn reading_a_chain(bencher: Bencher, moves: usize) {
    let text = efg::write(&long_centipede(moves));
    bencher.bench_local(|| efg::parse("chain.efg", black_box(&text)).map(|tree| tree.node_count()));
}
