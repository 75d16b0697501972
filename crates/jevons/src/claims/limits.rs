//! Claims about growth and where it ends.

use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Parameter, Question, Trial};

use super::number;
use super::quoted::{
    BASE_YEAR, ELASTICITY_HIGH, ELASTICITY_LOW, ENERGY_2024, LARGEST_GAIN, PRICE_LADDER_YEARS, TENFOLD,
    WORLD_ELECTRICITY,
};
use crate::{Ceiling, Supply, demand};

/// The year to which "from 2028 on" is tried.
const LAST_YEAR: f64 = 2050.0;

pub(super) const FIVE_STAGES: Judge = Judge {
    claim: "jev-five-stages",
    model: Ceiling::ID,
    reason: "energy on the stage table's yearly growth of compute, with efficiency following the essay's price list, \
             under today's electricity of the world; holds while no price has to ration it",
    question: Question::Computed {
        parameter: |_| {
            let span = (0.0, LAST_YEAR - BASE_YEAR);
            Ok(Parameter { name: "time after 2024", unit: "yr", asserted: span, explored: span })
        },
        holds: stages_go_on,
    },
};

fn stages_go_on(years: f64, figures: &Figures) -> Result<Trial, JudgeError> {
    let compute = figures.get("derived_annual_growth_3_4")?;
    let efficiency = LARGEST_GAIN.powf(PRICE_LADDER_YEARS.recip());
    let outcome = Ceiling {
        elasticity: demand::implied_elasticity(efficiency, compute),
        efficiency_growth: efficiency.ln(),
        demand_growth: 0.0,
        years,
        energy: ENERGY_2024,
        ceiling: WORLD_ELECTRICITY,
        ceiling_growth: 0.0,
        energy_price: Ceiling::example().energy_price,
    }
    .checked()?
    .solve()?;
    Ok(Trial {
        holds: outcome.price_factor <= 1.0,
        numbers: vec![
            Number::new("energy without a limit", outcome.uncapped, "TWh/yr"),
            Number::new("price of energy", outcome.price_factor, "of today's"),
            Number::new("year in which the limit binds", BASE_YEAR + outcome.binds_at.unwrap_or(f64::INFINITY), ""),
        ],
    })
}

/// A forecast and a computation count as the same when neither is more than twice the other.
const FACTOR_OF_TWO: f64 = 2.0;

pub(super) const ENERGY_IN_2030: Judge = Judge {
    claim: "jev-energy-2030",
    model: Supply::ID,
    reason: "energy in 2030 from the essay's figure for 2024 by its own law, with its elasticity and its tenfold \
             efficiency a year; holds where that is its forecast to a factor of two",
    question: Question::Computed {
        parameter: |_| Ok(number("elasticity", (ELASTICITY_LOW, ELASTICITY_HIGH), (1.0, 4.0))),
        holds: law_gives_the_forecast,
    },
};

fn law_gives_the_forecast(elasticity: f64, figures: &Figures) -> Result<Trial, JudgeError> {
    let forecast = figures.get("total_twh")?;
    let years = 2030.0 - BASE_YEAR;
    let outcome = Supply {
        elasticity,
        supply_elasticity: None,
        efficiency_growth: TENFOLD.ln(),
        demand_growth: 0.0,
        years,
        energy: ENERGY_2024,
        energy_price: Supply::example().energy_price,
    }
    .checked()?
    .solve()?;
    let ratio = outcome.energy / forecast;
    let needed = 1.0 + (forecast / ENERGY_2024).ln() / (years * TENFOLD.ln());
    Ok(Trial {
        holds: (FACTOR_OF_TWO.recip()..=FACTOR_OF_TWO).contains(&ratio),
        numbers: vec![
            Number::new("energy in 2030 by the law", outcome.energy, "TWh/yr"),
            Number::new("forecast", forecast, "TWh/yr"),
            Number::new("elasticity that gives the forecast", needed, ""),
        ],
    })
}
