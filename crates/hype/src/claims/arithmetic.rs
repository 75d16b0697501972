//! Claims in which two quoted figures are checked against each other.

use moloch_core::{Judge, Number, Question, Trial};

pub(super) const FIVE_PHASES: Judge = Judge {
    claim: "hype-five-phases-30-years",
    model: "arithmetic",
    reason: "the listed cycles that went through all five phases against all that are listed; agrees where it is every one",
    question: Question::Arithmetic(|figures| {
        let part = figures.get("cases_completed")? / figures.get("cases_listed")?;
        Ok(Trial { holds: part >= 1.0, numbers: vec![Number::new("part that completed the cycle", part, "")] })
    }),
};
