//! All equilibria of two-player games, exactly: vertices of the best-response polytopes, paired and grouped.
