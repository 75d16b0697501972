//! What every judge of a claim must show: a boundary at which its answer really turns.

use moloch_core::{Figures, Judge, Question, Verdict, judge, verdict_on};

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
        let (Question::Computed { holds, .. }, Some(parameter)) = (row.question, ruling.parameter) else { continue };
        let ((low, high), (lowest, highest)) = (parameter.asserted, parameter.explored);
        assert!(
            lowest <= low && low <= high && high <= highest,
            "{id}: asserted values outside the explored: {parameter:?}"
        );
        assert!(!ruling.boundaries.is_empty(), "{id}: the answer never turns in {parameter:?}");
        for boundary in &ruling.boundaries {
            let step = STEP * boundary.abs().max((highest - lowest) * STEP);
            let verdict = |at: f64| {
                verdict_on((at, at), |x| holds(x, &figures)).unwrap_or_else(|error| panic!("{id} at {at}: {error}"))
            };
            let sides = (verdict(boundary - step), verdict(boundary + step));
            assert_ne!(sides.0, sides.1, "{id}: the verdict does not flip at {boundary}");
        }
    }
}
