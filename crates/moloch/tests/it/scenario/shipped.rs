//! The scenarios that come with the program.

use moloch::scenario::{self, Lever};

fn shipped(name: &str) -> scenario::Reading {
    scenario::read_builtin(name).unwrap_or_else(|malformed| panic!("failed to {malformed}"))
}

#[test]
fn the_default_says_where_every_number_comes_from() {
    for name in ["ai-race", "plain-race"] {
        for record in shipped(name).records.iter().filter(|record| !record.is_default) {
            // Counts of months, the year and the seed are plain; everything that measures has a source.
            let plain = record.unit == "1"
                && ["seed", "start", "months", "price_base_year"].iter().any(|key| record.key.ends_with(key));
            assert!(plain || record.source.is_some(), "{name}: {} has no source", record.key);
        }
    }
}

#[test]
fn the_default_is_unsure_of_its_main_assumptions() {
    let reading = shipped("ai-race");
    let unsure: Vec<&str> = reading.uncertain().map(|record| record.key.as_str()).collect();
    for key in [
        "competition.margin",
        "competition.foresight",
        "hype.premium",
        "adoption.hype_boost",
        "compute.elasticity",
        "segments[0].fringe",
    ] {
        assert!(unsure.contains(&key), "{key} has no spread");
    }
}

#[test]
fn the_default_is_calibrated_as_its_sources_say() {
    let scenario = shipped("ai-race").scenario;
    assert_eq!(scenario.revenues(), [13.0, 5.0 / 0.32]);
    assert_eq!((scenario.competition.margin, scenario.competition.discount_rate), (0.6, 0.1));
    assert!((scenario.competition.retention_per_month() - 0.8908987181403393).abs() < 1e-15);
    assert!((scenario.hype.steady_level() - 20.63493263376).abs() < 5e-12);
    assert!((scenario.hype.decay + 0.9_f64.ln()).abs() < 1e-16);
    assert!((scenario.compute.efficiency_growth - 10_f64.ln() / 12.0).abs() < 1e-16);
    assert!((scenario.adoption.innovation - 0.0025).abs() < 1e-16);
    assert_eq!(scenario.calendar.date(72).to_string(), "2031-01-01");
    assert_eq!(scenario.interventions.len(), 8);
}

#[test]
fn labs_of_the_default_lie_on_the_frontier() {
    let fits = shipped("ai-race").scenario.fits();
    assert!((fits[0][1] - 0.176346880514).abs() < 5e-13 && (fits[1][0] - 0.176346880514).abs() < 5e-13);
    assert!(fits[2].iter().all(|theta| (theta - 0.629960524947).abs() < 5e-13));
    for row in &fits {
        assert!((row.iter().map(|theta| theta.powf(1.5)).sum::<f64>() - 1.0).abs() < 1e-15);
    }
}

#[test]
fn the_plain_race_leaves_nothing_behind_and_looks_nowhere() {
    let scenario = shipped("plain-race").scenario;
    let competition = &scenario.competition;
    assert_eq!((competition.retention_per_month(), competition.foresight, competition.margin), (0.0, 0.0, 1.0));
    assert_eq!([competition.product_value_scaling, competition.cost_scaling, competition.fringe_scaling], [0.0; 3]);
    assert_eq!((scenario.fringes(), scenario.calendar.months), (vec![0.5, 0.5], 24));
    assert!((scenario.compute.elasticity - 1.327154781437).abs() < 5e-13);
    assert_eq!(scenario.intervention("cap 4").unwrap().levers(), [Lever::Cap(4.0)]);
    assert_eq!(scenario.intervention("cap 40"), None);
}

#[test]
fn fifteen_labs_are_equal() {
    let scenario = shipped("fifteen-labs").scenario;
    assert_eq!(scenario.suitability(), vec![vec![1.0]; 15]);
    assert_eq!(scenario.intervention("seven stop").unwrap().stops.len(), 7);
    // The closed forms that the file states.
    let (prize, n) = (scenario.competition.margin * scenario.revenues()[0], 15.0_f64);
    assert_eq!(prize * (n - 1.0) / (n * n), 1.4);
    assert_eq!(prize * (n - 1.0) / n, 21.0);
}

#[test]
fn units_of_the_tutorial_are_converted() {
    let scenario = shipped("tutorial").scenario;
    assert_eq!(scenario.segments[0].fringe, 0.5);
    assert!((scenario.hype.news_rate - 0.25 * 365.25 / 84.0).abs() < 1e-15);
    assert!((scenario.competition.half_life.unwrap() - 20.0 * 84.0 / 365.25).abs() < 1e-14);
    assert!((scenario.compute.energy - 17.532).abs() < 1e-12);
    assert!((scenario.adoption.imitation - 0.4 / 12.0).abs() < 1e-16);
}
