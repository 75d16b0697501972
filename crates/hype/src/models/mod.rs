//! The registry: a `mod` line and a row for each model.

pub mod aspiration;
pub mod baseline;
pub mod cadences;
pub mod cascade;
pub mod exhaustion;
pub mod fatigue;
pub mod fixes;
pub mod gartner;
pub mod hawkes;
pub mod hawkes_mutual;
pub mod jumps;
pub mod lags;
pub mod memory;
pub mod monotone;
pub mod periodic;
pub mod pillars;
pub mod regimes;
pub mod run;
pub mod salience;
pub mod shot_noise;
pub mod suppressed;
pub mod timeline;
pub mod timing;
pub mod trough;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] = &[
    ModelRow::of::<periodic::Periodic>(),
    ModelRow::of::<shot_noise::ShotNoise>(),
    ModelRow::of::<hawkes::HawkesHype>(),
    ModelRow::of::<hawkes_mutual::HawkesMutual>(),
    ModelRow::of::<aspiration::Aspiration>(),
    ModelRow::of::<baseline::Baseline>(),
    ModelRow::of::<cadences::Cadences>(),
    ModelRow::of::<exhaustion::Exhaustion>(),
    ModelRow::of::<fatigue::Fatigue>(),
    ModelRow::of::<gartner::Gartner>(),
    ModelRow::of::<cascade::Cascade>(),
    ModelRow::of::<fixes::Fixes>(),
    ModelRow::of::<lags::Lags>(),
    ModelRow::of::<monotone::Monotone>(),
    ModelRow::of::<regimes::Regimes>(),
    ModelRow::of::<run::Run>(),
    ModelRow::of::<salience::Salience>(),
    ModelRow::of::<suppressed::Suppressed>(),
    ModelRow::of::<jumps::Jumps>(),
    ModelRow::of::<memory::Memory>(),
    ModelRow::of::<pillars::Pillars>(),
    ModelRow::of::<timeline::Timeline>(),
    ModelRow::of::<timing::Timing>(),
    ModelRow::of::<trough::Trough>(),
];
