//! The outlook as a whole, and the sensitivities in it.

use moloch::{STEP, sensitivities, solve};
use moloch_core::{Status, Uniqueness};

use crate::support::{Race, near};

#[test]
fn the_default_outlook_holds_all_that_the_scenario_asks() {
    let scenario = moloch::scenario::read_builtin("ai-race").unwrap().scenario;
    let outlook = solve(&scenario).unwrap();
    let names = |effects: &[moloch::interventions::Effect]| effects.iter().map(|e| e.name.clone()).collect::<Vec<_>>();
    let asked: Vec<String> = scenario.interventions.iter().map(|i| i.name.clone()).collect();
    assert_eq!(names(&outlook.effects), asked);
    assert!(outlook.path.certificate().passes());
    assert!(outlook.effects.iter().all(|effect| effect.path.certificate().passes()));
    assert!(matches!(outlook.uniqueness, Uniqueness::Proved { .. }));
    for (found, target) in outlook.strengths.iter().zip(&scenario.targets) {
        assert_eq!((&found.target, found.lever, found.outcome), (&target.name, target.lever, target.outcome));
        assert!(found.status.is_success() || matches!(found.status, Status::Unreachable { .. }), "{found:?}");
    }
    // Only what labs can agree on among themselves is judged as a pact.
    for effect in &outlook.effects {
        assert_eq!(effect.pact.is_some(), effect.name.starts_with("cap") || effect.name.starts_with("commitment"));
    }
}

#[test]
fn every_built_in_scenario_has_an_outlook() {
    for builtin in moloch::scenario::BUILTINS {
        let scenario = moloch::scenario::read_builtin(builtin.name).unwrap().scenario;
        let outlook = solve(&scenario).unwrap();
        assert!(outlook.path.certificate().passes(), "{}", builtin.name);
        assert_eq!(outlook.effects.len(), scenario.interventions.len());
    }
}

#[test]
fn assumptions_move_the_answer_in_the_direction_that_they_should() {
    let found = sensitivities(&Race::full(24).scenario).unwrap();
    let of = |key: &str| found.iter().find(|row| row.key == key).unwrap();
    for (key, welfare, race) in [
        // More product value and wider spillover are good; dearer effort slows the race.
        ("competition.spillover", 1.0, 0.0),
        ("competition.product_value", 1.0, -1.0),
        ("competition.cost_convexity", 0.0, -1.0),
        ("competition.margin", 1.0, 1.0),
        ("adoption.hype_boost", 1.0, 1.0),
        ("hype.premium", -1.0, 1.0),
        ("competition.foresight", -1.0, 1.0),
    ] {
        let row = of(key);
        for ((low, high), sign) in [(row.welfare, welfare), (row.race, race)] {
            assert!(sign == 0.0 || (high - low) * sign > 0.0, "{key}: {row:?}");
        }
    }
    // What leaves efforts alone leaves the race alone.
    let spillover = of("competition.spillover");
    assert_eq!(spillover.race.0, spillover.race.1);
}

#[test]
fn a_share_at_one_moves_down_only() {
    let race = Race::full(6);
    let found = sensitivities(&race.scenario).unwrap();
    let foresight = found.iter().find(|row| row.key == "competition.foresight").unwrap();
    assert_eq!((foresight.value, foresight.tried), (1.0, (1.0 - STEP, 1.0)));
    assert_eq!(foresight.welfare.1, race.path.present.welfare);
    assert_ne!(foresight.welfare.0, race.path.present.welfare);
}

#[test]
fn a_tenth_is_a_small_step() {
    let race = Race::full(12);
    for row in sensitivities(&race.scenario).unwrap() {
        let (low, high) = row.tried;
        assert!(near(low, (1.0 - STEP) * row.value, 1e-15));
        if high <= row.value {
            continue;
        }
        let at = |value: f64| {
            let moved = moloch::scenario::with_number(&race.scenario, row.key, value).unwrap();
            Race::of(moved).path.present.welfare
        };
        // The answers are those of the scenario with that number written into it.
        assert!(near(row.welfare.0, at(low), 1e-12) && near(row.welfare.1, at(high), 1e-12), "{}", row.key);
        let secant = (row.welfare.1 - row.welfare.0) / (high - low);
        let step = 1e-5 * row.value;
        let tangent = (at(row.value + step) - at(row.value - step)) / (2.0 * step);
        assert!((secant / tangent - 1.0).abs() < 0.15, "{}: {secant} and {tangent}", row.key);
    }
}
