//! `moloch solve --method` beside Nash equilibria: devices, commitments, dominance, stable mixes.

use serde_json::Value;

use super::program::run_with;

const CHICKEN: &str =
    "NFG 1 R \"Chicken\" { \"Ann\" \"Bob\" } { { \"dare\" \"yield\" } { \"dare\" \"yield\" } }\n0 0 2 7 7 2 6 6\n";
const DILEMMA: &str = "NFG 1 R \"Pause or race\" { \"North\" \"South\" } { { \"pause\" \"race\" } { \"pause\" \"race\" } }\n3 3  4 0  0 4  1 1\n";
/// Conitzer and Sandholm (2006): 2 in equilibrium, 3 by an action, 7/2 by a mix.
const COMMITMENT: &str =
    "NFG 1 R \"Commit\" { \"Leader\" \"Follower\" } { { \"up\" \"down\" } { \"left\" \"right\" } }\n2 1 1 0 4 0 3 1\n";

fn ask(game: &str, question: &str) -> (i32, String, String) {
    let words: Vec<&str> = ["solve", "-", "--method"].into_iter().chain(question.split(' ')).collect();
    run_with(game, &words)
}

#[test]
fn a_light_beats_all_equilibria_without_one() {
    let (code, out, err) = ask(CHICKEN, "correlated");
    assert_eq!(code, 0, "{err}");
    for part in ["1/2  yield, yield", "1/4  dare, yield", "together 21/2", "complete: "] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
    let (_, json, _) = ask(CHICKEN, "correlated --json");
    let answer: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer["device"]["total_payoff"], "21/2");
    assert_eq!(answer["proof"]["weights"][1], "1");
    let (code, out, _) = ask(CHICKEN, "coarse-correlated --objective most:Bob");
    assert!(code == 0 && out.contains("payoffs 2, 7"), "{out}");
    let (code, out, _) = ask(CHICKEN, "correlated --objective least:2");
    assert!(code == 0 && out.contains("payoffs 7, 2"), "{out}");
}

#[test]
fn whoever_moves_first_may_commit_to_a_mix() {
    let (code, out, err) = ask(COMMITMENT, "stackelberg");
    assert!(code == 0 && out.contains("the leader earns 7/2 (") && out.contains("the leader earns 3,"), "{out}{err}");
    let (code, out, _) = ask(COMMITMENT, "stackelberg --leader Follower --json");
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &answer["leader"]), (0, &"Follower".into()));
}

#[test]
fn dominance_solves_the_dilemma_and_says_how() {
    for (question, kind) in [("strict-dominance", "strictly"), ("weak-dominance", "weakly")] {
        let (code, out, _) = ask(DILEMMA, question);
        assert!(code == 0 && out.contains(&format!("North's pause is {kind} dominated by race")), "{out}");
        assert!(out.contains("South keeps race") && out.contains("solved by dominance"), "{out}");
    }
    let (_, out, _) = ask(CHICKEN, "strict-dominance");
    assert!(out.contains("no action is strictly dominated"), "{out}");
}

#[test]
fn stable_mixes_need_a_symmetric_game() {
    let (code, out, _) = ask(CHICKEN, "ess");
    assert!(code == 0 && out.contains("1. dare (1/3) + yield (2/3)"), "{out}");
    let (code, out, err) = ask(COMMITMENT, "ess");
    assert!(
        code != 0 && out.is_empty() && err.contains("is not symmetric, expected") && err.contains("change seats"),
        "{err}"
    );
}

#[test]
fn options_that_nothing_reads_and_names_that_nobody_has_are_refused() {
    for (question, expected) in [
        ("ess --leader 2", "does not use it"),
        ("strict-dominance --objective total", "does not use it"),
        ("lcp --objective total", "goes with --method correlated"),
        ("correlated --objective nice", "most:PLAYER"),
        ("correlated --objective most:Eve", "\"Ann\", \"Bob\""),
        ("correlated --objective most:0", "a number from 1 to 2"),
        ("stackelberg --leader 3", "a number from 1 to 2"),
        ("correlated --format gambit", "Nash equilibria"),
        ("correlated --select payoff-dominant", "Nash equilibria"),
        ("magic", "strict-dominance: what is left"),
    ] {
        let (code, out, err) = ask(CHICKEN, question);
        assert!(code == 2 && out.is_empty() && err.contains(expected), "{question}: {out}{err}");
    }
    let three = "NFG 1 R \"\" { \"1\" \"2\" \"3\" } { 1 1 1 }\n0 0 0\n";
    let (code, _, err) = ask(three, "stackelberg");
    assert!(code == 2 && err.contains("found 3 players"), "{err}");
}

#[test]
fn a_budget_ends_the_search_and_says_so() {
    let (code, out, _) = ask(CHICKEN, "correlated --steps 0");
    assert!(code == 3 && out.contains("partial: "), "{out}");
    let (code, out, err) = ask(CHICKEN, "correlated --steps 0 --strict");
    assert!(code == 1 && out.is_empty() && err.contains("strictly"), "{err}");
}

#[test]
fn a_tree_is_asked_through_its_strategies() {
    let tree = "EFG 2 R \"Entry\" { \"Entrant\" \"Incumbent\" }\np \"\" 1 1 \"\" { \"out\" \"in\" } 0\nt \"\" 1 \"\" { 1 5 }\np \"\" 2 1 \"\" { \"share\" \"fight\" } 0\nt \"\" 2 \"\" { 2 2 }\nt \"\" 3 \"\" { 0 0 }\n";
    let (code, out, err) = ask(tree, "stackelberg --leader Incumbent");
    assert!(code == 0 && out.contains("best action: fight; reply out"), "{out}{err}");
}
