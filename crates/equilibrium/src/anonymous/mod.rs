#![doc = include_str!("anonymous.md")]

pub mod certificate;
mod convert;
mod counts;
mod error;
mod expected;
mod game;
mod polynomial;
mod pure;
mod reduced;
mod roots;
mod symmetric;
mod system;
mod two_actions;

// Games: what is played.
pub use game::{AnonymousGame, MAX_PLAYERS, Role};

// Solvers: each returns certified results and says how complete they are.
pub use pure::{PureCounts, profiles_of, pure_equilibria};
pub use symmetric::{SymmetricSample, logit_equilibrium, symmetric_equilibria};
pub use two_actions::{Symmetric, SymmetricSet, two_actions};

// What can go wrong.
pub use error::AnonymousError;
