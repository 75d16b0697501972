//! Positions of nodes, in units of one edge, deterministic.

use std::collections::VecDeque;

/// Positions whose distances follow distances in the graph (stress majorisation, started from a circle).
///
/// `edges` are pairs of node numbers below `n`. Nodes that are not connected are put a little further apart than the longest
/// path. Source: Gansner, Koren, North, "Graph drawing by stress majorization" (2004), the local update.
pub(super) fn stress(n: usize, edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let distances = distances(n, edges);
    let mut at: Vec<(f64, f64)> = (0..n)
        .map(|i| {
            let angle = std::f64::consts::TAU * i as f64 / n.max(1) as f64;
            let radius = n as f64 / 5.0 + 0.01 * (i % 7) as f64;
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect();
    for _ in 0..300 {
        let mut moved: f64 = 0.0;
        for i in 0..n {
            let next = majorised(i, &at, &distances);
            moved = moved.max((next.0 - at[i].0).abs() + (next.1 - at[i].1).abs());
            at[i] = next;
        }
        if moved < 1e-4 {
            break;
        }
    }
    level(&mut at);
    at
}

/// The position of node `i` that minimises its part of the majorised stress.
fn majorised(i: usize, at: &[(f64, f64)], distances: &[Vec<f64>]) -> (f64, f64) {
    let (mut x, mut y, mut total) = (0.0, 0.0, 0.0);
    for j in (0..at.len()).filter(|j| *j != i) {
        let wished = distances[i][j];
        let weight = 1.0 / (wished * wished);
        let (dx, dy) = (at[i].0 - at[j].0, at[i].1 - at[j].1);
        let length = dx.hypot(dy).max(1e-9);
        x += weight * (at[j].0 + wished * dx / length);
        y += weight * (at[j].1 + wished * dy / length);
        total += weight;
    }
    if total > 0.0 { (x / total, y / total) } else { at[i] }
}

/// Numbers of steps between all nodes.
fn distances(n: usize, edges: &[(usize, usize)]) -> Vec<Vec<f64>> {
    let mut neighbours = vec![Vec::new(); n];
    for (a, b) in edges {
        neighbours[*a].push(*b);
        neighbours[*b].push(*a);
    }
    let mut all: Vec<Vec<f64>> = (0..n).map(|start| steps_from(start, &neighbours)).collect();
    let longest = all.iter().flatten().copied().filter(|d| d.is_finite()).fold(1.0, f64::max);
    for distance in all.iter_mut().flatten().filter(|d| d.is_infinite()) {
        *distance = longest.min(4.0) + 1.0;
    }
    all
}

fn steps_from(start: usize, neighbours: &[Vec<usize>]) -> Vec<f64> {
    let mut steps = vec![f64::INFINITY; neighbours.len()];
    steps[start] = 0.0;
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for next in &neighbours[node] {
            if steps[*next].is_infinite() {
                steps[*next] = steps[node] + 1.0;
                queue.push_back(*next);
            }
        }
    }
    steps
}

/// Turns the drawing so that its longest extent is horizontal.
fn level(at: &mut [(f64, f64)]) {
    let n = at.len().max(1) as f64;
    let (cx, cy) = at.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for p in at.iter() {
        let (dx, dy) = (p.0 - cx, p.1 - cy);
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    let (sin, cos) = angle.sin_cos();
    for p in at.iter_mut() {
        let (dx, dy) = (p.0 - cx, p.1 - cy);
        *p = (cos * dx + sin * dy, cos * dy - sin * dx);
    }
}

/// Positions in columns: `column[i]` is the column of node `i`; the order within a column follows the mean position of the
/// neighbours (several sweeps), and short columns are centred.
pub(super) fn columns(column: &[usize], edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let count = column.iter().max().map_or(0, |c| c + 1);
    let mut members: Vec<Vec<usize>> =
        (0..count).map(|c| (0..column.len()).filter(|i| column[*i] == c).collect()).collect();
    let mut height = vec![0.0; column.len()];
    settle(&members, &mut height);
    for sweep in 0..8 {
        let order: Vec<usize> = if sweep % 2 == 0 { (0..count).collect() } else { (0..count).rev().collect() };
        for c in order {
            let keys: Vec<f64> =
                column.iter().enumerate().map(|(i, _)| barycentre(i, column, edges, &height)).collect();
            members[c].sort_by(|a, b| keys[*a].total_cmp(&keys[*b]).then(a.cmp(b)));
            settle(&members, &mut height);
        }
    }
    column.iter().zip(height).map(|(c, y)| (*c as f64, y)).collect()
}

fn settle(members: &[Vec<usize>], height: &mut [f64]) {
    for column in members {
        let centre = (column.len() as f64 - 1.0) / 2.0;
        for (k, node) in column.iter().enumerate() {
            height[*node] = k as f64 - centre;
        }
    }
}

/// Mean height of the neighbours in other columns; the own height where there are none.
fn barycentre(node: usize, column: &[usize], edges: &[(usize, usize)], height: &[f64]) -> f64 {
    let others: Vec<f64> = edges
        .iter()
        .filter_map(|(a, b)| {
            if *a == node {
                Some(*b)
            } else if *b == node {
                Some(*a)
            } else {
                None
            }
        })
        .filter(|other| column[*other] != column[node])
        .map(|other| height[other])
        .collect();
    if others.is_empty() { height[node] } else { others.iter().sum::<f64>() / others.len() as f64 }
}
