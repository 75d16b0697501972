//! Tests of `correlated`.

mod commitment;
mod devices;
mod laws;
