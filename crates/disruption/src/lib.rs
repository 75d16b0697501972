//! Disruption curves: diffusion, substitution and displacement.
