//! `extends` and `without`: what a small file takes over from a large one.

use moloch::scenario::{self, Scenario};
use moloch_core::Inputs as _;

fn child(text: &str) -> scenario::Reading {
    let text = format!("extends = \"tests/data/sound.toml\"\n{text}");
    scenario::read(&text, "child.toml").unwrap_or_else(|malformed| panic!("failed to {malformed}"))
}

#[test]
fn an_empty_child_is_its_parent() {
    let parent = scenario::read_file(std::path::Path::new("tests/data/sound.toml")).unwrap();
    assert_eq!(child("").scenario, parent.scenario);
    assert_eq!(child("").files, ["child.toml", "tests/data/sound.toml"]);
}

#[test]
fn a_key_replaces_its_key_and_leaves_its_neighbours() {
    let scenario = child("competition.unit_cost = 3\n").scenario.into_inner();
    assert_eq!((scenario.competition.unit_cost, scenario.competition.product_value), (3.0, 2.0));
}

#[test]
fn named_tables_merge_by_name_and_new_ones_come_last() {
    let scenario = child(
        "[[labs]]\nname = \"West\"\nfit = { consumer = 1 }\n[[labs]]\nname = \"South\"\nfit = { consumer = 0.4 }\n",
    )
    .scenario;
    let names: Vec<&str> = scenario.labs.iter().map(|lab| lab.name.as_str()).collect();
    assert_eq!(names, ["North", "South", "West"]);
    assert_eq!(scenario.fits()[1], [0.4, 0.5]);
}

#[test]
fn a_new_number_does_not_keep_the_old_source() {
    let reading = child("[[segments]]\nname = \"consumer\"\nrevenue = { value = 7 }\n");
    let record = reading.record("segments[0].revenue").unwrap();
    assert_eq!((record.value, record.source.as_deref()), (7.0, None));
    assert_eq!(record.place.to_string(), "child.toml:4:21");
}

#[test]
fn a_spread_alone_joins_the_number_of_the_parent() {
    let reading = child("[[segments]]\nname = \"consumer\"\nrevenue = { spread = { p5 = 10, p50 = 13, p95 = 20 } }\n");
    let record = reading.record("segments[0].revenue").unwrap();
    assert_eq!((record.value, record.source.as_deref()), (13.0, Some("a test")));
    assert_eq!(reading.uncertain().count(), 1);
}

#[test]
fn what_is_left_out_is_gone() {
    let scenario = child("without = [\"competition.half_life\", \"interventions.cap\", \"targets\", \"suppliers.chips\", \"dependencies\"]\n").scenario;
    assert_eq!(scenario.competition.half_life, None);
    assert!(scenario.interventions.is_empty() && scenario.targets.is_empty() && scenario.suppliers.is_empty());
}

#[test]
fn a_number_of_the_parent_keeps_the_place_in_its_file() {
    let reading = child("name = \"Child\"\n");
    assert_eq!(reading.record("competition.half_life").unwrap().place.file.as_deref(), Some("tests/data/sound.toml"));
}

#[test]
fn every_shipped_scenario_reads_back_as_what_it_was() {
    for builtin in scenario::BUILTINS {
        let scenario = scenario::read_builtin(builtin.name).unwrap().scenario;
        let again = moloch_core::read::<Scenario>(&scenario.write().into()).unwrap();
        assert_eq!(again, scenario, "{}", builtin.name);
    }
}

#[test]
fn every_shipped_scenario_can_be_written_to_a_file_that_stands_alone() {
    for builtin in scenario::BUILTINS {
        let reading = scenario::read_builtin(builtin.name).unwrap();
        let text = scenario::to_toml(&reading.scenario);
        let again = scenario::read(&text, "resolved.toml").unwrap_or_else(|malformed| panic!("failed to {malformed}"));
        assert_eq!(again.scenario, reading.scenario, "{}", builtin.name);
        assert!(!text.contains("extends"));
    }
    let mut odd = child("").scenario.into_inner();
    odd.description = Some("quotes \" back\\slash\nline\ttab \u{1} 競争".to_owned());
    odd.segments[0].name = "two words. \"x\"".to_owned();
    odd.labs.iter_mut().for_each(|lab| lab.fit.0[0].0.clone_from(&odd.segments[0].name));
    let again = scenario::read(&scenario::to_toml(&odd), "odd.toml")
        .unwrap_or_else(|malformed| panic!("failed to {malformed}"));
    assert_eq!(again.scenario.into_inner(), odd);
}

#[test]
fn a_chain_of_seventeen_files_is_too_long() {
    let folder = std::env::temp_dir().join(format!("moloch-chain-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for k in 0..20 {
        let next = if k == 19 { "builtin:tutorial".to_owned() } else { format!("{}.toml", k + 1) };
        std::fs::write(folder.join(format!("{k}.toml")), format!("extends = \"{next}\"\n")).unwrap();
    }
    let read = |k: usize| scenario::read_file(&folder.join(format!("{k}.toml")));
    let (long, short) = (read(0), read(5));
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(long.unwrap_err().faults().iter().next().unwrap().code, "deep-extends");
    assert_eq!(short.unwrap().files.len(), 16);
}
