//! Commitment: known answers, certificates, limits.

use moloch_core::{Completeness, Effort, Status};
use moloch_equilibrium::finite::correlated::commitment::{follower_regret, leader_bound, outcomes};
use moloch_equilibrium::finite::correlated::{Stackelberg, stackelberg};
use moloch_equilibrium::finite::{Game, Rational, exact_expected_payoffs};

use crate::finite::support::{expected, known_game, profile_from_json, ratio};

pub(super) fn solved(game: &Game, leader: usize) -> Stackelberg {
    let found = stackelberg(game, leader, &Effort::unlimited()).unwrap();
    assert!(matches!(found.completeness, Completeness::Complete(_)));
    found
}

#[test]
fn committing_to_a_mix_earns_more_than_to_an_action_and_that_more_than_none() {
    // Conitzer and Sandholm's example: the equilibrium pays the row player 2.
    let game = Game::bimatrix(&[[2, 4], [1, 3]], &[[1, 0], [0, 1]]).unwrap();
    let found = solved(&game, 0);
    let mixed = found.mixed.clone().unwrap();
    assert_eq!(mixed.mix, [ratio(1, 2), ratio(1, 2)]);
    assert_eq!((mixed.reply, &mixed.value, &mixed.follower), (1, &ratio(7, 2), &ratio(1, 2)));
    assert_eq!((mixed.best_replies.clone(), &mixed.value_at_worst), (vec![0, 1], &ratio(3, 2)));
    assert_eq!((&found.pure.value, found.pure.reply), (&ratio(3, 1), 1));
    assert_eq!(found.pure_at_worst.value_at_worst, ratio(3, 1));
    assert_eq!(mixed.certificate().residual, 0.0);
    assert_eq!(leader_bound(&game, 0, &found.proof.unwrap()), Some(ratio(7, 2)));
}

#[test]
fn the_column_player_may_lead_too() {
    let game = Game::bimatrix(&[[1, 0], [0, 1]], &[[2, 1], [4, 3]]).unwrap();
    // The same game with the players' seats exchanged.
    let found = solved(&game, 1).mixed.unwrap();
    assert_eq!((&found.mix[0], &found.value), (&ratio(1, 2), &ratio(7, 2)));
}

#[test]
fn in_a_zero_sum_game_leading_is_worth_the_value() {
    let value = |name: &str| solved(&known_game(name), 0).mixed.unwrap().value.clone();
    assert_eq!(value("matching_pennies"), ratio(0, 1));
    assert_eq!(value("oneill_4x4") + solved(&known_game("oneill_4x4"), 1).mixed.unwrap().value.clone(), ratio(0, 1));
    assert_eq!(value("rock_paper_scissors_lizard_spock"), ratio(0, 1));
}

#[test]
fn leading_is_never_worse_than_any_equilibrium() {
    let mut checked = 0;
    for (name, about) in &expected() {
        let game = known_game(name);
        if game.player_count() != 2 || game.profile_count() > 64 {
            continue;
        }
        for leader in 0..2 {
            let value = solved(&game, leader).mixed.unwrap().value.clone();
            for profile in about["exact_equilibria"].as_array().unwrap() {
                let profile = profile_from_json(profile);
                let payoffs = exact_expected_payoffs(&game, &profile, leader).unwrap();
                let earned = profile.mixes()[leader].iter().zip(&payoffs);
                let earned = earned.fold(Rational::ZERO, |sum, (share, payoff)| sum + share * payoff);
                assert!(value >= earned, "{name}");
                checked += 1;
            }
        }
    }
    assert!(checked > 60, "{checked}");
}

#[test]
fn a_wrong_reply_or_mix_is_refused() {
    let game = Game::bimatrix(&[[2, 4], [1, 3]], &[[1, 0], [0, 1]]).unwrap();
    let first = [ratio(1, 1), ratio(0, 1)];
    assert!(follower_regret(&game, 0, &first, 0).unwrap().passes());
    assert!(!follower_regret(&game, 0, &first, 1).unwrap().passes());
    assert!(follower_regret(&game, 0, &first, 2).is_err());
    assert!(outcomes(&game, 0, &first[..1]).is_err());
    assert!(stackelberg(&game, 2, &Effort::unlimited()).is_err());
    assert!(stackelberg(&known_game("rand_2x2x2_s0"), 0, &Effort::unlimited()).is_err());
}

#[test]
fn a_budget_says_which_replies_are_left() {
    let game = known_game("rand_bi_8x8_s0");
    let found = stackelberg(&game, 0, &Effort::unlimited().with_steps(4)).unwrap();
    assert_eq!(found.status, Status::LimitReached { iterations: 4 });
    let Completeness::Partial { not_searched, .. } = &found.completeness else { panic!("{found:?}") };
    assert!(not_searched.contains("of the 8 replies best"), "{not_searched}");
    assert!(found.proof.is_none());
}
