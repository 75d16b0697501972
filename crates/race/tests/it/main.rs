//! Tests of the race crate: laws of every model, then known answers and economics model by model.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod architecture;
mod claims;
mod every_model;
mod segments;
mod treadmill;
mod tullock;
