//! Part of the search space: one small simplex of mixes per mixer, with the polynomials in its own coordinates.
//!
//! A row is multilinear, so that over a product of simplices it takes its extremes at combinations of corners: the
//! least and the largest entry of the row's table in the cell's corners are its exact range. Halving an edge of one
//! simplex replaces one corner by a midpoint, and entries by averages.

use super::system::{Part, System};

/// Halvings of one mixer's simplex: corners and coordinates are then still exact in doubles.
const MAX_HALVINGS: u32 = 45;
/// Half a unit in the last place of 1.
const HALF_ULP: f64 = f64::EPSILON / 2.0;

/// A product of simplices.
#[derive(Clone)]
pub(super) struct Cell {
    /// The rows of the system, in the cell's corners instead of actions.
    pub(super) rows: Vec<f64>,
    /// Per mixer the corners, one after the other: probabilities of the actions of the support.
    corners: Vec<Vec<f64>>,
    /// Per mixer the matrix that takes probabilities to weights of the corners.
    weights: Vec<Vec<f64>>,
    /// How often each mixer's simplex was halved.
    halved: Vec<u32>,
}

/// An edge of one mixer's simplex: the mixer and two of its corners.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    mixer: usize,
    from: usize,
    to: usize,
}

impl Cell {
    /// All mixes.
    pub(super) fn whole(system: &System) -> Self {
        let unit = |&size: &usize| {
            let mut matrix = vec![0.0; size * size];
            matrix.iter_mut().step_by(size + 1).for_each(|entry| *entry = 1.0);
            matrix
        };
        let corners: Vec<Vec<f64>> = system.sizes.iter().map(unit).collect();
        let halved = vec![0; corners.len()];
        Self { rows: system.rows.clone(), weights: corners.clone(), corners, halved }
    }

    /// Bound on the rounding errors of the rows and of a few sums of products with weights of a mix.
    pub(super) fn rounding(&self, system: &System) -> f64 {
        let terms: usize = system.sizes.iter().sum();
        let halvings: u32 = self.halved.iter().sum();
        2.0 * HALF_ULP * (f64::from(halvings) + 64.0 + 4.0 * terms as f64)
    }

    fn is_whole(&self) -> bool {
        self.halved.iter().all(|&halved| halved == 0)
    }

    /// Whether some row keeps a sign that no equilibrium with these supports allows.
    pub(super) fn is_excluded_by_sign(&self, system: &System) -> bool {
        // Nothing was rounded yet, and all probabilities are positive: a tie at some corners does not help.
        let exact = self.is_whole();
        let rounding = self.rounding(system);
        let excludes = |part: &Part| {
            let margin = if exact { 2.0 * part.slack } else { 2.0 * (part.slack + rounding) };
            let test = Signs { margin, weak: exact && part.slack == 0.0 };
            self.part_is_excluded(part, &test)
        };
        system.parts.iter().any(excludes)
    }

    fn part_is_excluded(&self, part: &Part, test: &Signs) -> bool {
        for row in 0..part.count {
            let entries = &self.rows[part.row(row)];
            let (low, high) = range(entries.iter().copied());
            if test.positive(low, high) || row < part.equations && test.positive(-high, -low) {
                return true;
            }
            for earlier in 0..row.min(part.equations) {
                let others = &self.rows[part.row(earlier)];
                let (low, high) = range(entries.iter().zip(others).map(|(a, b)| a - b));
                if test.positive(low, high) || row < part.equations && test.positive(-high, -low) {
                    return true;
                }
            }
        }
        false
    }

    /// The edge along which the equations (or else the other rows) change most; `None` when nothing changes or the
    /// cell is as small as it may get.
    pub(super) fn longest_edge(&self, system: &System) -> Option<Edge> {
        let mut best: Option<(f64, Edge)> = None;
        for equations_only in [true, false] {
            for (mixer, &size) in
                system.sizes.iter().enumerate().filter(|&(mixer, _)| self.halved[mixer] < MAX_HALVINGS)
            {
                for (from, to) in (0..size).flat_map(|from| (from + 1..size).map(move |to| (from, to))) {
                    let edge = Edge { mixer, from, to };
                    let change = self.change_along(system, edge, equations_only);
                    if change > best.map_or(0.0, |(most, _)| most) {
                        best = Some((change, edge));
                    }
                }
            }
            if best.is_some() {
                break;
            }
        }
        best.map(|(_, edge)| edge)
    }

    /// The largest change of a row between the two ends of an edge, summed over the players.
    fn change_along(&self, system: &System, edge: Edge, equations_only: bool) -> f64 {
        let mut total = 0.0;
        for part in &system.parts {
            let Some((before, size)) = place(system, part, edge.mixer) else { continue };
            let count = if equations_only { part.equations } else { part.count };
            let rows = &self.rows[part.start..part.start + count * part.grid];
            let mut most = 0.0_f64;
            for block in rows.chunks_exact(before * size) {
                let (from, to) = (&block[edge.from * before..][..before], &block[edge.to * before..][..before]);
                for (a, b) in from.iter().zip(to) {
                    most = most.max((a - b).abs());
                }
            }
            total += most;
        }
        total
    }

    /// The two halves at the middle of an edge.
    pub(super) fn halves(self, system: &System, edge: Edge) -> [Self; 2] {
        let turned = Edge { from: edge.to, to: edge.from, ..edge };
        let mut first = self.clone();
        let mut second = self;
        first.move_corner(system, edge);
        second.move_corner(system, turned);
        [first, second]
    }

    /// Moves the corner `from` of an edge to the edge's middle.
    fn move_corner(&mut self, system: &System, edge: Edge) {
        let Edge { mixer, from, to } = edge;
        for part in &system.parts {
            let Some((before, size)) = place(system, part, mixer) else { continue };
            let rows = &mut self.rows[part.start..part.start + part.count * part.grid];
            for block in rows.chunks_exact_mut(before * size) {
                for offset in 0..before {
                    let (a, b) = (block[from * before + offset], block[to * before + offset]);
                    block[from * before + offset] = 0.5 * (a + b);
                }
            }
        }
        let size = system.sizes[mixer];
        for action in 0..size {
            let corners = &mut self.corners[mixer];
            corners[from * size + action] = 0.5 * (corners[from * size + action] + corners[to * size + action]);
            // x = a p + b q = 2a (p + q)/2 + (b - a) q: both matrices stay exact.
            let weights = &mut self.weights[mixer];
            weights[to * size + action] -= weights[from * size + action];
            weights[from * size + action] *= 2.0;
        }
        self.halved[mixer] += 1;
    }

    /// The mixes that given weights of the corners stand for.
    pub(super) fn mixes(&self, system: &System, weights: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mix = |(mixer, &size): (usize, &usize)| {
            let share = |action: usize| {
                let at = |corner: usize| weights[mixer][corner] * self.corners[mixer][corner * size + action];
                (0..size).map(at).sum()
            };
            (0..size).map(share).collect()
        };
        system.sizes.iter().enumerate().map(mix).collect()
    }

    /// The weights of the corners that mixes stand for, and a bound on the error of each mixer's weights in sum when
    /// every probability is known up to `radius`.
    pub(super) fn weights(&self, system: &System, mixes: &[Vec<f64>], radius: f64) -> (Vec<Vec<f64>>, f64) {
        let mut error = 0.0;
        let mut weight = |(mixer, &size): (usize, &usize)| {
            let rows = self.weights[mixer].chunks_exact(size);
            let off: f64 = rows.clone().flatten().map(|entry| entry.abs()).sum();
            error += off * (radius + 16.0 * size as f64 * HALF_ULP);
            rows.map(|row| row.iter().zip(&mixes[mixer]).map(|(entry, share)| entry * share).sum()).collect()
        };
        let weights = system.sizes.iter().enumerate().map(&mut weight).collect();
        (weights, error)
    }
}

/// When a range counts as positive.
struct Signs {
    margin: f64,
    /// Whether zeros at some corners do not matter, as long as one is positive.
    weak: bool,
}

impl Signs {
    fn positive(&self, low: f64, high: f64) -> bool {
        low > self.margin || self.weak && low >= 0.0 && high > 0.0
    }
}

fn range(entries: impl Iterator<Item = f64>) -> (f64, f64) {
    entries.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), entry| (low.min(entry), high.max(entry)))
}

/// Where a mixer's index stands in a part's rows: the number of entries before it moves, and how many values it takes.
fn place(system: &System, part: &Part, mixer: usize) -> Option<(usize, usize)> {
    let position = part.others.iter().position(|&other| other == mixer)?;
    let before = part.others[..position].iter().map(|&other| system.sizes[other]).product();
    Some((before, system.sizes[mixer]))
}
