//! Running programs from the root of the repository, and saying so.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A command that will run in the root of the repository.
#[must_use]
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(workspace::root());
    command
}

/// The cargo that started us, so that `cargo +toolchain xtask ci` stays on its toolchain.
#[must_use]
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Runs a program with our own input and output and returns its exit code (1 when a signal ended it).
///
/// # Errors
/// When the program cannot be started.
pub fn run_for_code(command: &mut Command) -> Result<u8> {
    let shown = show(command);
    announce(&format!("$ {shown}"));
    let status = command.status().with_context(|| format!("failed to start `{shown}`"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// Runs a program that must succeed.
///
/// # Errors
/// When the program cannot be started or ends with another exit code than 0.
pub fn run(command: &mut Command) -> Result<()> {
    match run_for_code(command)? {
        0 => Ok(()),
        code => bail!("`{}` ended with exit code {code}", show(command)),
    }
}

/// Text for the person at the terminal; results of programs go to standard output, so this goes to standard error.
#[expect(clippy::print_stderr, reason = "the one place that talks to the terminal")]
pub fn announce(text: &str) {
    eprintln!("{text}");
}

/// An error message; same channel as [`announce`], another name at the call.
pub fn complain(text: &str) {
    announce(text);
}

/// Text that was asked for, such as the help page.
#[expect(clippy::print_stdout, reason = "the one place that answers on standard output")]
pub fn answer(text: &str) {
    println!("{text}");
}

fn show(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
