//! The registry: a `mod` line and a row for each model.

pub mod bass;
pub mod fisher_pry;
pub mod gompertz;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] =
    &[ModelRow::of::<bass::Bass>(), ModelRow::of::<fisher_pry::FisherPry>(), ModelRow::of::<gompertz::Gompertz>()];
