//! The JSON Schema of solution files of trees.

use serde_json::{Value as Json, json};

use super::FORMAT;
use crate::finite::formats::solution::completeness_schema;

/// The JSON Schema of version 1 of `moloch-behaviour`.
pub fn schema() -> Json {
    let text = json!({ "type": "string" });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Equilibria of a sequential game in behaviour strategies",
        "type": "object",
        "required": ["format", "version", "scope", "completeness", "subgame_perfect", "equilibria"],
        "additionalProperties": false,
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": 1 },
            "program": text,
            "game": {
                "type": "object", "additionalProperties": false,
                "properties": { "title": text, "players": { "type": "array", "items": text } }
            },
            "method": text,
            "why": text,
            "scope": { "enum": ["all", "pure", "one"] },
            "subgame_perfect": { "type": "boolean" },
            "completeness": completeness_schema(),
            "status": text,
            "counters": { "type": "array", "items": {
                "type": "object", "required": ["what", "count"], "additionalProperties": false,
                "properties": { "what": text, "count": { "type": "integer", "minimum": 0 } }
            } },
            "equilibria": { "type": "array", "items": profile() }
        }
    })
}

/// What is played at every information set, in the tree's order: fractions in quotes are exact, numbers are decimals.
fn profile() -> Json {
    let text = json!({ "type": "string" });
    json!({
        "type": "object", "required": ["behaviour"], "additionalProperties": false,
        "properties": {
            "behaviour": { "type": "array", "items": {
                "type": "object", "additionalProperties": false,
                "required": ["player", "information_set", "actions", "probabilities"],
                "properties": {
                    "player": text,
                    "information_set": text,
                    "actions": { "type": "array", "items": text },
                    "probabilities": { "type": "array", "items": { "type": ["string", "number"] } }
                }
            } },
            "regret": { "type": "number", "minimum": 0 },
            "relative_regret": { "type": "number", "minimum": 0 }
        }
    })
}
