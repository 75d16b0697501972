//! Renders the book and the API pages into one folder that can be read without a network.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{links, shell, workspace};

/// The renderer of the book; a program, not a dependency, so that only readers of the docs pay for it.
const MDBOOK: &str = "0.5.4";

/// Where the rendered docs are.
#[must_use]
pub fn folder() -> PathBuf {
    workspace::target_dir().join("docs")
}

/// Renders everything, checks every link, and opens the result if asked.
///
/// # Errors
/// When a tool fails, a page has an error or a link leads nowhere.
pub fn run(open: bool) -> Result<()> {
    let docs = folder();
    remove(&docs)?;
    render_book(&docs.join("book"))?;
    rustdoc()?;
    copy(&workspace::target_dir().join("doc"), &docs.join("api"))?;
    typeset(&docs.join("api"))?;
    write(&docs.join("api/index.html"), &api_index()?)?;
    write(&docs.join("index.html"), FRONT)?;
    links::check(&docs)?;
    shell::announce(&format!("docs: {}", docs.join("index.html").display()));
    if open { show(&docs.join("index.html")) } else { Ok(()) }
}

/// The API pages, with warnings denied.
///
/// # Errors
/// When rustdoc finds a fault.
pub fn rustdoc() -> Result<()> {
    // Libraries only: the program `moloch` would write over the pages of the crate `moloch`.
    let mut command = shell::cargo(&["doc", "--workspace", "--no-deps", "--lib"]);
    shell::run(command.env("RUSTDOCFLAGS", "--deny warnings"))
}

fn render_book(into: &Path) -> Result<()> {
    // Built first, because mdBook leaves out a preprocessor that does not start, and says nothing.
    shell::run(&mut shell::cargo(&["build", "--package", "moloch-book"]))?;
    let mut command = shell::program(mdbook()?);
    command.args(["build", "docs", "--dest-dir"]).arg(into).env("MDBOOK_PREPROCESSOR__MOLOCH__COMMAND", preprocessor());
    shell::run(&mut command)
}

fn preprocessor() -> PathBuf {
    workspace::target_dir().join("debug").join(format!("moloch-book{}", std::env::consts::EXE_SUFFIX))
}

/// Equations of the API pages become MathML, as in the book.
fn typeset(pages: &Path) -> Result<()> {
    shell::run(shell::program(preprocessor()).arg("typeset").arg(pages))
}

/// The pinned mdBook, installed into the target folder when it is missing.
fn mdbook() -> Result<PathBuf> {
    let tools = workspace::target_dir().join("tools");
    let installed = tools.join("bin").join(format!("mdbook{}", std::env::consts::EXE_SUFFIX));
    if has_version(&installed) {
        return Ok(installed);
    }
    let on_path = PathBuf::from("mdbook");
    if has_version(&on_path) {
        return Ok(on_path);
    }
    shell::announce(&format!("mdBook {MDBOOK} is missing; it is built once into {}", tools.display()));
    let mut command = shell::cargo(&[
        "install",
        "mdbook",
        "--version",
        MDBOOK,
        "--no-default-features",
        "--locked",
        "--debug",
        "--root",
    ]);
    shell::run(command.arg(&tools).env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TARGET_DIR", tools.join("build")))?;
    remove(&tools.join("build"))?;
    Ok(installed)
}

fn has_version(program: &Path) -> bool {
    let answer = shell::program(program).arg("--version").output();
    answer.is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).trim().ends_with(&format!("v{MDBOOK}")))
}

fn show(page: &Path) -> Result<()> {
    let (opener, first) = match std::env::consts::OS {
        "windows" => ("cmd", &["/C", "start", ""][..]),
        "macos" => ("open", &[][..]),
        _ => ("xdg-open", &[][..]),
    };
    shell::run(shell::program(opener).args(first).arg(page))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("failed to remove {}", folder.display()))?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("failed to write {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for path in workspace::files(from)? {
        let target = to.join(path.strip_prefix(from).unwrap_or(&path));
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("failed to create {}", folder.display()))?;
        }
        fs::copy(&path, &target).with_context(|| format!("failed to copy {}", path.display()))?;
    }
    Ok(())
}

/// rustdoc writes no page above its crates.
fn api_index() -> Result<String> {
    let mut page = String::from(HEAD);
    page.push_str("<title>Moloch: API pages</title>\n<h1>API pages</h1>\n<p><a href=\"../book/index.html\">The book</a></p>\n<ul>\n");
    for package in workspace::packages(workspace::root())? {
        let is_library = package.folder.join("src/lib.rs").is_file();
        if is_library && package.folder.starts_with(workspace::root().join("crates")) {
            let (name, about) = (package.name.replace('-', "_"), package.about);
            let _ = writeln!(page, "<li><a href=\"{name}/index.html\"><code>{name}</code></a> {about}</li>");
        }
    }
    page.push_str("</ul>\n</html>\n");
    Ok(page)
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<style>body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }</style>
";

const FRONT: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta http-equiv=\"refresh\" content=\"0; url=book/index.html\">
<title>Moloch</title>
<p><a href=\"book/index.html\">The book</a> · <a href=\"api/index.html\">The API pages</a></p>
</html>
";
