//! Tests of `bimatrix`.
