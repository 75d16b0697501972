//! Claims about growth that feeds on itself, and about several limits at once.

use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Parameter, Question, Trial};

use super::number;
use super::quoted::{
    BASE_YEAR, ELASTICITY_LOW, ENERGY_2024, ENERGY_2030, LARGEST_GAIN, PRICE_LADDER_YEARS, TENFOLD, WORLD_ELECTRICITY,
};
use crate::{Acceleration, Limits, LimitsOutcome};

/// The last year of any date that counts as one.
const HORIZON: f64 = 2050.0;

pub(super) const RECURSIVE: Judge = Judge {
    claim: "jev-recursive-acceleration",
    model: Acceleration::ID,
    reason: "growth of efficiency as on the essay's price list, which computing speeds up with some elasticity, over what we \
             read as 'AI improves AI'; holds where consumption would be infinite at a date before 2050",
    question: Question::Computed {
        parameter: |_| Ok(number("feedback of computing on efficiency", (0.0, 0.5), (-0.5, 1.0))),
        holds: |feedback, _| {
            let growth = LARGEST_GAIN.ln() / PRICE_LADDER_YEARS;
            let outcome = Acceleration {
                elasticity: ELASTICITY_LOW,
                efficiency_growth: growth,
                feedback,
                years: HORIZON - BASE_YEAR,
                energy: ENERGY_2024,
                ceiling: Some(WORLD_ELECTRICITY),
            };
            let outcome = outcome.checked()?.solve()?;
            let date = |date: Option<f64>| BASE_YEAR + date.unwrap_or(f64::INFINITY);
            Ok(Trial {
                holds: date(outcome.blow_up) <= HORIZON,
                numbers: vec![
                    Number::new("year in which the law ends", date(outcome.blow_up), ""),
                    Number::new("year in which the electricity of the world is used", date(outcome.ceiling_at), ""),
                    Number::new("that year at steady growth", date(outcome.steady_ceiling_at), ""),
                ],
            })
        },
    },
};

/// One service that uses several things in equal parts, each with a capacity and a yearly factor of building.
fn one_service(growth: f64, things: &[(&str, f64, f64)], years: f64) -> Result<LimitsOutcome, JudgeError> {
    let limits = Limits {
        limit: things.iter().map(|(name, ..)| (*name).to_owned()).collect(),
        spending: vec![vec![1.0; things.len()]],
        other: None,
        elasticity: vec![ELASTICITY_LOW],
        demand_growth: vec![growth.ln()],
        efficiency_growth: vec![0.0; things.len()],
        capacity: things.iter().map(|(_, capacity, _)| *capacity).collect(),
        build: things.iter().map(|(.., build)| build.ln()).collect(),
        years,
    };
    Ok(limits.checked()?.solve()?)
}

/// The year of the first limit, and of the first one if that were lifted.
fn years_of(outcome: &LimitsOutcome) -> (f64, f64) {
    let year = |first: Option<(f64, usize)>| BASE_YEAR + first.map_or(f64::INFINITY, |(date, _)| date);
    let lifted = outcome.first.and_then(|(_, limit)| outcome.without.get(limit).copied().flatten());
    (year(outcome.first), year(lifted))
}

/// Growth of use in a year: between that of the essay's energy table and its tenfold a year.
fn growth_of_use(explored: (f64, f64)) -> Parameter {
    let slow = (ENERGY_2030 / ENERGY_2024).powf((2030.0 - BASE_YEAR).recip());
    number("growth of use in a year", (slow, TENFOLD), explored)
}

/// The five limits of the Blitzscaling essay: a fifth more than today's use is there of each, and each is built by a factor a
/// year (our reading of orders of magnitude: power for data centres as forecast, chips and capital fastest).
const OF_GROWTH: [(&str, f64, f64); 5] = [
    ("power", 1.2, 1.15),
    ("chips", 1.2, 1.5),
    ("heat removal", 1.2, 1.2),
    ("talent", 1.2, 1.25),
    ("capital", 1.2, 1.6),
];

pub(super) const FIVE_LIMITS: Judge = Judge {
    claim: "blitz-physical-limits",
    model: Limits::ID,
    reason: "five limits, each with a fifth to spare and built at its own pace, against the growth of use that the Jevons \
             essay assumes; holds where one of them binds within ten years",
    question: Question::Computed {
        parameter: |_| Ok(growth_of_use((1.02, 12.0))),
        holds: |growth, _: &Figures| {
            let outcome = one_service(growth, &OF_GROWTH, 10.0)?;
            let (first, next) = years_of(&outcome);
            Ok(Trial {
                holds: outcome.first.is_some(),
                numbers: vec![
                    Number::new("year in which the first binds", first, ""),
                    Number::new("year of the next if that is lifted", next, ""),
                    Number::new(
                        "price of the service after ten years",
                        outcome.path.last().map_or(f64::NAN, |s| s.prices[0]),
                        "of today's",
                    ),
                ],
            })
        },
    },
};

/// What there is of anything, of the use of AI in 2024, if AI alone had all that the electricity of the world takes.
const ALL_OF_IT: f64 = WORLD_ELECTRICITY / ENERGY_2024;

pub(super) const CRISIS_BY_2030: Judge = Judge {
    claim: "jev-physical-limits",
    model: Limits::ID,
    reason: "the five limits of the essay, each as large as what today's electricity of the world takes and built at its own \
             pace, against the growth of its energy table and of its arithmetic box; holds where one binds by the year quoted",
    question: Question::Computed {
        parameter: |_| Ok(growth_of_use((1.1, 20.0))),
        holds: |growth, figures| {
            let limits = [
                ("grid", ALL_OF_IT, 1.03),
                ("renewables", ALL_OF_IT, 1.12),
                ("nuclear", ALL_OF_IT, 1.025),
                ("water", ALL_OF_IT, 1.02),
                ("rare earths", ALL_OF_IT, 1.06),
            ];
            let outcome = one_service(growth, &limits, HORIZON - BASE_YEAR)?;
            let (first, next) = years_of(&outcome);
            Ok(Trial {
                holds: first <= figures.get("year")?,
                numbers: vec![
                    Number::new("year in which a limit binds", first, ""),
                    Number::new("year of the next if that is lifted", next, ""),
                ],
            })
        },
    },
};

pub(super) const RENEWABLES: Judge = Judge {
    claim: "jev-renewables-not-enough",
    model: Limits::ID,
    reason: "limits on carbon, land, materials, water and ecosystems, that on carbon lifted as fully renewable supply would; \
             holds where another of them still binds by 2050 at the growth of use that the essay assumes",
    question: Question::Computed {
        parameter: |_| Ok(growth_of_use((1.02, 12.0))),
        holds: |growth, _| {
            let limits = [
                ("carbon", 0.1 * ALL_OF_IT, 1.0),
                ("land", ALL_OF_IT, 1.05),
                ("materials", ALL_OF_IT, 1.06),
                ("water", ALL_OF_IT, 1.02),
                ("ecosystems", ALL_OF_IT, 1.01),
            ];
            let outcome = one_service(growth, &limits, HORIZON - BASE_YEAR)?;
            let year = |first: Option<(f64, usize)>| BASE_YEAR + first.map_or(f64::INFINITY, |(date, _)| date);
            let lifted = outcome.without[0];
            Ok(Trial {
                holds: lifted.is_some(),
                numbers: vec![
                    Number::new("year in which carbon binds", year(outcome.first), ""),
                    Number::new("year in which another binds without it", year(lifted), ""),
                ],
            })
        },
    },
};
