//! A certificate must not share code with the solver it judges: what certificate modules import is followed to its end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use xtask::workspace;

/// Modules that say what a game is and what it pays. A certificate may stand on these and on nothing else.
const DESCRIBING: &[&str] = &["column", "error", "exact", "expected", "game", "labels", "profile", "shape"];

/// The code of every module of a folder, rooms inside it left out, by its name, without comments and tests.
fn modules(folder: &Path) -> BTreeMap<String, String> {
    let files = workspace::files(folder).expect("the folder can be listed").into_iter();
    // Rooms inside have modules of the same names.
    let own = files.filter(|path| path.parent() == Some(folder));
    let rust = own.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a source can be read");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines();
        (name, code.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n"))
    };
    rust.map(read).collect()
}

/// The first word of every path that starts at the folder: `super::game::Game` and `super::{Game}` and `crate::finite::game`.
fn first_words(code: &str, room: &str) -> BTreeSet<String> {
    let starts = ["super::".to_owned(), format!("crate::{room}::")];
    let mut words = BTreeSet::new();
    for start in &starts {
        for (at, _) in code.match_indices(start.as_str()) {
            let rest = &code[at + start.len()..];
            let list = rest.strip_prefix('{').map(|inner| inner.split('}').next().unwrap_or_default());
            for item in list.unwrap_or(rest).split(',').take(if list.is_some() { usize::MAX } else { 1 }) {
                let word: String = item.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                words.insert(word);
            }
        }
    }
    words.remove("");
    // `super::super::game` is seen twice, the second time as `game`.
    words.remove("super");
    words
}

/// The module that a word means: itself, or the one that `mod.rs` re-exports it from.
fn module_of(word: &str, modules: &BTreeMap<String, String>) -> String {
    if modules.contains_key(word) {
        return word.to_owned();
    }
    let exports = modules["mod"].split(';').filter_map(|statement| statement.trim().strip_prefix("pub use "));
    let has = |names: &str| names.split(|c: char| !c.is_alphanumeric() && c != '_').any(|name| name == word);
    let found = exports.filter_map(|export| export.split_once("::")).find(|(_, names)| has(names));
    found.map_or_else(|| word.to_owned(), |(module, _)| module.to_owned())
}

#[test]
fn certificates_import_no_solver() {
    let source = workspace::root().join("crates/equilibrium/src");
    let mut certificates = 0;
    for room in ["concave", "finite"] {
        let modules = modules(&source.join(room));
        let judges = |name: &&String| name.starts_with("certif");
        let mut waiting: Vec<(String, String)> =
            modules.keys().filter(judges).map(|name| (name.clone(), name.clone())).collect();
        certificates += waiting.len();
        let mut seen = BTreeSet::new();
        while let Some((module, way)) = waiting.pop() {
            for word in first_words(&modules[&module], room) {
                let next = module_of(&word, &modules);
                assert!(
                    DESCRIBING.contains(&next.as_str()),
                    "{room}: {way} imports `{next}`, which is not known to be free of solvers; \
                     compute what is needed from the payoffs, or add the module to the list in tests/it/certificates.rs \
                     if it only describes games"
                );
                if seen.insert(next.clone()) {
                    waiting.push((next.clone(), format!("{way} -> {next}")));
                }
            }
        }
    }
    assert!(certificates >= 2, "the certificate modules moved; tell tests/it/certificates.rs where they are");
}

#[test]
fn the_checker_of_solutions_imports_no_solver() {
    let checker = modules(&workspace::root().join("crates/equilibrium/src/finite/check"));
    assert!(checker.len() >= 5, "the checker moved; tell tests/it/certificates.rs where it is");
    for (name, code) in &checker {
        for word in first_words(code, "finite") {
            let own = checker.contains_key(&word) || checker["mod"].contains(&format!("fn {word}("));
            let describes = DESCRIBING.contains(&word.as_str()) || ["super", "certificate"].contains(&word.as_str());
            assert!(own || describes, "check/{name} imports `{word}`: the checker computes everything itself");
        }
    }
}

#[test]
fn an_import_of_a_solver_is_seen() {
    let code = "use super::{Budget, solve_from};\nfn f() { crate::concave::solve::polish(); super::game::g() }";
    let words = first_words(code, "concave");
    assert_eq!(words.into_iter().collect::<Vec<_>>(), ["Budget", "game", "solve", "solve_from"]);
    let mod_rs =
        "mod solve;\npub use game::{Budget, Game};\npub use solve::{Equilibrium, solve, solve_from};".to_owned();
    let modules = BTreeMap::from([("mod".to_owned(), mod_rs), ("game".to_owned(), String::new())]);
    assert_eq!(module_of("Budget", &modules), "game");
    assert_eq!(module_of("solve_from", &modules), "solve");
}
