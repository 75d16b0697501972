//! All pure equilibria.

use moloch_core::{Completeness, NotCertified, Status};

use super::certificate::{exact_regrets, first_not_equilibrium};
use super::column::Ordered;
use super::error::SolveError;
use super::game::Game;
use super::profile::ExactProfile;
use super::set::{Component, EquilibriumSet, Scope};
use super::shape::Shape;

/// When at most this share of the profiles is still alive, they are followed one by one.
const SPARSE_SHARE: usize = 16;

/// All pure equilibria of a game: numbers of profiles, so that even a million of them stay small.
#[derive(Clone, Debug, PartialEq)]
pub struct PureEquilibria {
    shape: Shape,
    numbers: Vec<usize>,
    completeness: Completeness,
    status: Status,
}

impl PureEquilibria {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether the game has none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Each equilibrium as one action (from 0) per player, in the order of the profile numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Vec<usize>> + '_ {
        self.numbers.iter().map(|&number| self.shape.profile(number))
    }

    /// Why all *pure* equilibria are among them. Mixed ones were not searched.
    pub fn completeness(&self) -> &Completeness {
        &self.completeness
    }

    /// How the search ended.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The same as certified equilibria. Each is a component of its own here: whether two of them are
    /// joined by mixed equilibria was not searched.
    ///
    /// # Errors
    ///
    /// When the game is not the one that was solved, or a certificate does not pass.
    pub fn to_set(&self, game: &Game) -> Result<EquilibriumSet, SolveError> {
        let components = self.iter().map(|actions| {
            let profile = ExactProfile::pure(game.action_counts(), &actions)?;
            Component::point(game, &profile)
        });
        Ok(EquilibriumSet {
            components: components.collect::<Result<_, _>>()?,
            scope: Scope::Pure,
            completeness: self.completeness.clone(),
            method: "best replies compared over all pure profiles (enumpure)",
            status: self.status.clone(),
            counters: Vec::new(),
        })
    }
}

#[doc = include_str!("pure.md")]
///
/// # Errors
///
/// When a profile that was found fails the independent check: a mistake of this solver.
pub fn pure_equilibria(game: &Game) -> Result<PureEquilibria, SolveError> {
    let numbers = survivors(game);
    if let Some(number) = first_not_equilibrium(game, &numbers) {
        let profile = ExactProfile::pure(game.action_counts(), &game.shape().profile(number))?;
        let certificate = exact_regrets(game, &profile)?.certificate();
        return Err(NotCertified { certificate }.into());
    }
    Ok(PureEquilibria {
        shape: game.shape().clone(),
        numbers,
        completeness: Completeness::Complete("every pure profile was compared with every one-player deviation"),
        status: Status::ClosedForm,
    })
}

/// Numbers of the profiles in which everybody plays a best reply.
fn survivors(game: &Game) -> Vec<usize> {
    let shape = game.shape();
    let mut alive = vec![true; shape.profiles()];
    // Backwards: the last players' actions lie far apart, so that whole rows are compared at once.
    for player in (0..shape.players()).rev() {
        game.column(player).ordered(KeepBestReplies { shape, player, alive: &mut alive });
        let left: usize = alive.iter().map(|&is_alive| usize::from(is_alive)).sum();
        if left <= alive.len() / SPARSE_SHARE {
            return followed(game, listed(&alive, left), player);
        }
    }
    let left = alive.iter().filter(|&&is_alive| is_alive).count();
    listed(&alive, left)
}

fn listed(alive: &[bool], left: usize) -> Vec<usize> {
    let mut numbers = Vec::with_capacity(left);
    numbers.extend((0..alive.len()).filter(|&number| alive[number]));
    numbers
}

/// Follows few surviving profiles through the remaining players.
fn followed(game: &Game, mut numbers: Vec<usize>, players: usize) -> Vec<usize> {
    let shape = game.shape();
    for player in (0..players).rev() {
        game.column(player).ordered(KeepListed { shape, player, numbers: &mut numbers });
    }
    numbers
}

/// Marks as dead every profile in which the player does not play a best reply.
struct KeepBestReplies<'a> {
    shape: &'a Shape,
    player: usize,
    alive: &'a mut [bool],
}

impl Ordered for KeepBestReplies<'_> {
    type Output = ();

    fn run<T: PartialOrd + Clone>(self, values: &[T]) {
        let stride = self.shape.stride(self.player);
        let block = stride * self.shape.actions()[self.player];
        if stride == 1 {
            return keep_best_neighbours(values, self.alive, block);
        }
        let mut best = Vec::with_capacity(stride);
        for (values, alive) in values.chunks_exact(block).zip(self.alive.chunks_exact_mut(block)) {
            let (first, others) = values.split_at(stride);
            best.clear();
            best.extend_from_slice(first);
            for row in others.chunks_exact(stride) {
                for (best, value) in best.iter_mut().zip(row) {
                    if *value > *best {
                        *best = value.clone();
                    }
                }
            }
            for (row, alive) in values.chunks_exact(stride).zip(alive.chunks_exact_mut(stride)) {
                for ((value, best), alive) in row.iter().zip(&best).zip(alive) {
                    *alive &= *value >= *best;
                }
            }
        }
    }
}

/// The same for player 1, whose actions are neighbours in the table.
fn keep_best_neighbours<T: PartialOrd>(values: &[T], alive: &mut [bool], actions: usize) {
    for (values, alive) in values.chunks_exact(actions).zip(alive.chunks_exact_mut(actions)) {
        let mut best = &values[0];
        for value in &values[1..] {
            if *value > *best {
                best = value;
            }
        }
        for (value, alive) in values.iter().zip(alive) {
            *alive &= *value >= *best;
        }
    }
}

/// Drops from a short list every profile in which the player does not play a best reply.
struct KeepListed<'a> {
    shape: &'a Shape,
    player: usize,
    numbers: &'a mut Vec<usize>,
}

impl Ordered for KeepListed<'_> {
    type Output = ();

    fn run<T: PartialOrd + Clone>(self, values: &[T]) {
        let (stride, count) = (self.shape.stride(self.player), self.shape.actions()[self.player]);
        self.numbers.retain(|&number| {
            let base = self.shape.base(number, self.player);
            (0..count).all(|action| values[base + action * stride] <= values[number])
        });
    }
}
