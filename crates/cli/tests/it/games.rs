//! `moloch solve` and `moloch check`, from files to exit codes.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::program::{folder, run, run_with};

/// The games of the solver library, with what is known about them.
fn games() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../equilibrium/tests/data/games")
}

const DILEMMA: &str = "NFG 1 R \"Pause or race\" { \"North\" \"South\" } { 2 2 }\n3 3  4 0  0 4  1 1\n";
const NAMED: &str =
    "NFG 1 R \"Arms\" { \"North\" \"South\" } { { \"pause\" \"race\" } { \"pause\" \"race\" } }\n3 3  4 0  0 4  1 1\n";
const PENNIES: &str = "NFG 1 R \"Pennies\" { \"Even\" \"Odd\" } { 2 2 }\n1 -1  -1 1  -1 1  1 -1\n";

fn written(test: &str, name: &str, text: &str) -> String {
    let path = folder(test).join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn every_known_game_is_solved_and_its_solution_is_not_refused() {
    let folder = folder("known-games");
    let mut names: Vec<PathBuf> = std::fs::read_dir(games()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "nfg"));
    names.sort();
    assert!(names.len() >= 55);
    for path in names {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let game = path.to_str().unwrap();
        let (code, json, err) = run(&["solve", game, "--format", "json", "--steps", "200000", "--quiet"]);
        assert!(code == 0 || code == 3, "{name}: {err}");
        let claim: Value = serde_json::from_str(&json).unwrap();
        // Only games of three and more players may be left partly open.
        let players = claim["game"]["players"].as_array().unwrap().len();
        assert!(code == 0 || players > 2, "{name}: {}", claim["completeness"]);
        let solution = folder.join(format!("{name}.json"));
        std::fs::write(&solution, &json).unwrap();
        let (code, report, err) = run(&["check", game, solution.to_str().unwrap(), "--timeout", "2"]);
        assert!(code == 0 || code == 3, "{name}: {report}{err}");
    }
}

#[test]
fn the_table_names_players_actions_and_what_is_proved() {
    let (code, out, err) = run_with(DILEMMA, &["solve", "-"]);
    assert_eq!(code, 0, "{err}");
    for part in
        ["Pause or race", "North: 2; South: 2", "exact regret zero", "complete: ", "vertex-enumeration (enummixed)"]
    {
        assert!(out.contains(part), "{part} is not in {out}");
    }
}

#[test]
fn gambits_rows_and_its_names_of_methods_are_understood() {
    let (code, out, _) = run_with(PENNIES, &["solve", "-", "--method", "enummixed", "--format", "gambit"]);
    assert_eq!((code, out.as_str()), (0, "NE,1/2,1/2,1/2,1/2\n"));
    let (_, out, _) = run_with(PENNIES, &["solve", "-", "--method", "lp", "--format", "gambit", "--decimals", "3"]);
    assert_eq!(out, "NE,0.500,0.500,0.500,0.500\n");
    let (code, out, _) = run_with(PENNIES, &["solve", "-", "--method", "enumpure", "--format", "gambit"]);
    assert_eq!((code, out.as_str()), (0, ""));
    for method in ["lcp", "lemke", "logit", "gnm", "ipa", "simpdiv", "enumpoly", "path-following"] {
        let (code, out, err) = run_with(PENNIES, &["solve", "-", "--method", method, "--format", "gambit"]);
        assert!(code == 0 && out.starts_with("NE,"), "{method}: {out}{err}");
    }
}

#[test]
fn a_lie_is_refused_with_who_would_gain_how_much() {
    let game = written("a-lie", "pennies.nfg", PENNIES);
    let (code, out, _) = run_with("NE,1/3,2/3,1/2,1/2\n", &["check", &game, "-"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("Odd") && out.contains("1/3"), "{out}");
    let (code, out, _) = run_with("NE,1/2,1/2,1/2,1/2\n", &["check", &game, "-"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn costs_are_minimised_when_the_reader_says_so() {
    let (_, most, _) = run_with(DILEMMA, &["solve", "-", "--format", "gambit"]);
    let (_, least, _) = run_with(DILEMMA, &["solve", "-", "--format", "gambit", "--minimise"]);
    assert_eq!((most.as_str(), least.as_str()), ("NE,0,1,0,1\n", "NE,1,0,1,0\n"));
}

#[test]
fn a_budget_gives_what_was_found_and_says_so() {
    let game = games().join("rand_bi_12x12_s0.nfg");
    let game = game.to_str().unwrap();
    let (code, out, _) = run(&["solve", game, "--steps", "50"]);
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("partial: ") && out.contains("not searched"), "{out}");
    let (code, out, err) = run(&["solve", game, "--steps", "50", "--strict"]);
    assert!(code == 1 && out.is_empty() && err.contains("strictly"), "{out}{err}");
    let (code, ..) = run(&["solve", game, "--timeout", "0"]);
    assert_eq!(code, 3);
}

#[test]
fn the_same_bytes_come_out_at_any_number_of_threads() {
    for name in ["rand_bi_8x8_s0", "rand_3x3x3_s0"] {
        let game = games().join(format!("{name}.nfg"));
        let solve = |threads| run(&["solve", game.to_str().unwrap(), "--format", "json", "--threads", threads]).1;
        assert_eq!(solve("1"), solve("4"), "{name}");
    }
}

#[test]
fn rules_choose_from_exact_sets() {
    let hunt = "NFG 1 R \"Hunt\" { \"A\" \"B\" } { 2 2 }\n5 5  4 0  0 4  2 2\n";
    let (code, out, err) = run_with(hunt, &["solve", "-", "--select", "payoff-dominant"]);
    assert!(code == 0 && out.contains("payoff dominance") && out.contains("A: 1; B: 1"), "{out}{err}");
    let (code, out, _) = run_with(hunt, &["solve", "-", "--select", "risk-dominant"]);
    assert!(code == 0 && out.contains("A: 2; B: 2"), "{out}");
    let (code, _, err) = run_with(hunt, &["solve", "-", "--select", "nicest"]);
    assert!(code == 2 && err.contains("payoff-dominant"), "{err}");
}

#[test]
fn bad_input_is_answered_with_what_would_do() {
    for (text, arguments, said) in [
        ("", &["solve", "-"][..], "empty"),
        ("NFG 1 R \"x\" { \"a\" \"b\" } { 2 2 }\n1 2 3", &["solve", "-"], "expected"),
        ("NFG 1 R \"x\" { \"a\" \"a\" } { 2 2 }\n1 2 3 4 5 6 7 8", &["solve", "-"], "a second time"),
        (DILEMMA, &["solve", "-", "--method", "magic"], "vertex-enumeration"),
        (
            DILEMMA,
            &["solve", "-", "--timeout", "-1"],
            "'-1' for '--timeout <SECONDS>': expected a number of seconds from 0 to 1e9",
        ),
        (DILEMMA, &["solve", "-", "--timeout", "inf"], "'inf' for"),
        (DILEMMA, &["solve", "-", "--timeout", "nan"], "'nan' for"),
        (DILEMMA, &["solve", "-", "--timeout", "1e300"], "'1e300' for"),
        ("hello", &["solve", "-"], "`EFG 2` (a tree)"),
        (DILEMMA, &["solve", "no-such-file.nfg"], "no-such-file.nfg"),
        (DILEMMA, &["solve", "."], "folder"),
        (DILEMMA, &["solve", "-", "--all", "--first"], "--first"),
        (DILEMMA, &["solve", "-", "--format", "xml"], "gambit"),
    ] {
        let (code, out, err) = run_with(text, arguments);
        assert!(code == 2 && out.is_empty(), "{arguments:?}: {code} {out}{err}");
        assert!(err.contains(said), "{arguments:?}: {said} is not in {err}");
    }
    let (code, _, err) = run_with(DILEMMA, &["solve", "-", "--method", "lp"]);
    assert!(code == 1 && err.contains("sum"), "{err}");
}

#[test]
fn the_schemas_of_games_and_solutions_are_printed() {
    for what in ["game", "solution"] {
        let (code, out, _) = run(&["schema", what]);
        assert_eq!(code, 0);
        assert!(serde_json::from_str::<Value>(&out).unwrap()["$schema"].is_string());
    }
}

#[test]
fn a_file_under_the_name_of_another_format_is_told_apart() {
    let folder = folder("other-names");
    for (name, text, said) in [
        ("table.efg", DILEMMA, "rename the file to end in .nfg"),
        ("table.gam", DILEMMA, "rename the file to end in .nfg"),
        ("table.json", DILEMMA, "rename the file to end in .nfg"),
        ("tree.nfg", "EFG 2 R \"t\" { \"A\" } t \"\" 0", "rename the file to end in .efg"),
        ("game.efg", "{ }", "rename the file to end in .json"),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let (code, out, err) = run(&["solve", path.to_str().unwrap()]);
        assert!(code == 2 && out.is_empty() && err.contains(said), "{name}: {err}");
    }
}

#[test]
fn names_cannot_move_the_cursor() {
    let game = NAMED.replace("pause", "pa\u{1b}[2Juse\u{7}\r");
    for arguments in [&["solve", "-"][..], &["solve", "-", "--method", "strict-dominance"]] {
        let (_, out, err) = run_with(&game, arguments);
        assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{out:?}{err}");
    }
    let (_, out, _) = run_with(&game, &["solve", "-", "--method", "strict-dominance"]);
    assert!(out.contains("pa\\u{1b}[2Juse\\u{7}\\u{d}"), "{out}");
    let (_, out, _) = run_with(&game, &["solve", "-", "--json"]);
    assert!(out.contains("pa\\u001b[2Juse\\u0007\\r"), "{out}");
    let (_, _, err) = run_with(&format!("{game} 7"), &["solve", "-"]);
    assert!(!err.contains('\u{1b}'), "{err:?}");
    let long = NAMED.replace("race", &format!("{}\nend", "r".repeat(70)));
    let (_, out, _) = run_with(&long, &["solve", "-", "--method", "strict-dominance"]);
    assert!(out.contains(&format!("South keeps {}...\n", "r".repeat(60))), "{out}");
}
