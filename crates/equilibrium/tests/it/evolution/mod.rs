//! Tests of `evolution`.
