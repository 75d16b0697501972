//! What certifies a race must not share code with what solves it.

/// Lines of a source file that import from this crate.
fn imports(file: &str) -> Vec<String> {
    let source = std::fs::read_to_string(format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    source.lines().filter(|line| line.contains("super::") || line.contains("crate::")).map(str::to_owned).collect()
}

#[test]
fn payoffs_and_certificates_import_no_solver() {
    assert!(imports("contest/payoff.rs").is_empty());
    assert_eq!(imports("segments/payoff.rs"), ["use super::{StageEquilibrium, StageGame};"]);
    // Neither the game nor what a solved one is reaches a solver in turn.
    assert!(imports("segments/game.rs").is_empty());
    assert!(imports("segments/equilibrium.rs").is_empty());
}
