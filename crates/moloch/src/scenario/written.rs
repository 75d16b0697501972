//! Any TOML text as a tree that knows its places: the door for inputs of single models.

use std::path::Path;

use moloch_core::{Faults, Node};

use super::load::{Loaded, load, without_mark};
use super::malformed::Malformed;
use super::sources::Source;
use super::syntax::parse;

/// A text that was read, with the tree of its values.
#[derive(Debug, Clone)]
pub struct Written {
    /// The values with their places.
    pub tree: Node,
    source: Source,
}

impl Written {
    /// Reads a TOML text; `name` is what messages call it.
    ///
    /// # Errors
    /// All syntax errors, each with its line.
    pub fn from_text(text: &str, name: &str) -> Result<Self, Malformed> {
        match without_mark(name, text) {
            Ok(loaded) => Self::of(loaded, name),
            Err(refused) => Err(Malformed::new(name, vec![refused.fault], vec![refused.source])),
        }
    }

    /// Reads a TOML file.
    ///
    /// # Errors
    /// When the file is missing, too large or not text, and all syntax errors.
    pub fn from_file(path: &Path) -> Result<Self, Malformed> {
        let name = path.display().to_string();
        match load(path, &name) {
            Ok(loaded) => Self::of(loaded, &name),
            Err(refused) => Err(Malformed::new(&name, vec![refused.fault], vec![refused.source])),
        }
    }

    fn of(loaded: Loaded, name: &str) -> Result<Self, Malformed> {
        match parse(&loaded.source) {
            Ok(tree) => Ok(Self { tree, source: loaded.source }),
            Err(faults) => Err(Malformed::new(name, faults, vec![loaded.source])),
        }
    }

    /// The faults that a model finds in the tree, shown on the lines of the text.
    pub fn refuse(&self, faults: &Faults) -> Malformed {
        let faults = faults.iter().cloned().collect();
        Malformed::new(self.source.name(), faults, vec![self.source.clone()])
    }
}
