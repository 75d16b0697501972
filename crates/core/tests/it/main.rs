//! Tests of core: what a declaration accepts, how it refuses, and what follows from its field table.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod declared;
mod fits;
mod reading;
mod schema;
mod spreads;
