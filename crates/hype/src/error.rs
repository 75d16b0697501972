//! Why hype has no answer to give.

use moloch_core::NotCertified;

/// Why hype has no answer to give.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum HypeError {
    /// A trough is so unlikely that its waiting time is beyond the largest number.
    #[error(
        "state the mean time until hype falls to {threshold} of its mean: it is longer than the largest number; ask for \
         a threshold nearer to 1"
    )]
    PracticallyNever {
        /// The threshold as a part of the mean level.
        threshold: f64,
    },
    /// A law of jumps that does not exist for its shape.
    #[error("draw jumps of this law with the shape {shape}: choose another shape")]
    NoSuchSizes {
        /// The shape.
        shape: f64,
    },
    /// Phases were asked of something that is no path.
    #[error(transparent)]
    NoPath(#[from] crate::phases::PathFault),
    /// An answer did not pass its certificate.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
}
