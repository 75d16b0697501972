//! Every judge against the figures of the ledger, and the verdicts that follow.

use moloch_core::{Verdict, judge};
use moloch_race::claims::JUDGES;
use moloch_testkit::ledger_figures;

#[test]
fn every_judge_gives_a_verdict_that_turns_at_its_boundary() {
    moloch_testkit::check_judges(JUDGES, ledger_figures);
}

/// The leader's effort at which adding 1 to both of two efforts moves its share by one point: a quadratic's root.
fn proportional_enough() -> f64 {
    // rho/(rho+1) - (rho+1)/(rho+3) = (rho-1)/((rho+1)(rho+3)) = 0.01.
    let (b, c) = (4.0 - 100.0, 3.0 + 100.0);
    (-b - f64::sqrt(b * b - 4.0 * c)) / 2.0
}

#[test]
fn the_verdicts_and_their_boundaries() {
    use Verdict::{Arithmetic, Bounded, Refuted, Supported};
    let expected: &[(&str, Verdict, &[f64])] = &[
        ("moloch-no-unilateral-exit", Bounded, &[1.0]),
        ("moloch-cycle-zero-relative-gain", Bounded, &[proportional_enough()]),
        ("moloch-frontier-valuation-threshold", Supported, &[2.0 / 3.0]),
        ("moloch-capability-value-wedge", Supported, &[1.7258443407]),
        ("moloch-fifteen-rivals-first", Supported, &[15.0]),
        ("moloch-fifty-identical", Refuted, &[99.5]),
        ("moloch-career-coordination", Bounded, &[1.0]),
        ("moloch-niche-below-notice", Supported, &[0.2415987271]),
        ("arms-three-percent-edge", Supported, &[9.0_f64.ln() / 1.03_f64.ln()]),
        ("arms-most-not-breakthroughs", Supported, &[2.5]),
        ("arms-waste-either-way", Supported, &[7.5]),
        ("blitz-100k-categorical", Bounded, &[1.0]),
        ("blitz-winner-10x", Supported, &[8.5]),
        ("blitz-interior-optimum", Bounded, &[1.5]),
        ("blitz-half-measures", Bounded, &[1.4183265673]),
        ("blitz-rational-play", Bounded, &[1.5]),
        ("blitz-defender-coalition", Refuted, &[11.5]),
        ("platform-breadth-dilution", Bounded, &[1.0]),
        ("platform-best-model-wins", Bounded, &[0.1815726569]),
        ("platform-escalation-50b", Arithmetic, &[]),
        ("dilemma-asymmetric-credibility", Bounded, &[0.1962174950]),
        ("fractal-generalist-squeezed", Bounded, &[0.7613985414]),
        ("mismatch-exploit-constraints", Supported, &[0.9025]),
        ("jev-competition-trap", Arithmetic, &[]),
    ];
    assert_eq!(expected.len(), JUDGES.len());
    for ((id, verdict, boundaries), row) in expected.iter().zip(JUDGES) {
        let ruling = judge(row, &ledger_figures(id).unwrap()).unwrap();
        assert_eq!((row.claim, ruling.verdict), (*id, *verdict));
        assert_eq!(ruling.boundaries.len(), boundaries.len(), "{id}: {:?}", ruling.boundaries);
        for (found, known) in ruling.boundaries.iter().zip(*boundaries) {
            assert!((found - known).abs() < 1e-9 * known.abs(), "{id}: {found} is not {known}");
        }
    }
}

/// Half of the equilibrium effort of three equal labs loses money where a root of its own says so.
#[test]
fn the_half_measures_boundary_has_an_independent_root() {
    let payoff = |r: f64| {
        let odds = 0.5_f64.powf(r);
        odds / (odds + 2.0) - r / 9.0
    };
    let root = moloch_core::root::bisect(1.0, 1.5, payoff).unwrap().at;
    assert!((root - 1.4183265673).abs() < 1e-9);
}
