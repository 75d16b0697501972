//! Growth into a ceiling: known answers, the date, prices under the cap.

use moloch_core::{Inputs, Model};
use moloch_jevons::{Ceiling, CeilingOutcome, demand, limit};
use proptest::prelude::*;

use crate::same;

fn solve(ceiling: Ceiling) -> CeilingOutcome {
    ceiling.checked().unwrap().solve().unwrap()
}

fn growing(growth: f64, years: f64) -> Ceiling {
    Ceiling { efficiency_growth: 0.0, demand_growth: growth, years, ..Ceiling::example() }
}

#[test]
fn the_logistic_ceiling_matches_the_recomputed_vectors() {
    same(solve(growing(0.7533017228395, 3.0)).logistic, 95.83065588108);
    same(solve(growing(0.7533017228395, 6.0)).logistic, 490.9722222222);
}

#[test]
fn the_hard_cap_rations_by_price_as_in_the_composed_scenario() {
    // In the composed scenario an elasticity of 2 needs this price at month 24.
    let uncapped = 945.0 * 1.96977386884_f64.powi(2);
    let price = limit::cap_price(uncapped, 945.0, 2.0);
    same(price, 1.96977386884);
    same(demand::energy_at_price(uncapped, price, 2.0), 945.0);
    assert_eq!(limit::cap_price(945.0, 945.0, 2.0), 1.0);
    assert_eq!(limit::cap_price(946.0, 945.0, 0.0), f64::INFINITY);
}

#[test]
fn the_cap_is_slack_before_its_date_and_binds_after() {
    let date = solve(Ceiling::example()).binds_at.unwrap();
    same(date, (945.0_f64 / 11.0).log10());
    let before = solve(Ceiling { years: date * 0.999, ..Ceiling::example() });
    let after = solve(Ceiling { years: date * 1.001, ..Ceiling::example() });
    assert_eq!((before.price_factor, before.capped), (1.0, before.uncapped));
    assert!(after.price_factor > 1.0 && after.scarcity_rent > 0.0);
    assert_eq!(after.capped, 945.0);
}

#[test]
fn energy_that_falls_never_meets_the_ceiling() {
    let falling = solve(Ceiling { elasticity: 0.5, ..Ceiling::example() });
    assert_eq!(falling.binds_at, None);
    assert_eq!(falling.price_factor, 1.0);
    assert!(falling.capped < 11.0);
}

#[test]
fn the_published_growth_of_all_data_centres_takes_six_years() {
    // From 415 TWh in 2024 to 945 TWh in 2030 is 14.70 per cent a year.
    let growth = (945.0_f64 / 415.0).ln() / 6.0;
    assert!((growth.exp_m1() - 0.1470).abs() < 5e-5);
    same(limit::binding_date(415.0, 945.0, growth).unwrap(), 6.0);
}

#[test]
fn the_logistic_curve_agrees_with_an_integration_of_its_equation() {
    let (growth, ceiling) = (0.7533017228395, 945.0);
    let slope = |e: f64| growth * e * (1.0 - e / ceiling);
    let (mut energy, h) = (11.0, 6.0 / 6000.0);
    for _ in 0..6000 {
        let k1 = slope(energy);
        let k2 = slope(energy + h / 2.0 * k1);
        let k3 = slope(energy + h / 2.0 * k2);
        energy += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + slope(energy + h * k3));
    }
    assert!((energy / limit::logistic(11.0, ceiling, growth, 6.0) - 1.0).abs() < 1e-10);
}

#[test]
fn a_logistic_ceiling_that_rises_agrees_with_an_integration_and_with_the_one_that_stays() {
    for (growth, build) in [(0.75, 0.1), (0.3, 0.3), (0.2, 0.5), (-0.2, 0.1), (0.75, 0.0)] {
        let slope = |t: f64, e: f64| growth * e * (1.0 - e / (945.0 * (build * t).exp()));
        let (mut energy, h) = (11.0, 6.0 / 6000.0);
        for k in 0..6000 {
            let t = f64::from(k) * h;
            let k1 = slope(t, energy);
            let k2 = slope(t + h / 2.0, energy + h / 2.0 * k1);
            let k3 = slope(t + h / 2.0, energy + h / 2.0 * k2);
            energy += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + slope(t + h, energy + h * k3));
        }
        assert!((energy / limit::logistic_rising(11.0, 945.0, growth, build, 6.0) - 1.0).abs() < 1e-10);
    }
    same(limit::logistic_rising(11.0, 945.0, 0.7, 0.0, 4.0), limit::logistic(11.0, 945.0, 0.7, 4.0));
}

#[test]
fn a_ceiling_that_is_built_up_binds_later() {
    let date = |ceiling_growth: f64| solve(Ceiling { ceiling_growth, ..Ceiling::example() }).binds_at;
    same(date(0.3).unwrap(), (945.0_f64 / 11.0).ln() / (10_f64.ln() - 0.3));
    assert_eq!(date(10_f64.ln()), None);
    let built = solve(Ceiling { ceiling_growth: 0.3, ..Ceiling::example() });
    same(built.capped, 945.0 * 0.9_f64.exp());
}

#[test]
fn a_ceiling_below_todays_energy_is_refused() {
    let faults = Ceiling { ceiling: 11.0, ..Ceiling::example() }.checked().unwrap_err();
    assert!(faults.to_string().contains("greater than the energy used today, 11"), "{faults}");
}

proptest! {
    #[test]
    fn under_the_cap_demand_is_what_the_cap_allows(eps in 0.2..3.0_f64, years in 0.0..5.0_f64, n in 0.0..2.0_f64) {
        let outcome = solve(Ceiling { elasticity: eps, years, demand_growth: n, ..Ceiling::example() });
        prop_assert!(outcome.capped <= 945.0 && outcome.logistic <= 945.0 * (1.0 + 1e-12));
        let demanded = demand::energy_at_price(outcome.uncapped, outcome.price_factor, eps);
        prop_assert!((demanded / outcome.capped - 1.0).abs() < 1e-10);
    }

    #[test]
    fn a_binding_cap_slows_the_fall_of_the_service_price_and_does_not_stop_it(eps in 1.2..3.0_f64, years in 0.1..6.0_f64) {
        let now = solve(Ceiling { elasticity: eps, years, ..Ceiling::example() });
        let later = solve(Ceiling { elasticity: eps, years: years * 1.1, ..Ceiling::example() });
        prop_assert!(later.service_price_factor < now.service_price_factor);
        prop_assert!(later.service_price_factor >= 1.0 / (later.service_factor / later.capped * 11.0) * (1.0 - 1e-9));
    }
}
