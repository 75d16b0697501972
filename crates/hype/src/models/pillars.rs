#![doc = include_str!("pillars.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, Value, inputs, quantity, tolerance,
};

use crate::quadrature::integrate_to;
use crate::{HypeError, decay, path};

inputs! {
    /// Hype that stands on real use, on progress and on applications.
    pub struct Pillars {
        /// Level that real use holds by itself.
        pub floor: f64 = Field::number(&quantity::HYPE),
        /// Speed at which users leave if use disappoints.
        pub leaving: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Decay of hype without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Steps of progress in a month.
        pub progress_rate: f64 = Field::number(&quantity::RATE).in_unit("1/month"),
        /// Lift of a step of progress.
        pub progress_jump: f64 = Field::number(&quantity::HYPE).or_number(1.0),
        /// New applications in a month.
        pub application_rate: f64 = Field::number(&quantity::RATE).in_unit("1/month"),
        /// Lift of a new application.
        pub application_jump: f64 = Field::number(&quantity::HYPE).or_number(0.1),
        /// The part of the level that is left in a trough.
        pub trough: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.5),
        /// Length of the paths, from the failure of a pillar on.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(24.0),
        /// Dates on the paths, the start included.
        pub points: usize = Field::integer(2, 1000).or(DefaultValue::Integer(49)),
    }
    check stands_on_something;
}

fn stands_on_something(inputs: &Pillars, table: &mut OpenTable<'_, '_>) {
    if inputs.level() <= 0.0 {
        let next = "give a floor, progress or applications";
        table.fault("no-hype", "floor", inputs.floor.to_string(), "a positive level of all pillars together", next);
    }
}

/// What each pillar holds, and what happens when it fails; lists are for real use, progress, applications.
#[derive(Debug, Clone, PartialEq)]
pub struct PillarsOutcome {
    /// Level in the long run.
    pub level: f64,
    /// What the pillar contributes to it.
    pub contributions: [f64; 3],
    /// The part of the level that is left in the end if the pillar fails.
    pub left: [f64; 3],
    /// Time from the pillar's failure to a trough, months; `None` if none comes.
    pub troughs: [Option<f64>; 3],
    /// The level that makes a trough.
    pub trough_level: f64,
    /// Dates since the failure, months.
    pub dates: Vec<f64>,
    /// Level after the failure of each pillar.
    pub paths: [Vec<f64>; 3],
    certificate: Certificate,
}

impl PillarsOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Pillars {
    /// What real use, progress and applications hold in the long run.
    fn contributions(&self) -> [f64; 3] {
        let held = |rate: f64, jump: f64| rate * jump / self.decay;
        [self.floor, held(self.progress_rate, self.progress_jump), held(self.application_rate, self.application_jump)]
    }

    fn level(&self) -> f64 {
        self.contributions().iter().sum()
    }

    /// Speed at which what a pillar held is lost when it fails.
    fn loss(&self, pillar: usize) -> f64 {
        if pillar == 0 { self.leaving } else { self.decay }
    }

    /// Level at a time after the failure of a pillar.
    fn after(&self, pillar: usize, time: f64) -> f64 {
        self.level() + self.contributions()[pillar] * (-self.loss(pillar) * time).exp_m1()
    }
}

impl Model for Pillars {
    type Outcome = PillarsOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.pillars";
    const TITLE: &'static str = "Three pillars of a plateau";
    const PAGE: &'static str = include_str!("pillars.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Hype after one of its pillars has failed",
        across: "months since the failure",
        x: "month",
        up: "announcements",
        log: false,
        lines: &[
            ChartLine::new("real use fails", "without_use"),
            ChartLine::new("progress fails", "without_progress"),
            ChartLine::new("applications fail", "without_applications"),
        ],
        thresholds: &[("trough", "trough_level")],
    }];

    fn example() -> Self {
        Self {
            floor: 5.0,
            leaving: 0.05,
            decay: decay::rate_of_loss(0.1),
            progress_rate: 30.4375 / 14.0,
            progress_jump: 1.0,
            application_rate: 30.4375,
            application_jump: 0.02,
            trough: 0.5,
            horizon: 36.0,
            points: 73,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<PillarsOutcome, HypeError> {
        let (level, contributions) = (inputs.level(), inputs.contributions());
        let lost = |pillar: usize| contributions[pillar] / level;
        let trough = |pillar: usize| {
            // What is left of the pillar's part when the trough is reached, if it is.
            let rest = 1.0 - (1.0 - inputs.trough) / lost(pillar);
            (lost(pillar) > 1.0 - inputs.trough).then(|| decay::silence(inputs.loss(pillar), rest))
        };
        let dates = path::dates(inputs.horizon, inputs.points);
        let certificate = *Certified::new((), certificate_of(inputs))?.certificate();
        Ok(PillarsOutcome {
            level,
            contributions,
            left: [0, 1, 2].map(|pillar| 1.0 - lost(pillar)),
            troughs: [0, 1, 2].map(trough),
            trough_level: inputs.trough * level,
            paths: [0, 1, 2].map(|pillar| dates.iter().map(|time| inputs.after(pillar, *time)).collect()),
            dates,
            certificate,
        })
    }

    fn answer(outcome: &PillarsOutcome) -> Answer {
        let (axis, hype) = ("pillar", &quantity::HYPE);
        let names = ["real use", "progress", "applications"].map(str::to_owned);
        let wait = |trough: &Option<f64>| match trough {
            Some(time) => Value::Number(*time).into(),
            None => Value::Text("none".to_owned()).into(),
        };
        let waits = Value::List(outcome.troughs.iter().map(wait).collect());
        let answer = Answer::new(Status::ClosedForm)
            .number("level", hype, outcome.level, "level in the long run")
            .texts("pillars", axis, &names, "the pillars")
            .numbers("contributions", hype, axis, &outcome.contributions, "what the pillar holds")
            .numbers("left", &quantity::SHARE, axis, &outcome.left, "part of the level left in the end if it fails")
            .output(
                "trough",
                &quantity::DURATION,
                "month",
                waits,
                [Some(axis), None],
                "time from its failure to a trough",
            )
            .number("trough_level", hype, outcome.trough_level, "level that makes a trough");
        path::months(answer, "month", "date", &outcome.dates, "months since the failure")
            .numbers("without_use", hype, "date", &outcome.paths[0], "level after real use has failed")
            .numbers("without_progress", hype, "date", &outcome.paths[1], "level after progress has failed")
            .numbers("without_applications", hype, "date", &outcome.paths[2], "level after applications have failed")
            .certified_by(outcome.certificate)
    }
}

/// The loss of each pillar over its lifetimes, added up by quadrature, must be what it held.
fn certificate_of(inputs: &Pillars) -> Certificate {
    let level = inputs.level();
    let miss = |pillar: usize| {
        let (speed, held) = (inputs.loss(pillar), inputs.contributions()[pillar]);
        let flow = |time: f64| speed * (inputs.after(pillar, time) - (level - held));
        let lost = integrate_to(level, 0.0, 40.0 / speed, 8, flow);
        (lost - held).abs() / level
    };
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst([0, 1, 2].map(miss)),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "what each pillar loses when it fails, added up by quadrature",
    }
}
