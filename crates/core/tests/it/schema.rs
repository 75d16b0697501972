//! What follows from a field table: the JSON Schema and the table of a page.

use moloch_core::{Inputs, json_schema, parameter_table};

use crate::declared::Everything;

#[test]
fn the_schema_says_what_the_reader_enforces() {
    let schema = json_schema::<Everything>();
    let at = |pointer: &str| schema.pointer(pointer).cloned().unwrap_or_default();
    assert_eq!(at("/required"), serde_json::json!(["budgets", "fit", "names", "decay", "home"]));
    assert_eq!(at("/additionalProperties"), serde_json::json!(false));
    assert_eq!(at("/properties/decay/oneOf/0/exclusiveMinimum"), serde_json::json!(0.0));
    assert_eq!(at("/properties/rounds/maximum"), serde_json::json!(10));
    assert_eq!(at("/properties/rounds/default"), serde_json::json!(3));
    assert_eq!(at("/properties/style/enum"), serde_json::json!(["founder", "board"]));
    assert_eq!(at("/properties/fit/items/items/maximum"), serde_json::json!(1.0));
    assert_eq!(at("/properties/home/properties/power/oneOf/1/properties/unit/enum/3"), serde_json::json!("GW"));
}

#[test]
fn the_table_of_a_page_has_a_row_for_every_field() {
    let text = parameter_table(&Everything::TABLE);
    for field in Everything::TABLE.fields {
        assert!(text.contains(&format!("| `{}` | {} |", field.key, field.doc.trim())), "{}", field.key);
    }
    assert!(text.contains("| a number greater than 0 | required |"));
}
