//! The registry: a `mod` line and a row for each model.

pub mod acceleration;
pub mod cap_and_trade;
pub mod capacity_race;
pub mod ceiling;
pub mod concentration;
pub mod demand;
pub mod elasticity;
pub mod energy_path;
pub mod general_equilibrium;
pub mod interventions;
pub mod limits;
pub mod loads;
pub mod nerlove;
pub mod price_ladder;
pub mod production;
pub mod progressive_price;
pub mod ratchet;
pub mod rebound;
pub mod restraint;
pub mod stages;
pub mod supply;
pub mod tax;
pub mod training_run;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] = &[
    ModelRow::of::<rebound::Rebound>(),
    ModelRow::of::<production::Production>(),
    ModelRow::of::<demand::Demand>(),
    ModelRow::of::<general_equilibrium::GeneralEquilibrium>(),
    ModelRow::of::<nerlove::Nerlove>(),
    ModelRow::of::<ratchet::Ratchet>(),
    ModelRow::of::<loads::Loads>(),
    ModelRow::of::<capacity_race::CapacityRace>(),
    ModelRow::of::<concentration::Concentration>(),
    ModelRow::of::<restraint::Restraint>(),
    ModelRow::of::<supply::Supply>(),
    ModelRow::of::<ceiling::Ceiling>(),
    ModelRow::of::<tax::Tax>(),
    ModelRow::of::<progressive_price::ProgressivePrice>(),
    ModelRow::of::<cap_and_trade::CapAndTrade>(),
    ModelRow::of::<limits::Limits>(),
    ModelRow::of::<elasticity::Elasticity>(),
    ModelRow::of::<price_ladder::PriceLadder>(),
    ModelRow::of::<stages::Stages>(),
    ModelRow::of::<energy_path::EnergyGrowth>(),
    ModelRow::of::<interventions::Interventions>(),
    ModelRow::of::<acceleration::Acceleration>(),
    ModelRow::of::<training_run::TrainingRun>(),
];
