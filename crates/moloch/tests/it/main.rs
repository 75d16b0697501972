#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]
//! Tests of the composed model.

mod scenario;
