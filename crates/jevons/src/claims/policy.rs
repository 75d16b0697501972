//! Claims about what can be done.

use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Parameter, Question, Trial};

use super::number;
use super::quoted::{ELASTICITY_LOW, LARGEST_GAIN, TENFOLD};
use crate::{CapAndTrade, ProgressivePrice, Tax, TaxOutcome};

/// A tax that keeps energy where it was.
fn holding_tax(efficiency_gain: f64, elasticity: f64) -> Result<TaxOutcome, JudgeError> {
    Ok(Tax { elasticity, efficiency_gain, ..Tax::example() }.checked()?.solve()?)
}

pub(super) const INTERVENTIONS: Judge = Judge {
    claim: "jev-interventions",
    model: Tax::ID,
    reason: "tax, cap-and-trade and progressive price, each set so that energy stays as it was; an intervention is \
             economically possible if the service still gets cheaper; holds where none is (politics is not judged)",
    question: Question::Computed {
        parameter: |_| Ok(number("efficiency gain", (TENFOLD, LARGEST_GAIN), (0.1, 1000.0))),
        holds: none_is_possible,
    },
};

fn none_is_possible(gain: f64, _: &Figures) -> Result<Trial, JudgeError> {
    let tax = holding_tax(gain, ELASTICITY_LOW)?;
    let market = CapAndTrade {
        energy: vec![1.0],
        elasticity: vec![ELASTICITY_LOW],
        efficiency_gain: vec![gain],
        cap: 1.0,
        energy_price: CapAndTrade::example().energy_price,
    }
    .checked()?
    .solve()?;
    let schedule =
        ProgressivePrice { elasticity: ELASTICITY_LOW, efficiency_gain: gain, progressivity: None, energy: 1.0 };
    let schedule = schedule.checked()?.solve()?;
    let prices = [tax.service_price_factor, market.service_price_factor[0], schedule.price_factor];
    Ok(Trial {
        holds: prices.iter().all(|price| *price >= 1.0),
        numbers: vec![
            Number::new("holding tax", tax.tax_factor, "of the price of energy"),
            Number::new("price of the service under the tax", prices[0], "of before"),
            Number::new("price of the service under the cap", prices[1], "of before"),
            Number::new("price of the service on the schedule", prices[2], "of before"),
        ],
    })
}

pub(super) const INEFFICIENCY: Judge = Judge {
    claim: "jev-inefficiency-as-remedy",
    model: Tax::ID,
    reason: "forgoing a tenfold gain against a tax that holds energy at the same level, when collecting the tax burns \
             a part of its revenue; holds where users gain nothing from gain and tax together",
    question: Question::Computed {
        parameter: |_| {
            let unit = "of revenue";
            Ok(Parameter { name: "cost of collecting", unit, asserted: (0.0, 1.0), explored: (0.0, 5.0) })
        },
        holds: |burnt, _| {
            let tax = holding_tax(TENFOLD, ELASTICITY_LOW)?;
            let left = tax.taxed_gain + (1.0 - burnt) * tax.revenue;
            Ok(Trial {
                holds: left <= 0.0,
                numbers: vec![
                    Number::new("gain with the tax", left, "bn USD/yr"),
                    Number::new("revenue", tax.revenue, "bn USD/yr"),
                    Number::new("gain when efficiency is forgone", 0.0, "bn USD/yr"),
                ],
            })
        },
    },
};
