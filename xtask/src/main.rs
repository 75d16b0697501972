//! The program behind `cargo xtask`: reads the command, runs it, passes the exit code on.

use std::process::ExitCode;

use xtask::{shell, task};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chosen = match task::parse(&arguments) {
        Ok(chosen) => chosen,
        Err(problem) => {
            shell::complain(&problem.to_string());
            return ExitCode::from(2);
        }
    };
    match task::run(chosen) {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            shell::complain(&format!("error: {problem:#}"));
            ExitCode::FAILURE
        }
    }
}
