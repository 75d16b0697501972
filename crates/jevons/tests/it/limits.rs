//! Several limits at once: which binds, when, what scarcity costs, and what lifting one of them does.

use moloch_core::{Inputs, Model};
use moloch_jevons::scarcity::{Economy, scarce};
use moloch_jevons::{Ceiling, Limits, LimitsOutcome};
use proptest::prelude::*;

use crate::same;

fn solve(input: Limits) -> LimitsOutcome {
    input.checked().unwrap().solve().unwrap()
}

/// One service that uses one thing and nothing else: the market under a ceiling that grows.
fn one(elasticity: f64, growth: f64, efficiency: f64, build: f64) -> Limits {
    Limits {
        limit: vec!["grid".to_owned()],
        spending: vec![vec![1.1]],
        other: None,
        elasticity: vec![elasticity],
        demand_growth: vec![growth],
        efficiency_growth: vec![efficiency],
        capacity: vec![85.0],
        build: vec![build],
        years: 10.0,
    }
}

#[test]
fn with_one_limit_date_and_price_are_those_of_a_ceiling() {
    let outcome = solve(Limits { years: 3.0, ..one(2.0, 0.0, std::f64::consts::LN_10, 0.0) });
    let ceiling = Ceiling { energy: 11.0, ceiling: 11.0 * 85.0, ..Ceiling::example() };
    let known = ceiling.checked().unwrap().solve().unwrap();
    same(outcome.first.unwrap().0, known.binds_at.unwrap());
    same(outcome.last().unwrap().things[0], known.price_factor);
    same(outcome.last().unwrap().prices[0], known.service_price_factor);
}

#[test]
fn a_limit_that_is_built_up_binds_later_and_one_built_fast_enough_never() {
    // Use grows at n + (eps - 1) g = 0.7, capacity at b: it binds at ln 85/(0.7 - b).
    for build in [0.0, 0.1, 0.2] {
        same(solve(one(2.0, 0.4, 0.3, build)).first.unwrap().0, 85_f64.ln() / (0.7 - build));
    }
    assert_eq!(solve(one(2.0, 0.4, 0.3, 0.7)).first, None);
}

#[test]
fn relaxing_the_limit_that_binds_moves_the_date_and_relaxing_others_does_not() {
    let base = solve(Limits::example());
    let (date, binding) = base.first.unwrap();
    assert_eq!(base.limit[binding], "chips");
    for limit in 0..4 {
        let mut eased = Limits::example();
        eased.capacity[limit] *= 1.05;
        let moved = solve(eased).first.unwrap().0;
        if limit == binding { assert!(moved > date * 1.01) } else { assert_eq!(moved, date) }
    }
}

#[test]
fn lifting_one_limit_lets_another_bind() {
    let base = solve(Limits::example());
    let (date, next) = base.without[1].unwrap();
    assert_eq!(base.limit[next], "grid");
    assert!(date > base.first.unwrap().0);
    // Beside scarce chips the grid binds later than it would alone.
    assert!(base.binding[0].unwrap() > date);
    // A limit that does not bind can be lifted without effect.
    assert_eq!(base.without[3], base.first);
}

#[test]
fn two_limits_can_be_scarce_at_once_and_what_is_left_over_costs_nothing() {
    let base = solve(Limits::example());
    let end = base.last().unwrap();
    assert!(end.things[0] > 1.0 && end.things[1] > 1.0);
    assert_eq!((end.things[2], end.things[3]), (1.0, 1.0));
    for limit in 0..4 {
        let share = end.used[limit] / end.capacity[limit];
        if limit < 2 { assert!((share - 1.0).abs() < 1e-10) } else { assert!(share < 1.0) }
    }
}

#[test]
fn scarcity_prices_minimise_what_capacity_and_users_surplus_are_worth() {
    // The convex problem behind the conditions, searched on a grid around the answer without them.
    let input = Limits::example();
    let economy = Economy {
        spending: input.spending.clone(),
        other: input.other.clone().unwrap(),
        elasticity: input.elasticity.clone(),
        demand_growth: input.demand_growth.clone(),
        efficiency_growth: input.efficiency_growth.clone(),
        capacity: input.capacity.clone(),
        build: input.build.clone(),
    };
    let state = scarce(&economy, 4.0).unwrap();
    let worth = |things: &[f64]| {
        let capacity: f64 = state.capacity.iter().zip(things).map(|(k, q)| k * q).sum();
        let surplus = (0..2).map(|i| {
            let cost = |j: usize| economy.spending[i][j] * things[j] * (-economy.efficiency_growth[j] * 4.0).exp();
            let price = (economy.other[i] + (0..4).map(cost).sum::<f64>()) / economy.spent(i);
            let (eps, scale) = (economy.elasticity[i], economy.spent(i) * (economy.demand_growth[i] * 4.0).exp());
            scale * price.powf(1.0 - eps) / (eps - 1.0)
        });
        capacity + surplus.sum::<f64>()
    };
    let best = worth(&state.things);
    for j in 0..4 {
        for factor in [0.9, 0.999, 1.001, 1.1] {
            let mut other = state.things.clone();
            other[j] = (other[j] * factor).max(1.0);
            assert!(worth(&other) >= best * (1.0 - 1e-14), "{j} {factor}");
        }
    }
}

#[test]
fn conditions_are_met_where_newton_steps_miss_by_more_before_they_are_right() {
    let mut input = Limits::example();
    input.demand_growth = vec![0.974_013_29, 0.487_006_645];
    input.build[0] = 0.3700450187341052;
    input.capacity[2] = 1.8139329319869124;
    assert!(solve(input).path.iter().all(|state| state.residual < 1e-10));
}

#[test]
fn too_many_limits_and_a_capacity_below_use_are_refused() {
    let faults = Limits { capacity: vec![0.9, 1.3, 3.0, 2.0], ..Limits::example() }.checked().unwrap_err();
    assert!(faults.to_string().contains("capacity"), "{faults}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn scarcity_never_raises_what_is_made_above_what_is_wanted(
        growth in 0.0..1.0_f64, build in 0.0..0.5_f64, capacity in 1.0..5.0_f64
    ) {
        let mut input = Limits::example();
        input.demand_growth = vec![growth, growth / 2.0];
        input.build[0] = build;
        input.capacity[2] = capacity;
        let outcome = solve(input);
        for (made, wanted) in outcome.made.iter().zip(&outcome.wanted) {
            prop_assert!(*made <= wanted * (1.0 + 1e-9));
        }
        for state in &outcome.path {
            for (used, capacity) in state.used.iter().zip(&state.capacity) {
                prop_assert!(*used <= capacity * (1.0 + 1e-9));
            }
        }
    }
}
