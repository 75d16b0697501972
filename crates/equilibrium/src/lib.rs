//! Finite games and concave games: equilibria with certificates.

pub mod anonymous;
pub mod concave;
pub mod evolution;
pub mod finite;
pub mod sequential;
