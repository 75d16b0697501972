//! Trees in `moloch solve` and `moloch check`, from files to exit codes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::program::{folder, run, run_with};

/// The trees of the solver library, with what is known about them.
fn trees() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../equilibrium/tests/data/trees")
}

fn tree(name: &str) -> String {
    trees().join(format!("{name}.efg")).to_str().unwrap().to_owned()
}

/// One coin, two players: the second does not see what the first did.
const TREE: &str = r#"EFG 2 R "Pennies in turn" { "Even" "Odd" } ""
p "" 1 1 "" { "heads" "tails" } 0
p "" 2 1 "" { "heads" "tails" } 0
t "" 1 "" { 1, -1 }
t "" 2 "" { -1, 1 }
p "" 2 1 "" { "heads" "tails" } 0
t "" 3 "" { -1, 1 }
t "" 4 "" { 1, -1 }
"#;

#[test]
fn trees_are_solved_as_trees_and_through_their_strategic_form() {
    let (code, out, err) = run_with(TREE, &["solve", "-"]);
    assert!(code == 0 && out.contains("heads (1/2) + tails (1/2)"), "{out}{err}");
    let (code, out, err) = run_with(TREE, &["solve", "-", "--method", "sequence-form", "--json"]);
    assert_eq!(code, 0, "{err}");
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["equilibria"][0]["behaviour"][0]["probabilities"][0], "1/2");
    let (code, out, err) = run_with(TREE, &["solve", "-", "--strategic", "--format", "gambit"]);
    assert_eq!((code, out.as_str()), (0, "NE,1/2,1/2,1/2,1/2\n"), "{err}");
}

/// Trees in which somebody forgets what it did, with some behaviour: nobody knows here how to solve or judge them.
const FORGETFUL: [(&str, &str); 2] = [("driver", "NE,1,0\n"), ("forgetful", "NE,1,0,1,0,1,0\n")];

#[test]
fn every_known_tree_is_solved_and_its_solution_confirmed() {
    let folder = folder("known-trees");
    let mut names: Vec<PathBuf> = std::fs::read_dir(trees()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "efg"));
    assert!(names.len() >= 16);
    for path in names {
        let (name, tree) = (path.file_stem().unwrap().to_str().unwrap(), path.to_str().unwrap());
        let (code, json, err) = run(&["solve", tree, "--format", "json", "--quiet"]);
        let solution = folder.join(format!("{name}.json"));
        let solution = solution.to_str().unwrap();
        std::fs::write(solution, &json).unwrap();
        if let Some((_, behaviour)) = FORGETFUL.iter().find(|(known, _)| *known == name) {
            assert!(code == 1 && err.contains("imperfect recall"), "{name}: {err}");
            let (code, _, err) = run_with(behaviour, &["check", tree, "-"]);
            assert!(code == 2 && err.contains("imperfect recall"), "{name}: {err}");
            continue;
        }
        assert_eq!(code, 0, "{name}: {err}");
        let (code, report, err) = run(&["check", tree, solution]);
        assert_eq!(code, 0, "{name}: {report}{err}");
        assert!(report.starts_with("confirmed\n  reading: confirmed (behaviour"), "{name}: {report}");
        assert!(report.contains("in every subgame; largest regret found: profile 1 "), "{name}: {report}");
    }
}

#[test]
fn a_lie_about_what_is_never_reached_is_refused() {
    // The buyer stays away whatever the seller says, but may do so only when it says that it would abuse.
    let trust = tree("trust");
    for (row, code, said) in [
        ("NE,0,1,1/2,1/2", 0, "confirmed"),
        ("NE,0,1,1,0", 1, "would gain 1 at"),
        ("NE,0,1,0,0", 1, "the probabilities sum to 0"),
    ] {
        let (found, out, err) = run_with(row, &["check", &trust, "-"]);
        assert_eq!(found, code, "{row}: {out}{err}");
        assert!(out.contains(said), "{row}: {out}");
    }
    let (code, out, _) = run_with("NE,0,1,1,0", &["check", &trust, "-", "--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert!(code == 1 && report["verdict"] == "refused" && report["reasons"][0]["gain"] == "1", "{report}");
    let (code, _, err) = run_with("NE,0,1,1", &["check", &trust, "-"]);
    assert!(code == 2 && err.contains("a row of 3 probabilities, expected 4"), "{err}");
    let (code, _, err) = run_with("NE,0,1,1,0", &["check", &trust, "-", "--minimise"]);
    assert!(code == 2 && err.contains("change the signs"), "{err}");
    let (code, out, _) = run_with("NE,0,1,1/2,1/2", &["check", &trust, "-", "--timeout", "0"]);
    assert!(code == 3 && out.contains("not checked"), "{out}");
}

#[test]
fn a_solution_of_another_tree_is_refused() {
    let (code, json, err) = run(&["solve", &tree("poker"), "--format", "json", "--quiet"]);
    assert_eq!(code, 0, "{err}");
    let (code, out, _) = run_with(&json, &["check", &tree("trust"), "-"]);
    assert!(code == 1 && out.contains("the claim is about the players"), "{out}");
}

#[test]
fn mixed_strategies_of_a_tree_are_read_as_such() {
    let kuhn = tree("kuhn_poker");
    let (code, rows, err) = run(&["solve", &kuhn, "--strategic", "--method", "lp", "--format", "gambit", "--quiet"]);
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = run_with(&rows, &["check", &kuhn, "-"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("reading: confirmed (mixed strategies"), "{out}");
}

/// Pennies so many times, each round seen by both before the next.
fn pennies(rounds: usize) -> String {
    let mut text = "EFG 2 R \"Pennies again and again\" { \"Even\" \"Odd\" }\n".to_owned();
    let mut next = 0;
    round(&mut text, &mut next, rounds, 0);
    text
}

fn round(text: &mut String, set: &mut usize, left: usize, won: i32) {
    if left == 0 {
        writeln!(text, "t \"\" {} {{ {won} {} }}", won + 100, -won).unwrap();
        return;
    }
    *set += 1;
    let own = *set;
    let sides = "{ \"heads\" \"tails\" }";
    writeln!(text, "p \"\" 1 {own} {sides} 0").unwrap();
    for even in 0..2 {
        writeln!(text, "p \"\" 2 {own} {sides} 0").unwrap();
        for odd in 0..2 {
            round(text, set, left - 1, if even == odd { won + 1 } else { won - 1 });
        }
    }
}

#[test]
fn a_tree_whose_strategic_form_is_too_large_is_checked_on_the_tree() {
    let tree = folder("large-tree").join("pennies.efg");
    std::fs::write(&tree, pennies(4)).unwrap();
    let tree = tree.to_str().unwrap();
    let (code, _, err) = run(&["solve", tree, "--strategic", "--quiet"]);
    assert!(code == 1 && err.contains("the limit is"), "{err}");
    let (code, solution, err) = run(&["solve", tree, "--format", "json", "--quiet"]);
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = run_with(&solution, &["check", tree, "-"]);
    assert_eq!(code, 0, "{out}{err}");
    // One coin of the last round is bent, and the other player has noticed.
    let mut bent: Value = serde_json::from_str(&solution).unwrap();
    let sets = bent["equilibria"][0]["behaviour"].as_array_mut().unwrap();
    assert_eq!(sets.len(), 2 * 85);
    sets[84]["probabilities"] = json!(["1/3", "2/3"]);
    let (code, out, _) = run_with(&bent.to_string(), &["check", tree, "-"]);
    assert!(code == 1 && out.contains("player Odd would gain"), "{out}");
    assert!(out.contains("subgame that begins after `tails`, `tails`"), "{out}");
}
