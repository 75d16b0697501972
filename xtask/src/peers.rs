//! `cargo xtask bench --peers`: the same games, our solvers and other programs, in one run.
//!
//! Each script of `crates/equilibrium/benches/peers` builds what it needs of ours, runs the peers that it finds and
//! prints a Markdown table of times and ratios. Nothing here is needed to build or to test.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{shell, workspace};

/// Names the Python that has the peers.
const PYTHON: &str = "PEERS_PYTHON";

/// Runs every script and gathers their tables in `target/peers.md`.
///
/// # Errors
/// When Python cannot be started, a script fails, or the tables cannot be written.
pub fn run() -> Result<()> {
    let python = std::env::var(PYTHON).unwrap_or_else(|_| "python3".into());
    let mut report = String::from("# Ours against the peers, in one run\n");
    for script in scripts()? {
        report.push_str(&table(&python, &script)?);
    }
    let path = workspace::target_dir().join("peers.md");
    fs::create_dir_all(workspace::target_dir())
        .and_then(|()| fs::write(&path, &report))
        .with_context(|| format!("failed to write {}", path.display()))?;
    shell::answer(&report);
    shell::announce(&format!("peers: {}", path.display()));
    Ok(())
}

fn scripts() -> Result<Vec<PathBuf>> {
    let folder = workspace::root().join("crates/equilibrium/benches/peers");
    let mut scripts = workspace::files(&folder)?;
    // A leading underscore marks what the scripts share.
    let is_script = |path: &Path| {
        let shared = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_'));
        !shared && path.extension().is_some_and(|ending| ending == "py")
    };
    scripts.retain(|path| is_script(path));
    scripts.sort();
    Ok(scripts)
}

fn table(python: &str, script: &Path) -> Result<String> {
    shell::announce(&format!("peers: {}", script.display()));
    let problem =
        || format!("failed to run {} with {python}; set {PYTHON} to a Python that has the peers", script.display());
    let output = shell::program(python).arg(script).output().with_context(problem)?;
    ensure!(output.status.success(), "{}\n{}", problem(), String::from_utf8_lossy(&output.stderr));
    let name = script.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(format!("\n## {name}\n\n{}", String::from_utf8_lossy(&output.stdout)))
}
