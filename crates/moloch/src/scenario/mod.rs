#![doc = include_str!("scenario.md")]
//!
//! # In code
//!
//! The declared structs ([`Scenario`] and its tables) say which keys exist, in which units, within which bounds.
//! [`read_file`] walks the written tree along them:
//!
//! ```
//! use moloch::scenario;
//!
//! let reading = scenario::read("extends = \"builtin:ai-race\"\ncalendar = { months = 12 }", "short.toml")?;
//! assert_eq!(reading.scenario.calendar.months, 12);
//! assert_eq!(reading.scenario.labs.len(), 3);
//!
//! let refused = scenario::read("extends = \"builtin:ai-race\"\ncompetition.margin = 1.5", "bold.toml").unwrap_err();
//! assert!(refused.to_string().contains("bold.toml:2:22"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod builtin;
mod edit;
mod extends;
mod inputs;
mod load;
mod locate;
mod malformed;
mod merge;
mod read;
mod schema;
mod sources;
mod syntax;
mod words;
mod write;
mod written;

// What a scenario says.
pub use inputs::{
    Adjacency, Adoption, Amounts, Calendar, Competition, Compute, Date, Dependency, Fit, Hype, InitialStock, Lab,
    Scenario, Segment, Specialisation, Supplier, Theta,
};
// What it asks.
pub use inputs::{Aim, Intervention, Lever, LeverName, Outcome, Target};
// How it is read, changed and described.
pub use builtin::{BUILTIN_PREFIX, BUILTINS, Builtin, builtin};
pub use edit::{number, with_number};
pub use malformed::Malformed;
pub use read::{Reading, read, read_builtin, read_file};
pub use schema::schema;
pub use write::to_toml;
pub use written::Written;
