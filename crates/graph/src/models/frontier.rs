#![doc = include_str!("frontier.md")]

use moloch_core::{
    Answer, Certificate, Certified, Checked, Completeness, Concept, Field, Law, Model, OpenTable, Status, inputs,
    quantity, tolerance,
};

use crate::GraphError;
use crate::frontier::{Frontier, Optimum};

inputs! {
    /// A firm that spreads its skill over segments along a frontier.
    pub struct FrontierChoice {
        /// Worth of a unit of effectiveness in each segment, w.
        pub weights: Vec<f64> = Field::numbers(&quantity::MONEY, "segment"),
        /// Shape of the frontier, rho: above 1 skills complement each other, below 1 they exclude each other.
        pub shape: f64 = Field::number(&quantity::RATIO),
        /// Exponent of effectiveness, k: a firm of skill theta is as effective as theta^k.
        pub exponent: f64 = Field::number(&quantity::RATIO).or_number(1.0),
    }
    check some_worth;
}

fn some_worth(inputs: &FrontierChoice, table: &mut OpenTable<'_, '_>) {
    if inputs.weights.iter().all(|weight| *weight <= 0.0) {
        let expected = "at least one worth greater than 0";
        table.fault("nothing-to-gain", "weights", "no positive number".to_owned(), expected, "give a segment a worth");
    }
}

/// Where the firm stands on the frontier.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierOutcome {
    /// Shape of the frontier of effectiveness, $`\rho/k`$.
    pub effective_shape: f64,
    /// The best points in effectiveness $`a_s`$; several when corners tie.
    pub effectiveness: Vec<Vec<f64>>,
    /// The same points in skill $`\theta_s = a_s^{1/k}`$.
    pub skills: Vec<Vec<f64>>,
    /// Value of a best point, bn USD.
    pub value: f64,
    /// Value of the best corner, bn USD.
    pub specialist_value: f64,
    /// Value of the balanced point, bn USD.
    pub generalist_value: f64,
    /// Skill of the balanced point in each segment.
    pub balanced_skill: f64,
    /// Whether every mix of the best points is as good.
    pub mixes_tie: bool,
    certificate: Certificate,
}

impl Model for FrontierChoice {
    type Outcome = FrontierOutcome;
    type Error = GraphError;

    const ID: &'static str = "graph.frontier";
    const TITLE: &'static str = "Specialisation frontier";
    const PAGE: &'static str = include_str!("frontier.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::Permutes("segment")];

    fn example() -> Self {
        Self { weights: vec![0.7, 0.3], shape: 2.0, exponent: 1.0 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<FrontierOutcome, GraphError> {
        let Self { weights, shape, exponent } = &**inputs;
        let skill = Frontier::new(*shape)?;
        let effective = skill.raised(*exponent)?;
        let best = effective.best(weights);
        let certificate = *Certified::new((), certificate_of(effective, weights, &best))?.certificate();
        let segments = weights.len();
        let total: f64 = weights.iter().sum();
        let skill_of = |point: &Vec<f64>| point.iter().map(|a| a.powf(1.0 / exponent)).collect();
        Ok(FrontierOutcome {
            effective_shape: effective.shape(),
            skills: best.points.iter().map(skill_of).collect(),
            value: best.value,
            specialist_value: weights.iter().copied().fold(0.0, f64::max),
            generalist_value: total * effective.balanced(segments),
            balanced_skill: skill.balanced(segments),
            mixes_tie: best.mixes_tie,
            effectiveness: best.points,
            certificate,
        })
    }

    fn answer(outcome: &FrontierOutcome) -> Answer {
        let axes = ("optimum", "segment");
        let money = &quantity::MONEY;
        let complete =
            if outcome.mixes_tie { "the corners listed and every mix of them" } else { "every point of highest value" };
        Answer::new(Status::ClosedForm)
            .matrix("effectiveness", &quantity::SHARE, axes, &outcome.effectiveness, "effectiveness at the best points")
            .matrix("skill", &quantity::SHARE, axes, &outcome.skills, "skill at the best points")
            .number("value", money, outcome.value, "value of a best point")
            .number("specialist_value", money, outcome.specialist_value, "value of the best corner")
            .number("generalist_value", money, outcome.generalist_value, "value of equal skill in every segment")
            .number("balanced_skill", &quantity::SHARE, outcome.balanced_skill, "equal skill in every segment")
            .number("effective_shape", &quantity::RATIO, outcome.effective_shape, "shape of the frontier that acts")
            .text("choice", outcome.choice(), "whether a mix or a corner is best")
            .complete(Completeness::Complete(complete))
            .certified_by(outcome.certificate)
    }
}

impl FrontierOutcome {
    /// `mix`, `corner` or `any mix of the corners`.
    pub const fn choice(&self) -> &'static str {
        match (self.effective_shape > 1.0, self.mixes_tie) {
            (true, _) => "mix",
            (false, false) => "corner",
            (false, true) => "any mix of the corners",
        }
    }

    /// The certificate that the best points passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Hölder's inequality bounds the value of every point; what a point falls short of the bound is its gain left.
///
/// The value is recomputed from the point, pulled back to the frontier along its ray.
fn certificate_of(frontier: Frontier, weights: &[f64], best: &Optimum) -> Certificate {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let bound = if frontier.shape() > 1.0 { holder_bound(weights, largest, frontier.shape()) } else { largest };
    let short = best.points.iter().map(|point| {
        let value: f64 = weights.iter().zip(point).map(|(w, a)| w * a).sum();
        (bound - value / frontier.gauge(point)).abs()
    });
    Certificate {
        concept: Concept::Optimality,
        residual: short.fold(0.0, moloch_equilibrium::concave::certificate::worse),
        scale: bound,
        tolerance: tolerance::CLOSED_FORM_REL,
        method: "Hölder's bound less the value of the point",
    }
}

fn holder_bound(weights: &[f64], largest: f64, shape: f64) -> f64 {
    let inverse = 1.0 - 1.0 / shape;
    let powers: f64 = weights.iter().map(|w| (w / largest).powf(1.0 / inverse)).sum();
    largest * powers.powf(inverse)
}
