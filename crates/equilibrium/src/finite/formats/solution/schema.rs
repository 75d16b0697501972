//! The JSON Schema of solution files.

use super::super::json::players_schema;
use super::FORMAT;

/// The JSON Schema of solution files.
pub fn schema() -> serde_json::Value {
    let text = serde_json::json!({ "type": "string" });
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Equilibria of a finite game",
        "type": "object",
        "required": ["format", "version", "scope", "completeness"],
        "additionalProperties": false,
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": 1 },
            "program": text,
            "game": {
                "type": "object", "additionalProperties": false,
                "properties": { "title": text, "players": { "anyOf": [ { "const": [] }, players_schema() ] } }
            },
            "method": text,
            "scope": { "enum": ["all", "pure", "one"] },
            "completeness": completeness_schema(),
            "status": text,
            "seed": { "type": ["integer", "null"], "minimum": 0 },
            "counters": { "type": "array", "items": {
                "type": "object", "required": ["what", "count"], "additionalProperties": false,
                "properties": { "what": text, "count": { "type": "integer", "minimum": 0 } }
            } },
            "components": { "type": "array", "items": component() },
            "points": { "type": "array", "items": point() }
        }
    })
}

/// Of what a solution claims to hold.
pub(crate) fn completeness_schema() -> serde_json::Value {
    let text = serde_json::json!({ "type": "string" });
    let object = |required: &[&str], properties: serde_json::Value| {
        serde_json::json!({
            "type": "object", "required": required, "additionalProperties": false, "properties": properties
        })
    };
    serde_json::json!({ "oneOf": [
        object(&["kind", "why"], serde_json::json!({ "kind": { "const": "complete" }, "why": text })),
        object(
            &["kind", "why", "not_searched"],
            serde_json::json!({ "kind": { "const": "partial" }, "why": text, "not_searched": text })
        ),
        object(&["kind"], serde_json::json!({ "kind": { "const": "sample" } }))
    ] })
}

/// One list of probabilities per player: fractions in quotes are exact, numbers are decimals.
fn profile() -> serde_json::Value {
    serde_json::json!({ "type": "array", "items": {
        "type": "array", "items": { "type": ["string", "number"] }
    } })
}

fn component() -> serde_json::Value {
    serde_json::json!({
        "type": "object", "required": ["extreme_points", "subsets"], "additionalProperties": false,
        "properties": {
            "kind": { "type": "string" },
            "dimension": {
                "type": ["integer", "null"], "minimum": 0,
                "description": "Null where not all equilibria were looked for."
            },
            "index": { "type": ["integer", "null"] },
            "extreme_points": { "type": "array", "items": profile() },
            "subsets": {
                "description": "Maximal Nash subsets: for each, one face per player, given by its vertices.",
                "type": "array", "items": { "type": "array", "items": profile() }
            }
        }
    })
}

fn point() -> serde_json::Value {
    serde_json::json!({
        "type": "object", "required": ["profile"], "additionalProperties": false,
        "properties": {
            "profile": profile(),
            "digits": { "type": ["integer", "null"], "minimum": 0, "description": "Decimal places of the probabilities." },
            "radius": { "type": ["number", "null"], "minimum": 0 },
            "index": { "type": ["integer", "null"] },
            "regret": { "type": ["number", "null"], "minimum": 0 }
        }
    })
}
