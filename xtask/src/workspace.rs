//! Where things are: the root, the packages, the files that belong to the repository.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the repository.
#[must_use]
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The folder cargo builds into: `CARGO_TARGET_DIR` if set, else `target` in the root.
#[must_use]
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A package of the workspace: its name and the folder of its manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// As in the manifest, for example `moloch-race`.
    pub name: String,
    /// The description in the manifest.
    pub about: String,
    /// Absolute path of the folder that holds `Cargo.toml`.
    pub folder: PathBuf,
}

impl Package {
    /// The manifest of the package.
    #[must_use]
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("Cargo.toml")
    }
}

/// Every package under `root`, by folder: each manifest outside the root that has a `[package]` table.
///
/// # Errors
/// When a manifest cannot be read.
pub fn packages(root: &Path) -> Result<Vec<Package>> {
    let mut found = Vec::new();
    for path in files(root)? {
        let inside = path.file_name().is_some_and(|name| name == "Cargo.toml") && path.parent() != Some(root);
        if !inside || path.starts_with(root.join("fuzz")) {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
        if let (Some(name), Some(folder)) = (package_value(&text, "name"), path.parent()) {
            let about = package_value(&text, "description").unwrap_or_default();
            found.push(Package { name, about, folder: folder.to_owned() });
        }
    }
    Ok(found)
}

fn package_value(manifest: &str, key: &str) -> Option<String> {
    let table = manifest.lines().skip_while(|line| line.trim() != "[package]").skip(1);
    let mut table = table.take_while(|line| !line.starts_with('['));
    let line = table.find(|line| line.split('=').next().is_some_and(|word| word.trim() == key))?;
    line.split('"').nth(1).map(str::to_owned)
}

/// All files of the repository in a fixed order, without what a build, a run or git itself writes.
///
/// The folder is walked rather than `git ls-files` asked, so that the rules also hold in an unpacked archive.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("failed to list {}", folder.display()))?;
        for entry in entries {
            let path = entry.with_context(|| format!("failed to list {}", folder.display()))?.path();
            if is_written_by_tools(root, &path) {
                continue;
            }
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What `.gitignore` names, and `.git`.
fn is_written_by_tools(root: &Path, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let built = path.is_dir() && (name == "target" || name.starts_with("target-"));
    let written = [root.join("report"), root.join("docs/book")].iter().any(|folder| folder == path);
    name == ".git" || built || written || name.ends_with(".snap.new")
}
