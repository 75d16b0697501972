#![doc = include_str!("ess.md")]

pub mod certificate;
mod copositive;
mod search;
mod verdict;

pub use copositive::MAX_OUTSIDERS;
pub(crate) use copositive::level_point;
pub use search::{MAX_STRATEGIES, StableSet, all_ess};
pub use verdict::{Verdict, is_ess};
