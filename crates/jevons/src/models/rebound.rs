#![doc = include_str!("rebound.md")]

use moloch_core::{
    Answer, Certificate, Checked, Concept, DefaultValue, Field, Law, Model, Range, Status, inputs, quantity,
};

use crate::certify::{energy_at, in_range, same_energy};
use crate::{JevonsError, Regime, demand, inputs as shared};

inputs! {
    /// A service made from energy that becomes more efficient, at an unchanged price of energy.
    pub struct Rebound {
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = shared::ELASTICITY,
        /// Efficiency afterwards as a multiple of efficiency before, g.
        pub efficiency_gain: f64 = shared::EFFICIENCY_GAIN,
        /// Pass-through, rho: how far a gain in efficiency lowers the price of the service; above 1 in a price war.
        pub pass_through: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.0, 2.0)).or_number(1.0),
        /// Induced efficiency, mu: elasticity of efficiency to the price of energy.
        pub induced_efficiency: f64 = Field::number(&quantity::NUMBER).within(Range::UNIT).or_number(0.0),
        /// Energy used before the gain.
        pub energy: f64 = shared::ENERGY.or(DefaultValue::Number(1.0)),
        /// Price of energy.
        pub energy_price: f64 = shared::ENERGY_PRICE,
    }
}

/// What a gain in efficiency does to service, energy and money.
#[derive(Debug, Clone, PartialEq)]
pub struct ReboundOutcome {
    /// Rebound by efficiency, $`R = \eta_\eta(S) = 1 + d\ln E/d\ln\eta`$.
    pub rebound: f64,
    /// Rebound as it would be read from the price of the service, $`-\eta_{p_S}(S)`$.
    pub by_service_price: f64,
    /// Rebound as it would be read from the price of energy, $`-\eta_{p_E}(S)`$.
    pub by_energy_price: f64,
    /// Rebound of the whole finite gain.
    pub finite: f64,
    /// What kind of rebound it is.
    pub regime: Regime,
    /// Price of the service as a multiple of before.
    pub price_factor: f64,
    /// Service as a multiple of before.
    pub service_factor: f64,
    /// Energy as a multiple of before.
    pub energy_factor: f64,
    /// Energy afterwards, TWh/yr.
    pub energy: f64,
    /// Revenue from the service, bn USD/yr, if before the gain it just paid for the energy.
    pub revenue: f64,
    /// Cost of the energy, bn USD/yr.
    pub energy_cost: f64,
    certificate: Certificate,
}

impl ReboundOutcome {
    /// The certificate that the energy passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for Rebound {
    type Outcome = ReboundOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.rebound";
    const TITLE: &'static str = "Rebound and backfire";
    const PAGE: &'static str = include_str!("rebound.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales];

    fn example() -> Self {
        Self {
            elasticity: 1.5,
            efficiency_gain: 10.0,
            pass_through: 1.0,
            induced_efficiency: 0.0,
            energy: 1.0,
            energy_price: 0.1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<ReboundOutcome, JevonsError> {
        let Self { elasticity, efficiency_gain, pass_through, induced_efficiency, .. } = **inputs;
        let rebound = pass_through * elasticity;
        let log_gain = efficiency_gain.ln();
        let price_factor = (-pass_through * log_gain).exp();
        let energy_factor = ((rebound - 1.0) * log_gain).exp();
        let energy = inputs.energy * energy_factor;
        let outcome = ReboundOutcome {
            rebound,
            by_service_price: elasticity,
            by_energy_price: elasticity * (1.0 - pass_through * induced_efficiency),
            finite: demand::finite_rebound(efficiency_gain, rebound),
            regime: Regime::of(rebound),
            price_factor,
            service_factor: (rebound * log_gain).exp(),
            energy_factor,
            energy,
            revenue: inputs.energy * inputs.energy_price * demand::revenue_factor(price_factor, elasticity),
            energy_cost: energy * inputs.energy_price,
            certificate: certificate_of(inputs, energy)?,
        };
        in_range(&[
            ("the finite rebound", outcome.finite),
            ("service", outcome.service_factor),
            ("revenue", outcome.revenue),
            ("the cost of energy", outcome.energy_cost),
        ])?;
        Ok(outcome)
    }

    fn answer(outcome: &ReboundOutcome) -> Answer {
        let pure = &quantity::NUMBER;
        let factor = &quantity::RATIO;
        let o = outcome;
        Answer::new(Status::ClosedForm)
            .number(
                "rebound",
                pure,
                o.rebound,
                "rebound by efficiency, R: 1 and the elasticity of energy to efficiency",
            )
            .number("rebound_by_service_price", pure, o.by_service_price, "as read from the price of the service")
            .number("rebound_by_energy_price", pure, o.by_energy_price, "as read from the price of energy")
            .number("finite_rebound", pure, o.finite, "part of the expected saving of the whole gain that is not saved")
            .text("regime", o.regime.word(), "what kind of rebound it is")
            .number("price_factor", factor, o.price_factor, "price of the service as a multiple of before")
            .number("service_factor", factor, o.service_factor, "service as a multiple of before")
            .number("energy_factor", factor, o.energy_factor, "energy as a multiple of before")
            .number("energy", &quantity::ENERGY_FLOW, o.energy, "energy afterwards")
            .number("revenue", &quantity::MONEY_FLOW, o.revenue, "revenue from the service")
            .number("energy_cost", &quantity::MONEY_FLOW, o.energy_cost, "cost of the energy")
            .certified_by(o.certificate)
    }
}

/// Energy again, from the price of the service as powers of the gain.
fn certificate_of(inputs: &Checked<Rebound>, energy: f64) -> Result<Certificate, JevonsError> {
    in_range(&[("energy", energy)])?;
    let price = demand::service_price(1.0, inputs.efficiency_gain.powf(inputs.pass_through));
    let again = energy_at(inputs.energy, price, inputs.efficiency_gain, inputs.elasticity);
    same_energy(Concept::Identity, energy, again, "price, service and energy one after the other")
}
