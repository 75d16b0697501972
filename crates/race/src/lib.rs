//! How much do rivals spend to be first, and what is left of the prize?
//!
//! Each race is a model with an input, a solution and a certificate. The simplest is the lottery for leadership:
//!
//! ```
//! use moloch_core::Inputs;
//! use moloch_race::Tullock;
//!
//! let contest = Tullock { values: vec![10.0, 8.0, 5.0], costs: vec![1.0; 3], decisiveness: 1.0 }.checked()?;
//! let outcome = contest.solve()?;
//! let race = &outcome.equilibria[0];
//! assert!((race.total_effort() - 4.705882352941).abs() < 1e-11);
//! assert!(race.certificate().passes());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod claims;
pub mod contest;
mod error;
pub mod models;
pub mod segments;
mod treadmill;

// Models: what can be solved.
pub use models::MODELS;
pub use models::segments::{Segments, SegmentsOutcome};
pub use models::treadmill::{Pace, Treadmill, TreadmillOutcome};
pub use models::tullock::{Contest, Tullock, TullockOutcome};
pub use treadmill::Regime;

// What can go wrong.
pub use error::RaceError;
