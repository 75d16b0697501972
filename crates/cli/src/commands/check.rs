//! `moloch check`: is a claimed solution one?

use std::path::Path;

use moloch_core::Effort;
use moloch_equilibrium::finite::check::{Part, Report, Verdict, check};
use moloch_equilibrium::finite::formats::solution;
use moloch_equilibrium::sequential::solution::{Reading, read_any};
use moloch_equilibrium::sequential::{self, Form, Tree, normal_form};

use crate::commands::game_file::{self, Written};
use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen};

pub(crate) fn run(game: &Path, claimed: &Path, minimise: bool, effort: &Effort, screen: Screen) -> Outcome {
    if game.as_os_str() == "-" && claimed.as_os_str() == "-" {
        let why = "standard input holds the game already, and no equilibrium in it";
        let next = "give the game or the solution as a file, and `-` for the other alone";
        return Err(Failure::BadInput(format!("failed to read the solution -: {why}\n  next: {next}")));
    }
    let report = match game_file::read(game)? {
        Written::Strategic(game) => {
            let game = if minimise { game_file::negated(&game)? } else { game };
            let (name, source) = game_file::open(claimed)?;
            check(&game, &solution::read_any(&name, source, &game).map_err(bad)?, effort)
        }
        Written::Sequential(tree) => on_tree(&tree, claimed, minimise, effort)?,
    };
    screen.clear_progress();
    if screen.json() {
        screen::result_json(&report.to_json())?;
    } else {
        screen::result(&report.to_string())?;
    }
    // The report has said why.
    match report.verdict() {
        Verdict::Confirmed => Ok(()),
        Verdict::Refused(_) => Err(Failure::Failed(String::new())),
        Verdict::NotChecked(_) => Err(Failure::Partial(String::new())),
    }
}

/// Behaviour is judged on the tree; mixed strategies are judged on the strategic form, of which they speak.
fn on_tree(tree: &Tree, claimed: &Path, minimise: bool, effort: &Effort) -> Result<Report, Failure> {
    if minimise {
        let why = "the file is a tree\n  next: change the signs in the file";
        return Err(Failure::BadInput(format!("failed to turn costs into payoffs: {why}")));
    }
    let (name, source) = game_file::open(claimed)?;
    let reading = read_any(&name, source, tree).map_err(bad)?;
    let mut report = match &reading {
        Reading::Behaviour(claim) => sequential::check::check(tree, claim, effort).map_err(bad)?,
        Reading::Strategic(claim) => check(normal_form(tree, Form::Reduced).map_err(bad)?.game(), claim, effort),
    };
    let read = Part { name: "reading", done: reading.text().to_owned(), verdict: Verdict::Confirmed };
    report.parts.insert(0, read);
    Ok(report)
}

fn bad(error: impl std::fmt::Display) -> Failure {
    Failure::BadInput(format!("failed to {error}"))
}
