//! The registry: a `mod` line and a row for each model.

pub mod hawkes;
pub mod periodic;
pub mod shot_noise;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] = &[
    ModelRow::of::<periodic::Periodic>(),
    ModelRow::of::<shot_noise::ShotNoise>(),
    ModelRow::of::<hawkes::HawkesHype>(),
];
