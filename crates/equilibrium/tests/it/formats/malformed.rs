//! Malformed files and the messages they get, in one snapshot.
//!
//! After a change of wording, `INSTA_UPDATE=always cargo test -p moloch-equilibrium malformed` rewrites it; read it.

use std::fmt::Write;

use insta::{assert_snapshot, with_settings};
use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::formats::solution::{self, rows};
use moloch_equilibrium::finite::formats::{FormatError, gam, json, nfg};

/// What a file lacks, and the file.
type Case<'a> = (&'a str, &'a [u8]);

const NFG: &[Case<'_>] = &[
    ("empty file", b""),
    ("only spaces", b" \n\t\n"),
    ("another format", b"EFG 2 R \"t\" { \"A\" }"),
    ("small letters", b"nfg 1 R \"t\" { \"A\" } { 1 } 0"),
    ("no format at all", b"hello world"),
    ("version 2", b"NFG 2 R \"t\" { \"A\" } { 2 } 1 2"),
    ("unknown kind of numbers", b"NFG 1 Q \"t\" { \"A\" } { 2 } 1 2"),
    ("kind of numbers missing", b"NFG 1 \"t\" { \"A\" } { 2 } 1 2"),
    ("title without quotes", b"NFG 1 R title { \"A\" } { 2 } 1 2"),
    ("title without an end", b"NFG 1 R \"title { } { 2 } 1 2\n3 4\n"),
    ("bad escape", b"NFG 1 R \"a\\qb\" { \"A\" } { 2 } 1 2"),
    ("two bad escapes", b"NFG 1 R \"C:\\dir\" { \"A\\n\" } { 2 } 1 2"),
    ("no players", b"NFG 1 R \"t\" { } { } "),
    ("players without braces", b"NFG 1 R \"t\" \"A\" \"B\" { 2 2 } 1 2 3 4 5 6 7 8"),
    ("player without quotes", b"NFG 1 R \"t\" { A B } { 2 2 } 1 2 3 4 5 6 7 8"),
    ("players with a comma", b"NFG 1 R \"t\" { \"A\", \"B\" } { 2 2 } 1 2 3 4 5 6 7 8"),
    ("player named twice", b"NFG 1 R \"t\" { \"A\" \"A\" } { 1 1 } 1 2"),
    ("action named twice", b"NFG 1 R \"t\" { \"A\" \"B\" } { { \"x\" \"x\" } { \"y\" } } 1 2 3 4"),
    ("blank name meets a number", b"NFG 1 R \"t\" { \"A\" } { { \"2\" \"\" } } 1 2"),
    ("many repeated names", b"NFG 1 R \"t\" { \"A\" \"A\" \"B\" \"B\" } { { \"x\" \"x\" } 1 1 1 } 1 2"),
    ("one count too few", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 } 1 2 3 4"),
    ("one count too many", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 2 2 } 1 2 3 4"),
    ("no action", b"NFG 1 R \"t\" { \"A\" } { 0 } "),
    ("list without an action", b"NFG 1 R \"t\" { \"A\" } { { } } "),
    ("negative count", b"NFG 1 R \"t\" { \"A\" } { -2 } 1 2"),
    ("count that is a decimal", b"NFG 1 R \"t\" { \"A\" } { 2.0 } 1 2"),
    ("count that overflows", b"NFG 1 R \"t\" { \"A\" } { 99999999999999999999999 } 1"),
    ("count beyond the limit", b"NFG 1 R \"t\" { \"A\" } { 2000000 } 1"),
    ("product beyond the limit", b"NFG 1 R \"t\" { \"A\" \"B\" \"C\" } { 4000 4000 4000 } 1"),
    ("braces never closed", b"NFG 1 R \"t\" { \"A\" \"B\""),
    ("too few payoffs", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 2 }\n1 2 3 4\n5 6\n7"),
    ("too many payoffs", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 2 }\n1 2 3 4\n5 6\n7 8 9\n10\n"),
    ("no payoffs", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 2 }"),
    ("text after the payoffs", b"NFG 1 R \"t\" { \"A\" } { 2 } 1 2 end"),
    ("not a number", b"NFG 1 R \"t\" { \"A\" } { 2 } 1 two"),
    ("several numbers wrong", b"NFG 1 R \"t\" { \"A\" \"B\" } { 1 2 }\n1/0 0x10\n1e999999 --3"),
    ("infinite and not a number", b"NFG 1 R \"t\" { \"A\" } { 2 } inf NaN"),
    ("decimal comma", b"NFG 1 R \"t\" { \"A\" } { 2 }\n1,5 2,5"),
    ("payoffs with commas", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 1 } 1, 2, 3, 4"),
    ("payoff in quotes", b"NFG 1 R \"t\" { \"A\" } { 2 } \"comment\" 1 \"2\""),
    ("payoff beyond doubles", b"NFG 1 R \"t\" { \"A\" } { 2 } 1e305 2"),
    ("payoffs in braces", b"NFG 1 R \"t\" { \"A\" } { 2 } 1 { 2 }"),
    ("outcome with one payoff", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 1 } { { \"win\" 1 } { \"lose\" 1, 2, 3 } } 1 2"),
    ("outcome that is not listed", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 1 } { { \"win\" 1, 2 } } 1 5"),
    ("outcome below zero", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 1 } { { \"win\" 1, 2 } } -1 1.5"),
    ("outcome numbers missing", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 2 }\n{ { \"win\" 1, 2 } }\n1 0 1"),
    ("too many outcome numbers", b"NFG 1 R \"t\" { \"A\" } { 2 } { { \"win\" 1 } } 1 0 1"),
    ("outcome without braces", b"NFG 1 R \"t\" { \"A\" \"B\" } { 2 1 } { \"win\" 1, 2 } 1 1"),
    ("outcome with a bad number", b"NFG 1 R \"t\" { \"A\" } { 1 } { { \"win\" 1/0 } } 1"),
    ("deep nesting", b"NFG 1 R \"t\" { \"A\" } { { { { { { { { { { \"x\" } } } } } } } } } } 1"),
    ("NUL byte", b"NFG 1 R \"t\0\" { \"A\" } { 1 } 1"),
    ("another encoding", b"NFG 1 R \"caf\xe9\" { \"A\" } { 1 } 1"),
    ("sixteen bits to a character", b"\xff\xfeN\0F\0G\0 \x001\0 \0R\0"),
    ("wide characters before the fault", "NFG 1 R \"競争 🙂\" { \"Ω\" \"Ω\" } { 1 1 } 1 x".as_bytes()),
];

const GAM: &[Case<'_>] = &[
    ("empty file", b""),
    ("no number", b"two\n2 2"),
    ("no players", b"0"),
    ("too many players", b"1001"),
    ("count missing", b"2\n2"),
    ("no actions", b"2\n2 0\n1 2"),
    ("payoff beyond doubles", b"2\n2 1\n\n1 1e400 3 4"),
    ("too large", b"3\n9999 9999 9999\n1 2"),
    ("too few payoffs", b"2\n2 1\n\n1 2 3"),
    ("too many payoffs", b"2\n2 1\n\n1 2 3 4 5"),
    ("not numbers", b"2\n2 1\n\n1 x 1/0 4"),
    ("commas", b"2\n2 1\n\n1, 2, 3, 4"),
];

const HEAD: &str = "\"format\": \"moloch-game\", \"version\": 1";

/// Fields after the head of a JSON game.
const JSON: &[(&str, &str)] = &[
    ("no players and no payoffs", ""),
    ("players that are none", ", \"players\": 2, \"payoffs\": []"),
    ("no player", ", \"players\": [], \"payoffs\": []"),
    ("player without actions", ", \"players\": [{ \"name\": \"A\" }], \"payoffs\": [[1]]"),
    ("list without an action", ", \"players\": [{ \"name\": \"A\", \"actions\": [] }], \"payoffs\": [[1]]"),
    (
        "blank and repeated names",
        ", \"players\": [{ \"name\": \" \", \"actions\": [\"x\", \"x\"] }],\n  \"payoffs\": [[1, 2]]",
    ),
    ("unknown key", ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\"], \"age\": 3 }], \"payoffs\": [[1]]"),
    ("key twice", ", \"players\": [{ \"name\": \"A\", \"name\": \"B\", \"actions\": [\"x\"] }], \"payoffs\": [[1]]"),
    ("too few payoffs", ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\", \"y\"] }], \"payoffs\": [[1]]"),
    ("too many payoffs", ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\"] }], \"payoffs\": [[1, 2]]"),
    (
        "payoffs of one player missing",
        ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\"] }, { \"name\": \"B\", \"actions\": [\"x\"] }], \"payoffs\": [[1]]",
    ),
    (
        "payoffs that are no numbers",
        ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\", \"y\", \"z\"] }],\n  \"payoffs\": [[null, \"one\", \"1/0\"]]",
    ),
    ("payoff beyond doubles", ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\"] }],\n  \"payoffs\": [[1e400]]"),
    (
        "payoffs spread beyond doubles",
        ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\", \"y\"] }],\n  \"payoffs\": [[9e299, -9e299]]",
    ),
    ("leading zero", ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\"] }],\n  \"payoffs\": [[03]]"),
    ("nothing behind the point", ", \"players\": [{ \"name\": \"A\", \"actions\": [\"x\"] }],\n  \"payoffs\": [[-1.]]"),
    ("unknown key twice", ", \"colour\": 1, \"colour\": 2"),
    ("comma after the last", ", \"players\": [1,]"),
    ("colon missing", ", \"players\" []"),
    ("bad escape", ", \"title\": \"a\\qb\""),
    ("half a character", ", \"title\": \"\\ud800\""),
    ("new line in text", ", \"title\": \"a\nb\""),
    ("not a value", ", \"title\": hello"),
    ("too deep", ", \"title\": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
];

const OTHER_JSON: &[Case<'_>] = &[
    ("empty file", b""),
    ("a list", b"[1, 2]"),
    ("never closed", b"{ \"format\": \"moloch-game\""),
    ("text never closed", b"{ \"format\": \"moloch-game"),
    ("another format", b"{ \"format\": \"moloch-solution\", \"version\": 1 }"),
    ("a later version", b"{ \"format\": \"moloch-game\", \"version\": 2 }"),
    ("another encoding", b"{ \"format\": \"\xe9\" }"),
    ("more after the end", b"{ \"format\": \"moloch-game\" } x"),
];

const SOLUTIONS: &[Case<'_>] = &[
    ("nothing said", br#"{ "format": "moloch-solution", "version": 1 }"#),
    ("unknown words", br#"{ "format": "moloch-solution", "version": 1, "scope": "some", "completeness": { "kind": "maybe" } }"#),
    ("reason missing", br#"{ "format": "moloch-solution", "version": 1, "scope": "all", "completeness": { "kind": "complete" } }"#),
    ("seed below zero", br#"{ "format": "moloch-solution", "version": 1, "scope": "all", "completeness": { "kind": "sample" }, "seed": -1 }"#),
    ("component with faults", br#"{ "format": "moloch-solution", "version": 1, "scope": "all", "completeness": { "kind": "sample" },
  "components": [ { "dimension": 0.5, "extreme_points": [ [["1", "x"], 3] ], "colour": 1 } ] }"#),
    ("point with faults", br#"{ "format": "moloch-solution", "version": 1, "scope": "one", "completeness": { "kind": "sample" },
  "points": [ { "profile": [["1/0"], [true]], "radius": 1e999, "index": "1" }, 7 ] }"#),
];

const ROWS: &[Case<'_>] = &[
    ("other rows", b"convex-1,1,0,1,0\n"),
    ("one too few and one too many", b"NE,1,0,1\nNE,1,0,1,0,0\n"),
    ("not a probability", b"NE,1,0,one,0\n"),
    ("braces", b"NE,{1,0},{1,0}\n"),
    ("two in one line", b"NE,1,0,1,0 NE,1,0,1,0\n"),
    ("not text", b"NE,1,0,\xff,0\n"),
];

fn messages<T>(cases: &[Case<'_>], read: impl Fn(&[u8]) -> Result<T, FormatError>) -> String {
    let mut text = String::new();
    for (what, bytes) in cases {
        let Err(error) = read(bytes) else { panic!("{what} was accepted") };
        assert!(!error.faults().is_empty(), "{what}");
        writeln!(text, "## {what}\n\nfailed to {error}").unwrap();
    }
    text
}

fn compare(name: &str, text: &str) {
    with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        assert_snapshot!(name, text);
    });
}

#[test]
fn malformed_nfg_files_are_refused_in_the_same_words_as_before() {
    compare("nfg", &messages(NFG, |bytes| nfg::read("game.nfg", bytes)));
}

#[test]
fn malformed_gam_files_are_refused_in_the_same_words_as_before() {
    compare("gam", &messages(GAM, |bytes| gam::read("game.gam", bytes)));
}

#[test]
fn malformed_json_games_are_refused_in_the_same_words_as_before() {
    let texts: Vec<String> = JSON.iter().map(|(_, fields)| format!("{{ {HEAD}{fields} }}")).collect();
    let cases: Vec<Case<'_>> = JSON.iter().zip(&texts).map(|((what, _), text)| (*what, text.as_bytes())).collect();
    let read = |bytes: &[u8]| json::read("game.json", bytes);
    compare("json", &(messages(OTHER_JSON, read) + &messages(&cases, read)));
}

#[test]
fn malformed_solutions_are_refused_in_the_same_words_as_before() {
    let game = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    let json = messages(SOLUTIONS, |bytes| solution::read("solution.json", bytes));
    compare("solutions", &(json + &messages(ROWS, |bytes| rows::read("rows.ne", bytes, &game))));
}

#[test]
fn a_json_game_with_very_many_faults_is_refused_at_once() {
    let payoffs = vec!["null"; 100_000].join(",");
    let actions: Vec<String> = (0..100_000).map(|k| format!("\"{k}\"")).collect();
    let text = format!(
        "{{ {HEAD}, \"players\": [{{ \"name\": \"A\", \"actions\": [{}] }}], \"payoffs\": [[{payoffs}]] }}",
        actions.join(",")
    );
    let error = json::read("wrong.json", text.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("100000 faults"), "{}", error.to_string().lines().next().unwrap());
}

#[test]
fn a_long_line_is_shown_around_the_token_only() {
    let text = format!("NFG 1 R \"t\" {{ \"A\" }} {{ 9000 }} {}oops {}", "1 ".repeat(4000), "2 ".repeat(4999));
    let error = nfg::read("long.nfg", text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("long.nfg:1:8030"), "{error}");
    assert!(error.contains("oops 2 2"), "{error}");
    assert!(error.lines().all(|line| line.chars().count() < 150), "{error}");
}

#[test]
fn of_very_many_faults_the_first_are_listed() {
    let text = format!("NFG 1 R \"t\" {{ \"A\" }} {{ 300 }}\n{}", "x\n".repeat(300));
    let error = nfg::read("wrong.nfg", text.as_bytes()).unwrap_err();
    assert_eq!(error.faults().len(), 20);
}
