//! What is wrong with an input: every fault names its place, key, finding, expectation and remedy.

use std::fmt;

use crate::Place;

/// One thing wrong with an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// A stable code, such as `out-of-range`.
    pub code: &'static str,
    /// Where the offending token stands.
    pub place: Place,
    /// The key's path, such as `labs[1].cost`; empty for the whole input.
    pub key: String,
    /// What was found: the offending token.
    pub found: String,
    /// What would have been accepted.
    pub expected: String,
    /// What to do next.
    pub next: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = if self.key.is_empty() { "whole input" } else { &self.key };
        write!(
            f,
            "{}: {key}: found {}, expected {} [{}]\n  next: {}",
            self.place, self.found, self.expected, self.code, self.next
        )
    }
}

/// All that is wrong with an input, in the order of the file; never empty when returned as an error.
#[derive(Debug, Clone, PartialEq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// All faults of an input, sorted by file and place.
    pub fn new(mut faults: Vec<Fault>) -> Self {
        faults.sort_by(|a, b| {
            (&a.place.file, a.place.line, a.place.column).cmp(&(&b.place.file, b.place.line, b.place.column))
        });
        Self(faults)
    }

    /// The faults, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    /// How many faults there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no fault.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'f> IntoIterator for &'f Faults {
    type Item = &'f Fault;
    type IntoIter = std::slice::Iter<'f, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, fault) in self.0.iter().enumerate() {
            if k > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
