#![doc = include_str!("finite.md")]

pub mod bimatrix;
mod boxes;
mod build;
pub(crate) mod centred;
pub mod certificate;
pub mod check;
pub(crate) mod column;
pub mod correlated;
mod dilemma;
mod display;
mod dominance;
mod entropy;
mod error;
pub(crate) mod exact;
pub(crate) mod expected;
pub mod formats;
mod game;
pub mod homotopy;
pub(crate) mod labels;
pub mod lcp;
mod linear;
mod numerical;
mod one_choice;
mod profile;
mod programme;
mod pure;
mod selection;
mod set;
pub(crate) mod shape;
pub mod solve;
pub mod support;
mod two_by_two;
mod weak_dominance;
pub mod zero_sum;

// Games: what is played.
pub use exact::{Number, Rational, exact_from_f64, nearest_f64, parse_exact, rational};
pub use game::Game;
pub use labels::Player;
pub use shape::MAX_PAYOFFS;

// Profiles: how it is played, and what that earns.
pub use expected::{exact_expected_payoffs, expected_payoffs};
pub use profile::{ExactProfile, Profile};

// Solvers: each returns certified results and says how complete they are.
pub use boxes::equilibrium_boxes;
pub use dominance::{Dominators, Elimination, Reduction, iterated_strict_dominance};
pub use pure::{PureEquilibria, pure_equilibria};
pub use two_by_two::two_by_two;
pub use weak_dominance::{Order, iterated_weak_dominance};

// Results: sets of equilibria, and choosing among them.
pub use dilemma::Dilemma;
pub use numerical::{Isolated, NumericalSet};
pub use selection::{Rule, Selection, select};
pub use set::{Component, Counter, EquilibriumSet, Face, Scope, Subset};

// What can go wrong.
pub use error::{GameError, NumberError, ProfileError, SolveError};
