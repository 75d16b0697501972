//! How fast does a new technology spread, and how fast does it displace the old one?
//!
//! Each curve is a model with an input, a solution and a certificate; the functions beneath it stand in [`curve`].
//!
//! ```
//! use moloch_core::Inputs;
//! use moloch_disruption::Bass;
//!
//! let tenth_year = Bass { durations: vec![10.0], ..Bass::without_marketing(0.03, 0.38) };
//! let diffusion = tenth_year.checked()?.solve()?;
//! assert!((diffusion.adoption[0] - 0.8128032212213).abs() < 1e-12);
//! assert!((diffusion.peak.time - 6.192619197703).abs() < 1e-11);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod claims;
pub mod curve;
mod error;
pub mod models;

// Models: what can be solved.
pub use models::MODELS;
pub use models::bass::{Bass, Diffusion, Peak};
pub use models::fisher_pry::{FisherPry, Substitution};
pub use models::gompertz::{Gompertz, GompertzCurve};

// What can go wrong.
pub use error::DisruptionError;
