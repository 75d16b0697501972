#![doc = include_str!("concave.md")]

pub mod certificate;
mod game;
mod solve;

pub use game::{Budget, ConcaveGame, Profile};
pub use solve::{ConcaveError, Equilibrium, solve, solve_from};
