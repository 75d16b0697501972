//! What does not change the branch, or changes it in a known way.

use moloch_equilibrium::finite::homotopy::{Units, logit_at, logit_limit};
use moloch_equilibrium::finite::{Game, Profile};
use proptest::prelude::*;

use super::support::{distance, no_limit, scattered};

/// The limit where it is regular: an irregular one need not be decided to the last digit.
fn limit(game: &Game, units: Units) -> Option<Profile> {
    let branch = logit_limit(game, units, &no_limit()).unwrap();
    let regular = branch.limit.filter(|limit| limit.is_regular)?;
    Some((*regular.point.profile).clone())
}

fn response(game: &Game, lambda: f64) -> Profile {
    logit_at(game, lambda, &no_limit()).unwrap().response.unwrap().profile.clone()
}

/// The same game with other payoffs, from the profile, the player and the payoff.
fn changed(game: &Game, change: impl Fn(&[usize], usize, f64) -> f64) -> Game {
    Game::from_fn(game.action_counts(), |profile, player| {
        change(profile, player, game.payoff(player, profile).unwrap())
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_unit_of_account_divides_the_precision(seed in 0..1000_u64, power in -9..=9_i32) {
        let game = scattered(&[2, 3, 2], seed);
        let factor = 10_f64.powi(power);
        let scaled = changed(&game, |_, _, payoff| payoff * factor);
        prop_assert!(distance(&response(&game, 0.05), &response(&scaled, 0.05 / factor)) < 1e-11);
        let (before, after) = (limit(&game, Units::AsGiven), limit(&scaled, Units::AsGiven));
        prop_assume!(before.is_some() && after.is_some());
        prop_assert!(distance(&before.unwrap(), &after.unwrap()) < 1e-11);
    }

    #[test]
    fn one_players_unit_of_account_does_not_matter_in_own_ranges(seed in 0..1000_u64, power in -9..=9_i32) {
        let game = scattered(&[3, 2, 2], seed);
        let factor = 10_f64.powi(power);
        let scaled = changed(&game, |_, player, payoff| if player == 1 { payoff * factor } else { payoff });
        let (before, after) = (limit(&game, Units::OwnRange), limit(&scaled, Units::OwnRange));
        prop_assume!(before.is_some() && after.is_some());
        prop_assert!(distance(&before.unwrap(), &after.unwrap()) < 1e-11);
    }

    #[test]
    fn what_a_player_cannot_influence_does_not_matter(seed in 0..1000_u64, gift in -500..500_i32) {
        let game = scattered(&[2, 3, 2], seed);
        // Depends on what the others do only.
        let gifted = changed(&game, |profile, player, payoff| {
            let others: usize = (0..3).filter(|&other| other != player).map(|other| profile[other] * (other + 2)).sum();
            payoff + f64::from(gift) * others as f64
        });
        prop_assert!(distance(&response(&game, 0.05), &response(&gifted, 0.05)) < 1e-9);
    }

    #[test]
    fn players_and_actions_may_change_places(seed in 0..1000_u64) {
        let game = scattered(&[2, 3, 4], seed);
        // Players in the order 3, 1, 2, and the first player's actions exchanged.
        let moved = Game::from_fn(&[4, 2, 3], |profile, player| {
            let original = [1 - profile[1], profile[2], profile[0]];
            game.payoff([2, 0, 1][player], &original).unwrap()
        }).unwrap();
        let (ends, ends_moved) = (limit(&game, Units::AsGiven), limit(&moved, Units::AsGiven));
        prop_assume!(ends.is_some() && ends_moved.is_some());
        let pairs = [(response(&game, 0.03), response(&moved, 0.03)), (ends.unwrap(), ends_moved.unwrap())];
        for (before, after) in pairs {
            let mixes = after.mixes();
            let first = vec![mixes[1][1], mixes[1][0]];
            let back = Profile::new(vec![first, mixes[2].clone(), mixes[0].clone()]).unwrap();
            prop_assert!(distance(&before, &back) < 1e-11);
        }
    }

    #[test]
    fn a_dominated_action_is_not_played_in_the_limit(seed in 0..1000_u64, loss in 1..50_i32) {
        let game = scattered(&[2, 2, 2], seed);
        let wider = Game::from_fn(&[3, 2, 2], |profile, player| {
            let copied = [profile[0].min(1), profile[1], profile[2]];
            let less = if player == 0 && profile[0] == 2 { f64::from(loss) } else { 0.0 };
            game.payoff(player, &copied).unwrap() - less
        }).unwrap();
        let played = limit(&wider, Units::AsGiven);
        prop_assume!(played.is_some());
        let played = played.unwrap();
        prop_assert_eq!(played.mixes()[0][2], 0.0);
        let mixes = [played.mixes()[0][..2].to_vec(), played.mixes()[1].clone(), played.mixes()[2].clone()];
        let narrow = Profile::new(mixes.to_vec()).unwrap();
        let regrets = moloch_equilibrium::finite::certificate::regrets(&game, &narrow).unwrap();
        prop_assert!(regrets.max_regret_relative() < 1e-12);
    }

    #[test]
    fn copies_of_an_action_are_played_alike(seed in 0..1000_u64) {
        let game = scattered(&[2, 2, 2], seed);
        let wider = Game::from_fn(&[3, 2, 2], |profile, player| {
            game.payoff(player, &[profile[0].min(1), profile[1], profile[2]]).unwrap()
        }).unwrap();
        let played = response(&wider, 0.04);
        prop_assert!((played.mixes()[0][1] - played.mixes()[0][2]).abs() < 1e-14);
        let branch = logit_limit(&wider, Units::AsGiven, &no_limit()).unwrap();
        // Where the copies are played, how they share is not decided by the equilibrium.
        prop_assume!(branch.limit.is_some());
        let limit = branch.limit.unwrap();
        let copies = &limit.point.profile.mixes()[0][1..];
        prop_assert!(limit.regret < 1e-9);
        prop_assert!(!limit.is_regular || copies[0] + copies[1] < 1e-9);
    }
}
