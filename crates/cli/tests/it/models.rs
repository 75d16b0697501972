//! `moloch model`.

use serde_json::Value;

use crate::program::{folder, run, run_with};

fn ids() -> Vec<String> {
    let (code, out, _) = run(&["model", "--json"]);
    assert_eq!(code, 0);
    let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_registered_model_solves_its_example_and_shows_schema_and_page() {
    let ids = ids();
    assert!(ids.len() >= 15, "{ids:?}");
    for id in &ids {
        let (code, out, err) = run(&["model", id, "--json"]);
        assert_eq!(code, 0, "{id}: {err}");
        let answer: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(answer["model"], id.as_str());
        assert!(!answer["outputs"].as_array().unwrap().is_empty());
        let (code, out, _) = run(&["model", id]);
        assert!(code == 0 && out.contains(id.as_str()) && out.contains("status: "));
        let schema: Value = serde_json::from_str(&run(&["model", id, "--schema"]).1).unwrap();
        assert_eq!(schema["type"], "object");
        assert!(run(&["model", id, "--page"]).1.contains("## Question"));
    }
}

#[test]
fn a_model_reads_toml_from_a_file_and_from_standard_input() {
    let text = "values = [10, 8, 5]\ncosts = [1, 1, 1]\n";
    let (code, out, err) = run_with(text, &["model", "race.tullock", "-", "--json"]);
    assert_eq!(code, 0, "{err}");
    let answer: Value = serde_json::from_str(&out).unwrap();
    let total = answer["outputs"].as_array().unwrap().iter().find(|row| row["key"] == "total_effort").unwrap();
    assert!((total["value"][0].as_f64().unwrap() - 4.705882352941).abs() < 1e-11);
    let file = folder("model-file").join("contest.toml");
    std::fs::write(&file, text).unwrap();
    assert_eq!(run(&["model", "race.tullock", file.to_str().unwrap(), "--json"]).1, out);
}

#[test]
fn bad_input_is_shown_on_its_line() {
    let (code, out, err) = run_with("values = [10, -8]\ncosts = [1, 1, 1]\n", &["model", "race.tullock", "-"]);
    assert!(code == 2 && out.is_empty());
    for words in ["values[1]", "standard input:1:", "a number greater than 0", "next:"] {
        assert!(err.contains(words), "{err} does not say {words:?}");
    }
    let (code, _, err) = run(&["model", "race.tulock"]);
    assert!(code == 2 && err.contains("race.tullock"));
    assert_eq!(run(&["model", "race.tullock", "no-such-file.toml"]).0, 2);
    assert_eq!(run_with("\u{0}", &["model", "race.tullock", "-"]).0, 2);
}
