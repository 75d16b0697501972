//! The registry: a `mod` line and a row for each model.

pub(crate) mod bass;
pub(crate) mod fisher_pry;
pub(crate) mod gompertz;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] =
    &[ModelRow::of::<bass::Bass>(), ModelRow::of::<fisher_pry::FisherPry>(), ModelRow::of::<gompertz::Gompertz>()];

/// The largest of the errors; one that is not a number counts as the largest, so that no certificate passes it over.
pub(crate) fn worst(errors: impl IntoIterator<Item = f64>) -> f64 {
    errors.into_iter().fold(0.0, |worst, error| if worst.is_nan() || worst >= error { worst } else { error })
}
