//! Tests of `lcp`.
