#![doc = include_str!("exhaustion.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, choices, inputs, quantity, root, tolerance,
};

use crate::flow::Flow;
use crate::{HypeError, decay, path};

inputs! {
    /// Hype that tires its audience, and fatigue that wears off.
    pub struct Exhaustion {
        /// Decay of hype without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Announcements in a month.
        pub rate: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Lift of an announcement for a rested audience.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// Speed at which the plateau of a rested audience, lived through, builds fatigue up.
        pub tiring: f64 = Field::number(&quantity::RATE).in_unit("1/month"),
        /// Speed at which fatigue wears off.
        pub recovery: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Level at the start; the plateau of a rested audience if absent.
        pub start: Option<f64> = Field::number(&quantity::HYPE).optional(),
        /// Fatigue at the start: lifts are divided by e for each unit of it.
        pub fatigue: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.0, 50.0)).or_number(0.0),
        /// Length of the path.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(48.0),
        /// Dates on the path, the start included.
        pub points: usize = Field::integer(2, 1000).or(DefaultValue::Integer(97)),
    }
    check within_reach;
}

/// A path that is longer than this many times the mean life of its fastest part shows nothing new.
const LONGEST: f64 = 2000.0;

fn within_reach(inputs: &Exhaustion, table: &mut OpenTable<'_, '_>) {
    let longest = LONGEST / (inputs.decay + inputs.recovery + inputs.tiring);
    if inputs.horizon > longest {
        let expected = format!("at most {longest} months, {LONGEST} divided by the sum of decay, recovery and tiring");
        table.fault(
            "too-long",
            "horizon",
            inputs.horizon.to_string(),
            expected,
            "shorten the path, or lower the rates",
        );
    }
    if inputs.start.unwrap_or(0.0) > HIGHEST * inputs.plateau() {
        let expected = format!("at most {HIGHEST} times the plateau, {}", HIGHEST * inputs.plateau());
        let found = inputs.start.unwrap_or(0.0).to_string();
        table.fault("too-high", "start", found, expected, "start nearer to what news can hold");
    }
}

/// The highest start, in plateaus of a rested audience.
const HIGHEST: f64 = 100.0;

choices! {
    /// How the path comes to rest.
    pub enum Approach {
        /// Without swinging around the resting level.
        Direct = "direct",
        /// In swings that die out: troughs and recoveries.
        Swings = "swings",
    }
}

/// Where hype and fatigue come to rest, how, and which fatigue decides.
#[derive(Debug, Clone, PartialEq)]
pub struct ExhaustionOutcome {
    /// The plateau of a rested audience.
    pub plateau: f64,
    /// Level at rest.
    pub resting: f64,
    /// Fatigue at rest.
    pub resting_fatigue: f64,
    /// How the path comes to rest.
    pub approach: Approach,
    /// Period of the swings, months; `None` if there are none.
    pub period: Option<f64>,
    /// Tiring above which the path swings, per month; `None` when decay equals recovery and any tiring does.
    pub critical_swings: Option<f64>,
    /// Tiring above which the resting level is below half of the plateau, per month.
    pub critical_half: f64,
    /// Dates, months.
    pub dates: Vec<f64>,
    /// Level of hype.
    pub level: Vec<f64>,
    /// Fatigue.
    pub fatigue: Vec<f64>,
    /// The lowest level on the path and its date.
    pub lowest: (f64, f64),
    certificate: Certificate,
}

impl ExhaustionOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Exhaustion {
    /// The level that news holds for a rested audience.
    pub fn plateau(&self) -> f64 {
        self.rate * self.jump / self.decay
    }

    /// The law of motion, for the level in plateaus and the fatigue.
    fn slopes(&self, [level, fatigue]: [f64; 2]) -> [f64; 2] {
        [self.decay * ((-fatigue).exp() - level), self.tiring * level - self.recovery * fatigue]
    }

    /// Fatigue at rest: the root of $`Fe^F = \phi/\rho`$ (Lambert's function).
    fn resting_fatigue(&self) -> f64 {
        let ratio = self.tiring / self.recovery;
        let high = ratio.ln_1p();
        root::bisect(0.0, high, |f| f - ratio * (-f).exp()).map_or(f64::NAN, |root| root.at)
    }
}

impl Model for Exhaustion {
    type Outcome = ExhaustionOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.exhaustion";
    const TITLE: &'static str = "Fatigue that wears off";
    const PAGE: &'static str = include_str!("exhaustion.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Hype that tires its audience swings before it settles",
        across: "months",
        x: "month",
        up: "announcements",
        log: false,
        lines: &[ChartLine::new("level", "level")],
        thresholds: &[("plateau of a rested audience", "plateau"), ("at rest", "resting")],
    }];

    fn example() -> Self {
        Self {
            decay: decay::rate_of_loss(0.1),
            rate: 30.4375 / 14.0,
            jump: 1.0,
            tiring: 0.2,
            recovery: 0.1,
            start: None,
            fatigue: 0.0,
            horizon: 72.0,
            points: 145,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<ExhaustionOutcome, HypeError> {
        let plateau = inputs.plateau();
        let Self { decay: delta, recovery: rho, .. } = **inputs;
        let resting_fatigue = inputs.resting_fatigue();
        // Swings: the eigenvalues at rest are complex if (delta - rho)^2 < 4 delta rho F.
        let needed = (delta - rho).powi(2) / (4.0 * delta * rho);
        let swings = resting_fatigue > needed;
        let turning = (4.0 * delta * rho * resting_fatigue - (delta - rho).powi(2)).max(0.0).sqrt() / 2.0;
        let dates = path::dates(inputs.horizon, inputs.points);
        let start = [inputs.start.unwrap_or(plateau) / plateau, inputs.fatigue];
        let fastest = (delta + rho + inputs.tiring) * start[0].max(1.0);
        let flow = Flow::new(start, &dates, fastest, |state| inputs.slopes(state));
        let residual = [
            flow.error,
            (resting_fatigue * resting_fatigue.exp() - inputs.tiring / rho).abs() / (1.0 + inputs.tiring / rho),
        ];
        let certificate = Certificate {
            concept: Concept::Integration,
            residual: moloch_core::worst(residual),
            scale: 1.0,
            tolerance: tolerance::IDENTITY_REL,
            method: "the path with steps half as long, and the equation of the resting fatigue",
        };
        let certificate = *Certified::new((), certificate)?.certificate();
        let level: Vec<f64> = flow.states.iter().map(|state| state[0] * plateau).collect();
        let lowest = level
            .iter()
            .zip(&dates)
            .fold((f64::INFINITY, 0.0), |low, (level, date)| if *level < low.0 { (*level, *date) } else { low });
        Ok(ExhaustionOutcome {
            plateau,
            resting: plateau * (-resting_fatigue).exp(),
            resting_fatigue,
            approach: if swings { Approach::Swings } else { Approach::Direct },
            period: swings.then(|| std::f64::consts::TAU / turning),
            critical_swings: (needed > 0.0).then(|| rho * needed * needed.exp()),
            critical_half: 2.0 * rho * std::f64::consts::LN_2,
            dates,
            level,
            fatigue: flow.states.iter().map(|state| state[1]).collect(),
            lowest,
            certificate,
        })
    }

    fn answer(outcome: &ExhaustionOutcome) -> Answer {
        let (axis, hype, duration) = ("date", &quantity::HYPE, &quantity::DURATION);
        let rate = |answer: Answer, key, value: Option<f64>, otherwise, doc| {
            answer.number_or(key, &quantity::RATE, value.map(path::per_year), otherwise, doc)
        };
        let answer = Answer::new(Status::Converged { iterations: outcome.dates.len() })
            .number("plateau", hype, outcome.plateau, "plateau of a rested audience")
            .number("resting", hype, outcome.resting, "level at rest")
            .number("resting_fatigue", &quantity::NUMBER, outcome.resting_fatigue, "fatigue at rest")
            .text("approach", moloch_core::Choice::word(outcome.approach), "how the path comes to rest");
        let answer = match outcome.period {
            Some(period) => answer.number_in("month", "period", duration, period, "period of the swings"),
            None => answer.text("period", "no swings", "period of the swings"),
        };
        let answer =
            rate(answer, "critical_swings", outcome.critical_swings, "any", "tiring above which the path swings");
        let half = Some(outcome.critical_half);
        let answer =
            rate(answer, "critical_half", half, "none", "tiring above which half of the plateau is lost at rest")
                .number("lowest", hype, outcome.lowest.0, "lowest level on the path")
                .number_in("month", "lowest_date", duration, outcome.lowest.1, "date of the lowest level");
        path::months(answer, "month", axis, &outcome.dates, "months since the start")
            .numbers("level", hype, axis, &outcome.level, "level of hype")
            .numbers("fatigue", &quantity::NUMBER, axis, &outcome.fatigue, "fatigue")
            .certified_by(outcome.certificate)
    }
}
