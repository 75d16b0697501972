//! Finite games and concave games: equilibria with certificates.

pub mod concave;
pub mod finite;
