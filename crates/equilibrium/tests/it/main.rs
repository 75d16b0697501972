//! Tests of the crate.

mod finite;
