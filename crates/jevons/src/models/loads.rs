#![doc = include_str!("loads.md")]

use moloch_core::root::bisect;
use moloch_core::sum::compensated;
use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, Range, Status, inputs,
    quantity, worst,
};

use crate::certify::positive;
use crate::{JevonsError, demand, inputs as shared, path};

inputs! {
    /// Work that grows with an output which got easier to make: maintenance, review, oversight, expectations.
    pub struct Loads {
        /// Productivity in making the output afterwards, as a multiple of before, g.
        pub productivity_gain: f64 = shared::EFFICIENCY_GAIN,
        /// Elasticity of the output to its cost, eps.
        pub elasticity: f64 = shared::ELASTICITY,
        /// Exponent of each load: a load grows with the output to this power, k.
        pub exponent: Vec<f64> = Field::numbers(&quantity::ELASTICITY, "load").within(Range::between(0.0, 10.0)),
        /// Relief of each load: 1 if its work gets as much easier as the making, 0 if not at all.
        pub relief: Vec<f64> = Field::numbers(&quantity::SHARE, "load"),
        /// People who work on each load before.
        pub people: Vec<f64> = Field::numbers(&quantity::COUNT, "load").within(Range::POSITIVE),
    }
}

/// Loads and the people they take.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadsOutcome {
    /// Output as a multiple of before.
    pub output: f64,
    /// Each load as a multiple of before.
    pub loads: Vec<f64>,
    /// Exponent by which the people of each load grow with productivity, `eps k - relief`: above 0 they become more.
    pub growth: Vec<f64>,
    /// People who work on each load afterwards.
    pub people: Vec<f64>,
    /// People in all, afterwards.
    pub total: f64,
    /// People in all, as a multiple of before.
    pub total_factor: f64,
    /// Elasticity above which this gain takes more people than before; `None` if it does at any, or at none up to the
    /// largest allowed.
    pub threshold: Option<f64>,
    /// Productivity along the way, as multiples of before.
    pub gains: Vec<f64>,
    /// Output at each of them, as a multiple of before.
    pub output_path: Vec<f64>,
    /// People in all at each of them, as a multiple of before.
    pub people_path: Vec<f64>,
    certificate: Certificate,
}

impl LoadsOutcome {
    /// The certificate that the people are those of the output, load by load.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Loads {
    /// People in all as a multiple of before, at a gain and an elasticity.
    fn total_factor(&self, gain: f64, elasticity: f64) -> f64 {
        let before = compensated(self.people.iter().copied());
        let loads = self.people.iter().zip(&self.exponent).zip(&self.relief);
        compensated(loads.map(|((people, k), relief)| people / before * ((elasticity * k - relief) * gain.ln()).exp()))
    }

    /// The elasticity at which the gain leaves the number of people as it was.
    fn threshold(&self) -> Option<f64> {
        let excess = |elasticity: f64| self.total_factor(self.productivity_gain, elasticity) - 1.0;
        let shared = (excess(0.0) <= 0.0) == (self.productivity_gain > 1.0);
        // With no gain every elasticity is a threshold, which says nothing.
        let moves = (self.productivity_gain - 1.0).abs() > f64::EPSILON;
        (moves && shared).then(|| bisect(0.0, shared::ELASTICITIES.high, excess).ok().map(|root| root.at)).flatten()
    }
}

impl Model for Loads {
    type Outcome = LoadsOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.loads";
    const TITLE: &'static str = "Work that grows with cheap output";
    const PAGE: &'static str = include_str!("loads.md");
    const LAWS: &'static [Law] = &[Law::Permutes("load")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Output and the people it takes",
        across: "productivity in making the output, as a multiple of before",
        x: "gain",
        up: "as a multiple of before",
        log: true,
        lines: &[ChartLine::new("people", "people_path"), ChartLine::new("output", "output_path")],
        thresholds: &[("before", "before")],
    }];

    fn example() -> Self {
        Self {
            productivity_gain: 10.0,
            elasticity: 1.0,
            exponent: vec![1.0, 2.0],
            relief: vec![1.0, 1.0],
            people: vec![5.0, 5.0],
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<LoadsOutcome, JevonsError> {
        let Self { productivity_gain, elasticity, .. } = **inputs;
        let log_gain = productivity_gain.ln();
        let growth: Vec<f64> =
            inputs.exponent.iter().zip(&inputs.relief).map(|(k, relief)| elasticity * k - relief).collect();
        let people: Vec<f64> =
            inputs.people.iter().zip(&growth).map(|(people, power)| people * (power * log_gain).exp()).collect();
        let gains = path::gains(productivity_gain);
        let outcome = LoadsOutcome {
            output: (elasticity * log_gain).exp(),
            loads: inputs.exponent.iter().map(|k| (elasticity * k * log_gain).exp()).collect(),
            total: compensated(people.iter().copied()),
            total_factor: inputs.total_factor(productivity_gain, elasticity),
            threshold: inputs.threshold(),
            output_path: gains.iter().map(|gain| (elasticity * gain.ln()).exp()).collect(),
            people_path: gains.iter().map(|gain| inputs.total_factor(*gain, elasticity)).collect(),
            gains,
            certificate: load_by_load(inputs, &people)?,
            people,
            growth,
        };
        positive(&[("output", outcome.output), ("the people", outcome.total), ("the people", outcome.total_factor)])?;
        outcome.loads.iter().try_for_each(|load| positive(&[("a load", *load)]))?;
        Ok(outcome)
    }

    fn answer(outcome: &LoadsOutcome) -> Answer {
        let (pure, factor, axis, o) = (&quantity::NUMBER, &quantity::RATIO, "load", outcome);
        Answer::new(Status::ClosedForm)
            .number("output", factor, o.output, "output as a multiple of before")
            .numbers("load", factor, axis, &o.loads, "each load as a multiple of before")
            .numbers("growth", pure, axis, &o.growth, "exponent by which its people grow with productivity")
            .numbers("people", &quantity::COUNT, axis, &o.people, "people who work on each load")
            .number("total", &quantity::COUNT, o.total, "people in all")
            .number("total_factor", factor, o.total_factor, "people in all, as a multiple of before")
            .number_or(
                "threshold",
                pure,
                o.threshold,
                "none",
                "elasticity of output above which this gain takes more people than before",
            )
            .number("before", factor, 1.0, "people before, as a multiple of themselves")
            .numbers("gain", factor, "step", &o.gains, "productivity along the way, as a multiple of before")
            .numbers("output_path", factor, "step", &o.output_path, "output there, as a multiple of before")
            .numbers("people_path", factor, "step", &o.people_path, "people there, as a multiple of before")
            .certified_by(o.certificate)
    }
}

/// People again: cost of a unit, output demanded at it, its loads, and the work in each.
fn load_by_load(inputs: &Loads, people: &[f64]) -> Result<Certificate, JevonsError> {
    let cost = inputs.productivity_gain.recip();
    let output = demand::service(1.0, cost, inputs.elasticity);
    let mut misses = Vec::new();
    for (i, after) in people.iter().enumerate() {
        let (load, ease) = (output.powf(inputs.exponent[i]), inputs.productivity_gain.powf(inputs.relief[i]));
        let again = inputs.people[i] * load / ease;
        positive(&[("output", output), ("a load", load), ("the people", again), ("the people", *after)])?;
        misses.push((after / again - 1.0).abs());
    }
    let certificate = Certificate {
        concept: Concept::Identity,
        residual: worst(misses),
        scale: 1.0,
        tolerance: IDENTITY_REL,
        method: "cost, output, load and work one after the other",
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
