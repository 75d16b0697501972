//! A file that could not be read, with every fault shown where it stands.

use std::fmt;

use moloch_core::{Fault, Faults};

/// Faults that are listed one by one; a file with more is not the file it was taken for.
pub(super) const MAX_FAULTS: usize = 20;

/// All that is wrong with a file.
///
/// Its text reads after "failed to"; each fault shows its line with the offending token underlined.
#[derive(Debug, Clone, PartialEq)]
pub struct FormatError {
    what: &'static str,
    name: String,
    faults: Faults,
    excerpts: Vec<Excerpt>,
    unlisted: usize,
}

/// The part of a line around an offending token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The text shown.
    pub(super) text: String,
    /// Characters before the token.
    pub(super) before: usize,
    /// Characters of the token.
    pub(super) length: usize,
}

impl FormatError {
    /// What is wrong with the file `name`, which should have been a `what`.
    pub(super) fn new(what: &'static str, name: &str, found: Vec<(Fault, Option<Excerpt>)>) -> Self {
        let unlisted = found.len().saturating_sub(MAX_FAULTS);
        let mut listed: Vec<_> = found.into_iter().take(MAX_FAULTS).collect();
        listed.sort_by_key(|(fault, _)| (fault.place.line, fault.place.column));
        let none = || Excerpt { text: String::new(), before: 0, length: 0 };
        let (faults, excerpts): (Vec<_>, Vec<_>) =
            listed.into_iter().map(|(fault, excerpt)| (fault, excerpt.unwrap_or_else(none))).unzip();
        Self { what, name: name.to_owned(), faults: Faults::new(faults), excerpts, unlisted }
    }

    /// The same with so many more faults that are not described.
    pub(super) fn and_more(mut self, unlisted: usize) -> Self {
        self.unlisted += unlisted;
        self
    }

    /// The faults, in the order of the file.
    pub const fn faults(&self) -> &Faults {
        &self.faults
    }

    /// The file as the caller named it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn shown(fault: &Fault, excerpt: &Excerpt, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let key = if fault.key.is_empty() { String::new() } else { format!("{}: ", fault.key) };
    writeln!(f, "error[{}]: {key}found {}, expected {}", fault.code, fault.found, fault.expected)?;
    writeln!(f, "  --> {}", fault.place)?;
    if excerpt.length > 0 {
        let number = fault.place.line.to_string();
        let margin = " ".repeat(number.len());
        writeln!(f, " {margin} |")?;
        writeln!(f, " {number} | {}", excerpt.text.trim_end())?;
        writeln!(f, " {margin} | {}{}", " ".repeat(excerpt.before), "^".repeat(excerpt.length))?;
    }
    writeln!(f, "  = next: {}", fault.next)
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.faults.len() + self.unlisted;
        let plural = if count == 1 { "" } else { "s" };
        writeln!(f, "read the {} {}: {count} fault{plural}", self.what, self.name)?;
        for (fault, excerpt) in self.faults.iter().zip(&self.excerpts) {
            writeln!(f)?;
            shown(fault, excerpt, f)?;
        }
        if self.unlisted > 0 {
            writeln!(f, "\nand {} more", self.unlisted)?;
        }
        Ok(())
    }
}

impl std::error::Error for FormatError {}
