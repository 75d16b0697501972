#![doc = include_str!("anonymous.md")]

pub mod certificate;
mod convert;
mod counts;
mod error;
mod game;
mod pure;

// Games: what is played.
pub use game::{AnonymousGame, MAX_PLAYERS, Role};

// Solvers: each returns certified results and says how complete they are.
pub use pure::{PureCounts, profiles_of, pure_equilibria};

// What can go wrong.
pub use error::AnonymousError;
