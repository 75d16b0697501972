//! Price ladder, energy path and stages: the figures of the essay recomputed, order and units.

use moloch_core::{Inputs, Model};
use moloch_jevons::{EnergyGrowth, EnergyGrowthOutcome, PriceLadder, Stages};
use proptest::prelude::*;

use crate::same;

#[test]
fn the_ladder_reproduces_the_quoted_ratios_and_their_overlap_with_the_levers() {
    let ladder = PriceLadder::example().checked().unwrap().solve().unwrap();
    for (found, known) in ladder.steps.iter().zip([30.0, 1.0 / 15.0, 300.0]) {
        same(*found, known);
    }
    same(ladder.total, 600.0);
    assert!((ladder.yearly - 4.95).abs() < 5e-3);
    same(ladder.product, 4000.0);
    same(ladder.overlap, 4000.0 / 600.0);
    // Tiers apart, the large models fell twofold and the small ones twentyfold, neither 600-fold.
    assert_eq!(ladder.same_tier.iter().map(|ratio| ratio.round()).collect::<Vec<_>>(), [2.0, 20.0, 2.0, 20.0]);
    same(ladder.largest_same_tier.unwrap(), 20.0);
}

#[test]
fn levers_that_multiply_to_the_fall_are_shown_in_full() {
    let exact = PriceLadder { factor: vec![10.0, 6.0, 10.0], ..PriceLadder::example() };
    let ladder = exact.checked().unwrap().solve().unwrap();
    same(ladder.overlap, 1.0);
    same(ladder.shown.unwrap(), 1.0);
    let alone = PriceLadder { tier: vec![1.0, 2.0, 3.0, 4.0], ..PriceLadder::example() };
    assert_eq!(alone.checked().unwrap().solve().unwrap().largest_same_tier, None);
    let faults = PriceLadder { year: vec![2020.0, 2023.0, 2022.0, 2024.0], ..PriceLadder::example() }.checked();
    assert!(faults.unwrap_err().to_string().contains("sort the models by date"));
}

fn path(input: EnergyGrowth) -> EnergyGrowthOutcome {
    input.checked().unwrap().solve().unwrap()
}

#[test]
fn the_energy_path_meets_both_ends_and_the_figures_of_the_audit() {
    let outcome = path(EnergyGrowth::example());
    same(outcome.path[0], 11.0);
    same(*outcome.path.last().unwrap(), 1010.0);
    assert!((outcome.factor() - 91.8).abs() < 0.05);
    let yearly = (outcome.growth.2.exp_m1(), outcome.growth.0.exp_m1(), outcome.growth.1.exp_m1());
    assert!((yearly.0 - 1.124).abs() < 5e-4 && (yearly.1 - 0.468).abs() < 5e-4 && (yearly.2 - 1.154).abs() < 5e-4);
    assert!((outcome.doubling_time.unwrap() - 0.92).abs() < 5e-3);
    same(outcome.needed_elasticity, 1.327154781437);
    // Watt-hours an answer, to the digits of the ledger.
    let watt_hours = |energy: Option<f64>| energy.unwrap() * 1e12;
    assert!(
        (watt_hours(outcome.per_answer.0) - 27.0).abs() < 0.5 && (watt_hours(outcome.per_answer.1) - 2.7).abs() < 0.05
    );
    assert!((outcome.training_share.0 - 0.091).abs() < 5e-4);
    // The country put beside the total of 2024 uses 13 times as much; the world is not passed by 2030.
    assert!((outcome.of_today[0] - 13.3).abs() < 0.05);
    assert_eq!(outcome.passed[3], None);
    let date = outcome.passed[0].unwrap();
    let at = (outcome.growth.0 * date).exp() + 10.0 * (outcome.growth.1 * date).exp();
    assert!((at / 146.0 - 1.0).abs() < 1e-12);
}

#[test]
fn a_reference_without_energy_is_refused() {
    let faults = EnergyGrowth { reference_energy: vec![1.0], ..EnergyGrowth::example() }.checked().unwrap_err();
    assert!(faults.to_string().contains("reference_energy"), "{faults}");
}

#[test]
fn the_stated_dates_have_the_stated_stages_and_growth() {
    let outcome = Stages::example().checked().unwrap().solve().unwrap();
    assert_eq!(outcome.stage, [0, 1, 2, 3]);
    for (growth, quoted) in outcome.growth.iter().zip([10.0, 21.5, 10.0]) {
        assert!((growth.exp() - quoted).abs() < 0.06);
    }
    // Between 2023.5 and 2025 lies 2024.5 with the 11 TWh of the essay.
    let middle = outcome.dates.iter().zip(&outcome.path).find(|(date, _)| (**date - 2024.525).abs() < 0.01).unwrap();
    assert!((middle.1 - 11.0).abs() < 0.6, "{}", middle.1);
}

#[test]
fn classes_may_be_listed_in_any_order() {
    let words = |list: [&str; 3]| list.map(str::to_owned).to_vec();
    let mixed =
        Stages { class: words(["large", "small", "middle"]), class_from: vec![50.0, 0.1, 2.0], ..Stages::example() };
    let outcome = mixed.checked().unwrap().solve().unwrap();
    let classes: Vec<&str> = outcome.names.iter().map(|(_, class)| class.as_str()).collect();
    assert_eq!(classes, ["small", "middle", "middle", "large"]);
}

proptest! {
    #[test]
    fn stages_follow_in_order_where_computing_grows(steps in prop::collection::vec(1.0..1e3_f64, 3)) {
        let compute: Vec<f64> = steps.iter().scan(1.0, |level, step| { *level *= step; Some(*level) }).collect();
        let input = Stages { year: vec![2020.0, 2022.0, 2025.0], compute, ..Stages::example() };
        let outcome = input.checked().unwrap().solve().unwrap();
        prop_assert!(outcome.stage.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    #[test]
    fn energy_climbs_only_where_computing_outruns_efficiency(gain in 0.1..5.0_f64) {
        let input = Stages { efficiency_growth: gain, ..Stages::example() };
        let outcome = input.checked().unwrap().solve().unwrap();
        for (k, growth) in outcome.growth.iter().enumerate() {
            prop_assert_eq!(outcome.energy[k + 1] > outcome.energy[k], *growth > gain);
        }
    }
}
