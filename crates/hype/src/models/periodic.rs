#![doc = include_str!("periodic.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, Range, Status,
    inputs, quantity, tolerance,
};

use crate::{HypeError, decay, path};

inputs! {
    /// Hype that decays at a constant rate and is lifted by announcements at equal intervals.
    pub struct Periodic {
        /// Decay without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Time between two announcements.
        pub interval: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE),
        /// Lift of one announcement, J.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// Level at the start, just after an announcement; the level of the plateau if absent.
        pub start: Option<f64> = Field::number(&quantity::HYPE).optional(),
        /// Announcements to follow.
        pub announcements: usize = Field::integer(0, 10_000).or(DefaultValue::Integer(12)),
        /// The part of the level that is left when silence has made a trough.
        pub trough: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.5),
    }
}

/// Where hype settles, how it gets there, and how long it survives without news.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// The part of the level that is left when the next announcement comes, d.
    pub retention: f64,
    /// Level just after an announcement in the long run.
    pub top: f64,
    /// Level just before an announcement in the long run.
    pub bottom: f64,
    /// Mean level over time in the long run.
    pub mean: f64,
    /// Fall between two announcements as a part of the top, 1 - d: also the jump that holds a level, as a part of it.
    pub dip: f64,
    /// The jump that holds a level, as a part of the level just before it.
    pub holding_jump: f64,
    /// Silence that makes a trough, months.
    pub silence: f64,
    /// Announcements that do not come during that silence.
    pub missed: f64,
    /// Level just after the start and each announcement that follows.
    pub after: Vec<f64>,
    /// Dates of the start and of each announcement, months.
    pub dates: Vec<f64>,
    /// The level that counts as a trough, below the mean.
    pub trough_level: f64,
    certificate: Certificate,
}

impl Band {
    /// The certificate that the band passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Level just before each announcement that follows the start.
    pub fn before(&self) -> Vec<f64> {
        self.after.iter().take(self.after.len() - 1).map(|level| level * self.retention).collect()
    }
}

impl Periodic {
    /// Announcements of size 1 every month from the plateau on, with a decay of ten per cent a month.
    pub fn from_the_plateau() -> Self {
        Self { decay: decay::rate_of_loss(0.1), interval: 1.0, jump: 1.0, start: None, announcements: 12, trough: 0.5 }
    }
}

impl Model for Periodic {
    type Outcome = Band;
    type Error = HypeError;

    const ID: &'static str = "hype.periodic";
    const TITLE: &'static str = "Decay with periodic announcements";
    const PAGE: &'static str = include_str!("periodic.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Hype builds up to its plateau",
        across: "months",
        x: "month",
        up: "announcements",
        log: false,
        lines: &[ChartLine {
            label: "just after an announcement",
            y: "after",
            bands: &[("between two announcements", "before_next", "after")],
        }],
        thresholds: &[("plateau", "top"), ("mean", "mean"), ("trough", "trough_level")],
    }];

    fn example() -> Self {
        Self { interval: 14.0 / 30.4375, start: Some(0.0), announcements: 24, ..Self::from_the_plateau() }
    }

    fn solve(inputs: &Checked<Self>) -> Result<Band, HypeError> {
        let Self { decay: delta, interval, jump, start, announcements, trough } = **inputs;
        let exponent = delta * interval;
        let (retention, dip) = ((-exponent).exp(), -(-exponent).exp_m1());
        let (top, silence) = (jump / dip, decay::silence(delta, trough));
        let start = start.unwrap_or(top);
        let after = |n: usize| {
            let faded = exponent * n as f64;
            start * (-faded).exp() - top * (-faded).exp_m1()
        };
        let after: Vec<f64> = (0..=announcements).map(after).collect();
        let certificate = *Certified::new((), certificate_of(inputs, top, &after))?.certificate();
        Ok(Band {
            retention,
            top,
            bottom: top * retention,
            mean: jump / exponent,
            dip,
            holding_jump: exponent.exp_m1(),
            silence,
            missed: silence / interval,
            dates: (0..=announcements).map(|n| interval * n as f64).collect(),
            trough_level: trough * jump / exponent,
            after,
            certificate,
        })
    }

    fn answer(band: &Band) -> Answer {
        let answer = Answer::new(Status::ClosedForm)
            .number("retention", &quantity::SHARE, band.retention, "part of the level left at the next announcement")
            .number("top", &quantity::HYPE, band.top, "level just after an announcement in the long run")
            .number("bottom", &quantity::HYPE, band.bottom, "level just before an announcement in the long run")
            .number("mean", &quantity::HYPE, band.mean, "mean level over time in the long run")
            .number("dip", &quantity::SHARE, band.dip, "fall between two announcements, of the top")
            .number("holding_jump", &quantity::RATIO, band.holding_jump, "jump that holds a level, of that level")
            .number_in("month", "silence", &quantity::DURATION, band.silence, "silence that makes a trough")
            .number("missed", &quantity::COUNT, band.missed, "announcements missed in that silence")
            .number("trough_level", &quantity::HYPE, band.trough_level, "level that counts as a trough, below the mean")
            .numbers("after", &quantity::HYPE, "announcement", &band.after, "level just after each announcement");
        let before_next: Vec<f64> = band.after.iter().map(|level| level * band.retention).collect();
        path::months(answer, "month", "announcement", &band.dates, "months since the start")
            .numbers(
                "before_next",
                &quantity::HYPE,
                "announcement",
                &before_next,
                "level just before the one that follows",
            )
            .certified_by(band.certificate)
    }
}

/// The recursion itself, announcement by announcement, must give the same levels and leave the top where it is.
fn certificate_of(inputs: &Periodic, top: f64, after: &[f64]) -> Certificate {
    let Periodic { decay, interval, jump, .. } = *inputs;
    let next = |level: f64| level * (-decay * interval).exp() + jump;
    let start = after.first().copied().unwrap_or(top);
    let walked = std::iter::successors(Some(start), |level| Some(next(*level)));
    let misses = walked.zip(after).map(|(walked, closed)| (walked - closed).abs());
    // The top may be many jumps high, and the recursion holds it to the digits of the jump only.
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst(misses.chain([(next(top) - top).abs()])),
        scale: top.max(start),
        tolerance: tolerance::IDENTITY_REL,
        method: "the recursion from announcement to announcement",
    }
}
