#![doc = include_str!("fatigue.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, root, tolerance,
};

use crate::fan::{Fan, fan, fan_outputs, too_many};
use crate::{HypeError, decay, path};

inputs! {
    /// Announcements at equal intervals, each of which lifts hype less than the one before.
    pub struct Fatigue {
        /// Decay without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Time between two announcements.
        pub interval: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE),
        /// Lift of the last announcement before the path starts, J.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// The part of a lift that the next one has, q.
        pub kept: f64 = Field::number(&quantity::SHARE).within(Range { low: 0.0, low_open: true, high: 1.0, high_open: false }),
        /// Level at the start, just after an announcement; that of the plateau without fatigue if absent.
        pub start: Option<f64> = Field::number(&quantity::HYPE).within(Range::POSITIVE).optional(),
        /// Announcements on the path.
        pub announcements: usize = Field::integer(1, 10_000).or(DefaultValue::Integer(60)),
        /// The part of the start's level that makes a trough.
        pub trough: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.5),
        /// Random paths for the quantiles; none if 0.
        pub paths: usize = Field::integer(0, 100_000).or(DefaultValue::Integer(0)),
        /// Seed of the random paths.
        pub seed: u64 = Field::integer(0, i64::MAX).or(DefaultValue::Integer(1)),
    }
    check in_reach;
}

fn in_reach(inputs: &Fatigue, table: &mut OpenTable<'_, '_>) {
    too_many(table, inputs.announcements as f64, inputs.paths);
}

/// How a tiring audience lets hype fall; lists are for the start and each announcement.
#[derive(Debug, Clone, PartialEq)]
pub struct FatigueOutcome {
    /// Announcement after which the level is in the trough for the first time, and its time in months; `None` if lifts
    /// do not shrink and the plateau is above it.
    pub trough: Option<(f64, f64)>,
    /// Announcements after which a lift is half as large; `None` if lifts do not shrink.
    pub halving: Option<f64>,
    /// The part that must be kept for the path to stay above the trough; `None` if no part does.
    pub critical: Option<f64>,
    /// The level that makes a trough.
    pub threshold: f64,
    /// Dates, months.
    pub dates: Vec<f64>,
    /// Level just after the announcement.
    pub level: Vec<f64>,
    /// The announcement's lift.
    pub lift: Vec<f64>,
    /// Mean level at that date when announcements come at random times.
    pub random_mean: Vec<f64>,
    /// Quantiles of random paths, if any were asked for.
    pub fan: Option<Fan>,
    certificate: Certificate,
}

impl FatigueOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Fatigue {
    /// The part of the level that is left at the next announcement, d.
    pub fn retention(&self) -> f64 {
        (-self.decay * self.interval).exp()
    }

    /// Level just after an announcement on the plateau that lifts without fatigue would hold.
    pub fn plateau(&self) -> f64 {
        -self.jump / (-self.decay * self.interval).exp_m1()
    }

    /// Level just after the announcement of this number, counted from the start: $`H_0d^n + Jq(q^n - d^n)/(q-d)`$.
    pub fn level_after(&self, number: f64) -> f64 {
        let start = self.start.unwrap_or_else(|| self.plateau());
        // With both powers as rates per announcement nothing cancels where they come close.
        let lifts = decay::passed_on(-self.kept.ln(), self.decay * self.interval, number);
        let chained = chained(self.kept.ln(), -self.decay * self.interval);
        start * (-self.decay * self.interval * number).exp() + self.jump * self.kept * lifts * chained
    }

    /// Mean level at `time` when announcements come at random times, at the same rate.
    pub fn random_mean_at(&self, time: f64) -> f64 {
        let start = self.start.unwrap_or_else(|| self.plateau());
        let rate = self.interval.recip();
        let shrinking = rate * (1.0 - self.kept);
        let lifts = rate * self.kept * self.jump * decay::passed_on(shrinking, self.decay, time);
        start * (-self.decay * time).exp() + lifts
    }

    /// The first announcement after which the level is at or below the threshold; `None` if there is none.
    fn falls_below(&self, threshold: f64) -> Option<f64> {
        let below = |n: f64| self.level_after(n) <= threshold;
        if self.kept >= 1.0 && self.plateau() > threshold {
            return None;
        }
        // From its highest point on the level only falls: double, then halve.
        let mut high = 1.0;
        while !below(high) {
            high *= 2.0;
            if high > LATEST {
                return None;
            }
        }
        let mut low = (high / 2.0).floor();
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            if below(middle) { high = middle } else { low = middle }
        }
        Some(high)
    }

    /// The part kept at which the last announcement of the path leaves the level at the threshold.
    fn critical(&self, threshold: f64) -> Option<f64> {
        let last = self.announcements as f64;
        let above = |kept: f64| Self { kept, ..self.clone() }.level_after(last) - threshold;
        if above(1.0) <= 0.0 {
            return None;
        }
        root::bisect(1e-9, 1.0, above).ok().map(|root| root.at)
    }
}

/// The number of an announcement that is looked at last.
const LATEST: f64 = 1e15;

/// The ratio of $`(q^n - d^n)/(q - d)`$ to $`(q^n - d^n)/(\ln q - \ln d)`$, from the logarithms of q and d.
fn chained(x: f64, y: f64) -> f64 {
    let (high, gap) = (x.max(y), (x - y).abs());
    // (q - d)/(ln q - ln d), the logarithmic mean.
    let mean = high.exp() * if gap > 0.0 { -(-gap).exp_m1() / gap } else { 1.0 };
    mean.recip()
}

impl Model for Fatigue {
    type Outcome = FatigueOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.fatigue";
    const TITLE: &'static str = "Announcements that tire";
    const PAGE: &'static str = include_str!("fatigue.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Hype when each announcement lifts it by five per cent less than the last",
        across: "months",
        x: "month",
        up: "announcements",
        log: false,
        lines: &[
            ChartLine {
                label: "at equal intervals",
                y: "level",
                bands: &[
                    ("nine tenths of the random paths", "quantile_05", "quantile_95"),
                    ("half of the random paths", "quantile_25", "quantile_75"),
                ],
            },
            ChartLine::new("mean at random times", "random_mean"),
        ],
        thresholds: &[("trough", "threshold")],
    }];

    fn example() -> Self {
        Self {
            decay: decay::rate_of_loss(0.1),
            interval: 14.0 / 30.4375,
            jump: 1.0,
            kept: 0.95,
            start: None,
            announcements: 60,
            trough: 0.5,
            paths: 2000,
            seed: 1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<FatigueOutcome, HypeError> {
        let start = inputs.start.unwrap_or_else(|| inputs.plateau());
        let threshold = inputs.trough * start;
        let numbers: Vec<f64> = (0..=inputs.announcements).map(|n| n as f64).collect();
        let dates: Vec<f64> = numbers.iter().map(|n| n * inputs.interval).collect();
        let level: Vec<f64> = numbers.iter().map(|n| inputs.level_after(*n)).collect();
        let certificate = *Certified::new((), certificate_of(inputs, &level))?.certificate();
        Ok(FatigueOutcome {
            trough: inputs.falls_below(threshold).map(|n| (n, n * inputs.interval)),
            halving: (inputs.kept < 1.0).then(|| decay::silence(-inputs.kept.ln(), 0.5)),
            critical: inputs.critical(threshold),
            threshold,
            lift: numbers.iter().map(|n| inputs.jump * inputs.kept.powf(*n)).collect(),
            random_mean: dates.iter().map(|t| inputs.random_mean_at(*t)).collect(),
            fan: fan(&dates, inputs.paths, inputs.seed, "fatigue", |random| random_path(inputs, &dates, random)),
            dates,
            level,
            certificate,
        })
    }

    fn answer(outcome: &FatigueOutcome) -> Answer {
        let (axis, hype) = ("announcement", &quantity::HYPE);
        let never = "lifts that do not shrink hold the level above it";
        let answer = Answer::new(Status::ClosedForm).number_or(
            "trough_number",
            &quantity::COUNT,
            outcome.trough.map(|t| t.0),
            never,
            "announcements until the trough",
        );
        let answer = match outcome.trough {
            Some((_, time)) => answer.number_in("month", "trough", &quantity::DURATION, time, "time until the trough"),
            None => answer.text("trough", never, "time until the trough"),
        };
        let answer = answer
            .number_or(
                "halving",
                &quantity::COUNT,
                outcome.halving,
                "lifts do not shrink",
                "announcements that halve a lift",
            )
            .number_or(
                "critical",
                &quantity::SHARE,
                outcome.critical,
                "no part is enough",
                "part of a lift that must be kept to stay above the trough on this path",
            )
            .number("threshold", hype, outcome.threshold, "level that makes a trough");
        let answer = path::months(answer, "month", axis, &outcome.dates, "months since the start")
            .numbers("level", hype, axis, &outcome.level, "level just after each announcement")
            .numbers("lift", hype, axis, &outcome.lift, "lift of each announcement")
            .numbers(
                "random_mean",
                hype,
                axis,
                &outcome.random_mean,
                "mean level when announcements come at random times",
            )
            .certified_by(outcome.certificate);
        fan_outputs(answer, axis, outcome.fan.as_ref())
    }
}

/// Levels at the dates when the announcements come at random times.
fn random_path(inputs: &Fatigue, dates: &[f64], random: &mut moloch_core::random::ChaCha12Rng) -> Vec<f64> {
    let mut gap = || -moloch_core::random::open_unit(random).ln() * inputs.interval;
    let (mut level, mut time) = (inputs.start.unwrap_or_else(|| inputs.plateau()), 0.0);
    let (mut lift, mut next) = (inputs.jump * inputs.kept, gap());
    let at = |date: &f64| {
        while next <= *date {
            level = level * (-inputs.decay * (next - time)).exp() + lift;
            lift *= inputs.kept;
            time = next;
            next += gap();
        }
        level * (-inputs.decay * (date - time)).exp()
    };
    dates.iter().map(at).collect()
}

/// The recursion itself, announcement by announcement, must give the same levels.
fn certificate_of(inputs: &Fatigue, level: &[f64]) -> Certificate {
    let retention = inputs.retention();
    let (mut walked, mut lift) = (level.first().copied().unwrap_or(0.0), inputs.jump);
    let misses: Vec<f64> = level
        .iter()
        .skip(1)
        .map(|closed| {
            lift *= inputs.kept;
            walked = walked * retention + lift;
            (walked - closed).abs()
        })
        .collect();
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst(misses),
        scale: level.iter().copied().fold(inputs.jump, f64::max),
        tolerance: tolerance::IDENTITY_REL,
        method: "the recursion from announcement to announcement",
    }
}
