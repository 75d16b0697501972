//! Every judge against the figures of the ledger, and the verdicts that follow.

use moloch_core::{Verdict, judge};
use moloch_hype::claims::JUDGES;
use moloch_testkit::ledger_figures;

#[test]
fn every_judge_gives_a_verdict_that_turns_at_its_boundary() {
    moloch_testkit::check_judges(JUDGES, ledger_figures);
}

#[test]
fn the_verdicts_and_their_boundaries() {
    use Verdict::{Arithmetic, Bounded, Refuted, Supported};
    let half = -(2.0_f64.ln()) / 0.9_f64.ln();
    let fortnight = 14.0 / 30.4375;
    // Where the lowest level's response touches the diagonal: slope one at z = -1.5990...
    let z = -(2.0 * (0.9 / (0.1 * std::f64::consts::TAU.sqrt())).ln()).sqrt();
    let tangent = 0.1 + 0.9 * statrs::function::erf::erfc(-z / std::f64::consts::SQRT_2) / 2.0 - 0.1 * z;
    let expected: &[(&str, Verdict, &[f64])] = &[
        ("arms-attention-fades-weeks", Refuted, &[1.0 - 0.1_f64.powf(30.4375 / 28.0)]),
        ("hype-required-jump", Bounded, &[1.0 - 0.9_f64.powf(fortnight)]),
        ("hype-event-timeline", Refuted, &[fortnight]),
        ("hype-midjourney-six-versions", Bounded, &[0.8_f64.ln() / 0.9_f64.ln()]),
        // d + d² + d³ + d⁴ = 1 at d = 0.5187900637.
        ("hype-stacking", Bounded, &[0.518_790_063_7_f64.ln() / 0.9_f64.ln()]),
        ("hype-baseline-yearly", Refuted, &[half]),
        ("hype-decay-10-per-month", Supported, &[1.0 - 0.5_f64.powf(1.0 / 12.0)]),
        ("hype-historical-lags", Supported, &[half]),
        ("arms-blockchain-herding", Refuted, &[half]),
        ("hype-news-every-two-weeks", Refuted, &[12.0 / 20.0_f64.ln() * 30.4375]),
        ("hype-trough-impossible", Refuted, &[half]),
        ("hype-two-years-at-peak", Bounded, &[]),
        // Recomputed with 25 digits from Tricomi's function.
        ("hype-invest-at-peak-or-never", Bounded, &[0.253_123_869_086_164_6]),
        ("hype-five-phases-30-years", Arithmetic, &[]),
        // Peak at 6.035601553278838, trough at 27.878134444355965 months, stretched to a lag of 18.
        ("hype-should-decline-after-one-month", Refuted, &[6.035_601_553_278_8 * 18.0 / 21.842_532_891_077]),
        // Half of a chi-squared tail of 0.05 begins at 2.705543454 errors squared.
        ("hype-chatgpt-expected-vs-actual", Refuted, &[-0.903_f64.ln() / (2.0 * 2.705_543_454_1_f64).sqrt()]),
        ("hype-monthly-capability", Refuted, &[9.0]),
        ("hype-expectations-outrun", Refuted, &[1.0]),
        // The part at which 261 shrinking lifts just halve the plateau, walked one by one.
        ("hype-fatigue", Supported, &[0.997_118_708_037]),
        ("hype-plateau-or-spiral", Bounded, &[1.0 / 0.9_f64.powf(fortnight) - 1.0]),
        ("arms-ten-billion-headline", Bounded, &[2.0 / 3.0]),
        ("hype-social-proof", Bounded, &[tangent]),
        ("hype-too-big-to-deflate", Refuted, &[1.0]),
        // The product of k/(k + r), k from 1 to 4, is one half at r = 0.3722813233.
        ("hype-correction-suppressed", Supported, &[0.690_490_544_404_1]),
    ];
    assert_eq!(JUDGES.len(), 24);
    assert_eq!(JUDGES.len(), expected.len());
    for (row, (id, verdict, boundaries)) in JUDGES.iter().zip(expected) {
        let ruling = judge(row, &ledger_figures(id).unwrap()).unwrap();
        assert_eq!((row.claim, ruling.verdict), (*id, *verdict), "{ruling:?}");
        for (found, known) in ruling.boundaries.iter().zip(*boundaries) {
            assert!((found / known - 1.0).abs() < 1e-9, "{id}: turns at {found}, not at {known}");
        }
    }
}

#[test]
fn the_numbers_agree_with_those_derived_in_the_ledger() {
    let number = |id: &str, k: usize| {
        let row = JUDGES.iter().find(|row| row.claim == id).unwrap();
        judge(row, &ledger_figures(id).unwrap()).unwrap().numbers[k].value
    };
    let derived = |id: &str, name: &str| ledger_figures(id).unwrap().get(name).unwrap();
    for (id, k, name) in [
        ("arms-attention-fades-weeks", 2, "derived_jump_if_90pct_gone"),
        ("hype-required-jump", 2, "derived_share_of_peak_lost"),
        ("hype-required-jump", 3, "derived_relative_jump"),
        ("hype-decay-10-per-month", 0, "derived_half_life_months"),
        ("hype-decay-10-per-month", 1, "derived_months_to_10pct"),
        ("hype-historical-lags", 1, "derived_mean_peak_to_trough"),
        ("hype-trough-impossible", 0, "derived_silence_months_to_half"),
        ("hype-trough-impossible", 10, "derived_missed_events_to_half"),
        ("hype-trough-impossible", 11, "derived_months_to_half_if_jump_shrinks_5pct"),
        ("hype-historical-lags", 3, "derived_mean_trough_to_plateau"),
        ("hype-two-years-at-peak", 3, "derived_rank_probability"),
        ("hype-event-timeline", 3, "derived_jump_1"),
        ("hype-event-timeline", 4, "derived_jump_2"),
        ("hype-event-timeline", 5, "derived_jump_3"),
    ] {
        let (computed, written) = (number(id, k), derived(id, name));
        assert!((computed / written - 1.0).abs() < 5e-3, "{id}: {computed} is not {written}");
    }
}
