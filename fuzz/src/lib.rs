//! One function per reader: it takes any bytes, and panics if a promise is broken.

use moloch_core::Effort;
use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::check::{Claim, check};
use moloch_equilibrium::finite::formats::{FormatError, gam, json, nfg, solution};
use moloch_equilibrium::sequential::{self, Tree};

/// A target by name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("nfg", nfg),
    ("efg", efg),
    ("gam", gam),
    ("game_json", game_json),
    ("solution_json", solution_json),
    ("rows", rows),
];

/// Games larger than this are not written again: the time is better spent on more inputs.
const MAX_PAYOFFS: usize = 10_000;
/// Trees larger than this are not solved.
const MAX_NODES: usize = 64;

fn refused(error: &FormatError) {
    assert!(!error.faults().is_empty(), "a refusal without a fault");
    for fault in error.faults() {
        assert!(!fault.found.is_empty() && !fault.expected.is_empty() && !fault.next.is_empty(), "{fault}");
    }
    assert!(error.to_string().len() < 200_000, "a message without end");
}

fn small(game: &Game) -> bool {
    game.profile_count() * game.player_count() <= MAX_PAYOFFS
}

/// Gambit's strategic form.
pub fn nfg(bytes: &[u8]) {
    match nfg::read("input", bytes) {
        Ok(game) if small(&game) => assert_eq!(nfg::read("again", nfg::write(&game).as_bytes()).as_ref(), Ok(&game)),
        Ok(_) => {}
        Err(error) => refused(&error),
    }
}

/// Gambit's extensive form: what is read is written, read again, and solved with a small budget.
pub fn efg(bytes: &[u8]) {
    match sequential::efg::read("input", bytes) {
        Ok(tree) => {
            let again = sequential::efg::read("again", sequential::efg::write(&tree).as_bytes());
            assert_eq!(again.as_ref(), Ok(&tree));
            if tree.node_count() <= MAX_NODES {
                solved(&tree);
            }
        }
        Err(error) => refused(&error),
    }
}

/// An answer or an error, and no certificate that fails.
fn solved(tree: &Tree) {
    let effort = Effort::unlimited().with_steps(100);
    if let Ok(set) = sequential::subgame_perfect(tree, &effort) {
        assert!(set.equilibria.iter().all(|one| one.certificate().passes()));
    }
}

/// GameTracer's form.
pub fn gam(bytes: &[u8]) {
    match gam::read("input", bytes) {
        Ok(game) if small(&game) => assert_eq!(gam::read("again", gam::write(&game).as_bytes()).as_ref(), Ok(&game)),
        Ok(_) => {}
        Err(error) => refused(&error),
    }
}

/// Our JSON of games.
pub fn game_json(bytes: &[u8]) {
    match json::read("input", bytes) {
        Ok(game) if small(&game) => assert_eq!(json::read("again", json::write(&game).as_bytes()).as_ref(), Ok(&game)),
        Ok(_) => {}
        Err(error) => refused(&error),
    }
}

/// Our JSON of solutions, which are then checked against a game.
pub fn solution_json(bytes: &[u8]) {
    match solution::read("input", bytes) {
        Ok(claim) => {
            let again = solution::read("again", solution::write(&claim).as_bytes());
            assert_eq!(again.as_ref(), Ok(&claim));
            judged(&claim);
        }
        Err(error) => refused(&error),
    }
}

/// Gambit's rows, which are then checked against a game.
pub fn rows(bytes: &[u8]) {
    match solution::rows::read("input", bytes, &game()) {
        Ok(claim) => judged(&claim),
        Err(error) => refused(&error),
    }
}

/// The game of the seeds of solutions.
fn game() -> Game {
    Game::bimatrix(&[[3, 3], [2, 5], [0, 6]], &[[3, 3], [2, 6], [3, 1]]).expect("a game")
}

fn judged(claim: &Claim) {
    let report = check(&game(), claim, &Effort::unlimited().with_steps(10_000));
    assert!(!report.to_string().is_empty());
}
