//! The verdicts that this crate can give.

use moloch_core::Judge;

/// Every judge of this crate.
pub static JUDGES: &[Judge] = &[];
