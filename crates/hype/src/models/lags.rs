#![doc = include_str!("lags.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, Range, Status,
    inputs, quantity, root, tolerance,
};
use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::{HypeError, path};

inputs! {
    /// Times from one phase to the next, some of them not over yet.
    pub struct Lags {
        /// Lags that are over.
        pub completed: Vec<f64> = Field::numbers(&quantity::DURATION, "completed").within(Range::POSITIVE),
        /// Lags that are not over yet, so far.
        pub open: Vec<f64> = Field::numbers(&quantity::DURATION, "open").within(Range::POSITIVE).or(DefaultValue::EmptyList),
        /// A new lag so far, to be compared with the others.
        pub elapsed: Option<f64> = Field::number(&quantity::DURATION).optional(),
        /// Confidence of the interval.
        pub confidence: f64 = Field::number(&quantity::SHARE).within(Range::between(0.5, 0.999)).or_number(0.95),
    }
}

/// How long the lags last; times in years.
#[derive(Debug, Clone, PartialEq)]
pub struct LagsOutcome {
    /// Mean lag, if lags end at one rate: time watched over lags ended.
    pub mean: f64,
    /// Interval of that mean, by the likelihood ratio.
    pub interval: [f64; 2],
    /// Mean of the lags that are over, which leaves out what is still open.
    pub mean_completed: f64,
    /// The lag that half of them exceed, by the curve of Kaplan and Meier; `None` if it does not fall that far.
    pub median: Option<f64>,
    /// Probability of a lag longer than the new one, if lags end at one rate; 1 without a new one.
    pub longer: f64,
    /// The same by the curve of Kaplan and Meier.
    pub longer_curve: f64,
    /// Probability that a new lag is the longest of all, if all are drawn from one law.
    pub record: f64,
    /// Times of the curves.
    pub times: Vec<f64>,
    /// Part of the lags that is longer, by Kaplan and Meier.
    pub curve: Vec<f64>,
    /// Part of the lags that is longer, if they end at one rate.
    pub exponential: Vec<f64>,
    certificate: Certificate,
}

impl LagsOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Points of the drawn curves.
const POINTS: usize = 61;
/// How far the curves are drawn, in longest lags; no point falls on the longest lag itself, where the curve steps.
const SHOWN: f64 = 1.27;

impl Lags {
    /// From peak to trough of the four cycles that the hype essay dates.
    pub fn peak_to_trough() -> Self {
        Self { completed: vec![2.0, 2.0, 1.0, 1.0], open: Vec::new(), elapsed: None, confidence: 0.95 }
    }

    /// From trough to productive use of the same cycles; two of them are still open in 2025.
    pub fn trough_to_plateau() -> Self {
        Self { completed: vec![4.0, 3.0], open: vec![7.0, 8.0], ..Self::peak_to_trough() }
    }

    fn watched(&self) -> f64 {
        moloch_core::sum::compensated(self.completed.iter().chain(&self.open).copied())
    }

    /// The part of lags longer than `time`: the product of Kaplan and Meier.
    pub fn kaplan_meier(&self, time: f64) -> f64 {
        let at_risk = |from: f64| self.completed.iter().chain(&self.open).filter(|lag| **lag >= from).count() as f64;
        let mut ends: Vec<f64> = self.completed.iter().copied().filter(|lag| *lag <= time).collect();
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        let ended = |at: f64| self.completed.iter().filter(|lag| lag.total_cmp(&at).is_eq()).count() as f64;
        ends.iter().map(|at| 1.0 - ended(*at) / at_risk(*at)).product()
    }

    /// The same by passing the weight of each open lag on to all longer ones (Efron).
    fn redistributed(&self, time: f64) -> f64 {
        let over = self.completed.iter().map(|lag| (*lag, 0_u8));
        // Of equal lags those that are over come first: an open one is longer than they.
        let mut all: Vec<(f64, u8)> = over.chain(self.open.iter().map(|lag| (*lag, 1))).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut weights = vec![1.0 / all.len() as f64; all.len()];
        for k in 0..all.len() {
            let right = (all.len() - k - 1) as f64;
            if all[k].1 == 1 && right > 0.0 {
                let passed = weights[k] / right;
                weights[k] = 0.0;
                weights[k + 1..].iter_mut().for_each(|weight| *weight += passed);
            }
        }
        all.iter().zip(&weights).filter(|((lag, open), _)| *lag > time || *open == 1).map(|(_, weight)| weight).sum()
    }

    /// Twice the loss of log-likelihood at a mean that is `ratio` times the best, for each lag that is over.
    fn loss(ratio: f64) -> f64 {
        2.0 * (ratio.recip() - 1.0 + ratio.ln())
    }

    fn median(&self) -> Option<f64> {
        let mut ends = self.completed.clone();
        ends.sort_by(f64::total_cmp);
        ends.into_iter().find(|at| self.kaplan_meier(*at) <= 0.5 + tolerance::CLOSED_FORM_REL)
    }
}

impl Model for Lags {
    type Outcome = LagsOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.lags";
    const TITLE: &'static str = "How long a phase lasts";
    const PAGE: &'static str = include_str!("lags.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::Permutes("completed"), Law::Permutes("open")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Part of the lags from trough to productive use that is longer",
        across: "years",
        x: "time",
        up: "part that is longer",
        log: false,
        lines: &[ChartLine::new("Kaplan and Meier", "curve"), ChartLine::new("one rate", "exponential")],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self { elapsed: Some(34.0 / 12.0), ..Self::trough_to_plateau() }
    }

    fn solve(inputs: &Checked<Self>) -> Result<LagsOutcome, HypeError> {
        let ended = inputs.completed.len() as f64;
        let mean = inputs.watched() / ended;
        let unlikely = ChiSquared::new(1.0).map_or(f64::NAN, |law| law.inverse_cdf(inputs.confidence)) / ended;
        // The loss grows without bound to both sides of the best mean, as the logarithm of the ratio above it.
        let end = |from: f64, to: f64| root::bisect(from, to, |ratio| Self::loss(ratio) - unlikely).map(|root| root.at);
        let far = (unlikely / 2.0 + 1.0).exp();
        let ratios = [end(1.0 / (1.0 + unlikely + far.ln()), 1.0), end(1.0, far)].map(|end| end.unwrap_or(f64::NAN));
        let elapsed = inputs.elapsed.unwrap_or(0.0);
        let longest = inputs.completed.iter().chain(&inputs.open).copied().fold(0.0, f64::max);
        let times = path::dates(SHOWN * longest, POINTS);
        let certificate = *Certified::new((), certificate_of(inputs, ratios, unlikely))?.certificate();
        Ok(LagsOutcome {
            mean,
            interval: ratios.map(|ratio| ratio * mean),
            mean_completed: inputs.completed.iter().sum::<f64>() / ended,
            median: inputs.median(),
            longer: (-elapsed / mean).exp(),
            longer_curve: inputs.kaplan_meier(elapsed),
            record: 1.0 / (ended + inputs.open.len() as f64 + 1.0),
            curve: times.iter().map(|time| inputs.kaplan_meier(*time)).collect(),
            exponential: times.iter().map(|time| (-time / mean).exp()).collect(),
            times,
            certificate,
        })
    }

    fn answer(outcome: &LagsOutcome) -> Answer {
        let (duration, probability, axis) = (&quantity::DURATION, &quantity::PROBABILITY, "length");
        Answer::new(Status::ClosedForm)
            .number("mean", duration, outcome.mean, "mean lag, open ones taken into account")
            .number("low", duration, outcome.interval[0], "lower end of its interval")
            .number("high", duration, outcome.interval[1], "upper end of its interval")
            .number("mean_completed", duration, outcome.mean_completed, "mean of the lags that are over")
            .number_or("median", duration, outcome.median, "more than half are open", "lag that half of them exceed")
            .number("longer", probability, outcome.longer, "probability of a lag longer than the new one")
            .number("longer_curve", probability, outcome.longer_curve, "the same by Kaplan and Meier")
            .number("record", probability, outcome.record, "probability that a new lag is the longest")
            .numbers("time", duration, axis, &outcome.times, "length of a lag")
            .numbers("curve", probability, axis, &outcome.curve, "part that is longer, by Kaplan and Meier")
            .numbers("exponential", probability, axis, &outcome.exponential, "part that is longer at one rate")
            .certified_by(outcome.certificate)
    }
}

/// The ends of the interval must lose the likelihood that the confidence allows, the best mean must lose none to either
/// side, and the curve must come out of passing on the weights of open lags.
fn certificate_of(inputs: &Lags, ratios: [f64; 2], unlikely: f64) -> Certificate {
    let ended = inputs.completed.len() as f64;
    let watched = inputs.watched();
    let likelihood = |mean: f64| -ended * mean.ln() - watched / mean;
    let best = watched / ended;
    let lost = ratios.map(|ratio| {
        let loss = 2.0 * (likelihood(best) - likelihood(ratio * best)) / ended;
        (loss - unlikely).abs() / unlikely.max(1.0)
    });
    let curve = inputs.completed.iter().map(|at| (inputs.kaplan_meier(*at) - inputs.redistributed(*at)).abs());
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst(curve.chain(lost)),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the likelihood at the ends of the interval, and the curve by passing on the weights of open lags",
    }
}
