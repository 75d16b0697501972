#![doc = include_str!("shot_noise.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Choice, Concept, DefaultValue, Field, Law, Model,
    OpenTable, Range, Status, Value, inputs, quantity, tolerance,
};

use crate::fan::{Fan, fan, fan_outputs, too_many};
use crate::shot::{self, JumpLaw, LARGEST_CROWDING, LEAST_CROWDING, Process};
use crate::{HypeError, decay, path};

inputs! {
    /// Random paths from a start.
    pub struct RandomPaths {
        /// Level at the start; the mean of the long run if absent.
        pub start: Option<f64> = Field::number(&quantity::HYPE).optional(),
        /// Length of the paths.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(24.0),
        /// Dates on the paths, the start included.
        pub points: usize = Field::integer(2, 1000).or(DefaultValue::Integer(49)),
        /// How many paths.
        pub paths: usize = Field::integer(1, 100_000).or(DefaultValue::Integer(2000)),
        /// Seed of the paths.
        pub seed: u64 = Field::integer(0, i64::MAX).or(DefaultValue::Integer(1)),
    }
}

inputs! {
    /// Hype that decays at a constant rate and is lifted by announcements at random times.
    pub struct ShotNoise {
        /// Decay without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Announcements in a month on average.
        pub rate: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Mean lift of one announcement.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// How the lifts are distributed.
        pub jumps: JumpLaw = Field::choice(JumpLaw::WORDS).or(DefaultValue::Text("exponential")),
        /// Levels at which hype counts as fallen, as parts of its mean.
        pub thresholds: Vec<f64> = Field::numbers(&quantity::SHARE, "threshold").within(Range::INSIDE_UNIT),
        /// Random paths to show; none if absent.
        pub paths: Option<RandomPaths> = Field::table(&<RandomPaths as moloch_core::Inputs>::TABLE).optional(),
    }
    check neither_rare_nor_a_stream;
}

/// The level in the long run, and how often and how soon it falls; lists are for the thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct ShotNoiseOutcome {
    /// Mean level.
    pub mean: f64,
    /// Standard deviation of the level.
    pub deviation: f64,
    /// Probability that the level is below the threshold at a random date.
    pub below: Vec<f64>,
    /// Falls through the threshold in a month.
    pub crossings: Vec<f64>,
    /// Mean time until the level first falls to the threshold, from the mean, months; `None` for fixed jumps, for which
    /// no closed form is known.
    pub passages: Option<Vec<f64>>,
    /// Silence that takes the level from the mean to the threshold, months: no path is faster.
    pub silences: Vec<f64>,
    /// Probability that the time between two announcements is as long as that silence.
    pub silence_chances: Vec<f64>,
    /// The level of the lowest threshold.
    pub lowest_threshold: Option<f64>,
    /// Random paths, if any were asked for.
    pub paths: Option<Paths>,
    certificate: Certificate,
}

/// Random paths from a start; lists are for the dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Paths {
    /// Dates, months.
    pub dates: Vec<f64>,
    /// Mean level.
    pub mean: Vec<f64>,
    /// Quantiles.
    pub fan: Fan,
}

impl ShotNoiseOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl ShotNoise {
    /// The process, with rates per month.
    pub const fn process(&self) -> Process {
        Process { decay: self.decay, rate: self.rate, jump: self.jump, jumps: self.jumps }
    }
}

/// Very frequent news is a steady stream, and the law of rare fixed jumps is too rough to invert.
fn neither_rare_nor_a_stream(inputs: &ShotNoise, table: &mut OpenTable<'_, '_>) {
    if let Some(paths) = &inputs.paths {
        too_many(table, inputs.rate * paths.horizon, paths.paths);
    }
    let crowding = inputs.process().crowding();
    let found = format!("{} a month, {crowding} times the decay", inputs.rate);
    if crowding > LARGEST_CROWDING {
        let expected = format!("at most {LARGEST_CROWDING} times the decay");
        table.fault("steady-stream", "rate", found, expected, "such news is a steady stream: solve `hype.periodic`");
    } else if inputs.jumps == JumpLaw::Fixed && crowding < LEAST_CROWDING {
        let expected = format!("at least {LEAST_CROWDING} times the decay when jumps are fixed");
        table.fault("rare-jumps", "rate", found, expected, "raise the rate, or let the jumps be exponential");
    }
}

impl Model for ShotNoise {
    type Outcome = ShotNoiseOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.shot_noise";
    const TITLE: &'static str = "Decay with random announcements";
    const PAGE: &'static str = include_str!("shot_noise.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::Permutes("threshold")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Paths of hype from its mean, with announcements at random times",
        across: "months",
        x: "month",
        up: "announcements",
        log: false,
        lines: &[ChartLine {
            label: "mean",
            y: "path_mean",
            bands: &[
                ("nine tenths of the paths", "quantile_05", "quantile_95"),
                ("half of the paths", "quantile_25", "quantile_75"),
            ],
        }],
        thresholds: &[("lowest threshold", "lowest_threshold")],
    }];

    fn example() -> Self {
        Self {
            decay: decay::rate_of_loss(0.1),
            rate: 30.4375 / 14.0,
            jump: 1.0,
            jumps: JumpLaw::Exponential,
            thresholds: vec![0.8, 0.7, 0.5],
            paths: Some(RandomPaths { start: None, horizon: 24.0, points: 49, paths: 2000, seed: 1 }),
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<ShotNoiseOutcome, HypeError> {
        let process = inputs.process();
        let (mean, thresholds) = (process.mean(), &inputs.thresholds);
        let each = |f: &dyn Fn(f64) -> f64| thresholds.iter().map(|part| f(*part)).collect::<Vec<f64>>();
        let passages = match process.jumps {
            JumpLaw::Exponential => Some(passages(&process, thresholds)?),
            JumpLaw::Fixed => None,
        };
        let residual = residual(&process, thresholds, passages.as_deref());
        let certificate = *Certified::new((), certificate_of(residual, process.jumps))?.certificate();
        Ok(ShotNoiseOutcome {
            mean,
            deviation: process.variance().sqrt(),
            below: each(&|part| process.below(part * mean)),
            crossings: each(&|part| process.crossings(part * mean)),
            passages,
            silences: each(&|part| decay::silence(process.decay, part)),
            silence_chances: each(&|part| part.powf(process.crowding())),
            lowest_threshold: thresholds.iter().copied().reduce(f64::min).map(|part| part * mean),
            paths: inputs.paths.as_ref().and_then(|paths| random_paths(&process, paths)),
            certificate,
        })
    }

    fn answer(outcome: &ShotNoiseOutcome) -> Answer {
        let per_month = quantity::RATE.conversion("1/month", "1/yr").unwrap_or(f64::NAN);
        let crossings: Vec<f64> = outcome.crossings.iter().map(|rate| rate * per_month).collect();
        let axis = "threshold";
        let months = |answer: Answer, key, values: &[f64], doc| {
            answer.output(key, &quantity::DURATION, "month", Value::numbers(values), [Some(axis), None], doc)
        };
        let answer = Answer::new(Status::ClosedForm)
            .number("mean", &quantity::HYPE, outcome.mean, "mean level in the long run")
            .number("deviation", &quantity::HYPE, outcome.deviation, "standard deviation of the level")
            .numbers("below", &quantity::PROBABILITY, axis, &outcome.below, "probability to be below at a random date")
            .numbers("crossings", &quantity::RATE, axis, &crossings, "falls through the threshold")
            .numbers(
                "silence_chance",
                &quantity::PROBABILITY,
                axis,
                &outcome.silence_chances,
                "probability that a gap between announcements lasts as long as that silence",
            )
            .certified_by(outcome.certificate);
        let answer = months(answer, "silence", &outcome.silences, "silence from the mean level to the threshold");
        let answer = match &outcome.passages {
            Some(passages) => months(answer, "passage", passages, "mean time from the mean level to the threshold"),
            None => answer.note("no closed form is known for the mean time to a threshold when jumps are fixed"),
        };
        let Some(paths) = &outcome.paths else { return answer };
        let (axis, hype) = ("date", &quantity::HYPE);
        let answer = path::months(answer, "month", axis, &paths.dates, "months since the start")
            .numbers("path_mean", hype, axis, &paths.mean, "mean level on the paths")
            .number_or("lowest_threshold", hype, outcome.lowest_threshold, "none", "level of the lowest threshold");
        fan_outputs(answer, axis, Some(&paths.fan))
    }
}

/// Exactly simulated paths and their mean in closed form.
fn random_paths(process: &Process, inputs: &RandomPaths) -> Option<Paths> {
    let dates = path::dates(inputs.horizon, inputs.points);
    let start = inputs.start.unwrap_or_else(|| process.mean());
    let walk = |random: &mut _| shot::path_at(process, start, &dates, random);
    let fan = fan(&dates, inputs.paths, inputs.seed, "shot noise", walk)?;
    let mean_at = |time: &f64| decay::step(start, process.decay, process.rate, process.jump, *time);
    let mean = dates.iter().map(mean_at).collect();
    Some(Paths { dates, mean, fan })
}

fn passages(process: &Process, thresholds: &[f64]) -> Result<Vec<f64>, HypeError> {
    let mean = process.mean();
    let passage = |threshold: f64| {
        let time = shot::mean_passage(process, mean, threshold * mean);
        if time.is_finite() { Ok(time) } else { Err(HypeError::PracticallyNever { threshold }) }
    };
    thresholds.iter().map(|threshold| passage(*threshold)).collect()
}

/// What falls through a threshold must be lifted through it, and the mean time to it must agree with an integration of
/// its differential equation; both errors are relative, the first to the news rate.
fn residual(process: &Process, thresholds: &[f64], passages: Option<&[f64]>) -> f64 {
    let mean = process.mean();
    let balance = |part: &f64| (process.crossings(part * mean) - process.lifts(part * mean)).abs() / process.rate;
    let passage =
        |(part, time): (&f64, &f64)| (shot::mean_passage_by_integration(process, mean, part * mean) / time - 1.0).abs();
    let times = thresholds.iter().zip(passages.unwrap_or_default());
    moloch_core::worst(thresholds.iter().map(balance).chain(times.map(passage)))
}

fn certificate_of(residual: f64, jumps: JumpLaw) -> Certificate {
    let method = match jumps {
        JumpLaw::Exponential => "falls against lifts at each threshold, and the equation of the mean time integrated",
        JumpLaw::Fixed => "falls against lifts at each threshold",
    };
    Certificate { concept: Concept::Integration, residual, scale: 1.0, tolerance: tolerance::IDENTITY_REL, method }
}
