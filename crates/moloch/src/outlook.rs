//! The outlook: everything that is computed from a scenario, at full precision.

use moloch_core::{Certified, Checked, Uniqueness};
use moloch_race::segments::uniqueness;

use crate::dynamic::{DynamicRegret, dynamic_regrets};
use crate::interventions::{Effect, Policy, Strength, minimal_strength};
use crate::law::Law;
use crate::path::{Anchor, Path, PathError, follow};
use crate::scenario::Scenario;
use crate::sensitivity::{Sensitivity, sensitivities};

/// A solved scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The law of motion.
    pub law: Law,
    /// What holds at month 0 on every path.
    pub anchor: Anchor,
    /// The path without intervention.
    pub path: Certified<Path>,
    /// Whether the path is the only one: each month's race is, and each step is a function.
    pub uniqueness: Uniqueness,
    /// The interventions, in the scenario's order.
    pub effects: Vec<Effect>,
    /// The least sufficient strengths, in the order of the targets.
    pub strengths: Vec<Strength>,
    /// Each lab's dynamic regret on the path without intervention.
    pub regrets: Vec<DynamicRegret>,
    /// One parameter at a time.
    pub sensitivities: Vec<Sensitivity>,
}

/// Solves a scenario.
///
/// # Errors
/// The month in which no equilibrium exists, a value is not finite or a certificate does not pass.
pub fn solve(scenario: &Checked<Scenario>) -> Result<Outlook, PathError> {
    let law = Law::of(scenario);
    let anchor = Anchor::of(&law)?;
    let path = follow(&law, &anchor, &Policy::none(&law))?;
    let effects = scenario
        .interventions
        .iter()
        .map(|intervention| Effect::of(intervention, scenario, &law, &anchor, &path))
        .collect::<Result<_, _>>()?;
    let strengths = scenario
        .targets
        .iter()
        .map(|target| minimal_strength(target, scenario, &law, &anchor, &path))
        .collect::<Result<_, _>>()?;
    Ok(Outlook {
        regrets: dynamic_regrets(&law, &anchor, &path),
        sensitivities: sensitivities(&law)?,
        uniqueness: uniqueness(),
        law,
        anchor,
        path,
        effects,
        strengths,
    })
}
