//! Iterated elimination of weakly dominated actions.

use moloch_core::{Completeness, Effort};

use super::certificate::weakly_dominates;
use super::column::Ordered;
use super::dominance::{Dominators, Elimination, MAX_PROGRAMME_CELLS, Reduction, payoff_gaps, pure_mix};
use super::error::SolveError;
use super::exact::{Rational, one, zero};
use super::game::Game;
use super::programme::Programme;
use super::shape::Shape;

/// Which of the weakly dominated actions of a round go: what is left may depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// All of them, of all players, at once.
    AllAtOnce,
    /// All of the first player who has any (players in order), then a new round.
    PlayerByPlayer,
    /// The first one (players in order, actions in order), then a new round.
    OneByOne,
}

/// A weakly dominated action of the current game and the mix that dominates it.
struct Found {
    player: usize,
    action: usize,
    mix: Vec<Rational>,
}

#[doc = include_str!("weak_dominance.md")]
///
/// # Errors
///
/// When a dominator fails its independent check: a mistake of this solver.
pub fn iterated_weak_dominance(game: &Game, dominators: Dominators, order: Order) -> Result<Reduction, SolveError> {
    let mut kept: Vec<Vec<usize>> = game.action_counts().iter().map(|&m| (0..m).collect()).collect();
    let mut current = game.clone();
    let mut eliminations = Vec::new();
    let mut round = 1;
    loop {
        let mut skipped = Vec::new();
        let found = of_round(&current, dominators, order, &mut skipped);
        if found.is_empty() {
            let completeness = completeness(dominators, &skipped);
            return Ok(Reduction { game: current, kept, eliminations, completeness });
        }
        for one in &found {
            check(&current, one)?;
            eliminations.push(in_original(one, round, &kept));
        }
        let left: Vec<Vec<usize>> = (0..kept.len()).map(|player| left(&current, &found, player)).collect();
        current = current.restricted(&left)?;
        for (kept, left) in kept.iter_mut().zip(&left) {
            *kept = left.iter().map(|&action| kept[action]).collect();
        }
        round += 1;
    }
}

fn check(game: &Game, found: &Found) -> Result<(), SolveError> {
    if weakly_dominates(game, found.player, &found.mix, found.action) {
        return Ok(());
    }
    let player = &game.players()[found.player];
    let (player, action) = (player.name().to_owned(), player.actions()[found.action].clone());
    Err(SolveError::DominanceNotCertified { how: "weakly", player, action })
}

fn in_original(found: &Found, round: usize, kept: &[Vec<usize>]) -> Elimination {
    let original = &kept[found.player];
    let played = found.mix.iter().enumerate().filter(|(_, share)| !share.is_zero());
    let dominator = played.map(|(action, share)| (original[action], share.clone())).collect();
    Elimination { round, player: found.player, action: original[found.action], dominator }
}

fn left(game: &Game, found: &[Found], player: usize) -> Vec<usize> {
    let goes = |action: usize| found.iter().any(|one| one.player == player && one.action == action);
    (0..game.action_counts()[player]).filter(|&action| !goes(action)).collect()
}

fn completeness(dominators: Dominators, skipped: &[String]) -> Completeness {
    if skipped.is_empty() {
        return Completeness::Complete(match dominators {
            Dominators::Pure => "no action left is weakly dominated by another action",
            Dominators::PureAndMixed => "no action left is weakly dominated by any mix of actions",
        });
    }
    Completeness::Partial {
        why: format!("linear programmes beyond {MAX_PROGRAMME_CELLS} payoff differences are not solved"),
        not_searched: format!("mixed dominators of {}", skipped.join(", ")),
    }
}

fn of_round(game: &Game, dominators: Dominators, order: Order, skipped: &mut Vec<String>) -> Vec<Found> {
    let mut all = Vec::new();
    for player in 0..game.player_count() {
        let mut own = of_player(game, player, dominators, skipped);
        match order {
            Order::AllAtOnce => all.append(&mut own),
            Order::PlayerByPlayer if !own.is_empty() => return own,
            Order::OneByOne if !own.is_empty() => {
                own.sort_by_key(|found| found.action);
                own.truncate(1);
                return own;
            }
            Order::PlayerByPlayer | Order::OneByOne => {}
        }
    }
    all
}

/// A player's weakly dominated actions, each with a dominator that is not itself dominated.
fn of_player(game: &Game, player: usize, dominators: Dominators, skipped: &mut Vec<String>) -> Vec<Found> {
    let shape = game.shape();
    let (pure, suspect) = game.column(player).ordered(WeakDominators { shape, player });
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (action, dominator) in pure.iter().enumerate() {
        match dominator {
            Some(better) => found.push(Found { player, action, mix: pure_mix(pure.len(), *better) }),
            None => open.push(action),
        }
    }
    // A mix of one or two actions against another needs three.
    if dominators == Dominators::PureAndMixed && open.len() > 2 {
        let suspects: Vec<usize> = open.iter().copied().filter(|&action| suspect[action]).collect();
        found.extend(by_mixes(game, player, &open, &suspects, skipped));
    }
    found
}

/// Actions among the suspects that a mix of the other open ones weakly dominates.
fn by_mixes(game: &Game, player: usize, open: &[usize], suspects: &[usize], skipped: &mut Vec<String>) -> Vec<Found> {
    let shape = game.shape();
    let bases: Vec<usize> = (0..shape.profiles()).filter(|&number| shape.action(number, player) == 0).collect();
    let cells = bases.len() * (open.len() - 1);
    if cells > MAX_PROGRAMME_CELLS && !suspects.is_empty() {
        skipped.push(format!("{} ({cells} payoff differences)", game.players()[player].name()));
        return Vec::new();
    }
    let dominated = |&action: &usize| {
        let others: Vec<usize> = open.iter().copied().filter(|&other| other != action).collect();
        let gaps = payoff_gaps(game, player, &others, action, &bases);
        let weights = gaining_weights(&gaps)?;
        let mut mix = vec![zero(); shape.actions()[player]];
        others.into_iter().zip(weights).for_each(|(other, weight)| mix[other] = weight);
        Some(Found { player, action, mix })
    };
    suspects.iter().filter_map(dominated).collect()
}

/// Weights of the rows whose weighted sum is nowhere negative and somewhere positive; they sum to one.
fn gaining_weights(gaps: &[Vec<Rational>]) -> Option<Vec<Rational>> {
    let width = gaps.first()?.len();
    let total = |row: &Vec<Rational>| row.iter().fold(zero(), |sum, gap| sum + gap);
    let mut rows: Vec<Vec<Rational>> =
        (0..width).map(|column| gaps.iter().map(|row| -row[column].clone()).collect()).collect();
    let mut right = vec![zero(); width];
    rows.push(vec![one(); gaps.len()]);
    right.push(one());
    let programme = Programme { objective: gaps.iter().map(total).collect(), rows, right };
    let effort = Effort::unlimited();
    let weights = programme.solve(&mut effort.watch("pivots towards a dominator"))?.variables;
    let sum = weights.iter().fold(zero(), |sum, weight| sum + weight);
    (!sum.is_zero()).then(|| weights.iter().map(|weight| weight / &sum).collect())
}

/// For each action an undominated one that weakly dominates it, and whether a mix might: it is never the only best
/// reply.
struct WeakDominators<'a> {
    shape: &'a Shape,
    player: usize,
}

impl Ordered for WeakDominators<'_> {
    type Output = (Vec<Option<usize>>, Vec<bool>);

    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> Self::Output {
        let (stride, count) = (self.shape.stride(self.player), self.shape.actions()[self.player]);
        let dominates = |b: usize, a: usize| {
            let mut is_better_once = false;
            let never_worse = values.chunks_exact(stride * count).all(|block| {
                let (of_b, of_a) = (&block[b * stride..(b + 1) * stride], &block[a * stride..(a + 1) * stride]);
                of_b.iter().zip(of_a).all(|(b, a)| {
                    is_better_once |= b > a;
                    b >= a
                })
            });
            never_worse && is_better_once
        };
        let by_action: Vec<Option<usize>> =
            (0..count).map(|action| (0..count).find(|&other| dominates(other, action))).collect();
        // Weak dominance is transitive and never mutual, so that the chain up ends.
        let top = |mut action: usize| {
            while let Some(better) = by_action[action] {
                action = better;
            }
            action
        };
        (by_action.iter().map(|dominator| dominator.map(top)).collect(), self.never_the_only_best(values))
    }
}

impl WeakDominators<'_> {
    /// Whether each action is nowhere better than all others.
    fn never_the_only_best<T: PartialOrd>(&self, values: &[T]) -> Vec<bool> {
        let (stride, count) = (self.shape.stride(self.player), self.shape.actions()[self.player]);
        let mut never = vec![true; count];
        for block in values.chunks_exact(stride * count) {
            for start in 0..stride {
                let at = |action: usize| &block[start + action * stride];
                let best = (1..count).fold(0, |best, action| if at(action) > at(best) { action } else { best });
                never[best] &= (0..count).any(|action| action != best && at(action) == at(best));
            }
        }
        never
    }
}
