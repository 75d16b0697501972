//! Tests of documents, figures and report folders.

mod figures;
mod sample;
