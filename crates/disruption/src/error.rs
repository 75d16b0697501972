//! Why a curve has no answer to give.

use moloch_core::NotCertified;

/// Why a curve has no answer to give.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DisruptionError {
    /// Prices rose so fast that adoption would run backwards.
    #[error(
        "run the market's clock forwards in period {period}: it would move by {market_time} yr, and adoption cannot be \
         undone; let prices rise less, or lower the price effect"
    )]
    RunsBackwards {
        /// The period, counted from 1.
        period: usize,
        /// The movement of the market's clock in that period, years.
        market_time: f64,
    },
    /// An answer did not pass its certificate.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
}
