//! The registry: a `mod` line and a row for each model.

pub mod aspiration;
pub mod baseline;
pub mod cadences;
pub mod exhaustion;
pub mod fatigue;
pub mod gartner;
pub mod hawkes;
pub mod periodic;
pub mod shot_noise;
pub mod timeline;
pub mod trough;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] = &[
    ModelRow::of::<periodic::Periodic>(),
    ModelRow::of::<shot_noise::ShotNoise>(),
    ModelRow::of::<hawkes::HawkesHype>(),
    ModelRow::of::<aspiration::Aspiration>(),
    ModelRow::of::<baseline::Baseline>(),
    ModelRow::of::<cadences::Cadences>(),
    ModelRow::of::<exhaustion::Exhaustion>(),
    ModelRow::of::<fatigue::Fatigue>(),
    ModelRow::of::<gartner::Gartner>(),
    ModelRow::of::<timeline::Timeline>(),
    ModelRow::of::<trough::Trough>(),
];
