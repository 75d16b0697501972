//! What is read, what is refused, and how a refusal reads.

use moloch_core::{Checked, Entry, Faults, Inputs, Node, Reader, Value, read};

use crate::declared::{Everything, Site, Style, sound, written};

fn refused(key: &str, value: Value) -> Faults {
    let mut tree = written();
    tree.set(key, value);
    read::<Everything>(&tree.into()).unwrap_err()
}

fn table(entries: &[(&str, Value)]) -> Value {
    Value::Table(entries.iter().map(|(key, value)| Entry::new(key, value.clone())).collect())
}

#[test]
fn a_struct_survives_writing_and_reading_and_json() {
    let checked = sound().checked().unwrap();
    assert_eq!(*checked, sound());
    let text = serde_json::to_string(&checked).unwrap();
    let back: Checked<Everything> = serde_json::from_str(&text).unwrap();
    assert_eq!(*back, sound());
}

#[test]
fn what_is_not_written_takes_its_default() {
    let Value::Table(entries) = written() else { panic!("a struct writes a table") };
    let kept = ["budgets", "fit", "names", "decay", "home"];
    let tree = Value::Table(entries.into_iter().filter(|entry| kept.contains(&entry.key.as_str())).collect());
    let read = read::<Everything>(&tree.into()).unwrap();
    assert_eq!((read.rounds, read.public, read.style, read.ceiling), (3, true, Style::Board, None));
    assert!(read.sites.is_empty());
}

#[test]
fn units_are_converted_and_sources_recorded() {
    let mut tree = written();
    let annotated = table(&[
        ("value", Value::Number(1.2)),
        ("unit", Value::Text("1/yr".into())),
        ("source", Value::Text("hype essay".into())),
    ]);
    tree.set("decay", annotated);
    let mut reader = Reader::default();
    let value = reader.table::<Everything>(&Node::from(tree), "");
    let (read, records) = reader.finish(value).unwrap();
    assert!((read.decay - 0.1).abs() < 1e-15);
    let record = records.iter().find(|record| record.key == "decay").unwrap();
    assert_eq!((record.unit, record.source.as_deref(), record.is_default), ("1/month", Some("hype essay"), false));
}

#[test]
fn a_list_can_carry_one_unit() {
    let mut tree = written();
    tree.set("budgets", table(&[("value", Value::numbers(&[500.0, 2000.0])), ("unit", Value::Text("M USD".into()))]));
    assert_eq!(read::<Everything>(&tree.into()).unwrap().budgets, [0.5, 2.0]);
}

#[test]
fn each_bad_value_is_refused_under_its_key_with_what_would_do() {
    let unit = |unit: &str| table(&[("value", Value::Number(1.0)), ("unit", Value::Text(unit.into()))]);
    let bad = [
        ("decay", Value::Number(0.0), "decay", "greater than 0 (1/month)"),
        ("decay", Value::Number(f64::NAN), "decay", "NaN"),
        ("decay", Value::Number(f64::INFINITY), "decay", "inf"),
        ("decay", Value::Text("fast".into()), "decay", "\"fast\""),
        ("decay", unit("1/fortnight"), "decay.unit", "1/yr, 1/month"),
        ("decay", table(&[("unit", Value::Text("1/yr".into()))]), "decay.value", "add `value`"),
        ("decay", table(&[("value", Value::Number(1.0)), ("sorce", Value::Flag(true))]), "decay.sorce", "`source`"),
        ("budgets", Value::List(vec![]), "budgets", "an empty list"),
        ("budgets", Value::numbers(&[1.0, -2.0]), "budgets[1]", "at least 0"),
        ("budgets", Value::numbers(&[1.0]), "names", "2 entries"),
        ("fit", Value::matrix(&[vec![0.1, 0.2], vec![0.3]]), "fit[1]", "2 entries, as in the first row"),
        ("fit", Value::matrix(&[vec![0.1], vec![1.3]]), "fit[1][0]", "from 0 to 1"),
        ("names", Value::texts(&["North", "North"]), "names[1]", "distinct names"),
        ("names", Value::texts(&["North", " "]), "names[1]", "not empty"),
        ("rounds", Value::Integer(11), "rounds", "from 1 to 10"),
        ("rounds", Value::Number(2.5), "rounds", "a whole number"),
        ("public", Value::Integer(1), "public", "true or false"),
        ("style", Value::Text("bord".into()), "style", "did you mean `board`?"),
        ("home", Value::Integer(1), "home", "a table"),
        ("ceiling", Value::Number(2.0), "ceiling", "raise the ceiling"),
        ("ruonds", Value::Integer(1), "ruonds", "did you mean `rounds`?"),
    ];
    for (key, value, path, words) in bad {
        let faults = refused(key, value);
        let fault = faults.iter().find(|fault| fault.key == path).unwrap_or_else(|| panic!("{path}: {faults}"));
        assert!(fault.to_string().contains(words), "{path}: {fault} does not say {words:?}");
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    let mut tree = written();
    tree.set("decay", Value::Number(-1.0));
    tree.set("rounds", Value::Integer(0));
    tree.set("sites", Value::List(vec![table(&[("power", Value::Number(-1.0))]).into()]));
    let faults = read::<Everything>(&tree.into()).unwrap_err();
    let keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(keys, ["decay", "rounds", "sites[0].name", "sites[0].power"]);
}

#[test]
fn a_bound_is_said_in_the_unit_that_was_written() {
    let mut tree = Site { name: "home".to_owned(), power: 1.0 }.write();
    tree.set("power", table(&[("value", Value::Number(-5.0)), ("unit", Value::Text("TWh/yr".into()))]));
    let faults = read::<Site>(&tree.into()).unwrap_err();
    assert!(faults.to_string().contains("greater than 0 (TWh/yr)"), "{faults}");
}

#[test]
fn a_key_written_twice_in_json_is_refused() {
    let error = serde_json::from_str::<Node>(r#"{"a": 1, "a": 2}"#).unwrap_err();
    assert!(error.to_string().contains("`a` is written twice"));
}
