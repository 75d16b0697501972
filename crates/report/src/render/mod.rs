//! Documents and figures as text: HTML, Markdown, JSON, SVG, CSV, and tables for a terminal.
//!
//! All renderers walk through a document in the same order, so that number `n7` is the same number everywhere.

mod csv;
mod embed;
mod html;
mod json;
mod markdown;
mod math;
mod terminal;

pub use csv::csv;
pub use embed::{embed, embed_rules};
pub use html::html;
pub use json::{SCHEMA_VERSION, json, json_schema};
pub use markdown::markdown;
pub use terminal::{plain, text_table};

use crate::write::File;
use crate::{Document, Figure};

/// A figure as an SVG file of its own, with its title and colours for light and dark viewers.
pub fn svg(figure: &Figure) -> String {
    crate::svg::standalone(figure).svg
}

/// All files of a report folder that follow from the document: `report.html`, `report.md`, `findings.json`, and a CSV and an
/// SVG for each figure in `figures/`.
pub fn files(document: &Document) -> Vec<File> {
    let mut files = vec![
        File::new("report.html", html(document)),
        File::new("report.md", markdown(document)),
        File::new("findings.json", format!("{:#}\n", json(document))),
    ];
    for figure in document.figures() {
        files.push(File::new(figure.csv_name(), csv(figure)));
        files.push(File::new(figure.svg_name(), svg(figure)));
    }
    files
}

/// Numbers parts of a document in the order of the page.
#[derive(Default)]
struct Counter {
    numbers: usize,
    figures: usize,
    tables: usize,
}

impl Counter {
    /// Id of the next number.
    fn number(&mut self) -> String {
        self.numbers += 1;
        format!("n{}", self.numbers)
    }

    fn figure(&mut self) -> usize {
        self.figures += 1;
        self.figures
    }

    fn table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }
}
