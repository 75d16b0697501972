//! The outlook: everything that is computed from a scenario, at full precision.

use moloch_core::{Certified, Checked, Uniqueness};
use moloch_race::segments::uniqueness;

use crate::dynamic::{DynamicRegret, dynamic_regret};
use crate::energy::{EnergyPolicies, NoComparison};
use crate::interventions::{Effect, Policy, Strength, minimal_strength};
use crate::law::Law;
use crate::path::{Anchor, Path, PathError, follow};
use crate::scenario::{Intervention, Scenario, Target};
use crate::sensitivity::{ASSUMPTIONS, Assumption, Sensitivity};
use crate::troughs::Troughs;
use moloch_core::parallel::in_order;

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
    /// What random timing of news does to hype on the path without intervention.
    pub troughs: Troughs,
    /// What would hold the energy of the last month, or why nothing was compared.
    pub energy: Result<EnergyPolicies, NoComparison>,
    /// One parameter at a time.
    pub sensitivities: Vec<Sensitivity>,
}

/// Solves a scenario on the caller's thread.
///
/// # Errors
/// The month in which no equilibrium exists, a value is not finite or a certificate does not pass.
pub fn solve(scenario: &Checked<Scenario>) -> Result<Outlook, PathError> {
    solve_on(scenario, 1)
}

/// Solves a scenario on this many threads; the outlook is the same, bit for bit, on any number.
///
/// # Errors
/// The month in which no equilibrium exists, a value is not finite or a certificate does not pass.
pub fn solve_on(scenario: &Checked<Scenario>, threads: usize) -> Result<Outlook, PathError> {
    let law = Law::of(scenario);
    let anchor = Anchor::of(&law)?;
    let path = follow(&law, &anchor, &Policy::none(&law))?;
    let tasks = tasks(scenario, &law);
    let troughs = Troughs::of(&law, &path, scenario.seed, threads);
    let energy = EnergyPolicies::of(&law, &path);
    let parts = in_order(tasks.len(), threads, |k| tasks[k].run(scenario, &law, &anchor, &path));
    let mut outlook = Outlook {
        uniqueness: uniqueness(),
        law,
        anchor,
        path,
        effects: Vec::new(),
        strengths: Vec::new(),
        regrets: Vec::new(),
        troughs,
        energy,
        sensitivities: Vec::new(),
    };
    for part in parts {
        match part? {
            Part::Strength(strength) => outlook.strengths.push(strength),
            Part::Regret(regret) => outlook.regrets.push(regret),
            Part::Sensitivity(sensitivity) => outlook.sensitivities.extend(sensitivity),
            Part::Effect(effect) => outlook.effects.push(effect),
        }
    }
    Ok(outlook)
}

/// A piece of the outlook that needs only the path without intervention.
enum Task<'s> {
    Strength(&'s Target),
    Regret(usize),
    Sensitivity(&'static Assumption),
    Effect(&'s Intervention),
}

/// What came of a task.
enum Part {
    Strength(Strength),
    Regret(DynamicRegret),
    Sensitivity(Option<Sensitivity>),
    Effect(Effect),
}

/// All tasks, the longest first, so that no thread starts one when the others are done.
fn tasks<'s>(scenario: &'s Scenario, law: &Law) -> Vec<Task<'s>> {
    let strengths = scenario.targets.iter().map(Task::Strength);
    let regrets = (0..law.labs).map(Task::Regret);
    let sensitivities = ASSUMPTIONS.iter().map(Task::Sensitivity);
    strengths.chain(regrets).chain(sensitivities).chain(scenario.interventions.iter().map(Task::Effect)).collect()
}

impl Task<'_> {
    fn run(&self, scenario: &Scenario, law: &Law, anchor: &Anchor, path: &Path) -> Result<Part, PathError> {
        Ok(match *self {
            Self::Strength(target) => Part::Strength(minimal_strength(target, scenario, law, anchor, path)?),
            Self::Regret(lab) => Part::Regret(dynamic_regret(law, anchor, path, lab)),
            Self::Sensitivity(assumption) => Part::Sensitivity(assumption.sensitivity(scenario)?),
            Self::Effect(intervention) => Part::Effect(Effect::of(intervention, scenario, law, anchor, path)?),
        })
    }
}
