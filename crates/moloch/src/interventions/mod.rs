//! Interventions: named patches of the race with a start month, compared with the one path without intervention.

mod effect;
mod pact;
mod policy;
mod strength;

pub use effect::{Change, Effect};
pub use pact::{Enforcement, Pact};
pub use policy::Policy;
pub use strength::{Strength, minimal_strength, outcome_of};
