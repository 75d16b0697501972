//! Who races, what does the race burn, and what would end it?
//!
//! One scenario of a technology race is read, solved month by month, certified and judged. This is the only crate in which
//! the domains meet: hype and adoption set the prize, the race burns a part of it, race effort makes news, news makes hype.
//!
//! ```
//! use moloch::{scenario, solve};
//!
//! let read = scenario::read_builtin("plain-race")?;
//! let outlook = solve(&read.scenario)?;
//! let month = &outlook.path.months[0];
//! assert!((month.race.race_total() - 6.934160184583).abs() < 1e-9);
//! assert!(outlook.path.certificate().passes());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod claims;
mod dynamic;
mod energy;
pub mod findings;
pub mod interventions;
mod law;
mod month;
mod outlook;
mod path;
mod registry;
pub mod scenario;
mod sensitivity;
mod troughs;
mod welfare;

// From a scenario to its outlook.
pub use outlook::{Outlook, solve, solve_on};

// What an outlook is made of.
pub use dynamic::{BOX, DynamicRegret, dynamic_regret, dynamic_regrets};
pub use energy::{EnergyPolicies, NoComparison};
pub use law::{Conditions, Law, State};
pub use month::Month;
pub use path::{Anchor, Path, PathError, Present, certify, follow, solve_path};
pub use sensitivity::{STEP, Sensitivity, sensitivities};
pub use troughs::{DEPTHS, Fall, PARTS, Troughs};
pub use welfare::Ledger;

// What can be solved alone, and fitted to data.
pub use registry::{find_fit, find_model, fits, models};
