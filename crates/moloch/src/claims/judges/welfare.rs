//! What society gains when somebody stops racing.

use moloch_core::{Judge, Number, Question, Trial};

use super::{Case, MODEL, pure};
use crate::interventions::Policy;
use crate::path::solve_path;
use crate::scenario::Intervention;

/// The lab that is nobody's first choice: the generalist, named last.
const DUPLICATE: usize = 2;

pub(super) const TOO_MANY_MODELS: Judge = Judge {
    claim: "arms-too-many-models",
    model: MODEL,
    reason: "the generalist stops racing and keeps to its product; race effort may be worth to society from nothing to all \
             that its first unit costs; holds where the present values of welfare and of product effort are higher over \
             two years",
    question: Question::Computed {
        parameter: |_| Ok(pure("value to society of a unit of race effort", (0.0, 1.0), (0.0, 8.0))),
        holds: |value, _| {
            let case = Case::of(24, |scenario| scenario.competition.social_value = value)?;
            let stops = case.scenario.labs.iter().skip(DUPLICATE).map(|lab| lab.name.clone()).collect();
            let fewer = Intervention { stops, ..Intervention::named("fewer models") };
            let policy = Policy::of(&fewer, &case.scenario, &case.law);
            let (all, fewer) = (case.path()?.present, solve_path(&case.law, &case.anchor, &policy)?.present);
            let (welfare, product) = (fewer.welfare - all.welfare, fewer.product_spillover - all.product_spillover);
            Ok(Trial {
                holds: welfare > 0.0 && product > 0.0,
                numbers: vec![
                    Number::new("welfare gained", welfare, "bn USD"),
                    Number::new("value of product effort to others gained", product, "bn USD"),
                    Number::new("cost of the race saved", all.race_cost - fewer.race_cost, "bn USD"),
                ],
            })
        },
    },
};
