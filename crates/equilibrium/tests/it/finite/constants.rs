//! What is added to a player's payoffs against one choice of the others changes nothing, however large it is: not what
//! is found, nor how exactly, nor the work.

use moloch_core::Effort;
use moloch_equilibrium::anonymous::{AnonymousGame, Role, certificate as anonymous_certificate, symmetric_equilibria};
use moloch_equilibrium::finite::homotopy::{Units, gnm, ipa, liap, logit_limit, simpdiv};
use moloch_equilibrium::finite::lcp::lemke_howson_all_labels;
use moloch_equilibrium::finite::support::support_enumeration;
use moloch_equilibrium::finite::{Game, Number, NumericalSet, Profile, certificate};

use super::support::ratio;

/// A million million times the largest difference that matters.
const LARGE: i64 = 1_000_000_000_000;

/// Payoffs 0 to 100, the same on every machine.
fn scattered(actions: &[usize], seed: u64) -> Game {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x0123_4567;
    Game::from_fn(actions, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % 101).unwrap()
    })
    .unwrap()
}

/// A number that depends on what the others do and on nothing else.
fn gift(profile: &[usize], player: usize) -> i64 {
    let others = profile.iter().enumerate().filter(|&(other, _)| other != player);
    let code = others.fold(player, |code, (other, action)| code * 7 + (other + 2) * action);
    (i64::try_from(code * 31 % 23).unwrap() - 11) * LARGE
}

/// The game with gifts, in whole numbers and in thirds (both exact) and in doubles (which hold these numbers).
fn moved(game: &Game) -> [Game; 3] {
    let payoff = |profile: &[usize], player: usize| {
        game.exact_payoff(player, profile).unwrap() + ratio(gift(profile, player), 1)
    };
    let thirds = |profile: &[usize], player: usize| payoff(profile, player) + ratio(gift(profile, player) + 1, 3);
    [
        Game::from_fn(game.action_counts(), |profile, player| Number::from(payoff(profile, player))).unwrap(),
        Game::from_fn(game.action_counts(), |profile, player| Number::from(thirds(profile, player))).unwrap(),
        Game::from_fn(game.action_counts(), |profile, player| payoff(profile, player).to_f64().value()).unwrap(),
    ]
}

#[test]
fn a_proved_list_does_not_depend_on_what_players_cannot_influence() {
    for (actions, seeds) in [(vec![2, 2, 3], 12), (vec![3, 3], 12), (vec![2, 2, 2, 2], 3)] {
        for seed in 0..seeds {
            let game = scattered(&actions, seed);
            let plain = support_enumeration(&game, &Effort::unlimited()).unwrap();
            for moved in moved(&game) {
                let set = support_enumeration(&moved, &Effort::unlimited()).unwrap();
                assert_eq!(set.points, plain.points, "{actions:?}, seed {seed}");
                assert_eq!((set.completeness, set.counters), (plain.completeness.clone(), plain.counters.clone()));
            }
        }
    }
}

type Method = (&'static str, fn(&Game) -> NumericalSet);

const PATHS: [Method; 5] = [
    ("logit", |game| logit_limit(game, Units::OwnRange, &Effort::unlimited()).unwrap().equilibrium()),
    ("gnm", |game| gnm(game, &Effort::unlimited(), 3).unwrap()),
    ("ipa", |game| ipa(game, &Effort::unlimited().with_steps(400), 3).unwrap()),
    ("simpdiv", |game| simpdiv(game, &Effort::unlimited().with_steps(20_000), 3).unwrap()),
    ("liap", |game| liap(game, &Effort::unlimited().with_steps(2_000), 3).unwrap()),
];

#[test]
fn paths_do_not_depend_on_what_players_cannot_influence() {
    for (actions, seed) in [(vec![2, 2, 3], 1), (vec![3, 4], 2), (vec![2, 2, 2, 2], 3)] {
        let game = scattered(&actions, seed);
        for (method, solve) in PATHS {
            let plain = solve(&game);
            for moved in moved(&game) {
                let set = solve(&moved);
                assert_eq!((&set.points, &set.counters), (&plain.points, &plain.counters), "{method}, {actions:?}");
            }
        }
    }
}

#[test]
fn labels_lead_to_the_same_equilibria_by_the_same_pivots() {
    for seed in 0..10 {
        let game = scattered(&[5, 6], seed);
        let plain = lemke_howson_all_labels(&game, &Effort::unlimited()).unwrap();
        assert_eq!(plain.counters.len(), 1, "nothing is repeated in exact arithmetic: {:?}", plain.counters);
        for moved in moved(&game) {
            let set = lemke_howson_all_labels(&moved, &Effort::unlimited()).unwrap();
            assert_eq!(set.counters, plain.counters, "seed {seed}");
            let profiles = |set: &moloch_equilibrium::finite::EquilibriumSet| {
                set.extreme_points().map(|one| (**one).clone()).collect::<Vec<_>>()
            };
            assert_eq!(profiles(&set), profiles(&plain));
        }
    }
}

/// Against the range of payoffs, which here is nearly all gift, every profile would be an equilibrium.
#[test]
fn a_regret_is_measured_by_what_the_player_can_influence() {
    let game = scattered(&[2, 3, 2], 5);
    let uniform = Profile::uniform(game.action_counts());
    let plain = certificate::regrets(&game, &uniform).unwrap();
    let plain_exact = certificate::exact_regrets(&game, &uniform.to_exact()).unwrap();
    assert!(plain.max_regret_relative() > 0.01);
    for moved in moved(&game) {
        assert_eq!(certificate::regrets(&moved, &uniform).unwrap(), plain);
        assert_eq!(certificate::exact_regrets(&moved, &uniform.to_exact()).unwrap(), plain_exact);
        assert_eq!(moved.stake(0), game.stake(0));
    }
    assert!(!plain.certificate().passes());
}

#[test]
fn alike_players_do_not_depend_on_what_they_cannot_influence() {
    let game = |gift: i64| {
        let role = Role::new("driver", 12, ["bridge", "tunnel", "ferry"]).unwrap();
        AnonymousGame::symmetric(role, |action, others| {
            let crowd = i64::try_from(others[action]).unwrap() + 1;
            let apart = i64::try_from(others[0] * 5 + others[1] * 3).unwrap() % 7 - 3;
            -[2, 3, 7][action] * crowd + apart * gift
        })
        .unwrap()
    };
    let plain = symmetric_equilibria(&game(0), &Effort::unlimited()).unwrap();
    let moved = symmetric_equilibria(&game(LARGE), &Effort::unlimited()).unwrap();
    assert!(!plain.equilibria.is_empty());
    assert_eq!(moved.equilibria, plain.equilibria);
    let uniform = Profile::uniform(&[3]);
    let regret = anonymous_certificate::relative_regrets(&game(LARGE), &uniform).unwrap();
    assert_eq!(regret, anonymous_certificate::relative_regrets(&game(0), &uniform).unwrap());
}
