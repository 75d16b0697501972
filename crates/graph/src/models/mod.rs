//! The registry: a `mod` line and a row for each model.

pub mod bonacich;
pub mod concentration;
pub mod frontier;
pub mod overlap;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] = &[
    ModelRow::of::<bonacich::Bonacich>(),
    ModelRow::of::<concentration::Concentration>(),
    ModelRow::of::<frontier::FrontierChoice>(),
    ModelRow::of::<overlap::Overlap>(),
];
