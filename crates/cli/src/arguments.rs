//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// The economics of technology races: scenarios, models and claims.
#[derive(Debug, Parser)]
#[command(name = "moloch", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Print results as JSON at full precision
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print results and errors only
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Master seed of random draws, instead of the scenario's
    #[arg(long, global = true)]
    pub(crate) seed: Option<u64>,
    /// Threads to use, by default as many as the machine has; the results are the same bytes for any number
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// The number of threads to use.
    pub(crate) fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.threads.map_or_else(all, usize::from)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the commented default scenario to a file, to be edited
    New {
        /// The file to write; it must not exist
        file: PathBuf,
        /// The scenario to start from
        #[arg(long, default_value = "ai-race")]
        from: String,
    },
    /// Solve a scenario and write its report
    Report {
        /// A scenario file, or the name of a built-in one
        #[arg(default_value = "builtin:ai-race")]
        scenario: String,
        /// The folder of the report; replaced if it holds an older report
        #[arg(long, short, default_value = "report")]
        output: PathBuf,
    },
    /// List the models, or solve one alone
    Model {
        /// The model's id, such as race.tullock; without it, all models are listed
        id: Option<String>,
        /// Its input as TOML, - for standard input; without it, the worked example is solved
        file: Option<PathBuf>,
        /// Show the JSON Schema of its input
        #[arg(long, conflicts_with_all = ["file", "page"], requires = "id")]
        schema: bool,
        /// Show its page
        #[arg(long, conflicts_with = "file", requires = "id")]
        page: bool,
    },
    /// Print the claims of the essays with their verdicts
    Claims {
        /// Only claims of this domain
        #[arg(long)]
        domain: Option<String>,
    },
    /// Print a JSON Schema
    Schema {
        /// Of what
        #[arg(value_enum, default_value = "scenario")]
        what: SchemaOf,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaOf {
    /// Scenario files
    Scenario,
    /// The report's findings.json
    Findings,
}
