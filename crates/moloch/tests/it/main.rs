//! Tests of the composed model.
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise, may compare exactly and counts few digits"
)]

mod claims;
mod dynamic;
mod findings;
mod instances;
mod interventions;
mod laws;
mod outlook;
mod scenario;
mod support;
mod troughs;
mod welfare;
