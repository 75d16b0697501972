#![doc = include_str!("trough.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, choices, inputs, quantity, tolerance,
};

use crate::fan::{Fan, fan, fan_outputs, too_many};
use crate::quadrature::integrate_to;
use crate::{HypeError, JumpLaw, Process, decay, path, shot};

inputs! {
    /// Hype that decays from a peak while news feeds it and real use matures.
    pub struct Trough {
        /// Hype at the start, just after the peak.
        pub start: f64 = Field::number(&quantity::HYPE),
        /// Decay without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Announcements in a month on average.
        pub rate: f64 = Field::number(&quantity::RATE).in_unit("1/month").or_number(0.0),
        /// Mean lift of one announcement.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// Level that mature use holds, L.
        pub mature: f64 = Field::number(&quantity::HYPE),
        /// Speed at which use matures.
        pub speed: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Length of the path.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(36.0),
        /// Dates on the path, the start included.
        pub points: usize = Field::integer(2, 1000).or(DefaultValue::Integer(37)),
        /// Random paths for the quantiles; none if 0.
        pub paths: usize = Field::integer(0, 100_000).or(DefaultValue::Integer(0)),
        /// Seed of the random paths.
        pub seed: u64 = Field::integer(0, i64::MAX).or(DefaultValue::Integer(1)),
    }
    check in_reach;
}

fn in_reach(inputs: &Trough, table: &mut OpenTable<'_, '_>) {
    too_many(table, inputs.rate * inputs.horizon, inputs.paths);
}

choices! {
    /// What the path does after the start.
    pub enum Course {
        /// It falls to a low and rises again.
        Trough = "trough",
        /// It never falls: a plateau or a rise.
        NeverFalls = "never falls",
        /// It rises to a high and falls from it.
        Peak = "peak",
        /// It falls throughout.
        Falls = "falls throughout",
    }
}

/// Whether, when and how deep the path of the mean has its trough.
#[derive(Debug, Clone, PartialEq)]
pub struct TroughOutcome {
    /// What the path does.
    pub course: Course,
    /// When it turns, months, and the level there; `None` if it does not.
    pub turn: Option<(f64, f64)>,
    /// News in lifts per month that decides: with less, use that matures more slowly than hype decays leaves a trough,
    /// and use that matures faster makes a peak. Negative if no news does.
    pub critical_news: f64,
    /// The level at the start and in the long run.
    pub ends: [f64; 2],
    /// Dates, months.
    pub dates: Vec<f64>,
    /// Mean of what is seen: hype and use.
    pub level: Vec<f64>,
    /// The part of it that is hype.
    pub hype: Vec<f64>,
    /// The part of it that is use.
    pub maturity: Vec<f64>,
    /// Quantiles of random paths, if any were asked for.
    pub fan: Option<Fan>,
    certificate: Certificate,
}

impl TroughOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Trough {
    /// News in lifts per unit of time.
    pub const fn news(&self) -> f64 {
        self.rate * self.jump
    }

    /// Mean hype at `time`.
    pub fn hype_at(&self, time: f64) -> f64 {
        decay::step(self.start, self.decay, self.rate, self.jump, time)
    }

    /// Use at `time`.
    pub fn maturity_at(&self, time: f64) -> f64 {
        -self.mature * (-self.speed * time).exp_m1()
    }

    /// Slope of what is seen at `time`.
    fn slope_at(&self, time: f64) -> f64 {
        let falling = self.decay * self.start - self.news();
        self.speed * self.mature * (-self.speed * time).exp() - falling * (-self.decay * time).exp()
    }

    /// The course, and the time of the turn. The slope is the difference of two decaying exponentials: it has one sign,
    /// or it turns once.
    fn course(&self) -> (Course, Option<f64>) {
        let (falling, rising) = (self.decay * self.start - self.news(), self.speed * self.mature);
        // At the start the path falls if hype loses more than use gains; in the long run the slower of both decides.
        let course = if falling > rising {
            if self.speed < self.decay && rising > 0.0 { Course::Trough } else { Course::Falls }
        } else if self.speed > self.decay && falling > 0.0 {
            if falling < rising { Course::Peak } else { Course::Falls }
        } else {
            Course::NeverFalls
        };
        let turns = matches!(course, Course::Trough | Course::Peak);
        (course, turns.then(|| (falling / rising).ln() / (self.decay - self.speed)))
    }
}

impl Model for Trough {
    type Outcome = TroughOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.trough";
    const TITLE: &'static str = "Trough or plateau";
    const PAGE: &'static str = include_str!("trough.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "What is seen after the peak, with random news",
        across: "months since the peak",
        x: "month",
        up: "announcements",
        log: false,
        lines: &[
            ChartLine {
                label: "mean",
                y: "level",
                bands: &[
                    ("nine tenths of the paths", "quantile_05", "quantile_95"),
                    ("half of the paths", "quantile_25", "quantile_75"),
                ],
            },
            ChartLine::new("hype", "hype"),
            ChartLine::new("use", "maturity"),
        ],
        thresholds: &[("level at the turn", "turn_level")],
    }];

    fn example() -> Self {
        Self {
            start: 20.0,
            decay: decay::rate_of_loss(0.1),
            rate: 0.5,
            jump: 1.0,
            mature: 15.0,
            speed: 0.03,
            horizon: 60.0,
            points: 61,
            paths: 2000,
            seed: 1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<TroughOutcome, HypeError> {
        let (course, turn) = inputs.course();
        let level = |t: f64| inputs.hype_at(t) + inputs.maturity_at(t);
        let dates = path::dates(inputs.horizon, inputs.points);
        let each = |f: &dyn Fn(f64) -> f64| dates.iter().map(|t| f(*t)).collect::<Vec<f64>>();
        let certificate = *Certified::new((), certificate_of(inputs, course, turn))?.certificate();
        Ok(TroughOutcome {
            course,
            turn: turn.map(|time| (time, level(time))),
            critical_news: inputs.decay * inputs.start - inputs.speed * inputs.mature,
            ends: [inputs.start, inputs.news() / inputs.decay + inputs.mature],
            level: each(&level),
            hype: each(&|t| inputs.hype_at(t)),
            maturity: each(&|t| inputs.maturity_at(t)),
            fan: random_paths(inputs, &dates),
            dates,
            certificate,
        })
    }

    fn answer(outcome: &TroughOutcome) -> Answer {
        let axis = "date";
        let (duration, hype) = (&quantity::DURATION, &quantity::HYPE);
        let answer = Answer::new(Status::ClosedForm)
            .text("course", moloch_core::Choice::word(outcome.course), "what the path of the mean does")
            .number_or(
                "turn_level",
                hype,
                outcome.turn.map(|turn| turn.1),
                "the path does not turn",
                "level at the turn",
            );
        let answer = match outcome.turn {
            Some((time, _)) => answer.number_in("month", "turn", duration, time, "time from the start to the turn"),
            None => answer.text("turn", "the path does not turn", "time from the start to the turn"),
        };
        let critical = quantity::RATE.conversion("1/month", "1/yr").unwrap_or(f64::NAN) * outcome.critical_news;
        let answer = answer
            .number("critical_news", &quantity::RATE, critical, "news that decides, in lifts of size 1")
            .number("start", hype, outcome.ends[0], "level at the start")
            .number("long_run", hype, outcome.ends[1], "level in the long run");
        let answer = path::months(answer, "month", axis, &outcome.dates, "months since the start")
            .numbers("level", hype, axis, &outcome.level, "mean of what is seen: hype and use")
            .numbers("hype", hype, axis, &outcome.hype, "hype")
            .numbers("maturity", hype, axis, &outcome.maturity, "use")
            .certified_by(outcome.certificate);
        fan_outputs(answer, axis, outcome.fan.as_ref())
    }
}

/// Quantiles of what is seen when the announcements come at random and their lifts are exponential.
fn random_paths(inputs: &Trough, dates: &[f64]) -> Option<Fan> {
    let process = Process { decay: inputs.decay, rate: inputs.rate, jump: inputs.jump, jumps: JumpLaw::Exponential };
    fan(dates, inputs.paths, inputs.seed, "trough", |random| {
        let hype = shot::path_at(&process, inputs.start, dates, random);
        hype.iter().zip(dates).map(|(hype, time)| hype + inputs.maturity_at(*time)).collect()
    })
}

/// The slope, added up by quadrature, must lead from the start to the turn and on to a late date; where the course says
/// that the path only rises or only falls, no part of the slope may have the other sign.
fn certificate_of(inputs: &Trough, course: Course, turn: Option<f64>) -> Certificate {
    let level = |t: f64| inputs.hype_at(t) + inputs.maturity_at(t);
    let scale = inputs.start.max(inputs.mature).max(inputs.news() / inputs.decay);
    // Forty lifetimes of the slower part, in logarithms of time so that both parts are met.
    let end = 40.0 / inputs.decay.min(inputs.speed);
    let first = 1e-6 / inputs.decay.max(inputs.speed);
    let part = |from: f64, to: f64, f: &dyn Fn(f64) -> f64| {
        integrate_to(scale, from.max(first).ln(), to.max(first).ln(), 32, |w| w.exp() * f(w.exp()))
    };
    let early = integrate_to(scale, 0.0, first, 1, |t| inputs.slope_at(t));
    let to_end = early + part(first, end, &|t| inputs.slope_at(t));
    let wrong = |from: f64, to: f64, sign: f64| part(from, to, &|t| (-sign * inputs.slope_at(t)).max(0.0));
    let wrong = match (course, turn) {
        (Course::Trough, Some(turn)) => wrong(first, turn, -1.0) + wrong(turn, end, 1.0),
        (Course::Peak, Some(turn)) => wrong(first, turn, 1.0) + wrong(turn, end, -1.0),
        (Course::Falls, _) => wrong(first, end, -1.0),
        _ => wrong(first, end, 1.0),
    };
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst([(level(end) - level(0.0) - to_end).abs(), wrong.abs()]),
        scale,
        tolerance: tolerance::IDENTITY_REL,
        method: "the slope added up by quadrature, and its sign on both sides of the turn",
    }
}
