//! One equilibrium of games of any number of players: paths, triangulations, polishing.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise and may compare exactly")]

mod logit;
mod logit_laws;
mod method_laws;
mod methods;
mod polishing;
mod support;
