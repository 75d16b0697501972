//! The `moloch` program: arguments, files and exit codes around the library.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 complete, 1 failed, 2 bad input,
//! 3 partial.

mod arguments;
mod commands;
mod outcome;
mod screen;
mod watching;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use moloch_equilibrium::finite::solve::Wanted;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    // What can be fitted is known to the registry alone.
    let command = Arguments::command().mut_subcommand("fit", |fit| fit.after_help(commands::fit::list()));
    let arguments = match command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        // Help and version are results; a wrong argument is bad input, which is clap's own exit code 2.
        Err(error) => error.exit(),
    };
    let screen = screen::Screen::new(arguments.quiet, arguments.json);
    let threads = arguments.threads();
    let outcome = match arguments.command {
        Command::New { file, from } => commands::new::run(&file, &from, screen),
        Command::Report { scenario, output } => {
            commands::report::run(&scenario, &output, arguments.seed, threads, screen)
        }
        Command::Model { id, file, schema, page } => {
            commands::model::run(id.as_deref(), file.as_deref(), commands::model::Wanted::of(schema, page), screen)
        }
        Command::Fit(asked) => commands::fit::run(&asked, arguments.seed, screen),
        Command::Claims { domain } => commands::claims::run(domain.as_deref(), threads, screen),
        Command::Solve(asked) => solve(&asked, arguments.seed, threads, screen),
        Command::Check { game, solution, minimise, timeout } => {
            let effort = watching::effort(timeout, None, threads, screen);
            commands::check::run(&game, &solution, minimise, &effort, screen)
        }
        Command::Schema { what } => commands::schema::run(what),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            screen::complain(&failure);
            ExitCode::from(failure.code())
        }
    }
}

fn solve(asked: &arguments::Solve, seed: Option<u64>, threads: usize, screen: screen::Screen) -> outcome::Outcome {
    let effort = watching::effort(asked.timeout, asked.steps, threads, screen);
    let asked = commands::solve::Asked {
        game: &asked.game,
        method: asked.method.as_deref(),
        wanted: if asked.first { Wanted::First } else { Wanted::All },
        all: asked.all,
        format: asked.format,
        decimals: asked.decimals,
        strict: asked.strict,
        minimise: asked.minimise,
        select: asked.select.as_deref(),
        strategic: asked.strategic || asked.all,
        strategic_typed: asked.strategic,
        objective: asked.objective.as_deref(),
        leader: asked.leader.as_deref(),
        seed: seed.unwrap_or(0),
        effort,
    };
    commands::solve::run(&asked, screen)
}
