//! The sequence form: published solutions, agreement with the normal form, laws, budgets and refusals.

use moloch_core::{Completeness, Effort, Status};
use moloch_equilibrium::finite::{Rational, two_by_two};
use moloch_equilibrium::sequential::{
    ExactBehaviour, Form, Tree, Turn, certificate, expected_payoffs, normal_form, sequence_form,
};
use proptest::prelude::*;

use super::support::{first_of_two, grown, ratio, sample};

fn solved(tree: &Tree) -> ExactBehaviour {
    sequence_form(tree, &Effort::unlimited()).unwrap().first().unwrap().clone()
}

fn value(tree: &Tree) -> Rational {
    expected_payoffs(tree, &solved(tree)).unwrap()[0].clone()
}

#[test]
fn published_games_have_their_equilibrium() {
    for (name, shares) in [
        ("poker", [(1, 1), (1, 3), (2, 3)].as_slice()),
        ("myerson_2_1", &[(1, 1), (1, 3), (2, 3)]),
        ("stoc94", &[(0, 1), (2, 3), (1, 3), (5, 6), (5, 9)]),
    ] {
        let tree = sample(name);
        assert_eq!(solved(&tree), first_of_two(&tree, shares), "{name}");
    }
    assert_eq!(value(&sample("kuhn_poker")), ratio(-1, 18));
    assert_eq!(value(&sample("two_pennies")), ratio(0, 1));
    assert_eq!(value(&sample("poker")), ratio(1, 3));
}

#[test]
fn every_two_player_sample_is_solved_and_certified() {
    for name in ["bagwell", "beer_quiche", "centipede", "entry", "myerson_4_2", "offer", "trust"] {
        let tree = sample(name);
        let found = sequence_form(&tree, &Effort::unlimited()).unwrap();
        assert!(certificate::exact_regrets(&tree, found.first().unwrap()).unwrap().are_zero(), "{name}");
    }
}

#[test]
fn pivots_are_counted_and_the_same_everywhere() {
    let count = |name: &str| sequence_form(&sample(name), &Effort::unlimited()).unwrap().counters[0].count;
    let counts =
        ["poker", "stoc94", "kuhn_poker", "centipede", "beer_quiche"].map(|name| format!("{name} {}", count(name)));
    insta::assert_snapshot!(counts.join(", "), @"poker 3, stoc94 11, kuhn_poker 17, centipede 0, beer_quiche 3");
}

#[test]
fn one_player_and_no_player_that_moves_are_games_too() {
    let mut tree = Tree::builder("", ["Ann"]);
    let coin = tree.chance_set("", [("a", ratio(1, 3)), ("b", ratio(2, 3))]).unwrap();
    let set = tree.information_set(0, "", ["x", "y", "z"]).unwrap();
    tree.chance(coin).unwrap();
    for payoffs in [[3, 0, 1], [0, 1, 1]] {
        tree.decide(set).unwrap();
        for payoff in payoffs {
            tree.end([payoff]).unwrap();
        }
    }
    let tree = tree.finish().unwrap();
    assert_eq!(value(&tree), ratio(1, 1));
    let tree = Tree::builder("", ["Ann", "Bob", "Cid"]).end([1, 2, 3]).unwrap().finish().unwrap();
    assert_eq!(value(&tree), ratio(1, 1));
}

#[test]
fn budgets_and_trees_of_another_kind_are_refused() {
    let stopped = sequence_form(&sample("kuhn_poker"), &Effort::unlimited().with_steps(2)).unwrap();
    assert!(stopped.equilibria.is_empty() && matches!(stopped.status, Status::LimitReached { .. }));
    let Completeness::Partial { why, not_searched } = stopped.completeness else { panic!("{}", stopped.completeness) };
    assert!(why.contains("budget of 2 steps") && not_searched == "the rest of the path", "{why}; {not_searched}");
    let three = sequence_form(&sample("horse"), &Effort::unlimited()).unwrap_err().to_string();
    assert!(three.contains("3 players move, expected at most two"), "{three}");
    let driver = sequence_form(&sample("driver"), &Effort::unlimited()).unwrap_err().to_string();
    assert!(driver.contains("imperfect recall"), "{driver}");
    let mut wide = Tree::builder("", ["Ann"]);
    let set = wide.information_set(0, "", (0..2_000).map(|_| "")).unwrap();
    wide.decide(set).unwrap();
    for payoff in 0..2_000 {
        wide.end([payoff]).unwrap();
    }
    let refused = sequence_form(&wide.finish().unwrap(), &Effort::unlimited()).unwrap_err().to_string();
    assert!(refused.contains("2002 sequences, the limit is 1500"), "{refused}");
}

/// The same tree with payoffs `factor * u + constant`, and the actions of every set in reverse order.
fn mirrored(tree: &Tree, factor: &Rational, constant: &Rational) -> Tree {
    let mut copy = Tree::builder("copy", tree.players().iter().cloned());
    let reversed = |names: &[String]| names.iter().rev().cloned().collect::<Vec<_>>();
    let mut sets = Vec::new();
    for set in tree.information_sets() {
        sets.push(copy.information_set(set.player(), "", reversed(set.actions())).unwrap());
    }
    let mut chances = Vec::new();
    for set in tree.chance_sets() {
        let lottery = set.actions().iter().cloned().zip(set.probabilities().iter().cloned()).rev();
        chances.push(copy.chance_set("", lottery).unwrap());
    }
    let mut open = vec![0];
    while let Some(node) = open.pop() {
        match tree.turn(node).unwrap() {
            Turn::Chance(set) => copy.chance(chances[set]).unwrap(),
            Turn::Move(set) => copy.decide(sets[set]).unwrap(),
            Turn::End => copy.end(tree.earned(node).unwrap().iter().map(|u| u * factor + constant)).unwrap(),
        };
        open.extend(tree.children(node));
    }
    copy.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// The equilibrium on the tree is one of the normal form, and zero-sum values agree with the mirrored game.
    #[test]
    fn random_trees_are_solved_and_agree_with_their_normal_form(draws in proptest::collection::vec(0..1000_u32, 40)) {
        let tree = grown(2, &draws);
        let found = sequence_form(&tree, &Effort::unlimited()).unwrap();
        let profile = found.first().unwrap();
        prop_assert!(certificate::exact_regrets(&tree, profile).unwrap().are_zero());
        let normal = normal_form(&tree, Form::Reduced).unwrap();
        prop_assume!(normal.game().profile_count() <= 5_000);
        let mixed = normal.mixed(&tree, profile).unwrap();
        prop_assert!(moloch_equilibrium::finite::certificate::exact_regrets(normal.game(), &mixed).unwrap().are_zero());
        if normal.game().action_counts() == [2, 2] {
            prop_assert!(two_by_two(normal.game()).unwrap().contains(&mixed));
        }
    }

    /// Payoffs in other units change nothing at all; actions in another order leave an equilibrium.
    #[test]
    fn units_do_not_matter_and_neither_does_the_order_of_actions(
        draws in proptest::collection::vec(0..1000_u32, 40),
        power in -9..10_i32,
        constant in -5..6_i64,
    ) {
        let tree = grown(2, &draws);
        let ten = ratio(10, 1);
        let scale = (0..power.abs()).fold(ratio(1, 1), |product, _| if power < 0 { product / &ten } else { product * &ten });
        let one = mirrored(&tree, &ratio(1, 1), &ratio(0, 1));
        let other = mirrored(&tree, &scale, &ratio(constant, 1));
        prop_assert_eq!(solved(&one), solved(&other));
        let profile = solved(&one);
        prop_assert!(certificate::exact_regrets(&one, &profile).unwrap().are_zero());
    }

    /// Zero-sum trees have one value, whatever the order of actions.
    #[test]
    fn zero_sum_trees_have_one_value(draws in proptest::collection::vec(0..1000_u32, 40)) {
        let general = grown(2, &draws);
        let text = moloch_equilibrium::sequential::efg::write(&general);
        let tree = moloch_equilibrium::sequential::efg::parse("zero.efg", &zero_sum(&text)).unwrap();
        prop_assert!(tree.is_constant_sum());
        let flipped = mirrored(&tree, &ratio(1, 1), &ratio(0, 1));
        prop_assert_eq!(value(&tree), value(&flipped));
    }
}

/// Replaces player 2's payoffs by minus player 1's in a written tree.
fn zero_sum(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once('{') {
        Some((start, payoffs)) if line.starts_with('t') => {
            let first = payoffs.split(',').next().unwrap().trim().to_owned();
            let negated = first.strip_prefix('-').map_or_else(|| format!("-{first}"), str::to_owned);
            format!("{start}{{ {first}, {negated} }}")
        }
        _ => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
