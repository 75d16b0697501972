//! `moloch new`: a built-in scenario as a file to edit.

use std::io::Write;
use std::path::Path;

use moloch::scenario;

use crate::outcome::{Failure, Outcome};
use crate::screen::Screen;

pub(crate) fn run(file: &Path, from: &str, screen: Screen) -> Outcome {
    let Some(builtin) = scenario::builtin(from) else {
        let known: Vec<&str> = scenario::BUILTINS.iter().map(|builtin| builtin.name).collect();
        let known = known.join(", ");
        return Err(Failure::BadInput(format!("--from: found {from:?}, expected one of {known}")));
    };
    let failed = |error: std::io::Error| {
        let next = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "choose another name, or move the file away",
            std::io::ErrorKind::NotFound => "make the folder first",
            _ => "choose a place where you may write",
        };
        Failure::BadInput(format!("{}: failed to write the scenario: {error}\n  next: {next}", file.display()))
    };
    // Somebody's edited scenario must never be overwritten.
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(failed)?;
    out.write_all(builtin.text.as_bytes()).map_err(failed)?;
    screen.say(&format!("wrote {}; edit it, then run: moloch report {}", file.display(), file.display()));
    Ok(())
}
