//! Tests of `correlated`.
