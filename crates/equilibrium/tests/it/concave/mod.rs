//! Concave games: known answers, cycles, bounds, budgets, and what is refused.

mod certificates;
mod games;
mod solving;
