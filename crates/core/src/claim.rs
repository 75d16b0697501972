//! Claims and their judges: a claim gets the verdict that a computation gives, or stays open.
//!
//! A judge asks one yes/no question of a model as a function of one parameter. The verdict follows
//! from the parameter's values that the essay asserts; the boundary is where the answer turns, found by
//! scanning and bisecting a wider interval. A second kind of judge divides quoted figures.

use std::collections::BTreeMap;

use crate::tolerance::THRESHOLD_REL;

/// A claim of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// A stable id.
    pub id: String,
    /// The essay it comes from.
    pub essay: String,
    /// The domain that must judge it.
    pub domain: String,
    /// The claim in our words.
    pub statement: String,
    /// The figures that the essay quotes.
    pub figures: Figures,
}

/// Quoted figures by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures(BTreeMap<String, f64>);

/// A figure that a judge needs is not in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("find the figure `{0}` among the claim's quantities; add it to the ledger")]
pub struct MissingFigure(String);

impl Figures {
    /// Figures from names and values.
    pub fn new(figures: impl IntoIterator<Item = (String, f64)>) -> Self {
        Self(figures.into_iter().collect())
    }

    /// The figure of this name.
    ///
    /// # Errors
    /// When the ledger does not quote it.
    pub fn get(&self, name: &str) -> Result<f64, MissingFigure> {
        self.0.get(name).copied().ok_or_else(|| MissingFigure(name.to_owned()))
    }

    /// The figures in order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

/// What a computation says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It holds wherever the essay asserts it.
    Supported,
    /// It fails wherever the essay asserts it.
    Refuted,
    /// It holds in a part of what the essay asserts; the boundary is stated.
    Bounded,
    /// Two quoted figures were checked against each other.
    Arithmetic,
    /// Nothing has computed it.
    Open,
}

impl Verdict {
    /// The word used in files and reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Refuted => "refuted",
            Self::Bounded => "bounded",
            Self::Arithmetic => "arithmetic",
            Self::Open => "open",
        }
    }
}

/// A number that belongs to a verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// What it is.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit, `""` for a pure number.
    pub unit: &'static str,
}

impl Number {
    /// A named number.
    pub const fn new(name: &'static str, value: f64, unit: &'static str) -> Self {
        Self { name, value, unit }
    }
}

/// One answer of a judge at one value of its parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// Whether the claim holds there.
    pub holds: bool,
    /// The numbers that decide it.
    pub numbers: Vec<Number>,
}

/// Why a judge could not answer.
pub type JudgeError = Box<dyn std::error::Error + Send + Sync>;

/// The parameter along which a claim is tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Its name, with the symbol of the page if it has one.
    pub name: &'static str,
    /// Its unit, `""` for a pure number.
    pub unit: &'static str,
    /// The values for which the essay asserts the claim, both ends included; equal ends for one value.
    pub asserted: (f64, f64),
    /// An interval that holds the asserted values and in which the answer turns.
    pub explored: (f64, f64),
}

/// How a claim is judged.
#[derive(Debug, Clone, Copy)]
pub enum Question {
    /// A yes/no question of a model along a parameter.
    Computed {
        /// The parameter, from the quoted figures.
        parameter: fn(&Figures) -> Result<Parameter, JudgeError>,
        /// The answer at one value of it.
        holds: fn(f64, &Figures) -> Result<Trial, JudgeError>,
    },
    /// Quoted figures checked against each other.
    Arithmetic(fn(&Figures) -> Result<Trial, JudgeError>),
}

/// A row of a crate's list of judges.
#[derive(Debug, Clone, Copy)]
pub struct Judge {
    /// The claim's id.
    pub claim: &'static str,
    /// The id of the model that judges it.
    pub model: &'static str,
    /// One sentence: what was computed, and what `holds` means.
    pub reason: &'static str,
    /// The question.
    pub question: Question,
}

/// A verdict with everything that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruling {
    /// The verdict.
    pub verdict: Verdict,
    /// The model that judged.
    pub model: &'static str,
    /// What was computed.
    pub reason: &'static str,
    /// The numbers at the middle of the asserted values.
    pub numbers: Vec<Number>,
    /// Whether arithmetic agrees with the essay, or the claim holds in the middle of the asserted values.
    pub holds: bool,
    /// The parameter; `None` for arithmetic.
    pub parameter: Option<Parameter>,
    /// Where the answer turns, in ascending order.
    pub boundaries: Vec<f64>,
}

const ASSERTED_POINTS: usize = 17;
const EXPLORED_POINTS: usize = 97;
const HALVINGS: usize = 60;

/// Judges a claim: scans the asserted values for the verdict and the explored ones for the boundaries.
///
/// # Errors
/// When a figure is missing or the model does not answer.
pub fn judge(judge: &Judge, figures: &Figures) -> Result<Ruling, JudgeError> {
    let ruling = |verdict, trial: Trial, parameter, boundaries| Ruling {
        verdict,
        model: judge.model,
        reason: judge.reason,
        numbers: trial.numbers,
        holds: trial.holds,
        parameter,
        boundaries,
    };
    match judge.question {
        Question::Arithmetic(check) => Ok(ruling(Verdict::Arithmetic, check(figures)?, None, Vec::new())),
        Question::Computed { parameter, holds } => {
            let parameter = parameter(figures)?;
            let trial = |at: f64| holds(at, figures);
            let (low, high) = parameter.asserted;
            let verdict = verdict_on(parameter.asserted, trial)?;
            let boundaries = boundaries(&parameter, trial)?;
            Ok(ruling(verdict, trial(middle(low, high))?, Some(parameter), boundaries))
        }
    }
}

/// The verdict on a claim that is asserted for these values: whether it holds at all, none or some of them.
///
/// # Errors
/// When a trial fails.
pub fn verdict_on(
    asserted: (f64, f64),
    trial: impl Fn(f64) -> Result<Trial, JudgeError>,
) -> Result<Verdict, JudgeError> {
    let answers = scan(asserted.0, asserted.1, ASSERTED_POINTS).map(|at| Ok(trial(at)?.holds));
    let answers: Vec<bool> = answers.collect::<Result<_, JudgeError>>()?;
    Ok(match (answers.contains(&true), answers.contains(&false)) {
        (true, false) => Verdict::Supported,
        (false, _) => Verdict::Refuted,
        (true, true) => Verdict::Bounded,
    })
}

/// Every value of the explored interval at which the answer turns.
fn boundaries(parameter: &Parameter, trial: impl Fn(f64) -> Result<Trial, JudgeError>) -> Result<Vec<f64>, JudgeError> {
    let (low, high) = parameter.explored;
    let points: Vec<f64> = scan(low, high, EXPLORED_POINTS).collect();
    let answers: Vec<bool> = points.iter().map(|&at| Ok(trial(at)?.holds)).collect::<Result<_, JudgeError>>()?;
    let mut found = Vec::new();
    for k in 1..points.len() {
        if answers[k] != answers[k - 1] {
            found.push(turn(points[k - 1], points[k], answers[k], &trial)?);
        }
    }
    Ok(found)
}

/// Where the answer turns between `low` and `high`, at the upper of which it is `above`.
fn turn(
    mut low: f64,
    mut high: f64,
    above: bool,
    trial: &impl Fn(f64) -> Result<Trial, JudgeError>,
) -> Result<f64, JudgeError> {
    // A boundary at zero has no relative width: the halvings end it.
    for _ in 0..HALVINGS {
        if high - low <= THRESHOLD_REL * low.abs().max(high.abs()) {
            break;
        }
        let middle = f64::midpoint(low, high);
        if trial(middle)?.holds == above { high = middle } else { low = middle }
    }
    Ok(f64::midpoint(low, high))
}

fn scan(low: f64, high: f64, points: usize) -> impl Iterator<Item = f64> {
    // Intervals that span orders of magnitude are scanned evenly in logarithms.
    let logarithmic = low > 0.0 && high / low > 10.0;
    let count = if low < high { points } else { 1 };
    (0..count).map(move |k| {
        let t = if count > 1 { k as f64 / (count - 1) as f64 } else { 0.0 };
        match k {
            0 => low,
            _ if k + 1 == count => high,
            _ if logarithmic => (low.ln() * (1.0 - t) + high.ln() * t).exp(),
            _ => low * (1.0 - t) + high * t,
        }
    })
}

fn middle(low: f64, high: f64) -> f64 {
    if low > 0.0 && high / low > 10.0 { (low * high).sqrt() } else { low + (high - low) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square_exceeds_two(at: f64, _: &Figures) -> Result<Trial, JudgeError> {
        Ok(Trial { holds: at * at > 2.0, numbers: vec![Number::new("square", at * at, "")] })
    }

    fn with_asserted(asserted: (f64, f64)) -> Ruling {
        fn around(figures: &Figures) -> Result<Parameter, JudgeError> {
            let asserted = (figures.get("low")?, figures.get("high")?);
            Ok(Parameter { name: "x", unit: "", asserted, explored: (0.1, 10.0) })
        }
        let question = Question::Computed { parameter: around, holds: square_exceeds_two };
        let row = Judge { claim: "test", model: "test.square", reason: "square above two", question };
        let figures = Figures::new([("low".to_owned(), asserted.0), ("high".to_owned(), asserted.1)]);
        judge(&row, &figures).unwrap()
    }

    #[test]
    fn the_verdict_follows_the_asserted_values_and_the_boundary_is_found() {
        assert_eq!(with_asserted((2.0, 3.0)).verdict, Verdict::Supported);
        assert_eq!(with_asserted((1.0, 1.0)).verdict, Verdict::Refuted);
        let bounded = with_asserted((1.0, 3.0));
        assert_eq!(bounded.verdict, Verdict::Bounded);
        assert!((bounded.boundaries[0] - 2.0_f64.sqrt()).abs() < 1e-9 && bounded.boundaries.len() == 1);
    }
}
