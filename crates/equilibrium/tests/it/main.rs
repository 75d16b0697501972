//! Tests of the crate.

mod concave;
mod finite;
