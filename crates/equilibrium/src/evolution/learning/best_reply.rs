//! Best replies in turn, from pure profile to pure profile, until nobody moves or everything repeats.

use std::collections::HashMap;

use moloch_core::{Effort, NotCertified, Status, Stop};

use super::super::error::EvolutionError;
use crate::finite::certificate::{exact_regrets, is_pure_equilibrium};
use crate::finite::{Counter, ExactProfile, Game, column::Ordered, shape::Shape};

/// How the path ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BestReplyEnd {
    /// Nobody moves: the last profile is a pure equilibrium, checked by comparing payoffs.
    Equilibrium,
    /// The path returns for ever to the profile at this place in it.
    Cycle {
        /// Where in the path the cycle starts; it goes on to the end of the path.
        start: usize,
    },
    /// It was stopped.
    Stopped(Stop),
}

/// Pure profiles that players reach by replying in turn.
#[derive(Clone, Debug, PartialEq)]
pub struct BestReplyPath {
    /// The profiles (actions from 0), the start first; each differs from the one before in one player's action.
    pub profiles: Vec<Vec<usize>>,
    /// How it ended.
    pub end: BestReplyEnd,
    /// Turns taken, and moves made.
    pub counters: Vec<Counter>,
}

impl BestReplyPath {
    /// How the computation ended, in the words that all solvers share.
    pub fn status(&self) -> Status {
        match self.end {
            BestReplyEnd::Stopped(stop) => Status::from(stop),
            _ => Status::Converged { iterations: self.profiles.len() - 1 },
        }
    }

    /// The profile on which it settled, if it did.
    pub fn equilibrium(&self) -> Option<&[usize]> {
        if self.end == BestReplyEnd::Equilibrium { self.profiles.last().map(Vec::as_slice) } else { None }
    }
}

const TASK: &str = "follow best replies";

/// Players reply in turn, from the first to the last and round again. Who already plays a best reply stays; else the
/// player moves to the best reply with the lowest number. Payoffs are compared as they are stored, exactly.
///
/// One step of effort per turn.
///
/// # Errors
///
/// When the start is no profile of the game.
pub fn best_reply_path(game: &Game, start: &[usize], effort: &Effort) -> Result<BestReplyPath, EvolutionError> {
    let shape = game.shape();
    let Some(mut number) = shape.number(start) else {
        let expected = format!("one action per player, below {:?}", game.action_counts());
        return Err(EvolutionError::range(TASK, "the start", format!("{start:?}"), expected));
    };
    let mut watch = effort.watch("turns");
    let (mut path, mut seen) = (vec![number], HashMap::from([(number, 0)]));
    let (mut idle, mut player) = (0, 0);
    let end = loop {
        if idle == shape.players() {
            break BestReplyEnd::Equilibrium;
        }
        if let Err(stop) = watch.step() {
            break BestReplyEnd::Stopped(stop);
        }
        let next = game.column(player).ordered(Reply { shape, player, number });
        idle = if next == number { idle + 1 } else { 1 };
        if next != number {
            number = next;
            path.push(number);
        }
        player = (player + 1) % shape.players();
        // A profile seen before at the beginning of a round, after a move, starts a cycle.
        if player == 0
            && idle < shape.players()
            && let Some(start) = seen.insert(number, path.len() - 1)
        {
            break BestReplyEnd::Cycle { start };
        }
    };
    let profiles: Vec<Vec<usize>> = path.iter().map(|&number| shape.profile(number)).collect();
    if end == BestReplyEnd::Equilibrium {
        check_equilibrium(game, &shape.profile(number))?;
    }
    let counters =
        vec![Counter { what: "turns", count: watch.done() }, Counter { what: "moves", count: (path.len() - 1) as u64 }];
    Ok(BestReplyPath { profiles, end, counters })
}

/// Checks the last profile anew.
fn check_equilibrium(game: &Game, profile: &[usize]) -> Result<(), EvolutionError> {
    if is_pure_equilibrium(game, profile) == Some(true) {
        return Ok(());
    }
    let profile = ExactProfile::pure(game.action_counts(), profile)?;
    Err(NotCertified { certificate: exact_regrets(game, &profile)?.certificate() }.into())
}

/// The profile after a player's best reply.
struct Reply<'a> {
    shape: &'a Shape,
    player: usize,
    number: usize,
}

impl Ordered for Reply<'_> {
    type Output = usize;

    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> usize {
        let (base, stride) = (self.shape.base(self.number, self.player), self.shape.stride(self.player));
        let mut best = base;
        for action in 1..self.shape.actions()[self.player] {
            let other = base + action * stride;
            if values[other] > values[best] {
                best = other;
            }
        }
        if values[self.number] < values[best] { best } else { self.number }
    }
}
