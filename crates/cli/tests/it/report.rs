//! `moloch new` and `moloch report`: files written whole, or not at all.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{folder, run};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

#[test]
fn a_new_scenario_can_be_edited_and_reported() {
    let place = folder("new");
    let (file, output) = (place.join("my.toml"), place.join("report"));
    let (file_name, output_name) = (file.to_str().unwrap(), output.to_str().unwrap());
    assert_eq!(run(&["new", file_name, "--from", "plain-race"]).0, 0);
    let (code, _, err) = run(&["new", file_name]);
    assert!(code == 2 && err.contains("next:"), "an edited file is never overwritten: {err}");
    let (code, out, err) = run(&["report", file_name, "-o", output_name]);
    assert_eq!(code, 0, "{err}");
    assert!(out.lines().count() >= 8, "{out}");
    for name in ["report.html", "report.md", "findings.json", "outlook.json", "graph.dot", "graph.graphml", "figures"] {
        assert!(names(&output).contains(&name.to_owned()), "{name} is missing");
    }
    let findings: Value = serde_json::from_slice(&fs::read(output.join("findings.json")).unwrap()).unwrap();
    assert!(findings["schema_version"].is_number() || findings["schema_version"].is_string());
    // A report replaces a report.
    assert_eq!(run(&["report", file_name, "-o", output_name, "--quiet"]).0, 0);
}

#[test]
fn the_same_scenario_gives_the_same_bytes_at_any_number_of_threads() {
    let place = folder("threads");
    for (name, threads) in [("one", "1"), ("four", "4")] {
        let output = place.join(name);
        let (code, _, err) =
            run(&["report", "builtin:plain-race", "-o", output.to_str().unwrap(), "--threads", threads]);
        assert_eq!(code, 0, "{err}");
    }
    for name in ["report.html", "findings.json", "outlook.json"] {
        assert!(
            fs::read(place.join("one").join(name)).unwrap() == fs::read(place.join("four").join(name)).unwrap(),
            "{name}"
        );
    }
}

#[test]
fn nothing_is_written_when_the_scenario_is_wrong() {
    let place = folder("wrong");
    let (file, output) = (place.join("wrong.toml"), place.join("report"));
    fs::write(&file, "extends = \"builtin:ai-race\"\ncompetition.margin = 1.5\nlabz = 3\n").unwrap();
    let (code, out, err) = run(&["report", file.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert!(code == 2 && out.is_empty());
    assert!(err.contains("wrong.toml:2:") && err.contains("wrong.toml:3:") && err.contains("did you mean"), "{err}");
    assert_eq!(names(&place), ["wrong.toml"]);
    assert_eq!(run(&["report", "builtin:ai-rase", "-o", output.to_str().unwrap()]).0, 2);
    assert_eq!(run(&["report", "no-such-file.toml", "-o", output.to_str().unwrap()]).0, 2);
}

#[test]
fn a_folder_that_is_no_report_is_left_alone() {
    let place = folder("foreign");
    let output = place.join("thesis");
    fs::create_dir(&output).unwrap();
    fs::write(output.join("chapter-1.txt"), "years of work").unwrap();
    let (code, _, err) = run(&["report", "builtin:plain-race", "-o", output.to_str().unwrap()]);
    assert!(code == 2 && err.contains("thesis"), "{err}");
    assert_eq!(names(&output), ["chapter-1.txt"]);
    let file = output.join("chapter-1.txt");
    let (code, _, err) = run(&["report", "builtin:plain-race", "-o", file.join("below").to_str().unwrap()]);
    assert!(code == 2 && !err.is_empty());
    assert_eq!(fs::read_to_string(file).unwrap(), "years of work");
}

#[test]
fn schemas_are_json() {
    for what in ["scenario", "findings"] {
        let schema: Value = serde_json::from_str(&run(&["schema", what]).1).unwrap();
        assert!(schema.get("$schema").is_some(), "{what}");
    }
}
