//! Regrets on the tree: known equilibria pass, others do not.

use moloch_equilibrium::sequential::{ExactBehaviour, certificate, expected_payoffs};
use proptest::prelude::*;

use super::support::{first_of_two, grown, ratio, sample};

/// Worked out by hand. In the second stage a player whose card and coin go badly bluffs so often that the other's stakes
/// pay alike, 3 - 3 b = 2 + 2 b, and the other plays so that bluffing pays what giving up does, -3 a + 2 (1 - a) = -2.
const SECOND_BET: [(i64, i64); 9] = [(1, 1), (1, 1), (1, 5), (1, 1), (1, 5), (1, 1), (1, 1), (4, 5), (4, 5)];

#[test]
fn published_equilibria_have_no_regret() {
    let known: [(&str, &[(i64, i64)]); 14] = [
        ("poker", &[(1, 1), (1, 3), (2, 3)]),
        ("myerson_2_1", &[(1, 1), (1, 3), (2, 3)]),
        ("stoc94", &[(0, 1), (2, 3), (1, 3), (5, 6), (5, 9)]),
        ("horse", &[(1, 1), (0, 1), (1, 1)]),
        ("horse", &[(0, 1), (0, 1), (0, 1)]),
        ("trust", &[(0, 1), (1, 2)]),
        ("beer_quiche", &[(1, 1), (1, 1), (0, 1), (1, 1)]),
        ("beer_quiche", &[(0, 1), (0, 1), (1, 1), (0, 1)]),
        ("bagwell", &[(0, 1), (0, 1), (0, 1)]),
        ("jury", &[(1, 1), (0, 1), (1, 1), (0, 1), (1, 1), (0, 1)]),
        ("entry", &[(1, 1), (0, 1)]),
        ("two_pennies", &[(1, 2); 10]),
        ("second_bet", &SECOND_BET),
        ("unreached", &[(1, 1), (0, 1), (1, 3)]),
    ];
    for (name, shares) in known {
        let tree = sample(name);
        let regrets = certificate::exact_regrets(&tree, &first_of_two(&tree, shares)).unwrap();
        assert!(regrets.are_zero(), "{name}: {:?}", regrets.players());
        assert!(regrets.certificate().passes());
    }
}

#[test]
fn what_is_paid_is_what_was_published() {
    let value = |name: &str, shares: &[(i64, i64)]| {
        let tree = sample(name);
        expected_payoffs(&tree, &first_of_two(&tree, shares)).unwrap()[0].clone()
    };
    assert_eq!(value("poker", &[(1, 1), (1, 3), (2, 3)]), ratio(1, 3));
    assert_eq!(value("second_bet", &SECOND_BET), ratio(2, 5));
    assert_eq!(value("jury", &[(1, 1), (0, 1), (1, 1), (0, 1), (1, 1), (0, 1)]), ratio(20, 27));
    // Kuhn's family of equilibria: jack and king bet with a and 3 a, here a = 1/3.
    // Sets by first occurrence: jack, jack facing a bet, queen, ..., then Bob's queen after a check, ...
    let alice = [(2, 3), (1, 1), (1, 1), (1, 3), (0, 1), (0, 1)];
    let bob = [(1, 1), (2, 3), (0, 1), (0, 1), (2, 3), (1, 1)];
    assert_eq!(value("kuhn_poker", &[alice, bob].concat()), ratio(-1, 18));
    let tree = sample("kuhn_poker");
    assert!(certificate::exact_regrets(&tree, &first_of_two(&tree, &[alice, bob].concat())).unwrap().are_zero());
}

#[test]
fn a_plan_that_invites_trust_to_be_betrayed_is_no_equilibrium() {
    // The buyer stays away, but the seller would honour with more than one half.
    let tree = sample("trust");
    let regrets = certificate::exact_regrets(&tree, &first_of_two(&tree, &[(0, 1), (2, 3)])).unwrap();
    assert_eq!(regrets.players(), [ratio(1, 3), ratio(0, 1)]);
    assert!(!regrets.certificate().passes());
    assert_eq!(regrets.max_regret_relative(), ratio(1, 6));
}

#[test]
fn an_equilibrium_of_the_agents_is_none_of_the_player() {
    let tree = sample("myerson_4_2");
    let agents = ExactBehaviour::pure(&tree, &[1, 1, 0]).unwrap();
    let regrets = certificate::exact_regrets(&tree, &agents).unwrap();
    assert_eq!(regrets.players()[0], ratio(1, 1));
}

#[test]
fn an_empty_threat_is_an_equilibrium_but_not_in_every_subgame() {
    let tree = sample("entry");
    let threat = ExactBehaviour::pure(&tree, &[0, 1]).unwrap();
    assert!(certificate::exact_regrets(&tree, &threat).unwrap().are_zero());
    assert_eq!(certificate::subgame_regrets(&tree, &threat).unwrap().players()[1], ratio(2, 1));
    let credible = ExactBehaviour::pure(&tree, &[1, 0]).unwrap();
    assert!(certificate::subgame_regrets(&tree, &credible).unwrap().are_zero());
}

#[test]
fn profiles_that_do_not_fit_and_trees_without_recall_are_refused() {
    let tree = sample("poker");
    let other = sample("horse");
    let refused = |result: Result<certificate::ExactRegrets, _>| -> String {
        moloch_equilibrium::sequential::SequentialError::to_string(&result.unwrap_err())
    };
    let foreign = ExactBehaviour::uniform(&sample("trust"));
    assert!(refused(certificate::exact_regrets(&tree, &foreign)).contains("2 entries, expected 3"));
    assert!(certificate::exact_regrets(&other, &ExactBehaviour::uniform(&tree)).is_ok(), "same shape, same profile");
    let driver = sample("driver");
    assert!(
        refused(certificate::exact_regrets(&driver, &ExactBehaviour::uniform(&driver))).contains("imperfect recall")
    );
    let mixes = |share: i64| vec![vec![ratio(share, 2), ratio(2 - share, 2)]; 3];
    assert!(ExactBehaviour::new(&tree, mixes(3)).unwrap_err().to_string().contains("probability -1/2"));
    let short = vec![vec![ratio(1, 2), ratio(1, 3)]; 3];
    assert!(ExactBehaviour::new(&tree, short).unwrap_err().to_string().contains("sum to 5/6"));
    assert!(ExactBehaviour::pure(&tree, &[0, 2, 0]).unwrap_err().to_string().contains("`queen`"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Best replies by trying all pure strategies of the player give the same regret.
    #[test]
    fn regrets_are_what_the_best_pure_strategy_gains(draws in proptest::collection::vec(0..1000_u32, 40), seed in 0..9_u8) {
        let tree = grown(2, &draws);
        let mut mixes = ExactBehaviour::uniform(&tree).mixes().to_vec();
        for (set, mix) in mixes.iter_mut().enumerate() {
            if (set + usize::from(seed)) % 3 == 0 {
                mix.fill(ratio(0, 1));
                mix[usize::from(seed) % 2] = ratio(1, 1);
            }
        }
        let profile = ExactBehaviour::new(&tree, mixes.clone()).unwrap();
        let regrets = certificate::exact_regrets(&tree, &profile).unwrap();
        let now = expected_payoffs(&tree, &profile).unwrap();
        for player in 0..2 {
            let own = tree.sets_of(player);
            let sizes: Vec<usize> = own.clone().map(|set| tree.information_sets()[set].actions().len()).collect();
            prop_assume!(sizes.iter().product::<usize>() <= 2000);
            let mut best = now[player].clone();
            let mut plan = vec![0; sizes.len()];
            loop {
                let mut changed = mixes.clone();
                for (set, &action) in own.clone().zip(&plan) {
                    changed[set].fill(ratio(0, 1));
                    changed[set][action] = ratio(1, 1);
                }
                let changed = ExactBehaviour::new(&tree, changed).unwrap();
                best = best.max(expected_payoffs(&tree, &changed).unwrap()[player].clone());
                let Some(at) = (0..plan.len()).find(|&at| plan[at] + 1 < sizes[at]) else { break };
                plan[at] += 1;
                plan[..at].fill(0);
            }
            prop_assert_eq!(&regrets.players()[player], &(best - &now[player]));
        }
    }
}
