#![doc = include_str!("cap_and_trade.md")]

use moloch_core::root::bisect;
use moloch_core::sum::compensated;
use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Checked, Concept, Field, Law, Model, Range, Status, Uniqueness, inputs, quantity,
};

use crate::certify::{energy_step_by_step, in_range};
use crate::{JevonsError, demand, inputs as shared};

inputs! {
    /// Permits for energy under one cap, traded between segments.
    pub struct CapAndTrade {
        /// Energy of each segment at today's price and efficiency, D.
        pub energy: Vec<f64> = Field::numbers(&quantity::ENERGY_FLOW, "segment").within(Range::POSITIVE),
        /// Price elasticity of demand of each segment, eps.
        pub elasticity: Vec<f64> = Field::numbers(&quantity::ELASTICITY, "segment").within(shared::ELASTICITIES),
        /// Efficiency of each segment as a multiple of today's.
        pub efficiency_gain: Vec<f64> = Field::numbers(&quantity::RATIO, "segment"),
        /// Energy that may be used in total.
        pub cap: f64 = shared::ENERGY,
        /// Price of energy without a permit.
        pub energy_price: f64 = shared::ENERGY_PRICE,
    }
}

/// The permit market in equilibrium.
#[derive(Debug, Clone, PartialEq)]
pub struct CapAndTradeOutcome {
    /// Price of energy with its permit as a multiple of without; 1 when the cap is slack.
    pub price_factor: f64,
    /// Price of a permit, bn USD/TWh.
    pub permit_price: f64,
    /// Energy of each segment, TWh/yr.
    pub energy: Vec<f64>,
    /// Energy that each segment would use without the cap, TWh/yr.
    pub uncapped: Vec<f64>,
    /// Price of each segment's service as a multiple of today's.
    pub service_price_factor: Vec<f64>,
    /// Worth of all permits, bn USD/yr.
    pub permit_value: f64,
    /// Whether the cap binds.
    pub binds: bool,
    /// How the computation ended.
    pub status: Status,
    certificate: Certificate,
}

impl CapAndTradeOutcome {
    /// The certificate that the permit market clears.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for CapAndTrade {
    type Outcome = CapAndTradeOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.cap_and_trade";
    const TITLE: &'static str = "Cap and trade";
    const PAGE: &'static str = include_str!("cap_and_trade.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales, Law::Permutes("segment")];

    fn example() -> Self {
        Self {
            energy: vec![10.0, 4.0],
            elasticity: vec![2.0, 0.5],
            efficiency_gain: vec![3.0, 1.0],
            cap: 20.0,
            energy_price: 0.1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<CapAndTradeOutcome, JevonsError> {
        let segments = || inputs.energy.iter().zip(&inputs.elasticity).zip(&inputs.efficiency_gain);
        let uncapped: Vec<f64> =
            segments().map(|((&d, &eps), &eta)| demand::uncapped_energy(d, 1.0, eta, eps)).collect();
        let total = compensated(uncapped.iter().copied());
        in_range(&[("energy without the cap", total)])?;
        let (log_price, status) = if total <= inputs.cap {
            (0.0, Status::ClosedForm)
        } else {
            clearing_log_price(&uncapped, &inputs.elasticity, inputs.cap)?
        };
        let price_factor = log_price.exp();
        let permit_price = log_price.exp_m1() * inputs.energy_price;
        let energy: Vec<f64> =
            uncapped.iter().zip(&inputs.elasticity).map(|(e, eps)| e * (-eps * log_price).exp()).collect();
        let used = compensated(energy.iter().copied());
        in_range(&[("the permit price", permit_price), ("the worth of all permits", permit_price * used)])?;
        Ok(CapAndTradeOutcome {
            price_factor,
            permit_price,
            permit_value: permit_price * used,
            energy,
            uncapped,
            service_price_factor: inputs
                .efficiency_gain
                .iter()
                .map(|&eta| demand::service_price(price_factor, eta))
                .collect(),
            binds: total > inputs.cap,
            status,
            certificate: market_clears(inputs, price_factor)?,
        })
    }

    fn answer(outcome: &CapAndTradeOutcome) -> Answer {
        let o = outcome;
        let energy = &quantity::ENERGY_FLOW;
        Answer::new(o.status.clone())
            .number(
                "price_factor",
                &quantity::RATIO,
                o.price_factor,
                "price of energy with permit as a multiple of without",
            )
            .number("permit_price", &quantity::ENERGY_PRICE, o.permit_price, "price of a permit for a unit of energy")
            .numbers("energy", energy, "segment", &o.energy, "energy of each segment")
            .numbers("uncapped_energy", energy, "segment", &o.uncapped, "energy of each segment without the cap")
            .numbers(
                "service_price_factor",
                &quantity::RATIO,
                "segment",
                &o.service_price_factor,
                "price of each service as a multiple of today's",
            )
            .number("permit_value", &quantity::MONEY_FLOW, o.permit_value, "worth of all permits")
            .text("cap", if o.binds { "binds" } else { "slack" }, "whether the cap binds")
            .unique(Uniqueness::Proved {
                theorem: "demand for permits falls strictly in their price while the cap binds",
            })
            .certified_by(o.certificate)
    }
}

/// The logarithm of the price at which energy sums to the cap, by bisection: the sum falls in it.
fn clearing_log_price(uncapped: &[f64], elasticity: &[f64], cap: f64) -> Result<(f64, Status), JevonsError> {
    let segments = || uncapped.iter().copied().zip(elasticity.iter().copied());
    let least = compensated(segments().filter(|(_, eps)| *eps == 0.0).map(|(energy, _)| energy));
    let room = cap - least;
    if room <= 0.0 {
        return Err(JevonsError::CapUnreachable { cap, least });
    }
    let excess = |log_price: f64| compensated(segments().map(|(e, eps)| e * (-eps * log_price).exp())) - cap;
    // At this price each elastic segment uses less than its even part of the room; the hair below it keeps the root
    // inside the bracket when all segments are alike.
    let part = 0.999 * room / elasticity.len() as f64;
    let enough = segments().filter(|(_, eps)| *eps > 0.0).map(|(e, eps)| (e / part).ln() / eps).fold(0.0, f64::max);
    in_range(&[("the permit price", enough)])?;
    let root = bisect(0.0, enough, excess)?;
    Ok((root.at, root.status))
}

/// Energy recomputed step by step at the price found: it sums to the cap, or to less at a price of 1.
fn market_clears(inputs: &CapAndTrade, price_factor: f64) -> Result<Certificate, JevonsError> {
    let segments = inputs.energy.iter().zip(&inputs.elasticity).zip(&inputs.efficiency_gain);
    let used = compensated(segments.map(|((&d, &eps), &eta)| energy_step_by_step(d, price_factor, eta, eps)));
    in_range(&[("the service", used)])?;
    let over = used - inputs.cap;
    // A slack cap has a permit price of nothing; any other price must use the cap up.
    let residual = if price_factor > 1.0 { over.abs() } else { over.max(0.0) };
    let method = "energy of all segments at the price found, step by step, less the cap";
    let certificate =
        Certificate { concept: Concept::Root, residual, scale: inputs.cap, tolerance: IDENTITY_REL, method };
    Ok(*Certified::new((), certificate)?.certificate())
}
