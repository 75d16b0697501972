//! The pages of the solvers, which lie beside their sources in `crates/equilibrium/src`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::markdown;

/// Where the solvers are.
const SOURCES: &str = "crates/equilibrium/src";

/// Names that do not read as their words in a row.
const TITLES: [(&str, &str); 9] = [
    ("agent_qre", "Agent quantal response"),
    ("driver", "One equilibrium of n players"),
    ("gnm", "Global Newton method"),
    ("ipa", "Iterated polymatrix approximation"),
    ("lemke_howson", "Lemke-Howson"),
    ("liap", "Minimised gains"),
    ("one_equilibrium", "One equilibrium of two players"),
    ("simpdiv", "Simplicial walk"),
    ("solve", "Choosing a method"),
];

/// The floors of the solver library, in reading order, with what they hold.
const GROUPS: [(&str, &str); 5] = [
    ("finite", "Finite games"),
    ("anonymous", "Anonymous games"),
    ("sequential", "Sequential games"),
    ("evolution", "Evolution and learning"),
    ("concave", "Games with concave payoffs"),
];

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
    /// The heading: the name in words, as people write it.
    #[must_use]
    pub fn title(&self) -> String {
        if let Some((_, title)) = TITLES.iter().find(|(name, _)| *name == self.name) {
            return (*title).to_owned();
        }
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

/// The pages of one floor of the solver library.
#[derive(Debug)]
pub struct Group<'a> {
    /// Its folder, such as `finite`.
    pub room: &'a str,
    /// Its name in words.
    pub title: &'a str,
    /// The page of the whole floor, where it has one.
    pub opening: Option<&'a SolverPage>,
    /// The pages of its solvers.
    pub pages: Vec<&'a SolverPage>,
}

impl Group<'_> {
    /// Where the page of the group lies in the book.
    #[must_use]
    pub fn path(&self) -> String {
        format!("solvers/{}/index.md", self.room)
    }

    /// The page of the group: what its floor is about, and the list of its solvers.
    #[must_use]
    pub fn content(&self) -> String {
        let opening = self.opening.map_or("", |page| page.text.split_once('\n').map_or("", |(_, rest)| rest.trim()));
        format!("# {}\n\n{opening}\n\n## Pages\n\n{}", self.title, list(&self.pages, "../../"))
    }
}

/// The pages by the first room of their path; a room without a name here keeps its own and comes last.
#[must_use]
pub fn groups(pages: &[SolverPage]) -> Vec<Group<'_>> {
    let room = |page: &SolverPage| page.room.split('/').next().unwrap_or_default().to_owned();
    let mut names: Vec<(&str, &str)> = GROUPS.to_vec();
    for page in pages {
        let own = page.room.split('/').next().unwrap_or_default();
        if !names.iter().any(|(name, _)| *name == own) {
            names.push((own, own));
        }
    }
    let group = |(name, title)| {
        let of_group: Vec<&SolverPage> = pages.iter().filter(|page| room(page) == name).collect();
        let opening = of_group.iter().copied().find(|page| page.name == name && page.room == name);
        let pages = of_group.into_iter().filter(|page| opening.is_none_or(|opening| *page != opening)).collect();
        Group { room: name, title, opening, pages }
    };
    let found = names.into_iter().map(group);
    found.filter(|group| group.opening.is_some() || !group.pages.is_empty()).collect()
}

/// The index of all pages, group by group, under the page `solvers.md`.
#[must_use]
pub fn index(pages: &[SolverPage]) -> String {
    let section = |group: &Group<'_>| {
        let summary = group.opening.map_or("", |page| &page.summary);
        format!("## {}\n\n[All of them]({}). {summary}\n\n{}\n", group.title, group.path(), list(&group.pages, ""))
    };
    groups(pages).iter().map(section).collect()
}

fn list(pages: &[&SolverPage], up: &str) -> String {
    let row = |page: &&SolverPage| format!("- [**{}**]({up}{}). {}\n", page.title(), page.path(), page.summary);
    pages.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{groups, index, read};

    #[test]
    fn every_page_stands_in_one_group_and_titles_tell_them_apart() {
        let pages = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
        let groups = groups(&pages);
        assert_eq!(groups[0].title, "Finite games");
        let listed: usize = groups.iter().map(|group| group.pages.len() + usize::from(group.opening.is_some())).sum();
        assert_eq!(listed, pages.len());
        for group in &groups {
            let mut titles: Vec<String> = group.pages.iter().map(|page| page.title()).collect();
            titles.sort();
            assert!(titles.windows(2).all(|pair| pair[0] != pair[1]), "{titles:?}");
            assert!(group.content().contains("## Pages"));
        }
        assert!(index(&pages).contains("[**Lemke-Howson**](solvers/finite/lcp/lemke_howson.md)"));
    }

    #[test]
    fn the_pages_of_the_solvers_are_found_with_title_and_summary() {
        let pages = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
        let pure = pages.iter().find(|page| page.name == "pure").unwrap();
        assert_eq!((pure.path().as_str(), pure.title().as_str()), ("solvers/finite/pure.md", "Pure"));
        assert_eq!(pure.summary, "All pure equilibria of a game of any number of players.");
        assert!(pure.text.contains("```rust") && !pure.text.contains("super::"), "{}", pure.text);
    }
}
