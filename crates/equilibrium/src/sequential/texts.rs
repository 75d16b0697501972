//! How nodes, sets and players are called in messages.

use super::parts::Turn;
use super::tree::Tree;

impl Tree {
    /// How an information set is called in messages: its name, or the player and a number from 1.
    pub fn set_text(&self, set: usize) -> String {
        let Some(found) = self.sets.get(set) else { return format!("information set {}", set + 1) };
        let number = set - self.set_starts[found.player] + 1;
        let player = self.player_text(found.player);
        if found.name.trim().is_empty() {
            format!("information set {number} of {player}")
        } else {
            format!("information set `{}` ({number} of {player})", found.name)
        }
    }

    /// How a player is called in messages.
    pub(super) fn player_text(&self, player: usize) -> String {
        match self.players.get(player) {
            Some(name) if !name.trim().is_empty() => name.clone(),
            _ => format!("player {}", player + 1),
        }
    }

    /// The moves that lead from the root to a node, as a reader sees them: `King, Bet`.
    pub(super) fn history_text(&self, node: usize) -> String {
        let mut moves = Vec::new();
        let mut at = node;
        while let Some((parent, action)) = self.nodes[at].came_by {
            moves.push(self.action_text(parent, action));
            at = parent;
        }
        let long = moves.len().saturating_sub(MOVES_SHOWN);
        moves.truncate(MOVES_SHOWN);
        moves.reverse();
        match (moves.is_empty(), long) {
            (true, _) => "at the start".to_owned(),
            (_, 0) => format!("after {}", moves.join(", ")),
            _ => format!("after {long} moves and {}", moves.join(", ")),
        }
    }

    fn action_text(&self, node: usize, action: usize) -> String {
        let names = match self.nodes[node].turn {
            Turn::Chance(chance) => &self.chances[chance].actions,
            Turn::Move(set) => &self.sets[set].actions,
            Turn::End => return String::new(),
        };
        match names.get(action) {
            Some(name) if !name.trim().is_empty() => format!("`{name}`"),
            _ => format!("action {}", action + 1),
        }
    }
}

/// Moves of a history that a message repeats.
const MOVES_SHOWN: usize = 12;
