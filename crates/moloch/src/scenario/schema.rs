//! The JSON Schema of a scenario file, from the field tables.

use moloch_core::{Field, json_schema};
use serde_json::{Value as Json, json};

use super::builtin::{BUILTIN_PREFIX, BUILTINS};
use super::inputs::{AMOUNT, Scenario, THETA};

/// The JSON Schema (2020-12) of a scenario file, for editors and validators.
///
/// A file that stands alone is a `whole` scenario; one that extends another is a `change`, in which every key may be
/// left out except the names by which tables are found.
pub fn schema() -> Json {
    let mut whole = whole();
    let mut spread = Json::Null;
    share_spread(&mut whole, &mut spread);
    let mut change = whole.clone();
    forgive(&mut change);
    change["required"] = json!(["extends"]);
    change["properties"]["extends"] = extends();
    change["properties"]["without"] = json!({
        "type": "array", "items": { "type": "string", "minLength": 1 },
        "description": "Keys of the extended scenario to leave out; items of a list go by their names: labs.NAME.",
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario of a technology race",
        "description": "Who races for which segments, what drives the prize, what could end it.",
        "if": { "required": ["extends"] },
        "then": { "$ref": "#/$defs/change" },
        "else": { "$ref": "#/$defs/whole" },
        "$defs": { "whole": whole, "change": change, "spread": spread },
    })
}

/// A scenario without a parent; the tables whose keys are segments are filled in here.
fn whole() -> Json {
    let mut schema = json_schema::<Scenario>();
    let lab = &mut schema["properties"]["labs"]["items"]["properties"];
    by_segment(&mut lab["fit"], &THETA, Some("frontier"));
    by_segment(&mut lab["stock"], &AMOUNT, None);
    if let Some(map) = schema.as_object_mut() {
        map.remove("$schema");
        map.remove("title");
    }
    schema["properties"]["labs"]["minItems"] = json!(2);
    schema
}

/// Every number can have a spread; its form is written once.
fn share_spread(schema: &mut Json, shared: &mut Json) {
    match schema {
        Json::Object(map) => {
            for (key, inner) in map {
                if key == "spread" && inner.get("$ref").is_none() {
                    *shared = std::mem::replace(inner, json!({ "$ref": "#/$defs/spread" }));
                } else {
                    share_spread(inner, shared);
                }
            }
        }
        Json::Array(items) => {
            for inner in items {
                share_spread(inner, shared);
            }
        }
        _ => {}
    }
}

/// Takes back what a change need not say: every required key but the name, and the least number of labs.
fn forgive(schema: &mut Json) {
    let Some(map) = schema.as_object_mut() else {
        if let Some(items) = schema.as_array_mut() {
            items.iter_mut().for_each(forgive);
        }
        return;
    };
    if map.get("minItems") == Some(&json!(2)) {
        map.insert("minItems".into(), json!(1));
    }
    let of_a_law = map.get("properties").is_some_and(|keys| keys.get("law").is_some() || keys.get("p5").is_some());
    if let Some(required) = map.get_mut("required").and_then(Json::as_array_mut)
        && !of_a_law
    {
        required.retain(|key| key == "name");
    }
    for (key, inner) in map.iter_mut() {
        if key != "default" && key != "enum" {
            forgive(inner);
        }
    }
}

fn extends() -> Json {
    let names: Vec<String> = BUILTINS.iter().map(|builtin| format!("{BUILTIN_PREFIX}{}", builtin.name)).collect();
    json!({
        "type": "string", "minLength": 1, "examples": names,
        "description": "The scenario that this one changes: builtin:NAME, or a path relative to this file.",
    })
}

/// A table whose keys are the scenario's own segments.
fn by_segment(schema: &mut Json, entry: &Field, word: Option<&str>) {
    let range = entry.allowed();
    let mut bare = json!({ "type": "number", "minimum": range.low });
    if range.high.is_finite() {
        bare["maximum"] = json!(range.high);
    }
    let units: Vec<&str> = entry.quantity.units.iter().map(|unit| unit.name).collect();
    let mut forms = vec![bare, annotated(&units)];
    forms.extend(word.map(|word| json!({ "const": word })));
    let object = json!({ "type": "object", "minProperties": 1, "additionalProperties": { "oneOf": forms } });
    if let (Some(target), Json::Object(source)) = (schema.as_object_mut(), object) {
        target.retain(|key, _| key == "description");
        target.extend(source);
    }
}

fn annotated(units: &[&str]) -> Json {
    json!({
        "type": "object", "required": ["value"], "additionalProperties": false,
        "properties": {
            "value": { "type": "number" }, "unit": { "enum": units }, "source": { "type": "string" },
            "spread": { "$ref": "#/$defs/spread" },
        },
    })
}
