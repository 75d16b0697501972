//! The pages of the solvers, which lie beside their sources in `crates/equilibrium/src`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::markdown;

/// Where the solvers are.
const SOURCES: &str = "crates/equilibrium/src";

/// The page of one solver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolverPage {
    /// The rooms that lead to it: `finite/bimatrix`.
    pub room: String,
    /// The name of its file without ending: `vertex_enumeration`.
    pub name: String,
    /// Its first sentence.
    pub summary: String,
    /// The whole page, for the book.
    pub text: String,
}

impl SolverPage {
    /// The heading: the name in words, an abbreviation in capitals.
    #[must_use]
    pub fn title(&self) -> String {
        if self.name.len() <= 3 {
            return self.name.to_uppercase();
        }
        let words = self.name.replace('_', " ");
        let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
        format!("{}{rest}", first.to_uppercase())
    }

    /// Where the page lies in the book.
    #[must_use]
    pub fn path(&self) -> String {
        format!("solvers/{}/{}.md", self.room, self.name)
    }

    /// The page, if the file is one: a page asks a question.
    fn parse(root: &Path, path: &Path) -> Result<Option<Self>> {
        let text = fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
        let room = path.parent().and_then(|folder| folder.strip_prefix(root).ok()).unwrap_or(Path::new(""));
        if !(text.contains("## Question") || text.contains("**Question.**")) || room.as_os_str().is_empty() {
            return Ok(None);
        }
        let room = room.to_string_lossy().replace('\\', "/");
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut page = Self { room, name, summary: String::new(), text: String::new() };
        let body = markdown::without_code_paths(&text);
        let body =
            body.strip_prefix("# ").map_or(body.as_str(), |rest| rest.split_once('\n').map_or("", |(_, rest)| rest));
        let opening = body.trim_start().split("\n\n").next().unwrap_or_default().replace('\n', " ");
        if !opening.starts_with(['#', '*', '|', '`']) {
            page.summary = opening;
        }
        page.text = format!("# {}\n\n{}", page.title(), body.trim_start());
        Ok(Some(page))
    }
}

/// Every page of a solver, room by room.
///
/// # Errors
/// When a page cannot be read.
pub fn read(repository: &Path) -> Result<Vec<SolverPage>> {
    let root = repository.join(SOURCES);
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    paths.iter().filter_map(|path| SolverPage::parse(&root, path).transpose()).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let problem = || format!("failed to list {}", folder.display());
    for entry in fs::read_dir(folder).with_context(problem)? {
        let path = entry.with_context(problem)?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    Ok(())
}

/// The index of the pages as a Markdown list under the page `solvers.md`.
#[must_use]
pub fn index(pages: &[SolverPage]) -> String {
    let row = |page: &SolverPage| format!("- [**{}**]({}). {}\n", page.title(), page.path(), page.summary);
    pages.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::read;

    #[test]
    fn the_pages_of_the_solvers_are_found_with_title_and_summary() {
        let pages = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
        let pure = pages.iter().find(|page| page.name == "pure").unwrap();
        assert_eq!((pure.path().as_str(), pure.title().as_str()), ("solvers/finite/pure.md", "Pure"));
        assert_eq!(pure.summary, "All pure equilibria of a game of any number of players.");
        assert!(pure.text.contains("```rust") && !pure.text.contains("super::"), "{}", pure.text);
    }
}
