#![doc = include_str!("monotone.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, tolerance,
};
use statrs::function::gamma::checked_gamma_ur;

use crate::HypeError;

inputs! {
    /// Readings of a series that is said never to fall.
    pub struct Monotone {
        /// The readings in order, in any unit.
        pub readings: Vec<f64> = Field::numbers(&quantity::RATIO, "reading"),
        /// Standard error of a reading as a part of it.
        pub error: f64 = Field::number(&quantity::SHARE).within(Range { low: 0.0, low_open: true, high: 1.0, high_open: false }).or_number(0.02),
        /// Size of the test: how often a series that never falls is said to fall.
        pub size: f64 = Field::number(&quantity::PROBABILITY).within(Range::between(1e-6, 0.5)).or(DefaultValue::Number(0.05)),
    }
    check enough;
}

/// The most readings of one test.
const MOST: usize = 400;

fn enough(inputs: &Monotone, table: &mut OpenTable<'_, '_>) {
    let n = inputs.readings.len();
    if !(2..=MOST).contains(&n) {
        let expected = format!("from 2 to {MOST} readings");
        table.fault(
            "wrong-length",
            "readings",
            format!("{n} readings"),
            expected,
            "give two readings at least, or fewer",
        );
    }
}

/// Whether the readings can come from a series that never falls.
#[derive(Debug, Clone, PartialEq)]
pub struct MonotoneOutcome {
    /// Whether the test says that the series falls.
    pub falls: bool,
    /// Probability of readings as far from rising as these, if the series never rises nor falls: the hardest case of
    /// never falling.
    pub p_value: f64,
    /// Squared distance of the readings' logarithms to the nearest series that never falls, in squared errors.
    pub distance: f64,
    /// The deepest fall from any earlier reading, as a part of it.
    pub deepest: f64,
    /// How many readings are lower than the one before.
    pub declines: usize,
    /// The nearest series that never falls.
    pub fit: Vec<f64>,
    readings: Vec<f64>,
    certificate: Certificate,
}

impl MonotoneOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// The nearest series that never falls, by pooling neighbours that are out of order (Ayer and others 1955).
fn pooled(series: &[f64]) -> Vec<f64> {
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for x in series {
        blocks.push((*x, 1));
        while blocks.len() > 1 && blocks[blocks.len() - 2].0 > blocks[blocks.len() - 1].0 {
            let Some((last, n)) = blocks.pop() else { break };
            if let Some((mean, m)) = blocks.last_mut() {
                *mean = (*mean * *m as f64 + last * n as f64) / (*m + n) as f64;
                *m += n;
            }
        }
    }
    blocks.into_iter().flat_map(|(mean, n)| std::iter::repeat_n(mean, n)).collect()
}

/// The same as the largest of the least means: $`\max_{s\le i}\min_{t\ge i}`$ of the mean from $`s`$ to $`t`$.
fn max_min(series: &[f64]) -> Vec<f64> {
    let n = series.len();
    let mut fit = vec![f64::NEG_INFINITY; n];
    for s in 0..n {
        let mut sum = 0.0;
        let means: Vec<f64> = (s..n)
            .map(|t| {
                sum += series[t];
                sum / (t - s + 1) as f64
            })
            .collect();
        let mut least = f64::INFINITY;
        for t in (s..n).rev() {
            least = least.min(means[t - s]);
            fit[t] = fit[t].max(least);
        }
    }
    fit
}

/// Probability that `n` equal means are pooled into `l` blocks, for `l` from 1 to `n`: a Stirling number over $`n!`$.
fn block_weights(n: usize) -> Vec<f64> {
    let mut weights = vec![1.0];
    for k in 2..=n {
        let k_real = k as f64;
        let at = |l: usize, from: &[f64]| if l < from.len() { from[l] } else { 0.0 };
        let next = |l: usize| {
            let fewer = if l > 0 { weights[l - 1] } else { 0.0 };
            fewer / k_real + at(l, &weights) * (k_real - 1.0) / k_real
        };
        weights = (0..k).map(next).collect();
    }
    weights
}

/// Probability that the distance of readings of a series at rest is at least `distance` (Bartholomew 1959).
fn p_value(distance: f64, readings: usize) -> f64 {
    if distance <= 0.0 {
        return 1.0;
    }
    let weights = block_weights(readings);
    let tail = |freedom: usize| checked_gamma_ur(freedom as f64 / 2.0, distance / 2.0).unwrap_or(f64::NAN);
    (1..readings).map(|blocks| weights[blocks - 1] * tail(readings - blocks)).sum()
}

impl Model for Monotone {
    type Outcome = MonotoneOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.monotone";
    const TITLE: &'static str = "Whether a series never falls";
    const PAGE: &'static str = include_str!("monotone.md");
    const LAWS: &'static [Law] = &[];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Readings and the nearest series that never falls",
        across: "reading",
        x: "number",
        up: "reading",
        log: false,
        lines: &[ChartLine::new("readings", "readings"), ChartLine::new("never falls", "fit")],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self { readings: vec![0.60, 0.83, 0.96, 1.00, 0.903], error: 0.02, size: 0.05 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<MonotoneOutcome, HypeError> {
        let logs: Vec<f64> = inputs.readings.iter().map(|reading| reading.ln()).collect();
        let fit = pooled(&logs);
        let distance: f64 = logs.iter().zip(&fit).map(|(x, fit)| ((x - fit) / inputs.error).powi(2)).sum();
        let p_value = p_value(distance, logs.len());
        let certificate = *Certified::new((), certificate_of(&logs, &fit))?.certificate();
        let mut highest = f64::NEG_INFINITY;
        let deepest = logs.iter().fold(0.0, |deepest: f64, x| {
            highest = highest.max(*x);
            deepest.max(-(x - highest).exp_m1())
        });
        Ok(MonotoneOutcome {
            falls: p_value <= inputs.size,
            p_value,
            distance,
            deepest,
            declines: inputs.readings.windows(2).filter(|pair| pair[1] < pair[0]).count(),
            fit: fit.iter().map(|x| x.exp()).collect(),
            readings: inputs.readings.clone(),
            certificate,
        })
    }

    fn answer(outcome: &MonotoneOutcome) -> Answer {
        let axis = "reading";
        let number: Vec<f64> = (1..=outcome.readings.len()).map(|k| k as f64).collect();
        let verdict = if outcome.falls { "falls" } else { "may never fall" };
        Answer::new(Status::ClosedForm)
            .text("verdict", verdict, "what the test says of the series")
            .number(
                "p_value",
                &quantity::PROBABILITY,
                outcome.p_value,
                "probability of such readings if it never falls",
            )
            .number(
                "distance",
                &quantity::NUMBER,
                outcome.distance,
                "squared distance to never falling, in squared errors",
            )
            .number("deepest", &quantity::SHARE, outcome.deepest, "deepest fall from an earlier reading")
            .number("declines", &quantity::COUNT, outcome.declines as f64, "readings lower than the one before")
            .numbers("number", &quantity::COUNT, axis, &number, "number of the reading")
            .numbers("readings", &quantity::RATIO, axis, &outcome.readings, "the readings")
            .numbers("fit", &quantity::RATIO, axis, &outcome.fit, "the nearest series that never falls")
            .certified_by(outcome.certificate)
    }
}

/// The largest of the least means must be the same series.
fn certificate_of(logs: &[f64], fit: &[f64]) -> Certificate {
    let misses = max_min(logs).into_iter().zip(fit).map(|(other, fit)| (other - fit).abs());
    Certificate {
        concept: Concept::Optimality,
        residual: moloch_core::worst(misses),
        scale: logs.iter().fold(1.0, |scale: f64, x| scale.max(x.abs())),
        tolerance: tolerance::IDENTITY_REL,
        method: "the largest of the least means over all stretches of readings",
    }
}
