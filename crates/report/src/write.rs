//! Puts a report folder on disk, whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// Name of the file that marks a folder as a report.
pub const MARKER: &str = "moloch-report.json";

const FORMAT: &str = "moloch-report";

/// A file of a report folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Name relative to the folder, with `/` between parts: `report.html`, `figures/effort.csv`.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file with the given content.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// Why a report was not written. Whatever stood at the path before stands there still.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The path does not end in a name.
    #[error("write a report to `{}`: the path does not end in the name of a folder; name one, such as `report`", .0.display())]
    NoName(PathBuf),
    /// The folder that should hold the report does not exist.
    #[error("write a report to `{}`: the folder `{}` does not exist; create it first or choose another path", .path.display(), .parent.display())]
    NoParent {
        /// The report folder asked for.
        path: PathBuf,
        /// The missing folder.
        parent: PathBuf,
    },
    /// Something that is not a folder stands at the path.
    #[error("write a report to `{}`: a {what} of that name is in the way; move it or choose another path", .path.display())]
    InTheWay {
        /// The report folder asked for.
        path: PathBuf,
        /// `file` or `symbolic link`.
        what: &'static str,
    },
    /// The folder at the path was not written by this program.
    #[error("write a report to `{}`: the folder exists and is not a report ({reason}); choose another path or move the folder", .path.display())]
    NotAReport {
        /// The report folder asked for.
        path: PathBuf,
        /// How that was seen.
        reason: String,
    },
    /// The report folder holds something that the report did not put there.
    #[error("write a report to `{}`: the old report there also holds `{stranger}`, which would be lost; move it out or choose another path", .path.display())]
    Stranger {
        /// The report folder asked for.
        path: PathBuf,
        /// The first foreign entry.
        stranger: String,
    },
    /// A file has a name that may not be written.
    #[error("write the report file `{name}`: {reason}; give it a plain relative name such as `figures/effort.csv`")]
    BadName {
        /// The name.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The system refused.
    #[error("{action} `{}`: {source}; check that the folder is writable and that there is room, or choose another path", .path.display())]
    Io {
        /// What was tried: `create`, `write`, `rename`, ...
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes `files` and a marker into the folder `path`.
///
/// The folder is built under another name beside its place and then renamed, so that a reader sees the old report, or for
/// an instant none, or the new one, never a part. A folder that exists is replaced only if it is a report (see
/// [`MARKER`]) and holds nothing else; nothing else is ever deleted. The parent must exist. If the program is killed, a folder
/// whose name starts with a dot and the name of the report may remain; it can be deleted.
///
/// # Errors
///
/// Refuses with a [`WriteError`] that names the path and the next step; what stood at `path` is then unchanged.
///
/// ```
/// use moloch_report::write::{self, File};
/// let place = std::env::temp_dir().join(format!("moloch-doc-{}", std::process::id()));
/// std::fs::create_dir_all(&place)?;
/// let report = place.join("report");
/// write::folder(&report, &[File::new("report.md", "# Answer\n")]).unwrap();
/// write::folder(&report, &[File::new("report.md", "# Better answer\n")]).unwrap(); // replaces its own report
/// assert!(write::folder(&place, &[]).is_err()); // but no other folder
/// # std::fs::remove_dir_all(&place)
/// # ; Ok::<(), std::io::Error>(())
/// ```
pub fn folder(path: &Path, files: &[File]) -> Result<(), WriteError> {
    check_names(files)?;
    let place = Place::new(path)?;
    let old = place.old_report()?;
    let draft = place.sibling("new");
    let built = build(&draft, files).and_then(|()| place.swap(&draft, old.as_ref()));
    if built.is_err() {
        remove_built(&draft, files);
    }
    built
}

/// Checks that [`folder`] would accept the path, before anything is computed.
///
/// # Errors
///
/// As [`folder`], except for what only the writing itself shows.
pub fn check(path: &Path) -> Result<(), WriteError> {
    Place::new(path)?.old_report().map(|_| ())
}

/// A name of a file in a report: relative, without surprises on any system.
pub(crate) fn relative_name(name: &str) -> Result<(), &'static str> {
    for part in name.split('/') {
        if part.is_empty() || part == "." || part == ".." {
            return Err("it has an empty part, `.` or `..`");
        }
        if part.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c)) {
            return Err("it has a character that some systems forbid");
        }
        if part.ends_with('.') || part.ends_with(' ') || part.starts_with(' ') {
            return Err("a part starts or ends with a space or ends with a dot");
        }
        let stem = part.split('.').next().unwrap_or(part).to_ascii_uppercase();
        let device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
            || (stem.len() == 4
                && (stem.starts_with("COM") || stem.starts_with("LPT"))
                && stem.ends_with(|c: char| c.is_ascii_digit()));
        if device {
            return Err("it is the name of a device on some systems");
        }
        if part.len() > 200 {
            return Err("it is longer than 200 bytes");
        }
    }
    Ok(())
}

fn check_names(files: &[File]) -> Result<(), WriteError> {
    let mut names = BTreeSet::from([MARKER.to_lowercase()]);
    for file in files {
        let bad = |reason| WriteError::BadName { name: file.name.clone(), reason };
        relative_name(&file.name).map_err(bad)?;
        if !names.insert(file.name.to_lowercase()) {
            return Err(bad("another file of the report has the same name"));
        }
    }
    for file in files {
        let lower = file.name.to_lowercase();
        let folder = lower.match_indices('/').map(|(i, _)| &lower[..i]).find(|folder| names.contains(*folder));
        if folder.is_some() {
            return Err(WriteError::BadName {
                name: file.name.clone(),
                reason: "one of its folders has the name of another file of the report",
            });
        }
    }
    Ok(())
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Io { action, path, source }
}

fn marker(files: &[File]) -> String {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let marker = json!({
        "format": FORMAT,
        "format_version": 1,
        "about": "This folder was written by moloch and is replaced as a whole by the next report.",
        "files": names,
    });
    format!("{marker:#}\n")
}

fn build(draft: &Path, files: &[File]) -> Result<(), WriteError> {
    fs::create_dir(draft).map_err(failed("create", draft))?;
    for file in files {
        let path = draft.join(&file.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed("create", parent))?;
        }
        write_through(&path, &file.bytes)?;
    }
    write_through(&draft.join(MARKER), marker(files).as_bytes())
}

fn write_through(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let mut file = fs::File::create_new(path).map_err(failed("create", path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed("write", path))
}

/// Where a report goes.
struct Place {
    path: PathBuf,
    parent: PathBuf,
    name: String,
}

impl Place {
    fn new(path: &Path) -> Result<Self, WriteError> {
        let name = path.file_name().ok_or_else(|| WriteError::NoName(path.to_owned()))?;
        let name = name.to_string_lossy().into_owned();
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        if !parent.is_dir() {
            return Err(WriteError::NoParent { path: path.to_owned(), parent });
        }
        Ok(Self { path: path.to_owned(), parent, name })
    }

    /// An unused name beside the report.
    fn sibling(&self, role: &str) -> PathBuf {
        let mut k = 0;
        loop {
            let name = format!(".{}.{role}-{}-{k}", self.name, std::process::id());
            let candidate = self.parent.join(name);
            if fs::symlink_metadata(&candidate).is_err() {
                return candidate;
            }
            k += 1;
        }
    }

    /// The names of the files of the report that is there, or `None` where nothing is.
    fn old_report(&self) -> Result<Option<Vec<String>>, WriteError> {
        let in_the_way = |what| WriteError::InTheWay { path: self.path.clone(), what };
        match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("look at", &self.path)(error)),
            Ok(found) if found.is_symlink() => return Err(in_the_way("symbolic link")),
            Ok(found) if !found.is_dir() => return Err(in_the_way("file")),
            Ok(_) => {}
        }
        let not_ours = |reason: String| WriteError::NotAReport { path: self.path.clone(), reason };
        let text = fs::read_to_string(self.path.join(MARKER))
            .map_err(|error| not_ours(format!("no readable `{MARKER}`: {error}")))?;
        let files = marked_files(&text).ok_or_else(|| not_ours(format!("`{MARKER}` is of another kind")))?;
        let known: BTreeSet<&str> = files.iter().map(String::as_str).chain([MARKER]).collect();
        for entry in entries(&self.path, "")? {
            if !known.contains(entry.as_str()) {
                return Err(WriteError::Stranger { path: self.path.clone(), stranger: entry });
            }
        }
        Ok(Some(files))
    }

    /// Renames the draft into place; the old report goes only after the new one stands.
    fn swap(&self, draft: &Path, old: Option<&Vec<String>>) -> Result<(), WriteError> {
        let Some(files) = old else {
            return fs::rename(draft, &self.path).map_err(failed("rename the finished report to", &self.path));
        };
        let aside = self.sibling("old");
        fs::rename(&self.path, &aside).map_err(failed("move aside", &self.path))?;
        if let Err(error) = fs::rename(draft, &self.path) {
            // Back to where it was; if even that fails, the old report survives under the name in the error.
            let kept = if fs::rename(&aside, &self.path).is_ok() { &self.path } else { &aside };
            return Err(failed("put a new report in place of", kept)(error));
        }
        remove_listed(&aside, files);
        Ok(())
    }
}

/// The file names a marker lists, or `None` if it is not a marker of ours.
fn marked_files(text: &str) -> Option<Vec<String>> {
    let marker: Value = serde_json::from_str(text).ok()?;
    if marker["format"] != FORMAT {
        return None;
    }
    let names = marker["files"].as_array()?.iter().map(|name| name.as_str().map(str::to_owned));
    let names: Vec<String> = names.collect::<Option<_>>()?;
    names.iter().all(|name| relative_name(name).is_ok()).then_some(names)
}

/// All files and links below `folder`, as names relative to it; empty folders count as entries of their own.
fn entries(folder: &Path, prefix: &str) -> Result<Vec<String>, WriteError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed("read", folder))? {
        let entry = entry.map_err(failed("read", folder))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(failed("read", folder))?;
        if kind.is_dir() {
            let inner = entries(&entry.path(), &format!("{name}/"))?;
            found.extend(if inner.is_empty() { vec![name] } else { inner });
        } else {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

fn remove_built(draft: &Path, files: &[File]) {
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    remove_listed(draft, &names);
}

/// Removes the listed files, the marker, and the folders that are then empty; anything else stays.
fn remove_listed(folder: &Path, names: &[String]) {
    let mut folders = BTreeSet::new();
    for name in names.iter().map(String::as_str).chain([MARKER]) {
        // A file that is not there any more needs no removal.
        let _ = fs::remove_file(folder.join(name));
        folders.extend(name.match_indices('/').map(|(i, _)| name[..i].to_owned()));
    }
    for inner in folders.iter().rev() {
        let _ = fs::remove_dir(folder.join(inner));
    }
    let _ = fs::remove_dir(folder);
}
