//! One equilibrium of a game of any number of players by following a path or a triangulation.
