#![doc = include_str!("ceiling.md")]

use moloch_core::{Answer, Certificate, Checked, Concept, Law, Model, OpenTable, Status, inputs, quantity};

use crate::certify::{energy_step_by_step, in_range, same_energy};
use crate::{JevonsError, demand, inputs as shared, limit};

inputs! {
    /// Growing use of energy under a ceiling.
    pub struct Ceiling {
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = shared::POSITIVE_ELASTICITY,
        /// Growth of efficiency, in logarithms.
        pub efficiency_growth: f64 = shared::GROWTH,
        /// Growth of demand at unchanged prices, in logarithms.
        pub demand_growth: f64 = shared::GROWTH.or_number(0.0),
        /// Time from today.
        pub years: f64 = shared::YEARS,
        /// Energy used today.
        pub energy: f64 = shared::ENERGY,
        /// The most that can be used.
        pub ceiling: f64 = shared::ENERGY,
        /// Price of energy while the ceiling is slack.
        pub energy_price: f64 = shared::ENERGY_PRICE,
    }
    check starts_below;
}

/// Above the ceiling the logistic law with negative growth has no finite solution, and the cap no date.
fn starts_below(inputs: &Ceiling, table: &mut OpenTable<'_, '_>) {
    if inputs.ceiling <= inputs.energy {
        table.fault(
            "out-of-range",
            "ceiling",
            inputs.ceiling.to_string(),
            format!("a number greater than the energy used today, {}", inputs.energy),
            "raise the ceiling or lower `energy`",
        );
    }
}

/// Energy and prices under a ceiling after some time.
#[derive(Debug, Clone, PartialEq)]
pub struct CeilingOutcome {
    /// Growth of energy in logarithms while nothing holds it, 1/yr.
    pub growth: f64,
    /// Energy that would be used without a ceiling, TWh/yr.
    pub uncapped: f64,
    /// Energy under a hard cap, TWh/yr.
    pub capped: f64,
    /// Energy under a logistic ceiling, TWh/yr.
    pub logistic: f64,
    /// Price of energy under the hard cap as a multiple of today's; 1 while the cap is slack.
    pub price_factor: f64,
    /// Price of the service under the hard cap as a multiple of today's.
    pub service_price_factor: f64,
    /// Service under the hard cap as a multiple of today's.
    pub service_factor: f64,
    /// What scarcity adds to the bill of energy, bn USD/yr.
    pub scarcity_rent: f64,
    /// The time at which the cap binds, yr from today; `None` if it never does.
    pub binds_at: Option<f64>,
    certificate: Certificate,
}

impl CeilingOutcome {
    /// The certificate that demand meets the cap.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for Ceiling {
    type Outcome = CeilingOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.ceiling";
    const TITLE: &'static str = "Growth into a ceiling";
    const PAGE: &'static str = include_str!("ceiling.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales];

    fn example() -> Self {
        Self {
            elasticity: 2.0,
            efficiency_growth: std::f64::consts::LN_10,
            demand_growth: 0.0,
            years: 3.0,
            energy: 11.0,
            ceiling: 945.0,
            energy_price: 0.1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<CeilingOutcome, JevonsError> {
        let Self { elasticity, efficiency_growth, demand_growth, years, energy: start, ceiling, energy_price } =
            **inputs;
        let growth = limit::energy_growth(demand_growth, efficiency_growth, elasticity);
        let (efficiency, adoption) = ((efficiency_growth * years).exp(), (demand_growth * years).exp());
        let uncapped = demand::uncapped_energy(start, adoption, efficiency, elasticity);
        let price_factor = limit::cap_price(uncapped, ceiling, elasticity);
        let capped = uncapped.min(ceiling);
        in_range(&[("energy without a ceiling", uncapped), ("the price under the cap", price_factor)])?;
        let demanded = energy_step_by_step(start * adoption, price_factor, efficiency, elasticity);
        let method = "demand at the price found, step by step, less the energy allowed";
        let outcome = CeilingOutcome {
            growth,
            uncapped,
            capped,
            logistic: limit::logistic(start, ceiling, growth, years),
            price_factor,
            service_price_factor: demand::service_price(price_factor, efficiency),
            service_factor: capped / start * efficiency,
            scarcity_rent: (price_factor - 1.0) * energy_price * capped,
            binds_at: limit::binding_date(start, ceiling, growth),
            certificate: same_energy(Concept::Root, capped, demanded, method)?,
        };
        in_range(&[("service", outcome.service_factor), ("the scarcity rent", outcome.scarcity_rent)])?;
        Ok(outcome)
    }

    fn answer(outcome: &CeilingOutcome) -> Answer {
        let o = outcome;
        let (energy, factor) = (&quantity::ENERGY_FLOW, &quantity::RATIO);
        Answer::new(Status::ClosedForm)
            .number("growth", &quantity::RATE, o.growth, "growth of energy in logarithms while nothing holds it")
            .number("uncapped_energy", energy, o.uncapped, "energy that would be used without a ceiling")
            .number("capped_energy", energy, o.capped, "energy under a hard cap")
            .number("logistic_energy", energy, o.logistic, "energy under a logistic ceiling")
            .number("price_factor", factor, o.price_factor, "price of energy under the cap as a multiple of today's")
            .number("service_price_factor", factor, o.service_price_factor, "price of the service, likewise")
            .number("service_factor", factor, o.service_factor, "service under the cap as a multiple of today's")
            .number("scarcity_rent", &quantity::MONEY_FLOW, o.scarcity_rent, "what scarcity adds to the energy bill")
            .number_or("binds_at", &quantity::DURATION, o.binds_at, "never", "time from today at which the cap binds")
            .certified_by(o.certificate)
    }
}
