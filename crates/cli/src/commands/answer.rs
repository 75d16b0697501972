//! An answer on the screen: a table for people, JSON for programs.

use std::fmt::Write as _;

use moloch_core::{Answer, Output, Value};
use moloch_report::{Column, Table, render};
use serde_json::{Map, Value as Json, json};

use crate::screen::WIDTH;

/// The answer as JSON, behind the entries of `head`, which say what was asked.
pub(crate) fn json(head: Json, answer: &Answer) -> Json {
    let output = |output: &Output| {
        json!({
            "key": output.key,
            "value": output.value,
            "quantity": output.quantity.name,
            "unit": output.unit,
            "axes": output.axes.iter().flatten().collect::<Vec<_>>(),
            "meaning": output.doc,
        })
    };
    let certificate = answer.certificate.map(|certificate| {
        json!({
            "concept": certificate.concept.to_string(),
            "residual": certificate.residual,
            "scale": certificate.scale,
            "relative": certificate.relative(),
            "tolerance": certificate.tolerance,
            "method": certificate.method,
        })
    });
    let found = json!({
        "outputs": answer.outputs.iter().map(output).collect::<Vec<_>>(),
        "status": answer.status.to_string(),
        "certificate": certificate,
        "uniqueness": answer.uniqueness.as_ref().map(ToString::to_string),
        "completeness": answer.completeness.as_ref().map(ToString::to_string),
        "notes": answer.notes,
    });
    let entries =
        [head, found].into_iter().filter_map(|part| if let Json::Object(map) = part { Some(map) } else { None });
    Json::Object(entries.flatten().collect::<Map<_, _>>())
}

/// The answer as a table with its status, certificate and notes.
pub(crate) fn text(id: &str, title: &str, answer: &Answer) -> String {
    let columns = ["quantity", "value", "unit", "meaning"];
    let empty = columns.into_iter().fold(Table::new("answer", title), |table, c| table.column(Column::text(c)));
    let table = answer.outputs.iter().fold(empty, |table, output| {
        let unit = if output.unit == "1" { "" } else { output.unit };
        table.row([output.key, &short(&output.value), unit, output.doc].map(Into::into))
    });
    let mut text = format!("{title} ({id})\n\n{}\n", render::text_table(&table, WIDTH));
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{name}: {value}");
        }
    };
    line("status", Some(answer.status.to_string()));
    line("certificate", answer.certificate.as_ref().map(ToString::to_string));
    line("uniqueness", answer.uniqueness.as_ref().map(ToString::to_string));
    line("completeness", answer.completeness.as_ref().map(ToString::to_string));
    for note in &answer.notes {
        line("note", Some(note.clone()));
    }
    text
}

/// A value on one line, six significant digits.
fn short(value: &Value) -> String {
    match value {
        Value::Number(number) => moloch_report::format::significant(*number, 6),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| short(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Text(text) => text.clone(),
        other => other.to_string(),
    }
}
