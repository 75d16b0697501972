//! Trees as they are built: numbering, sums along a path, recall, and what is refused.

use moloch_equilibrium::sequential::{NewNode, Tree, TreeError, Turn, certificate};

use super::support::{SAMPLES, ratio, sample};

#[test]
fn nodes_are_numbered_in_prefix_order_and_sets_by_player() {
    let tree = sample("poker");
    assert_eq!(tree.turn(0), Some(Turn::Chance(0)));
    assert_eq!(tree.children(0), [1, 6]);
    assert_eq!(tree.children(2), [3, 4]);
    assert_eq!(tree.parent(6), Some((0, 1)));
    assert_eq!((tree.sets_of(0), tree.sets_of(1), tree.sets_of(2)), (0..2, 2..3, 0..0));
    assert_eq!(tree.information_sets()[2].nodes(), [2, 7]);
    assert!(tree.children(99).is_empty());
    assert!(tree.turn(99).is_none() && tree.earned(99).is_none());
}

#[test]
fn outcomes_add_up_along_the_path() {
    let tree = sample("two_pennies");
    // Matched twice, then matched and missed.
    assert_eq!(tree.earned(4).unwrap(), [ratio(2, 1), ratio(-2, 1)]);
    assert_eq!(tree.earned(5).unwrap(), [ratio(0, 1), ratio(0, 1)]);
    assert_eq!(tree.payoff_bounds(0), Some((ratio(-2, 1), ratio(2, 1))));
    let fee = sample("offer");
    assert_eq!(fee.payoff_bounds(0), Some((ratio(-1, 2), ratio(5, 2))));
    assert!(tree.is_constant_sum() && !fee.is_constant_sum());
}

#[test]
fn perfect_recall_fails_only_where_somebody_forgets_and_is_named() {
    for name in SAMPLES {
        let recalls = sample(name).perfect_recall();
        assert_eq!(recalls.is_err(), ["driver", "forgetful"].contains(&name), "{name}");
    }
    let driver = sample("driver").perfect_recall().unwrap_err();
    assert_eq!((driver.set, driver.nodes), (0, [0, 2]));
    assert_eq!(
        driver.to_string(),
        "information set `an exit` (1 of Driver) has imperfect recall: at the start and after `go on` the \
         player's own past moves differ, but both nodes are in it; split the set"
    );
    let forgetful = sample("forgetful").perfect_recall().unwrap_err();
    assert!(forgetful.to_string().contains("`second` (2 of 1)"), "{forgetful}");
    assert!(forgetful.to_string().contains("after `R` and after `L`"), "{forgetful}");
}

#[test]
fn subgames_begin_where_no_information_set_is_cut() {
    let roots = |name: &str| -> Vec<usize> {
        let is_root = certificate::subgame_roots(&sample(name));
        (0..is_root.len()).filter(|&node| is_root[node]).collect()
    };
    assert_eq!(roots("centipede"), [0, 2, 4, 6]);
    assert_eq!(roots("horse"), [0]);
    assert_eq!(roots("poker"), [0]);
    // The second round of pennies after each of four first rounds.
    assert_eq!(roots("two_pennies").len(), 5);
    assert_eq!(roots("driver"), [] as [usize; 0]);
}

fn refusal<T: std::fmt::Debug>(result: Result<T, TreeError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn misbuilt_trees_are_refused_by_name() {
    let none: [&str; 0] = [];
    assert!(refusal(Tree::builder("", none).finish()).contains("no players"));
    let builder = || Tree::builder("A game", ["Ann", "Bob"]);
    let mut tree = builder();
    assert!(refusal(tree.information_set(2, "x", ["a"])).contains("no player 2"));
    assert!(refusal(tree.information_set(0, "x", none)).contains("`x` has no actions"));
    assert!(refusal(tree.chance_set("coin", Vec::<(&str, i64)>::new())).contains("`coin` has no actions"));
    assert!(refusal(tree.chance_set("coin", [("a", 2), ("b", -1)])).contains("action 2"));
    assert!(refusal(tree.chance_set("coin", [("a", ratio(1, 2)), ("b", ratio(1, 3))])).contains("sum to 5/6"));
    assert!(refusal(tree.chance_set("coin", [("a", 0.1), ("b", 0.9)])).contains("expected exactly 1"));
    assert!(refusal(tree.chance_set("coin", [("a", f64::NAN)])).contains("is NaN"));
    assert!(refusal(tree.outcome("draw", [1])).contains("`draw` has 1 payoffs, expected 2"));
    assert!(refusal(tree.end([1.0, f64::INFINITY]).map(|_| ())).contains("payoff of player 2"));
    assert!(refusal(tree.finish()).contains("from the root on"));
    let move_of_ann = tree.information_set(0, "x", ["a", "b"]).unwrap();
    tree.decide(move_of_ann).unwrap().end([1, 2]).unwrap();
    assert!(refusal(tree.finish()).contains("from action 2 of node 0 on"));
    let unused = tree.information_set(1, "idle", ["a"]).unwrap();
    tree.end([0, 0]).unwrap();
    assert!(refusal(tree.end([0, 0]).map(|_| ())).contains("node 3 has no place"));
    assert!(refusal(tree.finish()).contains("`idle` has no nodes"));
    assert!(refusal(builder().decide(unused).map(|_| ())).contains("not declared"));
    assert!(
        refusal(builder().node("", NewNode::Chance(chance_of_another()), None).map(|_| ())).contains("not declared")
    );
}

fn chance_of_another() -> moloch_equilibrium::sequential::ChanceId {
    Tree::builder("", ["Ann"]).chance_set("coin", [("a", 1)]).unwrap()
}

#[test]
fn trees_too_large_for_memory_are_refused_before_they_are_built() {
    let mut tree = Tree::builder("", ["Ann"]);
    let wide = tree.information_set(0, "", (0..2_000_000).map(|_| "")).unwrap();
    tree.decide(wide).unwrap();
    assert!(refusal(tree.decide(wide).map(|_| ())).contains("more than 2097152 nodes"));
}

#[test]
fn doubles_are_taken_for_the_fractions_that_they_are() {
    let mut tree = Tree::builder("", ["Ann"]);
    let coin = tree.chance_set("", [("a", 0.25), ("b", 0.75)]).unwrap();
    let tree = tree.chance(coin).unwrap().end([0.5]).unwrap().end([-1]).unwrap().finish().unwrap();
    assert_eq!(tree.chance_sets()[0].probabilities()[1], ratio(3, 4));
    assert_eq!(tree.earned(1).unwrap(), [ratio(1, 2)]);
}
