//! JSON Schema (2020-12) from a field table.

use serde_json::{Map, Value as Json, json};

use crate::{DefaultValue, Field, Inputs, Kind, Range, Table};

/// The JSON Schema of an input struct.
pub fn json_schema<T: Inputs>() -> Json {
    let mut schema = of_table(&T::TABLE);
    if let Json::Object(map) = &mut schema {
        map.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".into(), json!(T::TABLE.name));
    }
    schema
}

/// The schema of a table: its keys, closed to others.
pub(crate) fn of_table(table: &Table) -> Json {
    let properties: Map<String, Json> =
        table.fields.iter().map(|field| (field.key.to_owned(), of_field(field))).collect();
    let required: Vec<&str> =
        table.fields.iter().filter(|f| f.default == DefaultValue::Required).map(|f| f.key).collect();
    json!({
        "type": "object",
        "description": table.doc.trim(),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn of_field(field: &Field) -> Json {
    let mut schema = match field.kind {
        Kind::Number => annotated(field, &number(field), true),
        Kind::Numbers(_) => annotated(field, &list(&number(field), field), false),
        Kind::Matrix(..) => list(&list(&number(field), field), field),
        Kind::Integer(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Text => json!({ "type": "string", "minLength": 1 }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Texts(_) => list(&json!({ "type": "string", "minLength": 1 }), field),
        Kind::Table(table) => of_table(table),
        Kind::Tables(table, _) => list(&of_table(table), field),
    };
    if let Json::Object(map) = &mut schema {
        map.insert("description".into(), json!(description(field)));
        if let Some(default) = field.default.value() {
            map.insert("default".into(), json!(default));
        }
    }
    schema
}

fn description(field: &Field) -> String {
    let doc = field.doc.trim();
    if field.is_numeric() { format!("{doc} Unit: {}.", field.unit) } else { doc.to_owned() }
}

/// A bare value, or the value with unit, source and spread.
fn annotated(field: &Field, bare: &Json, with_spread: bool) -> Json {
    // Another unit moves the bounds, so the annotated form leaves them to the reader.
    let loose = if with_spread {
        json!({ "type": "number" })
    } else {
        json!({ "type": "array", "items": { "type": "number" } })
    };
    let units: Vec<&str> = field.quantity.units.iter().map(|unit| unit.name).collect();
    let mut properties = json!({ "value": loose, "unit": { "enum": units }, "source": { "type": "string" } });
    if with_spread && let Json::Object(map) = &mut properties {
        map.insert("spread".into(), spread());
    }
    json!({ "oneOf": [bare, {
        "type": "object", "properties": properties, "required": ["value"], "additionalProperties": false,
    }] })
}

fn spread() -> Json {
    let law = |name: &str, keys: &[&str]| {
        let mut properties = Map::from_iter([("law".to_owned(), json!({ "const": name }))]);
        properties.extend(keys.iter().map(|key| ((*key).to_owned(), json!({ "type": "number" }))));
        let required: Vec<&str> = std::iter::once("law").chain(keys.iter().copied()).collect();
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    };
    let percentile = json!({ "type": "number" });
    json!({ "oneOf": [
        law("uniform", &["low", "high"]), law("triangular", &["low", "high"]),
        law("normal", &["sd"]), law("lognormal", &["sd_log"]),
        { "type": "object", "properties": { "p5": percentile, "p50": percentile, "p95": percentile },
          "required": ["p5", "p50", "p95"], "additionalProperties": false },
    ] })
}

fn list(items: &Json, field: &Field) -> Json {
    let least = i32::from(field.default != DefaultValue::EmptyList);
    json!({ "type": "array", "items": items, "minItems": least })
}

fn number(field: &Field) -> Json {
    let Range { low, low_open, high, high_open } = field.allowed();
    let mut map = Map::from_iter([("type".to_owned(), json!("number"))]);
    if low.is_finite() {
        map.insert(if low_open { "exclusiveMinimum" } else { "minimum" }.into(), json!(low));
    }
    if high.is_finite() {
        map.insert(if high_open { "exclusiveMaximum" } else { "maximum" }.into(), json!(high));
    }
    Json::Object(map)
}
