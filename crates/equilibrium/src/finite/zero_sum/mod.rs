//! Two-player zero-sum games by linear programming.

mod constant_sum;
mod regret_matching;
mod sifting;

use moloch_core::{Completeness, Effort, Status, Watch};
use thiserror::Error;

use self::constant_sum::constant_sum;
pub use self::constant_sum::is_constant_sum;
use super::exact::{one, zero};
use super::lcp::{certified, require_two_players, stopped};
use super::programme::{Dictionary, Programme, SimplexEnd};
use super::{Component, Counter, EquilibriumSet, ExactProfile, Game, Rational, Scope, SolveError};

const IN_DOUBLES: &str =
    "linear programme by the simplex method in doubles, its last basis solved and certified exactly (lp)";
pub(crate) const REPEATED: &str = "linear programme by the simplex method in exact arithmetic, since the basis found in doubles \
                        failed the exact certificate (lp)";

/// A constant-sum game solved.
#[derive(Clone, Debug, PartialEq)]
pub struct ZeroSumSolution {
    /// What player 1 can secure; the other can hold it to that. `None` when the budget ended first.
    pub value: Option<Rational>,
    /// What both players earn together, in every profile.
    pub sum: Rational,
    /// One equilibrium, certified.
    pub set: EquilibriumSet,
}

/// Why a game was refused.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ZeroSumError {
    /// The players' interests are not opposed.
    #[error(
        "solve the game by a linear programme: payoffs at profile {profile:?} add up to {found}, at the first profile to \
         {expected}; the sum must be the same everywhere: use another method"
    )]
    NotConstantSum {
        /// Actions, numbered from 1.
        profile: Vec<usize>,
        /// The sum there.
        found: String,
        /// The sum at the first profile.
        expected: String,
    },
    /// The game has another shape, or a certificate did not pass.
    #[error(transparent)]
    Solve(#[from] SolveError),
}

#[doc = include_str!("zero_sum.md")]
///
/// # Errors
///
/// When the game has not two players or its payoffs have no constant sum, or (a mistake of this solver) a certificate
/// does not pass.
pub fn linear_programme(game: &Game, effort: &Effort) -> Result<ZeroSumSolution, ZeroSumError> {
    let [rows, _] = require_two_players(game, "solve the game by a linear programme").map_err(SolveError::from)?;
    let sum = constant_sum(game)?;
    let mut watch = effort.watch("pivots of a linear programme");
    let payoffs = &game.normalised(0).values;
    let methods: [Search; 2] = [sifting::supports, whole];
    for method in methods {
        let end = method(payoffs, rows, &mut watch);
        let counters = vec![Counter { what: "pivots", count: watch.done() }];
        match end {
            SimplexEnd::Supports(supports) => {
                if let Some(component) = certified(game, &supports)? {
                    return Ok(solution(game, component, sum, IN_DOUBLES, counters));
                }
            }
            SimplexEnd::Stopped(stop) => {
                let set = stopped(IN_DOUBLES, stop, "the rest of the pivots", counters);
                return Ok(ZeroSumSolution { value: None, sum, set });
            }
            SimplexEnd::Lost => {}
        }
    }
    exactly(game, sum, effort)
}

/// A search for supports in doubles.
type Search = fn(&[f64], usize, &mut Watch<'_>) -> SimplexEnd;

fn whole(payoffs: &[f64], height: usize, watch: &mut Watch<'_>) -> SimplexEnd {
    dictionary(payoffs, height).solve(watch)
}

/// Right-hand sides are raised by different amounts up to this, so that ties are rare.
const RAISE: f64 = 1e-8;

/// Maximise the sum of `y` subject to `A y <= 1`, `y >= 0`, for the matrix `A` of player 1's payoffs from 0 to 1, its
/// actions running fastest, each raised by one.
fn dictionary(payoffs: &[f64], height: usize) -> Dictionary {
    let width = payoffs.len() / height;
    let mut entries = vec![0.0; payoffs.len()];
    for (column, values) in payoffs.chunks_exact(height).enumerate() {
        for (row, value) in values.iter().enumerate() {
            entries[row * width + column] = value + 1.0;
        }
    }
    Dictionary::new(entries, &vec![1.0; height], vec![1.0; width], RAISE)
}

/// The same programme in exact arithmetic.
fn exactly(game: &Game, sum: Rational, effort: &Effort) -> Result<ZeroSumSolution, ZeroSumError> {
    let (rows, columns) = (game.action_counts()[0], game.action_counts()[1]);
    let lift = one() - game.column(0).bounds().0;
    let row = |row: usize| {
        let payoff = |column: usize| game.column(0).exact_at(row + rows * column) + &lift;
        ((0..columns).map(payoff).collect(), one())
    };
    let (rows, right): (Vec<_>, Vec<_>) = (0..rows).map(row).unzip();
    let mut watch = effort.watch("pivots of a linear programme");
    let programme = Programme { objective: vec![one(); columns], rows, right };
    let Some(solved) = programme.solve_exactly(REPEATED, &mut watch) else {
        let why = "a bounded programme was called unbounded".to_owned();
        return Err(SolveError::NoEquilibrium { method: REPEATED, why }.into());
    };
    if let Err(stop) = solved.end {
        let set = stopped(REPEATED, stop, "the rest of the pivots", Vec::new());
        return Ok(ZeroSumSolution { value: None, sum, set });
    }
    let shares = |weights: &[Rational]| {
        let total = weights.iter().fold(zero(), |sum, weight| sum + weight);
        weights.iter().map(|weight| weight / &total).collect()
    };
    let mixes = vec![shares(&solved.multipliers), shares(&solved.variables)];
    let profile = ExactProfile::new(mixes).map_err(SolveError::from)?;
    let counters = vec![Counter { what: "pivots", count: watch.done() }];
    let component = Component::point(game, &profile)?;
    Ok(solution(game, component, sum, REPEATED, counters))
}

fn solution(
    game: &Game,
    component: Component,
    sum: Rational,
    method: &'static str,
    counters: Vec<Counter>,
) -> ZeroSumSolution {
    let value = component.extreme_points().first().map(|point| value(game, point));
    let iterations = counters.first().map_or(0, |counter| counter.count);
    let set = EquilibriumSet {
        components: vec![component],
        scope: Scope::One,
        completeness: Completeness::Sample,
        method,
        status: Status::Converged { iterations: usize::try_from(iterations).unwrap_or(usize::MAX) },
        counters,
    };
    ZeroSumSolution { value, sum, set }
}

/// What player 1 earns: any action that it plays earns that.
fn value(game: &Game, profile: &ExactProfile) -> Rational {
    let [first, second] = profile.mixes() else { return zero() };
    let Some(row) = first.iter().position(|share| !share.is_zero()) else { return zero() };
    let played = second.iter().enumerate().filter(|(_, share)| !share.is_zero());
    played.fold(zero(), |sum, (column, share)| sum + share * game.column(0).exact_at(row + first.len() * column))
}
