//! Tests of `anonymous`.
