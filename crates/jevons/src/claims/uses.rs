//! Claims about what training and answering take.

use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Parameter, Question, Trial, quantity};

use super::number;
use super::quoted::{LARGEST_GAIN, PRICE_LADDER_YEARS, TENFOLD};
use crate::{EnergyGrowth, Stages, TrainingRun};

/// Agreement to a factor of two either way.
fn agree(ratio: f64) -> bool {
    (0.5..=2.0).contains(&ratio)
}

pub(super) const SMALL_CITY: Judge = Judge {
    claim: "arms-energy-small-city",
    model: TrainingRun::ID,
    reason: "energy of a run of 25,000 chips for 95 days against a year of a city at 7 MWh a person, over what we read as \
             a small city; holds where the two agree to a factor of two",
    question: Question::Computed {
        parameter: |_| {
            let (asserted, explored) = ((10_000.0, 100_000.0), (500.0, 1e6));
            Ok(Parameter { name: "people of the city", unit: "", asserted, explored })
        },
        holds: |people, figures| {
            let run = TrainingRun { people, ..TrainingRun::example() }.checked()?.solve()?;
            Ok(Trial {
                holds: agree(run.city_years / figures.get("city_years")?),
                numbers: vec![
                    Number::new("energy of the run", run.energy * 1e3, "GWh"),
                    Number::new("city-years", run.city_years, "yr"),
                    Number::new("fifteen runs", run.all_runs, "TWh/yr"),
                    Number::new("less than the quoted total", run.gap.unwrap_or(0.0), "TWh/yr"),
                ],
            })
        },
    },
};

/// Failures of one chip in a year: 419 in 54 days on 16,384 chips (Llama 3 report).
const FAILURE_RATE: f64 = 419.0 / 16_384.0 / (54.0 / 365.25);
/// Days lost to a failure, such that the same report's nine tenths of the time remain.
const RESTART: f64 = 0.3 / 24.0;
/// Load that still counts as full.
const FULL: f64 = 0.9;

pub(super) const FULL_LOAD: Judge = Judge {
    claim: "arms-datacentre-full-load",
    model: TrainingRun::ID,
    reason: "mean load and duration of one and the same work (25,000 chips for 95 days) on fleets of the sizes in use, at the \
             published rate of failures; holds where load is full to a tenth and the run lasts two months",
    question: Question::Computed {
        parameter: |_| {
            let (asserted, explored) = ((16_384.0, 100_000.0), (4_000.0, 400_000.0));
            Ok(Parameter { name: "chips", unit: "", asserted, explored })
        },
        holds: |chips, figures| {
            let work = TrainingRun::example();
            let run = TrainingRun {
                chips,
                computing: work.computing * work.chips / chips,
                failure_rate: FAILURE_RATE,
                restart: RESTART,
                ..work
            };
            let outcome = run.checked()?.solve()?;
            let months = quantity::DURATION.conversion("yr", "month").unwrap_or(f64::NAN) * outcome.duration;
            Ok(Trial {
                holds: outcome.load >= FULL * figures.get("load")? && months >= figures.get("months_min")?,
                numbers: vec![
                    Number::new("mean load", outcome.load, "of full"),
                    Number::new("duration", months, "months"),
                    Number::new("interruptions", outcome.interruptions, ""),
                ],
            })
        },
    },
};

/// Energy per answer that has been published for models in use, Wh: a median prompt of 2025, and an estimate of 2023.
const PUBLISHED: (f64, f64) = (0.24, 2.9);

pub(super) const ENERGY_PER_ANSWER: Judge = Judge {
    claim: "jev-inference-energy-per-query",
    model: EnergyGrowth::ID,
    reason: "energy of an answer if the essay's 1000 TWh of 2030 are shared by one to ten million million answers a day; \
             holds where that is what published figures for models in use allow, 0.24 to 2.9 Wh",
    question: Question::Computed {
        parameter: |figures| {
            let least = figures.get("inferences_per_day_min")?;
            let (asserted, explored) = ((least, 10.0 * least), (0.1 * least, 100.0 * least));
            Ok(Parameter { name: "answers", unit: "1/day", asserted, explored })
        },
        holds: |answers, _| {
            let path = EnergyGrowth { answers_later: Some(answers), ..EnergyGrowth::example() }.checked()?.solve()?;
            let watt_hours = |energy: Option<f64>| energy.unwrap_or(f64::NAN) * 1e12;
            let later = watt_hours(path.per_answer.1);
            Ok(Trial {
                holds: (PUBLISHED.0..=PUBLISHED.1).contains(&later),
                numbers: vec![
                    Number::new("energy of an answer in 2030", later, "Wh"),
                    Number::new("energy of an answer in 2024", watt_hours(path.per_answer.0), "Wh"),
                ],
            })
        },
    },
};

/// Energy of training the largest model before the launch, TWh: 1,287 MWh (Patterson and others 2021).
const TRAINING_BEFORE: f64 = 1.287e-3;
/// Answers a day before the launch: 4.5 thousand million words a day (developer's figure of 2021), 375 to an answer.
const ANSWERS_BEFORE: f64 = 4.5e9 / 375.0;
/// Energy of an answer then, TWh.
const ANSWER: f64 = 2.9e-12;
/// Days in a year.
const DAYS: f64 = 365.25;

pub(super) const CHATGPT: Judge = Judge {
    claim: "jev-chatgpt-compute",
    model: EnergyGrowth::ID,
    reason: "energy of one frontier model a year and of all answers, before the launch and with the quoted users after it, \
             over what we read as ordinary use; holds where that is a thousandfold",
    question: Question::Computed {
        parameter: |_| {
            let (asserted, explored) = ((1.0, 10.0), (0.1, 1000.0));
            Ok(Parameter { name: "answers per user", unit: "1/day", asserted, explored })
        },
        holds: |answers, figures| {
            let users = figures.get("users_million")? * 1e6;
            let path = EnergyGrowth {
                training: TRAINING_BEFORE,
                training_later: TRAINING_BEFORE,
                inference: ANSWERS_BEFORE * DAYS * ANSWER,
                inference_later: users * answers * DAYS * ANSWER,
                years: figures.get("months")? / 12.0,
                answers: Some(ANSWERS_BEFORE),
                answers_later: Some(users * answers),
                ..EnergyGrowth::example()
            };
            let path = path.checked()?.solve()?;
            Ok(Trial {
                holds: path.factor() >= figures.get("compute_factor")?,
                numbers: vec![
                    Number::new("growth of energy", path.factor(), ""),
                    Number::new("energy before", path.total.0 * 1e3, "GWh/yr"),
                    Number::new("energy after", path.total.1 * 1e3, "GWh/yr"),
                ],
            })
        },
    },
};

pub(super) const STAGE_ENERGY: Judge = Judge {
    claim: "jev-stage-energy",
    model: Stages::ID,
    reason: "energy on the essay's table of computing, fixed by its 11 TWh of 2024, at the growth of efficiency between its \
             price list and its tenfold a year; holds where the first stage is a data centre and the fourth a small country",
    question: Question::Computed {
        parameter: |_| {
            Ok(number("efficiency in a year", (LARGEST_GAIN.powf(PRICE_LADDER_YEARS.recip()), TENFOLD), (1.05, 20.0)))
        },
        holds: stages_have_their_energy,
    },
};

fn stages_have_their_energy(gain: f64, figures: &Figures) -> Result<Trial, JudgeError> {
    const MIDDLE_OF_2024: f64 = 2024.5;
    let base = Stages::example();
    // Computing in the middle of 2024, on the straight line in logarithms between two stages.
    let part = (MIDDLE_OF_2024 - base.year[1]) / (base.year[2] - base.year[1]);
    let computing = base.compute[1] * (base.compute[2] / base.compute[1]).powf(part);
    let energy = figures.get("twh_2024")? / computing * gain.powf(MIDDLE_OF_2024 - base.year[0]);
    let outcome = Stages { energy, efficiency_growth: gain.ln(), ..base }.checked()?.solve()?;
    let classes = &outcome.class;
    Ok(Trial {
        holds: classes.first() == Some(&0) && classes.last() == Some(&3),
        numbers: ["first stage", "second stage", "third stage", "fourth stage"]
            .into_iter()
            .zip(&outcome.energy)
            .map(|(name, energy)| Number::new(name, *energy, "TWh/yr"))
            .collect(),
    })
}
