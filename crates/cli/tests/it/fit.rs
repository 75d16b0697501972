//! `moloch fit`: from CSV to estimates, and every way in which a file can be wrong.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::program::{folder, run, run_with};

fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../hype/data").join(name).to_str().unwrap().to_owned()
}

fn number(answer: &Value, key: &str) -> f64 {
    let outputs = answer["outputs"].as_array().unwrap();
    outputs.iter().find(|output| output["key"] == key).unwrap_or_else(|| panic!("no {key}"))["value"].as_f64().unwrap()
}

fn fitted(input: &str, arguments: &[&str]) -> Value {
    let (code, out, err) = run_with(input, &[&["fit", "-", "--json"], arguments].concat());
    assert_eq!(code, 0, "{arguments:?}: {err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn what_can_be_fitted_is_listed_and_described() {
    for arguments in [&["fit"][..], &["fit", "--help"]] {
        let (code, out, err) = run(arguments);
        assert!(code == 0 && err.is_empty() && out.contains("hawkes") && out.contains("shot-noise"), "{out}{err}");
    }
    let (code, out, _) = run(&["fit", "--model", "shot-noise"]);
    assert!(code == 0 && ["date", "jump", "level", "required", "decay"].iter().all(|word| out.contains(word)), "{out}");
}

#[test]
fn the_shipped_records_are_fitted() {
    let window = ["--from", "2016-01-01", "--until", "2023-12-31"];
    let simulated = data("simulated-news.csv");
    let (code, out, err) = run(&[&["fit", &simulated, "--model", "hawkes"][..], &window].concat());
    assert!(code == 0 && err.is_empty(), "{err}");
    for words in ["branching", "Ada", "Babbage", "Curie", "spectral_radius", "status: converged", "certificate: "] {
        assert!(out.contains(words), "{words:?} is not in {out}");
    }
    let timeline = data("hype-timeline.csv");
    let arguments = ["fit", &timeline, "--model", "shot-noise", "--from", "2022-11", "--until", "2025-09", "--json"];
    let (code, out, err) = run(&arguments);
    assert_eq!(code, 0, "{err}");
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert!((number(&answer, "events") - 4.0).abs() < 1e-12);
    let days = 365.0 + 366.0 + 365.0 - 31.0;
    assert!((number(&answer, "window") * 30.4375 - days).abs() < 1e-9);
    assert!(answer["notes"].to_string().contains("stand for their middle"));
}

#[test]
fn a_dated_timeline_says_what_each_event_needs() {
    let timeline = data("hype-timeline.csv");
    let arguments = ["fit", &timeline, "--model", "timeline", "--until", "2025-09", "--json"];
    let (code, out, err) = run(&arguments);
    assert_eq!(code, 0, "{err}");
    let answer: Value = serde_json::from_str(&out).unwrap();
    let needed =
        &answer["outputs"].as_array().unwrap().iter().find(|output| output["key"] == "needed").unwrap()["value"];
    // Gaps of 4, 2 and 6 months, within the days by which months differ.
    for (k, gap) in [4.0, 2.0, 6.0].into_iter().enumerate() {
        let found = needed[k].as_f64().unwrap();
        assert!((found / (0.9_f64.powf(-gap) - 1.0) - 1.0).abs() < 0.03, "{needed}");
    }
    assert!(out.contains("assistants") && out.contains("no decay was given"), "{out}");
    let (code, _, err) = run_with("date\n2023-03\n2022-11\n", &["fit", "-", "--model", "timeline"]);
    assert!(code != 0 && err.contains("sort the rows"), "{err}");
    let (code, _, err) = run_with("date\n2023-03\n", &["fit", "-", "--model", "timeline"]);
    assert!(code != 0 && !err.is_empty(), "{err}");
}

/// Twelve events with the gaps of a cluster.
fn record(scale: f64) -> String {
    let times = [1.0, 1.4, 1.5, 4.0, 6.0, 6.1, 6.3, 6.35, 9.0, 12.0, 12.2, 14.0, 14.1, 14.15];
    times.iter().fold("time\n".to_owned(), |text, time| format!("{text}{}\n", time * scale))
}

#[test]
fn estimates_do_not_depend_on_the_unit_of_the_numbers() {
    let fit = |scale: f64, unit, until: &str| {
        fitted(&record(scale), &["--model", "hawkes", "--unit", unit, "--from", "0", "--until", until])
    };
    let (years, months) = (fit(1.0, "yr", "16"), fit(12.0, "month", "192"));
    for key in ["branching", "branching_low", "branching_high", "gain", "residual_chance"] {
        assert!((number(&years, key) / number(&months, key) - 1.0).abs() < 1e-8, "{key}");
    }
    for key in ["baseline", "fade", "rate"] {
        assert!((number(&years, key) / (12.0 * number(&months, key)) - 1.0).abs() < 1e-8, "{key}");
    }
}

#[test]
fn rows_of_one_date_are_merged_or_spread_as_asked() {
    let text = "date,jump\n2024-01-01,1\n2024-02-01,1\n2024-03-05,2\n2024-04-01,1\n2024-04-01,3\n";
    let merged = fitted(text, &["--model", "shot-noise", "--merge"]);
    assert!((number(&merged, "events") - 3.0).abs() < 1e-12 && (number(&merged, "jump") - 2.0).abs() < 1e-12);
    assert!(merged["notes"].to_string().contains("5 rows were merged into 4 events"), "{}", merged["notes"]);
    let spread = |seed| fitted(text, &["--model", "shot-noise", "--jitter", "--seed", seed]);
    let (one, again, other) = (spread("1"), spread("1"), spread("2"));
    assert!(one["notes"].to_string().contains("seed 1") && (number(&one, "events") - 4.0).abs() < 1e-12);
    assert_eq!(one, again);
    assert_ne!(number(&one, "window").to_bits(), number(&other, "window").to_bits());
}

/// Bad input: what is on standard input, the arguments behind `moloch fit -`, and the exit code.
const BAD: &[(&str, &str, &[&str], i32)] = &[
    ("an empty file", "", &["--model", "hawkes"], 2),
    ("headings without rows", "date,jump\n", &["--model", "hawkes"], 1),
    ("no column of times", "when,jump\n2024-01-01,1\n", &["--model", "hawkes"], 2),
    ("semicolons", "date;jump\n2024-01-01;1\n", &["--model", "hawkes"], 2),
    ("a misspelt heading", "date,jmp\n2024-01-01,1\n", &["--model", "hawkes"], 2),
    ("two columns of times", "date,time\n2024-01-01,1\n", &["--model", "hawkes"], 2),
    ("a date that does not exist", "date\n2024-01-01\n2023-02-29\n", &["--model", "hawkes"], 2),
    ("a date in another form", "date\n01/02/2024\n", &["--model", "hawkes"], 2),
    ("dates and numbers", "date\n2024-01-01\n7.5\n", &["--model", "hawkes"], 2),
    ("a word for a number", "date,jump\n2024-01-01,1\n2024-01-02,large\n", &["--model", "hawkes"], 2),
    ("a negative jump", "date,jump\n2024-01-01,-1\n", &["--model", "hawkes"], 2),
    ("an empty cell", "date,jump\n2024-01-01,\n", &["--model", "hawkes"], 2),
    ("a row that is too long", "date,jump\n2024-01-01,1,2\n", &["--model", "hawkes"], 2),
    ("rows out of order", "date\n2024-02-01\n2024-01-01\n", &["--model", "hawkes"], 2),
    ("one date twice", "date\n2024-01-01\n2024-01-01\n", &["--model", "hawkes"], 2),
    ("an event after the end", "date\n2024-01-01\n2024-06-01\n", &["--model", "hawkes", "--until", "2024-03"], 2),
    ("an end that is no date", "date\n2024-01-01\n2024-06-01\n", &["--model", "hawkes", "--until", "soon"], 2),
    ("a window turned round", "date\n2024-01-01\n", &["--model", "hawkes", "--from", "2025", "--until", "2024"], 2),
    (
        "an end before the start",
        "date\n2024-01-01\n",
        &["--model", "hawkes", "--from", "2025-01", "--until", "2024-12"],
        2,
    ),
    ("jitter of plain numbers", "time\n1\n1\n2\n", &["--model", "hawkes", "--jitter"], 2),
    ("an option without a value", "time\n1\n", &["--model", "hawkes", "--set", "decay"], 2),
    ("an unknown option", "time\n1\n", &["--model", "hawkes", "--set", "decoy=1"], 2),
    ("an option out of range", "time\n1\n", &["--model", "hawkes", "--set", "confidence=95"], 2),
    ("an option twice", "time\n1\n", &["--model", "hawkes", "--set", "decay=1", "--set", "decay=2"], 2),
    ("too few events", "time\n1\n2\n3\n", &["--model", "hawkes"], 1),
    (
        "a lab with too few events",
        "time,lab\n1,a\n2,b\n3,a\n4,a\n5,a\n6,a\n7,a\n8,a\n9,a\n10,a\n11,a\n12,a\n",
        &["--model", "hawkes"],
        1,
    ),
    ("many faults at once", "date,jump\n2024-01-01,x\n2024-13-01,-2\n5,1\n2024-01-02\n", &["--model", "shot-noise"], 2),
];

#[test]
fn bad_input_is_answered_with_place_value_and_next_step() {
    let mut said = String::new();
    for (name, text, arguments, expected) in BAD {
        let (code, out, err) = run_with(text, &[&["fit", "-"], *arguments].concat());
        assert!(code == *expected && out.is_empty(), "{name}: {code} {out}{err}");
        let _ = writeln!(said, "== {name}\n{}\n", err.trim_end());
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_fit_that_is_not_named_or_not_known_is_answered_with_all_names() {
    for arguments in [&["fit", "-"][..], &["fit", "-", "--model", "hawks"]] {
        let (code, out, err) = run_with("date\n2024-01-01\n", arguments);
        assert!(code == 2 && out.is_empty() && err.contains("--model") && err.contains("hawkes, shot-noise"), "{err}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let (code, _, err) = run(&["fit", "no-such-file.csv", "--model", "hawkes"]);
    assert!(code == 2 && err.contains("no-such-file.csv"), "{err}");
    assert_eq!(run(&["fit", ".", "--model", "hawkes"]).0, 2);
    let latin = folder("latin").join("events.csv");
    std::fs::write(&latin, b"date,event\n2024-01-01,caf\xe9\n").unwrap();
    let (code, _, err) = run(&["fit", latin.to_str().unwrap(), "--model", "hawkes"]);
    assert!(code == 2 && err.contains("line 2") && err.contains("UTF-8"), "{err}");
    let (code, _, err) = run_with("time\n1\n", &["fit", "-", "--model", "hawkes", "--merge", "--jitter"]);
    assert!(code == 2 && err.contains("--jitter"), "{err}");
    let (code, _, err) = run_with("time\n1\n", &["fit", "-", "--model", "hawkes", "--unit", "fortnight"]);
    assert!(code == 2 && err.contains("month"), "{err}");
}
