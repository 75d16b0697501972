//! Normal forms, and Kuhn's theorem in both directions.

use moloch_equilibrium::finite::{ExactProfile, certificate::exact_regrets, exact_expected_payoffs, pure_equilibria};
use moloch_equilibrium::sequential::{ExactBehaviour, Form, Tree, certificate, expected_payoffs, normal_form};
use proptest::prelude::*;

use super::support::{grown, ratio, sample};

#[test]
fn sizes_are_what_other_programs_report() {
    for (name, counts) in [
        ("poker", &[4, 2][..]),
        ("two_pennies", &[8, 8]),
        ("stoc94", &[6, 4]),
        ("jury", &[4, 4, 4]),
        ("centipede", &[3, 3]),
        ("kuhn_poker", &[27, 64]),
    ] {
        let normal = normal_form(&sample(name), Form::Reduced).unwrap();
        assert_eq!(normal.game().action_counts(), counts, "{name}");
    }
    let full = normal_form(&sample("two_pennies"), Form::Full).unwrap();
    assert_eq!(full.game().action_counts(), [32, 32]);
    // Without perfect recall there is still a full form.
    assert_eq!(normal_form(&sample("driver"), Form::Full).unwrap().game().action_counts(), [2]);
    let refused = normal_form(&sample("driver"), Form::Reduced).unwrap_err().to_string();
    assert!(refused.contains("imperfect recall"), "{refused}");
}

#[test]
fn strategies_are_named_by_their_actions() {
    let normal = normal_form(&sample("centipede"), Form::Reduced).unwrap();
    assert_eq!(normal.game().players()[0].actions(), ["take / *", "pass / take", "pass / pass"]);
    assert_eq!(normal.strategies(0)[0], [Some(0), None]);
    let mut tree = Tree::builder("", ["", ""]);
    let set = tree.information_set(0, "", ["", ""]).unwrap();
    let tree = tree.decide(set).unwrap().end([1, 0]).unwrap().end([2, 0]).unwrap().finish().unwrap();
    let game = normal_form(&tree, Form::Full).unwrap().game().clone();
    assert_eq!(game.players()[0].name(), "player 1");
    assert_eq!((game.players()[0].actions()[1].as_str(), game.players()[1].actions()[0].as_str()), ("2", "no move"));
}

#[test]
fn a_normal_form_too_large_is_refused_before_it_is_written() {
    let mut tree = Tree::builder("", ["A", "B"]);
    let coin = tree.chance_set("", (0..40).map(|k| (k.to_string(), ratio(1, 40)))).unwrap();
    tree.chance(coin).unwrap();
    for k in 0..40 {
        let set = tree.information_set(k % 2, "", ["x", "y"]).unwrap();
        tree.decide(set).unwrap().end([0, 0]).unwrap().end([1, 1]).unwrap();
    }
    let refused = normal_form(&tree.finish().unwrap(), Form::Full).unwrap_err().to_string();
    assert!(refused.contains("the limit is 4194304"), "{refused}");
}

#[test]
fn pure_equilibria_of_the_normal_form_are_equilibria_on_the_tree() {
    for name in ["horse", "bagwell", "beer_quiche", "trust", "entry", "myerson_4_2", "offer", "jury"] {
        let tree = sample(name);
        let normal = normal_form(&tree, Form::Reduced).unwrap();
        let found = pure_equilibria(normal.game()).unwrap();
        assert!(!found.is_empty(), "{name}");
        for actions in found.iter() {
            let profile = ExactProfile::pure(normal.game().action_counts(), &actions).unwrap();
            let behaviour = normal.behaviour(&tree, &profile).unwrap();
            let payoffs = expected_payoffs(&tree, &behaviour).unwrap();
            for (player, payoff) in payoffs.iter().enumerate() {
                assert_eq!(normal.game().exact_payoff(player, &actions).as_ref(), Some(payoff), "{name}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Kuhn: a behaviour profile, its mixed profile, and the behaviour of that pay the same and have the same regret, on
    /// the tree and in both normal forms.
    #[test]
    fn behaviour_and_mixed_strategies_are_equivalent(draws in proptest::collection::vec(0..1000_u32, 40), players in 2..4_usize) {
        let tree = grown(players, &draws);
        let mixes = tree.information_sets().iter().enumerate().map(|(set, found)| {
            let weights: Vec<i64> = (0..found.actions().len()).map(|a| i64::from(draws[(set + 7 * a) % 40] % 3)).collect();
            let sum: i64 = weights.iter().sum();
            if sum == 0 { return ExactBehaviour::uniform(&tree).mixes()[set].clone(); }
            weights.into_iter().map(|weight| ratio(weight, sum)).collect()
        });
        let behaviour = ExactBehaviour::new(&tree, mixes.collect()).unwrap();
        let payoffs = expected_payoffs(&tree, &behaviour).unwrap();
        let regrets = certificate::exact_regrets(&tree, &behaviour).unwrap();
        for form in [Form::Full, Form::Reduced] {
            let Ok(normal) = normal_form(&tree, form) else { continue };
            prop_assume!(normal.game().profile_count() <= 20_000);
            let mixed = normal.mixed(&tree, &behaviour).unwrap();
            for player in 0..players {
                let own = exact_expected_payoffs(normal.game(), &mixed, player).unwrap();
                let earned = own.iter().zip(&mixed.mixes()[player]).fold(ratio(0, 1), |sum, (worth, share)| sum + worth * share);
                prop_assert_eq!(&earned, &payoffs[player]);
            }
            let of_mixed = exact_regrets(normal.game(), &mixed).unwrap();
            prop_assert_eq!(of_mixed.players(), regrets.players());
            let back = normal.behaviour(&tree, &mixed).unwrap();
            prop_assert_eq!(&expected_payoffs(&tree, &back).unwrap(), &payoffs);
            // The full form also plans for sets that the plan itself excludes.
            prop_assert!(form == Form::Full || normal.mixed(&tree, &back).unwrap() == mixed);
        }
    }
}
