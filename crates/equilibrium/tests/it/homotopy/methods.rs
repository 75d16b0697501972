//! The methods that find one equilibrium or a few: what they return is certified, or they say why they return nothing.

use moloch_core::{CancelToken, Completeness, Effort, Status};
use moloch_equilibrium::finite::homotopy::{gnm, ipa, liap, one_equilibrium, simpdiv};
use moloch_equilibrium::finite::{Game, NumericalSet, SolveError};

use super::support::{
    MANY_PLAYERS, MIXED_SHAPES, assert_certified, distance_to_known, known_game, no_limit, scattered,
};

type Method = fn(&Game, &Effort, u64) -> Result<NumericalSet, SolveError>;
const METHODS: [(&str, Method); 4] = [("ipa", ipa), ("gnm", gnm), ("simpdiv", simpdiv), ("liap", liap)];

/// An answer, or a status that says that there is none.
fn assert_truthful(set: &NumericalSet, what: &str) {
    if set.status.is_success() {
        assert!(!set.points.is_empty(), "{what}: success without an equilibrium");
        assert_eq!(set.completeness, Completeness::Sample, "{what}");
    } else {
        assert!(matches!(set.completeness, Completeness::Partial { .. }), "{what}");
    }
}

#[test]
fn every_method_certifies_what_it_finds_on_the_reference_games() {
    for name in MANY_PLAYERS {
        let game = known_game(name);
        for (method, solve) in METHODS {
            let what = format!("{method} on {name}");
            let set = solve(&game, &no_limit().with_steps(3000), 1).unwrap();
            assert_truthful(&set, &what);
            assert_certified(&game, &set, &what);
        }
    }
}

#[test]
fn what_they_find_is_in_the_known_complete_list() {
    for name in [
        "mckelvey_mclennan_2x2x2",
        "jordan_matching_pennies_3p",
        "el_farol_3_cap1",
        "rand_2x2x2_s0",
        "rand_2x3x4_s0",
        "treadmill_4",
    ] {
        let game = known_game(name);
        for (method, solve) in METHODS {
            let set = solve(&game, &no_limit().with_steps(5000), 2).unwrap();
            for point in &set.points {
                assert!(distance_to_known(name, &point.profile) < 1e-10, "{method} on {name}");
            }
        }
    }
}

#[test]
fn on_random_games_every_method_answers_or_says_why_not() {
    for seed in 0..60_u64 {
        let shape = MIXED_SHAPES[usize::try_from(seed).unwrap() % MIXED_SHAPES.len()];
        let game = scattered(shape, seed);
        for (method, solve) in METHODS {
            let what = format!("{method} on {shape:?} seed {seed}");
            let set = solve(&game, &no_limit().with_steps(1500), seed).unwrap();
            assert_truthful(&set, &what);
            assert_certified(&game, &set, &what);
        }
    }
}

/// Where curves of one support come near each other, long steps went over from one to the other: these paths came back to
/// where they had started, or ran round in a loop.
#[test]
fn the_path_of_the_global_newton_method_does_not_stray_onto_another_curve() {
    let strayed: [(&[usize], &[u64]); 6] = [
        (&[2; 3], &[27]),
        (&[3; 3], &[40, 102]),
        (&[2; 4], &[68, 185]),
        (&[2, 3, 4], &[100, 122, 129, 156]),
        (&[4; 3], &[3, 114, 116]),
        (&[2; 5], &[15, 36, 49, 76, 85, 136, 170]),
    ];
    for (shape, seeds) in strayed {
        for &seed in seeds {
            let set = gnm(&scattered(shape, seed), &no_limit(), 0).unwrap();
            assert!(set.status.is_success(), "{shape:?} seed {seed}: {}", set.status);
            assert_eq!(set.points.len() % 2, 1, "{shape:?} seed {seed}");
        }
    }
}

#[test]
fn the_path_of_the_global_newton_method_meets_equilibria_of_both_signs_by_turns() {
    let mut complete = 0;
    for seed in 0..40 {
        let set = gnm(&scattered(&[3, 3, 3], seed), &no_limit(), 0).unwrap();
        if set.status.is_success() && set.points.iter().all(|point| point.index.is_some()) {
            assert_eq!(set.index_sum(), Some(1), "seed {seed}");
            complete += 1;
        }
    }
    assert!(complete >= 20, "{complete} of 40");
}

/// Sharp bends: a step that is not shortened there comes out on the way back, or on another curve, and the path ends
/// where it began after an even number of equilibria, or goes round for ever.
#[test]
fn the_path_of_the_global_newton_method_is_not_left_in_a_sharp_bend() {
    let games: [(&[usize], u64); 3] = [(&[3; 3], 5), (&[3; 3], 88), (&[4; 3], 89)];
    for (shape, seed) in games {
        let set = gnm(&scattered(shape, seed), &no_limit(), 0).unwrap();
        assert!(set.status.is_success(), "{shape:?} seed {seed}: {}", set.status);
        assert_eq!(set.points.len() % 2, 1, "{shape:?} seed {seed}");
    }
}

#[test]
fn the_default_answers_on_every_game_and_says_how() {
    let shapes: [&[usize]; 7] = [&[3; 3], &[2; 6], &[4; 3], &[3; 4], &[5; 3], &[6; 3], &[3; 5]];
    for shape in shapes {
        for seed in 0..4 {
            let game = scattered(shape, seed);
            let one = one_equilibrium(&game, &no_limit(), 0).unwrap();
            assert_eq!(one.set.points.len(), 1, "{shape:?} seed {seed}: {:?}", one.attempts);
            assert!(one.answered_by().is_some());
            assert_certified(&game, &one.set, "the default");
        }
    }
    for name in MANY_PLAYERS {
        let game = known_game(name);
        let one = one_equilibrium(&game, &no_limit(), 0).unwrap();
        assert!(one.answered_by().is_some(), "{name}: {:?}", one.attempts);
        assert_certified(&game, &one.set, name);
    }
}

#[test]
fn the_default_removes_dominated_actions_and_gives_fractions() {
    // Matching pennies with a third action for player 1 that is worse than its first.
    let game = Game::bimatrix(&[[1, -1], [-1, 1], [0, -2]], &[[-1, 1], [1, -1], [5, 5]]).unwrap();
    let one = one_equilibrium(&game, &no_limit(), 0).unwrap();
    assert_eq!(one.attempts[1].how, "1 strictly dominated actions removed");
    let exact = one.exact.unwrap();
    assert_eq!(exact.mixes()[0].iter().map(ToString::to_string).collect::<Vec<_>>(), ["1/2", "1/2", "0"]);
    assert_certified(&game, &one.set, "with a dominated action");
}

#[test]
fn a_cancelled_search_returns_at_once_and_says_so() {
    let cancel = CancelToken::default();
    cancel.cancel();
    let effort = Effort::unlimited().with_cancel(cancel);
    let game = scattered(&[3, 3, 3], 0);
    for (method, solve) in METHODS {
        let set = solve(&game, &effort, 0).unwrap();
        assert_eq!(set.status, Status::StoppedByUser, "{method}");
        assert!(set.points.is_empty() && matches!(set.completeness, Completeness::Partial { .. }));
    }
    let one = one_equilibrium(&game, &effort, 0).unwrap();
    assert!(one.set.points.is_empty() && one.answered_by().is_none());
}

#[test]
fn the_same_seed_does_the_same_work() {
    let game = scattered(&[3, 3, 3, 3], 1);
    for (method, solve) in METHODS {
        let effort = no_limit().with_steps(1000);
        assert_eq!(solve(&game, &effort, 7).unwrap(), solve(&game, &effort, 7).unwrap(), "{method}");
    }
}
