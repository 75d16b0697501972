//! The registry: a `mod` line and a row for each model.

pub(crate) mod cap_and_trade;
pub(crate) mod ceiling;
pub(crate) mod progressive_price;
pub(crate) mod rebound;
pub(crate) mod supply;
pub(crate) mod tax;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] = &[
    ModelRow::of::<rebound::Rebound>(),
    ModelRow::of::<supply::Supply>(),
    ModelRow::of::<ceiling::Ceiling>(),
    ModelRow::of::<tax::Tax>(),
    ModelRow::of::<progressive_price::ProgressivePrice>(),
    ModelRow::of::<cap_and_trade::CapAndTrade>(),
];
