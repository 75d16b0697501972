//! Standard output for results, standard error for the rest.

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};

use moloch_equilibrium::finite::Rational;
use moloch_report::format::significant;
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
            let _ = writeln!(std::io::stderr().lock(), "{}", visible(text));
        }
    }
}

/// The text with control characters written out, as in `\u{1b}`: those in names and titles of files could move the
/// cursor or rewrite the screen. New lines and tabs stay, since the layout is made of them.
///
/// This is the one place through which text reaches a terminal. JSON passes unchanged: it has its own escapes for these
/// characters, and rows of numbers have none.
fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Characters of a label that a table shows.
const LABEL: usize = 60;

/// A name or a title in one line of a table: long ones cut, new lines written out.
pub(crate) fn label(text: &str) -> String {
    let mut shown: String = text.chars().take(LABEL).collect();
    if text.chars().nth(LABEL).is_some() {
        shown.push_str("...");
    }
    visible(&shown).replace('\n', "\\u{a}").replace('\t', "\\u{9}")
}

/// Prints a result; a reader that has gone away is no error.
pub(crate) fn result(text: &str) -> Outcome {
    let text = visible(text);
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
    let _ = writeln!(std::io::stderr().lock(), "{}", visible(failure.text().trim_end()));
}

/// Fractions longer than this are shown as decimals in tables.
const LONGEST_FRACTION: usize = 12;

/// A fraction, as a decimal where it is long.
pub(crate) fn short(value: &Rational) -> String {
    let text = value.to_string();
    if text.len() <= LONGEST_FRACTION { text } else { rounded(value.to_f64().value()) }
}

/// A number with six digits and the sign of fractions, so that one table has one sign.
pub(crate) fn rounded(value: f64) -> String {
    significant(value, 6).replace('−', "-")
}
