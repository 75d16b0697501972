//! Why a question about energy has no answer to give.

use moloch_core::NotCertified;
use moloch_core::root::NoRoot;

/// Why a question about energy has no answer to give.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum JevonsError {
    /// A result is larger or smaller than any number that can be held.
    #[error(
        "compute {what}: it is too large or too small for any number; bring the elasticity, the efficiency gain, the \
         growth or the time span nearer to 1"
    )]
    OutOfNumbers {
        /// What was computed.
        what: &'static str,
    },
    /// No price reduces energy to the cap.
    #[error(
        "meet a cap of {cap} TWh/yr: segments with elasticity 0 use {least} TWh/yr at any price; raise the cap above \
         that or give them an elasticity"
    )]
    CapUnreachable {
        /// The cap, TWh/yr.
        cap: f64,
        /// Energy of the segments that do not answer to the price, TWh/yr.
        least: f64,
    },
    /// An answer did not pass its certificate.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
    /// An equation had no root where theory puts one.
    #[error(transparent)]
    NoRoot(#[from] NoRoot),
}
