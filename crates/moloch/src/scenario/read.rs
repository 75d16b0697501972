//! Reads a scenario: text to tree, tree along the field tables to a checked scenario, all faults at once.

use std::path::{Path, PathBuf};

use moloch_core::{Checked, Fault, Node, Reader, Record};

use super::builtin::{BUILTIN_PREFIX, BUILTINS, builtin};
use super::extends::{Chain, Origin};
use super::inputs::{NameFault, Scenario, name_faults};
use super::load::{Loaded, load, without_mark};
use super::locate::place;
use super::malformed::Malformed;

/// A scenario that was read, and all that is known about its numbers.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The scenario.
    pub scenario: Checked<Scenario>,
    /// Every number with its key, unit, source, spread and place, in the order of the declaration.
    pub records: Vec<Record>,
    /// The names of the files, the asked one first, then what it extends.
    pub files: Vec<String>,
    /// What the reader overlooked and the user may want to know.
    pub notes: Vec<String>,
    /// What was written, with all that it extends.
    pub tree: Node,
}

impl Reading {
    /// What is known of the number under this key, such as `competition.margin` or `labs[0].fit.consumer`.
    pub fn record(&self, key: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.key == key)
    }

    /// The numbers to which the user gave a spread.
    pub fn uncertain(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(|record| record.spread.is_some())
    }
}

/// Reads a scenario from text; `file` names it in messages, and a relative `extends` starts from its folder.
///
/// # Errors
/// All faults at once, each with its place.
pub fn read(text: &str, file: &str) -> Result<Reading, Malformed> {
    match without_mark(file, text) {
        Ok(loaded) => read_loaded(file, &origin_of(file), loaded),
        Err(refused) => Err(Malformed::new(file, vec![refused.fault], vec![refused.source])),
    }
}

/// Reads a scenario from a file.
///
/// # Errors
/// All faults at once, each with its place; also when the file is missing, too large or not text.
pub fn read_file(path: &Path) -> Result<Reading, Malformed> {
    let name = path.display().to_string();
    match load(path, &name) {
        Ok(loaded) => read_loaded(&name, &Origin::File(path.to_owned()), loaded),
        Err(refused) => Err(Malformed::new(&name, vec![refused.fault], vec![refused.source])),
    }
}

/// Reads a built-in scenario, named with or without `builtin:`.
///
/// # Errors
/// When there is no such scenario; the message lists those there are.
pub fn read_builtin(name: &str) -> Result<Reading, Malformed> {
    match builtin(name) {
        Some(known) => read(known.text, &format!("{BUILTIN_PREFIX}{}", known.name)),
        None => {
            let names: Vec<&str> = BUILTINS.iter().map(|known| known.name).collect();
            let fault = Fault {
                code: "unknown-name",
                place: moloch_core::Place::default(),
                key: String::new(),
                found: format!("{name:?}"),
                expected: format!("one of the built-in scenarios {}", names.join(", ")),
                next: super::words::suggestion(name, &names),
            };
            Err(Malformed::new(name, vec![fault], Vec::new()))
        }
    }
}

/// A built-in scenario that names itself is a cycle too.
fn origin_of(file: &str) -> Origin {
    let known = file.strip_prefix(BUILTIN_PREFIX).and_then(builtin);
    known.map_or_else(|| Origin::File(PathBuf::from(file)), |known| Origin::Builtin(known.text))
}

fn read_loaded(name: &str, origin: &Origin, loaded: Loaded) -> Result<Reading, Malformed> {
    let mut chain = Chain::default();
    let tree = match chain.resolve(origin, loaded) {
        Ok(tree) => tree,
        Err(faults) => return Err(Malformed::new(name, faults, chain.sources)),
    };
    match check(&tree) {
        Ok((scenario, records)) => {
            let files = chain.sources.iter().map(|source| source.name().to_owned()).collect();
            Ok(Reading { scenario, records, files, notes: chain.notes, tree })
        }
        Err(faults) => Err(Malformed::new(name, faults, chain.sources)),
    }
}

/// Names are checked even when numbers are at fault, so that all is reported at once.
fn check(tree: &Node) -> Result<(Checked<Scenario>, Vec<Record>), Vec<Fault>> {
    let mut reader = Reader::default();
    let value = reader.table::<Scenario>(tree, "");
    reader.finish(value).map_err(|faults| {
        let mut all: Vec<Fault> = name_faults(&tree.value).into_iter().map(|fault| located(fault, tree)).collect();
        let named = all.len();
        for fault in &faults {
            if !all[..named].iter().any(|other| (other.code, &other.key) == (fault.code, &fault.key)) {
                all.push(fault.clone());
            }
        }
        all
    })
}

fn located(fault: NameFault, tree: &Node) -> Fault {
    let NameFault { code, key, found, expected, next } = fault;
    Fault { code, place: place(tree, &key), key, found, expected, next }
}
