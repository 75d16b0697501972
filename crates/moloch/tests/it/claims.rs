//! The ledger judged: every verdict has its model, every boundary really turns, and the counts are what they should be.

use moloch::claims::{COMPOSED, Judged, judge_all, judge_all_on, judges, ledger, ledger_json};
use moloch::find_model;
use moloch_core::{Figures, Question, Verdict, judge};

fn figures(id: &str) -> Option<Figures> {
    ledger().unwrap().into_iter().find(|claim| claim.id == id).map(|claim| claim.figures)
}

#[test]
fn every_judge_of_the_composed_path_turns_at_its_boundary() {
    moloch_testkit::check_judges(COMPOSED, figures);
}

#[test]
fn what_the_composed_path_says_of_the_claims() {
    use Verdict::{Bounded, Refuted, Supported};
    let expected = [
        ("cross-coordination-gap", Bounded),
        ("hype-adopt-or-die", Bounded),
        ("cross-race-feeds-jevons-feeds-hype", Refuted),
        ("jev-futures", Supported),
        ("arms-too-many-models", Supported),
    ];
    for (row, (id, verdict)) in COMPOSED.iter().zip(expected) {
        let ruling = judge(row, &figures(id).unwrap()).unwrap();
        assert_eq!((row.claim, ruling.verdict), (id, verdict), "{ruling:?}");
    }
    assert_eq!(COMPOSED.len(), expected.len());
}

#[test]
fn every_claim_has_one_judge_at_most_and_every_judge_a_claim_and_a_model() {
    let claims = ledger().unwrap();
    let all: Vec<_> = judges().collect();
    for (k, row) in all.iter().enumerate() {
        assert!(claims.iter().any(|claim| claim.id == row.claim), "{} is not in the ledger", row.claim);
        assert!(all[..k].iter().all(|other| other.claim != row.claim), "{} has two judges", row.claim);
        if matches!(row.question, Question::Computed { .. }) {
            assert!(find_model(row.model).is_some() || row.model == "moloch.path", "{}: {}", row.claim, row.model);
        }
    }
}

#[test]
fn forty_claims_about_the_race_hype_and_jevons_are_judged_and_few_by_division() {
    let judged = judge_all_on(2).unwrap();
    assert_eq!(judged.len(), 245);
    let core = |row: &&Judged| ["race", "hype", "jevons"].contains(&row.claim.domain.as_str());
    let given: Vec<&Judged> = judged.iter().filter(core).filter(|row| row.verdict() != Verdict::Open).collect();
    let arithmetic = given.iter().filter(|row| row.verdict() == Verdict::Arithmetic).count();
    assert!(given.len() >= 40 && arithmetic <= 10, "{} verdicts, {arithmetic} by arithmetic", given.len());
    // One thread or two, the rulings are the same.
    assert_eq!(judged, judge_all().unwrap());
}

#[test]
fn the_judged_ledger_is_valid_json_with_every_claim() {
    let judged = judge_all_on(2).unwrap();
    let json = ledger_json(&judged.iter().collect::<Vec<_>>());
    let again: serde_json::Value = serde_json::from_str(&json.to_string()).unwrap();
    let rows = again.as_array().unwrap();
    assert_eq!(rows.len(), judged.len());
    let keys = "boundaries domain essay holds id model numbers parameter reason statement verdict";
    for (row, judged) in rows.iter().zip(&judged) {
        let mut found: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        found.sort_unstable();
        assert_eq!(found.join(" "), keys);
        assert_eq!(row["id"], judged.claim.id.as_str());
        assert_eq!(row["model"].is_null(), row["verdict"] == "open");
        for (number, known) in
            row["numbers"].as_array().unwrap().iter().zip(judged.ruling.iter().flat_map(|r| &r.numbers))
        {
            let same = |value: f64| (value - known.value).abs() <= 1e-15 * value.abs();
            assert!(number["value"].as_f64().map_or(!known.value.is_finite(), same), "{number}");
        }
    }
}
