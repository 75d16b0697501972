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

#[test]
fn the_verdicts_and_their_boundaries() {
    use Verdict::{Arithmetic, Bounded, Refuted, Supported};
    let world_by_2030 = (27_700.0_f64 / 11.0).powf(1.0 / 6.0);
    let fit = fitting_elasticities();
    let expected: [(&str, Verdict, &[f64]); 21] = [
        ("jev-total-consumption-formula", Refuted, &[1.05]),
        ("jev-backfire-condition", Bounded, &[1.0, 10.0]),
        ("jev-arithmetic-box", Supported, &[95.0, 105.0]),
        ("jev-usage-per-tenfold", Bounded, &[2.0, 3.0]),
        ("jev-elasticity-2-3", Bounded, &fit),
        ("jev-pricing-death-spiral", Refuted, &[1.0]),
        ("jev-service-and-decision-load", Bounded, &[1.0]),
        ("jev-gpt4-to-4o", Supported, &[1000.0]),
        ("jev-api-calls", Supported, &[10.0]),
        ("jev-coal", Supported, &[10.0]),
        ("jev-copilot", Bounded, &[39.8107]),
        ("jev-images", Supported, &[14.1421, 565_685.0]),
        ("jev-coding-paradox", Supported, &[100.0]),
        ("jev-five-stages", Bounded, &[11.14]),
        ("jev-energy-2030", Refuted, &[1.277, 1.377]),
        ("jev-physical-limits", Bounded, &[world_by_2030]),
        ("jev-interventions", Refuted, &[1.0]),
        ("jev-inefficiency-as-remedy", Refuted, &[2.0]),
        ("jev-price-ladder", Arithmetic, &[]),
        ("jev-efficiency-levers", Arithmetic, &[]),
        ("jev-energy-2024", Arithmetic, &[]),
    ];
    assert_eq!(expected.len(), JUDGES.len());
    for (row, (claim, verdict, boundaries)) in JUDGES.iter().zip(expected) {
        assert_eq!(row.claim, claim);
        let ruling = judge(row, &ledger_figures(claim).unwrap()).unwrap();
        assert_eq!(ruling.verdict, verdict, "{claim}");
        assert_eq!(ruling.boundaries.len(), boundaries.len(), "{claim}: {:?}", ruling.boundaries);
        for (found, known) in ruling.boundaries.iter().zip(boundaries) {
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
