//! Checks a claimed solution with code that no solver shares.
