//! What continuous integration runs, in the order that fails fastest.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::{docs, shell, tidy, workspace};

type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 6] = [
    ("format", format),
    ("tidy", house_rules),
    ("lints", lints),
    ("test", test),
    ("rustdoc", docs::rustdoc),
    ("docs", docs_without_opening),
];

/// Runs every step, stops at the first that fails, and ends with one line per step.
///
/// # Errors
/// When a step fails; the message names it.
pub fn run() -> Result<()> {
    let mut done: Vec<(&str, Duration)> = Vec::new();
    for (name, step) in STEPS {
        shell::announce(&format!("\n== {name}"));
        let start = Instant::now();
        if let Err(problem) = step() {
            summary(&done);
            shell::announce(&format!("  {name:<8} FAILED after {:>6.1} s", start.elapsed().as_secs_f64()));
            return Err(problem).with_context(|| format!("step `{name}` of `cargo xtask ci` failed"));
        }
        done.push((name, start.elapsed()));
    }
    summary(&done);
    shell::announce("ci: every step passed");
    Ok(())
}

/// Every test of the workspace; benches are compiled, not run.
///
/// # Errors
/// When something does not build or a test fails.
pub fn test() -> Result<()> {
    shell::run(&mut shell::cargo(&["test", "--workspace", "--lib", "--bins", "--tests", "--examples"]))?;
    shell::run(&mut shell::cargo(&["test", "--workspace", "--doc"]))?;
    shell::run(&mut shell::cargo(&["test", "--workspace", "--benches", "--no-run"]))
}

fn format() -> Result<()> {
    shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))
}

fn house_rules() -> Result<()> {
    tidy::check(workspace::root())
}

fn lints() -> Result<()> {
    shell::run(&mut shell::cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
}

fn docs_without_opening() -> Result<()> {
    docs::run(false)
}

fn summary(done: &[(&str, Duration)]) {
    shell::announce("");
    for (name, took) in done {
        shell::announce(&format!("  {name:<8} ok {:>12.1} s", took.as_secs_f64()));
    }
}
