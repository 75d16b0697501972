//! Every judge against the figures of the ledger, and the verdicts that follow.

use moloch_core::{Verdict, judge};
use moloch_jevons::claims::JUDGES;
use moloch_testkit::ledger_figures;

#[test]
fn every_judge_gives_a_verdict_that_turns_at_its_boundary() {
    moloch_testkit::check_judges(JUDGES, ledger_figures);
}

/// The two elasticities at which the mean square miss over the four episodes of AI is that of a factor of ten: the
/// roots of a quadratic in the elasticity.
fn fitting_elasticities() -> [f64; 2] {
    let ln = f64::ln;
    let of_energy = |gain: f64, grown: f64| (ln(gain), 1.0 + ln(grown) / ln(gain));
    let episodes = [(ln(100.0), 1.5), (ln(10.0), 2.0), of_energy(200.0, 1e3), of_energy(600.0, 1e4)];
    let sum = |power: i32| episodes.iter().map(|(log, eps)| log * log * eps.powi(power)).sum::<f64>();
    let (a, b, c) = (sum(0), sum(1), sum(2) - 4.0 * ln(10.0).powi(2));
    let half = (b * b - a * c).sqrt();
    [(b - half) / a, (b + half) / a]
}

/// The inverse of the chance that one of a thousand, of whom 900 are needed, is decisive: the others' number is
/// exactly 899, with the chance that makes this most likely.
fn least_worth() -> f64 {
    let (others, enough) = (999.0, 899.0);
    let choose: f64 = (0..100).map(|k| ((others - f64::from(k)) / f64::from(k + 1)).ln()).sum();
    let chance: f64 = enough / others;
    (-(choose + enough * chance.ln() + (others - enough) * (1.0 - chance).ln())).exp()
}

/// A number of a verdict by its name.
fn number_of(claim: &str, name: &str) -> f64 {
    let row = JUDGES.iter().find(|row| row.claim == claim).unwrap();
    let ruling = judge(row, &ledger_figures(claim).unwrap()).unwrap();
    ruling.numbers.iter().find(|number| number.name == name).unwrap().value
}

#[test]
fn numbers_of_the_verdicts_are_the_derived_figures_of_the_ledger() {
    let derived = |claim: &str, figure: &str| ledger_figures(claim).unwrap().get(figure).unwrap();
    let code = "jev-coding-paradox";
    assert!((number_of(code, "exponent of maintenance") - derived(code, "derived_exponents_2")).abs() < 1e-12);
    assert!((number_of(code, "exponent of complexity") - derived(code, "derived_exponents_3")).abs() < 1e-12);
    let spiral = "jev-pricing-death-spiral";
    assert!(
        (number_of(spiral, "revenue after a year") - derived(spiral, "derived_revenue_factor_eps_2")).abs() < 1e-12
    );
    assert!((number_of("jev-demand-or-technical-limits", "demand to do without") - 0.9).abs() < 1e-12);
}

#[test]
fn the_verdicts_and_their_boundaries() {
    use Verdict::{Arithmetic, Bounded, Refuted, Supported};
    let world = 27_700.0_f64 / 11.0;
    let blow_up = 1.0 / (26.0 * 2.0 * 600_f64.ln() / 4.0);
    let (city, tax_that_eats_the_gain) = (55_575.0 / 7.0, 1.0 + 0.9_f64.sqrt());
    let answers = 1e15 / 365.25;
    let before = 1.287e-3 + 1.2e7 * 365.25 * 2.9e-12;
    let chatgpt = (1000.0 * before - 1.287e-3) / (1e8 * 365.25 * 2.9e-12);
    let failures = 419.0 / 16_384.0 / 54.0 * 0.3 / 24.0;
    let stages = [(11.0 * 10_f64.powf(8.0 / 3.0) / 2770.0).powf(0.4), (0.35 / 11.0 * 10_f64.powf(10.0 / 3.0)).cbrt()];
    let fit = fitting_elasticities();
    let expected: &[(&str, Verdict, &[f64])] = &[
        ("jev-total-consumption-formula", Refuted, &[1.05]),
        ("jev-backfire-condition", Bounded, &[1.0, 10.0]),
        ("jev-arithmetic-box", Supported, &[95.0, 105.0]),
        ("jev-usage-per-tenfold", Bounded, &[2.0, 3.0]),
        ("jev-elasticity-2-3", Bounded, &fit),
        ("jev-gpt4-to-4o", Supported, &[1000.0]),
        ("jev-api-calls", Supported, &[10.0]),
        ("jev-coal", Supported, &[10.0]),
        ("jev-copilot", Bounded, &[39.8107]),
        ("jev-images", Supported, &[14.1421, 565_685.0]),
        ("jev-five-stages", Bounded, &[11.14]),
        ("jev-energy-2030", Refuted, &[1.277, 1.377]),
        ("jev-physical-limits", Bounded, &[1.02 * world.powf(1.0 / 6.0)]),
        ("jev-renewables-not-enough", Supported, &[1.01 * world.powf(1.0 / 26.0)]),
        ("blitz-physical-limits", Supported, &[1.15 * 1.2_f64.powf(0.1)]),
        ("jev-recursive-acceleration", Bounded, &[blow_up]),
        ("arms-energy-small-city", Bounded, &[city / 2.0, city * 2.0]),
        ("arms-datacentre-full-load", Bounded, &[1.0 / 6.0 / failures]),
        ("jev-inference-energy-per-query", Supported, &[answers / 2.9, answers / 0.24]),
        ("jev-chatgpt-compute", Refuted, &[chatgpt]),
        ("jev-stage-energy", Refuted, &stages),
        ("jev-induced-demand-ratchet", Bounded, &[50.5_f64.ln() / 100_f64.ln()]),
        ("jev-demand-or-technical-limits", Supported, &[1.0, least_worth()]),
        ("jev-coding-paradox", Supported, &[100.0]),
        ("jev-service-and-decision-load", Bounded, &[1.0]),
        ("jev-pricing-death-spiral", Bounded, &[4.5]),
        ("jev-interventions", Refuted, &[1.0 - 0.01 * tax_that_eats_the_gain.powi(-2)]),
        ("jev-inefficiency-as-remedy", Refuted, &[2.0]),
        ("jev-price-ladder", Arithmetic, &[]),
        ("jev-efficiency-levers", Arithmetic, &[]),
        ("jev-energy-2024", Arithmetic, &[]),
    ];
    assert_eq!(expected.len(), JUDGES.len());
    for (row, (claim, verdict, boundaries)) in JUDGES.iter().zip(expected) {
        assert_eq!(row.claim, *claim);
        let ruling = judge(row, &ledger_figures(claim).unwrap()).unwrap();
        assert_eq!(ruling.verdict, *verdict, "{claim}");
        assert_eq!(ruling.boundaries.len(), boundaries.len(), "{claim}: {:?}", ruling.boundaries);
        for (found, known) in ruling.boundaries.iter().zip(*boundaries) {
            assert!((found / known - 1.0).abs() < 1e-3, "{claim}: {found} is not {known}");
        }
    }
}

#[test]
fn computed_verdicts_outnumber_divisions_and_each_names_a_registered_model() {
    let mut arithmetic = 0;
    for row in JUDGES {
        let ruling = judge(row, &ledger_figures(row.claim).unwrap()).unwrap();
        if ruling.verdict == Verdict::Arithmetic {
            arithmetic += 1;
        } else {
            assert!(moloch_jevons::MODELS.iter().any(|model| model.id == row.model), "{}", row.claim);
        }
    }
    assert!(arithmetic <= 4 && JUDGES.len() - arithmetic >= 15);
}
