//! `findings.json`: what the page says, for programs.

use serde_json::{Value, json};

use super::Counter;
use crate::{Align, Block, Cell, Chart, Document, Figure, Form, Number, Prose, Span, Table, Target};

/// Version of the shape of `findings.json`; it changes when a reader of the old shape would misread the new one.
pub const SCHEMA_VERSION: u32 = 1;

/// The document as JSON; [`json_schema`] describes it. Numbers are listed once, with id, value, unit and source, and
/// referred to by id where the text shows them; a value that is not finite is `null`.
pub fn json(document: &Document) -> Value {
    let mut counter = Counter::default();
    let answer = prose(&document.answer.paragraph, &mut counter);
    let lead = document.answer.figure.as_ref().map(|f| figure(f, &mut counter));
    let sections: Vec<Value> = document
        .sections
        .iter()
        .map(|s| json!({ "id": s.id, "title": s.title, "blocks": blocks(&s.blocks, &mut counter) }))
        .collect();
    let notes: Vec<Value> = document.notes.iter().map(|note| prose(note, &mut counter)).collect();
    let facts: Vec<Value> = document.facts.iter().map(|(k, v)| json!({ "key": k, "value": v })).collect();
    let numbers: Vec<Value> =
        document.numbers().iter().enumerate().map(|(i, number)| number_entry(i + 1, number)).collect();
    json!({
        "schema_version": SCHEMA_VERSION,
        "title": document.title,
        "subtitle": document.subtitle,
        "facts": facts,
        "answer": { "text": document.answer.paragraph.plain(), "spans": answer, "figure": lead },
        "numbers": numbers,
        "sections": sections,
        "notes": notes,
    })
}

/// The JSON Schema (draft 2020-12) of [`json()`].
pub fn json_schema() -> Value {
    // The file is part of this crate and a test reads it, so that it always parses.
    serde_json::from_str(include_str!("findings.schema.json")).unwrap_or(Value::Bool(true))
}

fn number_entry(i: usize, number: &Number) -> Value {
    let form = match number.form {
        Form::Decimal => "decimal",
        Form::Percent => "percent",
        Form::Whole => "whole",
        Form::Year => "year",
    };
    json!({
        "id": format!("n{i}"),
        "value": finite(number.value),
        "unit": number.unit,
        "source": number.source,
        "form": form,
        "text": number.text(),
    })
}

/// The value, or null where JSON has no word for it; whole numbers keep their plain form and zero has no sign.
fn finite(value: f64) -> Value {
    let value = if value == 0.0 { 0.0 } else { value };
    serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number)
}

fn prose(prose: &Prose, counter: &mut Counter) -> Value {
    let span = |span: &Span| match span {
        Span::Text(text) => json!({ "type": "text", "text": text }),
        Span::Emphasis(text) => json!({ "type": "emphasis", "text": text }),
        Span::Strong(text) => json!({ "type": "strong", "text": text }),
        Span::Code(text) => json!({ "type": "code", "text": text }),
        Span::Math(text) => json!({ "type": "math", "text": text }),
        Span::Link { text, to } => json!({ "type": "link", "text": text, "to": target(to) }),
        Span::Number(number) => json!({ "type": "number", "text": number.text(), "id": counter.number() }),
    };
    Value::Array(prose.0.iter().map(span).collect())
}

fn target(to: &Target) -> Value {
    match to {
        Target::Section(id) => json!({ "section": id }),
        Target::Figure(id) => json!({ "figure": id }),
        Target::Table(id) => json!({ "table": id }),
        Target::File(name) => json!({ "file": name }),
        Target::Web(url) => json!({ "web": url }),
    }
}

fn blocks(blocks: &[Block], counter: &mut Counter) -> Value {
    Value::Array(blocks.iter().map(|b| block(b, counter)).collect())
}

fn block(block: &Block, counter: &mut Counter) -> Value {
    match block {
        Block::Paragraph(text) => json!({ "type": "paragraph", "spans": prose(text, counter) }),
        Block::Heading(text) => json!({ "type": "heading", "text": text }),
        Block::Bullets(points) => {
            let points: Vec<Value> = points.iter().map(|point| prose(point, counter)).collect();
            json!({ "type": "bullets", "points": points })
        }
        Block::Definitions(entries) => {
            let entry = |(term, meaning): &(Prose, Prose)| {
                let term = prose(term, counter);
                json!({ "term": term, "meaning": prose(meaning, counter) })
            };
            let entries: Vec<Value> = entries.iter().map(entry).collect();
            json!({ "type": "definitions", "entries": entries })
        }
        Block::Table(content) => table(content, counter),
        Block::Figure(content) => figure(content, counter),
        Block::Callout(kind, inner) => {
            json!({ "type": "callout", "kind": kind.word().to_lowercase(), "blocks": blocks(inner, counter) })
        }
        Block::Details { summary, blocks: inner } => {
            let summary = prose(summary, counter);
            json!({ "type": "details", "summary": summary, "blocks": blocks(inner, counter) })
        }
        Block::Preformatted(text) => json!({ "type": "preformatted", "text": text }),
        Block::Equation(tex) => json!({ "type": "equation", "text": tex }),
    }
}

fn table(table: &Table, counter: &mut Counter) -> Value {
    let align = |align: Align| match align {
        Align::Left => "left",
        Align::Right => "right",
        Align::Center => "center",
    };
    let columns: Vec<Value> =
        table.columns.iter().map(|c| json!({ "header": c.header, "unit": c.unit, "align": align(c.align) })).collect();
    let cell = |cell: &Cell, counter: &mut Counter| match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => prose(text, counter),
        Cell::Number(number) => json!({ "id": counter.number(), "value": finite(number.value) }),
    };
    let rows: Vec<Vec<Value>> = table.rows.iter().map(|row| row.iter().map(|c| cell(c, counter)).collect()).collect();
    json!({
        "type": "table",
        "id": table.id,
        "caption": table.caption,
        "columns": columns,
        "row_headers": table.row_headers,
        "rows": rows,
        "note": prose(&table.note, counter),
    })
}

fn figure(figure: &Figure, counter: &mut Counter) -> Value {
    let chart = match &figure.chart {
        Chart::Lines(_) => "lines",
        Chart::Bars(_) => "bars",
        Chart::Dots(_) => "dots",
        Chart::Network(_) => "network",
        Chart::Multiples(_) => "multiples",
    };
    json!({
        "type": "figure",
        "id": figure.id,
        "title": figure.title,
        "description": figure.description,
        "caption": prose(&figure.caption, counter),
        "chart": chart,
        "csv": figure.csv_name(),
        "svg": figure.svg_name(),
    })
}
