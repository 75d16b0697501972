//! Evolution and learning: known answers, laws, and what must be refused.

mod ess;
mod finite_populations;
mod learning;
mod replicator;
