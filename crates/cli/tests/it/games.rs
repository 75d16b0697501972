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
fn an_honest_solution_is_held_to_its_regret_and_not_to_its_few_digits() {
    let game = written("few-digits", "dilemma.nfg", DILEMMA);
    for method in ["logit", "simpdiv", "path-following"] {
        let (_, json, err) = run(&["solve", &game, "--method", method, "--format", "json", "--quiet"]);
        let (code, out, _) = run_with(&json, &["check", &game, "-"]);
        assert!(code == 0 && (out.contains("(at most 1e-9)") || out.contains("regret zero\n")), "{method}: {out}{err}");
    }
    for (row, expected, said) in [
        ("NE,1e0,0,1e0,0", 1, "would gain 1"),
        ("NE,0.1,0.9,0.1,0.9", 3, "written with 1 decimal, too coarse to judge: the regret found is 1e-1 of the stake"),
        ("NE,0.9,0.3,0.5,0.5", 1, "the probabilities sum to 6/5"),
        ("NE,0.0,1.0,0.0,1.0", 0, "largest regret found: point 1 0 (at most 1e-9) of the stake"),
    ] {
        let (code, out, _) = run_with(row, &["check", &game, "-"]);
        assert!(code == expected && out.contains(said), "{row}: {out}");
    }
}

#[test]
fn what_is_no_nash_solution_is_answered_with_how_to_get_one() {
    let game = written("no-solution", "dilemma.nfg", DILEMMA);
    let empty = written("no-row", "empty.ne", "\n\n");
    let (code, _, err) = run(&["check", &game, &empty]);
    assert!(code == 2 && err.contains("no equilibrium in it") && err.contains("next: "), "{err}");
    let (code, _, err) = run_with(DILEMMA, &["check", "-", "-"]);
    assert!(code == 2 && err.contains("no equilibrium in it") && err.contains("next: "), "{err}");
    for concept in ["correlated", "ess", "stackelberg"] {
        let (_, json, _) = run(&["solve", &game, "--method", concept, "--json", "--quiet"]);
        let (code, _, err) = run_with(&json, &["check", &game, "-"]);
        assert!(code == 2 && err.contains("only Nash solutions can be checked"), "{concept}: {err}");
    }
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
    let (code, out, _) = run(&["solve", game, "--timeout", "0"]);
    // One equilibrium is there at once, whatever the budget for all of them.
    assert!(code == 3 && out.contains("with exact regret zero") && out.contains("Lemke and Howson"), "{out}");
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
}

#[test]
fn options_that_would_change_nothing_and_methods_that_do_not_suit_are_refused() {
    for (game, words, said) in [
        (DILEMMA, "--method lp", "the sum must be the same everywhere"),
        (THREE, "--method enummixed", "leave --method out"),
        (THREE, "--select payoff-dominant --method gnm", "--method pure-enumeration"),
        (DILEMMA, "--decimals 3", "add --format gambit"),
        (DILEMMA, "--json --format gambit", "asks for rows"),
        (DILEMMA, "--first --method lcp", "names the method"),
        (DILEMMA, "--all --method lemke", "looks for two players: one equilibrium"),
        (DILEMMA, "--strategic", "in strategic form already"),
    ] {
        let arguments: Vec<&str> = ["solve", "-"].into_iter().chain(words.split(' ')).collect();
        let (code, out, err) = run_with(game, &arguments);
        assert!(code == 2 && out.is_empty() && err.contains(said), "{words}: {code} {out}{err}");
        assert!(err.contains("next: "), "{words}: {err}");
    }
}

/// Three players at matching pennies, in whole numbers.
const THREE: &str =
    "NFG 1 R \"Three\" { \"1\" \"2\" \"3\" } { 2 2 2 }\n1 1 0  0 1 1  0 0 1  1 0 0  1 0 0  0 0 1  0 1 1  1 1 0\n";

#[test]
fn less_than_all_is_never_called_all() {
    // Sixteen players have more supports than are searched; the pure equilibria alone are not what was asked for.
    let mut game = format!("NFG 1 R \"Many\" {{ {} }} {{ {}}}\n", "\"p\" ".repeat(0), "2 ".repeat(16));
    let names: Vec<String> = (1..=16).map(|player| format!("\"{player}\"")).collect();
    game = game.replacen("{  }", &format!("{{ {} }}", names.join(" ")), 1);
    for profile in 0..1_u32 << 16 {
        // Everybody wants to be in the odd half of neighbours that agree: no pure equilibrium.
        let pays =
            |player: u32| (profile >> player & 1) ^ (profile >> ((player + 1) % 16) & 1) ^ u32::from(player == 0);
        game.extend((0..16).map(|player| format!("{} ", pays(player))));
    }
    let (code, out, err) = run_with(&game, &["solve", "-"]);
    assert!(
        code == 3 && out.contains("mixed ones were not searched") | out.contains("no pure equilibrium"),
        "{out}{err}"
    );
    let (code, out, _) = run_with(DILEMMA, &["solve", "-", "--first"]);
    assert!(code == 0 && out.contains("1. an equilibrium") && out.contains("was not searched"), "{out}");
    let (_, out, _) = run_with(DILEMMA, &["solve", "-"]);
    assert!(out.contains("isolated point"), "{out}");
}

#[test]
fn what_a_rule_chose_is_printed_in_every_format() {
    let hunt = "NFG 1 R \"Hunt\" { \"A\" \"B\" } { 2 2 }\n5 5  4 0  0 4  2 2\n";
    let rule = ["solve", "-", "--select", "payoff-dominant"];
    let (code, out, _) = run_with(hunt, &[&rule[..], &["--format", "gambit"]].concat());
    assert_eq!((code, out.as_str()), (0, "NE,1,0,1,0\n"));
    let (_, out, _) = run_with(hunt, &[&rule[..], &["--json"]].concat());
    let chosen: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(chosen["chosen"][0]["payoffs"][0], "5");
    // A rule that cannot choose from a set that was cut short does not say that there is nothing to choose.
    let game = games().join("rand_bi_12x12_s0.nfg");
    let (code, _, err) = run(&["solve", game.to_str().unwrap(), "--select", "risk-dominant", "--steps", "0"]);
    assert!(code == 3 && err.contains("partial"), "{code} {err}");
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
