#![doc = include_str!("run.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, Range, Status, inputs,
    quantity, tolerance,
};
use statrs::function::erf::{erfc, erfc_inv};

use crate::HypeError;
use crate::quadrature::integrate_to;

inputs! {
    /// Investors who stay as long as they believe that enough others stay.
    pub struct Run {
        /// Money invested.
        pub exposure: f64 = Field::number(&quantity::MONEY).within(Range::POSITIVE),
        /// Money that stands ready to replace what is withdrawn, in the median case, at the reference exposure.
        pub support: f64 = Field::number(&quantity::MONEY).within(Range::POSITIVE),
        /// Exposure at which that much support stands ready.
        pub reference: f64 = Field::number(&quantity::MONEY).within(Range::POSITIVE),
        /// Elasticity of support to exposure: 0 if it stays, 1 if it grows in proportion.
        pub elasticity: f64 = Field::number(&quantity::ELASTICITY).within(Range::between(0.0, 20.0)).or_number(0.0),
        /// How unsure support is: the standard deviation of its logarithm.
        pub spread: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.01, 10.0)).or_number(0.5),
        /// What staying earns if the system holds, of the money invested.
        pub gain: f64 = Field::number(&quantity::RATIO).within(Range::between(1e-6, 1e6)),
        /// What staying loses if it collapses, of the money invested.
        pub loss: f64 = Field::number(&quantity::SHARE).within(Range { low: 0.0, low_open: true, high: 1.0, high_open: false }),
    }
}

/// When the system collapses, how likely that is, and what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct RunOutcome {
    /// Support as a part of exposure below which investors run.
    pub threshold: f64,
    /// Probability that support is below it.
    pub collapse: f64,
    /// What a collapse costs.
    pub cost: f64,
    /// That cost times its probability.
    pub expected_cost: f64,
    /// Exposures, from a tenth to ten times the given one.
    pub exposures: Vec<f64>,
    /// Probability of a collapse at each of them.
    pub curve: Vec<f64>,
    certificate: Certificate,
}

impl RunOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Probability that a standard normal number is below `z`.
fn normal(z: f64) -> f64 {
    erfc(-z / std::f64::consts::SQRT_2) / 2.0
}

/// The number that a standard normal one is below with probability `p`.
fn normal_quantile(p: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erfc_inv(2.0 * p)
}

fn density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt()
}

impl Run {
    /// Support as a part of exposure below which investors run (Morris and Shin): loss over loss plus gain.
    pub fn threshold(&self) -> f64 {
        self.loss / (self.loss + self.gain)
    }

    /// The threshold in standard deviations from the median support.
    fn distance(&self, exposure: f64) -> f64 {
        let median = self.support.ln() + self.elasticity * (exposure / self.reference).ln() - exposure.ln();
        (self.threshold().ln() - median) / self.spread
    }

    /// Probability of a collapse at this exposure.
    pub fn collapse(&self, exposure: f64) -> f64 {
        normal(self.distance(exposure))
    }
}

/// Half of the points of the curve.
const POINTS: i32 = 20;

impl Model for Run {
    type Outcome = RunOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.run";
    const TITLE: &'static str = "Too big to deflate";
    const PAGE: &'static str = include_str!("run.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Probability of a collapse as exposure grows and support does not",
        across: "invested, bn USD",
        x: "exposures",
        up: "probability",
        log: false,
        lines: &[ChartLine::new("collapse", "curve")],
        thresholds: &[("at the given exposure", "collapse")],
    }];

    fn example() -> Self {
        Self { exposure: 500.0, support: 250.0, reference: 500.0, elasticity: 0.0, spread: 0.5, gain: 1.0, loss: 0.5 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<RunOutcome, HypeError> {
        let exposures: Vec<f64> =
            (-POINTS..=POINTS).map(|k| inputs.exposure * 10_f64.powf(f64::from(k) / f64::from(POINTS))).collect();
        let (collapse, cost) = (inputs.collapse(inputs.exposure), inputs.loss * inputs.exposure);
        let certificate = *Certified::new((), certificate_of(inputs, collapse))?.certificate();
        Ok(RunOutcome {
            threshold: inputs.threshold(),
            collapse,
            cost,
            expected_cost: cost * collapse,
            curve: exposures.iter().map(|exposure| inputs.collapse(*exposure)).collect(),
            exposures,
            certificate,
        })
    }

    fn answer(outcome: &RunOutcome) -> Answer {
        let (money, probability, axis) = (&quantity::MONEY, &quantity::PROBABILITY, "size");
        Answer::new(Status::ClosedForm)
            .number("threshold", &quantity::SHARE, outcome.threshold, "support, of exposure, below which investors run")
            .number("collapse", probability, outcome.collapse, "probability of a collapse")
            .number("cost", money, outcome.cost, "cost of a collapse")
            .number("expected_cost", money, outcome.expected_cost, "that cost times its probability")
            .numbers("exposures", money, axis, &outcome.exposures, "money invested")
            .numbers("curve", probability, axis, &outcome.curve, "probability of a collapse")
            .certified_by(outcome.certificate)
    }
}

/// With a small error in what each investor sees, the investor at the threshold must be indifferent, by quadrature over
/// what support may be, and those who see less must be as many as bring the system down; and the probability of a
/// collapse must be the integral of the density.
fn certificate_of(inputs: &Run, collapse: f64) -> Certificate {
    let (error, threshold) = (0.05, inputs.threshold());
    let seen = threshold + error * normal_quantile(threshold);
    let leavers = normal((seen - threshold) / error);
    let turn = ((threshold - seen) / error).clamp(-12.0, 12.0);
    let scale = inputs.gain + inputs.loss;
    let likely = |from: f64, to: f64| integrate_to(1.0, from, to, 16, density);
    let payoff = inputs.gain * likely(turn, 12.0) - inputs.loss * likely(-12.0, turn);
    let distance = inputs.distance(inputs.exposure);
    let low = if distance > -12.0 { integrate_to(1.0, -12.0, distance.min(12.0), 32, density) } else { 0.0 };
    Certificate {
        concept: Concept::Regret,
        residual: moloch_core::worst([payoff.abs() / scale, (leavers - threshold).abs(), (low - collapse).abs()]),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the payoff of the investor at the threshold, by quadrature over what support may be",
    }
}
