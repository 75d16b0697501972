//! The certificate must not share code with what it checks.

use std::path::Path;

fn source(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/finite").join(file);
    std::fs::read_to_string(path).unwrap()
}

/// Modules named after `super::` in a source file.
fn neighbours(file: &str) -> Vec<String> {
    let text = source(file);
    let after = text.split("super::").skip(1);
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    // Constants and types start with a capital letter; they live in modules walked anyway.
    let is_module = |name: &String| name.starts_with(|c: char| c.is_ascii_lowercase());
    after.map(name).filter(is_module).collect()
}

#[test]
fn the_certificate_imports_no_solver() {
    let allowed = ["centred", "column", "error", "exact", "expected", "game", "labels", "profile", "shape"];
    let mut reached = vec!["certificate".to_owned()];
    let mut next = 0;
    while next < reached.len() {
        for neighbour in neighbours(&format!("{}.rs", reached[next])) {
            assert!(
                allowed.contains(&neighbour.as_str()),
                "{} reaches {neighbour}: keep solvers out of the certificate, so that none checks itself",
                reached[next]
            );
            if !reached.contains(&neighbour) {
                reached.push(neighbour);
            }
        }
        assert!(!source(&format!("{}.rs", reached[next])).contains("crate::"), "name neighbours by super::");
        next += 1;
    }
    // The walk is not empty: the certificate does stand on the game.
    assert!(reached.contains(&"game".to_owned()));
}

#[test]
fn solvers_do_pass_through_the_certificate() {
    for file in ["set.rs", "pure.rs", "dominance.rs"] {
        assert!(neighbours(file).contains(&"certificate".to_owned()), "{file} must certify what it returns");
    }
}
