#![doc = include_str!("solve.md")]

mod method;

use moloch_core::{Completeness, Effort, Status};

pub use method::Method;

use super::error::SolveError;
use super::game::Game;
use super::numerical::NumericalSet;
use super::one_choice::best_actions;
use super::pure::pure_equilibria;
use super::set::{Counter, EquilibriumSet, Scope};
use super::zero_sum::ZeroSumError;
use super::{bimatrix, homotopy, lcp, support, zero_sum};

/// Support profiles beyond which mixed equilibria of three and more players are not enumerated.
pub const MAX_SUPPORTS: u64 = 1 << 24;

/// Pivots towards one equilibrium when a search for all was stopped before it met any: some milliseconds.
const QUICK_PIVOTS: u64 = 2_000;
const METHOD_SEEDED: &str = "every pair of vertices of the best-response polytopes, by reverse search in integers, stopped before it met an \
                             equilibrium: the one listed was found by Lemke and Howson's paths";

/// How many equilibria are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    #[default]
    All,
    /// One, the quickest to find.
    First,
}

/// What to do with a game.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method; `None` leaves the choice to [`solve`].
    pub method: Option<Method>,
    /// How many equilibria are wanted, where the method is chosen.
    pub wanted: Wanted,
    /// Seed of the methods that start at random.
    pub seed: u64,
    /// Limits, listeners, threads.
    pub effort: Effort,
}

/// Equilibria in the arithmetic in which they are known.
#[derive(Clone, Debug, PartialEq)]
pub enum Equilibria {
    /// Rational numbers, regret zero.
    Exact(EquilibriumSet),
    /// Doubles, with a bound on the regret.
    Numerical(NumericalSet),
}

/// What [`solve`] found, by which method, and why that one.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// What was found.
    pub equilibria: Equilibria,
    /// The method that was used.
    pub method: Method,
    /// Why this method.
    pub why: String,
}

impl Equilibria {
    /// Whether everything that was looked for was found.
    pub fn completeness(&self) -> &Completeness {
        match self {
            Self::Exact(set) => &set.completeness,
            Self::Numerical(set) => &set.completeness,
        }
    }

    /// How the computation ended.
    pub fn status(&self) -> &Status {
        match self {
            Self::Exact(set) => &set.status,
            Self::Numerical(set) => &set.status,
        }
    }

    /// What was looked for.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Exact(set) => set.scope,
            Self::Numerical(set) => set.scope,
        }
    }

    /// How it was found, in the words of the method.
    pub fn method(&self) -> &'static str {
        match self {
            Self::Exact(set) => set.method,
            Self::Numerical(set) => set.method,
        }
    }

    /// What was changed on the way, where doubles did not suffice.
    pub fn change(&self) -> Option<&'static str> {
        let method = self.method();
        [lcp::REPEATED, lcp::LEMKE_REPEATED, zero_sum::REPEATED].contains(&method).then_some(method)
    }

    /// What was done on the way.
    pub fn counters(&self) -> &[Counter] {
        match self {
            Self::Exact(set) => &set.counters,
            Self::Numerical(set) => &set.counters,
        }
    }

    /// Extreme equilibria, or isolated ones.
    pub fn len(&self) -> usize {
        match self {
            Self::Exact(set) => set.extreme_points().count(),
            Self::Numerical(set) => set.points.len(),
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Solves a game by the method asked for, or by the one that fits the game best.
///
/// # Errors
///
/// When the method does not handle a game of this shape, or (a mistake of a solver) a certificate does not pass.
pub fn solve(game: &Game, request: &Request) -> Result<Solution, SolveError> {
    let (method, why) = match request.method {
        Some(method) => (method, "it was asked for".to_owned()),
        None => choose(game, request.wanted),
    };
    let equilibria = run(game, method, request)?;
    Ok(Solution { equilibria, method, why })
}

/// The method that fits the game, and why.
pub fn choose(game: &Game, wanted: Wanted) -> (Method, String) {
    let players = game.player_count();
    let (method, why) = match (wanted, players) {
        (_, 1) => (Method::PureEnumeration, "a single player plays what pays most".to_owned()),
        (Wanted::All, 2) => {
            (Method::VertexEnumeration, "all equilibria of a two-player game can be found exactly".to_owned())
        }
        (Wanted::First, 2) if zero_sum::is_constant_sum(game) => {
            (Method::LinearProgramme, "the payoffs of the two players have a constant sum".to_owned())
        }
        (Wanted::First, 2) => {
            (Method::ComplementaryPivoting, "one equilibrium of a two-player game was asked for".to_owned())
        }
        (Wanted::First, _) => {
            (Method::PathFollowing, format!("one equilibrium of a game with {players} players was asked for"))
        }
        (Wanted::All, _) => return all_of_many(game),
    };
    (method, why)
}

fn all_of_many(game: &Game) -> (Method, String) {
    let supports = game.action_counts().iter().try_fold(1_u64, |product, &count| {
        let own = 1_u64.checked_shl(u32::try_from(count).ok()?)?.checked_sub(1)?;
        product.checked_mul(own)
    });
    match supports.filter(|&count| count <= MAX_SUPPORTS) {
        Some(count) => {
            let why = format!(
                "a game of {} players with {count} support profiles can be searched whole",
                game.player_count()
            );
            (Method::SupportEnumeration, why)
        }
        None => {
            let why = format!(
                "there are more than {MAX_SUPPORTS} support profiles, so that only pure equilibria are enumerated"
            );
            (Method::PureEnumeration, why)
        }
    }
}

fn run(game: &Game, method: Method, request: &Request) -> Result<Equilibria, SolveError> {
    let effort = &request.effort;
    if let Some(set) = best_actions(game) {
        return set.map(Equilibria::Exact);
    }
    Ok(match method {
        Method::PureEnumeration => Equilibria::Exact(pure_equilibria(game)?.to_set(game)?),
        Method::VertexEnumeration => {
            Equilibria::Exact(at_least_one(game, bimatrix::vertex_enumeration(game, effort)?)?)
        }
        Method::ComplementaryPivoting => Equilibria::Exact(lcp::one_equilibrium(game, effort)?),
        Method::LemkeHowson => Equilibria::Exact(lcp::lemke_howson_all_labels(game, effort)?),
        Method::Lemke => Equilibria::Exact(lcp::lemke(game, effort)?),
        Method::LinearProgramme => Equilibria::Exact(linear_programme(game, effort)?),
        Method::SupportEnumeration => Equilibria::Numerical(support::support_enumeration(game, effort)?),
        Method::PathFollowing => Equilibria::Numerical(homotopy::one_equilibrium(game, effort, request.seed)?.set),
        Method::Logit => {
            Equilibria::Numerical(homotopy::logit_limit(game, homotopy::Units::AsGiven, effort)?.equilibrium())
        }
        Method::GlobalNewton => Equilibria::Numerical(homotopy::gnm(game, effort, request.seed)?),
        Method::IteratedPolymatrix => Equilibria::Numerical(homotopy::ipa(game, effort, request.seed)?),
        Method::SimplicialSubdivision => Equilibria::Numerical(homotopy::simpdiv(game, effort, request.seed)?),
        Method::Liapunov => Equilibria::Numerical(homotopy::liap(game, effort, request.seed)?),
    })
}

/// A search that was stopped before it met any equilibrium still returns one: the shortest paths find it at once.
fn at_least_one(game: &Game, set: EquilibriumSet) -> Result<EquilibriumSet, SolveError> {
    if !set.components.is_empty() {
        return Ok(set);
    }
    let quick = lcp::one_equilibrium(game, &Effort::unlimited().with_steps(QUICK_PIVOTS))?;
    Ok(EquilibriumSet { components: quick.components, method: METHOD_SEEDED, ..set })
}

fn linear_programme(game: &Game, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    zero_sum::linear_programme(game, effort).map(|solution| solution.set).map_err(|error| match error {
        ZeroSumError::Solve(error) => error,
        other => SolveError::Unsuitable { why: other.to_string() },
    })
}
