//! Evolution and learning: which profiles populations and learners reach.
//!
//! [`finite_populations`]: fixation, small mutations, the full chain, simulation. [`ess`]: evolutionarily stable mixes.
//! [`replicator`]: replicator, logit and best-reply dynamics of large populations, rest points. [`learning`]: best replies in turn,
//! fictitious play.

mod error;
pub mod ess;
pub mod finite_populations;
pub mod learning;
mod logs;
pub mod replicator;

pub use error::EvolutionError;
