//! Bass diffusion: recomputed answers, limits, an independent integration, then its economics.

use moloch_core::Inputs;
use moloch_disruption::curve::bass::{
    adoption_after, density_after, inverse, peak_adoption, remaining_after, time_between,
};
use moloch_disruption::{Bass, Diffusion, DisruptionError};
use proptest::prelude::*;

use crate::{integrate, same};

const P: f64 = 0.03;
const Q: f64 = 0.38;

fn after(years: f64) -> Diffusion {
    Bass { durations: vec![years], ..Bass::without_marketing(P, Q) }.checked().unwrap().solve().unwrap()
}

#[test]
fn durable_goods_match_the_recomputed_vector() {
    let fifth = after(5.0);
    same(fifth.adoption[0], 0.3311986424914);
    same(fifth.rates[0], 0.1042363593725);
    same(after(10.0).adoption[0], 0.8128032212213);
    same(fifth.peak.time, 6.192619197703);
    same(fifth.peak.adoption, 0.4605263157895);
    same(fifth.peak.rate, 0.1105921052632);
}

#[test]
fn halving_the_price_moves_the_clock_as_recomputed() {
    let launch = Bass { durations: vec![5.0], ..Bass::without_marketing(P, Q) };
    let cheaper = Bass { price_changes: Some(vec![0.5]), price_effect: 1.0, ..launch };
    let diffusion = cheaper.checked().unwrap().solve().unwrap();
    same(diffusion.market_times[0], 5.693147180560);
    same(diffusion.adoption[0], 0.4054808863464);
    assert!(diffusion.certificate().passes());
}

#[test]
fn only_rising_advertising_moves_the_clock() {
    let launch = Bass { durations: vec![1.0; 3], advertising_effect: 2.0, ..Bass::without_marketing(P, Q) };
    let waves = Bass { advertising_changes: Some(vec![2.0, 0.5, 2.0]), ..launch };
    let diffusion = waves.checked().unwrap().solve().unwrap();
    let gain = 2.0 * 2.0_f64.ln();
    for (found, expected) in diffusion.market_times.iter().zip([1.0 + gain, 2.0 + gain, 3.0 + 2.0 * gain]) {
        same(*found, expected);
    }
    same(diffusion.new_adopters.iter().sum::<f64>(), diffusion.adopters[2]);
}

#[test]
fn the_closed_form_agrees_with_an_independent_integration() {
    for (start, p, q, time) in [(0.0, P, Q, 7.0), (0.2, 0.0, 0.9, 9.0), (0.0, 0.5, 0.0, 3.0), (0.6, 0.1, 0.05, 4.0)] {
        let integrated = integrate(start, time, 20_000, |f| (p + q * f) * (1.0 - f));
        same(adoption_after(start, time, p, q), integrated);
    }
}

#[test]
fn without_imitation_the_curve_is_exponential_and_without_innovation_logistic() {
    same(adoption_after(0.0, 3.0, 0.2, 0.0), -(-0.6_f64).exp_m1());
    let odds = 0.1 / 0.9 * (0.5_f64 * 4.0).exp();
    same(adoption_after(0.1, 4.0, 0.0, 0.5), odds / (1.0 + odds));
    // A little innovation from nothing tends to the logistic curve that starts where it has led.
    let early = inverse(0.01, 1e-9, 0.5);
    let logistic = adoption_after(0.01, 5.0, 0.0, 0.5);
    assert!((adoption_after(0.0, early + 5.0, 1e-9, 0.5) - logistic).abs() < 1e-7);
    assert_eq!(adoption_after(0.3, 5.0, 0.0, 0.0), 0.3);
    assert_eq!(adoption_after(0.0, 5.0, 0.0, 0.5), 0.0);
    assert_eq!(time_between(0.0, 0.5, 0.0, 0.5), f64::INFINITY);
}

#[test]
fn whoever_is_left_is_counted_to_the_last_digit() {
    // Almost everybody has adopted: the share is 1 to sixteen digits, what is left still halves as it must.
    let left = remaining_after(1.0, 200.0, P, Q);
    assert!(left > 0.0 && left < 1e-30 && adoption_after(0.0, 200.0, P, Q) == 1.0);
    same(remaining_after(left, 2.0_f64.ln() / (P + Q), P, Q) / left, 0.5);
    assert_eq!(adoption_after(1.0, 5.0, P, Q), 1.0);
}

#[test]
fn a_market_without_a_first_adopter_or_with_time_running_backwards_is_refused() {
    let faults = Bass::without_marketing(0.0, Q).checked().unwrap_err();
    assert!(faults.iter().any(|fault| fault.key == "start" && fault.code == "never-starts"));
    assert!(Bass { start: 0.01, ..Bass::without_marketing(0.0, Q) }.checked().is_ok());
    let dearer = Bass { price_changes: Some(vec![3.0]), price_effect: 1.0, ..Bass::without_marketing(P, Q) };
    assert!(matches!(dearer.checked().unwrap().solve(), Err(DisruptionError::RunsBackwards { period: 1, .. })));
}

#[test]
fn rates_beyond_all_numbers_are_refused_rather_than_certified() {
    let launch = Bass::without_marketing(1e308, 1e308);
    assert!(matches!(launch.checked().unwrap().solve(), Err(DisruptionError::NotCertified(_))));
}

#[test]
fn a_month_of_the_path_is_the_curve_restarted() {
    same(adoption_after(0.1, 1.0, 0.03 / 12.0, 0.38 / 12.0), 0.105158389818);
}

proptest! {
    #[test]
    fn more_time_means_more_adopters_and_the_inverse_gives_the_time_back(
        start in 0.0..0.9_f64, p in 0.001..0.2_f64, q in 0.0..1.5_f64, time in 0.0..8.0_f64,
    ) {
        let share = adoption_after(start, time, p, q);
        prop_assert!((start..=1.0).contains(&share));
        prop_assert!(adoption_after(start, time + 0.1, p, q) > share);
        // The share holds the time to the digits that are left of 1 - F.
        let digits = 1e-14 / (1.0 - share) / (p + q);
        prop_assert!((time_between(start, share, p, q) - time).abs() <= digits + 1e-11 * time);
    }

    #[test]
    fn two_spells_are_one_long_spell(
        start in 0.0..1.0_f64, p in 0.0..0.2_f64, q in 0.0..1.5_f64, first in 0.0..5.0_f64, second in 0.0..5.0_f64,
    ) {
        let halfway = adoption_after(start, first, p, q);
        let whole = adoption_after(start, first + second, p, q);
        prop_assert!((adoption_after(halfway, second, p, q) - whole).abs() < 1e-12);
    }

    #[test]
    fn the_flow_is_symmetric_about_its_peak_and_adds_up_to_the_share(p in 0.01..0.1_f64, q in 0.2..1.0_f64, part in 0.0..1.0_f64) {
        let peak = inverse(peak_adoption(0.0, p, q), p, q);
        let flow = |time: f64| density_after(0.0, time, p, q);
        prop_assert!((flow(peak - part * peak) - flow(peak + part * peak)).abs() < 1e-12);
        prop_assert!(flow(peak) >= flow(peak * (1.0 + part)));
        // Simpson's rule on the flow gives the share.
        let h = peak / 500.0;
        let simpson: f64 = (0..500)
            .map(|k| {
                let t = h * f64::from(k);
                h / 6.0 * (flow(t) + 4.0 * flow(t + h / 2.0) + flow(t + h))
            })
            .sum();
        prop_assert!((simpson - adoption_after(0.0, peak, p, q)).abs() < 1e-10);
    }

    #[test]
    fn a_falling_price_never_delays_adoption(p in 0.01..0.1_f64, q in 0.1..1.0_f64, fall in 0.1..1.0_f64, effect in 0.0..3.0_f64) {
        let launch = Bass { durations: vec![2.0, 3.0], ..Bass::without_marketing(p, q) };
        let cheaper = Bass { price_changes: Some(vec![fall, 1.0]), price_effect: effect, ..launch.clone() };
        let (plain, cheap) = (launch.checked().unwrap().solve().unwrap(), cheaper.checked().unwrap().solve().unwrap());
        prop_assert!(cheap.adoption[0] >= plain.adoption[0] && cheap.adoption[1] >= plain.adoption[1]);
    }
}
