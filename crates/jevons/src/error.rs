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
    /// The target is met without any intervention.
    #[error(
        "compare interventions: there is nothing to save, {energy} TWh/yr would be used anyway and the target is {target}; \
         lower the target"
    )]
    NothingToSave {
        /// Energy without intervention, TWh/yr.
        energy: f64,
        /// The target, TWh/yr.
        target: f64,
    },
    /// A service costs more than demand is known for before anything is done.
    #[error(
        "compare interventions: a service would cost {price} times as much as before the gain without any of them, beyond \
         the known prices, which end at {highest}; raise `highest_price`"
    )]
    BeyondKnownPrices {
        /// Price of the service, of before the gain.
        price: f64,
        /// The highest price at which demand is known.
        highest: f64,
    },
    /// No prices clear every market.
    #[error(
        "clear every market: the wage or the price of energy falls to nothing, because too little answers to prices; \
         raise a substitution or `supply_elasticity`, or bring the gains nearer to 1"
    )]
    NoEquilibrium,
    /// The conditions of scarcity are not met at the prices found.
    #[error(
        "solve for the prices of what is scarce: the conditions are missed by {residual:.1e} of a capacity; bring the \
         capacities or the growth rates nearer together"
    )]
    Conditions {
        /// The worst breach, relative.
        residual: f64,
    },
    /// An answer did not pass its certificate.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
    /// An equation had no root where theory puts one.
    #[error(transparent)]
    NoRoot(#[from] NoRoot),
}
