//! Report folders: whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use moloch_report::write::{self, File, MARKER, WriteError};

/// An empty folder that is removed in the end.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("moloch-report-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn report(&self) -> PathBuf {
        self.0.join("report")
    }

    /// Everything below, with contents: to see that nothing changed.
    fn listing(&self) -> Vec<(String, Vec<u8>)> {
        fn walk(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                found
                    .push((path.display().to_string(), if path.is_file() { fs::read(&path).unwrap() } else { vec![] }));
                if path.is_dir() {
                    walk(&path, found);
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.0, &mut found);
        found.sort();
        found
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn files(text: &str) -> Vec<File> {
    vec![File::new("report.md", text), File::new("figures/a.csv", "x\r\n"), File::new("deep/er/b", vec![0, 255])]
}

#[test]
fn a_report_is_written_with_its_marker_and_nothing_else() {
    let place = Place::new();
    write::folder(&place.report(), &files("one")).unwrap();
    assert_eq!(fs::read(place.report().join("deep/er/b")).unwrap(), [0, 255]);
    let marker: serde_json::Value = serde_json::from_slice(&fs::read(place.report().join(MARKER)).unwrap()).unwrap();
    assert_eq!(marker["format"], "moloch-report");
    assert_eq!(fs::read_dir(&place.0).unwrap().count(), 1, "no draft is left");
}

#[test]
fn a_report_replaces_a_report_as_a_whole() {
    let place = Place::new();
    write::folder(&place.report(), &files("one")).unwrap();
    write::folder(&place.report(), &[File::new("report.md", "two")]).unwrap();
    assert_eq!(fs::read_to_string(place.report().join("report.md")).unwrap(), "two");
    assert!(!place.report().join("figures").exists(), "what the old report had is gone");
    assert_eq!(fs::read_dir(&place.0).unwrap().count(), 1);
}

/// Writes to `path`, sees the message, and sees that nothing changed.
fn refused(place: &Place, path: &Path, files: &[File], words: &[&str]) -> WriteError {
    let before = place.listing();
    let error = write::folder(path, files).unwrap_err();
    let message = error.to_string();
    for word in words {
        assert!(message.contains(word), "`{word}` is not in `{message}`");
    }
    assert_eq!(place.listing(), before, "something changed though {message}");
    error
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let place = Place::new();
    fs::create_dir(place.report()).unwrap();
    fs::write(place.report().join("thesis.tex"), "years of work").unwrap();
    refused(&place, &place.report(), &files("x"), &["is not a report", "choose another path"]);
    assert!(write::check(&place.report()).is_err());
    fs::write(place.report().join(MARKER), "{\"format\": \"other\"}").unwrap();
    refused(&place, &place.report(), &files("x"), &["is of another kind"]);
    fs::write(place.report().join(MARKER), "{\"format\": \"moloch-report\", \"files\": [\"../../etc\"]}").unwrap();
    refused(&place, &place.report(), &files("x"), &["is of another kind"]);
}

#[test]
fn an_empty_folder_is_not_a_report() {
    let place = Place::new();
    fs::create_dir(place.report()).unwrap();
    refused(&place, &place.report(), &files("x"), &["is not a report"]);
}

#[test]
fn notes_kept_in_a_report_are_not_lost() {
    let place = Place::new();
    write::folder(&place.report(), &files("one")).unwrap();
    fs::write(place.report().join("figures/notes.txt"), "mine").unwrap();
    let error = refused(&place, &place.report(), &files("two"), &["figures/notes.txt", "move it out"]);
    assert!(matches!(error, WriteError::Stranger { .. }));
}

#[test]
fn a_file_in_the_way_stays() {
    let place = Place::new();
    fs::write(place.report(), "a file").unwrap();
    refused(&place, &place.report(), &files("x"), &["a file of that name is in the way"]);
}

#[test]
fn a_missing_parent_and_a_file_as_parent_are_named() {
    let place = Place::new();
    refused(&place, &place.0.join("no/report"), &files("x"), &["does not exist", "create it first"]);
    fs::write(place.0.join("file"), "").unwrap();
    refused(&place, &place.0.join("file/report"), &files("x"), &["file` does not exist"]);
    refused(&place, &place.0.join(".."), &files("x"), &["does not end in the name of a folder"]);
}

#[test]
fn names_that_escape_or_collide_are_refused() {
    let place = Place::new();
    for name in [
        "",
        "../x",
        "/etc/passwd",
        "a/../b",
        "a//b",
        ".",
        "c:\\x",
        "a\\b",
        "nul.txt",
        "COM1",
        "x\0y",
        "a.",
        " a",
        "x\ny",
    ] {
        let error = refused(&place, &place.report(), &[File::new(name, "")], &["give it a plain relative name"]);
        assert!(matches!(error, WriteError::BadName { .. }));
    }
    for (a, b) in [("a.csv", "a.csv"), ("a.csv", "A.CSV"), ("a", "a/b"), ("A/b", "a"), ("x", MARKER)] {
        let pair = [File::new(a, ""), File::new(b, "")];
        let error = refused(&place, &place.report(), &pair, &["another file of the report"]);
        assert!(matches!(error, WriteError::BadName { .. }), "{a} {b}");
    }
}

#[test]
fn a_write_that_fails_halfway_leaves_the_old_report() {
    let place = Place::new();
    write::folder(&place.report(), &files("one")).unwrap();
    // The name is allowed, but its path is longer than any system takes.
    let long = vec!["d".repeat(200); 30].join("/");
    let broken = [File::new("report.md", "two"), File::new(long, "")];
    let error = refused(&place, &place.report(), &broken, &["check that the folder is writable"]);
    assert!(matches!(error, WriteError::Io { .. }));
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let place = Place::new();
    fs::create_dir(place.0.join("real")).unwrap();
    std::os::unix::fs::symlink(place.0.join("real"), place.report()).unwrap();
    let error = write::folder(&place.report(), &files("x")).unwrap_err();
    assert!(error.to_string().contains("a symbolic link of that name is in the way"), "{error}");
    assert_eq!(fs::read_dir(place.0.join("real")).unwrap().count(), 0);
}
