//! Agent quantal response equilibria: closed forms, limits, laws, budgets.

use moloch_core::Effort;
use moloch_equilibrium::sequential::{
    Behaviour, SequentialError, Tree, agent_limit, agent_qre, certificate, expected_payoffs,
};

use super::support::{ratio, sample};

#[test]
fn a_single_choice_follows_the_logit_formula() {
    let mut tree = Tree::builder("", ["Ann"]);
    let set = tree.information_set(0, "", ["x", "y", "z"]).unwrap();
    let tree = tree.decide(set).unwrap().end([0]).unwrap().end([3]).unwrap().end([10]).unwrap().finish().unwrap();
    for lambda in [0.0, 0.5, 4.0, 60.0] {
        let found = agent_qre(&tree, lambda, &Effort::unlimited()).unwrap();
        let weights = [0.0, 0.3, 1.0].map(|worth: f64| (lambda * worth).exp());
        let sum: f64 = weights.iter().sum();
        for (share, weight) in found.behaviour.mixes()[0].iter().zip(weights) {
            assert!((share - weight / sum).abs() < 1e-12, "{lambda}: {share}");
        }
        assert!((found.lambda_per_payoff - lambda / 10.0).abs() < 1e-12);
    }
}

#[test]
fn earlier_movers_answer_the_later_ones_errors() {
    let mut tree = Tree::builder("", ["A", "B"]);
    let a = tree.information_set(0, "", ["take", "pass"]).unwrap();
    let b = tree.information_set(1, "", ["take", "pass"]).unwrap();
    tree.decide(a).unwrap().end([4, 1]).unwrap().decide(b).unwrap();
    let tree = tree.end([2, 8]).unwrap().end([16, 4]).unwrap().finish().unwrap();
    let lambda = 3.0;
    let found = agent_qre(&tree, lambda, &Effort::unlimited()).unwrap();
    let response = |gap: f64| 1.0 / (1.0 + (-lambda * gap / 14.0).exp());
    let b_takes = response(4.0);
    let a_takes = response(4.0 - (2.0 * b_takes + 16.0 * (1.0 - b_takes)));
    assert!((found.behaviour.mixes()[1][0] - b_takes).abs() < 1e-12);
    assert!((found.behaviour.mixes()[0][0] - a_takes).abs() < 1e-12);
}

#[test]
fn the_limit_of_published_games_is_their_equilibrium() {
    for (name, shares) in [
        ("poker", [1.0, 1.0 / 3.0, 2.0 / 3.0].as_slice()),
        ("stoc94", &[0.0, 2.0 / 3.0, 1.0 / 3.0, 5.0 / 6.0, 5.0 / 9.0]),
        ("centipede", &[1.0, 1.0, 1.0, 1.0]),
        ("two_pennies", &[0.5; 10]),
        ("jury", &[1.0, 0.0, 1.0, 0.0, 1.0, 0.0]),
    ] {
        let tree = sample(name);
        let found = agent_limit(&tree, &Effort::unlimited()).unwrap();
        assert!(found.behaviour.certificate().relative() < 1e-10, "{name}: {}", found.behaviour.certificate());
        for (mix, share) in found.behaviour.mixes().iter().zip(shares) {
            assert!((mix[0] - share).abs() < 1e-6, "{name}: {:?}", found.behaviour.mixes());
        }
    }
}

#[test]
fn small_samples_have_a_limit_with_hardly_any_regret() {
    for name in ["bagwell", "beer_quiche", "entry", "horse", "myerson_2_1", "myerson_4_2", "offer", "trust"] {
        let found = agent_limit(&sample(name), &Effort::unlimited()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(found.behaviour.certificate().relative() < 1e-9, "{name}: {}", found.behaviour.certificate());
    }
}

/// Kuhn's poker has a segment of equilibria, towards which the branch creeps until doubles lose it.
#[test]
fn the_limit_of_kuhn_poker_is_an_equilibrium_next_to_the_branch() {
    let tree = sample("kuhn_poker");
    let found = agent_limit(&tree, &Effort::unlimited()).unwrap();
    assert!(found.behaviour.certificate().relative() < 1e-14, "{}", found.behaviour.certificate());
    assert!(found.lambda > 1e3 && found.distance > 0.0 && found.distance < 1e-3, "{found:?}");
    let value = expected_payoffs(&tree, &found.behaviour.to_exact()).unwrap()[0].to_f64().value();
    assert!((value + 1.0 / 18.0).abs() < 1e-14, "{value}");
    let followed = agent_qre(&tree, 1e3, &Effort::unlimited()).unwrap();
    for (near, on_branch) in found.behaviour.mixes().iter().zip(followed.behaviour.mixes()) {
        assert!((near[0] - on_branch[0]).abs() < 0.1, "{near:?} {on_branch:?}");
    }
}

#[test]
fn units_of_payoff_change_nothing() {
    let text = super::support::sample_text("poker");
    let tiny = text.replace("{ 2 -2 }", "{ 2e-9 -2e-9 }").replace("{ 1 -1 }", "{ 1e-9 -1e-9 }");
    let tiny = tiny.replace("{ -1 1 }", "{ -1e-9 1e-9 }").replace("{ -2 2 }", "{ -2e-9 2e-9 }");
    let scaled = moloch_equilibrium::sequential::efg::parse("tiny", &tiny).unwrap();
    let one = agent_qre(&sample("poker"), 5.0, &Effort::unlimited()).unwrap();
    let other = agent_qre(&scaled, 5.0, &Effort::unlimited()).unwrap();
    assert_eq!(one.behaviour.mixes(), other.behaviour.mixes());
    assert!((other.lambda_per_payoff * 1e-9 - one.lambda_per_payoff).abs() < 1e-9);
}

#[test]
fn a_wrong_profile_has_a_residual() {
    let tree = sample("poker");
    let uniform = Behaviour::new(&tree, vec![vec![0.5, 0.5]; 3]).unwrap();
    assert!(certificate::logit_residual(&tree, &uniform, 0.0).unwrap().residual < 1e-15);
    assert!(certificate::logit_residual(&tree, &uniform, 1.0).unwrap().residual > 0.01);
}

#[test]
fn budgets_and_trees_that_do_not_suit_are_refused() {
    let stopped = agent_limit(&sample("poker"), &Effort::unlimited().with_steps(2)).unwrap_err();
    assert!(matches!(stopped, SequentialError::Stopped { .. }), "{stopped}");
    for lambda in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(
            agent_qre(&sample("poker"), lambda, &Effort::unlimited()).unwrap_err().to_string().contains("lambda is")
        );
    }
    assert!(agent_limit(&sample("driver"), &Effort::unlimited()).is_err());
    let mut never = Tree::builder("", ["Ann"]);
    let coin = never.chance_set("", [("a", ratio(1, 1)), ("b", ratio(0, 1))]).unwrap();
    let set = never.information_set(0, "idle", ["x", "y"]).unwrap();
    never.chance(coin).unwrap().end([0]).unwrap().decide(set).unwrap().end([1]).unwrap().end([2]).unwrap();
    let refused = agent_limit(&never.finish().unwrap(), &Effort::unlimited()).unwrap_err().to_string();
    assert!(refused.contains("`idle` (1 of Ann) follows chance moves of probability zero"), "{refused}");
    let alone = Tree::builder("", ["Ann"]).end([1]).unwrap().finish().unwrap();
    assert!(agent_limit(&alone, &Effort::unlimited()).unwrap().behaviour.mixes().is_empty());
}
