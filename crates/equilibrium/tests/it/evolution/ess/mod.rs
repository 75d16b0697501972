//! Evolutionary stability: known games, an independent check, refusals.

use moloch_core::{Completeness, Effort, Status};
use moloch_equilibrium::evolution::EvolutionError;
use moloch_equilibrium::evolution::ess::{Verdict, all_ess, is_ess};
use moloch_equilibrium::finite::{Game, Rational, rational};
use proptest::prelude::*;

fn free() -> Effort {
    Effort::unlimited()
}

fn game<R: AsRef<[i64]>>(rows: &[R]) -> Game {
    let rows: Vec<Vec<i64>> = rows.iter().map(|row| row.as_ref().to_vec()).collect();
    Game::symmetric_two_player(&rows).unwrap()
}

fn mix(parts: &[(i64, i64)]) -> Vec<Rational> {
    parts.iter().map(|&(above, below)| rational(above, below).unwrap()).collect()
}

fn verdict(game: &Game, parts: &[(i64, i64)]) -> Verdict {
    is_ess(game, &mix(parts), &free()).unwrap()
}

fn stable(game: &Game) -> Vec<Vec<Rational>> {
    all_ess(game, &free()).unwrap().mixes().map(<[Rational]>::to_vec).collect()
}

#[test]
fn hawks_and_doves_live_side_by_side() {
    // A prize of 2, a fight that costs 6, all doubled: two thirds doves.
    let game = game(&[[-4, 4], [0, 2]]);
    assert_eq!(stable(&game), [mix(&[(1, 3), (2, 3)])]);
    assert!(
        matches!(verdict(&game, &[(1, 1), (0, 1)]), Verdict::NotNash { regret } if regret == rational(4, 1).unwrap())
    );
}

#[test]
fn rock_paper_scissors_is_stable_neutral_or_invaded_by_what_winning_pays() {
    let third = [(1, 3); 3];
    let rps = |won: i64| game(&[[0, -2, won], [won, 0, -2], [-2, won, 0]]);
    assert_eq!(verdict(&rps(3), &third), Verdict::Stable);
    assert!(matches!(verdict(&rps(2), &third), Verdict::NeutrallyStable { .. }));
    assert!(matches!(verdict(&rps(1), &third), Verdict::Invaded { .. }));
    assert_eq!([3, 2, 1].map(|won| stable(&rps(won)).len()), [1, 0, 0]);
}

#[test]
fn coordination_makes_every_convention_stable_and_no_mixture() {
    let game = game(&[[3, 0, 0], [0, 2, 0], [0, 0, 1]]);
    assert_eq!(stable(&game).len(), 3);
    assert!(matches!(verdict(&game, &[(2, 5), (3, 5), (0, 1)]), Verdict::Invaded { .. }));
}

#[test]
fn indifference_is_neutral_and_repeated_cooperation_drifts() {
    assert!(matches!(verdict(&game(&[[1, 1], [1, 1]]), &[(1, 2), (1, 2)]), Verdict::NeutrallyStable { .. }));
    // Tit for tat, always cooperate, always defect: cooperators drift in among the first.
    let repeated = game(&[[30, 30, 9], [30, 30, 0], [14, 50, 10]]);
    let Verdict::NeutrallyStable { drifter } = verdict(&repeated, &[(1, 1), (0, 1), (0, 1)]) else { panic!() };
    assert!(drifter[1] > Rational::ZERO && drifter[2].is_zero());
    assert_eq!(stable(&repeated), [mix(&[(0, 1), (0, 1), (1, 1)])]);
}

#[test]
fn best_replies_outside_the_support_are_tested_together() {
    // Each of two outsiders alone loses against itself, the two together win against themselves.
    let rows = [[0, 0, 0], [0, -1, 3], [0, 3, -1]];
    let Verdict::Invaded { invader } = verdict(&game(&rows), &[(1, 1), (0, 1), (0, 1)]) else { panic!() };
    assert!(invader[1] > Rational::ZERO && invader[2] > Rational::ZERO);
    // The same with a smaller gain together, then exactly none.
    assert_eq!(verdict(&game(&[[0, 0, 0], [0, -2, 1], [0, 1, -2]]), &[(1, 1), (0, 1), (0, 1)]), Verdict::Stable);
    let even = game(&[[0, 0, 0], [0, -2, 2], [0, 2, -2]]);
    assert!(matches!(verdict(&even, &[(1, 1), (0, 1), (0, 1)]), Verdict::NeutrallyStable { .. }));
}

#[test]
fn a_game_with_many_stable_mixes_gives_them_all() {
    // Pairs that do well together and badly otherwise: one stable mix per disjoint pair.
    let row = |own: usize| (0..8).map(move |other| i64::from(own / 2 == other / 2 && own != other));
    let rows: Vec<Vec<i64>> = (0..8).map(|own| row(own).collect()).collect();
    assert_eq!(stable(&game(&rows)).len(), 4);
}

#[test]
fn budgets_give_partial_sets_and_bad_questions_are_refused() {
    let rps = game(&[[0, -2, 3], [3, 0, -2], [-2, 3, 0]]);
    let found = all_ess(&rps, &Effort::unlimited().with_steps(2)).unwrap();
    assert!(
        matches!(&found.completeness, Completeness::Partial { not_searched, .. } if not_searched.contains("1 strategies"))
    );
    assert!(matches!(found.status, Status::LimitReached { .. }));
    let full = all_ess(&rps, &free()).unwrap();
    assert!(matches!(full.completeness, Completeness::Complete(_)));
    let counted = full.counters.iter().map(|counter| (counter.what, counter.count)).collect::<Vec<_>>();
    assert_eq!(counted, [("supports", 7), ("linear systems", 7)]);
    let text = |result: Result<Verdict, EvolutionError>| result.unwrap_err().to_string();
    assert!(text(is_ess(&rps, &mix(&[(1, 2), (1, 2)]), &free())).contains("expected 3"));
    assert!(text(is_ess(&rps, &mix(&[(1, 2), (1, 4), (1, 8)]), &free())).contains("7/8"));
    let pennies = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    assert!(text(is_ess(&pennies, &mix(&[(1, 2), (1, 2)]), &free())).contains("change seats"));
    let flat = game(&vec![vec![0; 31]; 31]);
    assert!(all_ess(&flat, &free()).unwrap_err().to_string().contains("at most 30"));
    let mut pure = vec![(0, 1); 31];
    pure[0] = (1, 1);
    assert!(text(is_ess(&flat, &mix(&pure), &free())).contains("at most 24"));
}

/// Whether some mutant on a grid, close to the mix, does as well and no worse against itself.
fn upset_on_a_grid(rows: &[Vec<i64>], mix: &[f64]) -> bool {
    let earned = |own: &[f64], other: &[f64]| -> f64 {
        own.iter()
            .zip(rows)
            .map(|(share, row)| share * row.iter().zip(other).map(|(&a, b)| a as f64 * b).sum::<f64>())
            .sum()
    };
    let steps = 12_u32;
    let grid = (0..=steps).flat_map(|a| (0..=steps - a).map(move |b| [a, b, steps - a - b]));
    grid.map(|point| point.map(|count| f64::from(count) / f64::from(steps))).any(|target| {
        let mutant: Vec<f64> = mix.iter().zip(&target).map(|(x, y)| x + (y - x) * 0.01).collect();
        let apart = mix.iter().zip(&mutant).map(|(x, y)| (x - y).abs()).sum::<f64>() > 1e-6;
        apart && earned(mix, &mutant) <= earned(&mutant, &mutant) + 1e-9
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn stable_mixes_beat_every_nearby_mutant_and_pure_ones_that_do_are_found(
        rows in prop::collection::vec(prop::collection::vec(-3..=3_i64, 3), 3),
    ) {
        let game = game(&rows);
        let found = stable(&game);
        for mix in &found {
            let floats: Vec<f64> = mix.iter().map(|share| share.to_f64().value()).collect();
            prop_assert!(!upset_on_a_grid(&rows, &floats), "{mix:?}");
        }
        for pure in 0..3 {
            let mut floats = vec![0.0; 3];
            floats[pure] = 1.0;
            let parts: Vec<(i64, i64)> = (0..3).map(|own| (i64::from(own == pure), 1)).collect();
            let is_stable = verdict(&game, &parts).is_stable();
            prop_assert_eq!(is_stable, found.contains(&mix(&parts)));
            prop_assert_eq!(is_stable, !upset_on_a_grid(&rows, &floats));
        }
    }

    #[test]
    fn units_column_constants_and_order_change_nothing(
        rows in prop::collection::vec(prop::collection::vec(-4..=4_i64, 4), 4),
        constants in prop::collection::vec(-9..=9_i64, 4), unit in 1..1_000_000_000_i64,
    ) {
        let expected = stable(&game(&rows));
        let changed: Vec<Vec<i64>> =
            rows.iter().map(|row| row.iter().zip(&constants).map(|(payoff, constant)| payoff * unit + constant).collect()).collect();
        prop_assert_eq!(&stable(&game(&changed)), &expected);
        let reversed: Vec<Vec<i64>> = rows.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
        let mut turned: Vec<Vec<Rational>> =
            stable(&game(&reversed)).into_iter().map(|mix| mix.into_iter().rev().collect()).collect();
        let mut expected = expected;
        turned.sort();
        expected.sort();
        prop_assert_eq!(turned, expected);
    }

    #[test]
    fn a_dominated_strategy_changes_nothing_and_a_copy_of_a_played_one_leaves_nothing_stable_that_plays_it(
        rows in prop::collection::vec(prop::collection::vec(-4..=4_i64, 3), 3),
    ) {
        let expected = stable(&game(&rows));
        let mut dominated = rows.clone();
        for row in &mut dominated {
            row.push(0);
        }
        dominated.push(vec![-9; 4]);
        let padded: Vec<Vec<Rational>> = expected.iter().map(|mix| [mix.as_slice(), &[Rational::ZERO]].concat()).collect();
        prop_assert_eq!(stable(&game(&dominated)), padded);
        let mut copied: Vec<Vec<i64>> = rows.iter().map(|row| [row.as_slice(), &row[..1]].concat()).collect();
        copied.push(copied[0].clone());
        let left = expected.iter().filter(|mix| mix[0].is_zero());
        let left: Vec<Vec<Rational>> = left.map(|mix| [mix.as_slice(), &[Rational::ZERO]].concat()).collect();
        prop_assert_eq!(stable(&game(&copied)), left);
    }
}
