//! A scenario that could not be read, with every fault shown where it stands.

use std::fmt;

use moloch_core::{Fault, Faults};

use super::sources::Source;

/// Characters of a source line that a message shows.
const SHOWN: usize = 110;

/// All that is wrong with a scenario.
///
/// Its text reads after "failed to"; each fault shows its line with the offending token underlined.
#[derive(Debug, Clone)]
pub struct Malformed {
    name: String,
    faults: Faults,
    sources: Vec<Source>,
}

impl Malformed {
    pub(super) fn new(name: &str, faults: Vec<Fault>, sources: Vec<Source>) -> Self {
        Self { name: name.to_owned(), faults: Faults::new(faults), sources }
    }

    /// The faults, in the order of the files.
    pub const fn faults(&self) -> &Faults {
        &self.faults
    }

    fn shown(&self, fault: &Fault, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = if fault.key.is_empty() { String::new() } else { format!("{}: ", fault.key) };
        writeln!(f, "error[{}]: {key}found {}, expected {}", fault.code, fault.found, fault.expected)?;
        writeln!(f, "  --> {}", fault.place)?;
        let source = self.sources.iter().find(|source| Some(source.name()) == fault.place.file.as_deref());
        if let Some(line) = source.and_then(|source| source.line(fault.place.line)) {
            excerpt(line, fault.place.line, fault.place.column, f)?;
        }
        writeln!(f, "  = next: {}", fault.next)
    }
}

/// The line with carets under the token that starts at `column`.
fn excerpt(line: &str, number: u32, column: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let start = usize::try_from(column).unwrap_or(1).saturating_sub(1);
    let chars: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // A long line is shown around the token only.
    let from = if chars.len() > SHOWN { start.saturating_sub(SHOWN / 2) } else { 0 };
    let shown: String = chars.iter().skip(from).take(SHOWN).collect();
    let length = token_length(chars.get(start..).unwrap_or_default()).min(SHOWN);
    let margin = " ".repeat(number.to_string().len());
    writeln!(f, " {margin} |")?;
    writeln!(f, " {number} | {}", shown.trim_end())?;
    writeln!(f, " {margin} | {}{}", " ".repeat(start - from), "^".repeat(length))
}

/// How many characters the token at the start of `rest` has: a quoted text, a bracketed group on this line, or a word.
fn token_length(rest: &[char]) -> usize {
    let length = match rest.first() {
        Some(quote @ ('"' | '\'')) => rest.iter().skip(1).position(|c| c == quote).map_or(rest.len(), |k| k + 2),
        Some('{' | '[') => group_length(rest),
        _ => rest.iter().position(|c| c.is_whitespace() || ",]}#=\"'".contains(*c)).unwrap_or(rest.len()),
    };
    length.max(1)
}

fn group_length(rest: &[char]) -> usize {
    let mut depth = 0_usize;
    for (k, c) in rest.iter().enumerate() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return k + 1;
        }
    }
    rest.len()
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.faults.len();
        let plural = if count == 1 { "" } else { "s" };
        writeln!(f, "read the scenario {}: {count} fault{plural}", self.name)?;
        for fault in &self.faults {
            writeln!(f)?;
            self.shown(fault, f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Malformed {}
