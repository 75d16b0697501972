//! Bytes that nobody meant as a file: readers answer, and never panic.

use moloch_core::Effort;
use moloch_equilibrium::finite::check::{Claim, check};
use moloch_equilibrium::finite::formats::solution::{self, rows};
use moloch_equilibrium::finite::formats::{FormatError, gam, json, nfg, read_game_from};
use moloch_equilibrium::finite::{Game, pure_equilibria, two_by_two};
use proptest::collection::vec;
use proptest::prelude::*;

use super::random::game;

/// What every refusal says.
fn says_what_to_do(error: &FormatError) {
    assert!(!error.faults().is_empty());
    for fault in error.faults() {
        assert!(!fault.found.is_empty() && !fault.expected.is_empty() && !fault.next.is_empty(), "{fault}");
        assert!(fault.place.line >= 1 && fault.place.column >= 1, "{fault}");
    }
    let text = error.to_string();
    assert!(text.lines().all(|line| line.chars().count() < 1_200), "{text}");
}

fn answers(result: Result<Game, FormatError>) {
    match result {
        Ok(game) => assert!(game.profile_count() >= 1),
        Err(error) => says_what_to_do(&error),
    }
}

fn says(error: Option<&FormatError>) {
    if let Some(error) = error {
        says_what_to_do(error);
    }
}

/// Two strict equilibria and a mixed one.
fn pennies() -> Game {
    Game::bimatrix(&[[4, 1], [3, 2]], &[[4, 3], [1, 2]]).unwrap()
}

/// Whatever a file says, the checker answers.
fn judged(game: &Game, claim: Result<Claim, FormatError>) {
    match claim {
        Ok(claim) => assert!(!check(game, &claim, &Effort::unlimited()).to_string().is_empty()),
        Err(error) => says_what_to_do(&error),
    }
}

/// One change of a file: a byte replaced, a piece cut out, a piece repeated or put elsewhere.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Replace(usize, u8),
    Cut(usize, usize),
    Repeat(usize, usize),
    Insert(usize, &'static [u8]),
}

pub(super) fn change() -> impl Strategy<Value = Change> {
    const PIECES: &[&[u8]] = &[
        b"{",
        b"}",
        b"\"",
        b"\\",
        b",",
        b"-",
        b"/0",
        b"1e999",
        b"\0",
        b"\xff",
        b"\n",
        b"99999999999999999999",
        b"NFG",
        b"[",
        b"]",
        b":",
        b"null",
        b"0",
        b"NE,",
        b"p \"",
    ];
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        (any::<usize>(), 1_usize..20).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<usize>(), 1_usize..20).prop_map(|(at, length)| Change::Repeat(at, length)),
        (any::<usize>(), prop::sample::select(PIECES)).prop_map(|(at, piece)| Change::Insert(at, piece)),
    ]
}

pub(super) fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        match *change {
            Change::Replace(at, byte) => {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            Change::Cut(at, length) => {
                let at = at % bytes.len();
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Change::Repeat(at, length) => {
                let at = at % bytes.len();
                let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            Change::Insert(at, piece) => {
                let at = at % bytes.len();
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_are_refused_in_words(bytes in vec(any::<u8>(), 0..200)) {
        answers(nfg::read("random", bytes.as_slice()));
        answers(gam::read("random", bytes.as_slice()));
        answers(json::read("random", bytes.as_slice()));
        let _ = read_game_from("random", bytes.as_slice(), None);
        let game = pennies();
        says(solution::read("random", bytes.as_slice()).err().as_ref());
        says(rows::read("random", bytes.as_slice(), &game).err().as_ref());
    }

    #[test]
    fn a_changed_nfg_file_is_read_or_refused(game in game(), changes in vec(change(), 1..5)) {
        answers(nfg::read("changed", changed(nfg::write(&game).into_bytes(), &changes).as_slice()));
    }

    #[test]
    fn a_changed_gam_file_is_read_or_refused(game in game(), changes in vec(change(), 1..5)) {
        answers(gam::read("changed", changed(gam::write(&game).into_bytes(), &changes).as_slice()));
    }

    #[test]
    fn a_changed_json_game_is_read_or_refused(game in game(), changes in vec(change(), 1..5)) {
        answers(json::read("changed", changed(json::write(&game).into_bytes(), &changes).as_slice()));
    }

    #[test]
    fn a_changed_solution_is_read_or_refused_and_judged(changes in vec(change(), 1..5)) {
        let game = pennies();
        let set = two_by_two(&game).unwrap();
        let claim = solution::from_set(&game, &set, Some(1));
        let text = changed(solution::write(&claim).into_bytes(), &changes);
        judged(&game, solution::read("changed", text.as_slice()));
        let text = changed(rows::write(&claim, None).into_bytes(), &changes);
        judged(&game, rows::read("changed", text.as_slice(), &game));
        let pure = solution::from_set(&game, &pure_equilibria(&game).unwrap().to_set(&game).unwrap(), None);
        let text = changed(solution::write(&pure).into_bytes(), &changes);
        judged(&game, solution::read_any("changed", text.as_slice(), &game));
    }
}
