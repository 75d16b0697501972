#![doc = include_str!("memory.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, tolerance,
};

use crate::decay::accumulated;
use crate::quadrature::integrate_to;
use crate::{HypeError, path};

inputs! {
    /// Impressions of gains and of faults that are forgotten at their own speeds.
    pub struct Memory {
        /// Gains in a month.
        pub gains: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Faults in a month.
        pub faults: f64 = Field::number(&quantity::RATE).in_unit("1/month"),
        /// What a fault counts, in gains.
        pub weight: f64 = Field::number(&quantity::RATIO).within(Range::between(1e-6, 1e6)).or_number(1.0),
        /// Speed at which gains are forgotten.
        pub forgetting_gains: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Speed at which faults are forgotten.
        pub forgetting_faults: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Length of the path, from a blank memory.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(24.0),
        /// Dates on the path, the start included.
        pub points: usize = Field::integer(2, 1000).or(DefaultValue::Integer(49)),
    }
    check comparable;
}

/// How far the two speeds of forgetting may lie apart.
const FARTHEST: f64 = 1e6;

fn comparable(inputs: &Memory, table: &mut OpenTable<'_, '_>) {
    let ratio = inputs.forgetting_faults / inputs.forgetting_gains;
    if ratio.max(ratio.recip()) > FARTHEST {
        let found = inputs.forgetting_faults.to_string();
        let expected = format!("within a factor of {FARTHEST} of the speed for gains, {}", inputs.forgetting_gains);
        table.fault("too-far", "forgetting_faults", found, expected, "bring the two speeds nearer to each other");
    }
}

/// What is perceived and what is so; qualities are gains less weighted faults, per month. Lists are for the dates.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryOutcome {
    /// Quality as it is.
    pub quality: f64,
    /// Quality as it is perceived in the long run.
    pub perceived: f64,
    /// Perceived less true quality.
    pub bias: f64,
    /// Faults a month at which quality is nothing.
    pub breaking: f64,
    /// Faults a month at which perceived quality is nothing: until then the bias hides them.
    pub breaking_perceived: f64,
    /// Standard deviation of perceived quality in the long run.
    pub deviation: f64,
    /// Dates, months.
    pub dates: Vec<f64>,
    /// Mean perceived quality.
    pub path: Vec<f64>,
    /// Its standard deviation.
    pub spread: Vec<f64>,
    certificate: Certificate,
}

impl MemoryOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Memory {
    /// Mean perceived quality after `time`, from a blank memory.
    fn perceived_at(&self, time: f64) -> f64 {
        let gains = self.gains * accumulated(self.forgetting_gains, time);
        let faults = self.faults * self.weight * accumulated(self.forgetting_faults, time);
        self.forgetting_gains * (gains - faults)
    }

    /// Variance of perceived quality after `time` (Campbell).
    fn variance_at(&self, time: f64) -> f64 {
        let gains = self.gains * accumulated(2.0 * self.forgetting_gains, time);
        let faults = self.faults * self.weight.powi(2) * accumulated(2.0 * self.forgetting_faults, time);
        self.forgetting_gains.powi(2) * (gains + faults)
    }
}

impl Model for Memory {
    type Outcome = MemoryOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.memory";
    const TITLE: &'static str = "Faults that are forgotten first";
    const PAGE: &'static str = include_str!("memory.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Perceived quality from a blank memory",
        across: "months",
        x: "month",
        up: "gains less faults, a year",
        log: false,
        lines: &[ChartLine {
            label: "perceived",
            y: "path",
            bands: &[("one standard deviation", "path_low", "path_high")],
        }],
        thresholds: &[("as it is", "quality")],
    }];

    fn example() -> Self {
        Self {
            gains: 2.0,
            faults: 3.0,
            weight: 1.0,
            forgetting_gains: 0.25,
            forgetting_faults: 0.5,
            horizon: 24.0,
            points: 49,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<MemoryOutcome, HypeError> {
        let Self { gains, faults, weight, forgetting_gains, forgetting_faults, .. } = **inputs;
        let (quality, ratio) = (gains - weight * faults, forgetting_gains / forgetting_faults);
        let perceived = gains - weight * faults * ratio;
        let variance = forgetting_gains / 2.0 * (gains + faults * weight * weight * ratio);
        let dates = path::dates(inputs.horizon, inputs.points);
        let certificate = *Certified::new((), certificate_of(inputs, perceived, variance))?.certificate();
        Ok(MemoryOutcome {
            quality,
            perceived,
            bias: weight * faults * (1.0 - ratio),
            breaking: gains / weight,
            breaking_perceived: gains / (weight * ratio),
            deviation: variance.sqrt(),
            path: dates.iter().map(|time| inputs.perceived_at(*time)).collect(),
            spread: dates.iter().map(|time| inputs.variance_at(*time).sqrt()).collect(),
            dates,
            certificate,
        })
    }

    fn answer(outcome: &MemoryOutcome) -> Answer {
        let (rate, axis) = (&quantity::RATE, "date");
        let yearly = |sign: f64| -> Vec<f64> {
            let both = outcome.path.iter().zip(&outcome.spread);
            both.map(|(mean, spread)| path::per_year(mean + sign * spread)).collect()
        };
        let number = |answer: Answer, key, value: f64, doc| answer.number(key, rate, path::per_year(value), doc);
        let answer =
            number(Answer::new(Status::ClosedForm), "quality", outcome.quality, "gains less faults as they are");
        let answer = number(answer, "perceived", outcome.perceived, "gains less faults as they are perceived");
        let answer = number(answer, "bias", outcome.bias, "perceived less true");
        let answer = number(answer, "breaking", outcome.breaking, "faults at which quality is nothing");
        let answer =
            number(answer, "breaking_perceived", outcome.breaking_perceived, "faults at which it seems nothing");
        let answer = number(answer, "deviation", outcome.deviation, "standard deviation of what is perceived");
        path::months(answer, "month", axis, &outcome.dates, "months from a blank memory")
            .numbers("path", rate, axis, &yearly(0.0), "mean of what is perceived")
            .numbers("path_low", rate, axis, &yearly(-1.0), "a standard deviation below")
            .numbers("path_high", rate, axis, &yearly(1.0), "a standard deviation above")
            .certified_by(outcome.certificate)
    }
}

/// Mean and variance of the long run as sums over all ages of an impression, by quadrature.
fn certificate_of(inputs: &Memory, perceived: f64, variance: f64) -> Certificate {
    let Memory { gains, faults, weight, forgetting_gains, forgetting_faults, .. } = *inputs;
    let (slow, fast) = (forgetting_gains.min(forgetting_faults), forgetting_gains.max(forgetting_faults));
    // Over the logarithm of age: the two memories may be of very different length.
    let over_ages = |f: &dyn Fn(f64) -> f64| {
        let (young, old) = ((1e-14 / fast).ln(), (40.0 / slow).ln());
        integrate_to(1.0 / forgetting_gains, young, old, 64, |w| w.exp() * f(w.exp()))
    };
    let gain = |age: f64| (-forgetting_gains * age).exp();
    let fault = |age: f64| (-forgetting_faults * age).exp();
    let remembered = [over_ages(&gain), over_ages(&fault)];
    let squares = [over_ages(&|age| gain(age).powi(2)), over_ages(&|age| fault(age).powi(2))];
    let mean = forgetting_gains * (gains * remembered[0] - weight * faults * remembered[1]);
    let spread = forgetting_gains.powi(2) * (gains * squares[0] + weight * weight * faults * squares[1]);
    let scale = gains + weight * faults * forgetting_gains / forgetting_faults;
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst([(mean - perceived).abs() / scale, (spread / variance - 1.0).abs()]),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "mean and variance as sums over all ages of an impression, by quadrature",
    }
}
