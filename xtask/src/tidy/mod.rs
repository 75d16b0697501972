//! House rules of the repository: each is an ordinary function whose message says what to do.
//!
//! `cargo xtask tidy` runs them, and so does a test of the package `moloch-tests`, so that nobody has to remember the command.

mod manifests;
mod models;
mod text;

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

pub use manifests::{architecture_names_the_crates, lints_are_inherited};
pub use models::{every_model_has_its_page, pages_have_the_outline};
pub use text::{no_escapes_from_checks, no_machine_names, sources_open_with_docs};

use crate::{shell, workspace};

/// A place that breaks a rule, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, relative to the root of the repository.
    pub file: PathBuf,
    /// The line, counted from one; none when the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub advice: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}:{line}: {}", self.file.display(), self.advice),
            None => write!(out, "{}: {}", self.file.display(), self.advice),
        }
    }
}

/// A text file of the repository.
#[derive(Debug, Clone)]
pub struct Source {
    /// Relative to the root, with forward slashes.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// True for Rust sources.
    #[must_use]
    pub fn is_rust(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "rs")
    }

    /// A finding in this file.
    #[must_use]
    pub fn finding(&self, line: Option<usize>, advice: impl Into<String>) -> Finding {
        Finding { file: self.path.clone(), line, advice: advice.into() }
    }
}

/// One rule: all text files in, broken places out.
pub type Rule = fn(&[Source]) -> Vec<Finding>;

/// Every rule with its name.
pub const RULES: [(&str, Rule); 7] = [
    ("lints are inherited", lints_are_inherited),
    ("ARCHITECTURE.md names the crates", architecture_names_the_crates),
    ("no machine names", no_machine_names),
    ("no escapes from checks", no_escapes_from_checks),
    ("sources open with docs", sources_open_with_docs),
    ("every model has its page", every_model_has_its_page),
    ("pages have the outline", pages_have_the_outline),
];

/// All text files under `root`; files that are not UTF-8 are no text and are left out.
///
/// # Errors
/// When a folder cannot be listed.
pub fn read_sources(root: &Path) -> Result<Vec<Source>> {
    let files = workspace::files(root)?;
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).ok()?;
        let path = path.strip_prefix(root).unwrap_or(path).to_owned();
        Some(Source { path, text })
    };
    Ok(files.iter().filter_map(read).collect())
}

/// Every broken place under `root`.
///
/// # Errors
/// When the files cannot be read.
pub fn findings(root: &Path) -> Result<Vec<Finding>> {
    let sources = read_sources(root)?;
    Ok(RULES.iter().flat_map(|(_, rule)| rule(&sources)).collect())
}

/// Prints every broken place and fails if there is one.
///
/// # Errors
/// When a rule is broken or the files cannot be read.
pub fn check(root: &Path) -> Result<()> {
    let found = findings(root)?;
    for finding in &found {
        shell::complain(&finding.to_string());
    }
    if !found.is_empty() {
        bail!("{} places break a house rule; each line above says what to do", found.len());
    }
    shell::announce(&format!("tidy: {} rules hold", RULES.len()));
    Ok(())
}
