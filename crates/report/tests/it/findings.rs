//! `findings.json` and its schema.

use moloch_report::{Document, Number, Prose, render};
use serde_json::{Value, json};

use crate::sample;

/// Whether `value` fits `schema`, for the words of JSON Schema that our schema uses; an unknown word is an error.
fn fits(value: &Value, schema: &Value, root: &Value) -> Result<(), String> {
    for (word, rule) in schema.as_object().unwrap() {
        let fine = match word.as_str() {
            "$schema" | "title" | "description" | "$defs" => true,
            "$ref" => {
                let at = rule.as_str().unwrap().trim_start_matches('#');
                fits(value, root.pointer(at).unwrap(), root)?;
                true
            }
            "type" => match rule {
                Value::Array(kinds) => kinds.iter().any(|kind| is(value, kind)),
                kind => is(value, kind),
            },
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "pattern" => {
                value.as_str().is_some_and(|id| id.strip_prefix('n').is_some_and(|n| n.parse::<u32>().is_ok()))
            }
            "required" => rule.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
            "additionalProperties" => {
                let known = schema["properties"].as_object().unwrap();
                value.as_object().is_none_or(|map| map.keys().all(|key| known.contains_key(key)))
            }
            "properties" => {
                for (key, inner) in rule.as_object().unwrap() {
                    if let Some(part) = value.get(key) {
                        fits(part, inner, root)?;
                    }
                }
                true
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    fits(item, rule, root)?;
                }
                true
            }
            "anyOf" => rule.as_array().unwrap().iter().any(|choice| fits(value, choice, root).is_ok()),
            other => return Err(format!("the test does not know {other}")),
        };
        if !fine {
            return Err(format!("{word} is broken by {value}"));
        }
    }
    Ok(())
}

fn is(value: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("the test does not know the type {other}"),
    }
}

#[test]
fn findings_fit_their_schema() {
    let schema = render::json_schema();
    let mut findings = render::json(&sample::document());
    fits(&findings, &schema, &schema).unwrap();
    findings["numbers"][0]["id"] = json!("seven");
    assert!(fits(&findings, &schema, &schema).is_err(), "the test reader must see a bad id");
    findings["numbers"][0] = json!({});
    assert!(fits(&findings, &schema, &schema).is_err(), "the test reader must see missing keys");
}

#[test]
fn the_schema_states_its_version() {
    assert_eq!(render::json_schema()["properties"]["schema_version"]["const"], render::SCHEMA_VERSION);
}

#[test]
fn numbers_are_listed_in_the_order_of_the_page() {
    let document = sample::document();
    let findings = render::json(&document);
    let page = render::html(&document);
    let listed = findings["numbers"].as_array().unwrap();
    assert_eq!(listed.len(), document.numbers().len());
    let mut at = 0;
    for (entry, number) in listed.iter().zip(document.numbers()) {
        let id = format!("id=\"{}\"", entry["id"].as_str().unwrap());
        let found = at + page[at..].find(&id).unwrap_or_else(|| panic!("{id} is missing or out of order"));
        let element = &page[found..found + page[found..].find('>').unwrap()];
        assert!(element.contains(&format!("data-source=\"{}\"", number.source)), "{element}");
        assert_eq!(entry["value"], json!(number.value));
        assert_eq!(entry["source"], json!(number.source));
        at = found;
    }
}

#[test]
fn every_id_in_the_text_is_listed_once() {
    fn ids(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| ids(item, found)),
            Value::Object(map) => {
                if map.get("type").is_some_and(|t| t == "number") || map.len() == 2 && map.contains_key("id") {
                    found.push(map["id"].as_str().unwrap().to_owned());
                }
                map.values().for_each(|item| ids(item, found));
            }
            _ => {}
        }
    }
    let findings = render::json(&sample::document());
    let mut found = Vec::new();
    for part in ["answer", "sections", "notes"] {
        ids(&findings[part], &mut found);
    }
    found.sort_by_key(|id| id[1..].parse::<u32>().unwrap());
    let listed: Vec<String> = (1..=findings["numbers"].as_array().unwrap().len()).map(|i| format!("n{i}")).collect();
    assert_eq!(found, listed);
}

#[test]
fn a_value_that_is_not_finite_is_null_and_a_fault() {
    let document = Document::new("t").answer(Prose::from(Number::new(f64::NAN, "", "x.y")), None);
    assert_eq!(render::json(&document)["numbers"][0]["value"], Value::Null);
    assert_eq!(document.faults().len(), 1);
}
