//! Why a race has no solution to give.

use moloch_core::NotCertified;
use moloch_core::root::NoRoot;
use moloch_equilibrium::concave::ConcaveError;

use crate::segments::StageError;

/// Why a race has no solution to give.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RaceError {
    /// The contest is too decisive for an equilibrium in pure strategies, and no mixed one is known in closed form.
    #[error(
        "find an equilibrium in pure strategies at decisiveness {decisiveness}: no set of active labs supports one; \
         lower the decisiveness to at most 1, where exactly one exists"
    )]
    NoPureEquilibrium {
        /// The decisiveness $`r`$.
        decisiveness: f64,
    },
    /// The search for active labs ended before it found an equilibrium or ruled all sets out.
    #[error(
        "find an equilibrium among {tried} sets of active labs: more remain; lower the decisiveness to at most 1, or \
         group equal labs"
    )]
    SearchEnded {
        /// The sets that were tried.
        tried: usize,
    },
    /// An answer did not pass its certificate.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
    /// An equation had no root where theory puts one.
    #[error(transparent)]
    NoRoot(#[from] NoRoot),
    /// A race over segments has no equilibrium to give.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// Best replies led to no equilibrium.
    #[error(transparent)]
    Concave(#[from] ConcaveError),
}
