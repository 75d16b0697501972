//! Rules about packages.

use std::collections::BTreeSet;

use super::{Finding, Source};

/// Every package inherits the one lint table of the root manifest.
#[must_use]
pub fn lints_are_inherited(sources: &[Source]) -> Vec<Finding> {
    let forgets = |manifest: &&Source| {
        let mut lines = manifest.text.lines().map(str::trim).skip_while(|line| *line != "[lints]");
        lines.next();
        !lines.take_while(|line| !line.starts_with('[')).any(|line| line == "workspace = true")
    };
    let advice = "add a `[lints]` table with `workspace = true`, so that this package has the lints of all others";
    packages(sources).filter(forgets).map(|manifest| manifest.finding(None, advice)).collect()
}

/// `ARCHITECTURE.md` names every package of the workspace, and every package it names exists.
#[must_use]
pub fn architecture_names_the_crates(sources: &[Source]) -> Vec<Finding> {
    let Some(page) = sources.iter().find(|source| source.path.as_os_str() == "ARCHITECTURE.md") else {
        let file = "ARCHITECTURE.md".into();
        return vec![Finding { file, line: None, advice: "write the map of the crates into this file".into() }];
    };
    let existing: BTreeSet<&str> = packages(sources).filter_map(name).collect();
    let named: BTreeSet<&str> = page.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').collect();
    let forgotten = existing.difference(&named).map(|package| {
        page.finding(None, format!("say in a line what the package `{package}` is for: it is not named"))
    });
    let vanished = named.iter().filter(|word| word.starts_with("moloch-") && !existing.contains(*word));
    let vanished = vanished.map(|word| {
        let line = page.text.lines().position(|line| line.contains(word)).map(|index| index + 1);
        page.finding(line, format!("remove or correct `{word}`: no package has this name"))
    });
    forgotten.chain(vanished).collect()
}

fn packages(sources: &[Source]) -> impl Iterator<Item = &Source> {
    let is_package = |source: &&Source| {
        source.path.file_name().is_some_and(|name| name == "Cargo.toml")
            && !source.path.starts_with("fuzz")
            && source.text.contains("[package]")
    };
    sources.iter().filter(is_package)
}

fn name(manifest: &Source) -> Option<&str> {
    let line = manifest.text.lines().find(|line| line.starts_with("name = "))?;
    line.split('"').nth(1)
}
