//! All equilibria of small games of three and more players, support by support, with interval proofs.
