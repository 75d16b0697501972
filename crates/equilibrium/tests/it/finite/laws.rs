//! What may be done to a game without changing its equilibria but for labels.

use std::collections::BTreeSet;

use moloch_equilibrium::finite::{
    Dominators, EquilibriumSet, ExactProfile, Game, Number, iterated_strict_dominance, pure_equilibria, two_by_two,
};
use proptest::prelude::*;

use super::support::{changed, ratio, two_by_two_game};

fn payoffs() -> impl Strategy<Value = [i64; 8]> {
    prop::array::uniform8(-3..=3_i64)
}

/// Faces of all subsets of all components: the set without its certificates.
fn shape(set: &EquilibriumSet) -> Vec<Vec<moloch_equilibrium::finite::Subset>> {
    set.components.iter().map(|component| component.subsets().to_vec()).collect()
}

fn extreme(set: &EquilibriumSet) -> BTreeSet<ExactProfile> {
    set.extreme_points().map(|point| (**point).clone()).collect()
}

/// Extreme equilibria grouped by component, with each player's mix changed by `relabel`.
fn relabelled(
    set: &EquilibriumSet,
    relabel: impl Fn(&ExactProfile) -> ExactProfile,
) -> BTreeSet<(usize, BTreeSet<ExactProfile>)> {
    let points = |component: &moloch_equilibrium::finite::Component| {
        component.extreme_points().iter().map(|point| relabel(point)).collect()
    };
    set.components.iter().map(|component| (component.dimension(), points(component))).collect()
}

fn small_game() -> impl Strategy<Value = Game> {
    prop::collection::vec(1..=3usize, 2..=4).prop_flat_map(|actions| {
        let size = actions.iter().product::<usize>();
        let columns = prop::collection::vec(prop::collection::vec(-2..=2_i64, size), actions.len());
        columns.prop_map(move |columns| Game::from_columns(&actions, columns).unwrap())
    })
}

/// Pure equilibria by the definition.
fn brute_force(game: &Game) -> BTreeSet<Vec<usize>> {
    let is_stable = |profile: &Vec<usize>| {
        (0..profile.len()).all(|player| {
            let earned = game.exact_payoff(player, profile).unwrap();
            (0..game.action_counts()[player]).all(|action| {
                let mut other = profile.clone();
                other[player] = action;
                game.exact_payoff(player, &other).unwrap() <= earned
            })
        })
    };
    (0..game.profile_count()).map(|number| game.profile(number).unwrap()).filter(is_stable).collect()
}

fn found(game: &Game) -> BTreeSet<Vec<usize>> {
    pure_equilibria(game).unwrap().iter().collect()
}

proptest! {
    #[test]
    fn a_unit_of_account_from_a_billionth_to_a_billion_changes_nothing(payoffs in payoffs(), power in -9..=9_i32) {
        let game = two_by_two_game(payoffs);
        let power_of_ten = 10_i64.pow(power.unsigned_abs());
        let factor = if power < 0 { ratio(1, power_of_ten) } else { ratio(power_of_ten, 1) };
        let scaled = changed(&game, |_, _, payoff| payoff * &factor);
        let (before, after) = (two_by_two(&game).unwrap(), two_by_two(&scaled).unwrap());
        prop_assert_eq!(shape(&before), shape(&after));
        prop_assert_eq!(found(&game), found(&scaled));
    }

    #[test]
    fn in_doubles_a_unit_of_account_changes_no_component(payoffs in payoffs(), power in -9..=9_i32) {
        let game = two_by_two_game(payoffs);
        let scaled = Game::from_fn(&[2, 2], |profile, player| {
            game.payoff(player, profile).unwrap() * 10_f64.powi(power)
        }).unwrap();
        let (before, after) = (two_by_two(&game).unwrap(), two_by_two(&scaled).unwrap());
        prop_assert_eq!(before.components.len(), after.components.len());
        for (before, after) in before.extreme_points().zip(after.extreme_points()) {
            let (before, after) = (before.to_f64(), after.to_f64());
            for (a, b) in before.mixes().iter().flatten().zip(after.mixes().iter().flatten()) {
                prop_assert!((a - b).abs() < 1e-14);
            }
        }
        prop_assert_eq!(found(&game), found(&scaled));
    }

    #[test]
    fn what_a_player_cannot_influence_does_not_matter(
        payoffs in payoffs(),
        gifts in prop::array::uniform2(prop::array::uniform2(-1000..=1000_i64)),
    ) {
        let game = two_by_two_game(payoffs);
        let gifted = changed(&game, |player, other, payoff| payoff + ratio(gifts[player][other], 7));
        prop_assert_eq!(shape(&two_by_two(&game).unwrap()), shape(&two_by_two(&gifted).unwrap()));
        prop_assert_eq!(found(&game), found(&gifted));
    }

    #[test]
    fn players_may_change_seats(payoffs in payoffs()) {
        let game = two_by_two_game(payoffs);
        let swapped = Game::from_fn(&[2, 2], |profile, player| {
            Number::from(game.exact_payoff(1 - player, &[profile[1], profile[0]]).unwrap())
        }).unwrap();
        let seats = |point: &ExactProfile| ExactProfile::new(point.mixes().iter().rev().cloned().collect()).unwrap();
        let same = |point: &ExactProfile| point.clone();
        let (before, after) = (two_by_two(&game).unwrap(), two_by_two(&swapped).unwrap());
        prop_assert_eq!(relabelled(&before, seats), relabelled(&after, same));
    }

    #[test]
    fn actions_may_change_order(payoffs in payoffs()) {
        let game = two_by_two_game(payoffs);
        let swapped = game.restricted(&[vec![1, 0], vec![0, 1]]).unwrap();
        let reorder = |point: &ExactProfile| {
            let mut mixes = point.mixes().to_vec();
            mixes[0].reverse();
            ExactProfile::new(mixes).unwrap()
        };
        let same = |point: &ExactProfile| point.clone();
        let (before, after) = (two_by_two(&game).unwrap(), two_by_two(&swapped).unwrap());
        prop_assert_eq!(relabelled(&before, reorder), relabelled(&after, same));
    }

    #[test]
    fn a_dominated_action_more_changes_nothing(payoffs in payoffs(), loss in 1..=5_i64) {
        let game = two_by_two_game(payoffs);
        // Player 1 gets a third action, worse than its second by `loss` whatever happens.
        let wider = Game::from_fn(&[3, 2], |profile, player| {
            let copied = [profile[0].min(1), profile[1]];
            let extra = if player == 0 && profile[0] == 2 { loss } else { 0 };
            game.exact_payoff(player, &copied).unwrap() - ratio(extra, 1)
        }).unwrap();
        prop_assert_eq!(found(&game), found(&wider));
        let reduction = iterated_strict_dominance(&wider, Dominators::PureAndMixed).unwrap();
        prop_assert!(reduction.eliminations.iter().any(|gone| (gone.round, gone.player, gone.action) == (1, 0, 2)));
        let alone = iterated_strict_dominance(&game, Dominators::PureAndMixed).unwrap();
        prop_assert_eq!(reduction.kept, alone.kept);
    }

    #[test]
    fn a_copied_action_doubles_the_pure_equilibria_that_use_it(payoffs in payoffs()) {
        let game = two_by_two_game(payoffs);
        let wider = Game::from_fn(&[3, 2], |profile, player| {
            game.exact_payoff(player, &[profile[0].min(1), profile[1]]).unwrap()
        }).unwrap();
        let mut expected = found(&game);
        for profile in found(&game) {
            if profile[0] == 1 {
                expected.insert(vec![2, profile[1]]);
            }
        }
        prop_assert_eq!(found(&wider), expected);
        // A copy is no better than the original: strict dominance must not remove either alone.
        let reduction = iterated_strict_dominance(&wider, Dominators::PureAndMixed).unwrap();
        prop_assert_eq!(reduction.kept[0].contains(&1), reduction.kept[0].contains(&2));
    }

    #[test]
    fn pure_equilibria_follow_the_definition(game in small_game()) {
        prop_assert_eq!(found(&game), brute_force(&game));
    }

    #[test]
    fn pure_equilibria_of_two_actions_are_the_pure_ones_among_all(payoffs in payoffs()) {
        let game = two_by_two_game(payoffs);
        let all = two_by_two(&game).unwrap();
        for number in 0..4 {
            let actions = game.profile(number).unwrap();
            let profile = ExactProfile::pure(&[2, 2], &actions).unwrap();
            prop_assert_eq!(all.contains(&profile), found(&game).contains(&actions));
        }
    }

    #[test]
    fn dominance_in_any_arithmetic_is_the_same_and_keeps_every_pure_equilibrium(game in small_game()) {
        let doubles = Game::from_fn(game.action_counts(), |profile, player| game.payoff(player, profile).unwrap()).unwrap();
        for dominators in [Dominators::Pure, Dominators::PureAndMixed] {
            let reduction = iterated_strict_dominance(&game, dominators).unwrap();
            let again = iterated_strict_dominance(&doubles, dominators).unwrap();
            prop_assert_eq!(&reduction.kept, &again.kept);
            let mapped: BTreeSet<Vec<usize>> = found(&reduction.game)
                .into_iter()
                .map(|profile| profile.iter().zip(&reduction.kept).map(|(&a, kept)| kept[a]).collect())
                .collect();
            prop_assert_eq!(mapped, found(&game));
        }
    }

    #[test]
    fn the_reduced_two_by_two_game_has_the_same_mixed_equilibria(payoffs in payoffs()) {
        let game = two_by_two_game(payoffs);
        let reduction = iterated_strict_dominance(&game, Dominators::Pure).unwrap();
        if let Some(solution) = reduction.solution() {
            let only = ExactProfile::pure(&[2, 2], &solution).unwrap();
            prop_assert_eq!(extreme(&two_by_two(&game).unwrap()), BTreeSet::from([only]));
        }
    }
}
