//! From a path to a text: what a file must be before its words matter.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

use moloch_core::Fault;

use super::sources::Source;

/// A scenario is written by hand; a larger file is something else.
const LARGEST: u64 = 10 * 1024 * 1024;

/// A text that was loaded, and what was overlooked in it.
pub(super) struct Loaded {
    pub(super) source: Source,
    pub(super) notes: Vec<String>,
}

/// Why a file is no text, and what can be shown of it.
pub(super) struct Refused {
    pub(super) fault: Fault,
    pub(super) source: Source,
}

/// Reads a file as text.
pub(super) fn load(path: &Path, name: &str) -> Result<Loaded, Box<Refused>> {
    match String::from_utf8(bytes(path, name)?) {
        Ok(text) => without_mark(name, &text),
        Err(error) => Err(not_utf8(name, &error)),
    }
}

/// Takes a text as a file's content: not too large, and without the mark that some editors put first.
pub(super) fn without_mark(name: &str, text: &str) -> Result<Loaded, Box<Refused>> {
    if text.len() as u64 > LARGEST {
        return Err(too_large(name, text.len() as u64));
    }
    let (text, notes) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, vec![format!("{name}: the byte order mark at the start was skipped")]),
        None => (text, Vec::new()),
    };
    Ok(Loaded { source: Source::new(name, text.to_owned()), notes })
}

fn bytes(path: &Path, name: &str) -> Result<Vec<u8>, Box<Refused>> {
    let unreadable = |error: &std::io::Error| match error.kind() {
        ErrorKind::NotFound => file_fault("no-such-file", name, "no such file", "correct the path"),
        ErrorKind::PermissionDenied => {
            file_fault("unreadable-file", name, "a file that may not be read", "change its permissions")
        }
        _ => file_fault("unreadable-file", name, &format!("a file that cannot be read: {error}"), "check the disk"),
    };
    let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if about.is_dir() {
        return Err(file_fault("directory", name, "a directory", "name a file in it"));
    }
    if !about.is_file() {
        return Err(file_fault("not-a-file", name, "a device or pipe", "name an ordinary file"));
    }
    if about.len() > LARGEST {
        return Err(too_large(name, about.len()));
    }
    let mut bytes = Vec::new();
    // The file may have grown since it was measured.
    let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > LARGEST { Err(too_large(name, bytes.len() as u64)) } else { Ok(bytes) }
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Box<Refused> {
    let offset = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let source = Source::new(name, String::from_utf8_lossy(bytes).into_owned());
    // Up to the offset the lossy text is the text itself, so the place is right.
    let fault = Fault {
        code: "invalid-utf8",
        place: source.place(offset),
        key: String::new(),
        found: format!("byte 0x{:02x} at offset {offset}", bytes.get(offset).copied().unwrap_or_default()),
        expected: "text in UTF-8".to_owned(),
        next: "save the file as UTF-8".to_owned(),
    };
    Box::new(Refused { fault, source })
}

fn too_large(name: &str, length: u64) -> Box<Refused> {
    let mut refused =
        file_fault("file-too-large", name, &format!("{length} bytes"), "check that this is the right file");
    refused.fault.expected = format!("a scenario of at most {LARGEST} bytes");
    refused
}

fn file_fault(code: &'static str, name: &str, found: &str, next: &str) -> Box<Refused> {
    let source = Source::new(name, String::new());
    let fault = Fault {
        code,
        place: source.whole(),
        key: String::new(),
        found: found.to_owned(),
        expected: "a scenario file".to_owned(),
        next: next.to_owned(),
    };
    Box::new(Refused { fault, source })
}
