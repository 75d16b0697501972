//! Tests of `zero_sum`.
