#![doc = include_str!("jumps.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, Value, inputs, quantity, random,
};

use crate::shot::{AnyJumps, Estimate, Inverted, LARGEST_INVERTED, LEAST_INVERTED, Size, SizeLaw, sizes};
use crate::{HypeError, decay, path};

inputs! {
    /// Hype that decays at a constant rate and is lifted at random times by jumps of any law.
    pub struct Jumps {
        /// Decay without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Announcements in a month on average.
        pub rate: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Mean lift of one announcement.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::between(1e-100, 1e100)).or_number(1.0),
        /// How the lifts are distributed.
        pub law: SizeLaw = Field::choice(<SizeLaw as moloch_core::Choice>::WORDS),
        /// Shape of the law, where it has one.
        pub shape: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.3, 20.0)).or_number(1.5),
        /// Levels at which hype counts as fallen, as parts of its mean.
        pub thresholds: Vec<f64> = Field::numbers(&quantity::SHARE, "threshold").within(Range::between(0.05, 0.99)),
        /// Random paths for the waiting times, and hundreds of announcements for what is not inverted.
        pub paths: usize = Field::integer(10, 10_000).or(DefaultValue::Integer(200)),
        /// Seed of the paths.
        pub seed: u64 = Field::integer(0, i64::MAX).or(DefaultValue::Integer(1)),
    }
    check tame;
}

/// The largest standard deviation of a log-normal jump's logarithm.
const WIDEST: f64 = 3.0;
/// The heaviest tail, and how rare or frequent news may be.
const HEAVIEST: f64 = 1.05;
const CROWDING: (f64, f64) = (0.01, 1e4);

/// A probability, or nothing where it would be rounding.
fn resolved(share: f64) -> f64 {
    if share > RESOLVED { share } else { 0.0 }
}

fn tame(inputs: &Jumps, table: &mut OpenTable<'_, '_>) {
    let found = inputs.shape.to_string();
    if inputs.law == SizeLaw::Pareto && inputs.shape < HEAVIEST {
        let next = "without a mean hype has no level to speak of: raise the shape";
        table.fault("no-mean", "shape", found, format!("at least {HEAVIEST} for Pareto jumps"), next);
    } else if inputs.law == SizeLaw::LogNormal && inputs.shape > WIDEST {
        table.fault("too-wide", "shape", found, format!("at most {WIDEST} for log-normal jumps"), "lower the shape");
    }
    let crowding = inputs.rate / inputs.decay;
    if !(CROWDING.0..=CROWDING.1).contains(&crowding) {
        let found = format!("{} a month, {crowding} times the decay", inputs.rate);
        let expected = format!("from {} to {} times the decay", CROWDING.0, CROWDING.1);
        table.fault("out-of-reach", "rate", found, expected, "change the rate or the decay");
    }
}

/// The level in the long run, and how often and how soon it falls; lists are for the thresholds. Standard errors are
/// zero where nothing was sampled.
#[derive(Debug, Clone, PartialEq)]
pub struct JumpsOutcome {
    /// Mean level.
    pub mean: f64,
    /// Standard deviation of the level; `None` if it is infinite.
    pub deviation: Option<f64>,
    /// Whether the law of the level comes from inverting its transform; from a long path if not.
    pub inverted: bool,
    /// Probability that the level is below the threshold at a random date.
    pub below: Vec<Estimate>,
    /// Falls through the threshold in a month.
    pub crossings: Vec<Estimate>,
    /// Mean time until the level first falls to the threshold, from the mean, months; `None` if the paths took too long.
    pub passages: Vec<Option<Estimate>>,
    /// Levels of the curve, as parts of the mean.
    pub levels: Vec<f64>,
    /// Probability to be below at these levels; empty if the law was not inverted.
    pub curve: Vec<f64>,
    certificate: Option<Certificate>,
}

impl JumpsOutcome {
    /// The certificate of the inverted law; `None` for a law that was sampled.
    pub const fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }
}

/// Announcements that the paths to one threshold may have together, for each path.
const MOST: usize = 2000;
/// Probabilities that the inversion cannot tell from nothing: their digits are rounding.
const RESOLVED: f64 = 1e-12;
/// Announcements of the long path, for each path that is asked for.
const LONG_RUN: usize = 100;
/// Largest difference between falls and lifts, in announcements: the quadrature over jumps meets cusps of the law.
const BALANCE: f64 = 1e-6;
/// Panels of the quadrature over jumps.
const PANELS: u32 = 24;

fn exact(value: f64) -> Estimate {
    Estimate { value, error: 0.0 }
}

impl Model for Jumps {
    type Outcome = JumpsOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.jumps";
    const TITLE: &'static str = "Announcements of any size";
    const PAGE: &'static str = include_str!("jumps.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Probability that hype is below a part of its mean, for log-normal lifts",
        across: "level, of the mean",
        x: "level",
        up: "probability to be below",
        log: false,
        lines: &[ChartLine::new("below", "curve")],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self {
            decay: decay::rate_of_loss(0.1),
            rate: 30.4375 / 14.0,
            jump: 1.0,
            law: SizeLaw::LogNormal,
            shape: 1.0,
            thresholds: vec![0.8, 0.7, 0.5],
            paths: 200,
            seed: 1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<JumpsOutcome, HypeError> {
        // Levels are computed in mean jumps: the law does not know what they are worth.
        let sizes = sizes(inputs.law, 1.0, inputs.shape).ok_or(HypeError::NoSuchSizes { shape: inputs.shape })?;
        let process = AnyJumps { decay: inputs.decay, rate: inputs.rate, sizes: sizes.as_ref() };
        let (mean, crowding) = (process.mean(), inputs.rate / inputs.decay);
        let thresholds: Vec<f64> = inputs.thresholds.iter().map(|part| part * mean).collect();
        let inverted = (LEAST_INVERTED..=LARGEST_INVERTED).contains(&crowding);
        let law = inverted.then(|| Inverted::new(sizes.as_ref(), crowding, 2.0 * mean));
        let (mut below, mut crossings) = (Vec::new(), Vec::new());
        if let Some(law) = &law {
            for level in &thresholds {
                below.push(exact(resolved(law.below(*level))));
                crossings.push(exact(inputs.decay * resolved(level * law.density(*level))));
            }
        } else {
            let mut random = random::stream(inputs.seed, "the long run", 0);
            for [time, falls] in process.long_run(&thresholds, LONG_RUN * inputs.paths, &mut random) {
                below.push(time);
                crossings.push(falls);
            }
        }
        let certificate = law.as_ref().map(|law| certificate_of(law, sizes.as_ref(), crowding, &thresholds));
        if let Some(certificate) = certificate {
            Certified::new((), certificate)?;
        }
        let wait = |(k, level): (usize, &f64)| {
            let mut random = random::stream(inputs.seed, "waits", k as u64);
            process.passage(mean, *level, inputs.paths, MOST * inputs.paths, &mut random)
        };
        let levels: Vec<f64> = path::dates(2.0, 81);
        let curve = law.iter().flat_map(|law| levels.iter().map(|part| law.below(part * mean))).collect();
        let variance = process.variance();
        Ok(JumpsOutcome {
            mean: mean * inputs.jump,
            deviation: variance.is_finite().then(|| variance.sqrt() * inputs.jump),
            inverted,
            below,
            crossings,
            passages: thresholds.iter().enumerate().map(wait).collect(),
            levels,
            curve,
            certificate,
        })
    }

    fn answer(outcome: &JumpsOutcome) -> Answer {
        let (axis, probability, rate) = ("threshold", &quantity::PROBABILITY, &quantity::RATE);
        let values = |list: &[Estimate]| list.iter().map(|estimate| estimate.value).collect::<Vec<f64>>();
        let errors = |list: &[Estimate]| list.iter().map(|estimate| estimate.error).collect::<Vec<f64>>();
        let yearly = |list: Vec<f64>| list.into_iter().map(path::per_year).collect::<Vec<f64>>();
        let answer = Answer::new(Status::Converged { iterations: outcome.below.len() })
            .number("mean", &quantity::HYPE, outcome.mean, "mean level in the long run")
            .number_or("deviation", &quantity::HYPE, outcome.deviation, "infinite", "standard deviation of the level")
            .numbers("below", probability, axis, &values(&outcome.below), "probability to be below at a random date")
            .numbers("crossings", rate, axis, &yearly(values(&outcome.crossings)), "falls through the threshold");
        let waits = |f: &dyn Fn(&Estimate) -> f64| {
            let item = |wait: &Option<Estimate>| match wait {
                Some(wait) => Value::Number(f(wait)).into(),
                None => Value::Text("longer than the paths".to_owned()).into(),
            };
            Value::List(outcome.passages.iter().map(item).collect())
        };
        let doc = "mean time from the mean level to the threshold";
        let answer = answer
            .output("passage", &quantity::DURATION, "month", waits(&|wait| wait.value), [Some(axis), None], doc)
            .output(
                "passage_error",
                &quantity::DURATION,
                "month",
                waits(&|wait| wait.error),
                [Some(axis), None],
                "its standard error",
            );
        match outcome.certificate {
            Some(certificate) => answer
                .numbers("level", &quantity::RATIO, "part", &outcome.levels, "level, of the mean")
                .numbers("curve", probability, "part", &outcome.curve, "probability to be below")
                .certified_by(certificate),
            None => answer
                .numbers("below_error", probability, axis, &errors(&outcome.below), "its standard error")
                .numbers("crossings_error", rate, axis, &yearly(errors(&outcome.crossings)), "its standard error")
                .note("news this rare or this frequent is not inverted: the law of the level is that of a long random path"),
        }
    }
}

/// What falls through a threshold must be lifted through it: the density there against the jumps from all lower levels.
fn certificate_of(law: &Inverted, sizes: &dyn Size, crowding: f64, thresholds: &[f64]) -> Certificate {
    let balance = |level: &f64| (level * law.density(*level) / crowding - law.lifted(sizes, *level, PANELS)).abs();
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst(thresholds.iter().map(balance)),
        scale: 1.0,
        tolerance: BALANCE,
        method: "falls against lifts at each threshold, in parts of the announcements",
    }
}
