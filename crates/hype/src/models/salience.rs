#![doc = include_str!("salience.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, root, tolerance,
};

use crate::{HypeError, path};

inputs! {
    /// Stories of one kind.
    pub struct Story {
        /// Sum of money in the headline.
        pub size: f64 = Field::number(&quantity::MONEY).within(Range::POSITIVE),
        /// Stories of this kind.
        pub count: f64 = Field::number(&quantity::COUNT).within(Range::POSITIVE).or_number(1.0),
    }
}

inputs! {
    /// Attention that goes to stories by the size of their headlines.
    pub struct Salience {
        /// The kinds of stories, the one that is asked about first.
        pub stories: Vec<Story> = Field::tables(&<Story as moloch_core::Inputs>::TABLE, "story"),
        /// How strongly size draws attention: 0 not at all, 1 in proportion.
        pub exponent: f64 = Field::number(&quantity::ELASTICITY).within(Range::between(0.0, 20.0)),
        /// Exponents on the curve.
        pub points: usize = Field::integer(2, 1000).or(DefaultValue::Integer(41)),
    }
    check comparable;
}

/// Sizes that differ by more than this, in logarithms, are beyond all numbers at the largest exponent.
const FARTHEST: f64 = 30.0;

fn comparable(inputs: &Salience, table: &mut OpenTable<'_, '_>) {
    let sizes = inputs.stories.iter().map(|story| story.size.ln());
    let (low, high) = sizes.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    if high - low > FARTHEST {
        let found = format!("sizes that differ by the factor {}", (high - low).exp());
        let expected = format!("sizes within a factor of {} of each other", FARTHEST.exp());
        table.fault("too-far", "stories", found, expected, "leave out the smallest stories");
    }
}

/// Who gets the attention; lists are for the kinds of stories.
#[derive(Debug, Clone, PartialEq)]
pub struct SalienceOutcome {
    /// Part of the attention that goes to all stories of the kind.
    pub shares: Vec<f64>,
    /// Part of the attention that goes to one story of the kind.
    pub each: Vec<f64>,
    /// The exponent at which the kind with the largest headline has half of the attention; `None` if it has more even
    /// when size does not matter.
    pub half: Option<f64>,
    /// Exponents on the curve.
    pub exponents: Vec<f64>,
    /// Part of the attention that goes to the kind with the largest headline.
    pub largest: Vec<f64>,
    certificate: Certificate,
}

impl SalienceOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Salience {
    /// Parts of the attention at an exponent (Luce's choice rule).
    fn shares(&self, exponent: f64) -> Vec<f64> {
        let weight = |story: &Story| exponent * story.size.ln() + story.count.ln();
        let highest = self.stories.iter().map(weight).fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = self.stories.iter().map(|story| (weight(story) - highest).exp()).collect();
        let all = weights.iter().sum::<f64>();
        weights.into_iter().map(|weight| weight / all).collect()
    }

    /// Part of the attention that goes to the largest headlines at an exponent.
    fn largest(&self, exponent: f64) -> f64 {
        let largest = self.stories.iter().map(|story| story.size).fold(0.0, f64::max);
        let shares = self.shares(exponent);
        self.stories.iter().zip(shares).filter(|(story, _)| story.size >= largest).map(|(_, share)| share).sum()
    }
}

/// Exponents of the curve run to this, or to twice the given one.
const SHOWN: f64 = 2.0;

impl Model for Salience {
    type Outcome = SalienceOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.salience";
    const TITLE: &'static str = "Attention by the size of the headline";
    const PAGE: &'static str = include_str!("salience.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::Permutes("story")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Part of the attention that the largest headlines draw",
        across: "how strongly size draws attention",
        x: "exponents",
        up: "part of the attention",
        log: false,
        lines: &[ChartLine::new("largest headlines", "largest")],
        thresholds: &[],
    }];

    fn example() -> Self {
        let stories = vec![Story { size: 10.0, count: 1.0 }, Story { size: 0.01, count: 100.0 }];
        Self { stories, exponent: 0.5, points: 41 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<SalienceOutcome, HypeError> {
        let shares = inputs.shares(inputs.exponent);
        let gap = |exponent: f64| inputs.largest(exponent) - 0.5;
        // Sizes all but equal need exponents beyond any use.
        let half = if gap(0.0) > 0.0 { None } else { root::bisect(0.0, 1e6, gap).ok().map(|root| root.at) };
        let exponents = path::dates(SHOWN.max(2.0 * inputs.exponent), inputs.points);
        let certificate = *Certified::new((), certificate_of(inputs, &shares))?.certificate();
        Ok(SalienceOutcome {
            each: shares.iter().zip(&inputs.stories).map(|(share, story)| share / story.count).collect(),
            shares,
            half,
            largest: exponents.iter().map(|exponent| inputs.largest(*exponent)).collect(),
            exponents,
            certificate,
        })
    }

    fn answer(outcome: &SalienceOutcome) -> Answer {
        let (share, elasticity) = (&quantity::SHARE, &quantity::ELASTICITY);
        Answer::new(Status::ClosedForm)
            .numbers("shares", share, "story", &outcome.shares, "part of the attention that the kind draws")
            .numbers("each", share, "story", &outcome.each, "part of the attention that one story draws")
            .number_or("half", elasticity, outcome.half, "none", "exponent at which the largest headlines draw half")
            .numbers("exponents", elasticity, "exponent", &outcome.exponents, "how strongly size draws attention")
            .numbers("largest", share, "exponent", &outcome.largest, "part that the largest headlines draw")
            .certified_by(outcome.certificate)
    }
}

/// Attention must be spent, and two stories must share it by the ratio of their sizes to the power of the exponent.
fn certificate_of(inputs: &Salience, shares: &[f64]) -> Certificate {
    let spent = moloch_core::sum::compensated(shares.iter().copied()) - 1.0;
    let ratio = |k: usize| {
        let (a, b) = (&inputs.stories[k - 1], &inputs.stories[k]);
        let expected = (a.size / b.size).powf(inputs.exponent) * (a.count / b.count);
        (shares[k - 1] - expected * shares[k]).abs() / shares[k - 1].max(expected * shares[k]).max(f64::MIN_POSITIVE)
    };
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst((1..shares.len()).map(ratio).chain([spent.abs()])),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the sum of the parts, and the ratio of each to the next",
    }
}
