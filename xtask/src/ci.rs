//! What continuous integration runs, in the order that fails fastest.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::{docs, shell, tidy, workspace};

type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 6] = [
    ("format", format),
    ("tidy", house_rules),
    ("lints", lints),
    ("test", test_with_one_seed),
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
    test_seeded(None)
}

/// Names the seed of all property tests.
const SEED: &str = "PROPTEST_RNG_SEED";

/// The same cases in every run, unless the environment names a seed: a change is judged by what it changes, and cases nobody
/// has seen yet are met by `cargo xtask test`, which draws new ones each time.
fn test_with_one_seed() -> Result<()> {
    test_seeded(std::env::var_os(SEED).is_none().then_some("1"))
}

fn test_seeded(seed: Option<&str>) -> Result<()> {
    let all: [&[&str]; 3] = [
        &["test", "--workspace", "--lib", "--bins", "--tests", "--examples"],
        &["test", "--workspace", "--doc"],
        &["test", "--workspace", "--benches", "--no-run"],
    ];
    for arguments in all {
        let mut command = shell::cargo(arguments);
        if let Some(seed) = seed {
            command.env(SEED, seed);
        }
        shell::run(&mut command)?;
    }
    Ok(())
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
