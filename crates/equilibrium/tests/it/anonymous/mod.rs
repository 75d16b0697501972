//! Tests of `anonymous`.

mod conversions;
mod pure;
mod refusals;
mod support;
mod symmetric;
mod two_actions;
