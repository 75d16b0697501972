//! The Tullock contest: published and recomputed answers, then its economics.

use moloch_core::{Completeness, Inputs, Uniqueness};
use moloch_equilibrium::concave::Profile;
use moloch_race::contest::{LotteryGame, lottery_efforts, share_equilibrium};
use moloch_race::{RaceError, Tullock, TullockOutcome};
use proptest::prelude::*;

fn solve(values: &[f64], costs: &[f64], decisiveness: f64) -> TullockOutcome {
    let contest = Tullock { values: values.to_vec(), costs: costs.to_vec(), decisiveness };
    contest.checked().unwrap().solve().unwrap()
}

/// Agreement to half a unit of the twelfth digit.
fn same(computed: &[f64], expected: &[f64]) {
    assert_eq!(computed.len(), expected.len());
    for (a, b) in computed.iter().zip(expected) {
        assert!((a - b).abs() <= 1e-11 * b.abs().max(1e-3), "{a} is not {b}");
    }
}

#[test]
fn equal_labs_have_the_closed_form() {
    let three = solve(&[10.0; 3], &[1.0; 3], 1.0).equilibria.remove(0);
    same(&three.efforts, &[20.0 / 9.0; 3]);
    same(&[three.total_effort(), three.payoffs[0]], &[20.0 / 3.0, 10.0 / 9.0]);
    let fifteen = solve(&[1.0; 15], &[1.0; 15], 1.0).equilibria.remove(0);
    same(&[fifteen.efforts[3], fifteen.dissipation, fifteen.payoffs[3]], &[14.0 / 225.0, 14.0 / 15.0, 1.0 / 225.0]);
}

#[test]
fn unequal_labs_match_the_recomputed_vectors() {
    let race = solve(&[10.0, 8.0, 5.0], &[1.0; 3], 1.0).equilibria.remove(0);
    same(&race.efforts, &[2.491349480969, 1.937716262976, 0.2768166089965]);
    same(&race.wins, &[0.5294117647059, 0.4117647058824, 0.05882352941176]);
    same(&race.payoffs, &[2.802768166090, 1.356401384083, 0.01730103806228]);
    let out = solve(&[10.0, 8.0, 3.0], &[1.0; 3], 1.0).equilibria.remove(0);
    same(&out.efforts, &[2.469135802469, 1.975308641975, 0.0]);
    let costs = solve(&[10.0; 4], &[1.0, 1.25, 1.5, 4.0], 1.0).equilibria.remove(0);
    same(&costs.efforts, &[2.488888888889, 1.777777777778, 1.066666666667, 0.0]);
}

#[test]
fn decreasing_returns_match_the_recomputed_vector() {
    let race = solve(&[10.0, 8.0, 5.0], &[1.0; 3], 0.5).equilibria.remove(0);
    same(&race.wins, &[0.4007971861784, 0.3485797016595, 0.2506231121621]);
    same(&race.efforts, &[1.200794008649, 0.9082875730019, 0.4695279195307]);
    same(&[race.total_effort()], &[2.578609501182]);
}

#[test]
fn two_labs_with_increasing_returns_match_the_recomputed_vectors() {
    let pure = solve(&[10.0, 8.0], &[1.0; 2], 1.5).equilibria.remove(0);
    same(&pure.efforts, &[3.646898319934, 2.917518655948]);
    same(&[pure.wins[0], pure.payoffs[0], pure.payoffs[1]], &[0.5829062442624, 2.182164122690, 0.4192313899530]);
    // The pure equilibrium exists up to r = 1.686391336979 and not beyond.
    assert!(solve(&[10.0, 8.0], &[1.0; 2], 1.6863913369).equilibria[0].active[1] == 1.0);
    assert!(solve(&[10.0, 8.0], &[1.0; 2], 1.6863913371).equilibria[0].active[1] < 1.0);
    let mixed = solve(&[10.0, 8.0], &[1.0; 2], 1.8).equilibria.remove(0);
    for (a, b) in [
        (mixed.efforts[0], 4.02482),
        (mixed.efforts[1], 3.55556),
        (mixed.active[1], 0.905584),
        (mixed.payoffs[0], 1.95036),
    ] {
        assert!((a - b).abs() <= 5e-6, "{a} is not {b}");
    }
    assert!(mixed.payoffs[1].abs() < 1e-12);
}

#[test]
fn three_labs_with_increasing_returns_have_three_equilibria_of_two() {
    let outcome = solve(&[10.0, 9.5, 9.0], &[1.0; 3], 1.6);
    assert_eq!(outcome.equilibria.len(), 3);
    assert!(outcome.equilibria.iter().all(|e| e.efforts.iter().filter(|x| **x > 0.0).count() == 2));
    assert!(matches!(outcome.completeness, Completeness::Complete(_)));
    assert!(matches!(outcome.uniqueness, Uniqueness::NotClaimed { .. }));
}

#[test]
fn one_lab_wins_without_effort() {
    let alone = solve(&[10.0], &[1.0], 1.0).equilibria.remove(0);
    assert_eq!((alone.efforts[0], alone.wins[0], alone.payoffs[0]), (0.0, 1.0, 10.0));
}

#[test]
fn a_contest_without_pure_equilibrium_says_so() {
    let contest = Tullock { values: vec![10.0, 4.0, 3.0], costs: vec![1.0; 3], decisiveness: 1.9 };
    assert!(matches!(contest.checked().unwrap().solve(), Err(RaceError::NoPureEquilibrium { .. })));
}

#[test]
fn bad_input_is_refused_with_key_and_range() {
    let bad = [
        (Tullock { values: vec![], ..example() }, "values"),
        (Tullock { values: vec![10.0, -1.0, 3.0], ..example() }, "values[1]"),
        (Tullock { costs: vec![1.0, 0.0, 3.0], ..example() }, "costs[1]"),
        (Tullock { costs: vec![1.0, 3.0], ..example() }, "costs"),
        (Tullock { decisiveness: 2.1, ..example() }, "decisiveness"),
        (Tullock { decisiveness: f64::NAN, ..example() }, "decisiveness"),
    ];
    for (contest, key) in bad {
        let faults = contest.checked().unwrap_err();
        assert!(faults.iter().any(|fault| fault.key == key), "{key}: {faults}");
    }
}

fn example() -> Tullock {
    <Tullock as moloch_core::Model>::example()
}

proptest! {
    #[test]
    fn more_equal_labs_burn_more_of_the_prize_and_each_keeps_less(n in 2_usize..20, r in 0.1..1.0_f64) {
        let few = solve(&vec![10.0; n], &vec![1.0; n], r).equilibria.remove(0);
        let many = solve(&vec![10.0; n + 1], &vec![1.0; n + 1], r).equilibria.remove(0);
        prop_assert!(many.total_effort() > few.total_effort() && many.payoffs[0] < few.payoffs[0]);
        prop_assert!((few.dissipation - r * (n as f64 - 1.0) / n as f64).abs() < 1e-10);
    }

    #[test]
    fn a_dearer_active_lab_lowers_total_effort_of_a_lottery(values in proptest::collection::vec(1.0..20.0_f64, 2..6)) {
        let costs = vec![1.0; values.len()];
        let before = solve(&values, &costs, 1.0).equilibria.remove(0);
        let active = before.efforts.iter().position(|x| *x > 1e-9).unwrap();
        let mut dearer = costs;
        dearer[active] = 1.2;
        prop_assert!(solve(&values, &dearer, 1.0).equilibria[0].total_effort() <= before.total_effort() * (1.0 + 1e-12));
    }

    #[test]
    fn what_is_won_is_kept_or_burnt(values in proptest::collection::vec(1.0..20.0_f64, 2..5), r in 0.2..1.4_f64) {
        let costs = vec![1.0; values.len()];
        let Ok(outcome) = (Tullock { values: values.clone(), costs, decisiveness: r }).checked().unwrap().solve() else {
            return Ok(());
        };
        for race in outcome.equilibria {
            prop_assert!((race.wins.iter().sum::<f64>() - 1.0).abs() < 1e-10);
            let won: f64 = race.wins.iter().zip(&values).map(|(p, v)| p * v).sum();
            prop_assert!((race.payoffs.iter().sum::<f64>() + race.total_effort() - won).abs() < 1e-9);
        }
    }

    #[test]
    fn the_closed_form_agrees_with_share_functions_and_with_best_replies(
        values in proptest::collection::vec(8.0..12.0_f64, 2..5),
    ) {
        let costs = vec![1.0; values.len()];
        let mut efforts = vec![0.0; values.len()];
        lottery_efforts(&values, &costs, &mut efforts);
        let (shares, _) = share_equilibrium(&values, &costs, 1.0).unwrap();
        let game = LotteryGame { values: &values, costs: &costs, decisiveness: 1.0 };
        // The payoff jumps where nobody spends, so the iteration starts where everybody spends a little.
        let start = Profile::of_numbers(values.iter().map(|v| v / 100.0).collect());
        let replies = moloch_equilibrium::concave::solve_from(&game, start).unwrap();
        for lab in 0..values.len() {
            prop_assert!((efforts[lab] - shares[lab]).abs() < 1e-9);
            prop_assert!((efforts[lab] - replies.profile.of(lab)[0]).abs() < 1e-6);
        }
    }
}

#[test]
fn fifty_labs_just_above_constant_returns_all_take_part() {
    let outcome = solve(&[1.0; 50], &[1.0; 50], 1.01);
    let all = outcome.equilibria.iter().find(|race| race.efforts.iter().all(|x| *x > 0.0)).unwrap();
    same(&all.efforts, &[1.01 * 49.0 / 2500.0; 50]);
    // Unequal labs leave no doubt about who is in: the search is complete.
    let values: Vec<f64> = (0..40).map(|k| 10.0 + f64::from(k) * 0.01).collect();
    let unequal = solve(&values, &[1.0; 40], 1.001);
    assert!(matches!(unequal.completeness, Completeness::Complete(_)));
    assert_eq!(unequal.equilibria.len(), 1);
}

#[test]
fn a_search_that_its_budget_ends_does_not_call_itself_complete() {
    // Any 20 or 21 of 60 equal labs can be the active ones at r = 1.05.
    let outcome = solve(&[1.0; 60], &[1.0; 60], 1.05);
    assert!(matches!(outcome.completeness, Completeness::Partial { .. }) && !outcome.equilibria.is_empty());
}

#[test]
fn extreme_values_and_a_single_lab_are_solved_at_any_decisiveness() {
    for decisiveness in [0.05, 0.5, 0.999_999_999, 1.0, 1.000_000_001, 1.3] {
        let alone = solve(&[10.0], &[3.0], decisiveness).equilibria.remove(0);
        assert_eq!((alone.efforts[0], alone.payoffs[0]), (0.0, 10.0));
        for values in [[1e-12, 2e-12], [3e9, 5e9], [1.0, 1e6]] {
            let contest = Tullock { values: values.to_vec(), costs: vec![1.0; 2], decisiveness };
            match contest.checked().unwrap().solve() {
                Ok(outcome) => assert!(outcome.equilibria[0].certificate().passes()),
                Err(error) => panic!("{values:?} at {decisiveness}: {error}"),
            }
        }
    }
}

/// Every set of active labs, tried without ruling any out, by bisection in plain shares.
fn every_set(values: &[f64], r: f64) -> usize {
    let entry = 1.0 - 1.0 / r;
    let share = |w: f64, t: f64| {
        let (mut low, mut high) = (entry, 1.0);
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            if r * w * (1.0 - middle) * middle.powf(entry) > t { low = middle } else { high = middle }
        }
        low
    };
    let is_equilibrium = |set: u32| {
        let (inside, outside): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|&lab| set >> lab & 1 == 1);
        let weakest = inside.iter().map(|&lab| values[lab]).fold(f64::INFINITY, f64::min);
        let sum = |t: f64| inside.iter().map(|&lab| share(values[lab], t)).sum::<f64>();
        let (mut low, mut high) = (0.0, weakest * entry.powf(entry));
        if inside.len() < 2 || sum(high) > 1.0 {
            return false;
        }
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            if sum(middle) > 1.0 { low = middle } else { high = middle }
        }
        // An outsider who enters against Z = t^r earns at most its best payoff on a fine grid.
        let against = low.powf(r);
        outside.iter().all(|&lab| {
            (1..4000).all(|k| {
                let x = values[lab] * f64::from(k) / 4000.0;
                values[lab] * x.powf(r) / (x.powf(r) + against) - x < 1e-6
            })
        })
    };
    (1..1_u32 << values.len()).filter(|&set| is_equilibrium(set)).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn ruling_sets_out_loses_no_equilibrium(
        values in proptest::collection::vec(8.0..12.0_f64, 2..6),
        r in 1.05..1.95_f64,
    ) {
        let contest = Tullock { values: values.clone(), costs: vec![1.0; values.len()], decisiveness: r };
        let pure = match contest.checked().unwrap().solve() {
            Ok(outcome) if matches!(outcome.completeness, Completeness::Complete(_)) => outcome.equilibria.len(),
            _ => 0,
        };
        prop_assert_eq!(pure, every_set(&values, r));
    }
}
