//! What a model is: an input type, a solver, a page and the laws that hold for it; and the row by
//! which a registry lists it.

use std::fmt;

use serde_json::Value as Json;

use crate::{Answer, Chart, Checked, Faults, Inputs, Node, Table, Value, json_schema, read};

/// A law that a model promises; `every_model.rs` of its crate tests it on random inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// Multiplying every amount of money by a factor multiplies money results by it and changes nothing else.
    MoneyScales,
    /// Measuring time in another unit changes nothing but units.
    TimeScales,
    /// Measuring energy in another unit changes nothing but units.
    EnergyScales,
    /// Reordering the members of this axis reorders the results.
    Permutes(&'static str),
}

/// A model: question, input, solution.
pub trait Model: Inputs {
    /// What solving gives.
    type Outcome;
    /// Why solving can fail.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The id, `domain.name`.
    const ID: &'static str;
    /// A title of a few words.
    const TITLE: &'static str;
    /// The page: question, assumptions, equations, solution, limits, worked example, references.
    const PAGE: &'static str;
    /// The laws that hold.
    const LAWS: &'static [Law];
    /// Figures of the answer, for models that answer with a path or a curve.
    const CHARTS: &'static [Chart] = &[];

    /// The worked example of the page.
    fn example() -> Self;

    /// Solves the model.
    ///
    /// # Errors
    /// When there is no solution to give.
    fn solve(inputs: &Checked<Self>) -> Result<Self::Outcome, Self::Error>;

    /// The outcome as named quantities.
    fn answer(outcome: &Self::Outcome) -> Answer;
}

/// Why a model did not answer.
#[derive(Debug)]
pub enum ModelError {
    /// The input is wrong.
    Input(Faults),
    /// The input is sound, but there is no solution to give.
    Unsolved(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(faults) => write!(f, "{faults}"),
            Self::Unsolved(error) => write!(f, "failed to {error}"),
        }
    }
}

impl std::error::Error for ModelError {}

/// A model as a registry lists it.
#[derive(Debug, Clone, Copy)]
pub struct ModelRow {
    /// The id, `domain.name`.
    pub id: &'static str,
    /// A title of a few words.
    pub title: &'static str,
    /// The page in Markdown.
    pub page: &'static str,
    /// The field table.
    pub table: &'static Table,
    /// The laws that hold.
    pub laws: &'static [Law],
    /// Figures of the answer.
    pub charts: &'static [Chart],
    example: fn() -> Value,
    solve: fn(&Node) -> Result<Answer, ModelError>,
    schema: fn() -> Json,
}

impl ModelRow {
    /// The row of a model.
    pub const fn of<M: Model>() -> Self {
        Self {
            id: M::ID,
            title: M::TITLE,
            page: M::PAGE,
            table: const { &M::TABLE },
            laws: M::LAWS,
            charts: M::CHARTS,
            example: || M::example().write(),
            solve: solve::<M>,
            schema: json_schema::<M>,
        }
    }

    /// The worked example's input.
    pub fn example(&self) -> Value {
        (self.example)()
    }

    /// Checks the input and solves the model.
    ///
    /// # Errors
    /// All faults of the input, or why there is no solution.
    pub fn solve(&self, input: &Node) -> Result<Answer, ModelError> {
        (self.solve)(input)
    }

    /// The JSON Schema of the input.
    pub fn schema(&self) -> Json {
        (self.schema)()
    }

    /// The crate that holds the model: the part of the id before the dot.
    pub fn domain(&self) -> &'static str {
        self.id.split('.').next().unwrap_or(self.id)
    }
}

fn solve<M: Model>(input: &Node) -> Result<Answer, ModelError> {
    let inputs = read::<M>(input).map_err(ModelError::Input)?;
    let outcome = M::solve(&inputs).map_err(|error| ModelError::Unsolved(Box::new(error)))?;
    Ok(M::answer(&outcome))
}
