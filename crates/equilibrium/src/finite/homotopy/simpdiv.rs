//! Simplicial subdivision.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Effort, Status, Stop, Watch};

use super::super::error::SolveError;
use super::super::game::Game;
use super::super::numerical::NumericalSet;
use super::super::set::Counter;
use super::answer::{Findings, iterations};
use super::dense::Factored;
use super::simplex::project;
use super::support::{Bench, Exact, likely_support, settle};
use super::tensor::Tensor;

/// Grid of the first round; each further round halves it.
const FIRST_GRID: f64 = 0.5;
const ROUNDS: usize = 24;
/// Simplices passed when the caller sets no limit.
const MAX_SIMPLICES: u64 = 200_000;
/// How often Newton's support may be corrected after a round.
const CORRECTIONS: usize = 6;

#[doc = include_str!("simpdiv.md")]
///
/// # Errors
///
/// When the game has more than 2048 actions in all.
pub fn simpdiv(game: &Game, effort: &Effort, seed: u64) -> Result<NumericalSet, SolveError> {
    let tensor = Tensor::new(game, "subdivide into simplices")?;
    let mut generator = stream(seed, "start of the subdivision", 0);
    let offsets = (0..tensor.total()).map(|_| open_unit(&mut generator)).collect();
    let mut search = Search { tensor: &tensor, bench: Bench::default(), simplices: 0, rounds: 0, offsets };
    let mut watch = effort.watch("simplices");
    let (found, status) = match search.run(&mut watch) {
        Ok(Some(exact)) => (Some(exact), Status::Converged { iterations: iterations(search.simplices) }),
        Ok(None) => (None, Status::LimitReached { iterations: iterations(search.simplices) }),
        Err(stop) => (None, stop.into()),
    };
    let findings = Findings {
        method: "simplicial subdivision with vector labels on grids halved, polished (simpdiv)",
        found: found.into_iter().collect(),
        status,
        not_searched: "finer grids",
        counters: vec![
            Counter { what: "simplices", count: search.simplices },
            Counter { what: "grids", count: search.rounds },
            Counter { what: "Newton steps", count: search.bench.newton_steps },
        ],
    };
    findings.into_set(&tensor)
}

struct Search<'a> {
    tensor: &'a Tensor<'a>,
    bench: Bench,
    simplices: u64,
    rounds: u64,
    /// Where in a cell each round begins: generic, so that no face is met at its edge.
    offsets: Vec<f64>,
}

impl Search<'_> {
    fn run(&mut self, watch: &mut Watch<'_>) -> Result<Option<Exact>, Stop> {
        // Near the centre's own image, the best guess without any other.
        let mut start = self.tensor.centre();
        self.tensor.evaluate(&start, &mut self.bench.local);
        start.iter_mut().zip(&self.bench.local.values).for_each(|(number, value)| *number += value);
        let mut grid = FIRST_GRID;
        for _ in 0..ROUNDS {
            self.rounds += 1;
            let Some(zero) = self.round(&start, grid, watch)? else { return Ok(None) };
            start = zero;
            let mut mixes = start.clone();
            project(self.tensor, &mut mixes);
            self.tensor.evaluate(&mixes, &mut self.bench.local);
            let support = likely_support(self.tensor, &mixes, &self.bench.local.values);
            if let Some(exact) = settle(self.tensor, &mixes, support, CORRECTIONS, &mut self.bench) {
                return Ok(Some(exact));
            }
            grid *= 0.5;
        }
        Ok(None)
    }

    /// Walks from the artificial level to a simplex of the upper level whose labels surround zero.
    fn round(&mut self, start: &[f64], grid: f64, watch: &mut Watch<'_>) -> Result<Option<Vec<f64>>, Stop> {
        // Somewhere generic within the cell of the start.
        let start: Vec<f64> = start
            .iter()
            .zip(&self.offsets)
            .map(|(number, offset)| ((number / grid).floor() + 0.1 + 0.8 * offset) * grid)
            .collect();
        let mut simplex = Simplex::around(&start, grid);
        let size = start.len() + 1;
        let mut labels: Vec<Vec<f64>> = (0..=size).map(|vertex| self.label(&simplex, vertex, &start)).collect();
        // The vertex on the upper level is not yet part of the face that surrounds zero.
        let mut entered = size;
        loop {
            watch.step()?;
            self.simplices += 1;
            if self.simplices > MAX_SIMPLICES {
                return Ok(None);
            }
            let Some((leaving, weights)) = leaving(&labels, entered) else { return Ok(None) };
            if simplex.leaves_upwards(leaving) {
                let vertices = (0..=size).filter(|&vertex| vertex != leaving);
                let mut zero = vec![0.0; start.len()];
                for vertex in vertices {
                    let point = simplex.vertex(vertex).0;
                    zero.iter_mut().zip(point).for_each(|(sum, number)| *sum += weights[vertex] * number);
                }
                return Ok(Some(zero));
            }
            if simplex.leaves_downwards(leaving) {
                return Ok(None);
            }
            entered = simplex.replace(leaving, &mut labels);
            labels[entered] = self.label(&simplex, entered, &start);
        }
    }

    /// One, then the label: below, where the start lies from here; above, where the game pushes.
    fn label(&mut self, simplex: &Simplex, vertex: usize, start: &[f64]) -> Vec<f64> {
        let (point, is_upper) = simplex.vertex(vertex);
        let mut label = Vec::with_capacity(point.len() + 1);
        label.push(1.0);
        if !is_upper {
            label.extend(start.iter().zip(&point).map(|(start, number)| start - number));
            return label;
        }
        let mut mixes = point.clone();
        project(self.tensor, &mut mixes);
        self.tensor.evaluate(&mixes, &mut self.bench.local);
        let values = &self.bench.local.values;
        label.extend(mixes.iter().zip(values).zip(&point).map(|((share, value), number)| share + value - number));
        label
    }
}

/// A simplex of Freudenthal's triangulation: from a corner of a cell one step along each axis in some order, the last
/// axis being the level.
struct Simplex {
    corner: Vec<f64>,
    order: Vec<usize>,
    grid: f64,
}

impl Simplex {
    /// The simplex on the lower level around a point, joined to the upper level.
    fn around(point: &[f64], grid: f64) -> Self {
        let mut corner: Vec<f64> = point.iter().map(|number| (number / grid).floor()).collect();
        let mut order: Vec<usize> = (0..point.len()).collect();
        let fraction = |axis: &usize| point[*axis] / grid - corner[*axis];
        order.sort_by(|a, b| fraction(b).total_cmp(&fraction(a)));
        corner.push(0.0);
        order.push(point.len());
        Self { corner, order, grid }
    }

    fn level(&self) -> usize {
        self.corner.len() - 1
    }

    /// A vertex and whether it is on the upper level.
    fn vertex(&self, number: usize) -> (Vec<f64>, bool) {
        let mut point = self.corner.clone();
        self.order[..number].iter().for_each(|&axis| point[axis] += 1.0);
        let is_upper = point.pop().is_some_and(|level| level > 0.5);
        for number in &mut point {
            *number *= self.grid;
        }
        (point, is_upper)
    }

    fn leaves_upwards(&self, vertex: usize) -> bool {
        vertex == 0 && self.order[0] == self.level()
    }

    fn leaves_downwards(&self, vertex: usize) -> bool {
        vertex == self.order.len() && self.order[vertex - 1] == self.level()
    }

    /// Exchanges a vertex for the one beyond the opposite face; labels move along. The new vertex's place is returned.
    fn replace(&mut self, vertex: usize, labels: &mut [Vec<f64>]) -> usize {
        let last = self.order.len();
        if vertex == 0 {
            self.corner[self.order[0]] += 1.0;
            self.order.rotate_left(1);
            labels.rotate_left(1);
            last
        } else if vertex == last {
            self.corner[self.order[last - 1]] -= 1.0;
            self.order.rotate_right(1);
            labels.rotate_right(1);
            0
        } else {
            self.order.swap(vertex - 1, vertex);
            vertex
        }
    }
}

/// The vertex that leaves the face when another enters, and the weights of the new face with which labels sum to zero.
fn leaving(labels: &[Vec<f64>], entered: usize) -> Option<(usize, Vec<f64>)> {
    let size = labels.len() - 1;
    let face: Vec<usize> = (0..=size).filter(|&vertex| vertex != entered).collect();
    let mut cells = vec![0.0; size * size];
    for (column, &vertex) in face.iter().enumerate() {
        for (row, value) in labels[vertex].iter().enumerate() {
            cells[row * size + column] = *value;
        }
    }
    let factored = Factored::new(cells, size);
    if !factored.is_regular() {
        return None;
    }
    let mut weights = vec![0.0; size];
    weights[0] = 1.0;
    factored.solve(&mut weights);
    let mut change = labels[entered].clone();
    factored.solve(&mut change);
    let candidates = (0..size).filter(|&place| change[place] > 1e-13);
    let ratio = |place: usize| weights[place].max(0.0) / change[place];
    let place = candidates.min_by(|&a, &b| ratio(a).total_cmp(&ratio(b)))?;
    let length = ratio(place);
    let mut all = vec![0.0; size + 1];
    for (number, &vertex) in face.iter().enumerate() {
        all[vertex] = weights[number] - length * change[number];
    }
    all[entered] = length;
    Some((face[place], all))
}
