//! Games as JSON, and telling formats apart.

use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::formats::{GameFormat, gam, json, nfg, read_game, read_game_from};
use proptest::prelude::*;
use serde_json::Value;

use super::super::finite::support::{expected, known_game};
use super::random::game;

fn read(text: &str) -> Game {
    json::read("test.json", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_reference_game_reads_back_the_same_and_fits_the_schema() {
    for name in expected().keys() {
        let game = known_game(name);
        let text = json::write(&game);
        assert_eq!(read(&text), game, "{name}");
        fits(&json::schema(), &serde_json::from_str(&text).unwrap(), "game");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_written_game_reads_back_the_same(game in game()) {
        let text = json::write(&game);
        fits(&json::schema(), &serde_json::from_str(&text).unwrap(), "game");
        prop_assert_eq!(read(&text), game);
    }

    #[test]
    fn the_format_is_recognised_from_the_content(game in game()) {
        let of = |text: String| read_game_from("input", text.as_bytes(), None).unwrap();
        prop_assert_eq!(&of(nfg::write(&game)), &game);
        prop_assert_eq!(&of(json::write(&game)), &game);
        let unnamed = of(gam::write(&game));
        prop_assert_eq!(unnamed.action_counts(), game.action_counts());
    }
}

#[test]
fn files_are_read_by_their_extension_and_trees_are_pointed_elsewhere() {
    let path = format!("{}/tests/data/games/stag_hunt.nfg", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(read_game(path.as_ref()).unwrap().title(), "stag_hunt");
    let missing = read_game("no/such/file.nfg".as_ref()).unwrap_err().to_string();
    assert!(missing.starts_with("read the game no/such/file.nfg: 1 fault"), "{missing}");
    let tree = read_game_from("t.efg", b"EFG 2 R".as_slice(), GameFormat::of_path("t.efg".as_ref())).unwrap_err();
    assert!(tree.to_string().contains("sequential"), "{tree}");
    let graph = read_game_from("t", b"#AGG".as_slice(), None).unwrap_err();
    assert!(graph.to_string().contains("action-graph"), "{graph}");
    let unknown = read_game_from("t", b"\x7fELF".as_slice(), None).unwrap_err();
    assert!(unknown.to_string().contains("no known format"), "{unknown}");
    let empty = read_game_from("t", b"".as_slice(), None).unwrap_err();
    assert!(empty.to_string().contains("an empty file"), "{empty}");
}

/// Whether a value fits the part of JSON Schema that our schemas use.
pub(crate) fn fits(schema: &Value, value: &Value, path: &str) {
    assert!(misfit(schema, value).is_none(), "{path}: {}", misfit(schema, value).unwrap());
}

fn misfit(schema: &Value, value: &Value) -> Option<String> {
    let say = |what: &str| Some(format!("{value} {what} {schema}"));
    if let Some(known) = schema.get("const") {
        return if known == value { None } else { say("is not") };
    }
    if let Some(list) = schema.get("enum") {
        return if list.as_array().unwrap().contains(value) { None } else { say("is none of") };
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(list) = schema.get(choice) {
            let fitting = list.as_array().unwrap().iter().filter(|one| misfit(one, value).is_none()).count();
            let enough = if choice == "oneOf" { fitting == 1 } else { fitting >= 1 };
            return if enough { None } else { say("does not fit the choice") };
        }
    }
    if let Some(kind) = schema.get("type") {
        let kinds: Vec<&str> = kind
            .as_array()
            .map_or_else(|| vec![kind.as_str().unwrap()], |list| list.iter().map(|k| k.as_str().unwrap()).collect());
        let is = |kind: &&str| match *kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            other => panic!("unknown type {other}"),
        };
        if !kinds.iter().any(is) {
            return say("is not of the type of");
        }
    }
    if let Some(fields) = value.as_object() {
        let known = schema["properties"].as_object().unwrap();
        let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
        if let Some(missing) = required.iter().find(|key| !fields.contains_key(key.as_str().unwrap())) {
            return say(&format!("lacks {missing} of"));
        }
        return fields.iter().find_map(|(key, inner)| match known.get(key) {
            Some(schema) => misfit(schema, inner),
            None => say(&format!("has the unknown key {key} of")),
        });
    }
    value.as_array().and_then(|list| list.iter().find_map(|inner| misfit(&schema["items"], inner)))
}
