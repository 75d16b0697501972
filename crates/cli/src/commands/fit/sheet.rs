//! A CSV file whose cells know where they stand.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use moloch_core::{Fault, Faults, Place};

use crate::commands::game_file::open;
use crate::outcome::Failure;

/// Bytes of a file that are read: tens of millions of cells.
const LARGEST: u64 = 512 << 20;

/// A file with headings and rows.
#[derive(Debug)]
pub(super) struct Sheet {
    name: String,
    text: String,
    /// Headings as they are written.
    pub(super) headings: Vec<String>,
    /// Line of the headings.
    line: usize,
    /// Rows with their lines.
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

/// The line on which a record begins: the reader counts from where it looked, which may be at blank lines before it.
fn first_line(text: &str, place: &csv::Position) -> usize {
    let from = usize::try_from(place.byte()).unwrap_or(usize::MAX);
    let blank = text.get(from..).unwrap_or_default().chars().take_while(|c| ['\n', '\r'].contains(c));
    let counted = usize::try_from(place.line()).unwrap_or(usize::MAX);
    counted.saturating_add(blank.filter(|c| *c == '\n').count())
}

impl Sheet {
    /// Reads a file, `-` for standard input.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let (name, source) = open(path)?;
        let mut bytes = Vec::new();
        let unreadable = |error: std::io::Error| Failure::BadInput(format!("failed to read {name}: {error}"));
        source.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > LARGEST {
            let next = "split it into several";
            return Err(Failure::BadInput(format!(
                "failed to read {name}: it is longer than {LARGEST} bytes\n  next: {next}"
            )));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let line = String::from_utf8_lossy(&error.as_bytes()[..at]).split('\n').count();
            Failure::BadInput(format!("failed to read {name} as UTF-8 at line {line}\n  next: save the file as UTF-8"))
        })?;
        Self::of(name, text)
    }

    fn of(name: String, text: String) -> Result<Self, Failure> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(body.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| Failure::BadInput(format!("failed to read {name}: {error}")))?;
            let line = record.position().map_or(0, |place| first_line(body, place));
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        let mut rows = rows.into_iter();
        let (line, headings) = rows.next().ok_or_else(|| {
            let next = "write a row of headings such as date,jump and a row for each event";
            Failure::BadInput(format!(
                "failed to read {name}: found nothing, expected a row of headings\n  next: {next}"
            ))
        })?;
        let rows = rows.collect();
        Ok(Self { name, text, headings, line, rows })
    }

    /// What messages call the file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The heading of a column as it is written.
    pub(super) fn heading(&self, column: usize) -> String {
        self.headings.get(column).cloned().unwrap_or_default()
    }

    /// A fault at a cell of a row, still without its expectation.
    pub(super) fn fault(&self, row: usize, column: usize) -> Fault {
        let (line, cells) = &self.rows[row];
        let found = cells.get(column).map_or_else(|| "nothing".to_owned(), |cell| format!("{cell:?}"));
        Fault { key: self.heading(column), found, ..self.at(*line, column) }
    }

    /// A fault at a heading.
    pub(super) fn fault_of_heading(&self, column: usize) -> Fault {
        let found = self.headings.get(column).map_or_else(|| "nothing".to_owned(), |heading| format!("{heading:?}"));
        Fault { found, ..self.at(self.line, column) }
    }

    fn at(&self, line: usize, column: usize) -> Fault {
        let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let place = Place {
            file: Some(Arc::from(self.name.as_str())),
            line: whole(line),
            column: whole(self.text.lines().nth(line.saturating_sub(1)).map_or(1, |text| start_of(text, column))),
        };
        let (key, found, expected, next) = (String::new(), String::new(), String::new(), String::new());
        Fault { code: "", place, key, found, expected, next }
    }

    /// All faults at once.
    pub(super) fn refuse(&self, faults: impl IntoIterator<Item = Fault>) -> Failure {
        let faults: Vec<Fault> = faults.into_iter().collect();
        let (count, plural) = (faults.len(), if faults.len() == 1 { "" } else { "s" });
        Failure::BadInput(format!("failed to read {}: {count} fault{plural}\n{}", self.name, Faults::new(faults)))
    }
}

/// The character, from 1, with which a cell of a line starts; quoted cells may hold commas.
fn start_of(line: &str, column: usize) -> usize {
    let (mut quoted, mut left) = (false, column);
    if left == 0 {
        return 1;
    }
    for (k, character) in line.trim_start_matches('\u{feff}').chars().enumerate() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => left -= 1,
            _ => {}
        }
        if left == 0 {
            return k + 2;
        }
    }
    line.chars().count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_where_they_are_written() {
        assert_eq!([0, 1, 2].map(|column| start_of("2023-01,\"a,b\",3", column)), [1, 9, 15]);
        assert_eq!(start_of("1,2", 5), 4);
    }

    #[test]
    fn lines_are_counted_with_blank_ones_and_quotes_that_span_them() {
        let text = "\u{feff}date,event\n\n2023-01,\"one\ntwo\"\n2023-02,three\n";
        let sheet = Sheet::of("x.csv".to_owned(), text.to_owned()).unwrap();
        assert_eq!(sheet.headings, ["date", "event"]);
        assert_eq!(sheet.rows.iter().map(|row| row.0).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(sheet.fault(1, 1).place.to_string(), "x.csv:5:9");
    }
}
