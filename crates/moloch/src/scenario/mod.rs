//! A scenario: what was written in a file, and what it means.
//!
//! The declared structs ([`Scenario`] and its tables) say which keys exist, in which units, within which bounds.

mod inputs;
mod words;

// What a scenario says.
pub use inputs::{
    Adjacency, Adoption, Amounts, Calendar, Competition, Compute, Date, Dependency, Fit, Hype, InitialStock, Lab,
    Scenario, Segment, Specialisation, Supplier, Theta,
};
// What it asks.
pub use inputs::{Aim, Intervention, Lever, LeverName, Outcome, Target};
