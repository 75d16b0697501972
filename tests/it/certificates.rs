//! A certificate must not share code with the solver it judges: what certificate modules import is followed to its end,
//! in every room of the solver library.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use xtask::workspace;

/// Modules that say what a game is and what it pays. A certificate may stand on these and on nothing else.
const DESCRIBING: &[&str] = &[
    "anonymous::counts",
    "anonymous::error",
    "anonymous::expected",
    "anonymous::game",
    "concave::game",
    "evolution::error",
    // The chains and walks whose stationary distributions are judged.
    "evolution::finite_populations::chain",
    "evolution::finite_populations::fixation",
    "evolution::finite_populations::population",
    "evolution::finite_populations::states",
    "evolution::logs",
    "finite::centred",
    "finite::column",
    "finite::error",
    "finite::exact",
    "finite::expected",
    "finite::game",
    "finite::labels",
    "finite::profile",
    "finite::shape",
    "sequential::behaviour",
    "sequential::build",
    "sequential::error",
    "sequential::parts",
    "sequential::recall",
    "sequential::tree",
];

/// The code of all modules of the library by their paths (`finite::check::matrix`), without comments and tests.
struct Library {
    modules: BTreeMap<String, String>,
}

impl Library {
    fn read(source: &Path) -> Self {
        let files = workspace::files(source).expect("the sources can be listed").into_iter();
        let rust = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        let read = |path: std::path::PathBuf| {
            let text = fs::read_to_string(&path).expect("a source can be read");
            let below = path.strip_prefix(source).expect("a file of the library").with_extension("");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let named = parts.iter().filter(|part| !["mod", "lib"].contains(&part.as_str()));
            (named.cloned().collect::<Vec<_>>().join("::"), without_comments_and_tests(&text))
        };
        Self { modules: rust.map(read).collect() }
    }

    /// The modules that a module takes something from, its own parts left out.
    fn imports(&self, module: &str) -> BTreeSet<String> {
        let paths = paths(&self.modules[module], module);
        paths.iter().map(|path| self.module_of(path)).filter(|found| found != module).collect()
    }

    /// The module in which the end of a path is defined: re-exports are followed.
    fn module_of(&self, path: &[String]) -> String {
        let mut module = String::new();
        for word in path {
            let inner = joined(&module, word);
            if self.modules.contains_key(&inner) {
                module = inner;
                continue;
            }
            return match self.re_export(&module, word) {
                Some(path) => self.module_of(&path),
                None => module,
            };
        }
        module
    }

    /// Where a module takes a name from that it passes on: `pub use game::{Game}`.
    fn re_export(&self, module: &str, name: &str) -> Option<Vec<String>> {
        let statements = self.modules[module].split(';').map(str::trim);
        let exports = statements.filter_map(|statement| {
            let at = statement.find("pub use ").or_else(|| statement.find("pub(crate) use "))?;
            statement[at..].split_once(" use ").map(|(_, tree)| tree)
        });
        let mut found = exports.flat_map(|tree| expanded(tree, module));
        found.find(|path| path.len() > 1 && path.last().is_some_and(|last| last == name))
    }
}

fn without_comments_and_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines();
    code.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn joined(module: &str, word: &str) -> String {
    if module.is_empty() { word.to_owned() } else { format!("{module}::{word}") }
}

/// Every path of the code that starts at the crate or at a parent, from the root of the crate.
fn paths(code: &str, module: &str) -> Vec<Vec<String>> {
    let starts = |start: &str| -> Vec<usize> { code.match_indices(start).map(|(at, _)| at).collect() };
    let mut places = [starts("crate::"), starts("super::"), starts("self::")].concat();
    // `super::super::game` is one path.
    places.retain(|&at| !code[..at].ends_with("::") && !code[..at].ends_with("moloch_"));
    places.into_iter().flat_map(|at| expanded(tree_at(&code[at..]), module)).collect()
}

/// A path with its list in braces, if it has one.
fn tree_at(code: &str) -> &str {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = code.find(|c| !is_path(c)).unwrap_or(code.len());
    if !code[..end].ends_with("::") || !code[end..].starts_with('{') {
        return &code[..end];
    }
    let mut depth = 0;
    let closed = code[end..].char_indices().find(|&(_, c)| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0
    });
    closed.map_or(code, |(at, _)| &code[..=end + at])
}

/// The paths of a tree `super::{game::Game, exact::{zero, one}}` seen in a module, from the root of the crate.
fn expanded(tree: &str, module: &str) -> Vec<Vec<String>> {
    let mut base: Vec<String> = module.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let (head, list) = tree.split_once('{').map_or((tree, None), |(head, list)| (head, Some(list)));
    for word in head.split("::").map(str::trim).filter(|word| !word.is_empty()) {
        match word.split_whitespace().next().unwrap_or(word) {
            "crate" => base.clear(),
            "self" => {}
            "super" => drop(base.pop()),
            name => base.push(name.to_owned()),
        }
    }
    let Some(list) = list else { return vec![base] };
    let inner = list.strip_suffix('}').unwrap_or(list);
    let here = base.join("::");
    items(inner).iter().flat_map(|item| expanded(item, &here)).collect()
}

/// The items of a list, lists within it left whole.
fn items(list: &str) -> Vec<String> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for c in list.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match items.last_mut() {
            Some(_) if c == ',' && depth == 0 => items.push(String::new()),
            Some(item) => item.push(c),
            None => {}
        }
    }
    items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn library() -> Library {
    Library::read(&workspace::root().join("crates/equilibrium/src"))
}

#[test]
fn certificates_import_no_solver() {
    let library = library();
    // A judge may have parts of its own: `sequential::certificate::subgames`.
    let is_judge = |module: &&String| module.split("::").any(|name| name.starts_with("certif"));
    let judges: Vec<String> = library.modules.keys().filter(is_judge).cloned().collect();
    assert!(judges.len() >= 8, "certificate modules moved; tell tests/it/certificates.rs where they are: {judges:?}");
    let mut waiting: Vec<(String, String)> = judges.iter().map(|name| (name.clone(), name.clone())).collect();
    let mut seen = BTreeSet::new();
    while let Some((module, way)) = waiting.pop() {
        for next in library.imports(&module) {
            assert!(
                DESCRIBING.contains(&next.as_str()) || judges.contains(&next),
                "{way} imports `{next}`, which is not known to be free of solvers; compute what is needed from the payoffs, \
                 or add the module to the list in tests/it/certificates.rs if it only describes games"
            );
            if seen.insert(next.clone()) {
                waiting.push((next.clone(), format!("{way} -> {next}")));
            }
        }
    }
    let unused: Vec<_> = DESCRIBING.iter().filter(|module| !seen.contains(**module)).collect();
    assert!(unused.is_empty(), "no certificate stands on {unused:?} any more; take them off the list");
}

#[test]
fn every_room_that_solves_has_a_certificate() {
    let library = library();
    let rooms: BTreeSet<&str> = library.modules.keys().filter_map(|module| module.split("::").next()).collect();
    for room in rooms.into_iter().filter(|room| !room.is_empty()) {
        let judges = library.modules.keys().filter(|module| module.starts_with(&format!("{room}::")));
        assert!(judges.into_iter().any(|module| module.ends_with("::certificate")), "{room} has no certificate");
    }
}

#[test]
fn the_checker_of_solutions_imports_no_solver() {
    let library = library();
    let checker: Vec<&String> = library.modules.keys().filter(|name| name.starts_with("finite::check")).collect();
    assert!(checker.len() >= 5, "the checker moved; tell tests/it/certificates.rs where it is");
    for name in checker {
        for next in library.imports(name) {
            let own = next.starts_with("finite::check") || next == "finite::certificate";
            let describes = DESCRIBING.contains(&next.as_str());
            assert!(own || describes, "{name} imports `{next}`: the checker computes everything itself");
        }
    }
}

#[test]
fn an_import_of_a_solver_is_seen() {
    let room = "mod solve;\npub use game::{Budget, Game};\npub use solve::{Equilibrium, solve_from};";
    let judge = "use super::{Budget, solve_from};\nuse crate::deep::{self, inner::{Trick, Truth}};\n\
                 fn f() { crate::room::solve::polish(); super::game::g() }";
    let modules = [
        ("", "pub mod room;\npub mod deep;"),
        ("room", room),
        ("room::game", ""),
        ("room::solve", "use super::game::Game;"),
        ("room::certificate", judge),
        ("deep", ""),
        ("deep::inner", "pub use super::super::room::solve::Trick;\npub struct Truth;"),
    ];
    let modules = modules.map(|(name, code)| (name.to_owned(), code.to_owned()));
    let library = Library { modules: BTreeMap::from(modules) };
    let imports: Vec<String> = library.imports("room::certificate").into_iter().collect();
    assert_eq!(imports, ["deep", "deep::inner", "room::game", "room::solve"]);
}
