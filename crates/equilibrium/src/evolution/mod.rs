//! Evolution and learning: which profiles populations and learners reach.
