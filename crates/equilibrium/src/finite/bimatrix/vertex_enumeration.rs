//! From a game to its components: polytopes, bases, pairs, parts.

use moloch_core::{Completeness, Effort, Status, Stop};

use super::join::{Vertices, complementary, joined};
use super::labels::{LabelMap, Labels};
use super::side::{Side, Solution};
use super::subsets::{Complete, Part, connected_parts};
use super::walk::{Halt, Walked, walk_both};
use crate::finite::dominance::{Dominators, Reduction, iterated_strict_dominance};
use crate::finite::error::{GameError, SolveError};
use crate::finite::exact::{Rational, zero};
use crate::finite::game::Game;
use crate::finite::one_choice::best_actions;
use crate::finite::set::{Component, Counter, EquilibriumSet, Face, Scope, Subset};

/// Most actions of both players together.
const MAX_LABELS: usize = 2048;

#[doc = include_str!("vertex_enumeration.md")]
///
/// One step of `effort` is one basis of a polytope; each of the two polytopes may use the whole budget of steps.
///
/// # Errors
///
/// When the game has not two players, when they have more than 2048 undominated actions together, or (a mistake of
/// this solver) when a result does not pass its checks.
pub fn vertex_enumeration(game: &Game, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    if game.player_count() != 2 {
        return Err(wrong_shape(game, "two players").into());
    }
    if let Some(set) = best_actions(game) {
        return set;
    }
    let reduction = iterated_strict_dominance(game, Dominators::Pure)?;
    let labels: usize = reduction.game.action_counts().iter().sum();
    match labels {
        0..=64 => solve::<1>(game, &reduction, effort),
        65..=128 => solve::<2>(game, &reduction, effort),
        129..=256 => solve::<4>(game, &reduction, effort),
        257..=MAX_LABELS => solve::<{ MAX_LABELS / 64 }>(game, &reduction, effort),
        _ => Err(wrong_shape(&reduction.game, "at most 2048 undominated actions of both players together").into()),
    }
}

fn wrong_shape(game: &Game, expected: &'static str) -> GameError {
    let found = game.action_counts().to_vec();
    GameError::WrongShape { task: "enumerate the vertices of the best-response polytopes", found, expected }
}

fn solve<const W: usize>(game: &Game, reduction: &Reduction, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    // The polytope of one player's mixes is cut out by the other's payoffs.
    let sides = [Side::of(&reduction.game, 1), Side::of(&reduction.game, 0)];
    let walked = walk_both::<W>([&sides[0], &sides[1]], effort);
    let [first, second] = &walked;
    let mut halt = first.halt.or(second.halt);
    let extreme = Extreme::new(&walked, reduction.game.action_counts(), &mut halt, effort);
    let found = Found { game, reduction, sides: &sides, extreme: &extreme, halt };
    let (components, halt) = found.components(effort)?;
    let removed = reduction.eliminations.len();
    // One search serves both polytopes of a game that is the same from both seats.
    let is_symmetric = sides[0].is_same(&sides[1]);
    let visited = if is_symmetric { first.bases } else { first.bases + second.bases };
    let iterations = usize::try_from(visited).unwrap_or(usize::MAX);
    Ok(EquilibriumSet {
        components,
        scope: Scope::All,
        completeness: halt.map_or(COMPLETE, partial),
        method: match (removed, is_symmetric) {
            (0, false) => METHOD,
            (0, true) => METHOD_SYMMETRIC,
            (_, false) => METHOD_REDUCED,
            (_, true) => METHOD_REDUCED_SYMMETRIC,
        },
        status: halt.map_or(Status::Converged { iterations }, Halt::status),
        counters: counters(removed, &walked, &extreme),
    })
}

const METHOD: &str = "every pair of vertices of the best-response polytopes, by reverse search in integers";
const METHOD_REDUCED: &str = "strictly dominated actions removed, then every pair of vertices of the best-response \
                              polytopes, by reverse search in integers";
const METHOD_SYMMETRIC: &str = "every pair of vertices of the best-response polytopes, which are the same for both players, by \
                                reverse search in integers";
const METHOD_REDUCED_SYMMETRIC: &str = "strictly dominated actions removed, then every pair of vertices of the \
                                        best-response polytopes, which are the same for both players, by reverse search in \
                                        integers";
const COMPLETE: Completeness =
    Completeness::Complete("every vertex of both best-response polytopes was visited, in exact integer arithmetic");

fn partial(halt: Halt) -> Completeness {
    Completeness::Partial {
        why: halt.why(),
        not_searched: "vertices of the best-response polytopes beyond those counted, and larger sets of equilibria \
                       that those found may belong to"
            .to_owned(),
    }
}

fn counters<const W: usize>(removed: usize, walked: &[Walked<W>; 2], extreme: &Extreme<W>) -> Vec<Counter> {
    let size = |list: usize| list as u64;
    let [first, second] = walked;
    let counter = |(what, count)| Counter { what, count };
    let mut counts = vec![
        ("strictly dominated actions removed", size(removed)),
        ("bases of the polytope of player 1's mixes", first.bases),
        ("bases of the polytope of player 2's mixes", second.bases),
    ];
    if let Some([one, other]) = extreme.vertices {
        counts.push(("vertices of the polytope of player 1's mixes", size(one)));
        counts.push(("vertices of the polytope of player 2's mixes", size(other)));
    }
    counts.push(("extreme equilibria", size(extreme.pairs.len())));
    counts.into_iter().map(counter).collect()
}

/// A vertex: all its labels, and those of one of its bases.
type Vertex<const W: usize> = (Labels<W>, Labels<W>);

/// The extreme equilibria as pairs of vertices, and the equilibria of the perturbed game.
struct Extreme<const W: usize> {
    /// Numbers of vertices of each polytope, zero not counted, where they were told apart.
    vertices: Option<[usize; 2]>,
    /// Vertices of each polytope that are in some pair, or all of them.
    first: Vec<Vertex<W>>,
    second: Vec<Vertex<W>>,
    /// Places in those lists.
    pairs: Vec<(usize, usize)>,
    /// For each equilibrium of the perturbed game the labels of its basis in the first polytope, and the place of
    /// the vertex of that basis.
    perturbed: Vec<(Labels<W>, usize)>,
    actions: [usize; 2],
}

impl<const W: usize> Extreme<W> {
    /// All pairs, if the search was not halted and the join is not either; else those of complementary bases, which are
    /// found at once.
    fn new(walked: &[Walked<W>; 2], actions: &[usize], halt: &mut Option<Halt>, effort: &Effort) -> Self {
        let actions = [actions[0], actions[1]];
        let [first, second] = walked.each_ref().map(|walked| &walked.vertices);
        let all = Labels::below(actions[0] + actions[1]);
        let bases = complementary(&first.bases, &second.bases, &all);
        let degenerate = !first.degenerate.is_empty() || !second.degenerate.is_empty();
        if degenerate && halt.is_none() {
            match Self::of_vertices([first, second], actions, &bases, effort) {
                Ok(extreme) => return extreme,
                Err(stop) => *halt = Some(Halt::Stopped(stop)),
            }
        }
        let counts = (!degenerate).then_some([first.bases.len(), second.bases.len()]);
        Self { vertices: counts, ..Self::of_bases([first, second], actions, &bases) }
    }

    /// Every vertex against every other.
    fn of_vertices(
        [first, second]: [&Vertices<W>; 2],
        actions: [usize; 2],
        bases: &[Labels<W>],
        effort: &Effort,
    ) -> Result<Self, Stop> {
        let (labels, ones, others) = (first.labels(), first.distinct(), second.distinct());
        let tight = |list: &[Vertex<W>]| list.iter().map(|vertex| vertex.0).collect::<Vec<_>>();
        let mut watch = effort.watch("pairs of vertices");
        let pairs = joined(&tight(&ones), &tight(&others), actions, actions[0] + actions[1], &mut watch)?;
        let place = |basis: &Labels<W>| place(&ones, labels.get(basis).unwrap_or(basis));
        Ok(Self {
            vertices: Some([ones.len(), others.len()]),
            perturbed: bases.iter().map(|basis| (*basis, place(basis))).collect(),
            first: ones,
            second: others,
            pairs,
            actions,
        })
    }

    /// Only the vertices of complementary bases: all that matter in a nondegenerate game.
    fn of_bases([first, second]: [&Vertices<W>; 2], actions: [usize; 2], bases: &[Labels<W>]) -> Self {
        let all = Labels::below(actions[0] + actions[1]);
        let sorted = |vertices: &Vertices<W>, bases: &mut dyn Iterator<Item = Labels<W>>| -> Vec<Vertex<W>> {
            let labels = vertices.labels();
            let mut list: Vec<_> = bases.map(|basis| (*labels.get(&basis).unwrap_or(&basis), basis)).collect();
            list.sort_unstable();
            list
        };
        let mut ones = sorted(first, &mut bases.iter().copied());
        let mut others = sorted(second, &mut bases.iter().map(|basis| all.without(basis)));
        let tight =
            |list: &[Vertex<W>]| -> LabelMap<W, Labels<W>> { list.iter().map(|&(all, one)| (one, all)).collect() };
        let (one_of, other_of) = (tight(&ones), tight(&others));
        ones.dedup_by_key(|vertex| vertex.0);
        others.dedup_by_key(|vertex| vertex.0);
        let one_at = |basis: &Labels<W>| place(&ones, one_of.get(basis).unwrap_or(basis));
        let other_at = |basis: &Labels<W>| place(&others, other_of.get(basis).unwrap_or(basis));
        let mut pairs: Vec<_> = bases.iter().map(|basis| (one_at(basis), other_at(&all.without(basis)))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let perturbed = bases.iter().map(|basis| (*basis, one_at(basis))).collect();
        Self { vertices: None, perturbed, first: ones, second: others, pairs, actions }
    }

    /// The actions of one player that are, or are not, among some labels.
    fn actions(&self, player: usize, labels: &Labels<W>, among: bool) -> Vec<usize> {
        let start = if player == 0 { 0 } else { self.actions[0] };
        (0..self.actions[player]).filter(|action| labels.has(start + action) == among).collect()
    }
}

/// The place of the vertex with these labels in a sorted list that has it.
fn place<const W: usize>(list: &[Vertex<W>], labels: &Labels<W>) -> usize {
    list.partition_point(|vertex| vertex.0 < *labels)
}

/// Everything that components are made of.
struct Found<'a, const W: usize> {
    game: &'a Game,
    reduction: &'a Reduction,
    /// The polytopes of player 1's and of player 2's mixes.
    sides: &'a [Side; 2],
    extreme: &'a Extreme<W>,
    halt: Option<Halt>,
}

impl<const W: usize> Found<'_, W> {
    /// The components, sorted, and what kept them from being complete.
    fn components(&self, effort: &Effort) -> Result<(Vec<Component>, Option<Halt>), SolveError> {
        let mut halt = self.halt;
        let parts = connected_parts(&self.extreme.pairs);
        let mut watch = effort.watch("maximal Nash subsets");
        let mut components = Vec::with_capacity(parts.len());
        for part in &parts {
            let complete = part.maximal(&mut watch).unwrap_or_else(|stop| {
                halt = halt.or(Some(Halt::Stopped(stop)));
                part.stars()
            });
            components.push(self.component(part, &complete)?);
        }
        if halt.is_none() {
            let indices = self.indices(&parts)?;
            components = components.into_iter().zip(indices).map(|(c, index)| c.with_index(Some(index))).collect();
        }
        components.sort_by(|a, b| b.subsets().cmp(a.subsets()));
        Ok((components, halt))
    }

    fn component(&self, part: &Part, complete: &[Complete]) -> Result<Component, SolveError> {
        let mixes = |player: usize, vertices: &[usize]| -> Result<Vec<_>, SolveError> {
            vertices.iter().map(|&vertex| self.mix(player, vertex)).collect()
        };
        let (first, second) = (mixes(0, &part.first)?, mixes(1, &part.second)?);
        let face = |mixes: &[Vec<Rational>], places: &[usize]| {
            let mut vertices: Vec<_> = places.iter().map(|&place| mixes[place].clone()).collect();
            vertices.sort_by(|a, b| b.cmp(a));
            Face::new(vertices)
        };
        let subset = |(rows, columns): &Complete| Subset::new(vec![face(&first, rows), face(&second, columns)]);
        Component::new(self.game, complete.iter().map(subset).collect())
    }

    /// The mix of one player at a vertex, in the actions of the original game.
    fn mix(&self, player: usize, vertex: usize) -> Result<Vec<Rational>, SolveError> {
        let list = if player == 0 { &self.extreme.first } else { &self.extreme.second };
        let reduced = self.solution(player, &list[vertex].1)?.mix;
        let mut mix = vec![zero(); self.game.action_counts()[player]];
        for (share, &action) in reduced.into_iter().zip(&self.reduction.kept[player]) {
            mix[action] = share;
        }
        Ok(mix)
    }

    /// The basic solution with these labels in the polytope of one player's mixes.
    fn solution(&self, player: usize, basis: &Labels<W>) -> Result<Solution, SolveError> {
        let played = self.extreme.actions(player, basis, false);
        let tight = self.extreme.actions(1 - player, basis, true);
        let solution = self.sides[player].solve(&tight, &played);
        solution.ok_or_else(|| SolveError::Inconsistent { what: "a basis of a polytope is singular".to_owned() })
    }

    /// The index of every component: the sum over the equilibria of the perturbed game that tend to it.
    fn indices(&self, parts: &[Part]) -> Result<Vec<i32>, SolveError> {
        let numbered = parts.iter().enumerate().flat_map(|(part, list)| list.first.iter().map(move |&v| (v, part)));
        let part_of: std::collections::BTreeMap<usize, usize> = numbered.collect();
        let mut indices = vec![0; parts.len()];
        for (basis, vertex) in &self.extreme.perturbed {
            let Some(&part) = part_of.get(vertex) else {
                return Err(SolveError::Inconsistent { what: "an equilibrium tends to no other".to_owned() });
            };
            indices[part] += self.index(basis)?;
        }
        let sum: i32 = indices.iter().sum();
        if sum == 1 {
            return Ok(indices);
        }
        Err(SolveError::Inconsistent { what: format!("the indices of the components add up to {sum}, expected 1") })
    }

    /// The index of an equilibrium of the perturbed game (Shapley): with `k` actions of each player in use and positive
    /// payoffs, $`(-1)^{k+1}`$ times the signs of the two determinants of payoffs on the supports.
    fn index(&self, basis: &Labels<W>) -> Result<i32, SolveError> {
        let all = Labels::below(self.extreme.actions[0] + self.extreme.actions[1]);
        let signs = self.solution(0, basis)?.sign * self.solution(1, &all.without(basis))?.sign;
        let size = self.extreme.actions(0, basis, false).len();
        Ok(if size % 2 == 1 { signs } else { -signs })
    }
}
