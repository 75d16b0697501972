//! The registry: a `mod` line and a row for each model.

pub(crate) mod bonacich;
pub(crate) mod concentration;
pub(crate) mod frontier;
pub(crate) mod overlap;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] = &[
    ModelRow::of::<bonacich::Bonacich>(),
    ModelRow::of::<concentration::Concentration>(),
    ModelRow::of::<frontier::FrontierChoice>(),
    ModelRow::of::<overlap::Overlap>(),
];
