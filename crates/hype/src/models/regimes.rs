#![doc = include_str!("regimes.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, choices, inputs, quantity, tolerance,
};

use crate::{HypeError, decay, path};

inputs! {
    /// Announcements at equal intervals whose lifts grow with the level of hype.
    pub struct Regimes {
        /// Decay without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Time between two announcements.
        pub interval: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE),
        /// Part of a lift that does not depend on the level.
        pub jump: f64 = Field::number(&quantity::HYPE).or_number(0.0),
        /// Part of a lift that is proportional to the level just before, as a part of that level.
        pub gain: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.0, 1e3)),
        /// Level at the start, just after an announcement.
        pub start: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// Announcements on the path.
        pub announcements: usize = Field::integer(1, 10_000).or(DefaultValue::Integer(80)),
    }
    check within_reach;
}

/// Growth or decay beyond this, in logarithms, is beyond all numbers.
const FARTHEST: f64 = 600.0;

fn within_reach(inputs: &Regimes, table: &mut OpenTable<'_, '_>) {
    let change = inputs.exponent().abs() * inputs.announcements as f64;
    if change > FARTHEST {
        let most = (FARTHEST / inputs.exponent().abs()).floor();
        let expected = format!("at most {most} announcements at this gain and decay");
        let found = inputs.announcements.to_string();
        table.fault("too-long", "announcements", found, expected, "shorten the path");
    }
}

choices! {
    /// What becomes of hype.
    pub enum Regime {
        /// It fades to nothing.
        Fades = "fades",
        /// It settles on a level.
        Plateau = "plateau",
        /// It grows by the same amount each time.
        Drift = "steady rise",
        /// It grows by the same factor each time.
        Spiral = "spiral",
    }
}

/// What becomes of hype; the list is for the start and each announcement.
#[derive(Debug, Clone, PartialEq)]
pub struct RegimesOutcome {
    /// What becomes of hype.
    pub regime: Regime,
    /// What a level is multiplied by from one announcement to the next: jump factor times retention.
    pub factor: f64,
    /// The gain above which hype spirals.
    pub critical_gain: f64,
    /// The level on which hype settles; `None` if it does not.
    pub plateau: Option<f64>,
    /// Time in which hype doubles, or halves if it fades, in the long run, months; `None` on a plateau or a steady rise.
    pub doubling: Option<f64>,
    /// Dates, months.
    pub dates: Vec<f64>,
    /// Level just after the announcement.
    pub level: Vec<f64>,
    certificate: Certificate,
}

impl RegimesOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Regimes {
    /// The logarithm of the factor.
    pub fn exponent(&self) -> f64 {
        self.gain.ln_1p() - self.decay * self.interval
    }

    /// Level after `n` announcements: a geometric sum.
    fn level_after(&self, n: f64) -> f64 {
        let exponent = self.exponent();
        let sum = if exponent.abs() > 0.0 { (exponent * n).exp_m1() / exponent.exp_m1() } else { n };
        self.start * (exponent * n).exp() + self.jump * sum
    }
}

impl Model for Regimes {
    type Outcome = RegimesOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.regimes";
    const TITLE: &'static str = "Plateau or spiral";
    const PAGE: &'static str = include_str!("regimes.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Hype when every announcement lifts it by six per cent",
        across: "months",
        x: "month",
        up: "level, of that at the start",
        log: false,
        lines: &[ChartLine::new("level", "level")],
        thresholds: &[("twice the start", "twice")],
    }];

    fn example() -> Self {
        Self {
            decay: decay::rate_of_loss(0.1),
            interval: 14.0 / 30.4375,
            jump: 0.0,
            gain: 0.06,
            start: 1.0,
            announcements: 80,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<RegimesOutcome, HypeError> {
        let exponent = inputs.exponent();
        let regime = if exponent > 0.0 {
            Regime::Spiral
        } else if exponent < 0.0 {
            if inputs.jump > 0.0 { Regime::Plateau } else { Regime::Fades }
        } else if inputs.jump > 0.0 {
            Regime::Drift
        } else {
            Regime::Plateau
        };
        let plateau = match regime {
            Regime::Plateau if exponent < 0.0 => Some(-inputs.jump / exponent.exp_m1()),
            Regime::Plateau => Some(inputs.start),
            _ => None,
        };
        let level: Vec<f64> = (0..=inputs.announcements).map(|n| inputs.level_after(n as f64)).collect();
        let certificate = *Certified::new((), certificate_of(inputs, &level))?.certificate();
        let moves = matches!(regime, Regime::Spiral | Regime::Fades);
        Ok(RegimesOutcome {
            regime,
            factor: exponent.exp(),
            critical_gain: (inputs.decay * inputs.interval).exp_m1(),
            plateau,
            doubling: moves.then(|| std::f64::consts::LN_2 / exponent.abs() * inputs.interval),
            dates: (0..=inputs.announcements).map(|n| n as f64 * inputs.interval).collect(),
            level,
            certificate,
        })
    }

    fn answer(outcome: &RegimesOutcome) -> Answer {
        let axis = "announcement";
        let doc = "time that doubles hype, or halves it if it fades";
        let twice = 2.0 * outcome.level.first().copied().unwrap_or(0.0);
        let answer = Answer::new(Status::ClosedForm)
            .text("regime", moloch_core::Choice::word(outcome.regime), "what becomes of hype")
            .number("factor", &quantity::RATIO, outcome.factor, "factor from one announcement to the next")
            .number("critical_gain", &quantity::NUMBER, outcome.critical_gain, "gain above which hype spirals")
            .number_or("plateau", &quantity::HYPE, outcome.plateau, "none", "level on which hype settles")
            .number("twice", &quantity::HYPE, twice, "twice the level at the start");
        let answer = match outcome.doubling {
            Some(time) => answer.number_in("month", "doubling", &quantity::DURATION, time, doc),
            None => answer.text("doubling", "neither", doc),
        };
        path::months(answer, "month", axis, &outcome.dates, "months since the start")
            .numbers("level", &quantity::HYPE, axis, &outcome.level, "level just after each announcement")
            .certified_by(outcome.certificate)
    }
}

/// The recursion itself, announcement by announcement, must give the same levels.
fn certificate_of(inputs: &Regimes, level: &[f64]) -> Certificate {
    let next = |level: f64| {
        let before = level * (-inputs.decay * inputs.interval).exp();
        before + inputs.jump + inputs.gain * before
    };
    let misses = level.windows(2).map(|pair| (next(pair[0]) - pair[1]).abs());
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst(misses),
        scale: level.iter().copied().fold(0.0, f64::max),
        tolerance: tolerance::IDENTITY_REL,
        method: "the recursion from announcement to announcement",
    }
}
