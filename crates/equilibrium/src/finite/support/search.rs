//! Branch and bound within one support profile.

use moloch_core::{Stop, Watch};

use super::cell::Cell;
use super::exact;
use super::root::{Root, Verdict, index, newton, prove};
use super::segment::{Decided, Segment, decide};
use super::slope::Slopes;
use super::system::System;
use crate::finite::game::Game;

/// Cells that one generation may have; fewer where there are few unknowns, since then only a continuum needs many.
const MAX_FRONTIER: usize = 4_096;
/// Entries that all cells of one generation may have together: 64 MiB.
const MAX_ENTRIES: usize = 1 << 23;
/// Generations of halving: about sixteen halvings of every coordinate.
const GENERATIONS_PER_UNKNOWN: usize = 16;

/// What is known of one support profile.
#[derive(Default)]
pub(super) struct Outcome {
    /// The roots of its equations that were met.
    pub(super) roots: Vec<Root>,
    /// All equilibria of a support in which only one player mixes, and only two actions.
    pub(super) segment: Option<Segment>,
    /// Cells that could not be settled.
    pub(super) undecided: usize,
    /// Cells looked at.
    pub(super) cells: u64,
    /// Newton steps.
    pub(super) newton: u64,
    /// Why the search stopped early.
    pub(super) stop: Option<Stop>,
}

impl Outcome {
    /// Whether every equilibrium with this support is among the roots.
    pub(super) fn is_settled(&self) -> bool {
        let clear = self.roots.iter().all(|root| root.verdict != Verdict::Unclear);
        self.undecided == 0 && self.stop.is_none() && clear
    }
}

/// Looks for all equilibria of one support profile.
pub(super) fn search(game: &Game, system: &System, mut watch: Watch<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let centre = centre(system);
    let mut frontier = vec![Cell::whole(system)];
    let most = MAX_FRONTIER.min(64 << system.unknowns.min(6)).min(MAX_ENTRIES / system.rows.len().max(1)).max(2);
    let mut generation = 0;
    while !frontier.is_empty() {
        let mut next = Vec::new();
        for cell in std::mem::take(&mut frontier) {
            if let Err(stop) = watch.step() {
                outcome.stop = Some(stop);
                return outcome;
            }
            outcome.cells += 1;
            if cell.is_excluded_by_sign(system) {
                continue;
            }
            if let Some(decided) = decide(game, system) {
                if let Decided::Segment(segment) = decided {
                    outcome.segment = Some(segment);
                }
                return outcome;
            }
            if is_settled(game, system, &cell, &centre, &mut outcome) {
                continue;
            }
            match cell.longest_edge(system) {
                Some(edge) => next.extend(cell.halves(system, edge)),
                None => outcome.undecided += 1,
            }
        }
        generation += 1;
        if next.len() > most || generation > GENERATIONS_PER_UNKNOWN * (system.unknowns + 1) {
            outcome.undecided += next.len();
            return outcome;
        }
        frontier = next;
    }
    outcome
}

/// Equal weights of all corners.
fn centre(system: &System) -> Vec<Vec<f64>> {
    system.sizes.iter().map(|&size| vec![1.0 / size as f64; size]).collect()
}

/// Whether all roots in the cell are known now.
fn is_settled(game: &Game, system: &System, cell: &Cell, centre: &[Vec<f64>], outcome: &mut Outcome) -> bool {
    let slopes = Slopes::new(system, cell, centre, 0.0).preconditioned();
    if slopes.has_no_root(system, centre) {
        return true;
    }
    if !slopes.is_regular() {
        return false;
    }
    // At most one root; the slopes from it must be regular too, to say that no other one is in the cell.
    if outcome.roots.iter().any(|root| is_alone(system, cell, root)) {
        return true;
    }
    let start = cell.mixes(system, centre);
    let Some(found) = newton(system, &start, &mut outcome.newton) else { return false };
    let known = outcome.roots.iter().position(|root| is_same(&root.mixes, &found, root.alone_within));
    let place = match known {
        Some(place) => place,
        None => {
            let Some(root) = proved(game, system, found) else { return false };
            if outcome.roots.iter().any(|other| overlap(other, &root)) {
                return false;
            }
            outcome.roots.push(root);
            outcome.roots.len() - 1
        }
    };
    is_alone(system, cell, &outcome.roots[place])
}

/// The proved root near these mixes, judged exactly where intervals do not tell.
fn proved(game: &Game, system: &System, found: Vec<Vec<f64>>) -> Option<Root> {
    let mut root = prove(system, found)?;
    if root.verdict == Verdict::Unclear
        && let Some((verdict, mixes)) = exact::decide(game, system, &root)
    {
        let index = if verdict == Verdict::Strict(None) { index(system, &root) } else { None };
        root.verdict = if index.is_some() { Verdict::Strict(index) } else { verdict };
        root.mixes = mixes;
        root.radius = 2.0 * root.radius + f64::EPSILON;
    }
    Some(root)
}

/// Whether two proved roots may be one: then neither says anything about the other.
fn overlap(a: &Root, b: &Root) -> bool {
    let gaps = a.mixes.iter().flatten().zip(b.mixes.iter().flatten()).map(|(a, b)| (a - b).abs());
    gaps.fold(0.0, f64::max) <= 1.01 * (a.radius + b.radius) + f64::EPSILON
}

/// Whether the cell holds no root but perhaps this one.
fn is_alone(system: &System, cell: &Cell, root: &Root) -> bool {
    let (weights, error) = cell.weights(system, &root.mixes, root.radius * system.unknowns as f64);
    let near = weights.iter().flatten().all(|weight| weight.abs() < 1e4);
    near && Slopes::new(system, cell, &weights, error).preconditioned().is_regular()
}

/// Whether two points are so close that they cannot belong to different roots.
fn is_same(known: &[Vec<f64>], found: &[Vec<f64>], alone_within: f64) -> bool {
    let gaps = known.iter().flatten().zip(found.iter().flatten()).map(|(a, b)| (a - b).abs());
    gaps.fold(0.0, f64::max) < 0.5 * alone_within.min(1e-9)
}
