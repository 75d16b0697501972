//! Subgame-perfect equilibria: subgames solved from the last to the first.

use moloch_core::{Certified, Completeness, Effort, Status};

use super::backward::backward_induction;
use super::behaviour::{ExactBehaviour, expected_payoffs};
use super::build::TreeBuilder;
use super::certificate::{subgame_regrets, subgame_roots};
use super::error::SequentialError;
use super::normal::{Form, normal_form};
use super::result::BehaviourSet;
use super::tree::{Tree, Turn};
use super::two_player::sequence_form;
use crate::finite::{Counter, ExactProfile, Rational, Scope, pure_equilibria};

const TASK: &str = "solve subgame by subgame";

#[doc = include_str!("subgame_perfect.md")]
///
/// # Errors
///
/// When recall is imperfect, the budget ends first, a subgame in which three or more players move has no pure
/// equilibrium or is too large, or (a mistake of this solver) the certificate does not pass.
pub fn subgame_perfect(tree: &Tree, effort: &Effort) -> Result<BehaviourSet, SequentialError> {
    tree.perfect_recall().map_err(|forgetting| SequentialError::ImperfectRecall { task: TASK, forgetting })?;
    if tree.has_perfect_information() {
        return backward_induction(tree, effort);
    }
    let is_root = subgame_roots(tree);
    let mut mixes = ExactBehaviour::uniform(tree).mixes().to_vec();
    let mut values: Vec<Option<Vec<Rational>>> = vec![None; tree.node_count()];
    let mut watch = effort.watch("subgames");
    let mut pivots = 0;
    for root in (0..tree.node_count()).rev().filter(|&node| is_root[node]) {
        watch.step().map_err(|stop| SequentialError::Stopped { task: TASK, stop })?;
        let part = Part::new(tree, &is_root, &values, root)?;
        let (profile, work) = part.solve(root, effort)?;
        pivots += work;
        values[root] = Some(expected_payoffs(&part.tree, &profile)?);
        for (&set, mix) in part.sets.iter().zip(profile.mixes()) {
            mixes[set].clone_from(mix);
        }
    }
    let profile = ExactBehaviour::trusted(mixes);
    let certificate = subgame_regrets(tree, &profile)?.certificate();
    let subgames = watch.done();
    Ok(BehaviourSet {
        equilibria: vec![Certified::new(profile, certificate)?],
        scope: Scope::One,
        is_subgame_perfect: true,
        completeness: Completeness::Sample,
        method: "subgames from the last to the first: best action, sequence form, or pure equilibrium of the normal form",
        status: Status::ClosedForm,
        counters: vec![Counter { what: "subgames", count: subgames }, Counter { what: "pivots", count: pivots }],
    })
}

/// A subgame as a tree of its own, the subgames within it replaced by what they pay.
struct Part {
    tree: Tree,
    /// For each information set of the part, its number in the whole tree.
    sets: Vec<usize>,
}

impl Part {
    fn new(
        tree: &Tree,
        is_root: &[bool],
        values: &[Option<Vec<Rational>>],
        root: usize,
    ) -> Result<Self, SequentialError> {
        let mut builder: TreeBuilder = Tree::builder("", tree.players().iter().cloned());
        let mut declared = std::collections::BTreeMap::new();
        let mut node = root;
        while node < tree.nodes[root].end {
            let ended = values[node].as_ref().filter(|_| is_root[node] && node != root);
            match (ended, tree.nodes[node].turn) {
                (Some(value), _) => {
                    builder.end(value.iter().cloned())?;
                    node = tree.nodes[node].end;
                    continue;
                }
                (None, Turn::End) => {
                    builder.end(tree.totals[tree.nodes[node].total].iter().cloned())?;
                }
                (None, Turn::Chance(set)) => {
                    let set = &tree.chances[set];
                    let actions = set.actions.iter().cloned().zip(set.probabilities.iter().cloned());
                    let chance = builder.chance_set("", actions)?;
                    builder.chance(chance)?;
                }
                (None, Turn::Move(set)) => {
                    let found = &tree.sets[set];
                    let id = match declared.get(&set) {
                        Some(&id) => id,
                        None => builder.information_set(found.player, "", found.actions.iter().cloned())?,
                    };
                    declared.insert(set, id);
                    builder.decide(id)?;
                }
            }
            node += 1;
        }
        // Both orders are by player and first node.
        Ok(Self { tree: builder.finish()?, sets: declared.into_keys().collect() })
    }

    /// An equilibrium of the part, and how many pivots it took.
    fn solve(&self, root: usize, effort: &Effort) -> Result<(ExactBehaviour, u64), SequentialError> {
        let movers = (0..self.tree.player_count()).filter(|&player| !self.tree.sets_of(player).is_empty()).count();
        if self.sets.len() <= 1 && self.tree.has_perfect_information() {
            return first_of(backward_induction(&self.tree, effort)?);
        }
        if movers <= 2 {
            return first_of(sequence_form(&self.tree, effort)?);
        }
        let normal = normal_form(&self.tree, Form::Reduced)?;
        let found = pure_equilibria(normal.game())?;
        let Some(actions) = found.iter().next() else {
            return Err(SequentialError::Subgame {
                node: root,
                players: movers,
                why: "it has no pure equilibrium, and mixed ones of three or more players need not be rational"
                    .to_owned(),
                next: "use `agent_limit`, which follows the quantal response equilibria to one in doubles",
            });
        };
        let profile = ExactProfile::pure(normal.game().action_counts(), &actions)?;
        Ok((normal.behaviour(&self.tree, &profile)?, 0))
    }
}

fn first_of(set: BehaviourSet) -> Result<(ExactBehaviour, u64), SequentialError> {
    let pivots = set.counters.iter().filter(|counter| counter.what == "pivots").map(|counter| counter.count).sum();
    let found = set.equilibria.into_iter().next().map(|found| found.into_parts().0);
    let none = SequentialError::Failed {
        task: TASK,
        why: "a subgame gave no equilibrium".to_owned(),
        next: "report the game",
    };
    Ok((found.ok_or(none)?, pivots))
}
