//! Demand systems: they agree today, backfire ends where the elasticity is one, and energy has a limit.

use moloch_core::root::bisect;
use moloch_core::{Inputs, Model};
use moloch_jevons::{Curve, Demand, DemandOutcome, Rebound, Regime, System};
use proptest::prelude::*;

use crate::{area, same};

const SYSTEMS: [System; 5] = [System::Constant, System::Linear, System::Logit, System::Translog, System::StoneGeary];

fn of(system: System, elasticity: f64, efficiency_gain: f64) -> Demand {
    Demand { system, elasticity, efficiency_gain, ..Demand::example() }
}

fn solve(input: Demand) -> DemandOutcome {
    input.checked().unwrap().solve().unwrap()
}

#[test]
fn all_systems_agree_today_and_for_a_small_gain() {
    for system in SYSTEMS {
        for elasticity in [0.5, 1.0, 2.0] {
            let today = solve(of(system, elasticity, 1.0));
            assert_eq!((today.service_factor, today.energy_factor), (1.0, 1.0), "{system:?}");
            same(today.elasticity, elasticity);
            same(today.finite, elasticity);
            assert!((solve(of(system, elasticity, 1.0 + 1e-6)).finite - elasticity).abs() < 1e-5);
        }
    }
}

#[test]
fn the_constant_system_is_the_model_of_rebound() {
    let (curve, plain) =
        (solve(of(System::Constant, 1.5, 10.0)), Rebound::example().checked().unwrap().solve().unwrap());
    same(curve.energy_factor, plain.energy_factor);
    same(curve.finite, plain.finite);
    assert_eq!((curve.unit_elastic_gain, curve.most_energy), (None, None));
    // The users' gain of models with a closed form.
    same(curve.users_gain, 1.1 * (1.0 - 10_f64.sqrt()) / -0.5);
}

#[test]
fn backfire_of_a_linear_demand_stops_at_the_closed_price_and_is_undone_at_a_gain_of_the_elasticity() {
    for elasticity in [1.2, 2.0, 3.0, 8.0] {
        let curve = Curve { system: System::Linear, elasticity, share: 0.1 };
        let crossing = bisect(1e-6, 1.0, |price| curve.elasticity_at(price) - 1.0).unwrap().at;
        same(crossing, (1.0 + elasticity) / (2.0 * elasticity));
        let end = solve(of(System::Linear, elasticity, elasticity));
        same(end.unit_elastic_gain.unwrap(), crossing.recip());
        assert!((end.energy_factor - 1.0).abs() < 1e-14 && end.regime == Regime::Full);
        assert_eq!(solve(of(System::Linear, elasticity, elasticity * 1.01)).regime, Regime::Partial);
        same(end.most_energy.unwrap(), (1.0 + elasticity).powi(2) / (4.0 * elasticity));
    }
}

#[test]
fn backfire_of_the_logit_stops_where_lambert_says() {
    for (elasticity, share) in [(1.5, 0.1), (3.0, 0.01), (2.0, 0.8), (20.0, 0.5)] {
        let curve = Curve { system: System::Logit, elasticity, share };
        let crossing = bisect(1e-9, 1.0, |price| curve.elasticity_at(price) - 1.0).unwrap().at;
        assert!((curve.unit_elastic_price().unwrap() / crossing - 1.0).abs() < 1e-11);
        let input = Demand { share, ..of(System::Logit, elasticity, 2.0) };
        let peak = solve(Demand { efficiency_gain: crossing.recip(), ..input.clone() });
        same(peak.energy_factor, peak.most_energy.unwrap());
        assert!((peak.elasticity - 1.0).abs() < 1e-10);
        let back = solve(Demand { efficiency_gain: peak.break_even_gain.unwrap(), ..input.clone() });
        assert!((back.energy_factor - 1.0).abs() < 1e-11);
        // However cheap, the service has no more users than there are people.
        assert!(solve(Demand { efficiency_gain: 1e6, ..input }).service_factor <= share.recip());
    }
}

#[test]
fn the_most_energy_of_a_luxury_is_its_elasticity_and_of_a_translog_the_whole_budget() {
    let luxury = solve(of(System::StoneGeary, 3.0, 1e6));
    assert!(luxury.energy_factor < 3.0 && luxury.energy_factor > 2.999_99);
    assert_eq!(luxury.most_energy, Some(3.0));
    assert_eq!(luxury.regime, Regime::Backfire);
    let all = (9.0 / 1.0_f64).exp();
    let translog = solve(of(System::Translog, 2.0, all * 0.999_999));
    assert!((translog.energy_factor / 10.0 - 1.0).abs() < 1e-6 && translog.most_energy == Some(10.0));
}

#[test]
fn what_no_household_would_do_is_refused() {
    let refused = [
        (of(System::Translog, 0.05, 2.0), "elasticity"),
        (of(System::Translog, 2.0, 1e4), "efficiency_gain"),
        (of(System::StoneGeary, 11.0, 2.0), "elasticity"),
        (of(System::Linear, 2.0, 0.5), "efficiency_gain"),
        (of(System::Translog, 0.3, 1e3), "efficiency_gain"),
    ];
    for (input, key) in refused {
        let faults = input.clone().checked().unwrap_err();
        assert!(faults.iter().any(|fault| fault.key == key && fault.code == "not-regular"), "{input:?}: {faults}");
    }
}

#[test]
fn compensated_demand_of_the_translog_falls_in_the_price_exactly_between_its_regular_prices() {
    let curve = Curve { system: System::Translog, elasticity: 0.5, share: 0.3 };
    let (low, high) = curve.regular_prices();
    let compensated = |price: f64| curve.elasticity_at(price) - 0.3 * price * curve.service(price);
    for end in [low, high] {
        assert!(compensated(end).abs() < 1e-12);
        assert!(compensated(end.powf(0.99)) > 0.0 && compensated(end.powf(1.01)) < 0.0);
    }
}

proptest! {
    #[test]
    fn the_elasticity_is_the_slope_of_the_service(
        k in 0_usize..5, elasticity in 0.1..4.0_f64, share in 0.05..0.9_f64, gain in 0.3..20.0_f64,
    ) {
        let input = Demand { share, ..of(SYSTEMS[k], elasticity, gain) };
        prop_assume!(input.clone().checked().is_ok());
        let (curve, price, h) = (input.curve(), gain.recip(), 1e-6_f64);
        let slope = (curve.service(price * h.exp()) / curve.service(price / h.exp())).ln() / (-2.0 * h);
        let known = curve.elasticity_at(price);
        prop_assert!((slope - known).abs() < 1e-6 * (1.0 + known * known * known), "{slope} is not {known}");
    }

    #[test]
    fn energy_is_what_users_spend_and_never_more_than_the_most(
        k in 0_usize..5, elasticity in 0.1..4.0_f64, share in 0.05..0.9_f64, gain in 1.0..50.0_f64,
    ) {
        let input = Demand { share, ..of(SYSTEMS[k], elasticity, gain) };
        prop_assume!(input.clone().checked().is_ok());
        let solved = solve(input);
        prop_assert!((solved.service_factor / gain / solved.energy_factor - 1.0).abs() < 1e-12);
        prop_assert!(solved.energy_factor <= solved.most_energy.unwrap_or(f64::INFINITY) * (1.0 + 1e-12));
        let mut steps = solved.energy_path.windows(2).zip(&solved.elasticity_path[1..]);
        prop_assert!(steps.all(|(pair, elasticity)| *elasticity <= 1.0 || pair[1] >= pair[0]));
    }

    #[test]
    fn the_users_gain_is_the_area_left_of_the_curve(
        k in 0_usize..5, elasticity in 0.3..3.0_f64, gain in 1.0..4.0_f64,
    ) {
        let input = of(SYSTEMS[k], elasticity, gain);
        prop_assume!(input.clone().checked().is_ok());
        let curve = input.curve();
        let gained = area(gain.recip(), 1.0, |price| curve.service(price)) * 1.1;
        prop_assert!((solve(input).users_gain - gained).abs() < 1e-8 * (1.0 + gained));
    }
}
