//! Numbers of actions and the numbering of pure profiles.

use super::error::GameError;

/// Payoffs that a dense game may hold: 1 GiB at eight bytes each.
pub const MAX_PAYOFFS: usize = 1 << 27;

/// Numbers of actions, and the numbering of pure profiles in which player 1's action varies fastest.
///
/// With $`m_j`$ actions of player $`j`$ the profile $`(a_1, \dots, a_n)`$ (from 0) has the number
/// $`\sum_i a_i \prod_{j<i} m_j`$.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    actions: Vec<usize>,
    strides: Vec<usize>,
    profiles: usize,
}

impl Shape {
    pub(crate) fn new(actions: &[usize]) -> Result<Self, GameError> {
        if actions.is_empty() {
            return Err(GameError::NoPlayers);
        }
        if let Some(player) = actions.iter().position(|&count| count == 0) {
            let player = (player + 1).to_string();
            return Err(GameError::NoActions { player });
        }
        let mut strides = Vec::with_capacity(actions.len());
        let mut profiles = 1usize;
        for &count in actions {
            strides.push(profiles);
            profiles = profiles
                .checked_mul(count)
                .filter(|&size| size <= MAX_PAYOFFS / actions.len())
                .ok_or_else(|| too_large(actions))?;
        }
        let actions = actions.to_vec();
        Ok(Self { actions, strides, profiles })
    }

    pub(crate) fn actions(&self) -> &[usize] {
        &self.actions
    }

    pub(crate) fn players(&self) -> usize {
        self.actions.len()
    }

    /// Distance between the numbers of two profiles that differ by one action of this player.
    pub(crate) fn stride(&self, player: usize) -> usize {
        self.strides[player]
    }

    pub(crate) fn profiles(&self) -> usize {
        self.profiles
    }

    /// The number of a profile, or `None` when it is none of this game.
    pub(crate) fn number(&self, profile: &[usize]) -> Option<usize> {
        if profile.len() != self.players() {
            return None;
        }
        let mut number = 0;
        for ((&action, &count), &stride) in profile.iter().zip(&self.actions).zip(&self.strides) {
            if action >= count {
                return None;
            }
            number += action * stride;
        }
        Some(number)
    }

    /// The profile with this number.
    pub(crate) fn profile(&self, number: usize) -> Vec<usize> {
        let digit = |(&count, &stride)| number / stride % count;
        self.actions.iter().zip(&self.strides).map(digit).collect()
    }

    /// The action of one player in the profile with this number.
    pub(crate) fn action(&self, number: usize, player: usize) -> usize {
        number / self.strides[player] % self.actions[player]
    }

    /// The same profile with this player's action set to the first one.
    pub(crate) fn base(&self, number: usize, player: usize) -> usize {
        number - self.action(number, player) * self.strides[player]
    }
}

fn too_large(actions: &[usize]) -> GameError {
    let product = actions.iter().try_fold(actions.len(), |size, &count| size.checked_mul(count));
    GameError::TooLarge {
        players: actions.len(),
        payoffs: product.map_or_else(|| "more than 2^64".to_owned(), |size| size.to_string()),
        limit: MAX_PAYOFFS,
        why: "one gibibyte of memory",
    }
}
