#![doc = include_str!("baseline.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, tolerance,
};

use crate::decay::{accumulated, passed_on};
use crate::quadrature::integrate_to;
use crate::{HypeError, decay, path};

inputs! {
    /// Hype that is felt against a baseline which follows it.
    pub struct Baseline {
        /// Decay of hype without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Announcements in a month on average.
        pub rate: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Mean lift of an announcement at the start.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// Growth of the lifts, in logarithms.
        pub growth: f64 = Field::number(&quantity::RATE).in_unit("1/month").or_number(0.0),
        /// Speed at which the baseline follows hype.
        pub adaptation: f64 = Field::number(&quantity::RATE).in_unit("1/month"),
        /// Level at the start; the level that news holds if absent.
        pub start: Option<f64> = Field::number(&quantity::HYPE).optional(),
        /// Baseline at the start.
        pub expected: f64 = Field::number(&quantity::HYPE).or_number(0.0),
        /// Length of the path.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(36.0),
        /// Dates on the path, the start included.
        pub points: usize = Field::integer(2, 1000).or(DefaultValue::Integer(37)),
    }
    check within_reach;
}

/// A path that is longer than this many times the mean life of its fastest part shows nothing new.
const LONGEST: f64 = 500.0;

fn within_reach(inputs: &Baseline, table: &mut OpenTable<'_, '_>) {
    let fastest = inputs.decay.max(inputs.growth).max(inputs.adaptation);
    let longest = LONGEST / fastest;
    if inputs.horizon > longest {
        let expected = format!("at most {longest} months, {LONGEST} divided by the largest rate");
        let found = inputs.horizon.to_string();
        table.fault("too-long", "horizon", found, expected, "shorten the path, or lower the rates");
    }
}

/// How hype, baseline and what is felt between them move; lists are for the dates.
#[derive(Debug, Clone, PartialEq)]
pub struct BaselineOutcome {
    /// Dates, months.
    pub dates: Vec<f64>,
    /// Mean level of hype.
    pub level: Vec<f64>,
    /// Mean baseline.
    pub baseline: Vec<f64>,
    /// Mean of what is felt: level less baseline.
    pub felt: Vec<f64>,
    /// Standard deviation of what is felt, when announcements come at random and their lifts are exponential.
    pub deviation: Vec<f64>,
    /// The part of hype that is felt in the long run, $`\gamma/(\kappa + \gamma)`$; 1 without adaptation.
    pub felt_part: f64,
    /// Standard deviation of what is felt in the long run, as the lifts grow: multiply by $`e^{\gamma t}`$.
    pub long_run_deviation: f64,
    /// Time in which half of a new level becomes normal, months; `None` without adaptation.
    pub half_life: Option<f64>,
    certificate: Certificate,
}

impl BaselineOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Baseline {
    /// The level that growing news holds, at the start: $`\lambda J_0/(\delta + \gamma)`$.
    pub fn held(&self) -> f64 {
        self.rate * self.jump / (self.decay + self.growth)
    }

    /// Mean level of hype at `time`.
    pub fn level_at(&self, time: f64) -> f64 {
        let held = self.held();
        (self.start.unwrap_or(held) - held) * (-self.decay * time).exp() + held * (self.growth * time).exp()
    }

    /// Mean baseline at `time`.
    pub fn baseline_at(&self, time: f64) -> f64 {
        let Self { decay: delta, growth: gamma, adaptation: kappa, expected, start, .. } = *self;
        let held = self.held();
        let excess = start.unwrap_or(held) - held;
        let grown = held * (gamma * time).exp() * accumulated(kappa + gamma, time);
        expected * (-kappa * time).exp() + kappa * (excess * passed_on(delta, kappa, time) + grown)
    }

    /// What is felt at `time` if no announcement comes.
    pub fn felt_without_news(&self, time: f64) -> f64 {
        let start = self.start.unwrap_or_else(|| self.held());
        start * self.felt_of_one(time) - self.expected * (-self.adaptation * time).exp()
    }

    /// What is felt of one announcement at `age`: its remaining lift less what the baseline has taken in of it.
    fn felt_of_one(&self, age: f64) -> f64 {
        (-self.decay * age).exp() - self.adaptation * passed_on(self.decay, self.adaptation, age)
    }

    /// Variance of what is felt at `time` under random news with exponential lifts (Campbell), nothing being random
    /// at the start.
    fn variance_at(&self, time: f64) -> f64 {
        let second_moment = 2.0 * self.jump * self.jump;
        let at_age = |age: f64| (self.felt_of_one(age) * (self.growth * (time - age)).exp()).powi(2);
        let scale = (2.0 * self.growth * time).exp() * time;
        self.rate * second_moment * integrate_to(scale, 0.0, time, 4, at_age)
    }

    /// Variance in the long run, at the size that lifts have at the start.
    fn long_run_variance(&self) -> f64 {
        let Self { decay: delta, growth: gamma, adaptation: kappa, .. } = *self;
        let (a, b) = (kappa + gamma, delta + gamma);
        let second_moment = 2.0 * self.jump * self.jump;
        // Growth without adaptation: the second term tends to growth over decay plus growth.
        let trend = if gamma > 0.0 { gamma / a * gamma / b } else { 0.0 };
        self.rate * second_moment * (1.0 + trend) / (2.0 * (a + b))
    }
}

impl Model for Baseline {
    type Outcome = BaselineOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.baseline";
    const TITLE: &'static str = "Felt hype against a moving baseline";
    const PAGE: &'static str = include_str!("baseline.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "A plateau of hype, what counts as normal, and what is felt",
        across: "months",
        x: "month",
        up: "announcements",
        log: false,
        lines: &[
            ChartLine { label: "felt", y: "felt", bands: &[("one standard deviation", "felt_low", "felt_high")] },
            ChartLine::new("level", "level"),
            ChartLine::new("baseline", "baseline"),
        ],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self {
            decay: decay::rate_of_loss(0.1),
            rate: 30.4375 / 14.0,
            jump: 1.0,
            growth: 0.0,
            adaptation: 0.3,
            start: None,
            expected: 0.0,
            horizon: 24.0,
            points: 49,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<BaselineOutcome, HypeError> {
        let dates = path::dates(inputs.horizon, inputs.points);
        let level: Vec<f64> = dates.iter().map(|t| inputs.level_at(*t)).collect();
        let baseline: Vec<f64> = dates.iter().map(|t| inputs.baseline_at(*t)).collect();
        let certificate = *Certified::new((), certificate_of(inputs, &dates))?.certificate();
        let (gamma, kappa) = (inputs.growth, inputs.adaptation);
        Ok(BaselineOutcome {
            felt: level.iter().zip(&baseline).map(|(level, baseline)| level - baseline).collect(),
            deviation: dates.iter().map(|t| inputs.variance_at(*t).sqrt()).collect(),
            felt_part: if kappa > 0.0 { gamma / (kappa + gamma) } else { 1.0 },
            long_run_deviation: inputs.long_run_variance().sqrt(),
            half_life: (kappa > 0.0).then(|| decay::silence(kappa, 0.5)),
            dates,
            level,
            baseline,
            certificate,
        })
    }

    fn answer(outcome: &BaselineOutcome) -> Answer {
        let axis = "date";
        let beside = |sign: f64| -> Vec<f64> {
            outcome.felt.iter().zip(&outcome.deviation).map(|(felt, deviation)| felt + sign * deviation).collect()
        };
        let months = outcome.half_life.map_or(f64::INFINITY, |months| months);
        let answer = Answer::new(Status::ClosedForm)
            .number("felt_part", &quantity::SHARE, outcome.felt_part, "part of hype that is felt in the long run")
            .number(
                "long_run_deviation",
                &quantity::HYPE,
                outcome.long_run_deviation,
                "standard deviation of what is felt in the long run, in lifts of the start's size",
            );
        let answer = match outcome.half_life {
            Some(_) => answer.number_in(
                "month",
                "half_life",
                &quantity::DURATION,
                months,
                "time in which half of a new level becomes normal",
            ),
            None => answer.note("without adaptation a new level never becomes normal"),
        };
        path::months(answer, "month", axis, &outcome.dates, "months since the start")
            .numbers("level", &quantity::HYPE, axis, &outcome.level, "mean level of hype")
            .numbers("baseline", &quantity::HYPE, axis, &outcome.baseline, "mean baseline")
            .numbers("felt", &quantity::HYPE, axis, &outcome.felt, "mean of what is felt")
            .numbers("felt_low", &quantity::HYPE, axis, &beside(-1.0), "felt, a standard deviation below its mean")
            .numbers("felt_high", &quantity::HYPE, axis, &beside(1.0), "felt, a standard deviation above its mean")
            .certified_by(outcome.certificate)
    }
}

/// Between two dates hype must change by news less decay and the baseline by what it takes in, both added up by
/// quadrature; and the variance of the long run must be the sum over all ages of an announcement.
fn certificate_of(inputs: &Baseline, dates: &[f64]) -> Certificate {
    let Baseline { decay, rate, jump, growth, adaptation, .. } = *inputs;
    let gained = |t: f64| rate * jump * (growth * t).exp() - decay * inputs.level_at(t);
    let taken_in = |t: f64| adaptation * (inputs.level_at(t) - inputs.baseline_at(t));
    let end = dates.last().copied().unwrap_or(0.0);
    let highest = [0.0, end].map(|t| inputs.level_at(t).max(inputs.baseline_at(t))).into_iter().fold(0.0, f64::max);
    let scale = highest * (1.0 + decay * end).max(1.0 + adaptation * end);
    let misses = dates.windows(2).flat_map(|pair| {
        let (from, to) = (pair[0], pair[1]);
        let level = inputs.level_at(to) - inputs.level_at(from) - integrate_to(scale, from, to, 2, gained);
        let baseline = inputs.baseline_at(to) - inputs.baseline_at(from) - integrate_to(scale, from, to, 2, taken_in);
        [level.abs() / scale, baseline.abs() / scale]
    });
    let variance = variance_over_ages(inputs) / inputs.long_run_variance() - 1.0;
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst(misses.chain([variance.abs()])),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "what comes in and goes out between two dates, and the variance over all ages, by quadrature",
    }
}

/// The variance of the long run as an integral over the logarithm of an announcement's age.
fn variance_over_ages(inputs: &Baseline) -> f64 {
    let Baseline { decay, rate, jump, growth, adaptation, .. } = *inputs;
    // Without adaptation nothing but decay ends what is felt of an announcement.
    let slowest = growth + if adaptation > 0.0 { decay.min(adaptation) } else { decay };
    let fastest = growth + decay.max(adaptation);
    let (young, old) = ((1e-13 / fastest).ln(), (40.0 / slowest).ln());
    let at_age = |w: f64| {
        let age = w.exp();
        age * (inputs.felt_of_one(age) * (-growth * age).exp()).powi(2)
    };
    2.0 * rate * jump * jump * integrate_to(fastest.recip(), young, old, 64, at_age)
}
