//! The method of Lemke and Howson from one label or from all.

use moloch_core::{Completeness, Effort, Status, Stop, parallel};

use super::exact_path::{ExactEnd, exact_path};
use super::float_path::{FloatEnd, PayoffTables, Walker};
use super::supports::exact_profile_on_supports;
use super::two_player::{no_equilibrium, require_two_players, stopped};
use super::vertex::Polytope;
use crate::finite::{Component, Counter, EquilibriumSet, Game, Scope, SolveError};

const IN_DOUBLES: &str = "Lemke and Howson's path in doubles, its last supports solved and certified exactly (lcp)";
pub(crate) const REPEATED: &str = "Lemke and Howson's path in exact arithmetic, since supports found in doubles failed the exact \
                        certificate (lcp)";

#[doc = include_str!("lemke_howson.md")]
///
/// # Errors
///
/// When the game has not two players, there is no such label, or (a mistake of this solver) the end of the path
/// is no equilibrium.
pub fn lemke_howson(game: &Game, label: usize, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    let [rows, columns] = require_two_players(game, "follow a Lemke-Howson path")?;
    if label >= rows + columns {
        return Err(SolveError::NoSuchLabel { found: label, limit: rows + columns });
    }
    let tables = PayoffTables::new(game);
    let walk = walk(game, &tables.polytopes(), label, effort)?;
    Ok(collect(vec![walk], "the rest of the path"))
}

/// The distinct equilibria that the paths of [`lemke_howson`] reach from all labels; Gambit calls this `lcp`.
///
/// Each label is a stage of its own for a limit on steps.
///
/// # Errors
///
/// As [`lemke_howson`].
pub fn lemke_howson_all_labels(game: &Game, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    let [rows, columns] = require_two_players(game, "follow all Lemke-Howson paths")?;
    let tables = PayoffTables::new(game);
    let polytopes = tables.polytopes();
    let walks = parallel::in_order(rows + columns, effort.threads(), |label| walk(game, &polytopes, label, effort));
    let walks = walks.into_iter().collect::<Result<_, _>>()?;
    Ok(collect(walks, "the paths that were not finished"))
}

/// Where one path ended.
struct Walk {
    end: Result<Component, Stop>,
    pivots: u64,
    /// Whether it had to be repeated in exact arithmetic.
    repeated: bool,
}

fn walk(game: &Game, polytopes: &[Polytope<'_>; 2], label: usize, effort: &Effort) -> Result<Walk, SolveError> {
    let mut watch = effort.watch("pivots of a Lemke-Howson path");
    let end = Walker::new(polytopes).follow(label, pivot_limit(polytopes), &mut watch);
    match end {
        FloatEnd::Supports(supports) => {
            if let Some(component) = certified(game, &supports)? {
                return Ok(Walk { end: Ok(component), pivots: watch.done(), repeated: false });
            }
        }
        FloatEnd::Stopped(stop) => return Ok(Walk { end: Err(stop), pivots: watch.done(), repeated: false }),
        FloatEnd::Lost | FloatEnd::Capped => {}
    }
    repeat_exactly(game, label, effort)
}

/// Pivots after which a path in doubles is taken to run in circles by rounding: more than a small game has bases.
fn pivot_limit(polytopes: &[Polytope<'_>; 2]) -> u64 {
    let labels: usize = polytopes.iter().map(|polytope| polytope.height).sum();
    1 << (labels + 8).min(40)
}

fn repeat_exactly(game: &Game, label: usize, effort: &Effort) -> Result<Walk, SolveError> {
    let mut watch = effort.watch("exact pivots of a Lemke-Howson path");
    let end = match exact_path(game, label, &mut watch)? {
        ExactEnd::Equilibrium(profile) => Ok(Component::point(game, &profile)?),
        ExactEnd::Stopped(stop) => Err(stop),
        ExactEnd::Ray => return Err(no_equilibrium(REPEATED, "the path ended on a ray")),
    };
    Ok(Walk { end, pivots: watch.done(), repeated: true })
}

/// The exact equilibrium on two supports, if there is one and its certificate passes.
pub(crate) fn certified(game: &Game, supports: &[Vec<usize>; 2]) -> Result<Option<Component>, SolveError> {
    let Some(profile) = exact_profile_on_supports(game, supports) else { return Ok(None) };
    match Component::point(game, &profile) {
        Ok(component) => Ok(Some(component)),
        Err(SolveError::NotCertified(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn collect(walks: Vec<Walk>, not_searched: &str) -> EquilibriumSet {
    let pivots = walks.iter().map(|walk| walk.pivots).sum();
    let repeats = walks.iter().filter(|walk| walk.repeated).count();
    let mut counters = vec![Counter { what: "pivots", count: pivots }];
    if repeats > 0 {
        counters.push(Counter { what: "paths repeated in exact arithmetic", count: repeats as u64 });
    }
    let method = if repeats > 0 { REPEATED } else { IN_DOUBLES };
    let mut components: Vec<Component> = Vec::new();
    let mut stop = None;
    for walk in walks {
        match walk.end {
            Ok(component) if !components.contains(&component) => components.push(component),
            Ok(_) => {}
            Err(why) => stop = stop.or(Some(why)),
        }
    }
    if let Some(stop) = stop {
        return EquilibriumSet { components, ..stopped(method, stop, not_searched, counters) };
    }
    EquilibriumSet {
        components,
        scope: Scope::One,
        completeness: Completeness::Sample,
        method,
        status: Status::Converged { iterations: usize::try_from(pivots).unwrap_or(usize::MAX) },
        counters,
    }
}
