//! All equilibria of two-player games, exactly: vertices of the best-response polytopes, paired and grouped.

mod arithmetic;
mod dictionary;
mod join;
mod labels;
mod neighbours;
mod search;
mod side;
mod subsets;
mod vertex_enumeration;
mod walk;

pub use vertex_enumeration::vertex_enumeration;
