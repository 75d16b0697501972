//! Every judge against the figures of the ledger, and the verdicts that follow.

use moloch_core::{Ruling, Verdict, judge};
use moloch_disruption::claims::JUDGES;
use moloch_testkit::ledger_figures;

fn ruling(id: &str) -> Ruling {
    let row = JUDGES.iter().find(|row| row.claim == id).unwrap();
    judge(row, &ledger_figures(id).unwrap()).unwrap()
}

#[test]
fn every_judge_gives_a_verdict_that_turns_at_its_boundary() {
    moloch_testkit::check_judges(JUDGES, ledger_figures);
}

#[test]
fn the_verdicts_and_their_boundaries() {
    use Verdict::{Arithmetic, Refuted, Supported};
    let logit = |share: f64| (share / (1.0 - share)).ln();
    // Nine tenths on the curve through 20 per cent after one year and 40 after two.
    let eaten = 12.0 * (1.0 + (logit(0.9) - logit(0.2)) / (logit(0.4) - logit(0.2)));
    let dead = 6.0 * 0.1_f64.ln() / 0.5_f64.ln();
    let expected: &[(&str, Verdict, &[f64])] = &[
        ("cd-ai-adoption-shares", Refuted, &[]),
        ("cd-100m-users-two-months", Supported, &[]),
        ("cd-twenty-years-twenty-months", Refuted, &[eaten]),
        ("cd-displacement-schedule", Supported, &[]),
        ("cd-content-tools-case", Refuted, &[dead]),
        ("dilemma-challenger-share-rises", Supported, &[0.25]),
        ("cd-traditional-adoption-shares", Arithmetic, &[]),
    ];
    assert_eq!(JUDGES.len(), expected.len());
    for (row, (id, verdict, boundaries)) in JUDGES.iter().zip(expected) {
        let ruling = ruling(row.claim);
        assert_eq!((row.claim, ruling.verdict), (*id, *verdict), "{ruling:?}");
        for (found, known) in ruling.boundaries.iter().zip(*boundaries) {
            assert!((found / known - 1.0).abs() < 1e-9, "{id}: turns at {found}, not at {known}");
        }
    }
}

#[test]
fn the_curve_through_the_adoption_table_matches_the_recomputed_vector() {
    let numbers = ruling("cd-ai-adoption-shares").numbers;
    crate::same(numbers[2].value, 0.06019985063311);
    crate::same(numbers[3].value, 1.061710326994);
    assert!((numbers[0].value - 0.978).abs() < 5e-4);
    assert!((numbers[4].value - 2.7).abs() < 0.05);
    // Challenger and leader cross in log-odds in month 20.5 of 24.
    assert!((ruling("dilemma-challenger-share-rises").numbers[0].value - 20.5).abs() < 0.05);
}
