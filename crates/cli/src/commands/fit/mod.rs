//! `moloch fit`: a model fitted to a CSV file.

mod dates;
mod sheet;
mod times;

use std::fmt::Write as _;

use moloch::scenario::Written;
use moloch_core::{ColumnKind, DefaultValue, Entry, Fault, Faults, FitError, FitRow, Node, TimeUnit, Value};
use serde_json::json;

use crate::arguments::{Fit, UnitOfTime};
use crate::commands::answer;
use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen};

pub(crate) fn run(asked: &Fit, seed: Option<u64>, screen: Screen) -> Outcome {
    let Some(name) = &asked.model else {
        let text = list();
        return match asked.file {
            Some(_) => Err(Failure::BadInput(format!(
                "--model: found nothing, expected one of {}\n  next: add --model NAME\n\n{text}",
                known()
            ))),
            None => screen::result(&text),
        };
    };
    let Some(row) = moloch::find_fit(name) else {
        return Err(Failure::BadInput(format!("--model: found {name:?}, expected one of {}", known())));
    };
    let Some(file) = &asked.file else { return screen::result(&described(row)) };
    let options = options(&asked.set)?;
    let sheet = sheet::Sheet::read(file)?;
    let seed = seed.unwrap_or(0);
    let read = times::read(row, &sheet, asked, seed)?;
    let answer = row.fit(&options, &read.data).map_err(|error| match error {
        FitError::Options(faults) => Failure::BadInput(format!("failed to read the options of {}: {faults}", row.id)),
        FitError::Cells(faults) => sheet.refuse(faults.iter().map(|fault| {
            let Fault { place, found, .. } = sheet.fault(read.rows[fault.row], read.column(fault.column));
            let (code, key) = (fault.code, sheet.heading(read.column(fault.column)));
            Fault { code, place, key, found, expected: fault.expected.clone(), next: fault.next.clone() }
        })),
        FitError::Unfit(error) => Failure::Failed(format!("{}: failed to {error}", sheet.name())),
    })?;
    let answer = read.notes.into_iter().fold(answer, moloch_core::Answer::note);
    if screen.json() {
        let head = json!({
            "fit": row.id,
            "version": env!("CARGO_PKG_VERSION"),
            "file": sheet.name(),
            "rows": read.data.rows,
            "unit": read.data.unit.name,
            "options": options,
            "seed": asked.jitter.then_some(seed),
        });
        return screen::result_json(&answer::json(head, &answer));
    }
    screen::result(&answer::text(row.id, row.title, &answer))
}

impl UnitOfTime {
    const fn unit(self) -> TimeUnit {
        TimeUnit::ALL[self as usize]
    }
}

fn known() -> String {
    moloch::fits().map(|fit| fit.id).collect::<Vec<_>>().join(", ")
}

/// Every fit, with what it says.
pub(crate) fn list() -> String {
    let mut text = String::from("What can be fitted (moloch fit --model NAME shows columns and options):\n");
    for fit in moloch::fits() {
        let _ = writeln!(text, "  {:<12} {}", fit.id, fit.title);
    }
    text
}

/// The columns and options of a fit.
fn described(row: &FitRow) -> String {
    let mut text = format!("{} ({})\n\n{}\n\nColumns of the CSV file:\n", row.title, row.id, row.about);
    for column in row.columns {
        let form = match column.kind {
            ColumnKind::Time => "a date (2024-03-01, 2024-03-01 14:30), a month (2024-03) or a number".to_owned(),
            ColumnKind::Number(range) => range.to_string(),
            ColumnKind::Name => "a name".to_owned(),
        };
        let needed = if column.required { "required" } else { "optional" };
        let headings = column.headings().collect::<Vec<_>>().join(" or ");
        let _ = writeln!(text, "  {headings} ({needed}): {}; {form}", column.doc);
    }
    text.push_str("\nOptions (--set KEY=VALUE):\n");
    for field in row.options.fields {
        let default = match field.default {
            DefaultValue::Number(number) => format!(", {number} if not set"),
            _ => String::new(),
        };
        let doc = field.doc.trim();
        let _ = writeln!(text, "  {}: {doc} ({}, {}{default})", field.key, field.allowed(), field.unit);
    }
    text
}

/// The options as a table, each written as in a TOML file.
fn options(set: &[String]) -> Result<Node, Failure> {
    let mut faults = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for written in set {
        let parsed = written.split_once('=').and_then(|_| Written::from_text(written, "--set").ok());
        match parsed.map(|parsed| parsed.tree.value) {
            Some(Value::Table(read)) => {
                for entry in read {
                    if entries.iter().any(|other| other.key == entry.key) {
                        faults.push(fault("duplicate", written, "each option once", "remove one of the two"));
                    }
                    entries.push(entry);
                }
            }
            _ => faults.push(fault("syntax", written, "KEY=VALUE such as decay=0.105", "write a key and a number")),
        }
    }
    if faults.is_empty() {
        return Ok(Node::from(Value::Table(entries)));
    }
    Err(Failure::BadInput(format!("failed to read the options: {}", Faults::new(faults))))
}

fn fault(code: &'static str, written: &str, expected: &str, next: &str) -> Fault {
    Fault {
        code,
        place: moloch_core::Place { file: Some("--set".into()), ..moloch_core::Place::default() },
        key: String::new(),
        found: format!("{written:?}"),
        expected: expected.to_owned(),
        next: next.to_owned(),
    }
}
