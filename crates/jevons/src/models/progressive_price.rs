#![doc = include_str!("progressive_price.md")]

use moloch_core::{Answer, Certificate, Checked, Concept, Field, Law, Model, Status, inputs, quantity};

use crate::certify::{energy_at, in_range, same_energy};
use crate::{JevonsError, Regime, inputs as shared};

inputs! {
    /// A price of the service that rises with the amount used.
    pub struct ProgressivePrice {
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = shared::POSITIVE_ELASTICITY,
        /// Efficiency afterwards as a multiple of efficiency before, g.
        pub efficiency_gain: f64 = shared::EFFICIENCY_GAIN,
        /// Progressivity, theta: elasticity of the price to the amount used; left out: the one that keeps energy constant.
        pub progressivity: Option<f64> = Field::number(&quantity::ELASTICITY).within(shared::ELASTICITIES).optional(),
        /// Energy used before the gain.
        pub energy: f64 = shared::ENERGY,
    }
}

/// What a progressive price makes of a gain in efficiency.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgressivePriceOutcome {
    /// The progressivity that was used.
    pub progressivity: f64,
    /// The progressivity at which energy stays as it was; negative below an elasticity of 1: a discount on quantity.
    pub neutral: f64,
    /// The elasticity with which the service follows efficiency, and so the rebound.
    pub effective_elasticity: f64,
    /// What kind of rebound is left.
    pub regime: Regime,
    /// Price of the service as a multiple of before.
    pub price_factor: f64,
    /// Service as a multiple of before.
    pub service_factor: f64,
    /// Energy afterwards, TWh/yr.
    pub energy: f64,
    certificate: Certificate,
}

impl ProgressivePriceOutcome {
    /// The certificate that the amount used is the one demanded at the price that it causes.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for ProgressivePrice {
    type Outcome = ProgressivePriceOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.progressive_price";
    const TITLE: &'static str = "Progressive price";
    const PAGE: &'static str = include_str!("progressive_price.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales];

    fn example() -> Self {
        Self { elasticity: 1.5, efficiency_gain: 10.0, progressivity: None, energy: 11.0 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<ProgressivePriceOutcome, JevonsError> {
        let Self { elasticity, efficiency_gain, energy: before, .. } = **inputs;
        let neutral = (elasticity - 1.0) / elasticity;
        let progressivity = inputs.progressivity.unwrap_or(neutral);
        let effective = inputs.progressivity.map_or(1.0, |theta| elasticity / (1.0 + theta * elasticity));
        let service_factor = efficiency_gain.powf(effective);
        let price_factor = efficiency_gain.powf(progressivity * effective - 1.0);
        let energy = before * efficiency_gain.powf(effective - 1.0);
        in_range(&[("service", service_factor), ("the price", price_factor), ("energy", energy)])?;
        // The schedule at the amount found, and demand at the price that it gives.
        let price = service_factor.powf(progressivity) / efficiency_gain;
        let demanded = energy_at(before, price, efficiency_gain, elasticity);
        let method = "demand at the price that the amount found causes, less that amount";
        Ok(ProgressivePriceOutcome {
            progressivity,
            neutral,
            effective_elasticity: effective,
            regime: Regime::of(effective),
            price_factor,
            service_factor,
            energy,
            certificate: same_energy(Concept::FixedPoint, energy, demanded, method)?,
        })
    }

    fn answer(outcome: &ProgressivePriceOutcome) -> Answer {
        let o = outcome;
        let (pure, factor) = (&quantity::NUMBER, &quantity::RATIO);
        Answer::new(Status::ClosedForm)
            .number("progressivity", pure, o.progressivity, "elasticity of the price to the amount used")
            .number("neutral_progressivity", pure, o.neutral, "progressivity at which energy stays as it was")
            .number("effective_elasticity", pure, o.effective_elasticity, "elasticity of the service to efficiency")
            .text("regime", o.regime.word(), "what kind of rebound is left")
            .number("price_factor", factor, o.price_factor, "price of the service as a multiple of before")
            .number("service_factor", factor, o.service_factor, "service as a multiple of before")
            .number("energy", &quantity::ENERGY_FLOW, o.energy, "energy afterwards")
            .certified_by(o.certificate)
    }
}
