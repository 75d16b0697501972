//! One parameter at a time: how much the path's answer moves when an assumption does.

use crate::interventions::Policy;
use crate::law::Law;
use crate::path::{Anchor, PathError, solve_path};

/// The answer with one parameter a tenth lower and a tenth higher.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The scenario's key.
    pub key: &'static str,
    /// What the parameter means.
    pub meaning: &'static str,
    /// Its value in the scenario.
    pub value: f64,
    /// Present value of welfare with the parameter a tenth lower and higher, bn USD.
    pub welfare: (f64, f64),
    /// Total race effort in the last month with the parameter a tenth lower and higher, bn USD/yr.
    pub race: (f64, f64),
}

/// By how much each parameter is moved.
pub const STEP: f64 = 0.1;

type Access = fn(&mut Law) -> &mut f64;

/// The parameters that rest on judgement, those on which most depends first.
const PARAMETERS: &[(&str, &str, Access)] = &[
    ("adoption.hype_boost", "how much hype speeds adoption", |law| &mut law.market.boost),
    ("hype.premium", "premium of hype on the prize", |law| &mut law.news.premium),
    ("hype.news_elasticity", "elasticity of news to race effort", |law| &mut law.news.elasticity),
    ("hype.decay", "rate at which hype fades", |law| &mut law.news.decay),
    ("compute.elasticity", "price elasticity of demand", |law| &mut law.market.elasticity),
    ("competition.cost_convexity", "convexity of cost", |law| &mut law.convexity),
    ("competition.product_value", "value of product effort", |law| &mut law.product_value),
    ("competition.spillover", "spillover of product effort", |law| &mut law.spillover),
    ("competition.margin", "part of revenue that is prize", |law| &mut law.margin),
    ("competition.foresight", "how far labs look ahead", |law| &mut law.foresight),
    ("competition.product_value_scaling", "growth of product value with the market", |law| {
        &mut law.scaling.product_value
    }),
    ("competition.cost_scaling", "fall of cost convexity with the market", |law| &mut law.scaling.convexity),
    ("competition.fringe_scaling", "growth of the fringe with the market", |law| &mut law.scaling.fringe),
];

/// Solves the path anew with each parameter a tenth lower and higher; stocks and reference effort are worked out anew,
/// because another parameter is another past. Parameters at zero are left out: a tenth of nothing moves nothing.
///
/// # Errors
/// When a path has no equilibrium to give.
pub fn sensitivities(law: &Law) -> Result<Vec<Sensitivity>, PathError> {
    let mut found = Vec::new();
    for &(key, meaning, access) in PARAMETERS {
        let value = *access(&mut law.clone());
        if value == 0.0 {
            continue;
        }
        let solve = |factor: f64| -> Result<(f64, f64), PathError> {
            let mut moved = law.clone();
            let slot = access(&mut moved);
            *slot *= factor;
            // Shares cannot exceed one; foresight and margin are shares.
            if matches!(key, "competition.margin" | "competition.foresight" | "hype.premium") {
                *slot = slot.min(1.0);
            }
            let path = solve_path(&moved, &Anchor::of(&moved)?, &Policy::none(&moved))?;
            Ok((path.present.welfare, path.last().race.race_total()))
        };
        let (low, high) = (solve(1.0 - STEP)?, solve(1.0 + STEP)?);
        found.push(Sensitivity { key, meaning, value, welfare: (low.0, high.0), race: (low.1, high.1) });
    }
    Ok(found)
}
