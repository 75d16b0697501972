//! One equilibrium of a two-player game by complementary pivoting, certified exactly.
