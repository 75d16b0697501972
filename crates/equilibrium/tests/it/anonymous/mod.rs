//! Tests of `anonymous`.

mod conversions;
mod pure;
mod refusals;
mod support;
mod two_actions;
