//! The program end to end: what it prints, what it writes, how it refuses.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod claims;
mod concepts;
mod fit;
mod games;
mod models;
mod program;
mod report;
mod trees;
