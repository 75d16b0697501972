//! One equilibrium, or a few, of a game of any number of players by following a path or a triangulation.
//!
//! Every method here works in doubles, finishes with [`polish`] and returns only what passed the regret check. None of
//! them finds all equilibria.

mod answer;
pub mod certificate;
mod dense;
mod driver;
mod face;
mod fractions;
mod gnm;
mod ipa;
mod liap;
mod logit;
mod polish;
mod polymatrix;
mod simpdiv;
mod simplex;
mod sums;
mod support;
mod tensor;

pub use driver::{Attempt, OneEquilibrium, one_equilibrium};
pub use gnm::gnm;
pub use ipa::ipa;
pub use liap::liap;
pub use logit::{LogitBranch, LogitPoint, QuantalResponse, Units, logit, logit_at, logit_limit};
pub use polish::{Polished, polish};
pub use simpdiv::simpdiv;
