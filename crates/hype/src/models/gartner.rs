#![doc = include_str!("gartner.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, root, tolerance,
};

use crate::phases::{Phases, phases};
use crate::quadrature::integrate_to;
use crate::{HypeError, path};

inputs! {
    /// A pulse of hype on top of a use that matures.
    pub struct Gartner {
        /// Height of the pulse, A.
        pub pulse: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE),
        /// Time from the start to the top of the pulse.
        pub rise: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE),
        /// Level that mature use holds, L.
        pub mature: f64 = Field::number(&quantity::HYPE),
        /// Time at which use is half mature.
        pub midpoint: f64 = Field::number(&quantity::DURATION).in_unit("month"),
        /// Speed at which use matures.
        pub speed: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Length of the curve.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE),
        /// Dates on the curve.
        pub points: usize = Field::integer(3, 2000).or(DefaultValue::Integer(121)),
        /// Rise or fall that makes a phase, as a part of the distance between the highest and the lowest level.
        pub prominence: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.05),
    }
    check within_reach;
}

/// The longest curve, in times of the pulse's rise or of the maturing.
const LONGEST: f64 = 1e4;

fn within_reach(inputs: &Gartner, table: &mut OpenTable<'_, '_>) {
    let longest = LONGEST * inputs.rise.min(inputs.speed.recip());
    if inputs.horizon > longest {
        let expected = format!("at most {longest} months, {LONGEST} times the shorter of rise and 1/speed");
        let found = inputs.horizon.to_string();
        table.fault("too-long", "horizon", found, expected, "shorten the curve");
    }
}

/// The curve, where it turns, and the phases that a reader of it would name.
#[derive(Debug, Clone, PartialEq)]
pub struct GartnerOutcome {
    /// Dates, months.
    pub dates: Vec<f64>,
    /// The curve.
    pub level: Vec<f64>,
    /// The part of it that is hype.
    pub hype: Vec<f64>,
    /// The part of it that is use.
    pub maturity: Vec<f64>,
    /// Dates at which the curve turns, months: a high and a low in turn.
    pub turns: Vec<f64>,
    /// Phases that the detector finds on the curve.
    pub phases: Phases,
    certificate: Certificate,
}

impl GartnerOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Gartner {
    /// The pulse $`A(t/\tau)e^{1-t/\tau}`$.
    pub fn hype_at(&self, time: f64) -> f64 {
        let scaled = time / self.rise;
        self.pulse * scaled * (1.0 - scaled).exp()
    }

    /// The logistic curve of use.
    pub fn maturity_at(&self, time: f64) -> f64 {
        self.mature / (1.0 + (self.speed * (self.midpoint - time)).exp())
    }

    /// The slope of the curve.
    pub fn slope_at(&self, time: f64) -> f64 {
        let scaled = time / self.rise;
        // The logistic curve's slope falls to both sides alike: the decaying exponential never overflows.
        let away = (-(self.speed * (time - self.midpoint)).abs()).exp();
        self.pulse / self.rise * (1.0 - scaled) * (1.0 - scaled).exp()
            + self.mature * self.speed * away / (1.0 + away).powi(2)
    }

    /// Dates that are close enough together for the slope to change its sign once between two at most: a fortieth of
    /// the pulse's rise and of the maturing apart where the one or the other moves.
    fn scan(&self) -> Vec<f64> {
        let (pulse, maturing) = (self.rise / 40.0, (40.0 * self.speed).recip());
        let around_pulse = (0..=4000).map(|k| pulse * f64::from(k));
        let around_maturing = (-1600..=1600).map(|k| self.midpoint + maturing * f64::from(k));
        let inside = |t: &f64| *t > 0.0 && *t < self.horizon;
        let mut dates: Vec<f64> = around_pulse.chain(around_maturing).filter(inside).collect();
        dates.extend([0.0, self.horizon]);
        dates.sort_by(f64::total_cmp);
        dates.dedup();
        dates
    }

    fn turns(&self) -> Vec<f64> {
        let dates = self.scan();
        let slopes: Vec<f64> = dates.iter().map(|t| self.slope_at(*t)).collect();
        let turned = |k: &usize| slopes[k - 1] * slopes[*k] < 0.0 || (slopes[k - 1] != 0.0 && slopes[*k] == 0.0);
        let at = |k: usize| root::bisect(dates[k - 1], dates[k], |t| self.slope_at(t)).map(|root| root.at).ok();
        (1..dates.len()).filter(turned).filter_map(at).collect()
    }
}

impl Model for Gartner {
    type Outcome = GartnerOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.gartner";
    const TITLE: &'static str = "The five phases of the classic curve";
    const PAGE: &'static str = include_str!("gartner.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "A pulse of hype on top of a use that matures",
        across: "months",
        x: "month",
        up: "announcements",
        log: false,
        lines: &[
            ChartLine::new("what is seen", "level"),
            ChartLine::new("hype", "hype"),
            ChartLine::new("use", "maturity"),
        ],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self {
            pulse: 10.0,
            rise: 6.0,
            mature: 6.0,
            midpoint: 36.0,
            speed: 0.15,
            horizon: 96.0,
            points: 193,
            prominence: 0.05,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<GartnerOutcome, HypeError> {
        let dates = path::dates(inputs.horizon, inputs.points);
        let each = |f: &dyn Fn(f64) -> f64| dates.iter().map(|t| f(*t)).collect::<Vec<f64>>();
        let (hype, maturity) = (each(&|t| inputs.hype_at(t)), each(&|t| inputs.maturity_at(t)));
        let level = each(&|t| inputs.hype_at(t) + inputs.maturity_at(t));
        let turns = inputs.turns();
        let certificate = *Certified::new((), certificate_of(inputs, &turns))?.certificate();
        let phases = phases(&dates, &level, inputs.prominence)?;
        Ok(GartnerOutcome { dates, level, hype, maturity, turns, phases, certificate })
    }

    fn answer(outcome: &GartnerOutcome) -> Answer {
        let axis = "date";
        let phase = |answer: Answer, key, date: Option<f64>, doc| match date {
            Some(date) => answer.number_in("month", key, &quantity::DURATION, date, doc),
            None => answer.text(key, "absent", doc),
        };
        let [trigger, peak, trough, slope, plateau] = outcome.phases.dates();
        let answer = Answer::new(Status::Converged { iterations: outcome.turns.len() });
        let answer = phase(answer, "trigger", trigger, "start of the rise to the peak");
        let answer = phase(answer, "peak", peak, "highest level from which the curve falls");
        let answer = phase(answer, "trough", trough, "lowest level after the peak from which it rises");
        let answer = phase(answer, "slope", slope, "when it has risen by the threshold from the trough");
        let answer = phase(answer, "plateau", plateau, "when it begins to stay within the threshold");
        let answer = path::months(answer, "turns", "turn", &outcome.turns, "dates at which the curve turns");
        path::months(answer, "month", axis, &outcome.dates, "months since the start")
            .numbers("level", &quantity::HYPE, axis, &outcome.level, "what is seen: hype and use")
            .numbers("hype", &quantity::HYPE, axis, &outcome.hype, "hype")
            .numbers("maturity", &quantity::HYPE, axis, &outcome.maturity, "use")
            .certified_by(outcome.certificate)
    }
}

/// The way up and down that the curve travels, added up by quadrature of its slope without sign, must be the sum of its
/// rises and falls between the turning points: a turning point that was missed leaves a difference.
fn certificate_of(inputs: &Gartner, turns: &[f64]) -> Certificate {
    let level = |t: f64| inputs.hype_at(t) + inputs.maturity_at(t);
    let stops: Vec<f64> = std::iter::once(0.0).chain(turns.iter().copied()).chain([inputs.horizon]).collect();
    let between = moloch_core::sum::compensated(stops.windows(2).map(|pair| (level(pair[1]) - level(pair[0])).abs()));
    // Coarser than the scan and elsewhere: the dates of the quadrature share nothing with it.
    let dates = inputs.scan();
    let pieces = dates.windows(16).step_by(15).map(|part| (part[0], part[15]));
    let rest = (dates.len() - 1) / 15 * 15;
    let pieces = pieces.chain([(dates[rest], inputs.horizon)]);
    let scale = inputs.pulse + inputs.mature;
    let part = |(a, b): (f64, f64)| integrate_to(scale, a, b, 1, |t| inputs.slope_at(t).abs());
    let travelled = moloch_core::sum::compensated(pieces.map(part));
    Certificate {
        concept: Concept::Integration,
        residual: (between - travelled).abs(),
        scale,
        tolerance: tolerance::IDENTITY_REL,
        method: "the way travelled up and down, by quadrature, against the rises and falls between turning points",
    }
}
