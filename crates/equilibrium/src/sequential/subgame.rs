//! Subgame-perfect equilibria: subgames solved from the last to the first.

use moloch_core::{Certified, Completeness, Effort, Status};

use super::backward::backward_induction;
use super::behaviour::{ExactBehaviour, expected_payoffs};
use super::build::TreeBuilder;
use super::certificate::{subgame_regrets, subgame_roots};
use super::error::SequentialError;
use super::normal::{Form, NormalForm, normal_form};
use super::parts::Turn;
use super::result::{BehaviourSet, Ended};
use super::tree::Tree;
use super::two_player::sequence_form;
use crate::finite::homotopy::one_equilibrium;
use crate::finite::{Counter, ExactProfile, Rational, Scope, pure_equilibria};

const TASK: &str = "solve subgame by subgame";

const EXACT: &str =
    "subgames from the last to the first: best action, sequence form, or pure equilibrium of the normal form";
const IN_DOUBLES: &str = "subgames from the last to the first, in doubles where three or more players mix";

#[doc = include_str!("subgame_perfect.md")]
///
/// # Errors
///
/// When recall is imperfect, a subgame in which three or more players move is too large or no method finds an
/// equilibrium of it, or (a mistake of this solver) the certificate does not pass.
pub fn subgame_perfect(tree: &Tree, effort: &Effort) -> Result<BehaviourSet, SequentialError> {
    tree.perfect_recall().map_err(|forgetting| SequentialError::ImperfectRecall { task: TASK, forgetting })?;
    if tree.has_perfect_information() {
        return backward_induction(tree, effort);
    }
    let is_root = subgame_roots(tree);
    let roots: Vec<usize> = (0..tree.node_count()).rev().filter(|&node| is_root[node]).collect();
    let mut search = Search::new(tree);
    let mut watch = effort.watch("subgames");
    for (solved, &root) in roots.iter().enumerate() {
        let part = Part::new(tree, &is_root, &search.values, root)?;
        let end = match watch.step() {
            Ok(()) => part.solve(root, effort)?,
            Err(stop) => End::Stopped(stop.into()),
        };
        match end {
            End::Stopped(ended) => {
                let not_searched =
                    format!("{} of {} subgames, the whole game among them", roots.len() - solved, roots.len());
                return Ok(BehaviourSet::stopped(EXACT, ended, not_searched, search.counters(solved)));
            }
            End::Found(found) => search.keep(&part, root, &found)?,
        }
    }
    search.finish(roots.len())
}

/// What is chosen in the subgames solved so far.
struct Search<'a> {
    tree: &'a Tree,
    mixes: Vec<Vec<Rational>>,
    /// What each solved subgame pays.
    values: Vec<Option<Vec<Rational>>>,
    pivots: u64,
    /// Subgames solved in doubles.
    rounded: u64,
}

impl<'a> Search<'a> {
    fn new(tree: &'a Tree) -> Self {
        let mixes = ExactBehaviour::uniform(tree).mixes().to_vec();
        Self { tree, mixes, values: vec![None; tree.node_count()], pivots: 0, rounded: 0 }
    }

    fn keep(&mut self, part: &Part, root: usize, found: &Found) -> Result<(), SequentialError> {
        self.values[root] = Some(expected_payoffs(&part.tree, &found.profile)?);
        for (&set, mix) in part.sets.iter().zip(found.profile.mixes()) {
            self.mixes[set].clone_from(mix);
        }
        self.pivots += found.pivots;
        self.rounded += u64::from(!found.is_exact);
        Ok(())
    }

    fn counters(&self, solved: usize) -> Vec<Counter> {
        let solved = u64::try_from(solved).unwrap_or(u64::MAX);
        let mut counters =
            vec![Counter { what: "subgames", count: solved }, Counter { what: "pivots", count: self.pivots }];
        if self.rounded > 0 {
            counters.push(Counter { what: "subgames solved in doubles", count: self.rounded });
        }
        counters
    }

    fn finish(self, solved: usize) -> Result<BehaviourSet, SequentialError> {
        let counters = self.counters(solved);
        let profile = ExactBehaviour::trusted(self.mixes);
        let (mut equilibria, mut in_doubles) = (Vec::new(), Vec::new());
        let (method, status) = if self.rounded == 0 {
            let certificate = subgame_regrets(self.tree, &profile)?.certificate();
            equilibria.push(Certified::new(profile, certificate)?);
            (EXACT, Status::ClosedForm)
        } else {
            let profile = profile.to_f64();
            let certificate = subgame_regrets(self.tree, &profile.to_exact())?.certificate_of_doubles();
            in_doubles.push(Certified::new(profile, certificate)?);
            (IN_DOUBLES, Status::Converged { iterations: solved })
        };
        Ok(BehaviourSet {
            equilibria,
            in_doubles,
            scope: Scope::One,
            is_subgame_perfect: true,
            completeness: Completeness::Sample,
            method,
            status,
            counters,
        })
    }
}

/// How the search in one subgame ended.
enum End {
    Found(Found),
    Stopped(Ended),
}

/// An equilibrium of a part.
struct Found {
    profile: ExactBehaviour,
    pivots: u64,
    /// Whether nothing was rounded.
    is_exact: bool,
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

    /// An equilibrium of the part.
    fn solve(&self, root: usize, effort: &Effort) -> Result<End, SequentialError> {
        let movers = (0..self.tree.player_count()).filter(|&player| !self.tree.sets_of(player).is_empty()).count();
        if self.sets.len() <= 1 && self.tree.has_perfect_information() {
            return first_of(backward_induction(&self.tree, effort)?);
        }
        if movers <= 2 {
            return first_of(sequence_form(&self.tree, effort)?);
        }
        let normal = normal_form(&self.tree, Form::Reduced)?;
        let found = pure_equilibria(normal.game())?;
        if let Some(actions) = found.iter().next() {
            let profile = ExactProfile::pure(normal.game().action_counts(), &actions)?;
            let profile = normal.behaviour(&self.tree, &profile)?;
            return Ok(End::Found(Found { profile, pivots: 0, is_exact: true }));
        }
        self.mixed(root, movers, &normal, effort)
    }

    /// An equilibrium in doubles of a part in which three or more players mix.
    fn mixed(&self, root: usize, players: usize, normal: &NormalForm, effort: &Effort) -> Result<End, SequentialError> {
        let found = one_equilibrium(normal.game(), effort, 0)?;
        if let Some(point) = found.set.points.first() {
            let profile = normal.behaviour(&self.tree, &point.profile.to_exact())?;
            // Doubles again, so that fractions do not grow from subgame to subgame.
            let profile = profile.to_f64().to_exact();
            return Ok(End::Found(Found { profile, pivots: 0, is_exact: false }));
        }
        // A budget that ended the last method would end the next step as well.
        if let Err(stop) = effort.watch("subgames").step() {
            return Ok(End::Stopped(stop.into()));
        }
        Err(SequentialError::Subgame {
            node: root,
            players,
            why: format!("it has no pure equilibrium, and no method found a mixed one ({})", found.set.status),
            next: "allow more steps, or use `agent_limit`, which follows the quantal response equilibria to one",
        })
    }
}

fn first_of(set: BehaviourSet) -> Result<End, SequentialError> {
    let pivots = set.counters.iter().filter(|counter| counter.what == "pivots").map(|counter| counter.count).sum();
    if let Some(found) = set.equilibria.into_iter().next() {
        return Ok(End::Found(Found { profile: found.into_parts().0, pivots, is_exact: true }));
    }
    match set.completeness {
        Completeness::Partial { why, .. } => Ok(End::Stopped(Ended { status: set.status, why })),
        _ => Err(SequentialError::Failed {
            task: TASK,
            why: "a subgame gave no equilibrium".to_owned(),
            next: "report the game",
        }),
    }
}
