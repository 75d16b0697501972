//! The checker: truths are confirmed, every kind of lie is refused.

mod build;
mod decimals;
mod lies;
mod random;
mod reference;
