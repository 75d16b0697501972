#![doc = include_str!("suppressed.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, tolerance,
};

use crate::quadrature::integrate_to;
use crate::{HypeError, decay, path};

inputs! {
    /// Stress that builds up until a correction or a break releases it.
    pub struct Suppressed {
        /// Small corrections in a year if nobody suppresses them.
        pub corrections: f64 = Field::number(&quantity::RATE),
        /// Triggers of a break in a year.
        pub triggers: f64 = Field::number(&quantity::RATE).within(Range::POSITIVE),
        /// Part of the corrections that is suppressed.
        pub suppressed: f64 = Field::number(&quantity::SHARE),
        /// Size from which a break counts as large: the time over which its stress has built up.
        pub large: f64 = Field::number(&quantity::DURATION).within(Range::POSITIVE),
        /// Earlier breaks with which the next one is compared, without suppression.
        pub earlier: usize = Field::integer(1, 10_000).or(DefaultValue::Integer(4)),
    }
    check within_reach;
}

/// Large breaks rarer than this, in logarithms, are beyond all numbers.
const FARTHEST: f64 = 500.0;

fn within_reach(inputs: &Suppressed, table: &mut OpenTable<'_, '_>) {
    let rate = inputs.corrections + inputs.triggers;
    if inputs.large * rate > FARTHEST {
        let expected = format!("at most {} years at these rates", FARTHEST / rate);
        table.fault("too-large", "large", inputs.large.to_string(), expected, "count smaller breaks as large");
    }
}

/// How large breaks are; sizes are the years over which the stress has built up.
#[derive(Debug, Clone, PartialEq)]
pub struct SuppressedOutcome {
    /// Mean size of a break without suppression, and with it.
    pub sizes: [f64; 2],
    /// Large breaks in a year without suppression, and with it.
    pub large_breaks: [f64; 2],
    /// By how much suppression makes large breaks more frequent.
    pub factor: f64,
    /// Probability that the next break, with suppression, is larger than all earlier ones without.
    pub deeper_than_ever: f64,
    /// Sizes, years.
    pub times: Vec<f64>,
    /// Breaks in a year that are at least as large, without suppression.
    pub free: Vec<f64>,
    /// The same with suppression.
    pub held: Vec<f64>,
    certificate: Certificate,
}

impl SuppressedOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Suppressed {
    /// Releases in a year, without suppression and with it.
    fn releases(&self) -> [f64; 2] {
        [0.0, self.suppressed].map(|suppressed| self.corrections * (1.0 - suppressed) + self.triggers)
    }

    /// Probability that a size drawn with the second rate exceeds the largest of `earlier` drawn with the first.
    fn record(&self) -> f64 {
        let [free, held] = self.releases();
        let ratio = held / free;
        let term = |k: usize| -(ratio / k as f64).ln_1p();
        moloch_core::sum::compensated((1..=self.earlier).map(term)).exp()
    }
}

impl Model for Suppressed {
    type Outcome = SuppressedOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.suppressed";
    const TITLE: &'static str = "Suppressed corrections";
    const PAGE: &'static str = include_str!("suppressed.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Breaks at least as large, in a year",
        across: "size: years over which the stress has built up",
        x: "time",
        up: "breaks in a year",
        log: true,
        lines: &[ChartLine::new("corrections suppressed", "held"), ChartLine::new("corrections free", "free")],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self { corrections: 1.0, triggers: 0.1, suppressed: 0.9, large: 5.0, earlier: 4 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<SuppressedOutcome, HypeError> {
        let releases = inputs.releases();
        let breaks = |rate: f64, size: f64| inputs.triggers * (-rate * size).exp();
        let large_breaks = releases.map(|rate| breaks(rate, inputs.large));
        let times = path::dates(2.0 * inputs.large, 61);
        let record = inputs.record();
        let certificate = *Certified::new((), certificate_of(inputs, large_breaks, record))?.certificate();
        Ok(SuppressedOutcome {
            sizes: releases.map(f64::recip),
            large_breaks,
            factor: ((releases[0] - releases[1]) * inputs.large).exp(),
            deeper_than_ever: record,
            free: times.iter().map(|size| breaks(releases[0], *size)).collect(),
            held: times.iter().map(|size| breaks(releases[1], *size)).collect(),
            times,
            certificate,
        })
    }

    fn answer(outcome: &SuppressedOutcome) -> Answer {
        let (rate, duration, axis) = (&quantity::RATE, &quantity::DURATION, "size");
        Answer::new(Status::ClosedForm)
            .number("size_free", duration, outcome.sizes[0], "mean size of a break without suppression")
            .number("size_held", duration, outcome.sizes[1], "mean size of a break with suppression")
            .number("large_free", rate, outcome.large_breaks[0], "large breaks without suppression")
            .number("large_held", rate, outcome.large_breaks[1], "large breaks with suppression")
            .number("factor", &quantity::RATIO, outcome.factor, "by how much suppression makes them more frequent")
            .number(
                "deeper_than_ever",
                &quantity::PROBABILITY,
                outcome.deeper_than_ever,
                "probability that the next break is larger than all earlier ones",
            )
            .numbers("time", duration, axis, &outcome.times, "size")
            .numbers("free", rate, axis, &outcome.free, "breaks at least as large, without suppression")
            .numbers("held", rate, axis, &outcome.held, "breaks at least as large, with suppression")
            .certified_by(outcome.certificate)
    }
}

/// Large breaks by quadrature over the age of the stress at a trigger, and the record by quadrature over the size of
/// the next break.
fn certificate_of(inputs: &Suppressed, large_breaks: [f64; 2], record: f64) -> Certificate {
    let [free, held] = inputs.releases();
    let large = [free, held].into_iter().zip(large_breaks).map(|(rate, closed)| {
        let end = inputs.large + 40.0 / rate;
        let scale = closed / inputs.triggers;
        let beyond = integrate_to(scale, inputs.large, end, 16, |age| rate * (-rate * age).exp());
        (inputs.triggers * beyond / closed - 1.0).abs()
    });
    // Over the logarithm of size: the largest of many earlier breaks may lie far out.
    let (low, high) = ((1e-14 / free).ln(), (decay::silence(held, 1e-18)).ln());
    let below = |age: f64| (inputs.earlier as f64 * (-(-free * age).exp()).ln_1p()).exp();
    let larger = integrate_to(record, low, high, 64, |w| {
        let age = w.exp();
        age * held * (-held * age).exp() * below(age)
    });
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst(large.chain([(larger / record - 1.0).abs()])),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "large breaks and the record by quadrature over the size of a break",
    }
}
