//! Which format a file has, and reading it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use moloch_core::{Fault, Place};

use super::error::FormatError;
use super::{gam, json, nfg};
use crate::finite::game::Game;

/// Bytes at the start of a file that tell its format.
const LOOKED_AT: u64 = 64;

/// A format of game files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GameFormat {
    /// Gambit's strategic form.
    Nfg,
    /// GameTracer's form.
    Gam,
    /// Our JSON.
    Json,
    /// Gambit's extensive form: a game tree, which [`crate::sequential`] deals with.
    Efg,
    /// Action-graph games.
    Agg,
}

impl GameFormat {
    /// The format that a file's extension names.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "nfg" => Some(Self::Nfg),
            "gam" => Some(Self::Gam),
            "json" => Some(Self::Json),
            "efg" => Some(Self::Efg),
            "agg" | "bagg" => Some(Self::Agg),
            _ => None,
        }
    }

    /// The format that the first bytes of a file look like.
    pub fn of_start(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match bytes {
            [b'N', b'F', b'G', ..] => Some(Self::Nfg),
            [b'E', b'F', b'G', ..] => Some(Self::Efg),
            [b'#', b'A', b'G', b'G', ..] | [b'#', b'B', b'A', b'G', ..] => Some(Self::Agg),
            [b'{', ..] => Some(Self::Json),
            [b'0'..=b'9', ..] => Some(Self::Gam),
            _ => None,
        }
    }
}

impl GameFormat {
    /// Whether text that begins like this cannot be of that format. Numbers begin many a file, so they say nothing.
    pub fn contradicts(self, named: Self) -> bool {
        self != named && self != Self::Gam
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Nfg => "an NFG (Gambit's table)",
            Self::Gam => "a GAM (GameTracer's table)",
            Self::Json => "JSON",
            Self::Efg => "an EFG (Gambit's tree)",
            Self::Agg => "an AGG (an action-graph game)",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Nfg => ".nfg",
            Self::Gam => ".gam",
            Self::Json => ".json",
            Self::Efg => ".efg",
            Self::Agg => ".agg",
        }
    }
}

/// Reads a game in strategic form from a file, whose extension or else content tells its format.
///
/// # Errors
///
/// When the file cannot be opened, its format is not one of strategic-form games, or something is wrong with it.
pub fn read_game(path: &Path) -> Result<Game, FormatError> {
    let name = path.display().to_string();
    match File::open(path) {
        Ok(file) => read_game_from(&name, file, GameFormat::of_path(path)),
        Err(error) => {
            Err(refusal(&name, "unreadable", &error.to_string(), "a file that can be opened", "check the path"))
        }
    }
}

/// Reads a game in strategic form from any source; `name` is what messages call it. Without a format the first bytes
/// decide.
///
/// # Errors
///
/// When the format is not one of strategic-form games, or something is wrong with the content.
///
/// ```
/// use moloch_equilibrium::finite::formats::read_game_from;
///
/// let game = read_game_from("standard input", "1\n2\n0 1".as_bytes(), None)?;
/// assert_eq!(game.action_counts(), [2]);
/// let tree = read_game_from("tree", "EFG 2 R \"t\" { \"A\" }".as_bytes(), None).unwrap_err();
/// assert!(tree.to_string().contains("game tree"));
/// # Ok::<(), moloch_equilibrium::finite::formats::FormatError>(())
/// ```
pub fn read_game_from(name: &str, mut source: impl Read, format: Option<GameFormat>) -> Result<Game, FormatError> {
    let mut start = Vec::new();
    if let Err(error) = source.by_ref().take(LOOKED_AT).read_to_end(&mut start) {
        return Err(refusal(name, "unreadable", &error.to_string(), "a file that can be read", "check the path"));
    }
    let begins = GameFormat::of_start(&start);
    if let Some((named, found)) = format.zip(begins).filter(|(named, found)| found.contradicts(*named)) {
        let found_text = format!("{} under the name of {}", found.text(), named.text());
        let next = format!("this is {}: rename the file to end in {}", found.text(), found.extension());
        return Err(refusal(name, "other-format", &found_text, named.text(), &next));
    }
    let format = format.or(begins);
    let whole = start.as_slice().chain(source);
    match format {
        Some(GameFormat::Nfg) => nfg::read(name, whole),
        Some(GameFormat::Gam) => gam::read(name, whole),
        Some(GameFormat::Json) => json::read(name, whole),
        Some(GameFormat::Efg) => Err(refusal(
            name,
            "game-tree",
            "a game tree (`EFG`)",
            "a game in strategic form",
            "read it as a sequential game (`sequential`), which also gives its normal form",
        )),
        Some(GameFormat::Agg) => Err(refusal(
            name,
            "action-graph",
            "an action-graph game",
            "a game in strategic form",
            "write it as .nfg; games of many alike players have a form of their own (`anonymous`)",
        )),
        None => Err(refusal(
            name,
            "unknown-format",
            if start.is_empty() { "an empty file" } else { "a file of no known format" },
            "`NFG 1` (a table), `EFG 2` (a tree), `{` (JSON) or the number of players (.gam) at its start",
            "begin the text with one of these, also on standard input; see `moloch schema game` for JSON",
        )),
    }
}

/// One fault of a file as a whole.
fn refusal(name: &str, code: &'static str, found: &str, expected: &str, next: &str) -> FormatError {
    let place = Place { file: Some(name.into()), line: 0, column: 0 };
    let (found, expected, next) = (found.to_owned(), expected.to_owned(), next.to_owned());
    FormatError::new("game", name, vec![(Fault { code, place, key: String::new(), found, expected, next }, None)])
}
