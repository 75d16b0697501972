//! `moloch model`: the registry, and one model alone.

use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;

use moloch::scenario::{Malformed, Written};
use moloch_core::{Answer, ModelError, ModelRow, Node, Output, Value};
use moloch_report::{Column, Table, render};
use serde_json::{Value as Json, json};

use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen, WIDTH};

/// What is asked of a model.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted {
    Solution,
    Schema,
    Page,
}

impl Wanted {
    pub(crate) const fn of(schema: bool, page: bool) -> Self {
        match (schema, page) {
            (true, _) => Self::Schema,
            (_, true) => Self::Page,
            _ => Self::Solution,
        }
    }
}

pub(crate) fn run(id: Option<&str>, file: Option<&Path>, wanted: Wanted, screen: Screen) -> Outcome {
    let Some(id) = id else { return list(screen) };
    let Some(model) = moloch::find_model(id) else {
        let known: Vec<&str> = moloch::models().map(|model| model.id).collect();
        return Err(Failure::BadInput(format!("model: found {id:?}, expected one of {}", known.join(", "))));
    };
    match wanted {
        Wanted::Schema => screen::result_json(&model.schema()),
        Wanted::Page => screen::result(model.page),
        Wanted::Solution => solve(model, file, screen),
    }
}

fn list(screen: Screen) -> Outcome {
    if screen.json() {
        let rows = moloch::models().map(|model| json!({ "id": model.id, "title": model.title }));
        return screen::result_json(&rows.collect());
    }
    let empty = Table::new("models", "Models").column(Column::text("id")).column(Column::text("title"));
    let table = moloch::models().fold(empty, |table, model| table.row([model.id, model.title].map(Into::into)));
    screen::result(&render::text_table(&table, WIDTH))
}

fn solve(model: &ModelRow, file: Option<&Path>, screen: Screen) -> Outcome {
    let written = file.map(read).transpose()?;
    let input = match &written {
        Some(written) => written.tree.clone(),
        None => {
            screen.say("no input given: solving the worked example");
            Node::from(model.example())
        }
    };
    let answer = model.solve(&input).map_err(|error| match (&error, &written) {
        (ModelError::Input(faults), Some(written)) => malformed(&written.refuse(faults)),
        (ModelError::Input(faults), None) => Failure::BadInput(faults.to_string()),
        (ModelError::Unsolved(_), _) => Failure::Failed(format!("{}: {error}", model.id)),
    })?;
    if screen.json() {
        return screen::result_json(&answer_json(model, &input, &answer));
    }
    screen::result(&answer_text(model, &answer))
}

fn malformed(error: &Malformed) -> Failure {
    Failure::BadInput(format!("failed to {error}"))
}

fn read(file: &Path) -> Result<Written, Failure> {
    if file.as_os_str() != "-" {
        return Written::from_file(file).map_err(|error| malformed(&error));
    }
    let mut bytes = Vec::new();
    let unreadable = |error: std::io::Error| Failure::BadInput(format!("failed to read standard input: {error}"));
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::BadInput(format!("failed to read standard input as UTF-8 at byte {at}\n  next: send UTF-8"))
    })?;
    Written::from_text(&text, "standard input").map_err(|error| malformed(&error))
}

fn answer_json(model: &ModelRow, input: &Node, answer: &Answer) -> Json {
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
    json!({
        "model": model.id,
        "version": env!("CARGO_PKG_VERSION"),
        "input": input,
        "outputs": answer.outputs.iter().map(output).collect::<Vec<_>>(),
        "status": answer.status.to_string(),
        "certificate": certificate,
        "uniqueness": answer.uniqueness.as_ref().map(ToString::to_string),
        "completeness": answer.completeness.as_ref().map(ToString::to_string),
        "notes": answer.notes,
    })
}

fn answer_text(model: &ModelRow, answer: &Answer) -> String {
    let columns = ["quantity", "value", "unit", "meaning"];
    let empty = columns.into_iter().fold(Table::new("answer", model.title), |table, c| table.column(Column::text(c)));
    let table = answer.outputs.iter().fold(empty, |table, output| {
        let unit = if output.unit == "1" { "" } else { output.unit };
        table.row([output.key, &short(&output.value), unit, output.doc].map(Into::into))
    });
    let mut text = format!("{} ({})\n\n{}\n", model.title, model.id, render::text_table(&table, WIDTH));
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
