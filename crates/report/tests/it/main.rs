//! Tests of documents, figures and report folders.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails by panicking")]

mod csv;
mod documents;
mod figures;
mod findings;
mod folders;
mod hostile;
mod numbers;
mod page;
mod random;
mod sample;
mod terminal;
