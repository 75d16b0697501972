#![doc = include_str!("solution.md")]

mod convert;
mod read;
pub mod rows;
mod schema;
mod write;

use std::io::Read;

use super::error::FormatError;
use crate::finite::check::Claim;
use crate::finite::game::Game;

pub(crate) use convert::places;
pub use convert::{from_numerical, from_set};
pub use read::read;
pub(crate) use read::{claim, completeness, counter, each, is_nash, scope};
pub(crate) use schema::completeness_schema;
pub use schema::schema;
pub(super) use write::rounded;
pub use write::write;

/// The format's name, in every file.
pub(crate) const FORMAT: &str = "moloch-solution";

/// Reads a solution of a game, whether it is our JSON or `NE,...` rows.
///
/// # Errors
///
/// All faults found, each with line, column, what was expected and what to do.
pub fn read_any(name: &str, source: impl Read, game: &Game) -> Result<Claim, FormatError> {
    let (is_json, whole) = opened(source);
    if is_json { read(name, whole) } else { rows::read(name, whole, game) }
}

/// Whether a source holds JSON, by its first character that is none of white space, and the source from its start.
pub(crate) fn opened(mut source: impl Read) -> (bool, impl Read) {
    let mut start = Vec::new();
    // A source that fails here fails again in the reader, which says so.
    while start.len() < 256 && start.iter().all(|byte: &u8| byte.is_ascii_whitespace() || *byte >= 0x80) {
        let mut byte = [0];
        match source.read(&mut byte) {
            Ok(1) => start.push(byte[0]),
            _ => break,
        }
    }
    let is_json = start.last() == Some(&b'{');
    (is_json, std::io::Cursor::new(start).chain(source))
}
