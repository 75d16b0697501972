#![doc = include_str!("finite_populations.md")]

pub mod certificate;
mod chain;
mod fixation;
mod leaps;
mod population;
mod simulate;
mod small_mutation;
mod states;
mod stationary;
mod walk;

pub use chain::{Chain, MAX_TRANSITIONS};
pub use fixation::{Fixation, Fixations};
pub(crate) use population::own_payoffs;
pub use population::{MAX_SIZE, Population, Process};
pub use simulate::{End, Simulation};
pub use small_mutation::SmallMutation;
pub use states::States;
pub use stationary::{MAX_COEFFICIENTS, Stationary};
