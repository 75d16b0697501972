//! The verdicts that this crate can give: whether loops that are said to quicken by themselves do.
//!
//! A loop of $`n`$ links is a network game on a directed ring, its efforts read as logarithms: a rise of one per cent at
//! one link raises the next by $`e`$ per cent. The loop quickens by itself exactly where no finite equilibrium exists,
//! that is where the model refuses because spillover times spectral radius reaches one. The essays give no elasticities
//! and state the loops without condition, so each is asserted over all plausible ones.

use moloch_core::{Figures, Inputs, Judge, JudgeError, Number, Parameter, Question, Trial};

use crate::{Bonacich, GraphError};

/// Every judge of this crate.
pub static JUDGES: &[Judge] = &[
    Judge {
        claim: "blitz-compute-talent-loop",
        model: "graph.bonacich",
        reason: "Compute, talent, models, customers and revenue as a ring: holds where a push, passed round, has no \
                 finite sum.",
        question: Question::Computed { parameter: elasticity_of_links, holds: quoted_loop_quickens },
    },
    Judge {
        claim: "fractal-feedback-compounds",
        model: "graph.bonacich",
        reason: "Tastes, strategies and market structure as a ring: holds where a push, passed round, has no finite \
                 sum.",
        question: Question::Computed { parameter: elasticity_of_links, holds: quoted_loop_quickens },
    },
    Judge {
        claim: "hype-compounding-data-loop",
        model: "graph.bonacich",
        reason: "Data, models and applications as a ring: holds where a push, passed round, has no finite sum.",
        question: Question::Computed { parameter: elasticity_of_links, holds: quoted_loop_quickens },
    },
    Judge {
        claim: "arms-fomo-funding-loop",
        model: "graph.bonacich",
        reason: "Funding, model size and headlines as a ring without any demand: holds where the loop feeds itself, \
                 so that a push, passed round, has no finite sum.",
        question: Question::Computed { parameter: elasticity_of_links, holds: funding_loop_quickens },
    },
];

/// Links of the funding loop once demand is taken out: funding to size, size to headlines, headlines to funding.
const FUNDING_LINKS: f64 = 3.0;
/// The most links of a loop that is read from the ledger.
const MOST_LINKS: u32 = 64;

fn elasticity_of_links(_: &Figures) -> Result<Parameter, JudgeError> {
    // From links that hardly pass anything on to links that pass on half as much again.
    Ok(Parameter { name: "elasticity of each link, e", unit: "", asserted: (0.1, 1.5), explored: (0.05, 3.0) })
}

fn quoted_loop_quickens(elasticity: f64, figures: &Figures) -> Result<Trial, JudgeError> {
    loop_quickens(elasticity, figures.get("links")?)
}

fn funding_loop_quickens(elasticity: f64, _: &Figures) -> Result<Trial, JudgeError> {
    loop_quickens(elasticity, FUNDING_LINKS)
}

fn loop_quickens(elasticity: f64, links: f64) -> Result<Trial, JudgeError> {
    let size = (0..MOST_LINKS).filter(|link| f64::from(*link) < links).count();
    let onwards = |i: usize, j: usize| f64::from(u8::from(j == (i + 1) % size));
    let ring: Vec<Vec<f64>> = (0..size).map(|i| (0..size).map(|j| onwards(i, j)).collect()).collect();
    let game = Bonacich { benefits: vec![1.0; size], links: ring, spillover: elasticity, names: None }.checked()?;
    let gain = Number::new("gain of one round, e^n", elasticity.powf(links), "");
    match game.solve() {
        Ok(found) => {
            let multiplier = Number::new("multiplier of a push", found.multiplier, "");
            Ok(Trial { holds: false, numbers: vec![gain, multiplier] })
        }
        Err(GraphError::ExplosiveSpillover { radius, .. }) => {
            let growth = Number::new("growth of each step, e times the spectral radius", elasticity * radius, "");
            Ok(Trial { holds: true, numbers: vec![gain, growth] })
        }
        Err(other) => Err(other.into()),
    }
}
