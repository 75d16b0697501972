//! Finite games: known answers, laws, and what must be refused.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod architecture;
mod boxes;
mod certificates;
mod constants;
mod dominance;
mod known_games;
mod laws;
mod naming;
mod refusals;
mod selection;
pub(crate) mod support;
mod two_by_two;
mod weak_dominance;
