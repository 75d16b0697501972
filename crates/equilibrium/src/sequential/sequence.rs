//! The sequence form of a tree for two players: realization plans instead of strategies.

use super::behaviour::ExactBehaviour;
use super::error::SequentialError;
use super::normal::shares;
use super::recall::{OwnMove, moves_before_sets, plays};
use super::tree::Tree;
use crate::finite::Rational;

const TASK: &str = "write the sequence form";

/// One player's moves in the order of its information sets, after the empty sequence 0.
#[derive(Clone, Debug)]
pub(super) struct Sequences {
    /// Information sets by number in the tree, each with its first sequence and the sequence that leads to it.
    pub(super) sets: Vec<OwnSet>,
    /// Sequences, the empty one included.
    pub(super) count: usize,
}

/// An information set within a player's sequences.
#[derive(Clone, Debug)]
pub(super) struct OwnSet {
    pub(super) set: usize,
    /// The sequence that leads here.
    pub(super) before: usize,
    /// The sequences of its actions.
    pub(super) actions: std::ops::Range<usize>,
}

/// What a pair of sequences pays, in units of each player's payoff range, and how likely chance makes it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) sequences: [usize; 2],
    pub(super) chance: Rational,
    pub(super) payoffs: [Rational; 2],
}

/// The sequence form of a tree in which at most two players move.
#[derive(Clone, Debug)]
pub(super) struct SequenceForm {
    pub(super) players: [Sequences; 2],
    pub(super) entries: Vec<Entry>,
}

impl SequenceForm {
    pub(super) fn new(tree: &Tree) -> Result<Self, SequentialError> {
        tree.perfect_recall().map_err(|forgetting| SequentialError::ImperfectRecall { task: TASK, forgetting })?;
        let movers = two_movers(tree)?;
        let before = moves_before_sets(tree);
        let players =
            movers.map(|mover| mover.map_or_else(Sequences::empty, |mover| Sequences::new(tree, mover, &before)));
        let number = |side: usize, last: &[OwnMove]| {
            movers[side].and_then(|mover| last[mover]).map_or(0, |own| players[side].number(tree, own))
        };
        // In units of each player's range no scale of payoffs can change the path.
        let scales = movers.map(|mover| {
            let (low, high) = tree.payoff_bounds(mover?)?;
            (low < high).then(|| (low.clone(), high - low))
        });
        let entries = plays(tree).into_iter().map(|play| {
            let row = &tree.totals[tree.nodes[play.node].total];
            let payoff = |side: usize| match (movers[side], &scales[side]) {
                (Some(mover), Some((low, range))) => (&row[mover] - low) / range,
                _ => Rational::ZERO,
            };
            let sequences = [number(0, &play.last), number(1, &play.last)];
            Entry { sequences, payoffs: [payoff(0), payoff(1)], chance: play.chance }
        });
        let entries = entries.collect();
        Ok(Self { players, entries })
    }

    /// Whether what one wins the other loses, up to a constant.
    pub(super) fn is_constant_sum(&self) -> bool {
        let mut sums = self.entries.iter().map(|entry| &entry.payoffs[0] + &entry.payoffs[1]);
        let first = sums.next();
        sums.all(|sum| Some(&sum) == first.as_ref())
    }

    /// The behaviour that realizes two plans. Where a player's own plan excludes a set, its actions are equally likely.
    pub(super) fn behaviour(&self, tree: &Tree, plans: [&[Rational]; 2]) -> ExactBehaviour {
        let mut mixes = ExactBehaviour::uniform(tree).mixes().to_vec();
        for (sequences, plan) in self.players.iter().zip(plans) {
            for own in &sequences.sets {
                mixes[own.set] = shares(plan[own.actions.clone()].to_vec());
            }
        }
        ExactBehaviour::trusted(mixes)
    }
}

/// The players that move, at most two.
fn two_movers(tree: &Tree) -> Result<[Option<usize>; 2], SequentialError> {
    let movers: Vec<usize> = (0..tree.player_count()).filter(|&player| !tree.sets_of(player).is_empty()).collect();
    match movers[..] {
        [first, second] => Ok([Some(first), Some(second)]),
        [only] => Ok([Some(only), (0..tree.player_count()).find(|&other| other != only)]),
        [] => Ok([Some(0), (tree.player_count() > 1).then_some(1)]),
        _ => Err(SequentialError::WrongTree {
            task: TASK,
            found: format!("{} players move", movers.len()),
            expected: "at most two",
            next: "use `subgame_perfect`, `agent_limit` or the normal form",
        }),
    }
}

impl Sequences {
    fn empty() -> Self {
        Self { sets: Vec::new(), count: 1 }
    }

    fn new(tree: &Tree, player: usize, before: &[OwnMove]) -> Self {
        let mut sequences = Self::empty();
        for set in tree.sets_of(player) {
            let start = sequences.count;
            let actions = start..start + tree.information_sets()[set].actions().len();
            sequences.count = actions.end;
            let before = before[set].map_or(0, |own| sequences.number(tree, own));
            sequences.sets.push(OwnSet { set, before, actions });
        }
        sequences
    }

    /// The sequence that ends with a move; its set comes before in the list.
    fn number(&self, tree: &Tree, (set, action): (usize, usize)) -> usize {
        let first = tree.sets_of(tree.information_sets()[set].player()).start;
        self.sets.get(set - first).map_or(0, |own| own.actions.start + action)
    }
}
