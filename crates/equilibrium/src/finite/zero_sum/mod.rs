//! Two-player zero-sum games by linear programming.
