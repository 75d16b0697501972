//! The verdicts that this crate can give.
//!
//! A judge runs a registered model at one value of a parameter and answers yes or no; what the essay asserts decides
//! which values count. Claims that need a model this crate does not have yet stay without a judge.

use moloch_core::root::{NoRoot, bisect};
use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Parameter, Question, Trial};

use crate::curve::{bass, logistic};
use crate::{Bass, FisherPry, Substitution};

/// Every judge of this crate.
pub static JUDGES: &[Judge] = &[
    AI_ADOPTION,
    HUNDRED_MILLION_USERS,
    TWENTY_MONTHS,
    DISPLACEMENT_SCHEDULE,
    CONTENT_TOOLS,
    CHALLENGER_RISES,
    OLD_ADOPTION,
];

/// The creative-destruction essay on AI: share that has adopted by month 1 and by month 3.
const FIRST_MONTHS: [(f64, f64); 2] = [(1.0, 0.1), (3.0, 0.6)];
/// The same essay: share of software work displaced after one and after two years.
const DISPLACED: [(f64, f64); 2] = [(1.0, 0.2), (2.0, 0.4)];
/// 'Eaten' and 'dead' are read as: nine tenths are gone.
const GONE: f64 = 0.9;
/// A table in steps of twenty points is met within ten.
const HALF_A_STEP: f64 = 0.1;
/// The leader's part of the enterprise market before and after, in the same essay as the challenger's.
const LEADER: (f64, f64) = (0.5, 0.25);
/// The interval between both, years, from the strategic-mismatch essay.
const INTERVAL: f64 = 2.0;

/// The registered model from launch, at one time; the unit of time is that of the rates.
fn adopted(p: f64, q: f64, time: f64) -> Result<f64, JudgeError> {
    let course = Bass { durations: vec![time], ..Bass::without_marketing(p, q) }.checked()?.solve()?;
    Ok(course.adoption[0])
}

/// The rates of the Bass curve through two points: for each q one p meets the first, and the second grows with q.
fn bass_through([first, second]: [(f64, f64); 2]) -> Result<(f64, f64), NoRoot> {
    let meeting_first =
        |q: f64| bisect(1e-9, 1e3, |p| bass::adoption_after(0.0, first.0, p, q) - first.1).map_or(f64::NAN, |p| p.at);
    let q = bisect(1e-6, 10.0, |q| bass::adoption_after(0.0, second.0, meeting_first(q), q) - second.1)?.at;
    Ok((meeting_first(q), q))
}

/// The registered model through two observations, at other dates.
fn substitution([first, second]: [(f64, f64); 2], dates: Vec<f64>) -> Result<Substitution, JudgeError> {
    let ((first_date, first_share), (second_date, second_share)) = (first, second);
    Ok(FisherPry { first_date, first_share, second_date, second_share, dates }.checked()?.solve()?)
}

/// A parameter that is asserted at one value.
const fn figure(name: &'static str, unit: &'static str, at: f64, explored: (f64, f64)) -> Parameter {
    Parameter { name, unit, asserted: (at, at), explored }
}

const AI_ADOPTION: Judge = Judge {
    claim: "cd-ai-adoption-shares",
    model: Bass::ID,
    reason: "adoption by month 6 on the Bass curve through the shares of months 1 and 3; holds where the table keeps up \
             with its own beginning",
    question: Question::Computed {
        parameter: |figures| Ok(figure("share by month 6", "", figures.get("month_6")? / 100.0, (0.65, 0.9999))),
        holds: |share, figures| {
            let table = [(1.0, figures.get("month_1")? / 100.0), (3.0, figures.get("month_3")? / 100.0)];
            let (p, q) = bass_through(table)?;
            let (sixth, last) = (adopted(p, q, 6.0)?, adopted(p, q, 12.0)?);
            Ok(Trial {
                holds: share >= sixth,
                numbers: vec![
                    Number::new("share by month 6 on the curve", sixth, ""),
                    Number::new("share by month 12 on the curve", last, ""),
                    Number::new("innovation p", p, "1/month"),
                    Number::new("imitation q", q, "1/month"),
                    Number::new("half has adopted", bass::inverse(0.5, p, q), "month"),
                    Number::new("slope of the log-odds, months 1 to 3", logistic::slope(table[0], table[1]), "1/month"),
                    Number::new("slope, months 3 to 6", logistic::slope(table[1], (6.0, share)), "1/month"),
                ],
            })
        },
    },
};

const HUNDRED_MILLION_USERS: Judge = Judge {
    claim: "cd-100m-users-two-months",
    model: Bass::ID,
    reason: "users by the quoted month on the Bass curve through the essay's adoption table, in a market of the size that \
             the monetization essay counts later; holds where they are as many as quoted",
    question: Question::Computed {
        parameter: |figures| {
            let market = figures.get("users_million")? / figures.get("derived_share_of_700m")?;
            Ok(figure("market", "million users", market, (100.0, 5000.0)))
        },
        holds: |market, figures| {
            let (p, q) = bass_through(FIRST_MONTHS)?;
            let share = adopted(p, q, figures.get("months")?)?;
            let users = figures.get("users_million")?;
            Ok(Trial {
                holds: market * share >= users,
                numbers: vec![
                    Number::new("share by then on the curve", share, ""),
                    Number::new("users by then on the curve", market * share, "million"),
                    Number::new("market in which the curve gives the quoted users", users / share, "million"),
                ],
            })
        },
    },
};

const TWENTY_MONTHS: Judge = Judge {
    claim: "cd-twenty-years-twenty-months",
    model: FisherPry::ID,
    reason: "share displaced on the substitution curve through the first two years of the essay's own schedule; holds \
             where nine tenths are gone",
    question: Question::Computed {
        parameter: |figures| Ok(figure("time", "month", figures.get("ai_months")?, (6.0, 120.0))),
        holds: |months, _| {
            let curve = substitution(DISPLACED, vec![months / 12.0])?;
            Ok(Trial {
                holds: curve.shares[0] >= GONE,
                numbers: vec![
                    Number::new("share displaced by then", curve.shares[0], ""),
                    Number::new("time from 10 to 90 per cent", curve.takeover_time.unwrap_or(f64::INFINITY), "yr"),
                ],
            })
        },
    },
};

const DISPLACEMENT_SCHEDULE: Judge = Judge {
    claim: "cd-displacement-schedule",
    model: FisherPry::ID,
    reason: "the substitution curve through the first and the last year of the schedule; holds where it meets the years \
             between within half a step of the table, so that the schedule is one substitution",
    question: Question::Computed {
        parameter: |figures| Ok(figure("share displaced by the fourth year", "", figures.get("y4")?, (0.41, 0.999))),
        holds: |last, figures| {
            let curve = substitution([(1.0, figures.get("y1")?), (4.0, last)], vec![2.0, 3.0, 5.0])?;
            let misses = [curve.shares[0] - figures.get("y2")?, curve.shares[1] - figures.get("y3")?];
            Ok(Trial {
                holds: misses.iter().all(|miss| miss.abs() <= HALF_A_STEP),
                numbers: vec![
                    Number::new("curve less table, second year", misses[0], ""),
                    Number::new("curve less table, third year", misses[1], ""),
                    Number::new("share displaced by the fifth year", curve.shares[2], ""),
                    Number::new("slope of the log-odds", curve.slope, "1/yr"),
                ],
            })
        },
    },
};

const CONTENT_TOOLS: Judge = Judge {
    claim: "cd-content-tools-case",
    model: Bass::ID,
    reason: "customers who left when each leaves at the rate that the quoted churn implies, imitating nobody; holds \
             where nine tenths are gone, so that the category is dead",
    question: Question::Computed {
        parameter: |figures| Ok(figure("time since the launch", "month", figures.get("months")?, (1.0, 60.0))),
        holds: |months, figures| {
            let hazard = -(-figures.get("churn_min")?).ln_1p() / figures.get("months")?;
            let gone = adopted(hazard, 0.0, months)?;
            Ok(Trial {
                holds: gone >= GONE,
                numbers: vec![
                    Number::new("customers gone by then", gone, ""),
                    Number::new("churn in a month", -(-hazard).exp_m1(), ""),
                    Number::new("nine tenths are gone", bass::inverse(GONE, hazard, 0.0), "month"),
                ],
            })
        },
    },
};

/// The month in which the log-odds of challenger and leader meet.
fn crossing(challenger: &Substitution, leader: &Substitution, before: f64) -> f64 {
    let behind = logistic::log_odds(LEADER.0) - logistic::log_odds(before);
    12.0 * behind / (challenger.slope - leader.slope)
}

const CHALLENGER_RISES: Judge = Judge {
    claim: "dilemma-challenger-share-rises",
    model: FisherPry::ID,
    reason: "the substitution curves of challenger and leader through their shares before and after; holds where the \
             challenger overtakes within the two years",
    question: Question::Computed {
        parameter: |figures| Ok(figure("share of the challenger after", "", figures.get("share_after")?, (0.13, 0.6))),
        holds: |after, figures| {
            let before = figures.get("share_before")?;
            let challenger = substitution([(0.0, before), (INTERVAL, after)], vec![1.0])?;
            let leader = substitution([(0.0, LEADER.0), (INTERVAL, LEADER.1)], vec![1.0])?;
            let month = crossing(&challenger, &leader, before);
            Ok(Trial {
                holds: month <= 12.0 * INTERVAL,
                numbers: vec![
                    Number::new("month in which the challenger overtakes", month, "month"),
                    Number::new("slope of the challenger's log-odds", challenger.slope, "1/yr"),
                    Number::new("slope of the leader's log-odds", leader.slope, "1/yr"),
                ],
            })
        },
    },
};

const OLD_ADOPTION: Judge = Judge {
    claim: "cd-traditional-adoption-shares",
    model: "arithmetic",
    reason: "the sum of the listed shares of adopters; agrees where it is all of them",
    question: Question::Arithmetic(|figures: &Figures| {
        let shares = ["early", "early_majority", "late_majority", "laggards"].map(|name| figures.get(name));
        let sum = shares.into_iter().sum::<Result<f64, _>>()?;
        let numbers = vec![Number::new("sum", sum, "%"), Number::new("missing", 100.0 - sum, "%")];
        Ok(Trial { holds: (sum - 100.0).abs() < 0.5, numbers })
    }),
};
