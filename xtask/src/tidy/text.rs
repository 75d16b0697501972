//! Rules about the text of files.
//!
//! The words that are looked for are put together here, so that this file passes its own rules.

use super::{Finding, Source};

/// Folders that exist on one machine only.
const MACHINE_FOLDERS: [&str; 2] = [concat!("/", "work", "/"), concat!("/", "farm", "/")];

const MACHINE_ADVICE: &str =
    "use a path relative to the repository or a temporary folder: this one exists on one machine only";

/// Hosts of package registries; the lock file is the one place that may name them.
const REGISTRY_HOSTS: [&str; 5] = [
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("npm", "js"),
    concat!("debian", ".org"),
    concat!("static.rust", "-lang"),
];

/// What may not stand in a source, with the advice.
const ESCAPES: [(&str, &str); 4] = [
    (concat!("todo", "!("), "finish this or leave it out: unfinished code is not committed"),
    (concat!("unimplemented", "!("), "finish this or leave it out: unfinished code is not committed"),
    (concat!("#[ig", "nore"), "make the test run always, or remove it: a test that is not run is no test"),
    (concat!("#[should", "_panic"), "return an error and test its text: nothing here is meant to panic"),
];

/// No line names a folder of one machine or the host of a package registry.
#[must_use]
pub fn no_machine_names(sources: &[Source]) -> Vec<Finding> {
    let checked = sources.iter().filter(|source| source.path.extension().is_none_or(|extension| extension != "lock"));
    let mut found = Vec::new();
    for source in checked {
        for (index, line) in source.text.lines().enumerate() {
            if MACHINE_FOLDERS.iter().any(|folder| names_folder(line, folder)) {
                found.push(source.finding(Some(index + 1), MACHINE_ADVICE));
            }
            if let Some(host) = REGISTRY_HOSTS.iter().find(|host| line.contains(*host)) {
                found.push(
                    source.finding(
                        Some(index + 1),
                        format!("say it without `{host}`: no package registry is named here"),
                    ),
                );
            }
        }
    }
    found
}

/// A folder counts only where a path begins: `tests/work/` is harmless.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| !line[..at].ends_with(|before: char| before.is_ascii_alphabetic()))
}

/// No unfinished code, no test that is skipped or wants a panic, no silenced lint without a reason.
#[must_use]
pub fn no_escapes_from_checks(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        for (index, line) in source.text.lines().enumerate() {
            for (_, advice) in ESCAPES.iter().filter(|(escape, _)| line.contains(escape)) {
                found.push(source.finding(Some(index + 1), *advice));
            }
        }
        found.extend(silenced_without_reason(source));
    }
    found
}

fn silenced_without_reason(source: &Source) -> Vec<Finding> {
    let advice = "write `#[expect(lint, reason = \"...\")]`, or mend what the lint found";
    let silences = ["#[", "#!["].map(|start| format!("{start}{}(", concat!("al", "low")));
    let starts = silences.iter().flat_map(|silence| source.text.match_indices(silence));
    let bare = starts.filter(|(at, _)| {
        let attribute = &source.text[*at..];
        !attribute[..attribute.find(']').unwrap_or(attribute.len())].contains("reason")
    });
    bare.map(|(at, _)| source.finding(Some(source.text[..at].matches('\n').count() + 1), advice)).collect()
}

/// Every Rust file says at its top what it is for.
#[must_use]
pub fn sources_open_with_docs(sources: &[Source]) -> Vec<Finding> {
    let silent = sources.iter().filter(|source| source.is_rust()).filter(|source| {
        let first = source.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        !first.starts_with("//!") && !first.starts_with("#![doc = include_str!")
    });
    silent
        .map(|source| source.finding(Some(1), "open the file with a `//!` comment that says what it is for"))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Source, no_escapes_from_checks, no_machine_names, sources_open_with_docs};

    fn source(text: &str) -> Vec<Source> {
        vec![Source { path: PathBuf::from("crates/x/src/a.rs"), text: text.into() }]
    }

    #[test]
    fn a_machine_path_is_found_where_a_path_begins() {
        let lines = ["see /", "work/x\nok: tests/", "work/y"].concat();
        let found = no_machine_names(&source(&lines));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, Some(1));
    }

    #[test]
    fn escapes_are_found_with_their_line() {
        let text = ["//! x\n\n#[al", "low(dead_code)]\nfn f() { todo", "!() }\n#[ig", "nore]\n"].concat();
        let mut lines: Vec<_> = no_escapes_from_checks(&source(&text)).iter().map(|finding| finding.line).collect();
        lines.sort();
        assert_eq!(lines, [Some(3), Some(4), Some(5)]);
        let reasoned = ["//! x\n#[al", "low(dead_code, reason = \"generated\")]"].concat();
        assert!(no_escapes_from_checks(&source(&reasoned)).is_empty());
    }

    #[test]
    fn a_file_without_opening_docs_is_found() {
        assert_eq!(sources_open_with_docs(&source("use std::fmt;\n")).len(), 1);
        assert!(sources_open_with_docs(&source("\n//! What it is.\n")).is_empty());
    }
}
