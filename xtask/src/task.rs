//! The commands, their arguments, and what is said about a wrong one.

use std::fmt;

use anyhow::Result;

use crate::new_model::{self, Request};
use crate::{ci, docs, peers, shell, tidy, workspace};

/// The help page.
pub const HELP: &str = "\
The chores of this repository.

  cargo xtask report [SCENARIO] [-- ARGUMENTS]   solve a scenario and write its report (release build)
  cargo xtask test                               every test: units, integration, documentation examples; benches compile
  cargo xtask ci                                 what continuous integration runs
  cargo xtask docs [--open]                      render the book and the API pages, check every link
  cargo xtask bench [FILTER]                     run the benches of all crates
  cargo xtask bench --peers                      our solvers against other programs, where those are installed
  cargo xtask new-model DOMAIN.NAME [--title T]  write source, page, registry row and test of a model that runs
  cargo xtask tidy                               check the house rules
  cargo xtask help                               this page";

/// One chore with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Solve a scenario: everything is passed on to `moloch report`.
    Report(Vec<String>),
    /// Run every test.
    Test,
    /// Run what continuous integration runs.
    Ci,
    /// Render book and API pages; open them afterwards if asked.
    Docs {
        /// Show the result in a browser.
        open: bool,
    },
    /// Run the benches whose name contains the filter.
    Bench(Option<String>),
    /// Run the comparisons with other programs.
    Peers,
    /// Write the pieces of a new model.
    NewModel(Request),
    /// Check the house rules.
    Tidy,
    /// Print the help page.
    Help,
}

/// A command line that means nothing, with the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "error: {}\n\n{HELP}", self.0)
    }
}

/// Reads the words after `cargo xtask`.
///
/// # Errors
/// When the command is unknown or one of its arguments has no meaning for it.
pub fn parse(words: &[String]) -> Result<Task, Usage> {
    let Some((command, rest)) = words.split_first() else {
        return Err(Usage("no command given".into()));
    };
    match command.as_str() {
        "report" => report_arguments(rest).map(Task::Report),
        "test" => no_arguments("test", rest).map(|()| Task::Test),
        "ci" => no_arguments("ci", rest).map(|()| Task::Ci),
        "docs" => match rest {
            [] => Ok(Task::Docs { open: false }),
            [flag] if flag == "--open" => Ok(Task::Docs { open: true }),
            _ => Err(unexpected("docs", rest, "only `--open` is known")),
        },
        "bench" => match rest {
            [] => Ok(Task::Bench(None)),
            [flag] if flag == "--peers" => Ok(Task::Peers),
            [filter] if !filter.starts_with('-') => Ok(Task::Bench(Some(filter.clone()))),
            _ => Err(unexpected("bench", rest, "it takes at most one filter, or `--peers`")),
        },
        "new-model" => new_model_arguments(rest).map(Task::NewModel),
        "tidy" => no_arguments("tidy", rest).map(|()| Task::Tidy),
        "help" | "--help" | "-h" => Ok(Task::Help),
        unknown => Err(Usage(format!("unknown command `{unknown}`"))),
    }
}

/// Runs a chore and returns the exit code of the program.
///
/// # Errors
/// When a program cannot be started, a step fails or a file cannot be read.
pub fn run(task: Task) -> Result<u8> {
    match task {
        Task::Report(arguments) => {
            let mut command = shell::cargo(&["run", "--release", "--package", "moloch-cli", "--", "report"]);
            return shell::run_for_code(command.args(arguments));
        }
        Task::Test => ci::test()?,
        Task::Ci => ci::run()?,
        Task::Docs { open } => docs::run(open)?,
        Task::Bench(filter) => {
            let mut command = shell::cargo(&["bench", "--workspace", "--bench", "*"]);
            if let Some(filter) = filter {
                command.args(["--", &filter]);
            }
            return shell::run_for_code(&mut command);
        }
        Task::Peers => peers::run()?,
        Task::NewModel(request) => new_model::run(&request)?,
        Task::Tidy => tidy::check(workspace::root())?,
        Task::Help => shell::answer(HELP),
    }
    Ok(0)
}

/// One optional scenario, then `--` and whatever `moloch report` understands.
fn report_arguments(words: &[String]) -> Result<Vec<String>, Usage> {
    let split = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let (own, passed) = words.split_at(split);
    let passed = passed.iter().skip(1);
    match own {
        [] => Ok(passed.cloned().collect()),
        [scenario] if !scenario.starts_with('-') => Ok(own.iter().chain(passed).cloned().collect()),
        _ => Err(unexpected("report", own, "it takes at most one scenario; arguments for the program follow `--`")),
    }
}

fn new_model_arguments(words: &[String]) -> Result<Request, Usage> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (id, title) = match words[..] {
        [id] if !id.starts_with('-') => (id, None),
        [id, "--title", title] | ["--title", title, id] => (id, Some(title)),
        _ => {
            return Err(Usage(
                "`new-model` needs an id such as `jevons.tax`, and takes `--title \"Some words\"`".into(),
            ));
        }
    };
    Request::parse(id, title).map_err(Usage)
}

fn no_arguments(command: &str, words: &[String]) -> Result<(), Usage> {
    if words.is_empty() { Ok(()) } else { Err(unexpected(command, words, "it takes none")) }
}

fn unexpected(command: &str, words: &[String], hint: &str) -> Usage {
    Usage(format!("`{command}` does not understand `{}`: {hint}", words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::{Task, parse};

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn report_passes_everything_after_the_dashes_on() {
        let task = parse(&words("report my.toml -- --seed 7")).unwrap();
        assert_eq!(task, Task::Report(words("my.toml --seed 7")));
        assert_eq!(parse(&words("report -- --json")).unwrap(), Task::Report(words("--json")));
    }

    #[test]
    fn a_wrong_line_names_the_word_and_lists_the_commands() {
        for line in ["", "repot", "test --fast", "docs --clsoe", "bench a b", "report a b", "report --seed 7"] {
            let problem = parse(&words(line)).expect_err(line).to_string();
            let word = line.split_whitespace().last().unwrap_or("no command");
            assert!(problem.contains(word) && problem.contains("cargo xtask ci"), "{line}: {problem}");
        }
    }
}
