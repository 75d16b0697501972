//! Correlated and coarse correlated equilibrium, and commitment, by linear programming.

pub mod certificate;
pub mod commitment;
mod entropy;
mod solve;
mod stackelberg;

pub use certificate::Obedience;
pub use solve::{Correlated, Device, MAX_COEFFICIENTS, Objective, correlated_equilibrium};
pub use stackelberg::{Commitment, Stackelberg, stackelberg};
