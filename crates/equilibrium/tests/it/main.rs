//! Finite games and concave games, from outside the crate.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod anonymous;
mod bimatrix;
mod check;
mod concave;
mod correlated;
mod evolution;
mod finite;
mod formats;
mod homotopy;
mod lcp;
mod sequential;
mod support;
mod zero_sum;
