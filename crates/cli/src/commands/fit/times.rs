//! From cells to the columns of a fit: every cell is checked, and all that is wrong is told at once.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Cells, ColumnKind, Fault, FitColumn, FitData, FitRow};

use super::dates::Moment;
use super::sheet::Sheet;
use crate::arguments::Fit;
use crate::outcome::Failure;

/// Data with the way back to the file.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) data: FitData,
    /// The row of the file of each row of the data.
    pub(super) rows: Vec<usize>,
    /// What the reader should know of how the file was read.
    pub(super) notes: Vec<String>,
    columns: Vec<(&'static FitColumn, usize)>,
}

impl Read {
    /// The column of the file that holds this column of the fit.
    pub(super) fn column(&self, key: &str) -> usize {
        self.columns.iter().find(|(column, _)| column.key == key).map_or(0, |(_, at)| *at)
    }
}

/// Reads the columns of a fit from a file.
pub(super) fn read(row: &FitRow, sheet: &Sheet, asked: &Fit, seed: u64) -> Result<Read, Failure> {
    let mut notes = Vec::new();
    let mut faults = Vec::new();
    let columns = columns(row, sheet, &mut faults, &mut notes);
    if !faults.is_empty() {
        return Err(sheet.refuse(faults));
    }
    ragged(sheet, &mut faults);
    let cells: Vec<Column> = columns.iter().map(|(column, at)| Column::read(column, sheet, *at, &mut faults)).collect();
    if !faults.is_empty() {
        return Err(sheet.refuse(faults));
    }
    let mut moments = Vec::new();
    let mut read: Vec<(&'static str, Cells)> = Vec::new();
    for ((column, _), cells) in columns.iter().zip(cells) {
        match cells {
            Column::Moments(these) => moments = these,
            Column::Numbers(numbers) => read.push((column.key, Cells::Numbers(numbers))),
            Column::Names(names) => read.push((column.key, Cells::Names(names))),
        }
    }
    let unit = asked.unit.unit();
    let dated = matches!(moments.first(), Some(Moment::Span { .. }));
    let scale = if dated { unit.days } else { 1.0 };
    let mut rows: Vec<usize> = (0..sheet.rows.len()).collect();
    let mut times: Vec<f64> = moments.iter().map(|moment| moment.middle()).collect();
    if asked.jitter {
        notes.push(jitter(&mut times, &moments, seed)?);
    }
    if asked.merge {
        let (kept, note) = merge(&times, &mut read, row);
        times = kept.iter().map(|k| times[*k]).collect();
        rows = kept;
        notes.push(note);
    }
    if moments.iter().any(|moment| matches!(moment, Moment::Span { days, .. } if *days > 1.0)) {
        notes.push("months without a day stand for their middle".to_owned());
    }
    let times: Vec<f64> = times.iter().map(|time| time / scale).collect();
    let (from, until) = (end(asked.from.as_deref(), "--from", dated)?, end(asked.until.as_deref(), "--until", dated)?);
    let (from, until) = (from.map(|span| span.0 / scale), until.map(|span| span.1 / scale));
    if let (Some(start), Some(end)) = (from, until)
        && start >= end
    {
        let found =
            format!("{} to {}", asked.from.as_deref().unwrap_or_default(), asked.until.as_deref().unwrap_or_default());
        let next = "next: end the window after its start";
        return Err(Failure::BadInput(format!(
            "--from and --until: found {found}, expected a window with a length\n  {next}"
        )));
    }
    if let Some((column, _)) = columns.iter().find(|(column, _)| column.kind == ColumnKind::Time) {
        read.push((column.key, Cells::Times(times)));
    }
    Ok(Read { data: FitData { rows: rows.len(), columns: read, unit, from, until }, rows, notes, columns })
}

/// The columns of the fit that the file has, and where.
fn columns(
    row: &FitRow,
    sheet: &Sheet,
    faults: &mut Vec<Fault>,
    notes: &mut Vec<String>,
) -> Vec<(&'static FitColumn, usize)> {
    let mut found: Vec<(&'static FitColumn, usize)> = Vec::new();
    for (at, heading) in sheet.headings.iter().enumerate() {
        let fault = |code, expected: &str, next: String| {
            let expected = expected.to_owned();
            Fault { code, key: "headings".to_owned(), expected, next, ..sheet.fault_of_heading(at) }
        };
        match row.column(heading) {
            Some(column) if found.iter().any(|(known, _)| known.key == column.key) => {
                let next = format!("rename one of the two columns of `{}`", column.key);
                faults.push(fault("duplicate-column", "each column once", next));
            }
            Some(column) => found.push((column, at)),
            None => match near(row, heading) {
                Some(meant) => {
                    let next = format!("did you mean `{meant}`? else rename the column");
                    faults.push(fault("unknown-column", "a heading that is no misspelling of another", next));
                }
                None => notes.push(format!("the column {heading:?} is not used")),
            },
        }
    }
    for column in row.columns.iter().filter(|column| column.required) {
        if !found.iter().any(|(known, _)| known.key == column.key) {
            let headings: Vec<String> = column.headings().map(|heading| format!("`{heading}`")).collect();
            let semicolons = sheet.headings.len() == 1 && sheet.headings[0].contains([';', '\t']);
            let next = if semicolons {
                "separate cells by commas".to_owned()
            } else {
                format!("name the column with: {}", column.doc)
            };
            faults.push(Fault {
                code: "missing-column",
                key: "headings".to_owned(),
                found: format!("{:?}", sheet.headings.join(",")),
                expected: format!("a column {}", headings.join(" or ")),
                next,
                ..sheet.fault_of_heading(0)
            });
        }
    }
    found
}

/// A known heading that differs from this one by a slip of the finger or two.
fn near(row: &FitRow, heading: &str) -> Option<&'static str> {
    let heading = heading.trim().to_ascii_lowercase();
    let slips = |known: &str| if known.len() > 4 { 2 } else { 1 };
    let headings = row.columns.iter().flat_map(FitColumn::headings);
    headings.into_iter().find(|known| strsim::damerau_levenshtein(known, &heading) <= slips(known))
}

/// Rows with more or fewer cells than there are headings.
fn ragged(sheet: &Sheet, faults: &mut Vec<Fault>) {
    let width = sheet.headings.len();
    for (row, (_, cells)) in sheet.rows.iter().enumerate() {
        if cells.len() != width {
            faults.push(Fault {
                code: "ragged",
                key: "row".to_owned(),
                found: format!("{} cells", cells.len()),
                expected: format!("{width}, one for each heading"),
                next: "add or remove commas; quote a cell that holds one".to_owned(),
                ..sheet.fault(row, 0)
            });
        }
    }
}

/// The cells of one column.
enum Column {
    Moments(Vec<Moment>),
    Numbers(Vec<f64>),
    Names(Vec<String>),
}

impl Column {
    fn read(column: &FitColumn, sheet: &Sheet, at: usize, faults: &mut Vec<Fault>) -> Self {
        let cells = || sheet.rows.iter().map(|(_, cells)| cells.get(at).map_or("", String::as_str)).enumerate();
        let mut refuse = |row: usize, code: &'static str, expected: String, next: &str| {
            faults.push(Fault { code, expected, next: next.to_owned(), ..sheet.fault(row, at) });
        };
        match column.kind {
            ColumnKind::Time => {
                let read: Vec<Option<Moment>> = cells().map(|(_, cell)| Moment::parse(cell)).collect();
                let dated = read.iter().flatten().next().map(|moment| matches!(moment, Moment::Span { .. }));
                for (row, moment) in read.iter().enumerate() {
                    let form = "a date such as 2024-03-01, a month such as 2024-03, or a number";
                    match (moment, dated) {
                        (None, _) => refuse(row, "not-a-time", form.to_owned(), "write the time in one of these forms"),
                        (Some(Moment::Number(_)), Some(true)) => {
                            refuse(
                                row,
                                "mixed-times",
                                "a date, as in the rows above".to_owned(),
                                "write all times in one form",
                            );
                        }
                        (Some(Moment::Span { .. }), Some(false)) => {
                            refuse(
                                row,
                                "mixed-times",
                                "a number, as in the rows above".to_owned(),
                                "write all times in one form",
                            );
                        }
                        _ => {}
                    }
                }
                Self::Moments(read.into_iter().flatten().collect())
            }
            ColumnKind::Number(range) => {
                let mut numbers = Vec::new();
                for (row, cell) in cells() {
                    match cell.parse::<f64>() {
                        Ok(number) if range.contains(number) => numbers.push(number),
                        Ok(_) => {
                            refuse(row, "out-of-range", range.to_string(), "correct the number, or remove the column");
                        }
                        Err(_) => {
                            refuse(
                                row,
                                "not-a-number",
                                range.to_string(),
                                "write a number such as 1.5, without a unit",
                            );
                        }
                    }
                }
                Self::Numbers(numbers)
            }
            ColumnKind::Name => {
                for (row, _) in cells().filter(|(_, cell)| cell.is_empty()) {
                    refuse(row, "empty", "a name".to_owned(), "write who or what it is");
                }
                Self::Names(cells().map(|(_, cell)| cell.to_owned()).collect())
            }
        }
    }
}

/// Sets rows of one date apart, in their order, over the time that the date leaves open.
fn jitter(times: &mut [f64], moments: &[Moment], seed: u64) -> Result<String, Failure> {
    let mut random = stream(seed, "jitter of equal dates", 0);
    let (mut first, mut moved) = (0, 0);
    while first < times.len() {
        let same = moments[first..].iter().take_while(|moment| **moment == moments[first]).count();
        if same > 1 {
            let Moment::Span { start, days } = moments[first] else {
                let next = "merge rows of one time (--merge), or write more digits";
                let found = format!("{same} rows at the plain number {}", times[first]);
                return Err(Failure::BadInput(format!(
                    "--jitter: found {found}, expected dates, which leave a day or a month open\n  next: {next}"
                )));
            };
            let mut spread: Vec<f64> = (0..same).map(|_| start + days * open_unit(&mut random)).collect();
            spread.sort_by(f64::total_cmp);
            times[first..first + same].copy_from_slice(&spread);
            moved += same;
        }
        first += same;
    }
    Ok(format!(
        "{moved} events that share a date were spread over it at random (--jitter, seed {seed}): the results depend on it"
    ))
}

/// The first row of each time; numbers that add up are summed into it.
fn merge(times: &[f64], columns: &mut [(&'static str, Cells)], row: &FitRow) -> (Vec<usize>, String) {
    let names: Vec<Vec<String>> = columns
        .iter()
        .filter_map(|(_, cells)| if let Cells::Names(names) = cells { Some(names.clone()) } else { None })
        .collect();
    let same =
        |a: usize, b: usize| times[a].to_bits() == times[b].to_bits() && names.iter().all(|names| names[a] == names[b]);
    let mut kept: Vec<usize> = Vec::new();
    let mut into = Vec::with_capacity(times.len());
    for k in 0..times.len() {
        // Rows in order of time: those of one time are the last ones kept.
        let of_this_time = |(_, first): &(usize, &usize)| times[**first].to_bits() == times[k].to_bits();
        let mut candidates = kept.iter().enumerate().rev().take_while(of_this_time);
        match candidates.find(|(_, first)| same(**first, k)).map(|(place, _)| place) {
            Some(place) => into.push(place),
            None => {
                into.push(kept.len());
                kept.push(k);
            }
        }
    }
    for (key, cells) in columns.iter_mut() {
        let adds = row.columns.iter().any(|column| column.key == *key && column.adds);
        *cells = match std::mem::replace(cells, Cells::Names(Vec::new())) {
            Cells::Numbers(numbers) if adds => {
                let mut sums = vec![0.0; kept.len()];
                into.iter().zip(numbers).for_each(|(place, number)| sums[*place] += number);
                Cells::Numbers(sums)
            }
            Cells::Numbers(numbers) => Cells::Numbers(kept.iter().map(|k| numbers[*k]).collect()),
            Cells::Times(times) => Cells::Times(kept.iter().map(|k| times[*k]).collect()),
            Cells::Names(names) => Cells::Names(kept.iter().map(|k| names[*k].clone()).collect()),
        };
    }
    let note = format!("{} rows were merged into {} events (--merge); lifts add up", times.len(), kept.len());
    (kept, note)
}

/// An end of the window: where the span that was written begins and ends.
fn end(text: Option<&str>, flag: &str, dated: bool) -> Result<Option<(f64, f64)>, Failure> {
    let Some(text) = text else { return Ok(None) };
    match (Moment::parse(text.trim()), dated) {
        (Some(Moment::Span { start, days }), true) => Ok(Some((start, start + days))),
        (Some(Moment::Number(number)), false) => Ok(Some((number, number))),
        _ => {
            let expected = if dated { "a date such as 2024-03-01 or a month such as 2024-03" } else { "a number" };
            let next = "write it in the form of the times in the file";
            Err(Failure::BadInput(format!("{flag}: found {text:?}, expected {expected}\n  next: {next}")))
        }
    }
}
