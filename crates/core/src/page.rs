//! The parameter table of a model's page, as Markdown, from its field table.

use std::fmt::Write as _;

use crate::{DefaultValue, Field, Kind, Table};

/// One Markdown row per field: key, meaning, form, unit, allowed values, default.
pub fn parameter_table(table: &Table) -> String {
    let mut text = String::from("| key | meaning | form | unit | allowed | default |\n|---|---|---|---|---|---|\n");
    for field in table.fields {
        let doc = field.doc.trim().replace('|', "\\|");
        let unit = if field.is_numeric() { field.unit } else { "" };
        let _ = writeln!(
            text,
            "| `{}` | {doc} | {} | {unit} | {} | {} |",
            field.key,
            form(field),
            allowed(field),
            default(field)
        );
    }
    text
}

fn form(field: &Field) -> String {
    match field.kind {
        Kind::Number => field.quantity.name.to_owned(),
        Kind::Integer(..) => "whole number".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Choice(_) => "choice".to_owned(),
        Kind::Numbers(axis) => format!("{}, one for each {axis}", field.quantity.name),
        Kind::Matrix(rows, columns) => {
            format!("{}, a row for each {rows}, a column for each {columns}", field.quantity.name)
        }
        Kind::Texts(axis) => format!("text, one for each {axis}"),
        Kind::Table(table) => format!("table {}", table.name),
        Kind::Tables(table, axis) => format!("table {}, one for each {axis}", table.name),
    }
}

fn allowed(field: &Field) -> String {
    match field.kind {
        Kind::Integer(low, high) => format!("from {low} to {high}"),
        Kind::Choice(words) => words.join(", "),
        _ if field.is_numeric() => field.allowed().to_string(),
        _ => String::new(),
    }
}

fn default(field: &Field) -> String {
    match field.default {
        DefaultValue::Required => "required".to_owned(),
        DefaultValue::Absent => "none".to_owned(),
        DefaultValue::Number(number) => number.to_string(),
        DefaultValue::Integer(number) => number.to_string(),
        DefaultValue::Flag(flag) => flag.to_string(),
        DefaultValue::Text(text) => format!("`{text}`"),
        DefaultValue::EmptyList => "empty".to_owned(),
        DefaultValue::EmptyTable => "all defaults".to_owned(),
    }
}
