//! Energy of a training run: units, equivalents, what failures do to a large fleet.

use moloch_core::{Inputs, Model, Node, Value};
use moloch_jevons::{TrainingRun, TrainingRunOutcome};
use proptest::prelude::*;

use crate::same;

fn solve(run: TrainingRun) -> TrainingRunOutcome {
    run.checked().unwrap().solve().unwrap()
}

/// The fleet whose failures were published: 419 in 54 days on 16,384 chips.
fn published_fleet() -> TrainingRun {
    let failure_rate = 419.0 / 16_384.0 / (54.0 / 365.25);
    TrainingRun { chips: 16_384.0, computing: 54.0, failure_rate, restart: 0.3 / 24.0, ..TrainingRun::example() }
}

#[test]
fn kilowatts_times_hours_are_the_energy() {
    // 25,000 chips of 0.8125 kW with a fifth on top for 95 days of 24 hours.
    same(solve(TrainingRun::example()).energy, 25_000.0 * 0.8125 * 1.2 * 95.0 * 24.0 * 1e-9);
    let megawatts = solve(TrainingRun::example()).mean_power / 8.766e-3;
    same(megawatts, 24.375);
}

#[test]
fn power_can_be_written_in_watts_or_megawatts() {
    let row = moloch_jevons::MODELS.iter().find(|row| row.id == "jevons.training_run").unwrap();
    let at = |value: f64, unit: &str| {
        let mut input = row.example();
        let entries = [("value", Value::Number(value)), ("unit", Value::Text(unit.to_owned()))];
        let entries = entries.map(|(key, value)| moloch_core::Entry::new(key, value));
        input.set("chip_power", Value::Table(entries.into()));
        row.solve(&Node::from(input)).unwrap().outputs
    };
    let (kilowatts, megawatts) = (at(0.8125, "kW"), at(0.8125e-3, "MW"));
    let energy = |outputs: &[moloch_core::Output]| outputs[0].value.as_number().unwrap();
    same(energy(&kilowatts), energy(&megawatts));
}

#[test]
fn a_run_reconciles_with_a_total_or_says_the_gap() {
    let run = solve(TrainingRun::example());
    same(run.gap.unwrap() + run.all_runs, 1.0);
    same(run.implied_runs.unwrap() * run.energy, 1.0);
    // Fifteen runs that share 1 TWh use 66.7 GWh each.
    let days = 95.0 * (1.0 / 15.0) / run.energy;
    let shared = solve(TrainingRun { computing: days, ..TrainingRun::example() });
    assert!(shared.gap.unwrap().abs() < 1e-12 && (shared.energy - 0.0667).abs() < 5e-5);
    assert_eq!(solve(TrainingRun { total: None, ..TrainingRun::example() }).gap, None);
}

#[test]
fn the_published_fleet_loses_a_tenth_of_its_time() {
    let run = solve(published_fleet());
    assert!((run.interruptions - 419.0).abs() < 1e-6);
    assert!(run.lost > 0.08 && run.lost < 0.1, "{}", run.lost);
}

#[test]
fn a_smaller_city_lives_longer_on_a_run() {
    let at = |people| solve(TrainingRun { people, ..TrainingRun::example() }).city_years;
    same(at(5_000.0), 2.0 * at(10_000.0));
}

proptest! {
    #[test]
    fn the_same_work_on_more_chips_is_done_at_a_lower_load(more in 1.01..50.0_f64) {
        let small = published_fleet();
        let large = TrainingRun { chips: small.chips * more, computing: small.computing / more, ..small.clone() };
        let (small, large) = (solve(small), solve(large));
        prop_assert!(large.load < small.load && large.lost > small.lost);
        prop_assert!(large.duration < small.duration && large.energy > small.energy);
    }

    #[test]
    fn mean_power_times_duration_is_the_energy(rate in 0.0..2.0_f64, restart in 0.0..1.0_f64, u in 0.01..1.0_f64) {
        let run = solve(TrainingRun { failure_rate: rate, restart, utilisation: u, ..TrainingRun::example() });
        prop_assert!((run.mean_power * run.duration / run.energy - 1.0).abs() < 1e-12);
    }
}
