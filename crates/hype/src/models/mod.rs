//! The registry: a `mod` line and a row for each model.

pub(crate) mod periodic;
pub(crate) mod shot_noise;

use moloch_core::ModelRow;

/// Every model of this crate.
pub static MODELS: &[ModelRow] = &[ModelRow::of::<periodic::Periodic>(), ModelRow::of::<shot_noise::ShotNoise>()];

/// The largest of the errors; one that is not a number counts as the largest, so that no certificate passes it over.
pub(crate) fn worst(errors: impl IntoIterator<Item = f64>) -> f64 {
    errors.into_iter().fold(0.0, |worst, error| if worst.is_nan() || worst >= error { worst } else { error })
}
