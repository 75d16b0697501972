//! Running the program.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Runs the program; exit code, standard output, standard error.
pub(crate) fn run(arguments: &[&str]) -> (i32, String, String) {
    spoken(Command::new(env!("CARGO_BIN_EXE_moloch")).args(arguments).output().unwrap())
}

/// Runs the program with text on its standard input.
pub(crate) fn run_with(input: &str, arguments: &[&str]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_moloch"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments does not read, and the pipe breaks.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    spoken(child.wait_with_output().unwrap())
}

fn spoken(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// An empty folder of this test's own.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn an_unknown_command_or_argument_is_bad_input() {
    for arguments in
        [&["reprot"][..], &["report", "--outptu", "x"], &["claims", "--domain"], &["--threads", "0", "model"], &[]]
    {
        let (code, out, err) = run(arguments);
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(out.is_empty() && !err.is_empty());
    }
}

#[test]
fn help_and_version_are_results() {
    for arguments in [&["--help"][..], &["--version"], &["report", "--help"]] {
        let (code, out, err) = run(arguments);
        assert!(code == 0 && !out.is_empty() && err.is_empty(), "{arguments:?}");
    }
}
