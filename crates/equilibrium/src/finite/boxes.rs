//! Continua of equilibria that are spanned by pure ones, for any number of players.

use std::collections::BTreeSet;

use moloch_core::{Completeness, Effort, Status, Stop, Watch};

use super::error::SolveError;
use super::exact::{one, zero};
use super::game::Game;
use super::pure::pure_equilibria;
use super::set::{Component, Counter, EquilibriumSet, Face, Scope, Subset, connected};

/// Pure equilibria that are joined; of more only these are.
const MAX_JOINED: usize = 512;
/// Boxes looked at when the caller sets no limit.
const MAX_BOXES: u64 = 20_000;

/// One set of actions per player, in order.
type Actions = Vec<Vec<usize>>;

/// All pure equilibria with the continua that they span: the largest products of sets of actions in which **every** mix
/// of the first player's actions with every mix of the second's and so on is an equilibrium. They are exact, and those that
/// touch form one component.
///
/// Expected payoffs are linear in each player's mix. So all mixes of a product are equilibria if and only if all its
/// pure profiles are, which is compared exactly. That describes what happens when a player does not care, whatever the
/// others do within their sets. Continua with a corner that is not pure are not searched;
/// those along which one player mixes two actions and nobody else mixes are stated by support enumeration.
///
/// Effort: one step per product that is looked at (stage `products of pure equilibria`); at most 512 pure equilibria
/// are joined, at most 20,000 products looked at.
///
/// # Errors
///
/// When a pure profile that was found fails the independent check: a mistake of this solver.
///
/// ```
/// use moloch_core::Effort;
/// use moloch_equilibrium::finite::{Game, equilibrium_boxes};
///
/// // The third player never cares; the others want to meet at the first place, or at the second.
/// let game = Game::from_fn(&[2, 2, 2], |profile, player| match player {
///     2 => 0,
///     _ => i64::from(profile[0] == profile[1]),
/// })?;
/// let set = equilibrium_boxes(&game, &Effort::unlimited())?;
/// let kinds: Vec<String> = set.components.iter().map(|component| component.kind()).collect();
/// assert_eq!(kinds, ["segment", "segment"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn equilibrium_boxes(game: &Game, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    let pure = pure_equilibria(game)?;
    let numbers: Vec<usize> = pure.iter().take(MAX_JOINED).filter_map(|one| game.shape().number(&one)).collect();
    let left_out = pure.len() - numbers.len();
    let mut search =
        Search { game, pure: numbers.iter().copied().collect(), seen: BTreeSet::new(), found: BTreeSet::new() };
    let mut watch = effort.watch("products of pure equilibria");
    let stop = search.run(&numbers, &mut watch).err();
    // What was not reached stays what it is: a point.
    let reached: BTreeSet<usize> = search.found.iter().flat_map(|found| profiles(game, found)).collect();
    let points = numbers.iter().filter(|number| !reached.contains(*number));
    let points: Vec<Actions> = points.map(|&number| single(game, number)).collect();
    let subsets = search.found.iter().chain(&points).map(|actions| subset(game, actions)).collect();
    Ok(EquilibriumSet {
        components: connected(game, subsets)?,
        scope: Scope::Pure,
        completeness: completeness(stop, left_out),
        method: "products of actions all of whose pure profiles are equilibria",
        status: stop.map_or(Status::ClosedForm, Status::from),
        counters: vec![Counter { what: "products", count: watch.done() }],
    })
}

fn completeness(stop: Option<Stop>, left_out: usize) -> Completeness {
    if stop.is_none() && left_out == 0 {
        return Completeness::Complete("every product that pure equilibria fill was extended as far as it goes");
    }
    let why = stop.map_or_else(|| format!("only {MAX_JOINED} pure equilibria are joined"), |stop| stop.to_string());
    let rest = if left_out > 0 { format!("{left_out} more pure equilibria, and ") } else { String::new() };
    Completeness::Partial { why, not_searched: format!("{rest}larger products") }
}

/// Products that are filled by pure equilibria.
struct Search<'a> {
    game: &'a Game,
    pure: BTreeSet<usize>,
    seen: BTreeSet<Actions>,
    /// Those that no action can be added to.
    found: BTreeSet<Actions>,
}

impl Search<'_> {
    fn run(&mut self, numbers: &[usize], watch: &mut Watch<'_>) -> Result<(), Stop> {
        for &number in numbers {
            let mut waiting = vec![single(self.game, number)];
            while let Some(actions) = waiting.pop() {
                if !self.seen.insert(actions.clone()) {
                    continue;
                }
                watch.step()?;
                if watch.done() > MAX_BOXES {
                    return Err(Stop::OutOfSteps { done: MAX_BOXES });
                }
                waiting.extend(self.larger(&actions));
            }
        }
        Ok(())
    }

    /// The next larger products; what has none is noted. Where all actions that can be added can be added together, the
    /// product with all of them is the only one that need be looked at.
    fn larger(&mut self, actions: &[Vec<usize>]) -> Vec<Actions> {
        let places = (0..actions.len())
            .flat_map(|player| (0..self.game.action_counts()[player]).map(move |action| (player, action)));
        let can_be_added = |&(player, action): &(usize, usize)| {
            let mut slab = actions.to_vec();
            slab[player] = vec![action];
            !actions[player].contains(&action) && self.is_filled(&slab)
        };
        let added: Vec<(usize, usize)> = places.filter(can_be_added).collect();
        if added.is_empty() {
            self.found.insert(actions.to_vec());
            return Vec::new();
        }
        let all = with(actions, &added);
        if self.is_filled(&all) {
            return vec![all];
        }
        added.iter().map(|&one| with(actions, &[one])).collect()
    }

    fn is_filled(&self, actions: &[Vec<usize>]) -> bool {
        let size = actions.iter().try_fold(1_usize, |size, own| size.checked_mul(own.len()));
        size.is_some_and(|size| size <= self.pure.len())
            && profiles(self.game, actions).all(|number| self.pure.contains(&number))
    }
}

fn with(actions: &[Vec<usize>], added: &[(usize, usize)]) -> Actions {
    let mut larger = actions.to_vec();
    for &(player, action) in added {
        larger[player].push(action);
        larger[player].sort_unstable();
    }
    larger
}

fn single(game: &Game, number: usize) -> Actions {
    game.shape().profile(number).into_iter().map(|action| vec![action]).collect()
}

/// The numbers of all pure profiles of a product.
fn profiles(game: &Game, actions: &[Vec<usize>]) -> impl Iterator<Item = usize> {
    let start = vec![0];
    let numbers = actions.iter().enumerate().fold(start, |numbers, (player, own)| {
        let stride = game.shape().stride(player);
        numbers.iter().flat_map(|number| own.iter().map(move |action| number + action * stride)).collect()
    });
    numbers.into_iter()
}

fn subset(game: &Game, actions: &[Vec<usize>]) -> Subset {
    let face = |(player, own): (usize, &Vec<usize>)| {
        let count = game.action_counts()[player];
        let vertex = |&action: &usize| (0..count).map(|other| if other == action { one() } else { zero() }).collect();
        Face::new(own.iter().map(vertex).collect())
    };
    Subset::new(actions.iter().enumerate().map(face).collect())
}

/// Products of more than one profile, as a reader sees them, the largest first.
pub(crate) fn continua(game: &Game, effort: &Effort) -> Result<Vec<String>, SolveError> {
    let set = equilibrium_boxes(game, effort)?;
    let mut subsets: Vec<&Subset> = set.components.iter().flat_map(Component::subsets).collect();
    subsets.retain(|subset| subset.dimension() > 0);
    subsets.sort_by_key(|subset| std::cmp::Reverse(subset.dimension()));
    let played = |player: usize, face: &Face| {
        let labels = game.players()[player].actions();
        let own = face.vertices().iter().filter_map(|vertex| vertex.iter().position(|share| !share.is_zero()));
        let names: Vec<&str> = own.map(|action| labels[action].as_str()).collect();
        format!("{{{}}}", names.join(", "))
    };
    let text = |subset: &&Subset| {
        let faces = subset.faces().iter().enumerate().map(|(player, face)| played(player, face));
        faces.collect::<Vec<_>>().join(" x ")
    };
    Ok(subsets.iter().map(text).collect())
}
