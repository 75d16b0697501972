//! Games with payoffs that are concave in a player's own action: contests, network games, Cournot and logit pricing
//! stand on this room instead of each writing its own.
//!
//! A game says its boxes, payoffs and gradients; it may say its best reply in closed form. [`solve`] iterates best
//! replies and hands out a profile only with its certificate: for a payoff that is concave on a box,
//! $`\max_{y}\nabla u_i(x)\cdot(y-x_i)`$ bounds what player $`i`$ can still gain. [`certificate`] computes that bound
//! from gradients alone and shares no code with the solver.
//!
//! Uniqueness is claimed only when the game proves a theorem's conditions (Rosen 1965; Goodman 1980).

pub mod certificate;
mod game;
mod solve;

pub use game::{Budget, ConcaveGame, Profile};
pub use solve::{ConcaveError, Equilibrium, solve, solve_from};
