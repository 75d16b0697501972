//! Spreads: each law is read in the field's unit, each disorder refused.

use moloch_core::{Entry, Node, Reader, Spread, Value};

use crate::declared::Site;

/// The spread of a power of 2 GW, or the faults of reading it.
fn spread(unit: &str, value: f64, parts: &[(&str, Value)]) -> Result<Option<Spread>, String> {
    let inner = Value::Table(parts.iter().map(|(key, value)| Entry::new(key, value.clone())).collect());
    let power = Value::Table(vec![
        Entry::new("value", Value::Number(value)),
        Entry::new("unit", Value::Text(unit.into())),
        Entry::new("spread", inner),
    ]);
    let site = Value::Table(vec![Entry::new("name", Value::Text("home".into())), Entry::new("power", power)]);
    let mut reader = Reader::default();
    let site = reader.table::<Site>(&Node::from(site), "");
    let (_, records) = reader.finish(site).map_err(|faults| faults.to_string())?;
    Ok(records.iter().find(|record| record.key == "power").and_then(|record| record.spread))
}

fn law(name: &str) -> (&'static str, Value) {
    ("law", Value::Text(name.into()))
}

fn number(key: &'static str, value: f64) -> (&'static str, Value) {
    (key, Value::Number(value))
}

#[test]
fn each_law_is_read() {
    let uniform = spread("GW", 2.0, &[law("uniform"), number("low", 1.0), number("high", 3.0)]);
    assert_eq!(uniform, Ok(Some(Spread::Uniform { low: 1.0, high: 3.0 })));
    let triangular = spread("GW", 2.0, &[law("triangular"), number("low", 1.0), number("high", 3.0)]);
    assert_eq!(triangular, Ok(Some(Spread::Triangular { low: 1.0, high: 3.0 })));
    assert_eq!(spread("GW", 2.0, &[law("normal"), number("sd", 0.5)]), Ok(Some(Spread::Normal { sd: 0.5 })));
    let lognormal = spread("GW", 2.0, &[law("lognormal"), number("sd_log", 0.5)]);
    assert_eq!(lognormal, Ok(Some(Spread::Lognormal { sd_log: 0.5 })));
    let percentiles = spread("GW", 2.0, &[number("p5", 1.0), number("p50", 2.0), number("p95", 4.0)]);
    assert_eq!(percentiles, Ok(Some(Spread::Percentiles { p5: 1.0, p50: 2.0, p95: 4.0 })));
}

#[test]
fn a_spread_is_in_the_unit_of_its_value() {
    let Ok(Some(Spread::Normal { sd })) = spread("TWh/yr", 17.532, &[law("normal"), number("sd", 8.766)]) else {
        panic!("a normal law")
    };
    assert!((sd - 1.0).abs() < 1e-12);
}

#[test]
fn disorder_is_refused() {
    let bad = [
        (vec![law("uniform"), number("low", 3.0), number("high", 1.0)], "low <= value <= high"),
        (vec![law("uniform"), number("low", 2.5), number("high", 3.0)], "low <= value <= high"),
        (vec![law("uniform"), number("low", 1.0)], "add `high`"),
        (vec![law("uniform"), number("low", -1.0), number("high", 3.0)], "greater than 0"),
        (vec![law("normal"), number("sd", 0.0)], "greater than 0"),
        (vec![law("cauchy")], "one of uniform, triangular, normal, lognormal"),
        (vec![number("p5", 1.0), number("p50", 5.0), number("p95", 4.0)], "p5 <= p50 <= p95"),
        (vec![number("p5", 1.0), number("p50", 2.0)], "add `p95`"),
        (vec![law("normal"), number("sd", 1.0), number("mean", 1.0)], "an unknown key"),
    ];
    for (parts, words) in bad {
        let faults = spread("GW", 2.0, &parts).unwrap_err();
        assert!(faults.contains(words), "{faults} does not say {words:?}");
    }
}
