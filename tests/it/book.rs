//! The book keeps its promises: its examples are tests, its pages are all bound in.

use std::path::PathBuf;

use xtask::workspace;

fn pages() -> Vec<(PathBuf, String)> {
    let folder = workspace::root().join("docs/src");
    let files = workspace::files(&folder).expect("the book can be listed").into_iter();
    let pages = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a page can be read");
        (path.strip_prefix(&folder).expect("inside").to_owned(), text)
    };
    pages.map(read).collect()
}

#[test]
fn every_page_with_rust_in_it_is_a_test() {
    let list = include_str!("../src/lib.rs");
    let named = |path: &PathBuf| list.contains(&format!("\"{}\"", path.display()));
    let with_examples = pages().into_iter().filter(|(_, text)| text.lines().any(|line| line.trim() == "```rust"));
    let forgotten: Vec<PathBuf> = with_examples.map(|(path, _)| path).filter(|path| !named(path)).collect();
    assert!(forgotten.is_empty(), "add these pages to the list in tests/src/lib.rs: {forgotten:?}");
}

#[test]
fn every_page_is_in_the_summary() {
    let pages = pages();
    let (_, summary) = pages.iter().find(|(path, _)| path.as_os_str() == "SUMMARY.md").expect("a summary");
    let bound = |path: &PathBuf| path.as_os_str() == "SUMMARY.md" || summary.contains(&format!("({})", path.display()));
    let lost: Vec<_> = pages.iter().map(|(path, _)| path).filter(|path| !bound(path)).collect();
    assert!(lost.is_empty(), "name these pages in docs/src/SUMMARY.md: {lost:?}");
}
