//! Tests of `homotopy`.
