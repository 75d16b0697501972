//! Claims about what can be done.

use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Parameter, Question, Trial};

use super::quoted::{ELASTICITY_LOW, TENFOLD};
use crate::policy::{Comparison, Instrument};
use crate::{Interventions, InterventionsOutcome, demand};

/// One segment after a tenfold gain, held at a target by each instrument; energy before is 1 TWh at 0.1 USD/kWh.
fn compared(target: f64) -> Result<InterventionsOutcome, JudgeError> {
    let market = Interventions {
        energy: vec![1.0],
        elasticity: vec![ELASTICITY_LOW],
        efficiency_gain: vec![TENFOLD],
        coverage: None,
        target: Some(target),
        supply_elasticity: None,
        energy_price: PRICE,
        ..Interventions::example()
    };
    Ok(market.checked()?.solve()?)
}

/// Price of energy, bn USD/TWh.
const PRICE: f64 = 0.1;

/// What the gain in efficiency is worth when nothing is done, bn USD/yr.
fn worth_of_the_gain() -> f64 {
    demand::users_gain(PRICE, TENFOLD.recip(), ELASTICITY_LOW)
}

fn row(outcome: &InterventionsOutcome, instrument: Instrument) -> Result<&Comparison, JudgeError> {
    outcome.row(instrument).ok_or_else(|| "find an instrument in the table".into())
}

/// The five of the essay: caps, progressive prices, taxes, bans and efficiency penalties.
const FIVE: [Instrument; 6] = [
    Instrument::UsageCap,
    Instrument::CapAndTrade,
    Instrument::ProgressivePrice,
    Instrument::Tax,
    Instrument::ApplicationBan,
    Instrument::EfficiencyPenalty,
];

pub(super) const INTERVENTIONS: Judge = Judge {
    claim: "jev-interventions",
    model: Interventions::ID,
    reason: "the essay's five interventions after a tenfold gain at elasticity 2, each set to save the same part of energy; \
             one is economically possible if it reaches that and leaves all together better off than before the gain; \
             holds where none is (politics is not judged)",
    question: Question::Computed {
        parameter: |_| {
            let (asserted, explored) = ((0.1, 0.9), (0.01, 0.9999));
            Ok(Parameter { name: "part of energy saved", unit: "", asserted, explored })
        },
        holds: none_is_possible,
    },
};

fn none_is_possible(part: f64, _: &Figures) -> Result<Trial, JudgeError> {
    let used = demand::uncapped_energy(1.0, 1.0, TENFOLD, ELASTICITY_LOW);
    let outcome = compared(used * (1.0 - part))?;
    let gain = worth_of_the_gain();
    let possible = |instrument: &Instrument| {
        outcome.row(*instrument).is_some_and(|row| row.search.reached && row.account.deadweight() < gain)
    };
    let lost = |instrument| row(&outcome, instrument).map(|row| row.account.deadweight() / gain);
    Ok(Trial {
        holds: !FIVE.iter().any(possible),
        numbers: vec![
            Number::new("tax", row(&outcome, Instrument::Tax)?.search.strength, "of the price of energy"),
            Number::new("lost with a tax", lost(Instrument::Tax)?, "of the worth of the gain"),
            Number::new(
                "lost with a progressive price",
                lost(Instrument::ProgressivePrice)?,
                "of the worth of the gain",
            ),
            Number::new(
                "lost with an efficiency penalty",
                lost(Instrument::EfficiencyPenalty)?,
                "of the worth of the gain",
            ),
            Number::new("lost with a ban, at least", lost(Instrument::ApplicationBan)?, "of the worth of the gain"),
        ],
    })
}

pub(super) const INEFFICIENCY: Judge = Judge {
    claim: "jev-inefficiency-as-remedy",
    model: Interventions::ID,
    reason: "an efficiency penalty that holds energy where it was before a tenfold gain against a tax that does, when \
             collecting the tax burns a part of its revenue; holds where the penalty loses no more than the tax",
    question: Question::Computed {
        parameter: |_| {
            let unit = "of revenue";
            Ok(Parameter { name: "cost of collecting", unit, asserted: (0.0, 1.0), explored: (0.0, 5.0) })
        },
        holds: |burnt, _| {
            let outcome = compared(1.0)?;
            let (tax, penalty) = (row(&outcome, Instrument::Tax)?, row(&outcome, Instrument::EfficiencyPenalty)?);
            let with_tax = tax.account.deadweight() + burnt * tax.account.government;
            Ok(Trial {
                holds: penalty.search.reached && penalty.account.deadweight() <= with_tax,
                numbers: vec![
                    Number::new("lost with the tax", with_tax, "bn USD/yr"),
                    Number::new("lost with the penalty", penalty.account.deadweight(), "bn USD/yr"),
                    Number::new("efficiency with the penalty", penalty.search.strength, "of without"),
                ],
            })
        },
    },
};
