//! One equilibrium as fast as possible: pure profiles first, then short paths from many labels.

use moloch_core::{Completeness, Effort, Status};

use super::float_path::{FloatEnd, PayoffTables, Walker};
use super::lemke_howson::{certified, lemke_howson};
use super::two_player::{require_two_players, stopped};
use crate::finite::{Component, Counter, EquilibriumSet, ExactProfile, Game, Scope, SolveError, pure_equilibria};

const PURE: &str = "best replies compared over all pure profiles";
const SHORT_PATHS: &str = "Lemke and Howson's paths in doubles from all labels in turn, with growing limits on their \
                           length; supports solved and certified exactly";
/// Pivots allowed to each path in the first round; each round allows twice as many as the one before.
const FIRST_CAP: u64 = 8;
/// The round in which a path that still has not ended is left to exact arithmetic.
const LAST_CAP: u64 = 1 << 40;

#[doc = include_str!("one_equilibrium.md")]
///
/// # Errors
///
/// When the game has not two players, or (a mistake of this solver) a certificate does not pass.
pub fn one_equilibrium(game: &Game, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    require_two_players(game, "look for one equilibrium")?;
    let pure = pure_equilibria(game)?;
    if let Some(actions) = pure.iter().next() {
        let profile = ExactProfile::pure(game.action_counts(), &actions)?;
        return Ok(found(Component::point(game, &profile)?, PURE, Vec::new()));
    }
    short_paths(game, effort)
}

/// Follows all paths in turn, each a little further in every round.
fn short_paths(game: &Game, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    let tables = PayoffTables::new(game);
    let polytopes = tables.polytopes();
    let mut walker = Walker::new(&polytopes);
    let mut watch = effort.watch("pivots of Lemke-Howson paths");
    let mut open: Vec<usize> = (0..game.action_counts().iter().sum()).collect();
    let mut cap = FIRST_CAP;
    let mut paths = 0;
    let counters = |pivots: u64, paths: u64| {
        vec![Counter { what: "pivots", count: pivots }, Counter { what: "paths begun", count: paths }]
    };
    while !open.is_empty() && cap < LAST_CAP {
        let mut capped = Vec::with_capacity(open.len());
        for &label in &open {
            paths += 1;
            match walker.follow(label, cap, &mut watch) {
                FloatEnd::Supports(supports) => {
                    if let Some(component) = certified(game, &supports)? {
                        return Ok(found(component, SHORT_PATHS, counters(watch.done(), paths)));
                    }
                }
                FloatEnd::Capped => capped.push(label),
                FloatEnd::Lost => {}
                FloatEnd::Stopped(stop) => {
                    let done = counters(watch.done(), paths);
                    return Ok(stopped(SHORT_PATHS, stop, "the rest of the paths", done));
                }
            }
        }
        open = capped;
        cap *= 2;
    }
    // No path survived rounding: one of them in exact arithmetic, which the result then says.
    lemke_howson(game, 0, effort)
}

fn found(component: Component, method: &'static str, counters: Vec<Counter>) -> EquilibriumSet {
    let iterations = counters.first().map_or(0, |counter| counter.count);
    EquilibriumSet {
        components: vec![component],
        scope: Scope::One,
        completeness: Completeness::Sample,
        method,
        status: Status::Converged { iterations: usize::try_from(iterations).unwrap_or(usize::MAX) },
        counters,
    }
}
