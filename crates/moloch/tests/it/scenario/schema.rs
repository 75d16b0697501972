//! The published JSON Schema says what the reader says.

use std::fs;

use moloch::scenario;
use serde_json::Value as Json;

use super::validator::violations;

const PUBLISHED: &str = "schema/scenario.schema.json";

fn json(text: &str) -> Json {
    toml::from_str(text).unwrap()
}

#[test]
fn the_published_schema_is_fresh() {
    let fresh = scenario::schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(PUBLISHED, format!("{}\n", serde_json::to_string_pretty(&fresh).unwrap())).unwrap();
    }
    let published: Json = serde_json::from_str(&fs::read_to_string(PUBLISHED).unwrap()).unwrap();
    assert!(published == fresh, "{PUBLISHED} is out of date; refresh it: UPDATE_SCHEMA=1 cargo test -p moloch schema");
}

#[test]
fn every_shipped_scenario_is_valid() {
    for builtin in scenario::BUILTINS {
        assert_eq!(violations(&scenario::schema(), &json(builtin.text)), [""; 0], "{}", builtin.name);
    }
    assert_eq!(violations(&scenario::schema(), &json(include_str!("../../data/sound.toml"))), [""; 0]);
}

#[test]
fn what_the_reader_refuses_by_form_is_not_valid() {
    let faulty = [
        "wrong_type_text_for_number",
        "wrong_type_number_for_text",
        "wrong_type_list_for_table",
        "wrong_type_table_for_list",
        "wrong_type_fit_is_a_list",
        "negative",
        "zero_where_something_is_needed",
        "unknown_key",
        "unknown_key_in_a_table",
        "unknown_key_in_an_annotation",
        "missing_keys",
        "unknown_unit",
        "percent_written_as_a_number",
        "empty_list",
        "empty_fit",
        "horizon_of_no_month",
        "horizon_of_half_a_month",
        "extends_a_number",
        "spread_of_unknown_law",
        "percentiles_incomplete",
        "fit_of_a_wrong_word",
        "unknown_outcome",
        "unit_of_another_quantity",
        "many_faults_at_once",
        "empty_file",
        "without_but_alone",
    ];
    for name in faulty {
        let text = fs::read_to_string(format!("tests/data/malformed/{name}.toml")).unwrap();
        assert!(!violations(&scenario::schema(), &json(&text)).is_empty(), "{name} is valid");
    }
}

#[test]
fn what_the_reader_refuses_by_meaning_is_valid_in_form() {
    let meaningless = [
        "one_lab",
        "duplicate_name",
        "beyond_the_frontier",
        "policy_after_the_end",
        "shares_do_not_sum_to_one",
        "spread_out_of_order",
        "unknown_segment",
        "unknown_lab",
        "target_with_two_aims",
        "without_what_is_not_there",
    ];
    for name in meaningless {
        let text = fs::read_to_string(format!("tests/data/malformed/{name}.toml")).unwrap().replace(", 3]", "]");
        assert_eq!(violations(&scenario::schema(), &json(&text)), [""; 0], "{name}");
    }
}
