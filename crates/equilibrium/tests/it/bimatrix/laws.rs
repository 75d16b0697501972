//! What must not change the equilibria.

use std::collections::BTreeSet;

use moloch_core::Effort;
use moloch_equilibrium::finite::bimatrix::vertex_enumeration;
use moloch_equilibrium::finite::{EquilibriumSet, ExactProfile, Game, Number, Rational, parse_exact};
use proptest::prelude::*;

use crate::finite::support::changed;

/// A component: its index, its dimension, its extreme equilibria.
type Shape = (i32, usize, BTreeSet<ExactProfile>);

fn solve(game: &Game) -> EquilibriumSet {
    vertex_enumeration(game, &Effort::unlimited()).unwrap()
}

/// The components of a game with every extreme equilibrium changed in some way.
fn shapes(game: &Game, change: impl Fn(&[Vec<Rational>]) -> Vec<Vec<Rational>>) -> BTreeSet<Shape> {
    let set = solve(game);
    assert!(set.is_complete());
    let shape = |component: &moloch_equilibrium::finite::Component| {
        let points = component.extreme_points().iter();
        let profiles = points.map(|point| ExactProfile::new(change(point.mixes())).unwrap()).collect();
        (component.index().unwrap(), component.dimension(), profiles)
    };
    set.components.iter().map(shape).collect()
}

fn same(mixes: &[Vec<Rational>]) -> Vec<Vec<Rational>> {
    mixes.to_vec()
}

/// Games of up to four by four with few different payoffs, so that many are degenerate.
fn games() -> impl Strategy<Value = Game> {
    (1_usize..=4, 1_usize..=4, 1_i64..=6).prop_flat_map(|(m, n, spread)| {
        let payoffs = prop::collection::vec(-spread..=spread, 2 * m * n);
        payoffs.prop_map(move |payoffs| {
            Game::from_fn(&[m, n], |profile, player| payoffs[player * m * n + profile[0] * n + profile[1]]).unwrap()
        })
    })
}

/// The game in which a player's actions are played in the given order.
fn rearranged(game: &Game, player: usize, order: &[usize]) -> Game {
    let mut kept: Vec<Vec<usize>> = game.action_counts().iter().map(|&count| (0..count).collect()).collect();
    kept[player] = order.to_vec();
    game.restricted(&kept).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn scale_and_constants_per_opponent_action_change_nothing(
        game in games(), scale in prop::sample::select(vec!["1e-9", "0.3", "7/3", "1e9"]), shift in -1_000_i64..1_000,
    ) {
        let scale = parse_exact(scale).unwrap();
        let other = changed(&game, |player, opponent, payoff| {
            let constant = Rational::from(shift * i64::try_from(opponent + player).unwrap());
            payoff * &scale + constant
        });
        prop_assert_eq!(shapes(&game, same), shapes(&other, same));
    }

    #[test]
    fn doubles_mean_the_fractions_they_are(game in games()) {
        let doubles = Game::from_fn(game.action_counts(), |profile, player| {
            Number::Float(game.payoff(player, profile).unwrap() * 0.1)
        });
        let doubles = doubles.unwrap();
        let exact = Game::from_fn(game.action_counts(), |profile, player| {
            Number::from(doubles.exact_payoff(player, profile).unwrap())
        });
        prop_assert_eq!(shapes(&doubles, same), shapes(&exact.unwrap(), same));
    }

    /// Another order of actions is another perturbation of a degenerate game: the indices must not notice.
    #[test]
    fn the_order_of_actions_changes_only_their_order(game in games(), player in 0_usize..2, seed in any::<u64>()) {
        let count = game.action_counts()[player];
        let mut order: Vec<usize> = (0..count).collect();
        order.rotate_left(usize::try_from(seed % 4).unwrap() % count);
        if seed % 8 > 3 {
            order.reverse();
        }
        let reordered = |mixes: &[Vec<Rational>]| {
            let mut mixes = mixes.to_vec();
            mixes[player] = order.iter().map(|&action| mixes[player][action].clone()).collect();
            mixes
        };
        prop_assert_eq!(shapes(&game, reordered), shapes(&rearranged(&game, player, &order), same));
    }

    /// One polytope serves both players of a game that is the same from both seats; another order of one player's actions
    /// makes two of it.
    #[test]
    fn a_game_that_is_the_same_from_both_seats_is_solved_as_any_other(
        count in 2_usize..=5, payoffs in prop::collection::vec(-3_i64..=3, 25),
    ) {
        let game = Game::from_fn(&[count, count], |profile, player| {
            payoffs[5 * profile[player] + profile[1 - player]]
        });
        let game = game.unwrap();
        let order: Vec<usize> = (0..count).rev().collect();
        let reversed = |mixes: &[Vec<Rational>]| vec![mixes[0].clone(), mixes[1].iter().rev().cloned().collect()];
        let disguised = rearranged(&game, 1, &order);
        prop_assert_eq!(shapes(&game, reversed), shapes(&disguised, same));
        prop_assert!(solve(&game).method.contains("the same for both players"));
    }

    #[test]
    fn exchanging_the_players_exchanges_their_mixes(game in games()) {
        let counts = game.action_counts();
        let exchanged = Game::from_fn(&[counts[1], counts[0]], |profile, player| {
            Number::from(game.exact_payoff(1 - player, &[profile[1], profile[0]]).unwrap())
        });
        let swapped = |mixes: &[Vec<Rational>]| vec![mixes[1].clone(), mixes[0].clone()];
        prop_assert_eq!(shapes(&game, swapped), shapes(&exchanged.unwrap(), same));
    }

    #[test]
    fn a_dominated_action_is_never_played(game in games()) {
        let [m, n] = [game.action_counts()[0], game.action_counts()[1]];
        let larger = Game::from_fn(&[m + 1, n], |profile, player| {
            let dominated = profile[0] == m;
            let payoff = game.exact_payoff(player, &[profile[0].min(m - 1), profile[1]]).unwrap();
            Number::from(if dominated && player == 0 { payoff - Rational::from(1) } else { payoff })
        });
        let extended = |mixes: &[Vec<Rational>]| {
            let mut mixes = mixes.to_vec();
            mixes[0].push(Rational::from(0));
            mixes
        };
        let larger = larger.unwrap();
        prop_assert_eq!(shapes(&game, extended), shapes(&larger, same));
        // Where the other has no choice nothing needs to be removed.
        prop_assert!(n == 1 || solve(&larger).counters[0].count >= 1);
    }

    /// With a copy of the last action, merging the copies gives back the components and their indices.
    #[test]
    fn a_copied_action_shares_the_weight_of_its_original(game in games()) {
        let [m, n] = [game.action_counts()[0], game.action_counts()[1]];
        let larger = Game::from_fn(&[m + 1, n], |profile, player| {
            Number::from(game.exact_payoff(player, &[profile[0].min(m - 1), profile[1]]).unwrap())
        });
        let merged = |mixes: &[Vec<Rational>]| {
            let mut mixes = mixes.to_vec();
            let copy = mixes[0].pop().unwrap();
            mixes[0][m - 1] += copy;
            mixes
        };
        let forget = |shapes: BTreeSet<Shape>| shapes.into_iter().map(|(i, _, points)| (i, points)).collect::<BTreeSet<_>>();
        prop_assert_eq!(forget(shapes(&larger.unwrap(), merged)), forget(shapes(&game, same)));
    }
}
