//! Backward induction where everybody sees everything.

use moloch_core::{Certified, Completeness, Effort, Status, Stop, Watch};

use super::behaviour::ExactBehaviour;
use super::certificate::subgame_regrets;
use super::error::SequentialError;
use super::parts::Turn;
use super::result::BehaviourSet;
use super::tree::Tree;
use crate::finite::{Counter, Rational, Scope};

/// Equilibria that are listed.
pub const MAX_LISTED: usize = 1_000;

const TASK: &str = "solve by backward induction";
const METHOD: &str = "backward induction";

/// All pure subgame-perfect equilibria of a tree with perfect information, ties between actions followed one after the
/// other; at most [`MAX_LISTED`] are listed. One step of `effort` is one node.
///
/// # Errors
///
/// When an information set has several nodes, or (a mistake of this solver) a certificate does not pass.
///
/// ```
/// use moloch_core::Effort;
/// use moloch_equilibrium::sequential::{Tree, backward_induction};
///
/// let mut tree = Tree::builder("Entry", ["Entrant", "Incumbent"]);
/// let entrant = tree.information_set(0, "", ["out", "in"])?;
/// let incumbent = tree.information_set(1, "", ["accept", "fight"])?;
/// let tree = tree.decide(entrant)?.end([1, 5])?.decide(incumbent)?.end([2, 2])?.end([0, 0])?.finish()?;
/// let found = backward_induction(&tree, &Effort::unlimited())?;
/// assert_eq!(found.first().and_then(|profile| profile.pure_actions()), Some(vec![1, 0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn backward_induction(tree: &Tree, effort: &Effort) -> Result<BehaviourSet, SequentialError> {
    if let Some(set) = tree.information_sets().iter().position(|set| set.nodes().len() > 1) {
        return Err(SequentialError::WrongTree {
            task: TASK,
            found: format!("{} has {} nodes", tree.set_text(set), tree.information_sets()[set].nodes().len()),
            expected: "one node per information set",
            next: "use `subgame_perfect`",
        });
    }
    let mut search = Search::new(tree);
    let mut watch = effort.watch("nodes of backward induction");
    let mut equilibria = Vec::new();
    let mut next = tree.node_count();
    let (mut stop, mut is_complete) = (None, false);
    loop {
        if let Err(why) = search.settle(next, &mut watch) {
            stop = Some(why);
            break;
        }
        equilibria.push(search.certified()?);
        let tie = search.next_tie();
        is_complete = tie.is_none();
        match tie {
            Some(node) if equilibria.len() < MAX_LISTED => next = node + 1,
            _ => break,
        }
    }
    let counters = vec![Counter { what: "nodes settled", count: watch.done() }];
    if let (Some(stop), true) = (stop, equilibria.is_empty()) {
        let all = "all equilibria: no node was reached at which the game begins".to_owned();
        return Ok(BehaviourSet { scope: Scope::Pure, ..BehaviourSet::stopped(METHOD, stop, all, counters) });
    }
    Ok(BehaviourSet {
        completeness: completeness(is_complete, stop, equilibria.len()),
        equilibria,
        in_doubles: Vec::new(),
        scope: Scope::Pure,
        is_subgame_perfect: true,
        method: METHOD,
        status: stop.map_or(Status::ClosedForm, Status::from),
        counters,
    })
}

fn completeness(is_complete: bool, stop: Option<Stop>, listed: usize) -> Completeness {
    if is_complete {
        return Completeness::Complete("every tie between best actions was followed");
    }
    let why =
        stop.map_or_else(|| format!("{listed} equilibria are listed, the most there may be"), |stop| stop.to_string());
    Completeness::Partial { why, not_searched: "other choices among equally good actions".to_owned() }
}

/// Where a node's value is kept: a decision passes on that of the child it chooses.
#[derive(Clone, Copy)]
enum Slot {
    Total(usize),
    Chance(usize),
}

/// The state of the search: nodes are settled from the last to the first, each taking the tie that it is told to take.
struct Search<'a> {
    tree: &'a Tree,
    slots: Vec<Slot>,
    expected: Vec<Vec<Rational>>,
    /// Best actions of each set, and which of them is taken.
    best: Vec<Vec<usize>>,
    taken: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(tree: &'a Tree) -> Self {
        let sets = tree.information_sets().len();
        let nodes = tree.node_count();
        Self {
            tree,
            slots: vec![Slot::Total(0); nodes],
            expected: vec![Vec::new(); nodes],
            best: vec![Vec::new(); sets],
            taken: vec![0; sets],
        }
    }

    /// Settles all nodes before this one.
    fn settle(&mut self, before: usize, watch: &mut Watch<'_>) -> Result<(), Stop> {
        for node in (0..before).rev() {
            watch.step()?;
            self.slots[node] = match self.tree.nodes[node].turn {
                Turn::End => Slot::Total(self.tree.nodes[node].total),
                Turn::Move(set) => self.choose(node, set),
                Turn::Chance(set) => self.average(node, set),
            };
        }
        Ok(())
    }

    fn choose(&mut self, node: usize, set: usize) -> Slot {
        let player = self.tree.sets[set].player;
        let children = self.tree.children(node);
        let mut best: Vec<usize> = Vec::new();
        for (action, &child) in children.iter().enumerate() {
            let compared =
                best.first().map(|&leader| self.value(child, player).cmp(self.value(children[leader], player)));
            match compared {
                None | Some(std::cmp::Ordering::Greater) => best = vec![action],
                Some(std::cmp::Ordering::Equal) => best.push(action),
                Some(std::cmp::Ordering::Less) => {}
            }
        }
        let chosen = best[self.taken[set]];
        self.best[set] = best;
        self.slots[children[chosen]]
    }

    fn average(&mut self, node: usize, set: usize) -> Slot {
        let shares = self.tree.chances[set].probabilities.iter().zip(self.tree.children(node));
        let mut expected = vec![Rational::ZERO; self.tree.players.len()];
        for (share, &child) in shares.filter(|(share, _)| !share.is_zero()) {
            for (player, sum) in expected.iter_mut().enumerate() {
                *sum += share * self.value(child, player);
            }
        }
        self.expected[node] = expected;
        Slot::Chance(node)
    }

    fn value(&self, node: usize, player: usize) -> &Rational {
        match self.slots[node] {
            Slot::Total(row) => &self.tree.totals[row][player],
            Slot::Chance(node) => &self.expected[node][player],
        }
    }

    /// Moves on to the next combination of ties: the first node that has another best action takes it, and the nodes
    /// before it start again. Returns that node.
    fn next_tie(&mut self) -> Option<usize> {
        let sets = &self.tree.sets;
        let node_of = |set: &usize| sets[*set].nodes[0];
        let open = (0..self.taken.len()).filter(|&set| self.taken[set] + 1 < self.best[set].len());
        let set = open.min_by_key(node_of)?;
        let node = node_of(&set);
        self.taken[set] += 1;
        for other in (0..self.taken.len()).filter(|other| node_of(other) < node) {
            self.taken[other] = 0;
        }
        Some(node)
    }

    fn certified(&self) -> Result<Certified<ExactBehaviour>, SequentialError> {
        let actions: Vec<usize> = self.best.iter().zip(&self.taken).map(|(best, &taken)| best[taken]).collect();
        let profile = ExactBehaviour::pure(self.tree, &actions)?;
        let certificate = subgame_regrets(self.tree, &profile)?.certificate();
        Ok(Certified::new(profile, certificate)?)
    }
}
