//! Tests of `lcp`.

mod complementarity;
mod known_games;
mod laws;
