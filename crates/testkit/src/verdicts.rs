//! What every judge of a claim must show: a boundary at which its answer really turns.

use moloch_core::{Figures, Judge, Question, Verdict, judge};

/// How far beside a boundary the two sides are tried, relative to the boundary.
const STEP: f64 = 1e-6;

/// Tests every judge against the figures of its claim: a verdict is given; a computed one has a boundary, the answer
/// differs on its two sides, and the verdict flips when the asserted values are moved to the other side.
///
/// # Panics
/// On the first judge that fails, naming its claim.
pub fn check_judges(judges: &[Judge], figures: impl Fn(&str) -> Option<Figures>) {
    for (k, row) in judges.iter().enumerate() {
        let id = row.claim;
        assert!(judges[..k].iter().all(|other| other.claim != id), "{id} has two judges");
        let figures = figures(id).unwrap_or_else(|| panic!("{id} is not in the ledger"));
        let ruling = judge(row, &figures).unwrap_or_else(|error| panic!("{id}: failed to {error}"));
        assert_ne!(ruling.verdict, Verdict::Open, "{id}: a judge gives a verdict");
        assert!(!ruling.numbers.is_empty(), "{id}: a verdict comes with its numbers");
        let Question::Computed { holds, .. } = row.question else { continue };
        assert!(!ruling.boundaries.is_empty(), "{id}: the answer never turns in {:?}", ruling.parameter);
        for boundary in &ruling.boundaries {
            let step = STEP * boundary.abs().max(STEP);
            let side = |at: f64| holds(at, &figures).unwrap_or_else(|error| panic!("{id} at {at}: {error}")).holds;
            assert_ne!(side(boundary - step), side(boundary + step), "{id}: the answer does not turn at {boundary}");
        }
    }
}
