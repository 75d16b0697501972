//! The 2x2 game, solved completely.

use moloch_core::{Completeness, Status};

use super::error::{GameError, SolveError};
use super::exact::{Rational, one, zero};
use super::game::Game;
use super::profile::ExactProfile;
use super::set::{Component, EquilibriumSet, Face, Scope, Subset, connected};

#[doc = include_str!("two_by_two.md")]
///
/// # Errors
///
/// When the game has another shape, or (a mistake of this solver) a certificate does not pass.
pub fn two_by_two(game: &Game) -> Result<EquilibriumSet, SolveError> {
    let (first, second) = Advantage::of_both(game)?;
    let components = connected(game, maximal(candidates(&first, &second)))?;
    let limits = limits(&first, &second);
    let indexed = |component: Component| -> Result<Component, SolveError> {
        let index = index(&component, &limits)?;
        Ok(component.with_index(Some(index)))
    };
    Ok(EquilibriumSet {
        components: components.into_iter().map(indexed).collect::<Result<_, _>>()?,
        scope: Scope::All,
        completeness: Completeness::Complete("all nine pairs of supports were solved in rational arithmetic"),
        method: "intervals of best replies for every pair of supports of the 2x2 game",
        status: Status::ClosedForm,
        counters: Vec::new(),
    })
}

/// What a player gains by its first action over its second, when the other plays its own first action
/// with probability `t`: `t * at_first + (1 - t) * at_second`.
#[derive(Clone, Debug)]
pub(crate) struct Advantage {
    /// Against the other's first action.
    pub(crate) at_first: Rational,
    /// Against the other's second action.
    pub(crate) at_second: Rational,
}

impl Advantage {
    /// Both players' advantages.
    pub(crate) fn of_both(game: &Game) -> Result<(Self, Self), GameError> {
        if game.action_counts() != [2, 2] {
            return Err(GameError::WrongShape {
                task: "solve the two-by-two game",
                found: game.action_counts().to_vec(),
                expected: "two players with two actions each",
            });
        }
        // Profile numbers of a 2x2 game: 0 is (1, 1), 1 is (2, 1), 2 is (1, 2), 3 is (2, 2).
        let gap = |player: usize, better: usize, worse: usize| {
            let column = game.column(player);
            column.exact_at(better) - column.exact_at(worse)
        };
        let first = Self { at_first: gap(0, 0, 1), at_second: gap(0, 2, 3) };
        let second = Self { at_first: gap(1, 0, 2), at_second: gap(1, 1, 3) };
        Ok((first, second))
    }

    /// Whether the player prefers its first action (or its second) when the other plays its own first (or second) and
    /// ties are decided for the first.
    fn prefers(&self, first: bool, other_first: bool) -> bool {
        let advantage = if other_first { &self.at_first } else { &self.at_second };
        (*advantage >= zero()) == first
    }

    /// Whether the better action depends on what the other does, ties being decided for the first.
    fn depends(&self) -> bool {
        self.prefers(true, true) != self.prefers(true, false)
    }

    /// The probability of the other's first action at which both actions are equally good; the two advantages differ.
    fn crossing(&self) -> Rational {
        &self.at_second / (&self.at_second - &self.at_first)
    }

    /// The probabilities `t` at which everything in `support` is a best reply.
    fn best_replies(&self, support: Support) -> Option<Interval> {
        match support {
            Support::First => self.at_least_zero(),
            Support::Second => self.negated().at_least_zero(),
            Support::Both => {
                let (above, below) = (self.at_least_zero()?, self.negated().at_least_zero()?);
                above.meet(&below)
            }
        }
    }

    fn negated(&self) -> Self {
        Self { at_first: -self.at_first.clone(), at_second: -self.at_second.clone() }
    }

    fn at_least_zero(&self) -> Option<Interval> {
        let (rises, falls) = (self.at_first >= zero(), self.at_second >= zero());
        match (rises, falls) {
            (true, true) => Some(Interval { low: zero(), high: one() }),
            (true, false) => Some(Interval { low: self.crossing(), high: one() }),
            (false, true) => Some(Interval { low: zero(), high: self.crossing() }),
            (false, false) => None,
        }
    }
}

/// Which actions a player may use.
#[derive(Clone, Copy, Debug)]
enum Support {
    First,
    Second,
    Both,
}

impl Support {
    const ALL: [Self; 3] = [Self::First, Self::Second, Self::Both];

    /// Probabilities of the first action that use no action outside the support.
    fn mixes(self) -> Interval {
        let (low, high) = match self {
            Self::First => (one(), one()),
            Self::Second => (zero(), zero()),
            Self::Both => (zero(), one()),
        };
        Interval { low, high }
    }
}

/// A closed interval of probabilities of a first action.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Interval {
    low: Rational,
    high: Rational,
}

impl Interval {
    fn meet(&self, other: &Self) -> Option<Self> {
        let low = (&self.low).max(&other.low).clone();
        let high = (&self.high).min(&other.high).clone();
        (low <= high).then_some(Self { low, high })
    }

    fn contains(&self, other: &Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    fn face(&self) -> Face {
        let mix = |share: &Rational| vec![share.clone(), one() - share];
        if self.low == self.high {
            Face::new(vec![mix(&self.high)])
        } else {
            Face::new(vec![mix(&self.high), mix(&self.low)])
        }
    }
}

/// For every pair of supports, the mixes within them to which all of the other's support is a best
/// reply: a product of intervals, all of it equilibria. Every equilibrium is in that of its supports.
fn candidates(first: &Advantage, second: &Advantage) -> Vec<[Interval; 2]> {
    let mut found = Vec::new();
    for rows in Support::ALL {
        for columns in Support::ALL {
            let own = second.best_replies(columns).and_then(|mixes| rows.mixes().meet(&mixes));
            let other = first.best_replies(rows).and_then(|mixes| columns.mixes().meet(&mixes));
            if let (Some(own), Some(other)) = (own, other) {
                found.push([own, other]);
            }
        }
    }
    found
}

/// The candidates that lie in no other, each once.
fn maximal(mut candidates: Vec<[Interval; 2]>) -> Vec<Subset> {
    candidates.sort_by(|a, b| {
        let key = |c: &[Interval; 2]| c.clone().map(|interval| (interval.high, interval.low));
        key(b).cmp(&key(a))
    });
    candidates.dedup();
    let inside = |a: &[Interval; 2], b: &[Interval; 2]| b[0].contains(&a[0]) && b[1].contains(&a[1]);
    let is_maximal = |a: &&[Interval; 2]| candidates.iter().all(|b| *a == b || !inside(a, b));
    let subset = |a: &[Interval; 2]| Subset::new(a.iter().map(Interval::face).collect());
    candidates.iter().filter(is_maximal).map(subset).collect()
}

/// An equilibrium of the game in which every advantage of zero has become slightly positive, as that disturbance
/// vanishes: the players' probabilities of their first actions, and the index before the limit.
type Limit = ([Rational; 2], i32);

/// All of them. With four advantages other than zero the disturbed game is regular; its pure equilibria stay where they
/// are, and a mixed one tends to the point where the undisturbed advantages are zero.
fn limits(first: &Advantage, second: &Advantage) -> Vec<Limit> {
    let mut limits = Vec::new();
    for (own_first, other_first) in [(true, true), (true, false), (false, true), (false, false)] {
        if first.prefers(own_first, other_first) && second.prefers(other_first, own_first) {
            let share = |is_first: bool| if is_first { one() } else { zero() };
            limits.push(([share(own_first), share(other_first)], 1));
        }
    }
    if first.depends() && second.depends() {
        // Incentives that chase each other, or that reinforce each other.
        let index = if first.prefers(true, true) == second.prefers(true, true) { -1 } else { 1 };
        limits.push(([second.crossing(), first.crossing()], index));
    }
    limits
}

/// The fixed-point index of a component: the sum of the indices of the equilibria near it when the game is slightly
/// disturbed, the same for every disturbance.
fn index(component: &Component, limits: &[Limit]) -> Result<i32, SolveError> {
    let mut sum = 0;
    for ([x, y], index) in limits {
        let mixes = [x, y].map(|share| vec![share.clone(), one() - share]);
        if component.contains(&ExactProfile::new(mixes.to_vec())?) {
            sum += index;
        }
    }
    Ok(sum)
}
