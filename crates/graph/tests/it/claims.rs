//! Judges, each against the figures that its claim quotes.
