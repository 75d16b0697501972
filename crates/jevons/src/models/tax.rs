#![doc = include_str!("tax.md")]

use moloch_core::{
    Answer, Certificate, Checked, Concept, DefaultValue, Field, Law, Model, Range, Status, inputs, quantity,
};

use crate::certify::{energy_step_by_step, in_range, same_energy};
use crate::{JevonsError, demand, inputs as shared};

inputs! {
    /// A tax on energy that holds its use at a target although efficiency rises.
    pub struct Tax {
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = shared::POSITIVE_ELASTICITY,
        /// Efficiency afterwards as a multiple of efficiency before, g.
        pub efficiency_gain: f64 = shared::EFFICIENCY_GAIN,
        /// Part of the revenue that is given back to users in equal sums.
        pub rebate: f64 = Field::number(&quantity::SHARE).or(DefaultValue::Number(1.0)),
        /// Energy used before the gain.
        pub energy: f64 = shared::ENERGY,
        /// Energy to be used afterwards; left out: as much as before.
        pub target: Option<f64> = Field::number(&quantity::ENERGY_FLOW).within(Range::POSITIVE).optional(),
        /// Price of energy before tax.
        pub energy_price: f64 = shared::ENERGY_PRICE,
    }
}

/// What the tax is, what it holds and who pays it.
#[derive(Debug, Clone, PartialEq)]
pub struct TaxOutcome {
    /// Price of energy with tax as a multiple of the price without; below 1 it is a subsidy.
    pub tax_factor: f64,
    /// The tax, bn USD/TWh; negative for a subsidy.
    pub tax: f64,
    /// Price of the service with tax as a multiple of before the gain.
    pub service_price_factor: f64,
    /// Energy that would be used without the tax, TWh/yr.
    pub untaxed_energy: f64,
    /// Energy used with the tax, TWh/yr.
    pub energy: f64,
    /// Revenue, bn USD/yr; negative for a subsidy.
    pub revenue: f64,
    /// The part of the revenue that users get back, bn USD/yr.
    pub rebate: f64,
    /// What the efficiency gain is worth to users without the tax, bn USD/yr.
    pub untaxed_gain: f64,
    /// What the efficiency gain and the tax together are worth to users, before any rebate, bn USD/yr.
    pub taxed_gain: f64,
    /// What the tax destroys beside what it moves, bn USD/yr: users' loss less revenue.
    pub deadweight: f64,
    /// The deadweight for each unit of energy saved, bn USD/TWh; `None` if nothing is saved.
    pub cost_of_saving: Option<f64>,
    certificate: Certificate,
}

impl TaxOutcome {
    /// What users have after the rebate, compared with before the efficiency gain, bn USD/yr.
    pub fn users_gain(&self) -> f64 {
        self.taxed_gain + self.rebate
    }

    /// The certificate that the tax meets the target.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for Tax {
    type Outcome = TaxOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.tax";
    const TITLE: &'static str = "The tax that neutralises rebound";
    const PAGE: &'static str = include_str!("tax.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales];

    fn example() -> Self {
        Self { elasticity: 1.5, efficiency_gain: 10.0, rebate: 1.0, energy: 11.0, target: None, energy_price: 0.1 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<TaxOutcome, JevonsError> {
        let Self { elasticity, efficiency_gain, energy: before, energy_price, .. } = **inputs;
        let target = inputs.target.unwrap_or(before);
        let untaxed_energy = demand::uncapped_energy(before, 1.0, efficiency_gain, elasticity);
        let excess = untaxed_energy / target;
        let tax_factor = excess.powf(elasticity.recip());
        // Energy can be an ordinary number and yet rest on a factor that underflowed.
        let growth = demand::uncapped_energy(1.0, 1.0, efficiency_gain, elasticity);
        let numbers = [
            ("the growth of energy", growth),
            ("energy without the tax", untaxed_energy),
            ("its excess over the target", excess),
            ("the tax", tax_factor),
        ];
        in_range(&numbers)?;
        let energy = energy_step_by_step(before, tax_factor, efficiency_gain, elasticity);
        let spending = before * energy_price;
        let gain = |price: f64| demand::users_gain(spending, price, elasticity);
        let service_price_factor = demand::service_price(tax_factor, efficiency_gain);
        let untaxed_gain = gain(demand::service_price(1.0, efficiency_gain));
        let taxed_gain = gain(service_price_factor);
        let tax = (tax_factor - 1.0) * energy_price;
        let revenue = tax * target;
        let deadweight = difference(untaxed_gain, taxed_gain, revenue);
        let saved = untaxed_energy - target;
        in_range(&[("the users' gain", untaxed_gain), ("the revenue", revenue), ("the deadweight", deadweight)])?;
        Ok(TaxOutcome {
            tax_factor,
            tax,
            service_price_factor,
            untaxed_energy,
            energy: target,
            revenue,
            rebate: inputs.rebate * revenue,
            untaxed_gain,
            taxed_gain,
            deadweight,
            cost_of_saving: (saved > 0.0).then(|| deadweight / saved),
            certificate: same_energy(Concept::Root, target, energy, "energy at the taxed price, step by step")?,
        })
    }

    fn answer(outcome: &TaxOutcome) -> Answer {
        let o = outcome;
        let (energy, money) = (&quantity::ENERGY_FLOW, &quantity::MONEY_FLOW);
        let (price, factor) = (&quantity::ENERGY_PRICE, &quantity::RATIO);
        Answer::new(Status::ClosedForm)
            .number(
                "tax_factor",
                factor,
                o.tax_factor,
                "price of energy with tax as a multiple of without; below 1 a subsidy",
            )
            .number("tax", price, o.tax, "tax on a unit of energy")
            .number(
                "service_price_factor",
                factor,
                o.service_price_factor,
                "price of the service as a multiple of before",
            )
            .number("untaxed_energy", energy, o.untaxed_energy, "energy that would be used without the tax")
            .number("energy", energy, o.energy, "energy used with the tax")
            .number("revenue", money, o.revenue, "revenue of the tax")
            .number("rebate", money, o.rebate, "revenue given back to users")
            .number("untaxed_gain", money, o.untaxed_gain, "worth of the efficiency gain to users without the tax")
            .number("users_gain", money, o.users_gain(), "worth of gain, tax and rebate together to users")
            .number("deadweight", money, o.deadweight, "what the tax destroys beside what it moves")
            .number_or("cost_of_saving", price, o.cost_of_saving, "nothing is saved", "deadweight for each unit saved")
            .certified_by(o.certificate)
    }
}

/// What is left of the untaxed gain after the taxed one and the revenue; zero where the three cancel to rounding, because
/// no digit of the rest is known then.
fn difference(untaxed: f64, taxed: f64, revenue: f64) -> f64 {
    const KNOWN_REL: f64 = 1e-7;
    let rest = untaxed - taxed - revenue;
    let largest = untaxed.abs().max(taxed.abs()).max(revenue.abs());
    if rest.abs() <= KNOWN_REL * largest { 0.0 } else { rest }
}
