//! The branch of quantal responses: known points, known limits, residuals, budgets.

use moloch_core::{CancelToken, Certified, Completeness, Concept, Effort, Status};
use moloch_equilibrium::finite::homotopy::{QuantalResponse, certificate, logit, logit_at};
use moloch_equilibrium::finite::{Game, Profile, SolveError};

use super::support::{
    MANY_PLAYERS, MIXED_SHAPES, assert_certified, distance, distance_to_known, known_game, no_limit, scattered,
};

/// Points of the principal branch, computed by another program and printed to sixteen digits.
fn reference_points() -> Vec<(&'static str, f64, Vec<Vec<f64>>)> {
    vec![
        (
            "asym_matching_pennies",
            0.02,
            vec![vec![0.8288016970291109, 0.17119830297088912], vec![0.37143099499614773, 0.6285690050038523]],
        ),
        (
            "asym_matching_pennies",
            1.0,
            vec![vec![0.5242891868086947, 0.4757108131913053], vec![0.12530385400317975, 0.8746961459968203]],
        ),
        ("stag_hunt", 5.0, vec![vec![0.5, 0.5], vec![0.5, 0.5]]),
        (
            "rand_3x3x3_s0",
            0.02,
            vec![
                vec![0.38601747610000836, 0.26415923955107723, 0.34982328434891447],
                vec![0.3169498853882303, 0.2994240967081807, 0.38362601790358897],
                vec![0.23660341746715152, 0.40302606943120484, 0.3603705131016437],
            ],
        ),
        (
            "rand_3x3x3_s0",
            0.2,
            vec![
                vec![0.6320936213319562, 0.007607386655762619, 0.36029899201228105],
                vec![0.4257089534551322, 0.3062287869885141, 0.26806225955635377],
                vec![0.005522688191647385, 0.4645973517950792, 0.5298799600132733],
            ],
        ),
        (
            "rand_bi_6x6_s0",
            0.1,
            vec![
                vec![
                    0.029084091093009617,
                    0.0032085657008483785,
                    0.0024103286087458473,
                    0.23272710692134435,
                    0.47485592762087203,
                    0.25771398005517976,
                ],
                vec![
                    0.773157954690882,
                    0.022968154614948163,
                    0.1525178455701886,
                    0.03743143636384886,
                    0.004735480826027443,
                    0.009189127934104887,
                ],
            ],
        ),
        ("shapley_3x3", 20.0, vec![vec![1.0 / 3.0; 3], vec![1.0 / 3.0; 3]]),
    ]
}

#[test]
fn the_branch_passes_through_points_known_from_elsewhere() {
    for (name, lambda, mixes) in reference_points() {
        let game = known_game(name);
        let reference = Profile::new(mixes).unwrap();
        // The other program stopped at residuals of 1e-6.
        let residual = certificate::logit_certificate(&game, lambda, &reference).unwrap().residual;
        assert!(residual < 1e-5, "{name} at {lambda}: {residual:e}");
        let point = logit_at(&game, lambda, &no_limit()).unwrap().response.unwrap();
        assert_eq!(point.lambda, lambda);
        assert!(distance(&point.profile, &reference) < 1e-5, "{name} at {lambda}: {point:?}");
        assert!(point.certificate().relative() < 1e-12, "{name} at {lambda}: {}", point.certificate());
    }
}

#[test]
fn at_precision_zero_everything_is_equally_likely() {
    for name in MANY_PLAYERS {
        let game = known_game(name);
        let point = logit_at(&game, 0.0, &no_limit()).unwrap().response.unwrap();
        assert!(distance(&point.profile, &Profile::uniform(game.action_counts())) < 1e-15);
        assert_eq!(point.certificate().concept, Concept::FixedPoint);
    }
}

#[test]
fn every_reference_game_has_a_limit_without_regret() {
    for name in MANY_PLAYERS {
        let game = known_game(name);
        let branch = logit(&game, &no_limit()).unwrap();
        let limit = branch.limit.as_ref().unwrap_or_else(|| panic!("{name}: {}", branch.status));
        assert_certified(&game, &branch.equilibrium(), name);
        assert!(limit.is_regular, "{name}");
        assert!(branch.points.iter().all(|point| point.certificate().passes()));
    }
}

#[test]
fn limits_are_the_known_equilibria() {
    for name in [
        "jordan_matching_pennies_3p",
        "rand_2x2x2_s0",
        "rand_2x2x2_s2",
        "rand_2x2x2x2_s0",
        "rand_2x3x4_s0",
        "rand_2x3x4_s2",
        "treadmill_4",
    ] {
        let limit = logit(&known_game(name), &no_limit()).unwrap().limit.unwrap();
        assert!(distance_to_known(name, &limit.point.profile) < 1e-10, "{name}");
    }
}

/// Neighbouring points of a continuous curve: no probability leaps.
fn assert_continuous(points: &[Certified<QuantalResponse>]) {
    for pair in points.windows(2) {
        let leap = distance(&pair[0].profile, &pair[1].profile);
        assert!(leap < 0.95, "from lambda {} to {}: {leap}", pair[0].lambda, pair[1].lambda);
    }
}

#[test]
fn logit_succeeds_on_a_hundred_random_games() {
    let mut without = 0;
    for seed in 0..100_u64 {
        let shape = MIXED_SHAPES[usize::try_from(seed).unwrap() % MIXED_SHAPES.len()];
        let game = scattered(shape, seed);
        let branch = logit(&game, &no_limit()).unwrap();
        without += usize::from(branch.limit.is_none());
        assert!(branch.limit.is_some() || !branch.status.is_success(), "{shape:?} seed {seed}");
        if branch.limit.as_ref().is_some_and(|limit| limit.is_regular) {
            assert_certified(&game, &branch.equilibrium(), &format!("{shape:?} seed {seed}"));
        }
        assert_continuous(&branch.points);
    }
    // Ties among integers make some limits irregular; rounding may end a path before them.
    assert!(without <= 2, "{without} of 100 without a limit");
}

/// A step round a sharp bend can come out on the way back: such a branch ended at precision zero, where it began, or went
/// on below zero without end.
#[test]
fn sharp_bends_are_passed_onwards() {
    for (shape, seed) in [([3, 4].as_slice(), 201), (&[2; 4], 157)] {
        let game = scattered(shape, seed);
        let branch = logit(&game, &no_limit()).unwrap();
        assert!(branch.status.is_success(), "{} at {}", branch.status, branch.last_lambda);
        assert_certified(&game, &branch.equilibrium(), "a sharp bend");
        assert!(branch.points.iter().all(|point| point.lambda >= 0.0));
        assert_continuous(&branch.points);
    }
}

#[test]
fn turning_points_are_passed() {
    let turning = (0..60).map(|seed| logit(&scattered(&[3, 3, 3], seed), &no_limit()).unwrap());
    let turning: Vec<_> = turning.filter(|branch| branch.turning_points > 0).collect();
    assert!(!turning.is_empty(), "some of these games have branches that turn back");
    for branch in turning {
        let lambdas: Vec<f64> = branch.points.iter().map(|point| point.lambda).collect();
        assert!(lambdas.windows(2).any(|pair| pair[1] < pair[0]));
        assert!(branch.limit.is_some());
    }
}

#[test]
fn a_bifurcation_is_crossed_straight_on() {
    // Pure coordination: three curves meet, and uniform play goes on through the crossing.
    let game = Game::symmetric_two_player(&[[1, 0], [0, 1]]).unwrap();
    let branch = logit(&game, &no_limit()).unwrap();
    assert_eq!(branch.bifurcations, 1);
    let limit = branch.limit.unwrap();
    assert_eq!((limit.point.index, limit.is_regular), (Some(-1), true));
    assert!(distance(&limit.point.profile, &Profile::uniform(&[2, 2])) < 1e-15);
}

#[test]
fn a_continuum_is_reported_as_irregular() {
    // Player 1's second action earns nothing; any threat that keeps it there will do.
    let game = Game::bimatrix(&[[-2, 2], [0, 0]], &[[-2, 2], [0, 0]]).unwrap();
    let limit = logit(&game, &no_limit()).unwrap().limit.unwrap();
    assert!(limit.regret < 1e-9);
    let indifferent = Game::from_fn(&[2, 3, 2], |_, _| 7).unwrap();
    let branch = logit(&indifferent, &no_limit()).unwrap();
    let limit = branch.limit.unwrap();
    assert!(!limit.is_regular && limit.point.index.is_none());
    assert!(distance(&limit.point.profile, &Profile::uniform(&[2, 3, 2])) < 1e-12);
}

#[test]
fn one_player_and_one_action_are_games_too() {
    let alone = Game::from_fn(&[3], |profile, _| [1, 5, 2][profile[0]]).unwrap();
    let limit = logit(&alone, &no_limit()).unwrap().limit.unwrap();
    assert_eq!(limit.exact.unwrap().pure_actions(), Some(vec![1]));
    let forced = Game::from_fn(&[1, 1, 1], |_, player| i64::try_from(player).unwrap()).unwrap();
    assert!(logit(&forced, &no_limit()).unwrap().limit.unwrap().regret == 0.0);
}

#[test]
fn a_budget_says_where_the_branch_was_left() {
    let game = scattered(&[3, 3, 3], 1);
    let branch = logit(&game, &no_limit().with_steps(5)).unwrap();
    assert_eq!(branch.status, Status::LimitReached { iterations: 5 });
    assert_eq!(branch.points.len(), 6);
    let set = branch.equilibrium();
    assert!(set.points.is_empty());
    assert!(matches!(set.completeness, Completeness::Partial { .. }));
    let point = logit_at(&game, 1e3, &no_limit().with_steps(5)).unwrap();
    assert_eq!((point.response, point.status), (None, Status::LimitReached { iterations: 5 }));
    let cancel = CancelToken::default();
    cancel.cancel();
    assert_eq!(logit(&game, &Effort::unlimited().with_cancel(cancel)).unwrap().status, Status::StoppedByUser);
}

#[test]
fn precisions_that_are_none_are_refused() {
    let game = scattered(&[2, 2], 1);
    for lambda in [-1.0, f64::NAN, f64::INFINITY] {
        let error = logit_at(&game, lambda, &no_limit()).unwrap_err();
        assert!(matches!(error, SolveError::Argument { what: "lambda", .. }), "{error}");
    }
    let wide = Game::from_fn(&[1500, 1500], |_, _| 0).unwrap();
    assert!(matches!(logit(&wide, &no_limit()), Err(SolveError::Game(_))));
}
