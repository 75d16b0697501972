//! Gompertz growth: the recomputed answer, then its economics.

use moloch_core::Inputs;
use moloch_disruption::curve::gompertz;
use moloch_disruption::{Gompertz, GompertzCurve};
use proptest::prelude::*;

use crate::{integrate, same};

fn solve(displacement: f64, rate: f64, dates: &[f64]) -> GompertzCurve {
    Gompertz { ceiling: 1.0, displacement, rate, dates: dates.to_vec() }.checked().unwrap().solve().unwrap()
}

#[test]
fn growth_matches_the_recomputed_vector() {
    let curve = solve(5.0, 0.5, &[3.0]);
    same(curve.levels[0], 0.3277019408205);
    same(curve.inflection, 5.0_f64.ln() / 0.5);
    same(solve(5.0, 0.5, &[curve.inflection]).levels[0], (-1.0_f64).exp());
    same(gompertz::inverse(0.9, 5.0, 0.5) - gompertz::inverse(0.1, 5.0, 0.5), curve.takeover_time);
}

#[test]
fn a_level_that_falls_is_not_growth_towards_a_ceiling() {
    let falls = Gompertz::through(10.0, (0.0, 5.0), (1.0, 4.0));
    assert!(falls.checked().unwrap_err().iter().any(|fault| fault.key == "rate"));
    assert!(Gompertz::through(10.0, (0.0, 5.0), (1.0, 12.0)).checked().is_err());
}

proptest! {
    #[test]
    fn the_curve_through_two_points_meets_them(ceiling in 1.0..50.0_f64, low in 0.05..0.5_f64, gain in 0.05..0.4_f64, years in 0.5..5.0_f64) {
        let (first, second) = ((1.0, ceiling * low), (1.0 + years, ceiling * (low + gain)));
        let curve = Gompertz::through(ceiling, first, second).checked().unwrap().solve().unwrap();
        prop_assert!((curve.levels[0] - first.1).abs() < 1e-10 * ceiling);
        prop_assert!((curve.levels[1] - second.1).abs() < 1e-10 * ceiling);
    }

    #[test]
    fn growth_is_largest_at_the_inflection_and_the_second_half_takes_longer(a in 1.5..8.0_f64, b in 0.1..2.0_f64, part in 0.01..1.0_f64) {
        let curve = solve(a, b, &[0.0]);
        let peak = gompertz::density(curve.inflection, a, b);
        prop_assert!(peak >= gompertz::density(curve.inflection * (1.0 - part), a, b));
        prop_assert!(peak >= gompertz::density(curve.inflection * (1.0 + part), a, b));
        let reach = |share: f64| gompertz::inverse(share, a, b);
        prop_assert!(reach(0.9) - reach(0.5) > reach(0.5) - reach(0.1));
        let integrated = integrate(gompertz::share(0.0, a, b), 4.0, 4_000, |x| -b * x * x.ln());
        prop_assert!((integrated - gompertz::share(4.0, a, b)).abs() < 1e-9);
    }
}
