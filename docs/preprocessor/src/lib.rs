//! How do the pages that lie beside the code become a book?
//!
//! mdBook hands every chapter to this preprocessor as JSON and takes the changed book back. Nine things are added:
//!
//! - [`models`]: a chapter for every model page of the crates, with an index, so that a new model appears by itself;
//! - [`solvers`]: a chapter for every page beside a solver;
//! - [`ledger`]: the claims with their verdicts;
//! - [`reported`]: trees and games of three players among these;
//! - [`scoreboard`]: games that other programs got wrong, solved and checked;
//! - [`figures`]: the charts of each model, drawn from its solved example;
//! - [`registry`]: inputs, laws and the solved example of each model;
//! - [`tables`]: tables that are made from the code;
//! - [`chapters`]: links from a model's id to its page;
//! - [`markdown`] and [`maths`]: equations as MathML, so that the rendered book needs no script and no network.
//!
//! [`pages`] does the same for the equations in pages that rustdoc wrote.

pub mod chapters;
pub mod figures;
pub mod ledger;
pub mod markdown;
pub mod maths;
pub mod models;
pub mod pages;
pub mod registry;
pub mod reported;
pub mod scoreboard;
pub mod solvers;
pub mod tables;
