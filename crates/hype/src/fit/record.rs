//! Dated events as a window of observation, with every faulty row told.

use moloch_core::{CellFault, ColumnKind, FitColumn, FitData, FitError};

use crate::hawkes::Events;

/// The column of the times.
pub(super) const DATE: FitColumn =
    FitColumn::required("date", ColumnKind::Time, "when the event happened").or_headed(&["time", "month", "day"]);

/// How the window came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    /// Its start, in the time of the data.
    pub(super) from: f64,
    /// Its end.
    pub(super) until: f64,
    /// Whether the user set the end; else it is the last event.
    pub(super) ends_by_itself: bool,
}

/// The window of observation and the events in it.
///
/// Without a start set by the user the first event opens the window: it is history, and not counted. Without an end the
/// last event closes it.
pub(super) fn events(data: &FitData) -> Result<(Events, Window), FitError> {
    let times = data.times(DATE.key).unwrap_or_default();
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Err(FitError::Unfit("find an event: the file has no rows; add a row for each event".into()));
    };
    let window = Window {
        from: data.from.unwrap_or(*first),
        until: data.until.unwrap_or(*last),
        ends_by_itself: data.until.is_none(),
    };
    let faults = faults(times, data.until);
    if !faults.is_empty() {
        return Err(FitError::Cells(faults));
    }
    let unfit = |error| FitError::Unfit(Box::new(error));
    Events::new(times, window.from, window.until).map(|events| (events, window)).map_err(unfit)
}

fn faults(times: &[f64], until: Option<f64>) -> Vec<CellFault> {
    let fault = |code, row, expected: &str, next: &str| CellFault {
        code,
        row,
        column: DATE.key,
        expected: expected.to_owned(),
        next: next.to_owned(),
    };
    let mut faults = Vec::new();
    for row in 0..times.len() {
        if row > 0 && times[row] < times[row - 1] {
            faults.push(fault("unsorted", row, "a time after that of the row above", "sort the rows by time"));
        } else if row > 0 && times[row] <= times[row - 1] {
            let next = "merge events of one time into one row (--merge), or spread them over the time that their date \
                        leaves open (--jitter)";
            faults.push(fault("repeated", row, "a time of its own", next));
        }
        if until.is_some_and(|until| times[row] > until) {
            let next = "end the window later (--until), or remove the row";
            faults.push(fault("after-the-end", row, "a time before the end of the window", next));
        }
    }
    faults
}

/// What to say of a window that the user did not set.
pub(super) fn notes(data: &FitData, events: &Events) -> Vec<String> {
    let mut notes = Vec::new();
    if data.from.is_none() {
        notes.push(
            "no start of the window was given (--from): the first event opens it and is taken as known, not counted"
                .to_owned(),
        );
    } else if events.history() > 0 {
        notes.push(format!("{} events before the window are known history, not counted", events.history()));
    }
    if data.until.is_none() {
        notes.push("no end of the window was given (--until): the last event closes it".to_owned());
    }
    notes
}
