//! Solution files of trees: version 1 of `moloch-behaviour`, and Gambit's `NE,...` rows in behaviour form.
//!
//! What a file says is a [`BehaviourClaim`]: plain data that nobody has checked.
//! [`check`](crate::sequential::check::check()) judges it. A tree has a strategic form too, and files that speak of that
//! one are read as such; [`Reading`] says which it was.

mod read;
mod rows;
mod schema;
mod write;

use std::io::Read;

use super::check::BehaviourClaim;
use super::tree::Tree;
use crate::finite::check::Claim;
use crate::finite::formats::FormatError;
use crate::finite::formats::solution::opened;

pub use schema::schema;
pub use write::to_json;

/// The format's name, in every file.
const FORMAT: &str = "moloch-behaviour";

/// What a solution of a tree speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Probabilities of the actions at every information set.
    Behaviour(BehaviourClaim),
    /// Probabilities of the strategies of the reduced strategic form.
    Strategic(Claim),
}

impl Reading {
    /// What was read, in words.
    pub fn text(&self) -> &'static str {
        match self {
            Self::Behaviour(_) => "behaviour: probabilities of the actions at every information set",
            Self::Strategic(_) => "mixed strategies: probabilities of the strategies of the reduced strategic form",
        }
    }
}

/// Reads a solution of a tree, whether it is our JSON or `NE,...` rows. Nothing that it says is checked.
///
/// The format in a JSON file says what it speaks of. A row speaks of behaviour when it has a number for each action of
/// every information set, player by player in the tree's order; of strategies when it has one for each strategy; where
/// both numbers are the same, of that whose probabilities add up to one.
///
/// # Errors
///
/// All faults found, each with line, column, what was expected and what to do.
pub fn read_any(name: &str, source: impl Read, tree: &Tree) -> Result<Reading, FormatError> {
    let (is_json, whole) = opened(source);
    if is_json { read::read(name, whole) } else { rows::read(name, whole, tree) }
}
