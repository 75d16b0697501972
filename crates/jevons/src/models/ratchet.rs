#![doc = include_str!("ratchet.md")]

use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, Range, Status, inputs,
    quantity, worst,
};

use crate::certify::positive;
use crate::{JevonsError, inputs as shared};

inputs! {
    /// Demand that follows a price down but not all the way back.
    pub struct Ratchet {
        /// Price of the service in each period, as a multiple of the price before the first.
        pub price: Vec<f64> = Field::numbers(&quantity::RATIO, "period"),
        /// Price elasticity of demand when the price is cut.
        pub elasticity: f64 = shared::ELASTICITY,
        /// Habit: the part of the answer to a cut that is not undone when the price recovers.
        pub habit: f64 = Field::number(&quantity::SHARE),
        /// Elasticity when the price rises above all earlier ones; left out: as for a cut.
        pub elasticity_of_rise: Option<f64> = shared::ELASTICITY.optional(),
        /// Adjustment: the part of the way to long-run demand that is covered in a period.
        pub adjustment: f64 = Field::number(&quantity::SHARE).within(Range::between(0.001, 1.0)).or_number(1.0),
        /// Efficiency in all periods as a multiple of before.
        pub efficiency_gain: f64 = shared::EFFICIENCY_GAIN.or_number(1.0),
        /// Energy used before the first period.
        pub energy: f64 = shared::ENERGY.or_number(1.0),
    }
}

/// A price path taken apart, in logarithms: price is the sum of the three.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Parts {
    /// The highest price so far.
    highest: f64,
    /// All cuts so far, not counting back; never positive.
    cuts: f64,
    /// All recoveries below the highest price so far; never negative.
    recoveries: f64,
}

/// Demand along a path of prices.
#[derive(Debug, Clone, PartialEq)]
pub struct RatchetOutcome {
    /// Price in each period, as a multiple of before.
    pub price: Vec<f64>,
    /// Highest price so far, as a multiple of before.
    pub highest_price: Vec<f64>,
    /// Long-run service at the prices so far, as a multiple of before.
    pub wanted_path: Vec<f64>,
    /// Service as a multiple of before.
    pub service_path: Vec<f64>,
    /// Service without habit, as a multiple of before.
    pub reversible_path: Vec<f64>,
    /// Energy, TWh/yr.
    pub energy_path: Vec<f64>,
    /// Long-run service after the last period, as a multiple of before.
    pub service: f64,
    /// What habit leaves: long-run service at the last price as a multiple of what it would be without habit.
    pub residual: f64,
    /// Energy that long-run service takes after the last period, TWh/yr.
    pub energy: f64,
    /// Price that would bring demand back to before, as a multiple of before; `None` if demand is not raised, or if no
    /// price does.
    pub price_to_undo: Option<f64>,
    certificate: Certificate,
}

impl RatchetOutcome {
    /// The certificate that the parts of the price are those of its variation.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Ratchet {
    /// The elasticity at a price above all earlier ones.
    fn of_rise(&self) -> f64 {
        self.elasticity_of_rise.unwrap_or(self.elasticity)
    }

    /// The elasticity while the price recovers.
    fn of_recovery(&self) -> f64 {
        (1.0 - self.habit) * self.elasticity
    }

    /// Logarithm of long-run service.
    fn wanted(&self, parts: &Parts) -> f64 {
        let of_cut = self.elasticity * parts.cuts + self.of_recovery() * parts.recoveries;
        -(self.of_rise() * parts.highest + of_cut)
    }

    /// The price, in logarithms, at which long-run service is back at before, from the last price of a path.
    fn log_price_to_undo(&self, log_price: f64, parts: &Parts) -> Option<f64> {
        let raised = self.wanted(parts);
        if raised <= 0.0 {
            return None;
        }
        let (recovery, room) = (self.of_recovery(), parts.highest - log_price);
        if recovery * room >= raised {
            return Some(log_price + raised / recovery);
        }
        let left = raised - recovery * room;
        (self.of_rise() > 0.0).then(|| parts.highest + left / self.of_rise())
    }
}

/// Takes a path of logarithms of prices apart, starting from zero.
fn parts(log_prices: &[f64]) -> Vec<Parts> {
    let (mut now, mut last) = (Parts { highest: 0.0, cuts: 0.0, recoveries: 0.0 }, 0.0);
    log_prices
        .iter()
        .map(|&price| {
            let highest = now.highest.max(price);
            // A rise first recovers what was cut, and only then sets a new maximum.
            let change = (price - highest) - (last - now.highest);
            now = Parts { highest, cuts: now.cuts + change.min(0.0), recoveries: now.recoveries + change.max(0.0) };
            last = price;
            now
        })
        .collect()
}

impl Model for Ratchet {
    type Outcome = RatchetOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.ratchet";
    const TITLE: &'static str = "Demand that does not come back";
    const PAGE: &'static str = include_str!("ratchet.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::EnergyScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "The price comes back, demand does not",
        across: "period",
        x: "period",
        up: "as a multiple of before",
        log: true,
        lines: &[
            ChartLine::new("service", "service_path"),
            ChartLine::new("without habit", "reversible_path"),
            ChartLine::new("price", "price_path"),
        ],
        thresholds: &[("what stays", "service")],
    }];

    fn example() -> Self {
        Self {
            price: vec![0.5, 0.25, 0.1, 0.1, 0.1, 0.25, 0.5, 1.0, 1.0, 1.0],
            elasticity: 1.5,
            habit: 0.5,
            elasticity_of_rise: None,
            adjustment: 1.0,
            efficiency_gain: 10.0,
            energy: 11.0,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<RatchetOutcome, JevonsError> {
        let log_prices: Vec<f64> = inputs.price.iter().map(|price| price.ln()).collect();
        let parts = parts(&log_prices);
        let wanted: Vec<f64> = parts.iter().map(|parts| inputs.wanted(parts)).collect();
        let free: Vec<f64> = log_prices.iter().map(|price| -inputs.elasticity * price).collect();
        let exp = |logs: &[f64]| logs.iter().map(|log| log.exp()).collect::<Vec<f64>>();
        let adjusted = adjusted(inputs.adjustment, &wanted);
        let last = parts
            .len()
            .checked_sub(1)
            .map_or((0.0, 0.0, None), |k| (wanted[k], free[k], inputs.log_price_to_undo(log_prices[k], &parts[k])));
        let (service, without, undo) = last;
        let outcome = RatchetOutcome {
            price: inputs.price.clone(),
            highest_price: parts.iter().map(|parts| parts.highest.exp()).collect(),
            energy_path: adjusted.iter().map(|log| inputs.energy * log.exp() / inputs.efficiency_gain).collect(),
            service_path: exp(&adjusted),
            reversible_path: exp(&self::adjusted(inputs.adjustment, &free)),
            wanted_path: exp(&wanted),
            service: service.exp(),
            residual: (service - without).exp(),
            energy: inputs.energy * service.exp() / inputs.efficiency_gain,
            price_to_undo: undo.map(f64::exp),
            certificate: parts_of_the_variation(inputs, &log_prices, &wanted)?,
        };
        let paths = [&outcome.service_path, &outcome.reversible_path, &outcome.energy_path, &outcome.wanted_path];
        paths.into_iter().flatten().try_for_each(|number| positive(&[("demand", *number)]))?;
        positive(&[("the price that undoes it", outcome.price_to_undo.unwrap_or(1.0)), ("energy", outcome.energy)])?;
        positive(&[("what habit leaves", outcome.residual)])?;
        Ok(outcome)
    }

    fn answer(outcome: &RatchetOutcome) -> Answer {
        let (factor, axis, o) = (&quantity::RATIO, "period", outcome);
        let periods: Vec<f64> = (1..=o.service_path.len()).map(|k| k as f64).collect();
        Answer::new(Status::ClosedForm)
            .number("service", factor, o.service, "long-run service after the last period, as a multiple of before")
            .number("residual", factor, o.residual, "the same as a multiple of what it would be without habit")
            .number("energy", &quantity::ENERGY_FLOW, o.energy, "energy of that service")
            .number_or(
                "price_to_undo",
                factor,
                o.price_to_undo,
                "none",
                "price that would bring demand back to before, as a multiple of the price before",
            )
            .numbers("period", &quantity::COUNT, axis, &periods, "number of the period")
            .numbers("price_path", factor, axis, &o.price, "price as a multiple of before")
            .numbers("highest_price", factor, axis, &o.highest_price, "highest price so far")
            .numbers("wanted_path", factor, axis, &o.wanted_path, "long-run service at the prices so far")
            .numbers("service_path", factor, axis, &o.service_path, "service as a multiple of before")
            .numbers("reversible_path", factor, axis, &o.reversible_path, "service without habit")
            .numbers("energy_path", &quantity::ENERGY_FLOW, axis, &o.energy_path, "energy")
            .certified_by(o.certificate)
    }
}

/// Service that covers a part of the way to what is wanted in every period, in logarithms.
fn adjusted(adjustment: f64, wanted: &[f64]) -> Vec<f64> {
    let mut now = 0.0;
    wanted
        .iter()
        .map(|wanted| {
            now += adjustment * (wanted - now);
            now
        })
        .collect()
}

/// Long-run service again: below the maximum, cuts and recoveries are half of the variation of the price less and more
/// its change.
fn parts_of_the_variation(inputs: &Ratchet, log_prices: &[f64], wanted: &[f64]) -> Result<Certificate, JevonsError> {
    let (mut highest, mut below, mut variation) = (0.0_f64, 0.0_f64, 0.0_f64);
    let mut misses = Vec::new();
    for (price, wanted) in log_prices.iter().zip(wanted) {
        highest = highest.max(*price);
        variation += (price - highest - below).abs();
        below = price - highest;
        let (recovered, cut) = (f64::midpoint(variation, below), f64::midpoint(variation, -below));
        let again = inputs.elasticity * (cut - (1.0 - inputs.habit) * recovered) - inputs.of_rise() * highest;
        misses.push((wanted - again).abs() / (1.0 + inputs.elasticity * variation + again.abs()));
    }
    let certificate = Certificate {
        concept: Concept::Identity,
        residual: worst(misses),
        scale: 1.0,
        tolerance: IDENTITY_REL,
        method: "cuts and recoveries from the variation of the price below its maximum",
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
