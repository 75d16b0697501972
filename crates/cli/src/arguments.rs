//! What can be typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::watching::seconds;

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
    /// Solve a game: every equilibrium, or one, with its certificate
    Solve(Solve),
    /// Check a claimed solution of a game with code that the solvers do not share
    Check {
        /// The game file
        game: PathBuf,
        /// The solution: JSON of `moloch solve --format json`, or Gambit's NE rows; - for standard input
        solution: PathBuf,
        /// The numbers in the game file are costs: less is better
        #[arg(long)]
        minimise: bool,
        /// Stop after this many seconds; what was not checked by then is said
        #[arg(long, value_name = "SECONDS", allow_negative_numbers = true, value_parser = seconds)]
        timeout: Option<Duration>,
    },
    /// Fit a model to a CSV file, or list what can be fitted
    Fit(Fit),
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

/// What `moloch solve` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is typed or not")]
pub(crate) struct Solve {
    /// A game file (.nfg, .efg, .gam or our JSON), - for standard input
    pub(crate) game: PathBuf,
    /// The method by name, such as vertex-enumeration or Gambit's enummixed, or another question, such as correlated
    /// or strict-dominance; by default the method that fits; a wrong name lists them all
    #[arg(long, value_name = "NAME")]
    pub(crate) method: Option<String>,
    /// Every equilibrium: the default; of a tree, whose default is one subgame-perfect equilibrium, every one of its
    /// reduced strategic form
    #[arg(long, conflicts_with = "first")]
    pub(crate) all: bool,
    /// One equilibrium, the quickest to find
    #[arg(long)]
    pub(crate) first: bool,
    /// How to print them
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: SolutionFormat,
    /// Digits of probabilities in Gambit's rows; without it, exact fractions where they are known
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=17))]
    pub(crate) decimals: Option<u8>,
    /// Fail rather than return less than was asked for
    #[arg(long)]
    pub(crate) strict: bool,
    /// Stop after this many seconds with what was found until then
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true, value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
    /// Stop each stage of the work after this many steps; unlike time, the same on every machine
    #[arg(long, value_name = "N")]
    pub(crate) steps: Option<u64>,
    /// The numbers in the file are costs: less is better
    #[arg(long)]
    pub(crate) minimise: bool,
    /// Choose among the equilibria by a rule
    #[arg(long, value_name = "RULE")]
    pub(crate) select: Option<String>,
    /// Solve a sequential game through its reduced strategic form
    #[arg(long)]
    pub(crate) strategic: bool,
    /// What a correlated equilibrium is to maximise: total, egalitarian, entropy, most:PLAYER or least:PLAYER
    #[arg(long, value_name = "GOAL")]
    pub(crate) objective: Option<String>,
    /// Who commits itself first, for --method stackelberg: a player's name or number (by default 1)
    #[arg(long, value_name = "PLAYER")]
    pub(crate) leader: Option<String>,
}

/// What `moloch fit` takes.
#[derive(Debug, Args)]
pub(crate) struct Fit {
    /// The CSV file with a row of headings, - for standard input; without it, the columns and options are shown
    pub(crate) file: Option<PathBuf>,
    /// What to fit
    #[arg(long, value_name = "NAME")]
    pub(crate) model: Option<String>,
    /// Start of the window of observation, a date or a time as in the file; events before it are known history
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    pub(crate) from: Option<String>,
    /// End of the window of observation; a date includes its day, a month its last day
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    pub(crate) until: Option<String>,
    /// Unit of the results, and of times that are plain numbers
    #[arg(long, value_enum, default_value = "month")]
    pub(crate) unit: UnitOfTime,
    /// Merge rows of one time into one event; lifts add up
    #[arg(long)]
    pub(crate) merge: bool,
    /// Spread rows of one date at random over the time that it leaves open (seed: --seed)
    #[arg(long, conflicts_with = "merge")]
    pub(crate) jitter: bool,
    /// An option of the fit, such as decay=0.105; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum UnitOfTime {
    /// A day
    Day,
    /// Seven days
    Week,
    /// A twelfth of a year
    Month,
    /// A year of 365.25 days
    Yr,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaOf {
    /// Scenario files
    Scenario,
    /// The report's findings.json
    Findings,
    /// Game files in JSON
    Game,
    /// Solution files of `moloch solve`
    Solution,
    /// Solution files of trees, in behaviour strategies
    Behaviour,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SolutionFormat {
    /// A table with labels, for people
    Table,
    /// JSON with everything, for programs and for `moloch check`
    Json,
    /// Gambit's rows: NE,1/2,1/2,0,1
    Gambit,
}
