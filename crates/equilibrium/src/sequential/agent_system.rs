//! The equations of agent quantal response equilibrium in log-probabilities, with their derivatives.

use nalgebra::{DMatrix, DVector};

use super::error::SequentialError;
use super::parts::Turn;
use super::tree::Tree;
use crate::finite::{Rational, nearest_f64};

/// Actions of all information sets that the dense equations may have.
pub(super) const MAX_ACTIONS: usize = 400;

/// A play with the numbers of the actions on it.
struct Play {
    log_chance: f64,
    actions: Vec<usize>,
    /// Each player's payoff, in units of the largest payoff range, from each player's lowest.
    payoffs: Vec<f64>,
}

/// A node of an information set with the numbers of the actions that lead to it.
struct Entry {
    log_chance: f64,
    actions: Vec<usize>,
}

struct AgentSet {
    player: usize,
    first: usize,
    count: usize,
    entries: Vec<Entry>,
}

/// The equations `log p(a) - log p(first) = lambda (V(a) - V(first))` and `sum p = 1` at every information set.
pub(super) struct AgentSystem {
    sets: Vec<AgentSet>,
    /// The set of every action.
    owner: Vec<usize>,
    plays: Vec<Play>,
    /// The largest payoff range.
    pub(super) scale: f64,
}

/// Expected payoffs of all actions, given that their sets are reached, and their derivatives.
struct Worth {
    values: DVector<f64>,
    slopes: DMatrix<f64>,
    /// The logarithm of the probability with which each set is reached.
    reach: Vec<f64>,
}

/// The equations near a point.
pub(super) struct Linearised {
    pub(super) residual: DVector<f64>,
    /// One column per action, then the derivative by lambda.
    pub(super) jacobian: DMatrix<f64>,
    /// What rounding may leave of each equation: differences of long logarithms are known less well.
    pub(super) rounding: DVector<f64>,
}

impl AgentSystem {
    pub(super) fn new(tree: &Tree, task: &'static str) -> Result<Self, SequentialError> {
        tree.perfect_recall().map_err(|forgetting| SequentialError::ImperfectRecall { task, forgetting })?;
        let mut first = Vec::with_capacity(tree.sets.len());
        let mut owner = Vec::new();
        for (number, set) in tree.sets.iter().enumerate() {
            first.push(owner.len());
            owner.extend(vec![number; set.actions.len()]);
        }
        if owner.len() > MAX_ACTIONS {
            return Err(SequentialError::TooLarge {
                task,
                found: format!("the information sets have {} actions", owner.len()),
                limit: MAX_ACTIONS,
                next: "use `sequence_form` or `subgame_perfect`",
            });
        }
        let bounds: Vec<_> = (0..tree.player_count()).filter_map(|player| tree.payoff_bounds(player)).collect();
        let widest = bounds.iter().map(|(low, high)| high - low).max().unwrap_or(Rational::ZERO);
        let unit = if widest.is_zero() { Rational::ONE } else { widest.clone() };
        let logs = log_chances(tree);
        let sets = tree.sets.iter().zip(&first).map(|(set, &first)| {
            let entry = |&node: &usize| Entry { log_chance: logs[node], actions: path(tree, &first_of(tree), node) };
            let entries = set.nodes.iter().filter(|&&node| logs[node] > f64::NEG_INFINITY).map(entry).collect();
            AgentSet { player: set.player, first, count: set.actions.len(), entries }
        });
        let sets: Vec<AgentSet> = sets.collect();
        if let Some(set) = sets.iter().position(|set| set.entries.is_empty()) {
            return Err(SequentialError::WrongTree {
                task,
                found: format!("{} follows chance moves of probability zero only", tree.set_text(set)),
                expected: "sets that chance allows to be reached",
                next: "remove what never happens",
            });
        }
        let numbers = first_of(tree);
        let plays = tree.ends().filter(|&node| logs[node] > f64::NEG_INFINITY).map(|node| {
            let row = tree.totals[tree.nodes[node].total].iter().zip(&bounds);
            let payoffs = row.map(|(payoff, (low, _))| nearest_f64(&((payoff - low) / &unit))).collect();
            Play { log_chance: logs[node], actions: path(tree, &numbers, node), payoffs }
        });
        let plays = plays.collect();
        Ok(Self { sets, owner, plays, scale: nearest_f64(&widest) })
    }

    /// How many actions there are.
    pub(super) fn size(&self) -> usize {
        self.owner.len()
    }

    /// Log-probabilities of the behaviour in which all actions of a set are equally likely.
    pub(super) fn centre(&self) -> DVector<f64> {
        let even = |&set: &usize| -(self.sets[set].count as f64).ln();
        DVector::from_iterator(self.size(), self.owner.iter().map(even))
    }

    /// Probabilities from log-probabilities, divided by their sum.
    pub(super) fn mixes(&self, logs: &[f64]) -> Vec<Vec<f64>> {
        let mix = |set: &AgentSet| {
            let shares: Vec<f64> = logs[set.first..set.first + set.count].iter().map(|log| log.exp()).collect();
            let sum: f64 = shares.iter().sum();
            shares.into_iter().map(|share| share / sum).collect()
        };
        self.sets.iter().map(mix).collect()
    }

    /// The equations at `(logs, lambda)`.
    pub(super) fn linearised(&self, logs: &[f64], lambda: f64) -> Linearised {
        let size = self.size();
        let Worth { values, slopes, reach } = self.worth(logs);
        let mut rounding = DVector::from_element(size, f64::EPSILON);
        let mut residual = DVector::zeros(size);
        let mut jacobian = DMatrix::zeros(size, size + 1);
        for (set, reach) in self.sets.iter().zip(&reach) {
            let first = set.first;
            let mut sum = -1.0;
            for action in first..first + set.count {
                let share = logs[action].exp();
                sum += share;
                jacobian[(first, action)] = share;
            }
            residual[first] = sum;
            for action in first + 1..first + set.count {
                residual[action] = logs[action] - logs[first] - lambda * (values[action] - values[first]);
                for column in 0..size {
                    jacobian[(action, column)] = -lambda * (slopes[(action, column)] - slopes[(first, column)]);
                }
                jacobian[(action, action)] += 1.0;
                jacobian[(action, first)] -= 1.0;
                jacobian[(action, size)] = values[first] - values[action];
                rounding[action] = 2.0 * f64::EPSILON * (1.0 + reach.abs()) * (1.0 + lambda.abs());
            }
        }
        Linearised { residual, jacobian, rounding }
    }

    fn worth(&self, logs: &[f64]) -> Worth {
        let size = self.size();
        let mut values = DVector::zeros(size);
        let mut slopes = DMatrix::zeros(size, size);
        let reach: Vec<Vec<f64>> = self.sets.iter().map(|set| entry_logs(set, logs)).collect();
        let total: Vec<f64> = reach.iter().map(|entries| log_sum(entries)).collect();
        for play in &self.plays {
            let log = play.log_chance + play.actions.iter().map(|&action| logs[action]).sum::<f64>();
            for &action in &play.actions {
                let set = self.owner[action];
                let weight = (log - logs[action] - total[set]).exp() * play.payoffs[self.sets[set].player];
                values[action] += weight;
                for &other in play.actions.iter().filter(|&&other| other != action) {
                    slopes[(action, other)] += weight;
                }
            }
        }
        for ((set, entries), total) in self.sets.iter().zip(&reach).zip(&total) {
            for (entry, log) in set.entries.iter().zip(entries) {
                let belief = (log - total).exp();
                for &earlier in &entry.actions {
                    for action in set.first..set.first + set.count {
                        slopes[(action, earlier)] -= values[action] * belief;
                    }
                }
            }
        }
        Worth { values, slopes, reach: total }
    }
}

/// The number of each set's first action.
fn first_of(tree: &Tree) -> Vec<usize> {
    let mut next = 0;
    let mut first = Vec::with_capacity(tree.sets.len());
    for set in &tree.sets {
        first.push(next);
        next += set.actions.len();
    }
    first
}

fn entry_logs(set: &AgentSet, logs: &[f64]) -> Vec<f64> {
    let log = |entry: &Entry| entry.log_chance + entry.actions.iter().map(|&action| logs[action]).sum::<f64>();
    set.entries.iter().map(log).collect()
}

fn log_sum(logs: &[f64]) -> f64 {
    let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    highest + logs.iter().map(|log| (log - highest).exp()).sum::<f64>().ln()
}

/// The logarithm of chance's part in reaching each node.
fn log_chances(tree: &Tree) -> Vec<f64> {
    let mut logs = vec![0.0; tree.nodes.len()];
    for node in 0..tree.nodes.len() {
        let Some((parent, action)) = tree.nodes[node].came_by else { continue };
        logs[node] = logs[parent];
        if let Turn::Chance(set) = tree.nodes[parent].turn {
            logs[node] += nearest_f64(&tree.chances[set].probabilities[action]).ln();
        }
    }
    logs
}

/// The numbers of the players' actions on the way to a node.
fn path(tree: &Tree, first: &[usize], node: usize) -> Vec<usize> {
    let mut actions = Vec::new();
    let mut at = node;
    while let Some((parent, action)) = tree.nodes[at].came_by {
        if let Turn::Move(set) = tree.nodes[parent].turn {
            actions.push(first[set] + action);
        }
        at = parent;
    }
    actions
}
