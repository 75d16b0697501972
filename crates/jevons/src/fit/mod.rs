//! Fits of this crate's models to data.

mod acceleration;
mod elasticity;
mod regression;

use moloch_core::FitRow;

pub use acceleration::AccelerationFit;
pub use elasticity::{Counted, ElasticityFit, Robust};
pub use regression::{Regression, Spread, regress};

/// Every fit of this crate.
pub static FITS: &[FitRow] = &[FitRow::of::<ElasticityFit>(), FitRow::of::<AccelerationFit>()];
