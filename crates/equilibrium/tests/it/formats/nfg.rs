//! Gambit's strategic form.

use std::io::Read;

use moloch_equilibrium::finite::formats::nfg;
use moloch_equilibrium::finite::{Game, parse_exact};
use proptest::prelude::*;

use super::super::finite::support::{expected, known_game};
use super::random::game;

fn read(text: &str) -> Game {
    nfg::read("test.nfg", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_payoff_form_is_read_with_names_and_with_numbers_of_actions() {
    let counted = read("NFG 1 R \"t\" { \"A\" \"B\" } { 2 3 }\n\n1 2 3 4 5 6 7 8 9 10 11 12");
    assert_eq!(counted.title(), "t");
    assert_eq!(counted.action_counts(), [2, 3]);
    assert_eq!(counted.players()[1].actions(), ["1", "2", "3"]);
    // The second profile is (2, 1).
    assert_eq!((counted.payoff(0, &[1, 0]), counted.payoff(1, &[1, 0])), (Some(3.0), Some(4.0)));
    let named = read(
        "NFG 1 D \"t\" { \"A\" \"B\" }\n{ { \"u\" \"d\" } { \"l\" \"m\" \"r\" } }\n\"a remark with { and \\\"\"\n1 2 3 4 5 6 7 8 9 10 11 12",
    );
    assert_eq!(named.players()[0].actions(), ["u", "d"]);
    assert_eq!(named.payoff(1, &[1, 2]), Some(12.0));
}

#[test]
fn integers_decimals_and_fractions_are_exact() {
    let game = read("NFG 1 R \"t\" { \"A\" } { 6 } 0.1 -31/3 1e2 +4 .5 12345678901234567890123");
    for (action, text) in ["1/10", "-31/3", "100", "4", "1/2", "12345678901234567890123"].iter().enumerate() {
        assert_eq!(game.exact_payoff(0, &[action]), Some(parse_exact(text).unwrap()), "{text}");
    }
}

#[test]
fn outcome_zero_pays_nothing_and_outcomes_may_be_shared() {
    let head = "NFG 1 R \"t\" { \"A\" \"B\" } { { \"a\" \"b\" } { \"x\" \"y\" } } \"remark\"";
    let text = format!("{head} {{ {{ \"win\" 1, 1/2 }} {{ \"\" -1 0.25 }} {{ 7, 8 }} }} 0 1 3 1");
    let game = read(&text);
    let pays = |profile: &[usize]| [0, 1].map(|player| game.payoff(player, profile).unwrap());
    assert_eq!(pays(&[0, 0]), [0.0, 0.0]);
    assert_eq!(pays(&[1, 0]), [1.0, 0.5]);
    assert_eq!(pays(&[0, 1]), [7.0, 8.0]);
    assert_eq!(pays(&[1, 1]), [1.0, 0.5]);
}

#[test]
fn an_outcome_that_nobody_reaches_leaves_no_trace() {
    let head = "NFG 1 R \"t\" { \"A\" \"B\" } { 2 1 }";
    let game = read(&format!("{head} {{ {{ 1, 2 }} {{ 30.5, 1/3 }} {{ 1e200, 0.1 }} }} 1 0"));
    assert_eq!(game, read(&format!("{head} 1 2 0 0")));
    let game = read(&format!("{head} {{ {{ 1/2, 2 }} {{ 1/3, 1/12345678901234567890 }} }} 1 1"));
    assert_eq!(game, read(&format!("{head} 1/2 2 1/2 2")));
}

#[test]
fn blank_names_are_replaced_by_numbers() {
    let game = read("NFG 1 R \"\" { \"\" \" \" } { { \"\" \"up\" } { \"\" } } 1 2 3 4");
    assert_eq!(game.title(), "Untitled game");
    assert_eq!(game.players()[0].name(), "Player 1");
    assert_eq!(game.players()[1].name(), "Player 2");
    assert_eq!(game.players()[0].actions(), ["1", "up"]);
}

#[test]
fn byte_order_marks_and_line_ends_of_other_systems_are_read() {
    let game = read("\u{feff}NFG 1 R \"t\" { \"A\" }\r\n{ 2 }\r\n\r\n1\r\n2\r\n");
    assert_eq!(game.payoff(0, &[1]), Some(2.0));
}

#[test]
fn every_reference_game_reads_back_the_same() {
    for name in expected().keys() {
        let path = format!("{}/tests/data/games/{name}.nfg", env!("CARGO_MANIFEST_DIR"));
        let game = nfg::read(name, std::fs::File::open(path).unwrap()).unwrap();
        let known = known_game(name);
        for number in 0..game.profile_count() {
            let profile = game.profile(number).unwrap();
            for player in 0..game.player_count() {
                assert_eq!(game.exact_payoff(player, &profile), known.exact_payoff(player, &profile), "{name}");
            }
        }
        assert_eq!(game.title(), known.title(), "{name}");
        assert_eq!(read(&nfg::write(&game)), game, "{name}");
    }
}

#[test]
fn doubles_are_written_as_the_fractions_they_are() {
    let game = Game::bimatrix(&[[0.1, 1e-300], [-3.5, 2.0]], &[[0.0, 1.0], [1e22, 0.3]]).unwrap();
    let again = read(&nfg::write(&game));
    for number in 0..4 {
        let profile = game.profile(number).unwrap();
        for player in 0..2 {
            assert_eq!(game.exact_payoff(player, &profile), again.exact_payoff(player, &profile));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_written_game_reads_back_the_same(game in game()) {
        prop_assert_eq!(read(&nfg::write(&game)), game);
    }
}

/// A source that is longer than any buffer: a head and then as many payoffs as are asked for.
struct Endless {
    head: &'static [u8],
    left: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.head.is_empty() {
            let length = self.head.len().min(buffer.len());
            buffer[..length].copy_from_slice(&self.head[..length]);
            self.head = &self.head[length..];
            return Ok(length);
        }
        let length = usize::try_from(self.left).unwrap().min(buffer.len());
        for (k, byte) in buffer[..length].iter_mut().enumerate() {
            *byte = if (self.left - k as u64).is_multiple_of(2) { b'7' } else { b' ' };
        }
        self.left -= length as u64;
        Ok(length)
    }
}

#[test]
fn a_large_file_is_read_as_a_stream() {
    let source = Endless { head: b"NFG 1 R \"wide\" { \"A\" \"B\" } { 500 500 }\n", left: 1_000_000 };
    let game = nfg::read("wide.nfg", source).unwrap();
    assert_eq!(game.payoff(1, &[499, 499]), Some(7.0));
}

#[test]
fn a_game_that_is_too_large_is_refused_before_its_payoffs_are_read() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            panic!("nothing is read after the head")
        }
    }
    let head = "NFG 1 R \"t\" { \"A\" \"B\" \"C\" } { 1000 1000 1000 }\n".to_owned() + &" ".repeat(1000);
    let error = nfg::read("huge.nfg", head.as_bytes().chain(Broken)).unwrap_err();
    assert_eq!(error.faults().iter().next().unwrap().code, "too-large");
}

#[test]
fn a_disk_that_fails_is_a_fault() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is on fire"))
        }
    }
    let error = nfg::read("burnt.nfg", b"NFG 1 R ".as_slice().chain(Failing)).unwrap_err();
    assert!(error.to_string().contains("the disk is on fire"), "{error}");
}
