//! One parameter at a time: how much the path's answer moves when an assumption does.

use crate::interventions::Policy;
use crate::law::Law;
use crate::path::{Anchor, PathError, solve_path};
use crate::scenario::Scenario;

/// The answer with one parameter a tenth lower and a tenth higher.
///
/// Shares end at one: where a tenth more would exceed it, `tried` and the answer beside it are those at one, and a
/// parameter that stands at one already moves down only.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The scenario's key.
    pub key: &'static str,
    /// What the parameter means.
    pub meaning: &'static str,
    /// Its value in the scenario.
    pub value: f64,
    /// The lower and the higher value that were tried.
    pub tried: (f64, f64),
    /// Present value of welfare with the parameter a tenth lower and higher, bn USD.
    pub welfare: (f64, f64),
    /// Total race effort in the last month with the parameter a tenth lower and higher, bn USD/yr.
    pub race: (f64, f64),
}

/// By how much each parameter is moved.
pub const STEP: f64 = 0.1;

/// A parameter that rests on judgement.
pub(crate) struct Assumption {
    key: &'static str,
    meaning: &'static str,
    most: f64,
    access: fn(&mut Scenario) -> Option<&mut f64>,
}

const fn any(key: &'static str, meaning: &'static str, access: fn(&mut Scenario) -> Option<&mut f64>) -> Assumption {
    Assumption { key, meaning, most: f64::INFINITY, access }
}

const fn share(key: &'static str, meaning: &'static str, access: fn(&mut Scenario) -> Option<&mut f64>) -> Assumption {
    Assumption { key, meaning, most: 1.0, access }
}

/// The parameters that rest on judgement, those on which most depends first.
pub(crate) static ASSUMPTIONS: &[Assumption] = &[
    any("adoption.hype_boost", "how much hype speeds adoption", |s| Some(&mut s.adoption.hype_boost)),
    share("hype.premium", "premium of hype on the prize", |s| Some(&mut s.hype.premium)),
    any("hype.news_elasticity", "elasticity of news to race effort", |s| Some(&mut s.hype.news_elasticity)),
    any("hype.decay", "rate at which hype fades", |s| Some(&mut s.hype.decay)),
    any("compute.elasticity", "price elasticity of demand", |s| Some(&mut s.compute.elasticity)),
    any("competition.cost_convexity", "convexity of cost", |s| Some(&mut s.competition.cost_convexity)),
    any("competition.product_value", "value of product effort", |s| Some(&mut s.competition.product_value)),
    any("competition.spillover", "spillover of product effort", |s| Some(&mut s.competition.spillover)),
    share("competition.margin", "part of revenue that is prize", |s| Some(&mut s.competition.margin)),
    share("competition.foresight", "how far labs look ahead", |s| Some(&mut s.competition.foresight)),
    any("competition.half_life", "time in which a lead halves", |s| s.competition.half_life.as_mut()),
    any("competition.product_value_scaling", "growth of product value with the market", |s| {
        Some(&mut s.competition.product_value_scaling)
    }),
    any("competition.cost_scaling", "fall of cost convexity with the market", |s| {
        Some(&mut s.competition.cost_scaling)
    }),
    any("competition.fringe_scaling", "growth of the fringe with the market", |s| {
        Some(&mut s.competition.fringe_scaling)
    }),
];

/// Solves the path anew with each parameter a tenth lower and higher. The whole scenario is read anew: stocks, reference
/// effort and the levels that follow from other numbers are worked out again, because another parameter is another past.
/// Parameters at zero are left out: a tenth of nothing moves nothing.
///
/// # Errors
/// When a path has no equilibrium to give.
pub fn sensitivities(scenario: &Scenario) -> Result<Vec<Sensitivity>, PathError> {
    ASSUMPTIONS.iter().filter_map(|assumption| assumption.sensitivity(scenario).transpose()).collect()
}

impl Assumption {
    /// The answer with the parameter lower and higher; `None` if it is zero or not written.
    pub(crate) fn sensitivity(&self, scenario: &Scenario) -> Result<Option<Sensitivity>, PathError> {
        let mut moved = scenario.clone();
        let Some(value) = (self.access)(&mut moved).map(|value| *value).filter(|value| *value != 0.0) else {
            return Ok(None);
        };
        let tried = ((1.0 - STEP) * value, ((1.0 + STEP) * value).min(self.most));
        let mut answer = |value: f64| -> Result<(f64, f64), PathError> {
            if let Some(slot) = (self.access)(&mut moved) {
                *slot = value;
            }
            let law = Law::of(&moved);
            let path = solve_path(&law, &Anchor::of(&law)?, &Policy::none(&law))?;
            Ok((path.present.welfare, path.last().race.race_total()))
        };
        let (low, high) = (answer(tried.0)?, answer(tried.1)?);
        let (key, meaning) = (self.key, self.meaning);
        Ok(Some(Sensitivity { key, meaning, value, tried, welfare: (low.0, high.0), race: (low.1, high.1) }))
    }
}
