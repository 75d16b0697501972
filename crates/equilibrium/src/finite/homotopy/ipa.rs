//! Iterated polymatrix approximation.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Effort, Status, Watch};

use super::super::error::SolveError;
use super::super::game::Game;
use super::super::numerical::NumericalSet;
use super::super::set::Counter;
use super::answer::{Findings, iterations};
use super::polymatrix::linearised_equilibrium;
use super::support::{Bench, Exact, settle};
use super::tensor::Tensor;

/// Rays tried when the caller sets no limit.
const MAX_RAYS: u64 = 200;
/// Approximations along one ray before another is tried.
const MAX_APPROXIMATIONS: u64 = 24;
/// Approximations taken at full length; later ones are halved, which breaks cycles.
const FULL_STEPS: u64 = 8;
/// How often Newton's support may be corrected after an approximation.
const ROUNDS: usize = 4;

#[doc = include_str!("ipa.md")]
///
/// # Errors
///
/// When the game has more than 2048 actions in all.
pub fn ipa(game: &Game, effort: &Effort, seed: u64) -> Result<NumericalSet, SolveError> {
    let tensor = Tensor::new(game, "approximate by polymatrix games")?;
    let mut search = Search { tensor: &tensor, bench: Bench::hasty(), pivots: 0, approximations: 0 };
    let mut watch = effort.watch("polymatrix approximations");
    let (found, status) = search.all_rays(&mut watch, seed);
    let findings = Findings {
        method: "iterated polymatrix approximation, polished (ipa)",
        found: found.into_iter().collect(),
        status,
        not_searched: "further rays",
        counters: vec![
            Counter { what: "polymatrix games", count: search.approximations },
            Counter { what: "pivots", count: search.pivots },
            Counter { what: "Newton steps", count: search.bench.newton_steps },
        ],
    };
    findings.into_set(&tensor)
}

struct Search<'a> {
    tensor: &'a Tensor<'a>,
    bench: Bench,
    pivots: u64,
    approximations: u64,
}

impl Search<'_> {
    fn all_rays(&mut self, watch: &mut Watch<'_>, seed: u64) -> (Option<Exact>, Status) {
        for number in 0..MAX_RAYS {
            match self.along_ray(watch, seed, number) {
                Ok(Some(exact)) => {
                    return (Some(exact), Status::Converged { iterations: iterations(self.approximations) });
                }
                Ok(None) => {}
                Err(stop) => return (None, stop.into()),
            }
        }
        (None, Status::LimitReached { iterations: iterations(self.approximations) })
    }

    /// Approximations from the centre with one ray, until Newton's method finds an equilibrium near one.
    fn along_ray(&mut self, watch: &mut Watch<'_>, seed: u64, number: u64) -> Result<Option<Exact>, moloch_core::Stop> {
        let mut generator = stream(seed, "polymatrix ray", number);
        let ray: Vec<f64> = (0..self.tensor.total()).map(|_| open_unit(&mut generator)).collect();
        let mut mixes = self.tensor.centre();
        let mut tried: Vec<Vec<bool>> = Vec::new();
        for step in 0..MAX_APPROXIMATIONS {
            watch.step()?;
            self.approximations += 1;
            self.tensor.evaluate(&mixes, &mut self.bench.local);
            let Some(next) = linearised_equilibrium(self.tensor, &self.bench.local, &ray, &mut self.pivots) else {
                return Ok(None);
            };
            let support: Vec<bool> = next.iter().map(|&share| share > 1e-12).collect();
            if !tried.contains(&support) {
                tried.push(support.clone());
                if let Some(exact) = settle(self.tensor, &next, support, ROUNDS, &mut self.bench) {
                    return Ok(Some(exact));
                }
            }
            let share = if step < FULL_STEPS { 1.0 } else { 0.5 };
            mixes.iter_mut().zip(&next).for_each(|(here, there)| *here += share * (there - *here));
        }
        Ok(None)
    }
}
