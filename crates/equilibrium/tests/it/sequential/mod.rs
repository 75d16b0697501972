//! Tests of `sequential`.
