#![doc = include_str!("ceiling.md")]

use moloch_core::{
    Answer, Certificate, Chart, ChartLine, Checked, Concept, Law, Model, OpenTable, Status, inputs, quantity,
};

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
        /// Growth of that limit, in logarithms.
        pub ceiling_growth: f64 = shared::GROWTH.or_number(0.0),
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
    /// Energy on the way.
    pub path: Path,
    certificate: Certificate,
}

/// Energy on the way to the date looked at, TWh/yr.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Dates, yr.
    pub dates: Vec<f64>,
    /// Without a ceiling.
    pub uncapped: Vec<f64>,
    /// Under the hard cap.
    pub capped: Vec<f64>,
    /// Under the logistic ceiling.
    pub logistic: Vec<f64>,
    /// The ceiling.
    pub ceiling: Vec<f64>,
}

/// Points of a path.
const POINTS: usize = 41;
/// The shortest span that a path shows, yr: today alone is not a path.
const SHORTEST: f64 = 1e-6;

impl Path {
    fn of(inputs: &Ceiling, growth: f64) -> Self {
        let end = if inputs.years > 0.0 { inputs.years } else { SHORTEST };
        let dates: Vec<f64> = (0..POINTS).map(|k| end * k as f64 / (POINTS - 1) as f64).collect();
        let each = |f: &dyn Fn(f64) -> f64| dates.iter().map(|t| f(*t)).collect::<Vec<f64>>();
        let free = |t: f64| inputs.energy * (growth * t).exp();
        let ceiling = |t: f64| inputs.ceiling * (inputs.ceiling_growth * t).exp();
        let logistic = |t: f64| limit::logistic_rising(inputs.energy, inputs.ceiling, growth, inputs.ceiling_growth, t);
        Self {
            uncapped: each(&free),
            capped: each(&|t| free(t).min(ceiling(t))),
            logistic: each(&logistic),
            ceiling: each(&ceiling),
            dates,
        }
    }
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
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Energy under a ceiling",
        across: "years from today",
        x: "year",
        up: "energy",
        log: true,
        lines: &[
            ChartLine::new("without a ceiling", "uncapped_path"),
            ChartLine::new("hard cap", "capped_path"),
            ChartLine::new("logistic ceiling", "logistic_path"),
            ChartLine::new("ceiling", "ceiling_path"),
        ],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self {
            elasticity: 2.0,
            efficiency_growth: std::f64::consts::LN_10,
            demand_growth: 0.0,
            years: 3.0,
            energy: 11.0,
            ceiling: 945.0,
            ceiling_growth: 0.0,
            energy_price: 0.1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<CeilingOutcome, JevonsError> {
        let Self { elasticity, efficiency_growth, demand_growth, years, energy: start, energy_price, .. } = **inputs;
        let growth = limit::energy_growth(demand_growth, efficiency_growth, elasticity);
        let (efficiency, adoption) = ((efficiency_growth * years).exp(), (demand_growth * years).exp());
        let uncapped = demand::uncapped_energy(start, adoption, efficiency, elasticity);
        let ceiling = inputs.ceiling * (inputs.ceiling_growth * years).exp();
        in_range(&[("the ceiling", ceiling)])?;
        let price_factor = limit::cap_price(uncapped, ceiling, elasticity);
        let capped = uncapped.min(ceiling);
        in_range(&[("energy without a ceiling", uncapped), ("the price under the cap", price_factor)])?;
        let path = Path::of(inputs, growth);
        for energy in path.uncapped.iter().chain(&path.ceiling).chain(&path.logistic) {
            in_range(&[("energy on the path", *energy)])?;
        }
        let demanded = energy_step_by_step(start * adoption, price_factor, efficiency, elasticity);
        let method = "demand at the price found, step by step, less the energy allowed";
        let outcome = CeilingOutcome {
            growth,
            uncapped,
            capped,
            logistic: path.logistic[path.logistic.len() - 1],
            path,
            price_factor,
            service_price_factor: demand::service_price(price_factor, efficiency),
            service_factor: capped / start * efficiency,
            scarcity_rent: (price_factor - 1.0) * energy_price * capped,
            binds_at: limit::binding_date(start, inputs.ceiling, growth - inputs.ceiling_growth),
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
            .numbers("year", &quantity::DURATION, "year", &o.path.dates, "dates on the way")
            .numbers("uncapped_path", energy, "year", &o.path.uncapped, "energy without a ceiling on the way")
            .numbers("capped_path", energy, "year", &o.path.capped, "energy under the hard cap on the way")
            .numbers("logistic_path", energy, "year", &o.path.logistic, "energy under the logistic ceiling on the way")
            .numbers("ceiling_path", energy, "year", &o.path.ceiling, "the ceiling on the way")
            .certified_by(o.certificate)
    }
}
