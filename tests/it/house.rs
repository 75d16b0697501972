//! The house rules of `cargo xtask tidy`, run by everyone who runs the tests.

#[test]
fn the_repository_keeps_its_house_rules() {
    let root = xtask::workspace::root();
    let found = xtask::tidy::findings(root).expect("the repository can be read");
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}
