//! How long does excitement last without news, how much news holds it up, and how deep does it fall in between?
//!
//! ```
//! use moloch_core::Inputs;
//! use moloch_hype::Periodic;
//!
//! // Ten per cent lost in a month, an announcement every two weeks.
//! let news = Periodic { decay: -0.9_f64.ln(), interval: 14.0 / 30.4375, ..Periodic::from_the_plateau() };
//! let band = news.checked()?.solve()?;
//! assert!((band.top - 21.13897093488).abs() < 1e-10);
//! assert!((band.dip - 0.04730599247619).abs() < 1e-13);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`decay`] has the one-month steps that a path takes; [`shot`] the mathematics of news at random times; [`phases`] names
//! the phases of any path; [`hawkes`] has the mathematics of news that provokes news.

pub mod claims;
pub mod decay;
mod error;
mod fan;
pub mod fit;
mod flow;
pub mod hawkes;
pub mod models;
mod path;
pub mod phases;
mod quadrature;
pub mod shot;

// Models: what can be solved.
pub use fan::Fan;
pub use models::MODELS;
pub use models::aspiration::{Aspiration, AspirationOutcome, Perception};
pub use models::baseline::{Baseline, BaselineOutcome};
pub use models::cadences::{Cadences, CadencesOutcome, Tier};
pub use models::cascade::{Cascade, CascadeOutcome};
pub use models::exhaustion::{Approach, Exhaustion, ExhaustionOutcome};
pub use models::fatigue::{Fatigue, FatigueOutcome};
pub use models::fixes::{Fixes, FixesOutcome};
pub use models::gartner::{Gartner, GartnerOutcome};
pub use models::hawkes::{HawkesHype, HawkesOutcome};
pub use models::hawkes_mutual::{HawkesMutual, HawkesMutualOutcome};
pub use models::jumps::{Jumps, JumpsOutcome};
pub use models::lags::{Lags, LagsOutcome};
pub use models::memory::{Memory, MemoryOutcome};
pub use models::monotone::{Monotone, MonotoneOutcome};
pub use models::periodic::{Band, Periodic};
pub use models::pillars::{Pillars, PillarsOutcome};
pub use models::regimes::{Regime, Regimes, RegimesOutcome};
pub use models::run::{Run, RunOutcome};
pub use models::salience::{Salience, SalienceOutcome, Story};
pub use models::shot_noise::{Paths, RandomPaths, ShotNoise, ShotNoiseOutcome};
pub use models::suppressed::{Suppressed, SuppressedOutcome};
pub use models::timeline::{Timeline, TimelineOutcome};
pub use models::timing::{Timing, TimingOutcome};
pub use models::trough::{Course, Trough, TroughOutcome};
pub use shot::{JumpLaw, Process};

// Fits: what can be estimated from data.
pub use fit::FITS;

// What can go wrong.
pub use error::HypeError;
