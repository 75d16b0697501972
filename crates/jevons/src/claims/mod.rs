//! The verdicts that this crate can give.
//!
//! A judge runs a registered model at one value of a parameter and answers yes or no; what the essay asserts decides
//! which values count.

mod answers;
mod arithmetic;
mod growth;
mod law;
mod limits;
mod pairs;
mod policy;
mod quoted;
mod uses;

use moloch_core::{Inputs, Judge, JudgeError, Model, Parameter};

use crate::{Rebound, ReboundOutcome};

/// Every judge of this crate.
pub static JUDGES: &[Judge] = &[
    law::CONSUMPTION_FORMULA,
    law::BACKFIRE_CONDITION,
    law::ARITHMETIC_BOX,
    law::USAGE_PER_TENFOLD,
    law::ELASTICITY_TWO_TO_THREE,
    pairs::GPT4_TO_4O,
    pairs::API_CALLS,
    pairs::COAL,
    pairs::CODING_ASSISTANTS,
    pairs::IMAGES,
    limits::FIVE_STAGES,
    limits::ENERGY_IN_2030,
    growth::CRISIS_BY_2030,
    growth::RENEWABLES,
    growth::FIVE_LIMITS,
    growth::RECURSIVE,
    uses::SMALL_CITY,
    uses::FULL_LOAD,
    uses::ENERGY_PER_ANSWER,
    uses::CHATGPT,
    uses::STAGE_ENERGY,
    answers::RATCHET,
    answers::DEMAND_OR_TECHNICAL_LIMITS,
    answers::PROGRAMMERS,
    answers::OVERSIGHT_LOAD,
    answers::PRICING_SPIRAL,
    policy::INTERVENTIONS,
    policy::INEFFICIENCY,
    arithmetic::PRICE_LADDER,
    arithmetic::EFFICIENCY_LEVERS,
    arithmetic::ENERGY_IN_2024,
];

/// The registered model at a gain and an elasticity, passed on in full.
fn rebound(efficiency_gain: f64, elasticity: f64) -> Result<ReboundOutcome, JudgeError> {
    Ok(Rebound { elasticity, efficiency_gain, ..Rebound::example() }.checked()?.solve()?)
}

/// A pure number that is asserted on an interval.
const fn number(name: &'static str, asserted: (f64, f64), explored: (f64, f64)) -> Parameter {
    Parameter { name, unit: "", asserted, explored }
}

/// A pure number that is asserted at one value.
const fn figure(name: &'static str, at: f64, explored: (f64, f64)) -> Parameter {
    number(name, (at, at), explored)
}
