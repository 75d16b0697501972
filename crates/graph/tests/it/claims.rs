//! Judges against the figures of the ledger, and the verdicts that follow.

use moloch_core::{Figures, Question, Verdict, judge};
use moloch_graph::claims::JUDGES;

fn ledger() -> toml::Table {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../moloch/ledger/claims.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

fn figures(ledger: &toml::Table, id: &str) -> Option<Figures> {
    let claims = ledger["claim"].as_array()?;
    let claim = claims.iter().find(|claim| claim["id"].as_str() == Some(id))?;
    assert_eq!(claim["domain"].as_str(), Some("graph"), "{id}");
    let number = |value: &toml::Value| value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
    let figures = claim.get("figures")?.as_table()?;
    Some(Figures::new(figures.iter().filter_map(|(name, value)| Some((name.clone(), number(value)?)))))
}

#[test]
fn every_judge_gives_a_verdict_that_turns_at_its_boundary() {
    let ledger = ledger();
    moloch_testkit::check_judges(JUDGES, |id| figures(&ledger, id));
}

#[test]
fn loops_quicken_only_where_each_link_passes_on_more_than_it_gets() {
    let ledger = ledger();
    for row in JUDGES {
        let figures = figures(&ledger, row.claim).unwrap();
        let ruling = judge(row, &figures).unwrap();
        assert_eq!(ruling.verdict, Verdict::Bounded, "{}", row.claim);
        assert!(ruling.boundaries.len() == 1 && (ruling.boundaries[0] - 1.0).abs() < 1e-9, "{}", row.claim);
        assert!(moloch_graph::MODELS.iter().any(|model| model.id == row.model));
        let Question::Computed { holds, .. } = row.question else { continue };
        // At nine tenths a push is multiplied by ten and no more.
        let calm = holds(0.9, &figures).unwrap();
        assert!(!calm.holds && (calm.numbers[1].value - 10.0).abs() < 1e-9);
        assert!(holds(1.1, &figures).unwrap().holds);
    }
}
