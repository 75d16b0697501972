#![doc = include_str!("aspiration.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, tolerance,
};

use crate::quadrature::integrate_to;
use crate::{HypeError, decay, path};

moloch_core::choices! {
    /// In what terms expectations follow capability.
    pub enum Perception {
        /// In ratios: a doubling counts the same at any level.
        Ratios = "ratios",
        /// In levels: the missing amount counts.
        Levels = "levels",
    }
}

inputs! {
    /// Expectations that follow a capability which climbs a ladder of steps.
    pub struct Aspiration {
        /// What one step multiplies capability by.
        pub step: f64 = Field::number(&quantity::RATIO).within(Range::between(1.0, 1e6)).or_number(2.0),
        /// Time between two steps.
        pub interval: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(12.0),
        /// Steps of the ladder; the first is at the start.
        pub steps: usize = Field::integer(1, 1000).or(DefaultValue::Integer(4)),
        /// Speed at which expectations follow capability.
        pub adaptation: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Growth that people expect whatever happens, in logarithms.
        pub foreseen: f64 = Field::number(&quantity::RATE).in_unit("1/month").or_number(0.0),
        /// In what terms expectations follow.
        pub perception: Perception = Field::choice(<Perception as moloch_core::Choice>::WORDS).or(DefaultValue::Text("ratios")),
        /// Dates between two steps on the path.
        pub resolution: usize = Field::integer(1, 100).or(DefaultValue::Integer(12)),
    }
    check within_reach;
}

/// Expectations that outgrow capability by more than this, in logarithms, within one interval are beyond all numbers.
const FARTHEST: f64 = 500.0;

fn within_reach(inputs: &Aspiration, table: &mut OpenTable<'_, '_>) {
    let Aspiration { adaptation, foreseen, perception, interval, .. } = *inputs;
    if perception == Perception::Levels && foreseen >= adaptation {
        let expected = format!("less than the adaptation, {adaptation} a month, when expectations follow in levels");
        let found = foreseen.to_string();
        table.fault(
            "runaway",
            "foreseen",
            found,
            expected,
            "expectations would feed on themselves: foresee less growth",
        );
    }
    if (foreseen + adaptation) * interval > FARTHEST {
        let expected = format!("at most {} months", FARTHEST / (foreseen + adaptation));
        let found = interval.to_string();
        table.fault("too-long", "interval", found, expected, "shorten the interval, or lower the rates");
    }
}

/// What is felt of the ladder; excitement is the logarithm of capability over expectation, disappointment if negative.
#[derive(Debug, Clone, PartialEq)]
pub struct AspirationOutcome {
    /// Growth of capability on the ladder, in logarithms per month.
    pub growth: f64,
    /// Excitement in the long run if capability grew smoothly at that rate.
    pub smooth: f64,
    /// Excitement just after a step of an endless ladder.
    pub top: f64,
    /// Excitement just before a step of an endless ladder.
    pub bottom: f64,
    /// Excitement long after the last step.
    pub afterwards: f64,
    /// Time in which half of a small surprise is gone, months.
    pub half_life: f64,
    /// Dates, months, from the first step on; at a step, just after it.
    pub dates: Vec<f64>,
    /// Capability, in logarithms, 0 before the first step.
    pub capability: Vec<f64>,
    /// Expectation, in logarithms.
    pub expectation: Vec<f64>,
    /// Excitement.
    pub excitement: Vec<f64>,
    certificate: Certificate,
}

impl AspirationOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Aspiration {
    /// Excitement a time without steps after it was `x`.
    pub fn faded(&self, x: f64, time: f64) -> f64 {
        let settled = self.without_steps();
        match self.perception {
            Perception::Ratios => settled + (x - settled) * (-self.adaptation * time).exp(),
            // The ratio of expectation to capability closes in on its rest at the rate of adaptation less growth.
            Perception::Levels => {
                let rate = self.adaptation - self.foreseen;
                -((-settled).exp() + ((-x).exp() - (-settled).exp()) * (-rate * time).exp()).ln()
            }
        }
    }

    /// Excitement long after the last step.
    pub fn without_steps(&self) -> f64 {
        match self.perception {
            Perception::Ratios => -self.foreseen / self.adaptation,
            Perception::Levels => (-self.foreseen / self.adaptation).ln_1p(),
        }
    }

    /// How fast excitement changes between steps: the law of motion.
    fn slope(&self, x: f64) -> f64 {
        let follow = match self.perception {
            Perception::Ratios => x,
            Perception::Levels => x.exp_m1(),
        };
        -self.foreseen - self.adaptation * follow
    }

    /// Excitement in the long run if capability grows smoothly at `growth` per month.
    pub fn smooth(&self, growth: f64) -> f64 {
        let ahead = (growth - self.foreseen) / self.adaptation;
        match self.perception {
            Perception::Ratios => ahead,
            Perception::Levels => ahead.ln_1p(),
        }
    }

    /// Excitement just after a step of an endless ladder.
    fn top(&self) -> f64 {
        let (step, settled) = (self.step.ln(), self.without_steps());
        match self.perception {
            Perception::Ratios => settled - step / (-self.adaptation * self.interval).exp_m1(),
            Perception::Levels => {
                let rest = -(-(self.adaptation - self.foreseen) * self.interval).exp_m1();
                // The ratio after a step is 1/step of the ratio before it: one linear equation.
                -((-settled).exp() * rest / (self.step - 1.0 + rest)).ln()
            }
        }
    }
}

impl Model for Aspiration {
    type Outcome = AspirationOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.aspiration";
    const TITLE: &'static str = "Capability treadmill";
    const PAGE: &'static str = include_str!("aspiration.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Excitement after each step of the ladder",
        across: "months since the first step",
        x: "month",
        up: "logarithm of capability over expectation",
        log: false,
        lines: &[ChartLine::new("excitement", "excitement")],
        thresholds: &[("smooth growth", "smooth"), ("long after the last step", "afterwards")],
    }];

    fn example() -> Self {
        Self {
            step: 2.0,
            interval: 12.0,
            steps: 4,
            adaptation: 0.1,
            foreseen: 0.0,
            perception: Perception::Ratios,
            resolution: 12,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<AspirationOutcome, HypeError> {
        let growth = inputs.step.ln() / inputs.interval;
        let top = inputs.top();
        let (dates, capability, excitement) = walk(inputs);
        let certificate = *Certified::new((), certificate_of(inputs, top, &excitement))?.certificate();
        Ok(AspirationOutcome {
            growth,
            smooth: inputs.smooth(growth),
            top,
            bottom: inputs.faded(top, inputs.interval),
            afterwards: inputs.without_steps(),
            half_life: decay::silence(inputs.adaptation, 0.5),
            expectation: capability.iter().zip(&excitement).map(|(c, x)| c - x).collect(),
            dates,
            capability,
            excitement,
            certificate,
        })
    }

    fn answer(outcome: &AspirationOutcome) -> Answer {
        let axis = "date";
        let (number, rate) = (&quantity::NUMBER, &quantity::RATE);
        let answer = Answer::new(Status::ClosedForm)
            .number("growth", rate, path::per_year(outcome.growth), "growth of capability on the ladder, in logarithms")
            .number("smooth", number, outcome.smooth, "excitement in the long run if capability grew smoothly")
            .number("top", number, outcome.top, "excitement just after a step of an endless ladder")
            .number("bottom", number, outcome.bottom, "excitement just before a step of an endless ladder")
            .number("afterwards", number, outcome.afterwards, "excitement long after the last step")
            .number_in(
                "month",
                "half_life",
                &quantity::DURATION,
                outcome.half_life,
                "time that halves a small surprise",
            );
        path::months(answer, "month", axis, &outcome.dates, "months since the first step")
            .numbers("capability", number, axis, &outcome.capability, "logarithm of capability")
            .numbers("expectation", number, axis, &outcome.expectation, "logarithm of what is expected")
            .numbers("excitement", number, axis, &outcome.excitement, "logarithm of capability over expectation")
            .certified_by(outcome.certificate)
    }
}

/// Dates, capability and excitement on the ladder, from the first step to one interval after the last.
fn walk(inputs: &Aspiration) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let (step, parts) = (inputs.step.ln(), inputs.resolution);
    let (mut dates, mut capability, mut excitement) = (Vec::new(), Vec::new(), Vec::new());
    let mut before = 0.0;
    for k in 0..inputs.steps {
        // The end of an interval is shown after the step that it brings; the last one brings none.
        let shown = if k + 1 == inputs.steps { parts } else { parts - 1 };
        for i in 0..=shown {
            let part = i as f64 / parts as f64;
            dates.push(inputs.interval * (k as f64 + part));
            capability.push(step * (k + 1) as f64);
            excitement.push(inputs.faded(before + step, inputs.interval * part));
        }
        before = inputs.faded(before + step, inputs.interval);
    }
    (dates, capability, excitement)
}

/// An endless ladder must lead from its top back to it, and on the path excitement must change as the law of motion
/// says, added up by quadrature between two steps.
fn certificate_of(inputs: &Aspiration, top: f64, excitement: &[f64]) -> Certificate {
    let step = inputs.step.ln();
    let scale = top.abs().max(step) * (1.0 + (inputs.adaptation + inputs.foreseen) * inputs.interval);
    let walked = |x: f64| integrate_to(scale, 0.0, inputs.interval, 4, |time| inputs.slope(inputs.faded(x, time)));
    let round = (top + walked(top) + step - top).abs();
    let first = excitement.first().copied().unwrap_or(0.0);
    let last = excitement.get(inputs.resolution).copied().unwrap_or(f64::NAN);
    // The path shows the second step with its surprise, unless the ladder has one step only.
    let following = if inputs.steps > 1 { step } else { 0.0 };
    let along = (first + walked(first) + following - last).abs();
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst([round, along]),
        scale,
        tolerance: tolerance::IDENTITY_REL,
        method: "the law of motion added up between two steps, once around an endless ladder and after the first step",
    }
}
