//! Jevons economics: rebound, backfire, limits and interventions.
