//! One scenario of a technology race: solved, certified and judged.

pub mod scenario;
