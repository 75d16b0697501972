#![doc = include_str!("finite.md")]

mod build;
pub mod certificate;
mod column;
mod dilemma;
mod display;
mod dominance;
mod error;
mod exact;
mod expected;
mod game;
mod labels;
mod linear;
mod profile;
mod pure;
mod selection;
mod set;
mod shape;
mod two_by_two;

// Games: what is played.
pub use exact::{Number, Rational, exact_from_f64, nearest_f64, parse_exact, rational};
pub use game::Game;
pub use labels::Player;
pub use shape::MAX_PAYOFFS;

// Profiles: how it is played, and what that earns.
pub use expected::{exact_expected_payoffs, expected_payoffs};
pub use profile::{ExactProfile, Profile};

// Solvers: each returns certified results and says how complete they are.
pub use dominance::{Dominators, Elimination, Reduction, iterated_strict_dominance};
pub use pure::{PureEquilibria, pure_equilibria};
pub use two_by_two::two_by_two;

// Results: sets of equilibria, and choosing among them.
pub use dilemma::Dilemma;
pub use selection::{Rule, Selection, select};
pub use set::{Component, EquilibriumSet, Face, Scope, Subset};

// What can go wrong.
pub use error::{GameError, NumberError, ProfileError, SolveError};
