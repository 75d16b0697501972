//! Dynamics of large populations: conserved quantities, limits, rest points, refusals.

use moloch_core::{Completeness, Effort, Status, Stop};
use moloch_equilibrium::evolution::replicator::{
    Dynamics, Flow, FlowEnd, Populations, Stability, Trajectory, rest_points,
};
use moloch_equilibrium::finite::{Game, rational};
use proptest::prelude::*;

fn free() -> Effort {
    Effort::unlimited()
}

fn game<R: AsRef<[i64]>>(rows: &[R]) -> Game {
    let rows: Vec<Vec<i64>> = rows.iter().map(|row| row.as_ref().to_vec()).collect();
    Game::symmetric_two_player(&rows).unwrap()
}

fn one(dynamics: Dynamics, horizon: f64) -> Flow {
    Flow { dynamics, ..Flow::replicator(Populations::One, horizon) }
}

fn run(flow: Flow, game: &Game, start: &[f64]) -> Trajectory {
    flow.run(game, &[start.to_vec()], &free()).unwrap()
}

const RPS: [[i64; 3]; 3] = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]];
const HAWKS: [[i64; 2]; 2] = [[-2, 2], [0, 1]];

#[test]
fn standard_rock_paper_scissors_conserves_the_product_of_shares() {
    for start in [[0.5, 0.3, 0.2], [0.98, 0.01, 0.01], [1e-9, 0.4, 0.6 - 1e-9]] {
        let path = run(Flow::replicator(Populations::One, 100.0), &game(&RPS), &start);
        let expected: f64 = start.iter().map(|share: &f64| share.ln()).sum();
        for logs in &path.log_shares {
            let found: f64 = logs[0].iter().sum();
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
        assert!(matches!(path.end, FlowEnd::Moving { speed } if speed > 0.0));
        assert_eq!(path.times.len(), 101);
        assert!(!path.status().is_success());
    }
}

#[test]
fn matching_pennies_of_two_populations_conserves_its_quantity() {
    let pennies = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    let start = vec![vec![0.8, 0.2], vec![0.6, 0.4]];
    let path = Flow::replicator(Populations::PerPlayer, 60.0).run(&pennies, &start, &free()).unwrap();
    let value = |logs: &Vec<Vec<f64>>| logs.iter().flatten().sum::<f64>();
    for logs in &path.log_shares {
        assert!((value(logs) - value(&path.log_shares[0])).abs() < 1e-6);
    }
}

#[test]
fn two_strategies_follow_the_logistic_curve_to_shares_below_the_smallest_double() {
    // A constant advantage of 1: the odds grow like e^t.
    let path = run(
        Flow { samples: 4, ..Flow::replicator(Populations::One, 2_000.0) },
        &game(&[[1, 1], [0, 0]]),
        &[0.25, 0.75],
    );
    for (time, logs) in path.times.iter().zip(&path.log_shares) {
        let odds = logs[0][0] - logs[0][1];
        assert!((odds - (time - 3_f64.ln())).abs() < 1e-8 * (1.0 + time), "{time} {odds}");
    }
    // It stops at rest, where the regret passes.
    assert!(path.equilibrium().is_some() && path.times.last().unwrap() < &2_000.0);
}

#[test]
fn hawks_and_doves_settle_on_the_certified_mixture() {
    for start in [[0.01, 0.99], [0.9, 0.1]] {
        let path = run(Flow::replicator(Populations::One, 500.0), &game(&HAWKS), &start);
        let equilibrium = path.equilibrium().unwrap();
        assert!((equilibrium.mixes()[0][0] - 1.0 / 3.0).abs() < 1e-9);
        assert!(path.status().is_success());
    }
}

#[test]
fn a_rest_point_that_is_no_equilibrium_is_not_called_one() {
    let path = run(Flow::replicator(Populations::One, 50.0), &game(&HAWKS), &[1.0, 0.0]);
    assert_eq!(path.end, FlowEnd::Rest { equilibrium: None });
    assert_eq!(path.last()[0], [1.0, 0.0]);
    // From close by, it leaves.
    let path = run(Flow::replicator(Populations::One, 500.0), &game(&HAWKS), &[1.0 - 1e-15, 1e-15]);
    assert!((path.equilibrium().unwrap().mixes()[0][0] - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn logit_dynamics_rest_on_the_logit_reply_to_themselves() {
    let coordination = game(&[[2, 0], [0, 1]]);
    for noise in [0.05, 0.4, 3.0] {
        let path = run(one(Dynamics::Logit { noise }, 1_000.0), &coordination, &[0.6, 0.4]);
        let FlowEnd::Rest { equilibrium } = &path.end else { panic!("{:?}", path.end) };
        let shares = &path.last()[0];
        let odds = (2.0 * shares[0] - shares[1]) / noise;
        assert!((shares[0] - 1.0 / (1.0 + (-odds).exp())).abs() < 1e-9);
        assert_eq!(equilibrium.is_some(), noise < 0.1, "the limit is Nash only where noise leaves nothing");
    }
}

#[test]
fn best_reply_dynamics_reach_mixed_and_pure_equilibria_and_the_shapley_triangle() {
    let path = run(one(Dynamics::BestReply, 100.0), &game(&HAWKS), &[0.9, 0.1]);
    assert!((path.equilibrium().unwrap().mixes()[0][0] - 1.0 / 3.0).abs() < 1e-9);
    let path = run(one(Dynamics::BestReply, 100.0), &game(&[[2, 0], [0, 1]]), &[0.4, 0.6]);
    assert!(path.equilibrium().unwrap().mixes()[0][0] > 1.0 - 1e-8);
    // Losing costs more than winning gains: the triangle of Gaunersdorfer and Hofbauer, away from the centre.
    let bad = game(&[[0, -2, 1], [1, 0, -2], [-2, 1, 0]]);
    let path = run(one(Dynamics::BestReply, 60.0), &bad, &[0.34, 0.33, 0.33]);
    assert!(matches!(path.end, FlowEnd::Moving { .. }));
    // On the triangle the largest payoff is zero.
    let shares = &path.last()[0];
    let payoffs = [shares[2] - 2.0 * shares[1], shares[0] - 2.0 * shares[2], shares[1] - 2.0 * shares[0]];
    assert!(payoffs.iter().copied().fold(f64::MIN, f64::max).abs() < 1e-6, "{payoffs:?}");
}

#[test]
fn best_replies_of_two_populations_find_the_value_of_matching_pennies() {
    let pennies = Game::zero_sum(&[[2, -1], [-1, 1]]).unwrap();
    let flow =
        Flow { dynamics: Dynamics::BestReply, tolerance: 1e-12, ..Flow::replicator(Populations::PerPlayer, 12.0) };
    let path = flow.run(&pennies, &[vec![0.9, 0.1], vec![0.2, 0.8]], &free()).unwrap();
    for mix in path.last() {
        assert!((mix[0] - 0.4).abs() < 1e-4, "{mix:?}");
    }
}

#[test]
fn rest_points_of_known_games_have_their_stability() {
    let found = rest_points(&game(&HAWKS), &free()).unwrap();
    let summary: Vec<_> = found.points.iter().map(|point| (point.is_nash, point.stability)).collect();
    assert_eq!(summary, [(false, Stability::Repelling), (false, Stability::Repelling), (true, Stability::Attracting)]);
    assert!(matches!(found.completeness, Completeness::Complete(_)));

    let centre = |rows: [[i64; 3]; 3]| {
        let found = rest_points(&game(&rows), &free()).unwrap();
        let last = found.points.last().unwrap().clone();
        assert_eq!(last.mix, vec![rational(1, 3).unwrap(); 3]);
        (last.stability, found.points.len())
    };
    assert_eq!(centre(RPS), (Stability::Undecided, 4));
    assert_eq!(centre([[0, -1, 2], [2, 0, -1], [-1, 2, 0]]), (Stability::Attracting, 4));
    assert_eq!(centre([[0, -2, 1], [1, 0, -2], [-2, 1, 0]]), (Stability::Repelling, 4));

    let coordination = rest_points(&game(&[[2, 0], [0, 1]]), &free()).unwrap();
    assert_eq!(coordination.points[2].stability, Stability::Repelling);
    let (real, imaginary) = coordination.points[2].eigenvalues[0];
    // x (1 - x) times the sum of both advantages: 1/3 * 2/3 * 3.
    assert!((real - 2.0 / 3.0).abs() < 1e-12 && imaginary == 0.0);
}

#[test]
fn whole_sets_of_rest_points_are_named_and_not_claimed() {
    let found = rest_points(&game(&[[1, 1], [1, 1]]), &free()).unwrap();
    assert_eq!(found.degenerate, [vec![0, 1]]);
    assert!(matches!(found.completeness, Completeness::Partial { .. }));
    let short = rest_points(&game(&RPS), &Effort::unlimited().with_steps(2)).unwrap();
    assert_eq!((short.points.len(), short.status), (2, Status::LimitReached { iterations: 2 }));
}

#[test]
fn budgets_and_refusals() {
    let flow = Flow::replicator(Populations::One, 100.0);
    let path = flow.run(&game(&RPS), &[vec![0.5, 0.3, 0.2]], &Effort::unlimited().with_steps(3)).unwrap();
    assert_eq!(path.end, FlowEnd::Stopped(Stop::OutOfSteps { done: 3 }));
    assert!(*path.times.last().unwrap() > 0.0);
    let refused = |flow: Flow, game: &Game, start: &[Vec<f64>], word: &str| {
        let text = flow.run(game, start, &free()).unwrap_err().to_string();
        assert!(text.contains(word), "{text}");
    };
    let start = [vec![0.5, 0.5]];
    let hawks = game(&HAWKS);
    refused(Flow { horizon: -1.0, ..flow }, &hawks, &start, "horizon is -1");
    refused(Flow { horizon: f64::NAN, ..flow }, &hawks, &start, "horizon is NaN");
    refused(Flow { tolerance: 0.0, ..flow }, &hawks, &start, "tolerance is 0");
    refused(Flow { samples: 0, ..flow }, &hawks, &start, "samples is 0");
    refused(one(Dynamics::Logit { noise: 0.0 }, 1.0), &hawks, &start, "noise is 0");
    refused(flow, &hawks, &[vec![0.5, 0.6]], "sum to 1.1");
    refused(flow, &hawks, &[vec![f64::NAN, 1.0]], "NaN");
    refused(flow, &hawks, &[vec![1.0]], "expected 2");
    refused(flow, &hawks, &[], "one population");
    refused(flow, &Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap(), &start, "change seats");
    let three = Game::from_fn(&[2, 2, 2], |_, _| 0).unwrap();
    let per_player = Flow { populations: Populations::PerPlayer, ..one(Dynamics::BestReply, 1.0) };
    refused(per_player, &three, &vec![vec![0.5, 0.5]; 3], "players is 3");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn units_of_payoff_are_units_of_time_and_column_constants_change_nothing(
        rows in prop::collection::vec(prop::collection::vec(-3..=3_i64, 3), 3),
        constants in prop::collection::vec(-9..=9_i64, 3), exponent in -9..=9_i32,
    ) {
        let unit = 10_f64.powi(exponent);
        let start = [0.5, 0.3, 0.2];
        let expected = run(Flow::replicator(Populations::One, 8.0), &game(&rows), &start);
        let scaled: Vec<Vec<f64>> = rows
            .iter()
            .map(|row| row.iter().zip(&constants).map(|(&payoff, &constant)| (payoff + constant) as f64 * unit).collect())
            .collect();
        let scaled = Game::symmetric_two_player(&scaled).unwrap();
        let found = run(Flow::replicator(Populations::One, 8.0 / unit), &scaled, &start);
        for (a, b) in found.last()[0].iter().zip(&expected.last()[0]) {
            prop_assert!((a - b).abs() < 1e-8);
        }
    }

    #[test]
    fn one_population_of_a_symmetric_game_is_two_equal_ones(
        rows in prop::collection::vec(prop::collection::vec(-3..=3_i64, 3), 3), kind in 0..2_u8,
    ) {
        let dynamics = if kind == 0 { Dynamics::Replicator } else { Dynamics::Logit { noise: 0.7 } };
        let flow = Flow { dynamics, ..Flow::replicator(Populations::One, 5.0) };
        let start = vec![0.5, 0.3, 0.2];
        let game = game(&rows);
        let single = run(flow, &game, &start);
        let double = Flow { populations: Populations::PerPlayer, ..flow };
        let double = double.run(&game, &[start.clone(), start], &free()).unwrap();
        for population in double.last() {
            for (a, b) in population.iter().zip(&single.last()[0]) {
                prop_assert!((a - b).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn whatever_is_called_an_equilibrium_has_no_regret_and_rest_points_earn_alike(
        rows in prop::collection::vec(prop::collection::vec(-3..=3_i64, 3), 3),
    ) {
        let game = game(&rows);
        let path = run(Flow::replicator(Populations::One, 60.0), &game, &[0.5, 0.3, 0.2]);
        if let Some(equilibrium) = path.equilibrium() {
            prop_assert!(equilibrium.certificate().relative() <= 1e-9);
        }
        for point in rest_points(&game, &free()).unwrap().points {
            let mix: Vec<f64> = point.mix.iter().map(|share| share.to_f64().value()).collect();
            let earned: Vec<f64> =
                rows.iter().map(|row| row.iter().zip(&mix).map(|(&payoff, share)| payoff as f64 * share).sum()).collect();
            let mean: f64 = earned.iter().zip(&mix).map(|(payoff, share)| payoff * share).sum();
            for (payoff, share) in earned.iter().zip(&mix) {
                prop_assert!((share * (payoff - mean)).abs() < 1e-12);
            }
            let trace: f64 = point.eigenvalues.iter().map(|value| value.0).sum();
            prop_assert!((trace - divergence(&rows, &mix)).abs() < 1e-9, "{trace}");
        }
    }
}

/// The trace of the linearised dynamics within the simplex by finite differences.
fn divergence(rows: &[Vec<i64>], mix: &[f64]) -> f64 {
    let growth = |x: &[f64]| -> Vec<f64> {
        let earned: Vec<f64> = rows.iter().map(|row| row.iter().zip(x).map(|(&a, s)| a as f64 * s).sum()).collect();
        let mean: f64 = earned.iter().zip(x).map(|(payoff, share)| payoff * share).sum();
        x.iter().zip(&earned).map(|(share, payoff)| share * (payoff - mean)).collect()
    };
    let (last, h) = (mix.len() - 1, 1e-4);
    (0..last)
        .map(|own| {
            let moved = |step: f64| {
                let mut x = mix.to_vec();
                x[own] += step;
                x[last] -= step;
                growth(&x)[own]
            };
            // Cubic in the step: this difference is exact up to rounding.
            (8.0 * (moved(h) - moved(-h)) - (moved(2.0 * h) - moved(-2.0 * h))) / (12.0 * h)
        })
        .sum()
}
