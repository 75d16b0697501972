//! Perfect recall: whether a player can always tell what it knew and did before.

use std::fmt;

use super::parts::Turn;
use super::tree::Tree;
use crate::finite::Rational;

/// A player forgets: at two nodes of one information set its own past moves differ.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Forgetting {
    /// The information set.
    pub set: usize,
    /// Two of its nodes.
    pub nodes: [usize; 2],
    what: String,
}

impl fmt::Display for Forgetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// A player's last own move: the information set and the action.
pub(super) type OwnMove = Option<(usize, usize)>;

/// The first information set, in prefix order of the nodes, at which the player has forgotten something.
///
/// With perfect recall all nodes of a set share the player's last own move. That is also enough: sharing the last
/// move, they share the set in which it was made, whose nodes share the move before, and so on to the first.
pub(super) fn first_forgetting(tree: &Tree) -> Option<Forgetting> {
    let mut known: Vec<Option<OwnMove>> = vec![None; tree.sets.len()];
    let mut walk = OwnMoves::new(tree.players.len());
    for node in 0..tree.nodes.len() {
        walk.enter(tree, node);
        let Turn::Move(set) = tree.nodes[node].turn else { continue };
        let last = walk.last[tree.sets[set].player];
        match known[set] {
            None => known[set] = Some(last),
            Some(first) if first == last => {}
            Some(_) => return Some(describe(tree, set, node)),
        }
    }
    None
}

fn describe(tree: &Tree, set: usize, node: usize) -> Forgetting {
    let first = tree.sets[set].nodes[0];
    let what = format!(
        "{} has imperfect recall: {} and {} the player's own past moves differ, but both nodes are in it; split the set",
        tree.set_text(set),
        tree.history_text(first),
        tree.history_text(node),
    );
    Forgetting { set, nodes: [first, node], what }
}

/// Each information set's last own move of its player before it; with perfect recall that is the same at all its nodes.
pub(super) fn moves_before_sets(tree: &Tree) -> Vec<OwnMove> {
    let mut before = vec![None; tree.sets.len()];
    let mut walk = OwnMoves::new(tree.players.len());
    for node in 0..tree.nodes.len() {
        walk.enter(tree, node);
        if let Turn::Move(set) = tree.nodes[node].turn {
            before[set] = walk.last[tree.sets[set].player];
        }
    }
    before
}

/// What happened on the way to the end of a play.
pub(super) struct Play {
    /// The terminal node.
    pub(super) node: usize,
    /// The probability that chance plays its part.
    pub(super) chance: Rational,
    /// Each player's last own move.
    pub(super) last: Vec<OwnMove>,
}

/// Every play that chance allows, in order.
pub(super) fn plays(tree: &Tree) -> Vec<Play> {
    let mut walk = OwnMoves::new(tree.players.len());
    let mut chance = vec![Rational::ONE; tree.nodes.len()];
    let mut plays = Vec::new();
    for node in 0..tree.nodes.len() {
        walk.enter(tree, node);
        if let Some((parent, action)) = tree.nodes[node].came_by {
            chance[node] = match tree.nodes[parent].turn {
                Turn::Chance(set) => &chance[parent] * &tree.chances[set].probabilities[action],
                _ => chance[parent].clone(),
            };
        }
        if tree.nodes[node].turn == Turn::End && !chance[node].is_zero() {
            plays.push(Play { node, chance: chance[node].clone(), last: walk.last.clone() });
        }
    }
    plays
}

/// Each player's last own move while the nodes are visited in prefix order.
struct OwnMoves {
    last: Vec<OwnMove>,
    /// The path to the present node: each node with the player that moved into it and what was its last move before.
    path: Vec<(usize, Option<(usize, OwnMove)>)>,
}

impl OwnMoves {
    fn new(players: usize) -> Self {
        Self { last: vec![None; players], path: Vec::new() }
    }

    /// Goes to the next node in prefix order.
    fn enter(&mut self, tree: &Tree, node: usize) {
        let Some((parent, action)) = tree.nodes[node].came_by else {
            self.path.push((node, None));
            return;
        };
        while self.path.last().is_some_and(|&(at, _)| at != parent) {
            if let Some((_, Some((player, before)))) = self.path.pop() {
                self.last[player] = before;
            }
        }
        let undo = match tree.nodes[parent].turn {
            Turn::Move(set) => {
                let player = tree.sets[set].player;
                let before = self.last[player].replace((set, action));
                Some((player, before))
            }
            _ => None,
        };
        self.path.push((node, undo));
    }
}
