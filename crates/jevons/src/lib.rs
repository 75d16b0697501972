//! Does cheaper compute save energy, what stops its growth, and what does it cost to hold it?
//!
//! A service is made from energy with some efficiency; demand for the service answers to its price with a constant
//! elasticity. From this one law come the rebound, its limits and the policies that hold energy constant:
//!
//! ```
//! use moloch_core::{Inputs, Model};
//! use moloch_jevons::{Rebound, Regime};
//!
//! // Ten times the efficiency, at an elasticity of 1.5: more than three times the energy.
//! let outcome = Rebound { efficiency_gain: 10.0, elasticity: 1.5, ..Rebound::example() }.checked()?.solve()?;
//! assert!((outcome.energy_factor - 10_f64.sqrt()).abs() < 1e-12);
//! assert_eq!(outcome.regime, Regime::Backfire);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod certify;
pub mod ces;
pub mod claims;
pub mod demand;
pub mod economy;
mod error;
pub mod fit;
mod inputs;
pub mod limit;
pub mod models;
mod path;
pub mod policy;
pub mod production;
mod quadrature;
pub mod recursion;
mod regime;
pub mod scarcity;
pub mod systems;

// Models: what can be solved.
pub use models::MODELS;
pub use models::acceleration::{Acceleration, AccelerationOutcome};
pub use models::cap_and_trade::{CapAndTrade, CapAndTradeOutcome};
pub use models::capacity_race::{CapacityRace, CapacityRaceOutcome};
pub use models::ceiling::{Ceiling, CeilingOutcome};
pub use models::concentration::{Concentration, ConcentrationOutcome};
pub use models::demand::{Demand, DemandOutcome};
pub use models::elasticity::{Elasticity, ElasticityOutcome, Pair, Reading};
pub use models::energy_path::{EnergyGrowth, EnergyGrowthOutcome};
pub use models::general_equilibrium::{EnergyPath, GeneralEquilibrium, GeneralEquilibriumOutcome, Rebounds};
pub use models::interventions::{Interventions, InterventionsOutcome};
pub use models::limits::{Limits, LimitsOutcome};
pub use models::loads::{Loads, LoadsOutcome};
pub use models::nerlove::{Nerlove, NerloveOutcome};
pub use models::price_ladder::{PriceLadder, PriceLadderOutcome};
pub use models::production::{OtherInputs, Production, ProductionOutcome};
pub use models::progressive_price::{ProgressivePrice, ProgressivePriceOutcome};
pub use models::ratchet::{Ratchet, RatchetOutcome};
pub use models::rebound::{Rebound, ReboundOutcome};
pub use models::restraint::{Restraint, RestraintOutcome};
pub use models::stages::{Stages, StagesOutcome};
pub use models::supply::{Supply, SupplyOutcome};
pub use models::tax::{Tax, TaxOutcome};
pub use models::training_run::{TrainingRun, TrainingRunOutcome};

// Fits: what can be estimated from data.
pub use fit::FITS;

// What the words mean.
pub use regime::Regime;
pub use systems::{Curve, System};

// What can go wrong.
pub use error::JevonsError;
