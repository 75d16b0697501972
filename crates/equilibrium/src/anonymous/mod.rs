//! Games in which payoffs depend on how many play what, not on who does.
