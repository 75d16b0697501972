//! What can be wrong with an anonymous game, and why a solver gave no result.

use moloch_core::NotCertified;
use thiserror::Error;

use crate::finite::{GameError, ProfileError};

/// Why an anonymous game was refused, or a solver gave no result.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum AnonymousError {
    /// Something is wrong with the labels, or with the dense game on the other side of a conversion.
    #[error(transparent)]
    Game(#[from] GameError),
    /// A profile does not fit the game.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// A candidate failed its check, so it is not a result. This is a mistake of the solver.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
    /// A role without players, or with too many.
    #[error("build the game: role {role} has {found} players, expected 1 to {limit}")]
    Players {
        /// The role's name.
        role: String,
        /// How many players it was given.
        found: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A table of payoffs that would not fit in memory.
    #[error(
        "build the game: role {role} has more than {limit} payoffs, one for each action and counts of the others \
         (one gibibyte of memory); use fewer actions, roles or players"
    )]
    TooLarge {
        /// The role's name.
        role: String,
        /// The limit.
        limit: usize,
    },
    /// A payoff that is no number, or an exact one among doubles.
    #[error("build the game: payoff of role {role} for action {action} with others {others:?}: {fault}")]
    Payoff {
        /// The role's name.
        role: String,
        /// The action's name.
        action: String,
        /// Counts of the others, by role and action.
        others: Vec<Vec<usize>>,
        /// What is wrong with it, and what is expected.
        fault: String,
    },
    /// A dense game in which it matters who plays what.
    #[error(
        "read the game as anonymous: at profile {profile:?} player {player} earns {found} where others of its role \
         earn {expected} at the same counts; split the role or keep the dense game"
    )]
    NotAnonymous {
        /// Player, by label.
        player: String,
        /// Actions, numbered from 1.
        profile: Vec<usize>,
        /// What this player earns.
        found: String,
        /// What an earlier player earned.
        expected: String,
    },
    /// Roles that are no partition of the players.
    #[error("read the game as anonymous: the roles {roles:?} do not hold each of {players} players (from 0) once")]
    NotAPartition {
        /// The roles.
        roles: Vec<Vec<usize>>,
        /// How many players the game has.
        players: usize,
    },
    /// Counts that are none of this game.
    #[error("read the counts: {found:?} do not add up to the numbers of players of the roles with their actions")]
    Counts {
        /// What was given.
        found: Vec<Vec<usize>>,
    },
    /// A method for another kind of game.
    #[error("{task}: the game has {found}, expected {expected}")]
    WrongShape {
        /// What was to be done.
        task: &'static str,
        /// What the game is like.
        found: String,
        /// What the method handles.
        expected: &'static str,
    },
}
