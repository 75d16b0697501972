//! Why a question about the graph has no answer.

use moloch_core::{NotCertified, Range};

/// Why a question about the graph has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GraphError {
    /// A number lies outside its range.
    #[error("use {value} as {what}: expected {allowed}; change the number")]
    OutOfRange {
        /// What the number stands for.
        what: &'static str,
        /// The number.
        value: f64,
        /// The allowed values.
        allowed: Range,
    },
    /// Market shares do not make up the whole market.
    #[error(
        "read the market shares: they sum to {sum}, expected 1 (to {tolerance:.0e}); \
         state what is left as the fringe's share",
        tolerance = moloch_core::tolerance::SHARE_SUM_ABS
    )]
    ShareSum {
        /// The sum, the fringe's share included.
        sum: f64,
    },
    /// A merger needs two different firms of the list.
    #[error("merge firms {first} and {second}: expected two different numbers below {firms}, the number of firms")]
    NoSuchMerger {
        /// The first firm, from 0.
        first: usize,
        /// The second firm, from 0.
        second: usize,
        /// How many firms there are.
        firms: usize,
    },
    /// Spillovers feed on themselves: no equilibrium exists.
    #[error(
        "solve the network game: spillover {spillover} times the spectral radius {radius} of the links is not below 1, \
         so that efforts grow without bound; keep the spillover below {limit}",
        limit = 1.0 / .radius
    )]
    ExplosiveSpillover {
        /// The spillover $`\phi`$.
        spillover: f64,
        /// The spectral radius $`\rho(G)`$.
        radius: f64,
    },
    /// The spectral radius was not found.
    #[error("find the spectral radius of the links: the eigenvalues did not converge in {iterations} iterations")]
    NoSpectralRadius {
        /// Iterations used.
        iterations: usize,
    },
    /// An answer did not pass its certificate.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
}
