#![doc = include_str!("fisher_pry.md")]

use moloch_core::{
    Answer, Certificate, Certified, Checked, Concept, Field, Law, Model, OpenTable, Range, Status, inputs, quantity,
    tolerance,
};

use crate::DisruptionError;
use crate::curve::logistic;

inputs! {
    /// A technology that takes the place of another, seen at two dates.
    pub struct FisherPry {
        /// Date of the first observation.
        pub first_date: f64 = Field::number(&quantity::DURATION),
        /// Share of the new technology then.
        pub first_share: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT),
        /// Date of the second observation.
        pub second_date: f64 = Field::number(&quantity::DURATION),
        /// Share of the new technology then.
        pub second_share: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT),
        /// Dates at which the share is asked for.
        pub dates: Vec<f64> = Field::numbers(&quantity::DURATION, "date"),
    }
    check dates_differ;
}

/// The curve through both observations.
#[derive(Debug, Clone, PartialEq)]
pub struct Substitution {
    /// Slope of the log-odds, b, per year; negative where the new technology loses ground.
    pub slope: f64,
    /// Date at which both have half of the market, years; `None` if the share does not move.
    pub midpoint: Option<f64>,
    /// Time from 10 to 90 per cent, or back, years; `None` if the share does not move.
    pub takeover_time: Option<f64>,
    /// Share at the dates asked for.
    pub shares: Vec<f64>,
    certificate: Certificate,
}

impl Substitution {
    /// The certificate that the curve passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

fn dates_differ(inputs: &FisherPry, table: &mut OpenTable<'_, '_>) {
    if (inputs.first_date - inputs.second_date).abs() <= 0.0 {
        let found = inputs.second_date.to_string();
        table.fault("same-date", "second_date", found, "another date than `first_date`", "observe the share twice");
    }
}

impl Model for FisherPry {
    type Outcome = Substitution;
    type Error = DisruptionError;

    const ID: &'static str = "disruption.fisher_pry";
    const TITLE: &'static str = "Fisher-Pry substitution";
    const PAGE: &'static str = include_str!("fisher_pry.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::Permutes("date")];

    fn example() -> Self {
        Self { first_date: 1.0, first_share: 0.1, second_date: 6.0, second_share: 0.9, dates: vec![1.0, 3.0, 6.0] }
    }

    fn solve(inputs: &Checked<Self>) -> Result<Substitution, DisruptionError> {
        let (first, second) = ((inputs.first_date, inputs.first_share), (inputs.second_date, inputs.second_share));
        let slope = logistic::slope(first, second);
        let start = logistic::log_odds(first.1);
        let share = |date: f64| logistic::share(start + slope * (date - first.0));
        let moves = slope.abs() > 0.0;
        let certificate = *Certified::new((), certificate_of(inputs, slope))?.certificate();
        Ok(Substitution {
            slope,
            midpoint: moves.then(|| first.0 - start / slope),
            takeover_time: moves.then(|| logistic::takeover_time(slope)),
            shares: inputs.dates.iter().map(|date| share(*date)).collect(),
            certificate,
        })
    }

    fn answer(outcome: &Substitution) -> Answer {
        let Substitution { slope, midpoint, takeover_time, shares, certificate } = outcome;
        let rests = "the share does not move";
        Answer::new(Status::ClosedForm)
            .number("slope", &quantity::RATE, *slope, "slope of the log-odds")
            .number_or("midpoint", &quantity::DURATION, *midpoint, rests, "date at which both have half")
            .number_or("takeover_time", &quantity::DURATION, *takeover_time, rests, "time from 10 to 90 per cent")
            .numbers("share", &quantity::SHARE, "date", shares, "share of the new technology")
            .certified_by(*certificate)
    }
}

/// The curve, written as a hyperbolic tangent about the middle of both observations, must meet them.
fn certificate_of(inputs: &FisherPry, slope: f64) -> Certificate {
    let FisherPry { first_date, first_share, second_date, second_share, .. } = *inputs;
    let middle = f64::midpoint(logistic::log_odds(first_share), logistic::log_odds(second_share));
    let half = slope * (second_date - first_date) / 2.0;
    let curve = |log_odds: f64| f64::midpoint(1.0, (log_odds / 2.0).tanh());
    let misses = [curve(middle - half) - first_share, curve(middle + half) - second_share];
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst(misses.map(f64::abs)),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the distance of the curve from both observations",
    }
}
