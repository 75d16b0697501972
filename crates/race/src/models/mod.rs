//! The registry: a `mod` line and a row for each model.

pub mod segments;
pub mod treadmill;
pub mod tullock;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] =
    &[ModelRow::of::<tullock::Tullock>(), ModelRow::of::<segments::Segments>(), ModelRow::of::<treadmill::Treadmill>()];
