//! Game files from a path or from standard input.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use moloch_equilibrium::finite::formats::{GameFormat, read_game_from};
use moloch_equilibrium::finite::{Game, Number};
use moloch_equilibrium::sequential::{Tree, efg};

use crate::outcome::Failure;

/// Bytes at the start of a file that tell its format.
const LOOKED_AT: u64 = 64;

/// A game in the form in which it was written.
pub(crate) enum Written {
    /// Payoffs by profile.
    Strategic(Game),
    /// A tree.
    Sequential(Tree),
}

/// Reads a game; `-` is standard input.
pub(crate) fn read(path: &Path) -> Result<Written, Failure> {
    let (name, mut source) = open(path)?;
    let mut start = Vec::new();
    let unreadable =
        |error: std::io::Error| Failure::BadInput(format!("failed to read {name}: {error}\n  next: check the path"));
    source.by_ref().take(LOOKED_AT).read_to_end(&mut start).map_err(unreadable)?;
    let (named, begins) = (GameFormat::of_path(path), GameFormat::of_start(&start));
    let is_disguised = named.zip(begins).is_some_and(|(named, found)| found.contradicts(named));
    let format = named.or(begins);
    let whole = start.as_slice().chain(source);
    let read = match format {
        // Text of another format is refused by the reader of all formats, which says what it is.
        Some(GameFormat::Efg) if !is_disguised => efg::read(&name, whole).map(Written::Sequential),
        _ => read_game_from(&name, whole, format).map(Written::Strategic),
    };
    read.map_err(|error| Failure::BadInput(format!("failed to {error}")))
}

/// Opens a file, or standard input for `-`, with the name by which messages call it.
pub(crate) fn open(path: &Path) -> Result<(String, Box<dyn Read>), Failure> {
    if path.as_os_str() == "-" {
        return Ok(("standard input".to_owned(), Box::new(std::io::stdin().lock())));
    }
    let name = path.display().to_string();
    let unreadable =
        |error: std::io::Error| Failure::BadInput(format!("failed to open {name}: {error}\n  next: check the path"));
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(Failure::BadInput(format!("failed to read {name}: it is a folder\n  next: name a file in it")));
    }
    Ok((name, Box::new(BufReader::new(file))))
}

/// The game in which every payoff has changed its sign, so that less is better.
pub(crate) fn negated(game: &Game) -> Result<Game, Failure> {
    let payoff = |profile: &[usize], player: usize| {
        let number = game.exact_payoff(player, profile).map_or(Number::Integer(0), Number::Rational);
        number.negated()
    };
    let turned =
        Game::from_fn(game.action_counts(), payoff).and_then(|turned| turned.with_players(game.players().to_vec()));
    let named = turned.and_then(|turned| turned.with_title(game.title()));
    named.map_err(|error| Failure::Failed(format!("failed to {error}")))
}
