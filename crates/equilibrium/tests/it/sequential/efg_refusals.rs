//! Malformed files: the place, what stands there, what may stand there.

use moloch_equilibrium::sequential::efg;

/// Text after a header for two players, the line and column of the fault, and what the message must say.
const BODIES: [(&str, u32, u32, &str); 31] = [
    ("", 2, 1, "found the end of the file, expected a node"),
    ("x \"\" 0", 2, 1, "found `x`, expected a node: `c`, `p` or `t`"),
    ("{ }", 2, 1, "found `{`, expected a node"),
    ("t 0", 2, 3, "expected the node's label in quotes"),
    ("t \"\" ", 2, 6, "expected the number of the outcome"),
    ("t \"\" -1", 2, 6, "found `-1`, expected the number of the outcome"),
    ("t \"\" 1.5", 2, 6, "found `1.5`, expected the number of the outcome"),
    ("t \"\" 1", 2, 6, "expected an outcome with payoffs"),
    ("t \"\" 1 { 1 }", 2, 12, "found 1 payoff, expected 2 payoffs, one per player"),
    ("t \"\" 1 { 1 2 3 }", 2, 14, "found `3`, one payoff too many, expected 2 payoffs"),
    ("t \"\" 1 { 1 two }", 2, 12, "found `two`, expected a payoff"),
    ("t \"\" 1 { 1 \"2\" }", 2, 12, "found \"2\", expected a payoff"),
    ("t \"\" 1 { 1 1/0 }", 2, 12, "next: do not divide by zero"),
    ("t \"\" 1 { 1 1e9999 }", 2, 12, "powers of ten from -1000 to 1000"),
    ("t \"\" 0 { 1 2 }", 2, 8, "no payoffs: 0 means that there is no outcome"),
    ("t \"\" 1 { 1 2 } t \"\" 0", 2, 16, "found `t`, expected the end of the file"),
    ("p \"\" 0 1 { \"x\" } 0", 2, 6, "found `0`, expected a player from 1 to 2"),
    ("p \"\" 3 1 { \"x\" } 0", 2, 6, "found `3`, expected a player from 1 to 2"),
    ("p \"\" 1 0 { \"x\" } 0", 2, 8, "found `0`, expected a whole number from 1"),
    ("p \"\" 1 1 0", 2, 8, "expected a set whose actions are known"),
    ("p \"\" 1 1 { } 0", 2, 10, "found no actions, expected at least one action"),
    ("p \"\" 1 1 { x } 0", 2, 12, "found `x`, expected a name in quotes or `}`"),
    ("p \"\" 1 1 { \"x\" \"y\" } 0\nt \"\" 0", 3, 7, "the tree lacks at least 1 node"),
    (
        "p \"\" 1 1 { \"x\" } 0\np \"\" 1 1 { \"z\" } 0 t \"\" 0",
        3,
        10,
        "found actions that differ from those given first",
    ),
    ("p \"\" 1 1 { \"x\" } 0\np \"\" 1 1 { \"x\" \"y\" } 0 t \"\" 0", 3, 10, "found 2 actions after 1 the first time"),
    (
        "p \"\" 1 1 \"i\" { \"x\" } 0\np \"\" 1 1 \"j\" 0 t \"\" 0",
        3,
        10,
        "found \"j\", expected the name given first, `i`",
    ),
    (
        "c \"\" 1 { \"a\" 1/2 \"b\" 1/3 } 0",
        2,
        8,
        "found probabilities that sum to 5/6, expected probabilities that sum to exactly 1",
    ),
    ("c \"\" 1 { \"a\" 3/2 \"b\" -1/2 } 0", 2, 8, "found probability -1/2 of action 2"),
    ("p \"\" 1 1 { \"L\" \"R\" \"L\" } 0", 2, 20, "found the name \"L\" a second time, expected a name of its own"),
    ("t \"\" 1 { 1 1e400 }", 2, 12, "found `1e400`, expected a number from -1e300 to 1e300"),
    ("c \"\" 1 { \"a\" \"b\" } 0", 2, 14, "found \"b\", expected a probability"),
];

/// Whole files.
const FILES: [(&str, u32, u32, &str); 14] = [
    ("", 1, 1, "found the end of the file, expected `EFG`"),
    ("NFG 1 R \"x\" { \"A\" }", 1, 1, "found `NFG`, expected `EFG`"),
    ("EFG 1 R \"x\" { \"A\" }", 1, 5, "found `1`, expected `2`"),
    ("EFG 2 Q \"x\" { \"A\" }", 1, 7, "found `Q`, expected `R` or `D`"),
    ("EFG 2 R { \"A\" }", 1, 9, "found `{`, expected the title in quotes"),
    ("EFG 2 R \"x", 1, 9, "without an end"),
    ("EFG 2 R \"x\" \"A\"", 1, 13, "expected `{` and the players' names"),
    ("EFG 2 R \"x\" { }", 1, 13, "expected at least one player"),
    ("EFG 2 R \"x\" { A }", 1, 15, "found `A`, expected a name in quotes or `}`"),
    ("EFG 2 R \"x\" { \"A\"", 1, 18, "found the end of the file, expected a name in quotes or `}`"),
    ("EFG 2 R \"x\\q\" { \"A\" } t \"\" 0", 1, 11, "within quotes"),
    ("EFG 2 R \"x\0\" { \"A\" } t \"\" 0", 1, 9, "NUL"),
    (
        "EFG 2 R \"x\" { \"A\" } c \"\" 1 { \"a\" 1 } 0\nc \"\" 1 { \"a\" 1.0 \"b\" 0 } 0 t \"\" 0",
        2,
        8,
        "found 2 actions after 1 the first time",
    ),
    (
        "EFG 2 R \"x\" { \"A\" } p \"\" 1 1 { \"a\" } 1 { 3 }\nt \"\" 1 \"\" { 4 }",
        2,
        11,
        "found payoffs that differ from those given first",
    ),
];

fn check(text: &str, line: u32, column: u32, says: &str) {
    let error = efg::parse("bad.efg", text).expect_err(text);
    let shown = error.to_string();
    assert!(shown.contains(says), "{text:?} gives\n{shown}");
    let at = |fault: &moloch_core::Fault| (fault.place.line, fault.place.column) == (line, column);
    assert!(error.faults().iter().any(at), "{text:?} is at fault at {line}:{column}\n{shown}");
    assert!(error.faults().iter().all(|fault| !fault.next.is_empty()), "{shown}");
}

#[test]
fn malformed_bodies_are_refused_with_their_place() {
    for (body, line, column, says) in BODIES {
        check(&format!("EFG 2 R \"bad\" {{ \"A\" \"B\" }}\n{body}"), line, column, says);
    }
}

#[test]
fn malformed_files_are_refused_with_their_place() {
    for (text, line, column, says) in FILES {
        check(text, line, column, says);
    }
    let error = efg::read("latin.efg", b"EFG 2 R \"caf\xe9\" { \"A\" } t \"\" 0".as_slice()).unwrap_err();
    assert!(error.to_string().contains("0xe9"), "{error}");
}

#[test]
fn several_disagreements_are_all_listed() {
    let text = "EFG 2 R \"x\" { \"A\" } p \"\" 1 1 \"i\" { \"a\" } 0\np \"\" 1 1 \"j\" { \"b\" } 0\nt \"\" 1 { 1 }";
    let error = efg::parse("two.efg", text).unwrap_err();
    assert_eq!(error.faults().len(), 2, "{error}");
    insta::assert_snapshot!(error, @r#"
    read the sequential game two.efg: 2 faults

    error[disagrees]: information set 1 of player 1: found "j", expected the name given first, `i`, or none
      --> two.efg:2:10
       |
     2 | p "" 1 1 "j" { "b" } 0
       |          ^^^
      = next: repeat the name unchanged or leave it out

    error[disagrees]: information set 1 of player 1: found actions that differ from those given first, expected the actions given where it first occurs, or none
      --> two.efg:2:14
       |
     2 | p "" 1 1 "j" { "b" } 0
       |              ^
      = next: repeat them unchanged or leave them out
    "#);
}
