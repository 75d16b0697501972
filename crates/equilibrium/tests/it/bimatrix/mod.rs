//! All equilibria of two-player games: known games, laws, random games against brute force, budgets.

mod brute_force;
mod budgets;
mod known_games;
mod laws;
mod random_games;
