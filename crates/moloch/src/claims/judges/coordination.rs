//! Whether labs could keep a limit on the race among themselves.

use moloch_core::{Judge, Number, Question, Trial};

use super::{Case, MODEL, pure};
use crate::interventions::{Pact, Policy};
use crate::scenario::{Intervention, LeverName};

pub(super) const NOBODY_SUPPLIES: Judge = Judge {
    claim: "cross-coordination-gap",
    model: MODEL,
    reason: "a cap on every lab's race effort, from none at all to what the strongest lab spends, kept by the threat to end \
             it and race again, with a breach answered after a month; holds where some lab that discounts as the scenario \
             says would break it",
    question: Question::Computed {
        parameter: |_| Ok(pure("cap as a part of the strongest lab's effort", (0.0, 1.0), (0.0, 1.2))),
        holds: |part, _| {
            let case = Case::of(1, |_| {})?;
            let path = case.path()?;
            let first = &path.months[0];
            let strongest = (0..case.law.labs).map(|lab| first.race_effort_of(lab)).fold(0.0, f64::max);
            let cap = Intervention::named("pact").at_strength(LeverName::Cap, part * strongest);
            let pact = Pact::of(&case.law, &Policy::of(&cap, &case.scenario, &case.law), &path)?;
            let patience = (-case.law.discount / 12.0).exp();
            let needed = pact.critical_discount_factor();
            Ok(Trial {
                holds: needed.is_none_or(|needed| needed > patience),
                numbers: vec![
                    // A lab that prefers the race to the pact would not keep it at any discount factor.
                    Number::new("discount factor needed", needed.unwrap_or(f64::INFINITY), ""),
                    Number::new("discount factor of the labs over a month", patience, ""),
                    Number::new("cap", part * strongest, "bn USD/yr"),
                ],
            })
        },
    },
};
