//! Rules about models and their pages.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use super::{Finding, Source};

/// The sections of every model page, in this order.
pub(super) const OUTLINE: [&str; 7] =
    ["Question", "Assumptions", "Equations", "Solution", "Limits", "Worked example", "References"];

/// Beside every model source lies its page, and beside every page its source.
#[must_use]
pub fn every_model_has_its_page(sources: &[Source]) -> Vec<Finding> {
    let paths: BTreeSet<&Path> = sources.iter().map(|source| source.path.as_path()).collect();
    let mut found = Vec::new();
    for path in sources.iter().map(|source| source.path.as_path()).filter(|path| in_models_folder(path)) {
        let extension = path.extension().and_then(OsStr::to_str);
        let lonely_source = extension == Some("rs")
            && path.file_name() != Some(OsStr::new("mod.rs"))
            && !paths.contains(path.with_extension("md").as_path());
        let lonely_page = extension == Some("md") && !paths.contains(path.with_extension("rs").as_path());
        if lonely_source {
            found.push(missing(
                path,
                "write its page",
                "md",
                " beside it, or move the file out of `models/` if it is no model",
            ));
        } else if lonely_page {
            found.push(missing(path, "write the model", "rs", " beside its page, or remove the page"));
        }
    }
    found
}

/// Every model page has the seven sections of the outline, in order.
#[must_use]
pub fn pages_have_the_outline(sources: &[Source]) -> Vec<Finding> {
    let is_page =
        |source: &&Source| in_models_folder(&source.path) && source.path.extension() == Some(OsStr::new("md"));
    let broken = sources.iter().filter(is_page).filter_map(|page| {
        let sections: Vec<&str> =
            page.text.lines().filter_map(|line| line.strip_prefix("## ")).map(str::trim).collect();
        let advice = format!(
            "give the page the sections {}, in this order (it has: {})",
            OUTLINE.join(", "),
            sections.join(", ")
        );
        (sections != OUTLINE).then(|| page.finding(None, advice))
    });
    broken.collect()
}

/// True for files directly in `crates/NAME/src/models/`; what lies deeper belongs to one model.
fn in_models_folder(path: &Path) -> bool {
    let mut parts = path.components().map(Component::as_os_str);
    parts.next() == Some(OsStr::new("crates"))
        && parts.nth(1) == Some(OsStr::new("src"))
        && parts.next() == Some(OsStr::new("models"))
        && parts.count() == 1
}

fn missing(path: &Path, action: &str, extension: &str, rest: &str) -> Finding {
    let other = PathBuf::from(path.with_extension(extension).file_name().unwrap_or_default());
    Finding { file: path.to_owned(), line: None, advice: format!("{action} {}{rest}", other.display()) }
}
