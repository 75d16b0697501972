#![doc = include_str!("fixes.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, OpenTable, Range, Status,
    inputs, quantity, tolerance,
};

use crate::decay::accumulated;
use crate::quadrature::integrate_to;
use crate::{HypeError, path};

inputs! {
    /// Faults that are mended, and users who notice them.
    pub struct Fixes {
        /// New faults in a month.
        pub inflow: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE).or_number(10.0),
        /// Mean time until a fault is mended.
        pub mend: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE),
        /// Mean time until users notice a fault that is not mended.
        pub notice: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE),
    }
    check comparable;
}

/// Times that differ by more than this factor leave no race.
const FARTHEST: f64 = 1e9;

fn comparable(inputs: &Fixes, table: &mut OpenTable<'_, '_>) {
    let ratio = inputs.notice / inputs.mend;
    if ratio.max(ratio.recip()) > FARTHEST {
        let expected = format!("a time within a factor of {FARTHEST} of the mean time to mend, {}", inputs.mend);
        table.fault(
            "no-race",
            "notice",
            inputs.notice.to_string(),
            expected,
            "bring the two times nearer to each other",
        );
    }
}

/// Who is first, and what is open.
#[derive(Debug, Clone, PartialEq)]
pub struct FixesOutcome {
    /// Probability that a fault is mended before anybody notices it, when mending takes a random time.
    pub first: f64,
    /// The same when mends ship together, at releases as far apart as the mean time to mend.
    pub first_with_releases: f64,
    /// Open faults, on average.
    pub open: f64,
    /// Open faults that users know, on average.
    pub known: f64,
    /// Faults that users come to know in a month.
    pub disappointments: f64,
    /// Mean time to notice at which nine faults in ten are mended first, months.
    pub nine_in_ten: f64,
    /// Times to notice, months.
    pub notices: Vec<f64>,
    /// Probability to be first at each of these times.
    pub curve: Vec<f64>,
    /// The same with releases.
    pub curve_with_releases: Vec<f64>,
    certificate: Certificate,
}

impl FixesOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Fixes {
    fn first(&self, notice: f64) -> f64 {
        notice / (notice + self.mend)
    }

    /// A fault that arises at a random date waits for the next release, unless it is noticed before.
    fn first_with_releases(&self, notice: f64) -> f64 {
        accumulated(notice.recip(), self.mend) / self.mend
    }
}

impl Model for Fixes {
    type Outcome = FixesOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.fixes";
    const TITLE: &'static str = "Mended before noticed";
    const PAGE: &'static str = include_str!("fixes.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Probability that a fault is mended before it is noticed",
        across: "mean time to notice, months",
        x: "time",
        up: "probability",
        log: false,
        lines: &[
            ChartLine::new("mended at random", "curve"),
            ChartLine::new("mended at releases", "curve_with_releases"),
        ],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self { inflow: 10.0, mend: 1.0, notice: 0.25 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<FixesOutcome, HypeError> {
        let Self { inflow, mend, notice } = **inputs;
        let first = inputs.first(notice);
        let notices: Vec<f64> = path::dates(12.0 * mend, 49).into_iter().skip(1).collect();
        let disappointments = inflow * mend / (notice + mend);
        let known = disappointments * mend;
        let certificate = *Certified::new((), certificate_of(inputs, first, known))?.certificate();
        Ok(FixesOutcome {
            first,
            first_with_releases: inputs.first_with_releases(notice),
            open: inflow * mend,
            known,
            disappointments,
            nine_in_ten: 9.0 * mend,
            curve: notices.iter().map(|notice| inputs.first(*notice)).collect(),
            curve_with_releases: notices.iter().map(|notice| inputs.first_with_releases(*notice)).collect(),
            notices,
            certificate,
        })
    }

    fn answer(outcome: &FixesOutcome) -> Answer {
        let (probability, count, axis) = (&quantity::PROBABILITY, &quantity::COUNT, "notice");
        let answer = Answer::new(Status::ClosedForm)
            .number("first", probability, outcome.first, "probability that a fault is mended before it is noticed")
            .number(
                "first_with_releases",
                probability,
                outcome.first_with_releases,
                "the same when mends wait for releases",
            )
            .number("open", count, outcome.open, "open faults on average")
            .number("known", count, outcome.known, "open faults that users know, on average")
            .number(
                "disappointments",
                &quantity::RATE,
                path::per_year(outcome.disappointments),
                "faults that users notice",
            )
            .number_in(
                "month",
                "nine_in_ten",
                &quantity::DURATION,
                outcome.nine_in_ten,
                "time to notice at which nine faults in ten are mended first",
            );
        path::months(answer, "time", axis, &outcome.notices, "mean time to notice")
            .numbers("curve", probability, axis, &outcome.curve, "probability that a fault is mended first")
            .numbers("curve_with_releases", probability, axis, &outcome.curve_with_releases, "the same with releases")
            .certified_by(outcome.certificate)
    }
}

/// The race by quadrature over the age at which a fault is mended, and Little's law: the known faults are those noticed,
/// added up over the ages at which they are open and known.
fn certificate_of(inputs: &Fixes, first: f64, known: f64) -> Certificate {
    let Fixes { inflow, mend, notice } = *inputs;
    let (fix, see) = (mend.recip(), notice.recip());
    // Over the logarithm of age: both times may be far apart.
    let (young, old) = ((1e-13 * mend.min(notice)).ln(), (40.0 * mend).ln());
    let over_ages = |scale: f64, f: &dyn Fn(f64) -> f64| integrate_to(scale, young, old, 64, |w| w.exp() * f(w.exp()));
    let race = over_ages(first, &|age| fix * (-(fix + see) * age).exp());
    let open_and_known = inflow * over_ages(known / inflow, &|age| -(-see * age).exp_m1() * (-fix * age).exp());
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst([(race / first - 1.0).abs(), (open_and_known / known - 1.0).abs()]),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the race and the known faults by quadrature over the age of a fault",
    }
}
