//! What a solution file says about a game, as plain data: nothing in it has been checked.

use super::super::exact::Rational;

/// One list of probabilities per player, as they were written.
pub type Mixes = Vec<Vec<Rational>>;

/// What a solution claims. Nothing in it has been checked; [`check`](super::check) does that.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The game's title; empty where the source does not say.
    pub title: String,
    /// The players' names with their actions' names; empty where the source does not say.
    pub players: Vec<(String, Vec<String>)>,
    /// How the solution was found.
    pub method: String,
    /// What was looked for.
    pub scope: ClaimedScope,
    /// Whether everything within the scope was found.
    pub completeness: ClaimedCompleteness,
    /// How the computation ended, in words.
    pub status: String,
    /// The seed of a method that draws at random.
    pub seed: Option<u64>,
    /// The version of the program.
    pub version: String,
    /// What was counted on the way, and how often.
    pub counters: Vec<(String, u64)>,
    /// Connected sets of equilibria, exact.
    pub components: Vec<ClaimedComponent>,
    /// Single profiles, exact or in decimals.
    pub points: Vec<ClaimedPoint>,
}

/// What was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimedScope {
    /// All Nash equilibria.
    All,
    /// Pure equilibria only.
    Pure,
    /// One equilibrium, or the few that the method reaches.
    One,
}

/// What a member is called where nobody looked for the component around it.
pub(crate) const AN_EQUILIBRIUM: &str = "an equilibrium";

/// Whether everything within the scope was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimedCompleteness {
    /// Every member was found, for the stated reason.
    Complete(String),
    /// Some members may be missing.
    Partial {
        /// Why the search was not complete.
        why: String,
        /// What was not searched.
        not_searched: String,
    },
    /// Members found by a method that does not search for all.
    Sample,
}

/// A connected set of equilibria, as it was claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedComponent {
    /// What the writer called it; empty where the source does not say.
    pub kind: String,
    /// Its dimension; `None` where nobody looked for the whole component.
    pub dimension: Option<usize>,
    /// Its fixed-point index, where it was given.
    pub index: Option<i64>,
    /// Its extreme equilibria.
    pub extreme_points: Vec<Mixes>,
    /// Its maximal Nash subsets: for each, one list of vertices per player.
    pub subsets: Vec<Vec<Vec<Vec<Rational>>>>,
}

/// One equilibrium, as it was claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedPoint {
    /// The probabilities as they were written.
    pub mixes: Mixes,
    /// Decimal places of the probability with most of them; `None` where fractions were given.
    pub digits: Option<u32>,
    /// Within this distance of every probability lies exactly one equilibrium with the same support.
    pub radius: Option<f64>,
    /// Its fixed-point index, where it was given.
    pub index: Option<i64>,
    /// Its regret in payoff units, where it was given.
    pub regret: Option<f64>,
}

impl Claim {
    /// A claim that says nothing but these points.
    pub fn of_points(points: Vec<ClaimedPoint>) -> Self {
        Self {
            title: String::new(),
            players: Vec::new(),
            method: String::new(),
            scope: ClaimedScope::One,
            completeness: ClaimedCompleteness::Sample,
            status: String::new(),
            seed: None,
            version: String::new(),
            counters: Vec::new(),
            components: Vec::new(),
            points,
        }
    }

    /// Whether no equilibrium is listed.
    pub fn is_empty(&self) -> bool {
        self.components.is_empty() && self.points.is_empty()
    }

    /// Whether the claim is that everything within its scope was found.
    pub fn is_complete(&self) -> bool {
        matches!(self.completeness, ClaimedCompleteness::Complete(_))
    }
}
