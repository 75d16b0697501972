#![doc = include_str!("support_enumeration.md")]

mod cell;
mod enumerate;
mod exact;
mod number;
mod report;
mod root;
mod search;
mod segment;
mod slope;
mod system;
mod table;

use moloch_core::parallel::in_order;
use moloch_core::{Effort, Stop};

use super::dominance::{Dominators, iterated_strict_dominance};
use super::error::{GameError, SolveError};
use super::game::Game;
use super::numerical::NumericalSet;
use enumerate::{MAX_ACTIONS, Masks, Walk};
use report::Report;
use search::{Outcome, search};
use system::System;
use table::Table;

/// Support profiles that are solved side by side; a fixed number, so that budgets end at the same place.
const CHUNK: usize = 64;

/// Profiles of a game in which mixed dominators are looked for.
const SMALL: usize = 512;

/// All equilibria of a small game of any number of players, each proved; see the [page of this module](self).
///
/// Effort: one step per choice of a player's support while support profiles are listed (stage `supports`), and one
/// per cell while they are solved (stage `cells of a support`).
///
/// # Errors
///
/// When a player has more than 64 actions left after iterated strict dominance, or when an equilibrium that was found
/// fails its certificate: a mistake of this solver.
pub fn support_enumeration(game: &Game, effort: &Effort) -> Result<NumericalSet, SolveError> {
    // Mixed dominators cost an exact linear programme each: too much for games that are too large anyway.
    let dominators = if game.profile_count() <= SMALL { Dominators::PureAndMixed } else { Dominators::Pure };
    let reduction = iterated_strict_dominance(game, dominators)?;
    let reduced = &reduction.game;
    if reduced.action_counts().iter().any(|&count| count > MAX_ACTIONS) {
        return Err(GameError::WrongShape {
            task: "enumerate supports",
            found: reduced.action_counts().to_vec(),
            expected: "at most 64 actions per player that are not strictly dominated",
        }
        .into());
    }
    let table = Table::new(reduced);
    let mut report = Report::new(game, reduced, &reduction.kept)?;
    let mut chunks =
        Chunks { game: reduced, table: &table, effort, waiting: Vec::new(), cells: 0, report: &mut report };
    let mut walk = Walk::new(&table, effort.watch("supports"));
    let walked = walk.run(&mut |masks| chunks.add(masks)).and_then(|()| chunks.flush());
    let (choices, kept) = (walk.done(), walk.kept);
    report.finish(choices, kept, walked.err())
}

/// Collects support profiles and solves them by the chunk.
struct Chunks<'a, 'r> {
    game: &'a Game,
    table: &'a Table,
    effort: &'a Effort,
    waiting: Vec<Masks>,
    /// Cells looked at so far.
    cells: u64,
    report: &'a mut Report<'r>,
}

impl Chunks<'_, '_> {
    fn add(&mut self, masks: &Masks) -> Result<(), Stop> {
        self.waiting.push(masks.clone());
        if self.waiting.len() >= CHUNK { self.flush() } else { Ok(()) }
    }

    /// Solves what is waiting. Where the budget of cells ends within a chunk is found afterwards, in the order of the
    /// supports, so that it does not depend on the number of threads.
    fn flush(&mut self) -> Result<(), Stop> {
        let left = self.effort.steps().map(|steps| steps.saturating_sub(self.cells));
        let effort = left.map_or_else(|| self.effort.clone(), |left| self.effort.clone().with_steps(left));
        let chunk = std::mem::take(&mut self.waiting);
        let solve = |place: usize| -> (System, Outcome) {
            let system = System::new(self.table, &chunk[place]);
            let outcome = search(self.game, &system, effort.watch("cells of a support"));
            (system, outcome)
        };
        for (system, outcome) in in_order(chunk.len(), self.effort.threads(), solve) {
            let stop = outcome.stop;
            self.cells += outcome.cells;
            self.report.add(&system, outcome);
            if let Some(stop) = stop {
                return Err(stop);
            }
            if let Some(limit) = self.effort.steps().filter(|&limit| self.cells > limit) {
                return Err(Stop::OutOfSteps { done: limit });
            }
        }
        Ok(())
    }
}
