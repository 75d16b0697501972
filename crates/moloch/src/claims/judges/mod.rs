//! Claims that need more than one domain: each is asked of the composed path of the default scenario.
//!
//! What a claim leaves open is the default scenario's; horizons are as short as the claim allows.

mod coordination;
mod loops;
mod welfare;

use moloch_core::{Checked, Inputs, Judge, JudgeError, Parameter};

use crate::interventions::Policy;
use crate::law::Law;
use crate::path::{Anchor, Path, solve_path};
use crate::scenario::{self, Scenario};

/// The id under which the composed path judges.
const MODEL: &str = "moloch.path";

/// Every judge of the composed path.
pub static JUDGES: &[Judge] = &[
    coordination::NOBODY_SUPPLIES,
    loops::ADOPT_OR_DIE,
    loops::ONE_LOOP,
    loops::RATIONING_BY_2030,
    welfare::TOO_MANY_MODELS,
];

/// The default scenario over these months, changed, with its law and its anchor.
struct Case {
    scenario: Checked<Scenario>,
    law: Law,
    anchor: Anchor,
}

impl Case {
    fn of(months: usize, change: impl FnOnce(&mut Scenario)) -> Result<Self, JudgeError> {
        let mut scenario = default_scenario()?;
        scenario.calendar.months = months;
        change(&mut scenario);
        let scenario = scenario.checked()?;
        let law = Law::of(&scenario);
        let anchor = Anchor::of(&law)?;
        Ok(Self { scenario, law, anchor })
    }

    fn path(&self) -> Result<Path, JudgeError> {
        Ok(solve_path(&self.law, &self.anchor, &Policy::none(&self.law))?)
    }
}

/// The default scenario without what it asks; read once, since judges ask hundreds of times.
fn default_scenario() -> Result<Scenario, JudgeError> {
    static READ: std::sync::OnceLock<Result<Scenario, String>> = std::sync::OnceLock::new();
    let read = READ.get_or_init(|| {
        let reading = scenario::read_builtin(scenario::BUILTINS[0].name).map_err(|error| error.to_string())?;
        let mut scenario = reading.scenario.into_inner();
        scenario.interventions.clear();
        scenario.targets.clear();
        Ok(scenario)
    });
    Ok(read.clone()?)
}

/// A pure number as the parameter.
const fn pure(name: &'static str, asserted: (f64, f64), explored: (f64, f64)) -> Parameter {
    Parameter { name, unit: "", asserted, explored }
}
