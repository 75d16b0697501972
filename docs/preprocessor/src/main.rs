//! The program that mdBook runs: a book comes in as JSON on standard input and leaves, completed, on standard output.
//!
//! - without arguments: the preprocessor of mdBook;
//! - `supports RENDERER`: exit code 0 when the renderer shows HTML;
//! - `typeset FOLDER`: equations of rendered API pages become MathML, in place.

use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use moloch_book::{chapters, models, pages, registry, solvers, tables};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] => preprocess(),
        ["supports", "html"] => Ok(()),
        ["supports", _] => return ExitCode::FAILURE,
        ["typeset", folder] => pages::typeset_folder(Path::new(folder)),
        _ => {
            say(&format!(
                "error: `{}` is unknown; use nothing, `supports RENDERER` or `typeset FOLDER`",
                words.join(" ")
            ));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            say(&format!("error: failed to prepare the book: {problem:#}"));
            ExitCode::FAILURE
        }
    }
}

fn preprocess() -> Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input).context("failed to read the book from standard input")?;
    let input: Value = serde_json::from_str(&input).context("failed to read the book as JSON")?;
    let [context, book] = input.as_array().map(Vec::as_slice).unwrap_or_default() else {
        bail!("expected a list of two, the context and the book, as mdBook sends it");
    };
    let folder = context["root"].as_str().context("the context has no `root`")?;
    let repository = Path::new(folder).parent().context("the book lies outside a repository")?;
    let mut found = models::read(repository)?;
    for page in &mut found {
        page.text.push_str(&registry::sections(&page.id())?);
    }
    let completed = chapters::complete(book.clone(), &found, &solvers::read(repository)?, &tables::read(repository)?)?;
    writeln!(io::stdout(), "{completed}").context("failed to write the book")
}

#[expect(clippy::print_stderr, reason = "mdBook shows standard error to the person who builds the book")]
fn say(text: &str) {
    eprintln!("{text}");
}
