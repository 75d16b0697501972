//! Claims that quote a gain and a growth: the pair implies an elasticity, and the model says what follows.

use moloch_core::{Figures, Judge, JudgeError, Model, Number, Question, Trial};

use super::quoted::ABOUT_TWO_TO_THREE;
use super::{figure, number, rebound};
use crate::{Rebound, demand};

/// Whether energy rises when a service that got `gain` times cheaper is used `service` times as much.
fn paradox(gain: f64, service: f64) -> Result<Trial, JudgeError> {
    let elasticity = demand::implied_elasticity(gain, service);
    let outcome = rebound(gain, elasticity)?;
    Ok(Trial {
        holds: outcome.energy_factor > 1.0,
        numbers: vec![
            Number::new("elasticity", elasticity, ""),
            Number::new("energy", outcome.energy_factor, ""),
            Number::new("finite rebound", outcome.finite, ""),
        ],
    })
}

/// Whether the elasticity implied by a gain and a growth of energy is about two to three, as the essay says of AI.
fn about_two_to_three(gain: f64, energy: f64) -> Result<Trial, JudgeError> {
    let elasticity = demand::implied_elasticity(gain, gain * energy);
    let outcome = rebound(gain, elasticity)?;
    let (low, high) = ABOUT_TWO_TO_THREE;
    Ok(Trial {
        holds: (low..=high).contains(&outcome.rebound),
        numbers: vec![
            Number::new("elasticity", elasticity, ""),
            Number::new("service", outcome.service_factor, ""),
            Number::new("energy", outcome.energy_factor, ""),
        ],
    })
}

pub(super) const GPT4_TO_4O: Judge = Judge {
    claim: "jev-gpt4-to-4o",
    model: Rebound::ID,
    reason: "the elasticity that the quoted use implies, from the stated fall in price to that of the essay's own \
             price list; holds where energy rises, so that the pair is a case of the paradox",
    question: Question::Computed {
        parameter: |figures| {
            let asserted = (figures.get("cheaper")?, figures.get("derived_table_ratio")?);
            Ok(number("times cheaper", asserted, (10.0, 5000.0)))
        },
        holds: |cheaper, figures| paradox(cheaper, figures.get("usage")?),
    },
};

pub(super) const API_CALLS: Judge = Judge {
    claim: "jev-api-calls",
    model: Rebound::ID,
    reason: "the elasticity that the pair implies; holds where energy rises, so that the pair is a case of the paradox",
    question: Question::Computed {
        parameter: |figures| Ok(figure("times as many calls", figures.get("usage_factor")?, (2.0, 1000.0))),
        holds: |calls, figures| paradox(figures.get("price_factor")?, calls),
    },
};

pub(super) const COAL: Judge = Judge {
    claim: "jev-coal",
    model: Rebound::ID,
    reason: "the elasticity left when a part of the growth would have come without better engines; holds where \
             efficiency alone still raises the use of coal",
    question: Question::Computed {
        // The essay credits efficiency with all of the growth.
        parameter: |_| Ok(figure("growth without better engines", 1.0, (1.0, 50.0))),
        holds: |background, figures: &Figures| {
            let efficiency = figures.get("efficiency")?;
            let service = efficiency * figures.get("resource_factor")?;
            let mut trial = paradox(efficiency, service / background)?;
            trial.numbers.push(Number::new("saving expected without rebound", 1.0 - efficiency.recip(), ""));
            Ok(trial)
        },
    },
};

/// Months in a year: the old price of a coding assistant can be read as monthly or yearly.
const MONTHS: f64 = 12.0;

pub(super) const CODING_ASSISTANTS: Judge = Judge {
    claim: "jev-copilot",
    model: Rebound::ID,
    reason: "the elasticity that the pair implies, with the old price read as yearly or as monthly; holds where it is \
             about two to three, as the essay says of AI",
    question: Question::Computed {
        parameter: |figures| {
            let monthly = figures.get("before_usd")? / figures.get("after_usd_month")?;
            Ok(number("times cheaper", (monthly / MONTHS, monthly), (2.0, 1000.0)))
        },
        holds: |cheaper, figures| about_two_to_three(cheaper, figures.get("compute_factor")?),
    },
};

pub(super) const IMAGES: Judge = Judge {
    claim: "jev-images",
    model: Rebound::ID,
    reason: "the elasticity that the fall in price and the growth of compute imply; holds where it is about two to \
             three, as the essay says of AI",
    question: Question::Computed {
        parameter: |figures| Ok(figure("times as much compute", figures.get("compute_factor")?, (2.0, 1e6))),
        holds: |compute, figures| about_two_to_three(figures.get("dalle2")? / figures.get("local")?, compute),
    },
};
