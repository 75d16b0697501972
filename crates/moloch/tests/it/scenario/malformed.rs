//! Every file in `tests/data/malformed` is refused with the message beside it.
//!
//! After a change of wording, `INSTA_UPDATE=always cargo test -p moloch malformed` rewrites the messages; read them.

use std::fs;
use std::path::Path;

use insta::{assert_snapshot, with_settings};
use moloch::scenario;

const FOLDER: &str = "tests/data/malformed";

pub(super) fn refuse(name: &str, message: &str) {
    with_settings!({ snapshot_path => "../../data/malformed", prepend_module_to_snapshot => false, omit_expression => true }, {
        assert_snapshot!(name, message);
    });
}

#[test]
fn every_malformed_scenario_is_refused_in_the_same_words_as_before() {
    let mut names: Vec<String> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 60, "only {} malformed scenarios", names.len());
    for name in names {
        let path = format!("{FOLDER}/{name}.toml");
        let Err(malformed) = scenario::read_file(Path::new(&path)) else { panic!("{path} was accepted") };
        every_fault_says_what_to_do(&malformed);
        refuse(&name, &format!("failed to {malformed}"));
    }
}

fn every_fault_says_what_to_do(malformed: &scenario::Malformed) {
    assert!(!malformed.faults().is_empty());
    for fault in malformed.faults() {
        assert!(!fault.found.is_empty() && !fault.expected.is_empty() && !fault.next.is_empty(), "{fault}");
        assert!(fault.place.file.is_some(), "{fault}");
    }
}

#[test]
fn the_scenario_that_the_others_break_is_sound() {
    let reading = scenario::read_file(Path::new("tests/data/sound.toml")).unwrap();
    assert_eq!(reading.scenario.labs.len(), 2);
    assert!(reading.notes.is_empty());
}

#[test]
fn all_faults_of_all_kinds_are_reported_together() {
    let path = Path::new(FOLDER).join("many_faults_at_once.toml");
    let malformed = scenario::read_file(&path).unwrap_err();
    let keys: Vec<&str> = malformed.faults().iter().map(|fault| fault.key.as_str()).collect();
    for key in [
        "name",
        "color",
        "calendar.start",
        "segments[0].revenue.unit",
        "labs[1].fit.custumer",
        "labs[1].fit.enterprise",
    ] {
        assert!(keys.contains(&key), "{key} is missing from {keys:?}");
    }
    assert!(keys.len() >= 9, "{keys:?}");
    let lines: Vec<u32> = malformed.faults().iter().map(|fault| fault.place.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
}
