//! From an outlook to what a person reads: the document of the report, ten lines for a terminal, and all of it as data.
//!
//! Numbers are rounded here, once, to six significant digits, and each is bound to the place in [`outlook_json`] (or the
//! key of the scenario) that holds it at full precision. Words that depend on a sign, an order or a size are chosen by the
//! result.
//!
//! ```
//! use moloch::{findings, scenario, solve};
//!
//! let reading = scenario::read("extends = \"builtin:plain-race\"\ncalendar = { months = 2 }", "short.toml")?;
//! let outlook = solve(&reading.scenario)?;
//! let document = findings::document(&reading, &outlook, &[]);
//! assert!(document.faults().is_empty());
//! assert_eq!(findings::summary(&reading, &outlook, &[], 80).lines().count(), 10);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod assumptions;
mod claims;
mod concentration;
mod energy;
mod graph;
mod hype;
mod interventions;
mod json;
mod market;
mod method;
mod number;
mod pacts;
mod race;
mod sensitivity;
mod story;
mod strengths;
mod summary;
mod verdict;
mod welfare;

use moloch_report::write::File;
use moloch_report::{Block, Callout, Document, Section, render};
use serde_json::Value;

use crate::Outlook;
use crate::claims::Judged;
use crate::scenario::Reading;
use story::Story;

pub use json::SCHEMA_VERSION;

/// The report of a solved scenario.
pub fn document(reading: &Reading, outlook: &Outlook, claims: &[Judged]) -> Document {
    let story = Story::new(reading, outlook, claims);
    let document = Document::new(story.scenario.name.clone())
        .subtitle(subtitle(&story))
        .answer(answer::paragraph(&story), Some(answer::figure(&story)));
    let sections = [
        race::section(&story),
        hype::section(&story),
        market::adoption(&story),
        market::compute(&story),
        graph::section(&story),
        concentration::section(&story),
        interventions::section(&story),
        strengths::section(&story),
        welfare::section(&story),
        sensitivity::section(&story),
        sensitivity::regret(&story),
        claims::section(&story),
        assumptions::section(&story),
        method::section(&story),
    ];
    let document = sections.into_iter().fold(document, Document::section);
    let document = match notes(reading) {
        Some(section) => document.section(section),
        None => document,
    };
    method::facts(&story, document)
}

/// Every file of the report's folder: the rendered document, `outlook.json` and the competitive graph for other tools.
pub fn files(reading: &Reading, outlook: &Outlook, claims: &[Judged]) -> Vec<File> {
    let mut files = render::files(&document(reading, outlook, claims));
    let full = outlook_json(reading, outlook, claims);
    files.push(File::new("outlook.json", format!("{full:#}\n")));
    files.extend(graph::files(&Story::new(reading, outlook, claims)));
    files
}

/// Ten lines for a terminal, none wider than `width` columns.
pub fn summary(reading: &Reading, outlook: &Outlook, claims: &[Judged], width: usize) -> String {
    summary::lines(&Story::new(reading, outlook, claims), width)
}

/// Everything at full precision. Values that do not exist are `null`; no value is anything but a finite number.
pub fn outlook_json(reading: &Reading, outlook: &Outlook, claims: &[Judged]) -> Value {
    json::outlook(&Story::new(reading, outlook, claims))
}

fn subtitle(story: &Story<'_>) -> String {
    let about = story.scenario.description.clone().unwrap_or_default();
    let span = format!("{} to {}", story.date(0), story.date(story.horizon()));
    if about.is_empty() { span } else { format!("{span}. {}", about.trim()) }
}

/// What the reader of the scenario overlooked.
fn notes(reading: &Reading) -> Option<Section> {
    let notes: Vec<Block> = reading.notes.iter().map(|note| note.as_str().into()).collect();
    (!notes.is_empty()).then(|| {
        Section::new("notes", "What was overlooked in the scenario").block(Block::Callout(Callout::Note, notes))
    })
}
