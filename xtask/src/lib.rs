//! Which chores does the repository have, and what does each of them run?
//!
//! `cargo xtask COMMAND` is the only entry point; continuous integration calls `cargo xtask ci` and holds no other logic.
//! There is no product code here: everything a user of the models needs lives in `crates/`.
//!
//! - [`task`] reads the command line, [`shell`] runs programs and passes their exit codes on;
//! - [`ci`], [`docs`], [`links`] check and render the repository;
//! - [`new_model`] writes the pieces of a model;
//! - [`tidy`] holds the house rules, each of them an ordinary function that a test calls too;
//! - [`workspace`] knows the folders.

pub mod ci;
pub mod docs;
pub mod html;
pub mod links;
pub mod new_model;
pub mod peers;
pub mod shell;
pub mod task;
pub mod tidy;
pub mod workspace;
