//! Correlated and coarse correlated equilibrium, and commitment, by linear programming.
