//! As much of JSON Schema 2020-12 as the scenario's schema uses; a keyword it does not know is a failure.

use serde_json::Value as Json;

/// What is wrong with `value`, one line each; empty when it is valid.
pub(super) fn violations(root: &Json, value: &Json) -> Vec<String> {
    let mut found = Vec::new();
    validate(root, root, value, "$", &mut found);
    found
}

fn valid(root: &Json, schema: &Json, value: &Json) -> bool {
    let mut found = Vec::new();
    validate(root, schema, value, "$", &mut found);
    found.is_empty()
}

fn validate(root: &Json, schema: &Json, value: &Json, path: &str, found: &mut Vec<String>) {
    for (keyword, wanted) in schema.as_object().unwrap() {
        let sound = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" | "examples" | "then" | "else" => true,
            "$ref" => {
                let pointer = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                validate(root, root.pointer(pointer).unwrap(), value, path, found);
                true
            }
            "if" => {
                let branch = if valid(root, wanted, value) { "then" } else { "else" };
                if let Some(schema) = schema.get(branch) {
                    validate(root, schema, value, path, found);
                }
                true
            }
            "oneOf" => wanted.as_array().unwrap().iter().filter(|form| valid(root, form, value)).count() == 1,
            "type" => has_type(wanted.as_str().unwrap(), value),
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= wanted.as_u64().unwrap()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
            "minProperties" => value.as_object().is_none_or(|map| map.len() as u64 >= wanted.as_u64().unwrap()),
            "minimum" => bound(value, wanted, |x, end| x >= end),
            "maximum" => bound(value, wanted, |x, end| x <= end),
            "exclusiveMinimum" => bound(value, wanted, |x, end| x > end),
            "exclusiveMaximum" => bound(value, wanted, |x, end| x < end),
            "required" => {
                let keys = wanted.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
                value.as_object().is_none_or(|map| keys.clone().all(|key| map.contains_key(key)))
            }
            "items" => {
                for (k, item) in value.as_array().into_iter().flatten().enumerate() {
                    validate(root, wanted, item, &format!("{path}[{k}]"), found);
                }
                true
            }
            "properties" => {
                for (key, inner) in wanted.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        validate(root, inner, value, &format!("{path}.{key}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                others(root, schema, wanted, value, path, found);
                true
            }
            unknown => panic!("the validator does not know {unknown}"),
        };
        if !sound {
            found.push(format!("{path}: {keyword} {wanted}"));
        }
    }
}

fn others(root: &Json, schema: &Json, wanted: &Json, value: &Json, path: &str, found: &mut Vec<String>) {
    let known = |key: &String| schema["properties"].get(key).is_some();
    for (key, inner) in value.as_object().into_iter().flatten().filter(|(key, _)| !known(key)) {
        match wanted {
            Json::Bool(false) => found.push(format!("{path}: unknown key {key}")),
            _ => validate(root, wanted, inner, &format!("{path}.{key}"), found),
        }
    }
}

fn has_type(name: &str, value: &Json) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        unknown => panic!("the validator does not know the type {unknown}"),
    }
}

fn bound(value: &Json, end: &Json, holds: fn(f64, f64) -> bool) -> bool {
    value.as_f64().is_none_or(|x| holds(x, end.as_f64().unwrap()))
}
