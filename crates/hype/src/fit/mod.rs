//! Fits of this crate's models to records of dated events.

mod hawkes;
mod mutual;
mod record;
mod shot_noise;
mod show;
mod timeline;

use moloch_core::FitRow;

pub use hawkes::HawkesFit;
pub use shot_noise::ShotNoiseFit;
pub use timeline::TimelineFit;

/// Every fit of this crate.
pub static FITS: &[FitRow] = &[FitRow::of::<HawkesFit>(), FitRow::of::<ShotNoiseFit>(), FitRow::of::<TimelineFit>()];
