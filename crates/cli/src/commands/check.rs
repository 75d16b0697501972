//! `moloch check`: is a claimed solution one?

use std::path::Path;

use moloch_core::Effort;
use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::check::{Verdict, check};
use moloch_equilibrium::finite::formats::solution;
use moloch_equilibrium::sequential::{Form, normal_form};

use crate::commands::game_file::{self, Written};
use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen};

pub(crate) fn run(game: &Path, claimed: &Path, minimise: bool, effort: &Effort, screen: Screen) -> Outcome {
    let game = strategic(game_file::read(game)?)?;
    let game = if minimise { game_file::negated(&game)? } else { game };
    let (name, source) = game_file::open(claimed)?;
    let claim =
        solution::read_any(&name, source, &game).map_err(|error| Failure::BadInput(format!("failed to {error}")))?;
    let report = check(&game, &claim, effort);
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

/// A tree is checked through its reduced strategic form, which is what solutions of it speak of.
fn strategic(written: Written) -> Result<Game, Failure> {
    match written {
        Written::Strategic(game) => Ok(game),
        Written::Sequential(tree) => {
            let form =
                normal_form(&tree, Form::Reduced).map_err(|error| Failure::BadInput(format!("failed to {error}")))?;
            Ok(form.game().clone())
        }
    }
}
