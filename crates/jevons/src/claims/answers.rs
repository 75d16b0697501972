//! Claims about how people and firms answer in the long run: habits, restraint, work, and who is left.

use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Parameter, Question, Trial};

use super::quoted::{ELASTICITY_LOW, PLAUSIBLE_ELASTICITY, TENFOLD};
use super::{figure, number};
use crate::{Concentration, Loads, LoadsOutcome, Ratchet, Restraint, demand};

/// The part of a rise in demand that must outlast its cause for the rise to have stayed.
const FOR_THE_MOST_PART: f64 = 0.5;

pub(super) const RATCHET: Judge = Judge {
    claim: "jev-induced-demand-ratchet",
    model: Ratchet::ID,
    reason: "demand after a price that fell to a tenth has come all the way back, at the lower of the essay's \
             elasticities, over the whole range of habit because the essay names none; holds where at least half of the \
             rise stays",
    question: Question::Computed {
        parameter: |_| {
            let unit = "of the answer to a cut is never undone";
            Ok(Parameter { name: "habit", unit, asserted: (0.0, 1.0), explored: (0.0, 1.0) })
        },
        holds: |habit, _| {
            let price = vec![TENFOLD.recip(), 1.0];
            let outcome =
                Ratchet { price, elasticity: ELASTICITY_LOW, habit, ..Ratchet::example() }.checked()?.solve()?;
            let (raised, left) = (outcome.service_path[0], outcome.service);
            Ok(Trial {
                holds: left - 1.0 >= FOR_THE_MOST_PART * (raised - 1.0),
                numbers: vec![
                    Number::new("demand while the price is low", raised, "of before"),
                    Number::new("demand after the price is back", left, "of before"),
                    Number::new("price that would undo it", outcome.price_to_undo.unwrap_or(1.0), "of before"),
                ],
            })
        },
    },
};

/// Users in the group that would have to restrain itself: a small stand-in for all, with whom it is easier.
const USERS: usize = 1000;
/// The most that keeping energy down is taken to be worth to a user, by what taking part costs.
const WORTH_AT_MOST: f64 = 10.0;

pub(super) const DEMAND_OR_TECHNICAL_LIMITS: Judge = Judge {
    claim: "jev-demand-or-technical-limits",
    model: Restraint::ID,
    reason: "a thousand users who hold energy where it was after a tenfold gain, by doing without or by built-in limits, \
             when it is worth one to ten times its cost to each (our reading); holds where just enough taking part is \
             an equilibrium once agreed, and without an agreement nobody does",
    question: Question::Computed {
        parameter: |_| Ok(number("worth of the target by the cost of a part", (1.0, WORTH_AT_MOST), (0.5, 1000.0))),
        holds: |worth, _| {
            let outcome = Restraint {
                elasticity: ELASTICITY_LOW,
                efficiency_gain: TENFOLD,
                users: USERS,
                cost: 1.0,
                benefit: worth,
                ..Restraint::example()
            }
            .checked()?
            .solve()?;
            let needed = outcome.needed.map_or(f64::INFINITY, |needed| needed as f64);
            Ok(Trial {
                holds: outcome.agreement_holds && outcome.chance <= 0.0,
                numbers: vec![
                    Number::new("demand to do without", outcome.forgone, "of demand"),
                    Number::new("users who must take part", needed, "of 1000"),
                    Number::new("largest chance to be decisive", outcome.most_pivotal.unwrap_or(0.0), ""),
                ],
            })
        },
    },
};

/// One load and the people on it.
fn load(gain: f64, elasticity: f64, exponent: f64) -> Result<LoadsOutcome, JudgeError> {
    let (exponent, relief, people) = (vec![exponent], vec![1.0], vec![1.0]);
    Ok(Loads { productivity_gain: gain, elasticity, exponent, relief, people }.checked()?.solve()?)
}

pub(super) const PROGRAMMERS: Judge = Judge {
    claim: "jev-coding-paradox",
    model: Loads::ID,
    reason: "programmers that the quoted maintenance takes when they get as much better at it as at writing; holds where \
             more are needed than before",
    question: Question::Computed {
        parameter: |figures| Ok(figure("times as productive", figures.get("code")?, (2.0, 1000.0))),
        holds: more_programmers,
    },
};

fn more_programmers(productivity: f64, figures: &Figures) -> Result<Trial, JudgeError> {
    let code = figures.get("code")?;
    let power = |load: f64| load.ln() / code.ln();
    let (maintenance, complexity) = (power(figures.get("maintenance")?), power(figures.get("complexity")?));
    let outcome = load(productivity, demand::implied_elasticity(productivity, code), maintenance)?;
    Ok(Trial {
        holds: outcome.total_factor > 1.0,
        numbers: vec![
            Number::new("programmers", outcome.total_factor, "of before"),
            Number::new("exponent of maintenance", maintenance, ""),
            Number::new("exponent of complexity", complexity, ""),
        ],
    })
}

pub(super) const OVERSIGHT_LOAD: Judge = Judge {
    claim: "jev-service-and-decision-load",
    model: Loads::ID,
    reason: "work of curating and overseeing that grows like what is made and gets as much easier as the making, the \
             case least kind to the claim; holds where a tenfold gain leaves more of it than before",
    question: Question::Computed {
        parameter: |_| Ok(number("elasticity of demand for what is overseen", PLAUSIBLE_ELASTICITY, (0.1, 5.0))),
        holds: |elasticity, _| {
            let outcome = load(TENFOLD, elasticity, 1.0)?;
            Ok(Trial {
                holds: outcome.total_factor > 1.0,
                numbers: vec![
                    Number::new("output", outcome.output, "of before"),
                    Number::new("work of oversight", outcome.total_factor, "of before"),
                    Number::new("elasticity above which it grows", outcome.threshold.unwrap_or(0.0), ""),
                ],
            })
        },
    },
};

/// The most firms that still count as only giants.
const FEW: f64 = 4.0;
/// Years of falling prices that are followed.
const FOLLOWED: f64 = 4.0;

pub(super) const PRICING_SPIRAL: Judge = Judge {
    claim: "jev-pricing-death-spiral",
    model: Concentration::ID,
    reason: "a market whose price falls tenfold a year at the lower of the essay's elasticities, with fixed outlays that \
             rise with quality to a power (from proportional to the tenth power, our reading); \
             holds where revenue and outlays grow and at most four firms remain",
    question: Question::Computed {
        parameter: |_| Ok(number("escalation of outlays with quality", (1.0, 10.0), (1.0, 100.0))),
        holds: |escalation, _| {
            let outcome = Concentration {
                elasticity: ELASTICITY_LOW,
                price_decline: TENFOLD.ln(),
                years: FOLLOWED,
                escalation: Some(escalation),
                ..Concentration::example()
            }
            .checked()?
            .solve()?;
            let end = outcome.times.len() - 1;
            let most = outcome.most_firms.unwrap_or(f64::INFINITY);
            let grows = outcome.revenue_growth > 0.0 && outcome.outlay[end] > outcome.outlay[0];
            Ok(Trial {
                holds: grows && most <= FEW,
                numbers: vec![
                    Number::new("most firms", most, ""),
                    Number::new("revenue after a year", outcome.revenue_growth.exp(), "of before"),
                    Number::new("firms if quality could not be bought", outcome.firms_without_escalation[end], ""),
                ],
            })
        },
    },
};
