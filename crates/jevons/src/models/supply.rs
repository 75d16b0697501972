#![doc = include_str!("supply.md")]

use moloch_core::{Answer, Certificate, Checked, Concept, Field, Law, Model, OpenTable, Status, inputs, quantity};

use crate::certify::{energy_step_by_step, in_range, same_energy};
use crate::{JevonsError, inputs as shared, limit};

inputs! {
    /// Growing efficiency and demand that meet a supply of energy with a rising price.
    pub struct Supply {
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = shared::ELASTICITY,
        /// Price elasticity of the supply of energy, psi; left out: any amount at today's price.
        pub supply_elasticity: Option<f64> = Field::number(&quantity::ELASTICITY).optional(),
        /// Growth of efficiency, in logarithms.
        pub efficiency_growth: f64 = shared::GROWTH,
        /// Growth of demand at unchanged prices, in logarithms.
        pub demand_growth: f64 = shared::GROWTH.or_number(0.0),
        /// Time from today.
        pub years: f64 = shared::YEARS.or_number(1.0),
        /// Energy used today.
        pub energy: f64 = shared::ENERGY,
        /// Price of energy today.
        pub energy_price: f64 = shared::ENERGY_PRICE,
    }
    check prices_matter;
}

/// If neither side answers to the price, nothing makes supply meet a demand that has moved.
fn prices_matter(inputs: &Supply, table: &mut OpenTable<'_, '_>) {
    if inputs.elasticity == 0.0 && inputs.supply_elasticity == Some(0.0) {
        table.fault(
            "no-equilibrium",
            "supply_elasticity",
            "0 together with an elasticity of 0".to_owned(),
            "at least one of the two elasticities greater than 0",
            "raise one of them; otherwise no price makes supply meet demand",
        );
    }
}

/// The market for energy after some time.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplyOutcome {
    /// Efficiency as a multiple of today's.
    pub efficiency: f64,
    /// Energy that would be used at today's price, TWh/yr.
    pub uncapped: f64,
    /// Price of energy as a multiple of today's.
    pub price_factor: f64,
    /// Price of energy, bn USD/TWh.
    pub energy_price: f64,
    /// Energy used, TWh/yr.
    pub energy: f64,
    /// Price of the service as a multiple of today's.
    pub service_price_factor: f64,
    /// Service as a multiple of today's.
    pub service_factor: f64,
    /// Growth of energy in logarithms, 1/yr.
    pub energy_growth: f64,
    /// Time in which energy doubles, yr; `None` if it does not grow.
    pub doubling_time: Option<f64>,
    /// Rebound after the price of energy has answered.
    pub rebound: f64,
    certificate: Certificate,
}

impl SupplyOutcome {
    /// The certificate that supply meets demand.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for Supply {
    type Outcome = SupplyOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.supply";
    const TITLE: &'static str = "Rebound against a supply curve";
    const PAGE: &'static str = include_str!("supply.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales];

    fn example() -> Self {
        Self {
            elasticity: 2.0,
            supply_elasticity: Some(1.0),
            efficiency_growth: std::f64::consts::LN_10,
            demand_growth: 0.0,
            years: 1.0,
            energy: 11.0,
            energy_price: 0.1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<SupplyOutcome, JevonsError> {
        let Self { elasticity, supply_elasticity, efficiency_growth, demand_growth, years, .. } = **inputs;
        // The part of a shift in demand that becomes energy; the rest becomes price.
        let passed_on = supply_elasticity.map_or(1.0, |psi| psi / (psi + elasticity));
        let growth = limit::energy_growth(demand_growth, efficiency_growth, elasticity);
        let price_factor =
            supply_elasticity.map_or(1.0, |psi| limit::supply_price((growth * years).exp(), psi, elasticity));
        let energy_growth = growth * passed_on;
        let energy = inputs.energy * (energy_growth * years).exp();
        let efficiency = (efficiency_growth * years).exp();
        let outcome = SupplyOutcome {
            efficiency,
            uncapped: inputs.energy * (growth * years).exp(),
            price_factor,
            energy_price: inputs.energy_price * price_factor,
            energy,
            service_price_factor: price_factor / efficiency,
            service_factor: energy / inputs.energy * efficiency,
            energy_growth,
            doubling_time: (energy_growth > 0.0).then(|| std::f64::consts::LN_2 / energy_growth),
            rebound: 1.0 + (elasticity - 1.0) * passed_on,
            certificate: market_clears(inputs, efficiency, price_factor, energy)?,
        };
        in_range(&[("energy at today's price", outcome.uncapped), ("the price of energy", outcome.energy_price)])?;
        in_range(&[("service", outcome.service_factor)])?;
        Ok(outcome)
    }

    fn answer(outcome: &SupplyOutcome) -> Answer {
        let o = outcome;
        let (energy, factor) = (&quantity::ENERGY_FLOW, &quantity::RATIO);
        Answer::new(Status::ClosedForm)
            .number("efficiency", factor, o.efficiency, "efficiency as a multiple of today's")
            .number("uncapped_energy", energy, o.uncapped, "energy that would be used at today's price")
            .number("energy", energy, o.energy, "energy used")
            .number("energy_price", &quantity::ENERGY_PRICE, o.energy_price, "price of energy")
            .number("price_factor", factor, o.price_factor, "price of energy as a multiple of today's")
            .number("service_price_factor", factor, o.service_price_factor, "price of the service, likewise")
            .number("service_factor", factor, o.service_factor, "service as a multiple of today's")
            .number("energy_growth", &quantity::RATE, o.energy_growth, "growth of energy in logarithms")
            .number_or("doubling_time", &quantity::DURATION, o.doubling_time, "never", "time in which energy doubles")
            .number("rebound", &quantity::NUMBER, o.rebound, "rebound after the price of energy has answered")
            .certified_by(o.certificate)
    }
}

/// Demand recomputed step by step at the price found, against the energy supplied.
fn market_clears(inputs: &Supply, efficiency: f64, price: f64, energy: f64) -> Result<Certificate, JevonsError> {
    in_range(&[("efficiency", efficiency), ("the price of energy", price), ("energy", energy)])?;
    let scale = inputs.energy * (inputs.demand_growth * inputs.years).exp();
    let demanded = energy_step_by_step(scale, price, efficiency, inputs.elasticity);
    same_energy(Concept::Root, energy, demanded, "demand at the price found, step by step, less supply")
}
