//! All pure equilibria, by counts.

use dashu_int::UBig;
use moloch_core::{Completeness, Effort, Status, Stop};

use super::certificate::first_gain;
use super::counts::CountSpace;
use super::error::AnonymousError;
use super::game::AnonymousGame;
use crate::finite::column::Ordered;
use crate::finite::{Counter, GameError, MAX_PAYOFFS};

/// All pure equilibria of an anonymous game: numbers of counts, each of which stands for many profiles.
#[derive(Clone, Debug, PartialEq)]
pub struct PureCounts {
    space: CountSpace,
    numbers: Vec<usize>,
    completeness: Completeness,
    status: Status,
    counters: Vec<Counter>,
}

impl PureCounts {
    /// How many counts are equilibria.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether none was found.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Each equilibrium as counts: how many players of each role play each action.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Vec<Vec<usize>>> + '_ {
        self.numbers.iter().map(|&number| self.space.counts(number))
    }

    /// How many pure equilibria these are when players are told apart.
    pub fn profiles(&self) -> UBig {
        self.iter().fold(UBig::ZERO, |sum, counts| sum + profiles_of(&counts))
    }

    /// Why all *pure* equilibria are among them. Mixed ones were not searched.
    pub fn completeness(&self) -> &Completeness {
        &self.completeness
    }

    /// How the search ended.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// What was counted: `counts compared`.
    pub fn counters(&self) -> &[Counter] {
        &self.counters
    }
}

/// In how many ways the players of each role can be spread so that these counts come out: a product of
/// multinomial coefficients.
pub fn profiles_of(counts: &[Vec<usize>]) -> UBig {
    let mut ways = UBig::ONE;
    for role in counts {
        let mut placed = 0_usize;
        for &count in role {
            placed = placed.saturating_add(count);
            ways *= binomial(placed, count);
        }
    }
    ways
}

fn binomial(n: usize, k: usize) -> UBig {
    let k = k.min(n - k);
    // Whole at every step: a product of consecutive numbers over a factorial.
    (1..=k).fold(UBig::ONE, |value, step| value * UBig::from(n - k + step) / UBig::from(step))
}

/// All pure equilibria of an anonymous game, by counts: `effort` counts one step for each counts of all players.
///
/// Counts are an equilibrium if and only if no player of any role who plays an action that is played gains by
/// another one, the others staying where they are. Every one that is found is checked again from the payoffs by
/// [`certificate`](super::certificate).
///
/// # Errors
///
/// When there are more than 2^27 counts, or one that was found fails the independent check: a mistake of this
/// solver.
pub fn pure_equilibria(game: &AnonymousGame, effort: &Effort) -> Result<PureCounts, AnonymousError> {
    let roles: Vec<(usize, usize)> = game.roles().iter().map(|role| (role.players(), role.actions().len())).collect();
    let too_large = || GameError::TooLarge {
        players: game.player_count(),
        payoffs: "too many".to_owned(),
        limit: MAX_PAYOFFS,
        why: "counts to be compared",
    };
    let space = CountSpace::new(&roles, MAX_PAYOFFS).ok_or_else(too_large)?;
    let best: Vec<Vec<bool>> =
        (0..roles.len()).map(|role| game.column(role).ordered(BestReplies { actions: game.actions(role) })).collect();
    let mut search = Search { game, space: &space, best: &best, found: Vec::new() };
    let (compared, stop) = search.run(effort);
    let numbers = search.found;
    for &number in &numbers {
        first_gain(game, &space.counts(number))?;
    }
    let completeness = match stop {
        None => Completeness::Complete("every count was compared with every one-player deviation"),
        Some(stop) => Completeness::Partial {
            why: stop.to_string(),
            not_searched: format!("{} of {} counts", space.size() as u64 - compared, space.size()),
        },
    };
    let status = stop.map_or(Status::ClosedForm, Status::from);
    let counters = vec![Counter { what: "counts compared", count: compared }];
    Ok(PureCounts { space, numbers, completeness, status, counters })
}

struct Search<'a> {
    game: &'a AnonymousGame,
    space: &'a CountSpace,
    best: &'a [Vec<bool>],
    found: Vec<usize>,
}

impl Search<'_> {
    fn run(&mut self, effort: &Effort) -> (u64, Option<Stop>) {
        let mut watch = effort.watch("counts of an anonymous game").of(self.space.size() as u64);
        let mut counts = self.space.first();
        for number in 0..self.space.size() {
            if let Err(stop) = watch.step() {
                return (watch.done(), Some(stop));
            }
            if self.is_stable(&counts) {
                self.found.push(number);
            }
            self.space.advance(&mut counts);
        }
        (watch.done(), None)
    }

    fn is_stable(&self, counts: &[Vec<usize>]) -> bool {
        counts.iter().enumerate().all(|(role, played)| {
            let space = self.game.others(role);
            let actions = played.len();
            let is_best = |action| self.best[role][space.number_without(counts, role, action) * actions + action];
            (0..actions).filter(|&action| played[action] > 0).all(is_best)
        })
    }
}

/// Whether each action is a best reply to each counts of the others.
struct BestReplies {
    actions: usize,
}

impl Ordered for BestReplies {
    type Output = Vec<bool>;

    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> Vec<bool> {
        let mut best = Vec::with_capacity(values.len());
        for row in values.chunks_exact(self.actions) {
            let top = row.iter().fold(&row[0], |top, value| if *value > *top { value } else { top });
            best.extend(row.iter().map(|value| *value >= *top));
        }
        best
    }
}
