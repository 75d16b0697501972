//! The mathematics of the curves, as functions of plain numbers.
//!
//! Time and rates are in any unit, as long as rates are per that unit of time.

pub mod bass;
pub mod gompertz;
pub mod logistic;
