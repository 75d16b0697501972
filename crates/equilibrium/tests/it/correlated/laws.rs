//! What may be done to a game without changing what can be promised or committed to.

use moloch_equilibrium::finite::correlated::{Obedience, Objective};
use moloch_equilibrium::finite::{Game, Number, Rational};
use proptest::prelude::*;

use super::commitment::solved;
use super::devices::best;
use crate::finite::support::{changed, ratio};

fn small_game() -> impl Strategy<Value = Game> {
    prop::collection::vec(2..=3_usize, 2..=3).prop_flat_map(|actions| {
        let size = actions.iter().product::<usize>();
        let columns = prop::collection::vec(prop::collection::vec(-4..=4_i64, size), actions.len());
        columns.prop_map(move |columns| Game::from_columns(&actions, columns).unwrap())
    })
}

fn two_players() -> impl Strategy<Value = Game> {
    small_game().prop_filter("two players", |game| game.player_count() == 2)
}

fn both() -> impl Strategy<Value = Obedience> {
    prop_oneof![Just(Obedience::Correlated), Just(Obedience::Coarse)]
}

/// The second player's first action once more, at the end.
fn with_a_twin(game: &Game) -> Game {
    let [rows, columns] = [game.action_counts()[0], game.action_counts()[1]];
    Game::from_fn(&[rows, columns + 1], |profile, player| {
        Number::from(game.exact_payoff(player, &[profile[0], profile[1] % columns]).unwrap())
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_unit_of_account_changes_the_unit_only(game in two_players(), obedience in both(), power in -9..=9_isize) {
        let unit = ratio(10, 1).pow(power);
        let scaled = changed(&game, |_, _, payoff| payoff * &unit);
        for objective in [Objective::TotalPayoff, Objective::Egalitarian, Objective::Most(1), Objective::Least(0)] {
            let (before, after) = (best(&game, obedience, objective), best(&scaled, obedience, objective));
            prop_assert_eq!(before.total_payoff().is_zero(), after.total_payoff().is_zero());
            if objective == Objective::TotalPayoff {
                prop_assert_eq!(before.total_payoff() * &unit, after.total_payoff());
            }
        }
        for leader in 0..2 {
            let (before, after) = (solved(&game, leader), solved(&scaled, leader));
            prop_assert_eq!(before.mixed.unwrap().value.clone() * &unit, after.mixed.unwrap().value.clone());
            prop_assert_eq!(before.pure.value.clone() * &unit, after.pure.value.clone());
        }
    }

    #[test]
    fn exchanging_seats_exchanges_what_is_earned(game in two_players(), obedience in both()) {
        let [rows, columns] = [game.action_counts()[0], game.action_counts()[1]];
        let turned = Game::from_fn(&[columns, rows], |profile, player| {
            Number::from(game.exact_payoff(1 - player, &[profile[1], profile[0]]).unwrap())
        }).unwrap();
        let most = |game: &Game, player: usize| best(game, obedience, Objective::Most(player)).payoffs()[player].clone();
        prop_assert_eq!(most(&game, 0), most(&turned, 1));
        prop_assert_eq!(solved(&game, 0).mixed.unwrap().value.clone(), solved(&turned, 1).mixed.unwrap().value.clone());
    }

    #[test]
    fn a_twin_of_an_action_changes_no_value(game in two_players(), obedience in both()) {
        let twin = with_a_twin(&game);
        let total = |game: &Game| best(game, obedience, Objective::TotalPayoff).total_payoff();
        prop_assert_eq!(total(&game), total(&twin));
        for leader in 0..2 {
            let value = |game: &Game| solved(game, leader).mixed.unwrap().value.clone();
            prop_assert_eq!(value(&game), value(&twin));
        }
    }

    #[test]
    fn an_action_that_is_always_worse_is_never_recommended(game in two_players(), loss in 1..=5_i64) {
        let [rows, columns] = [game.action_counts()[0], game.action_counts()[1]];
        let wider = Game::from_fn(&[rows + 1, columns], |profile, player| {
            let extra = if player == 0 && profile[0] == rows { loss } else { 0 };
            let payoff = game.exact_payoff(player, &[profile[0].min(rows - 1), profile[1]]).unwrap();
            Number::from(payoff - ratio(extra, 1))
        }).unwrap();
        let device = best(&wider, Obedience::Correlated, Objective::TotalPayoff);
        prop_assert!(device.recommended(&wider).iter().all(|(profile, _)| profile[0] < rows));
        prop_assert_eq!(device.total_payoff(), best(&game, Obedience::Correlated, Objective::TotalPayoff).total_payoff());
    }

    /// Programmes of this size are searched in doubles and proved exactly.
    #[test]
    fn the_order_of_actions_changes_no_value_of_a_larger_game(columns in prop::collection::vec(-2..=2_i64, 72)) {
        let (first, second) = columns.split_at(36);
        let game = Game::from_columns(&[6, 6], vec![first.to_vec(), second.to_vec()]).unwrap();
        let turned = game.restricted(&[(0..6).rev().collect(), vec![3, 1, 4, 0, 5, 2]]).unwrap();
        for objective in [Objective::TotalPayoff, Objective::Most(1)] {
            let value = |game: &Game| {
                let device = best(game, Obedience::Correlated, objective);
                if objective == Objective::TotalPayoff { device.total_payoff() } else { device.payoffs()[1].clone() }
            };
            prop_assert_eq!(value(&game), value(&turned));
        }
    }

    #[test]
    fn the_objectives_bound_one_another(game in small_game(), obedience in both()) {
        let payoffs = |objective| best(&game, obedience, objective).payoffs().to_vec();
        let total = payoffs(Objective::TotalPayoff).iter().fold(Rational::ZERO, |sum, one| sum + one);
        let egalitarian = payoffs(Objective::Egalitarian);
        let least = egalitarian.iter().min().cloned().unwrap();
        let players = i64::try_from(game.player_count()).unwrap();
        prop_assert!(least.clone() * ratio(players, 1) <= total);
        let mut sum_of_most = Rational::ZERO;
        for player in 0..game.player_count() {
            let most = payoffs(Objective::Most(player))[player].clone();
            prop_assert!(payoffs(Objective::Least(player))[player] <= most);
            prop_assert!(least <= most);
            sum_of_most += most;
        }
        prop_assert!(total <= sum_of_most);
    }

    #[test]
    fn the_least_committal_device_passes_its_check(game in small_game(), obedience in both()) {
        let device = best(&game, obedience, Objective::MaximumEntropy);
        prop_assert!(device.certificate().passes(), "{}", device.certificate());
        // No other device that we know has more entropy.
        let entropy = |shares: &[Rational]| {
            let parts = shares.iter().map(moloch_equilibrium::finite::nearest_f64).filter(|share| *share > 0.0);
            parts.map(|share| -share * share.ln()).sum::<f64>()
        };
        for objective in [Objective::TotalPayoff, Objective::Egalitarian] {
            let other = best(&game, obedience, objective);
            prop_assert!(entropy(other.shares()) <= entropy(device.shares()) + 1e-9);
        }
    }
}
