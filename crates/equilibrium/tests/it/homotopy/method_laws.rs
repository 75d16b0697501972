//! What must not change the answers of the methods that find one equilibrium or a few.

use moloch_core::Effort;
use moloch_equilibrium::finite::homotopy::{gnm, ipa, liap, one_equilibrium, simpdiv};
use moloch_equilibrium::finite::{
    Game, Number, NumericalSet, Profile, Rational, SolveError, certificate, parse_exact, rational,
};
use proptest::prelude::*;

use super::support::no_limit;

type Method = fn(&Game, &Effort, u64) -> Result<NumericalSet, SolveError>;

fn by_default(game: &Game, effort: &Effort, seed: u64) -> Result<NumericalSet, SolveError> {
    one_equilibrium(game, effort, seed).map(|found| found.set)
}

const METHODS: [(&str, Method); 5] =
    [("ipa", ipa), ("gnm", gnm), ("simpdiv", simpdiv), ("liap", liap), ("default", by_default)];

/// Exact games of two and three players.
fn games() -> impl Strategy<Value = Game> {
    let shapes = prop::sample::select(vec![vec![2, 2, 2], vec![2, 3, 2], vec![3, 3]]);
    (shapes, any::<u64>()).prop_map(|(shape, seed)| {
        let mut state = seed;
        let payoff = |_: &[usize], _: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % 101).unwrap()
        };
        Game::from_fn(&shape, payoff).unwrap()
    })
}

/// The same game with other payoffs, from the profile, the player and the exact payoff.
fn changed(game: &Game, change: impl Fn(&[usize], usize, Rational) -> Rational) -> Game {
    Game::from_fn(game.action_counts(), |profile, player| {
        Number::from(change(profile, player, game.exact_payoff(player, profile).unwrap()))
    })
    .unwrap()
}

fn found(method: Method, game: &Game) -> NumericalSet {
    method(game, &no_limit().with_steps(2_000), 7).unwrap()
}

fn profiles(set: &NumericalSet) -> Vec<&Profile> {
    set.points.iter().map(|point| &*point.profile).collect()
}

/// Whether mixes, brought back to the original game, are an equilibrium there.
fn holds(game: &Game, mixes: Vec<Vec<f64>>) -> bool {
    certificate::regrets(game, &Profile::new(mixes).unwrap()).unwrap().max_regret_relative() < 1e-9
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Exact payoffs are centred and brought to lowest terms before anything is rounded: not a bit may change.
    #[test]
    fn units_and_gifts_do_not_change_a_bit(
        game in games(), scale in prop::sample::select(vec!["1e-9", "0.3", "7/3", "1e9"]), gift in -10_000_i64..10_000,
    ) {
        let scale = parse_exact(scale).unwrap();
        let other = changed(&game, |profile, player, payoff| {
            let others = profile.iter().enumerate().filter(|(other, _)| *other != player);
            let sum: usize = others.map(|(other, action)| action * (other + 2)).sum();
            payoff * &scale + Rational::from(gift * i64::try_from(sum).unwrap())
        });
        for (name, method) in METHODS {
            let (before, after) = (found(method, &game), found(method, &other));
            prop_assert_eq!(profiles(&before), profiles(&after), "{}", name);
            prop_assert_eq!(before.status, after.status, "{}", name);
        }
    }

    #[test]
    fn players_and_actions_may_change_places(game in games()) {
        let counts = game.action_counts();
        let (last, width) = (counts.len() - 1, counts[0]);
        // Players in reverse, and the first player's actions too.
        let reversed: Vec<usize> = counts.iter().rev().copied().collect();
        let moved = Game::from_fn(&reversed, |profile, player| {
            let mut original: Vec<usize> = profile.iter().rev().copied().collect();
            original[0] = width - 1 - original[0];
            Number::from(game.exact_payoff(last - player, &original).unwrap())
        });
        let moved = moved.unwrap();
        for (name, method) in METHODS {
            for profile in profiles(&found(method, &moved)) {
                let mut mixes: Vec<Vec<f64>> = profile.mixes().iter().rev().cloned().collect();
                mixes[0].reverse();
                prop_assert!(holds(&game, mixes), "{}", name);
            }
        }
    }

    #[test]
    fn a_worse_action_is_not_played_and_a_copy_shares(game in games(), loss in 0_i64..50) {
        let width = game.action_counts()[0];
        let mut counts = game.action_counts().to_vec();
        counts[0] += 1;
        let wider = Game::from_fn(&counts, |profile, player| {
            let mut original = profile.to_vec();
            original[0] = original[0].min(width - 1);
            let payoff = game.exact_payoff(player, &original).unwrap();
            let less = if player == 0 && profile[0] == width { loss } else { 0 };
            Number::from(payoff - rational(less, 1).unwrap())
        });
        let wider = wider.unwrap();
        for (name, method) in METHODS {
            for profile in profiles(&found(method, &wider)) {
                let mut mixes = profile.mixes().to_vec();
                let last = mixes[0].pop().unwrap();
                prop_assert!(loss == 0 || last == 0.0, "{} plays a dominated action with {}", name, last);
                mixes[0][width - 1] += last;
                prop_assert!(holds(&game, mixes), "{}", name);
            }
        }
    }
}
