//! Standard output for results, standard error for the rest.

use std::io::{ErrorKind, IsTerminal, Write};

use serde_json::Value as Json;

use crate::outcome::{Failure, Outcome};

/// How and what to print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    quiet: bool,
    json: bool,
}

/// Columns of tables on the screen.
pub(crate) const WIDTH: usize = 110;

impl Screen {
    pub(crate) const fn new(quiet: bool, json: bool) -> Self {
        Self { quiet, json }
    }

    /// Whether results are to be JSON.
    pub(crate) const fn json(self) -> bool {
        self.json
    }

    /// Whether progress may be shown.
    pub(crate) const fn shows_progress(self) -> bool {
        !self.quiet
    }

    /// Wipes the line of progress, if there is one.
    pub(crate) fn clear_progress(self) {
        if self.shows_progress() && std::io::stderr().is_terminal() {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[2K");
        }
    }

    /// Says something beside the result, unless asked to be quiet.
    pub(crate) fn say(self, text: &str) {
        if !self.quiet {
            // Nobody reads an unreadable standard error.
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        }
    }
}

/// Prints a result; a reader that has gone away is no error.
pub(crate) fn result(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    let ending = if text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{ending}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Failed(format!("failed to write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints a result as JSON.
pub(crate) fn result_json(value: &Json) -> Outcome {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::Failed(format!("failed to write JSON: {error}")))?;
    result(&text)
}

/// Says why a command failed, also when quiet; nothing where the result has said it.
pub(crate) fn complain(failure: &Failure) {
    if failure.text().is_empty() {
        return;
    }
    let _ = writeln!(std::io::stderr().lock(), "{}", failure.text().trim_end());
}
