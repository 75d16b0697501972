#![doc = include_str!("gompertz.md")]

use moloch_core::{
    Answer, Certificate, Certified, Checked, Concept, Field, Law, Model, Range, Status, inputs, quantity, tolerance,
};

use crate::DisruptionError;
use crate::curve::gompertz;

inputs! {
    /// Growth towards a ceiling, fast at first and slowing ever more.
    pub struct Gompertz {
        /// The ceiling, m.
        pub ceiling: f64 = Field::number(&quantity::COUNT).within(Range::POSITIVE).or_number(1.0),
        /// Displacement, a: the logarithm of the ceiling over the level at date 0.
        pub displacement: f64 = Field::number(&quantity::RATIO),
        /// Rate, b, at which that logarithm shrinks.
        pub rate: f64 = Field::number(&quantity::RATE).within(Range::POSITIVE),
        /// Dates at which the level is asked for.
        pub dates: Vec<f64> = Field::numbers(&quantity::DURATION, "date"),
    }
}

/// The course of growth.
#[derive(Debug, Clone, PartialEq)]
pub struct GompertzCurve {
    /// Level at the dates asked for, in the unit of the ceiling.
    pub levels: Vec<f64>,
    /// Growth per year at those dates, as a part of the ceiling.
    pub growth: Vec<f64>,
    /// Date at which growth is largest, years; before date 0 if the displacement is below 1.
    pub inflection: f64,
    /// Level at that date.
    pub inflection_level: f64,
    /// Time from 10 to 90 per cent of the ceiling, years.
    pub takeover_time: f64,
    certificate: Certificate,
}

impl GompertzCurve {
    /// The certificate that the curve passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Gompertz {
    /// The curve through two observations `(date in years, level)`, both above 0 and below the ceiling.
    ///
    /// A falling level gives a negative rate, which [`moloch_core::Inputs::checked`] refuses: growth towards a ceiling
    /// does not fall.
    pub fn through(ceiling: f64, first: (f64, f64), second: (f64, f64)) -> Self {
        let share = |(date, level): (f64, f64)| (date, level / ceiling);
        let (displacement, rate) = gompertz::through(share(first), share(second));
        Self { ceiling, displacement, rate, dates: vec![first.0, second.0] }
    }
}

impl Model for Gompertz {
    type Outcome = GompertzCurve;
    type Error = DisruptionError;

    const ID: &'static str = "disruption.gompertz";
    const TITLE: &'static str = "Gompertz growth";
    const PAGE: &'static str = include_str!("gompertz.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::Permutes("date")];

    fn example() -> Self {
        Self { ceiling: 1.0, displacement: 5.0, rate: 0.5, dates: vec![0.0, 3.0, 6.0] }
    }

    fn solve(inputs: &Checked<Self>) -> Result<GompertzCurve, DisruptionError> {
        let Self { ceiling, displacement: a, rate: b, .. } = **inputs;
        let certificate = *Certified::new((), certificate_of(inputs))?.certificate();
        Ok(GompertzCurve {
            levels: inputs.dates.iter().map(|date| ceiling * gompertz::share(*date, a, b)).collect(),
            growth: inputs.dates.iter().map(|date| gompertz::density(*date, a, b)).collect(),
            inflection: a.ln() / b,
            inflection_level: ceiling / std::f64::consts::E,
            takeover_time: gompertz::takeover_time(b),
            certificate,
        })
    }

    fn answer(outcome: &GompertzCurve) -> Answer {
        let GompertzCurve { levels, growth, inflection, inflection_level, takeover_time, certificate } = outcome;
        Answer::new(Status::ClosedForm)
            .numbers("level", &quantity::COUNT, "date", levels, "level")
            .numbers("growth", &quantity::RATE, "date", growth, "growth as a part of the ceiling")
            .number("inflection", &quantity::DURATION, *inflection, "date at which growth is largest")
            .number("inflection_level", &quantity::COUNT, *inflection_level, "level at that date")
            .number("takeover_time", &quantity::DURATION, *takeover_time, "time from 10 to 90 per cent of the ceiling")
            .certified_by(*certificate)
    }
}

/// At every date, growth in closed form must obey $`F' = b F \ln(1/F)`$, and the inverse must give back the date.
fn certificate_of(inputs: &Gompertz) -> Certificate {
    let Gompertz { displacement: a, rate: b, .. } = *inputs;
    let error = |date: f64| {
        let share = gompertz::share(date, a, b);
        // A share that vanished has no logarithm, and its growth has vanished with it.
        let law = if share > 0.0 { -b * share * share.ln() } else { 0.0 };
        let motion = (gompertz::density(date, a, b) - law).abs() / b;
        // Close to its ends the share holds too few digits to give back the date.
        let holds_the_date = (1e-300..=1.0 - 1e-6).contains(&share);
        let back = if holds_the_date { gompertz::inverse(share, a, b) } else { date };
        let back = (back - date).abs() * b / (1.0 + b * date);
        moloch_core::worst([motion, back])
    };
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst(inputs.dates.iter().map(|date| error(*date))),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the law of motion and the inverse at every date",
    }
}
