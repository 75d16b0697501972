//! Judges against the figures of the ledger, and the verdicts that follow.

use moloch_core::{Figures, Question, Verdict, judge};
use moloch_graph::claims::JUDGES;

fn figures(id: &str) -> Option<Figures> {
    let (domain, figures) = moloch_testkit::ledger_claim(id)?;
    assert_eq!(domain, "graph", "{id}");
    Some(figures)
}

#[test]
fn every_judge_gives_a_verdict_that_turns_at_its_boundary() {
    moloch_testkit::check_judges(JUDGES, figures);
}

#[test]
fn loops_quicken_only_where_each_link_passes_on_more_than_it_gets() {
    for row in JUDGES {
        let figures = figures(row.claim).unwrap();
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
