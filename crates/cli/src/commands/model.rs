//! `moloch model`: the registry, and one model alone.

use std::io::Read;
use std::path::Path;

use moloch::scenario::{Malformed, Written};
use moloch_core::{ModelError, ModelRow, Node};
use moloch_report::{Column, Table, render};
use serde_json::json;

use crate::commands::answer;
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
        let head = json!({ "model": model.id, "version": env!("CARGO_PKG_VERSION"), "input": input });
        return screen::result_json(&answer::json(head, &answer));
    }
    screen::result(&answer::text(model.id, model.title, &answer))
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
