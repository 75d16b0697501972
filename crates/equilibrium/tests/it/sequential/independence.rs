//! What judges a solution must not share code with what found it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sequential")
}

/// The files of a module: `name.rs`, or all of its folder.
fn files(module: &str) -> Vec<PathBuf> {
    let (alone, folder) = (sources().join(format!("{module}.rs")), sources().join(module));
    if alone.is_file() {
        return vec![alone];
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The names that follow a prefix in a text, one or a list in braces.
fn named<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
    let is_end = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let each = |rest: &'a str| match rest.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap_or_default().split(',').map(str::trim).collect(),
        None => vec![rest.split(is_end).next().unwrap_or_default()],
    };
    text.split(prefix).skip(1).flat_map(each).filter(|name| !name.is_empty()).collect()
}

/// Every module of this floor that can be reached from one, and everything that they take from other floors.
fn reached(start: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut modules, mut foreign) = (BTreeSet::new(), BTreeSet::new());
    let mut open = vec![start.to_owned()];
    while let Some(module) = open.pop() {
        let paths = files(&module);
        assert!(!paths.is_empty(), "there is no module {module}");
        for path in paths {
            let text = std::fs::read_to_string(path).unwrap();
            let neighbours = named(&text, "super::").into_iter().filter(|name| !files(name).is_empty());
            open.extend(neighbours.map(str::to_owned).filter(|name| !modules.contains(name)));
            let taken = named(&text, "crate::").into_iter().map(str::to_owned);
            let finite = named(&text, "crate::finite::").into_iter().map(|name| format!("finite::{name}"));
            foreign.extend(taken.filter(|name| name != "finite").chain(finite));
        }
        modules.insert(module);
    }
    (modules, foreign)
}

/// The game, the profile and their errors, which the certificate has to know.
const PLAIN: [&str; 9] = ["behaviour", "build", "error", "finish", "grow", "parts", "recall", "texts", "tree"];
/// Numbers, and errors that are only passed on.
const FOREIGN: [&str; 7] =
    ["Rational", "Number", "exact_from_f64", "nearest_f64", "GameError", "ProfileError", "SolveError"];

#[track_caller]
fn stands_on(start: &str, modules: &[&str], foreign: &[&str]) {
    let (found, taken) = reached(start);
    for module in &found {
        let known = module == start || PLAIN.contains(&module.as_str()) || modules.contains(&module.as_str());
        assert!(known, "{start} reaches {module}: keep solvers out of it, so that none checks itself");
    }
    for name in &taken {
        let known =
            name.strip_prefix("finite::").is_some_and(|name| FOREIGN.contains(&name) || foreign.contains(&name));
        assert!(known, "{start} reaches {name}: keep solvers out of it, so that none checks itself");
    }
    // The walk is not empty: whatever judges a profile stands on the tree.
    assert!(found.contains("tree") && taken.contains("finite::Rational"));
}

#[test]
fn the_certificate_imports_no_solver() {
    stands_on("certificate", &[], &[]);
}

#[test]
fn the_walk_finds_solvers_where_there_are_some() {
    let (modules, foreign) = reached("subgame");
    assert!(modules.contains("two_player") && modules.contains("certificate"), "{modules:?}");
    assert!(foreign.contains("finite::pure_equilibria") && foreign.contains("finite::homotopy"), "{foreign:?}");
}

#[test]
fn the_checker_imports_no_solver() {
    // Verdicts and words are shared with the checker of strategic forms, which is walked by itself.
    stands_on("check", &["certificate"], &["check"]);
}

#[test]
fn the_checker_of_strategic_forms_imports_no_solver() {
    let folder = sources().join("../finite/check");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(text) = std::fs::read_to_string(&entry) else { continue };
        for name in named(&text, "super::super::") {
            seen += 1;
            let plain = ["certificate", "exact", "game", "profile"];
            assert!(plain.contains(&name), "{} reaches {name}", entry.display());
        }
        assert!(!text.contains("crate::"), "{}: name neighbours by super::", entry.display());
    }
    assert!(seen > 10);
}
