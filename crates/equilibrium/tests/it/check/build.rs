//! Claims built from lists of extreme equilibria, and such lists found the slow way.

use std::collections::BTreeSet;

use moloch_equilibrium::finite::check::{Claim, ClaimedCompleteness, ClaimedComponent, ClaimedScope, Mixes};
use moloch_equilibrium::finite::{Game, Rational};

/// The complete claim for a two-player game whose extreme equilibria are known.
pub(super) fn complete(extreme: &[Mixes]) -> Claim {
    let mut groups: Vec<Vec<Vec<Vec<Vec<Rational>>>>> = Vec::new();
    for subset in subsets(extreme) {
        let meets = |group: &Vec<Vec<Vec<Vec<Rational>>>>| group.iter().any(|other| share(other, &subset));
        let (touching, mut apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(meets);
        apart.push(touching.into_iter().flatten().chain([subset]).collect());
        groups = apart;
    }
    let mut claim = Claim::of_points(Vec::new());
    claim.scope = ClaimedScope::All;
    claim.completeness = ClaimedCompleteness::Complete("test".to_owned());
    claim.components = groups.into_iter().map(component).collect();
    claim
}

fn component(subsets: Vec<Vec<Vec<Vec<Rational>>>>) -> ClaimedComponent {
    let mut extreme_points: Vec<Mixes> = subsets.iter().flat_map(|subset| corners(subset)).collect();
    extreme_points.sort();
    extreme_points.dedup();
    let dimension = subsets.iter().map(|subset| subset.iter().map(|face| dimension(face)).sum()).max().unwrap();
    ClaimedComponent { kind: String::new(), dimension: Some(dimension), index: None, extreme_points, subsets }
}

pub(super) fn corners(subset: &[Vec<Vec<Rational>>]) -> Vec<Mixes> {
    let pair = |x: &Vec<Rational>| subset[1].iter().map(|y| vec![x.clone(), y.clone()]).collect::<Vec<_>>();
    subset[0].iter().flat_map(pair).collect()
}

fn share(one: &[Vec<Vec<Rational>>], other: &[Vec<Vec<Rational>>]) -> bool {
    one.iter().zip(other).all(|(a, b)| a.iter().any(|vertex| b.contains(vertex)))
}

/// The dimension of a hull: the greatest number of points that are independent after the first is taken off.
fn dimension(points: &[Vec<Rational>]) -> usize {
    let off: Vec<Vec<Rational>> =
        points[1..].iter().map(|point| point.iter().zip(&points[0]).map(|(a, b)| a - b).collect()).collect();
    let mut basis: Vec<Vec<Rational>> = Vec::new();
    for mut row in off {
        for known in &basis {
            let lead = known.iter().position(|value| !value.is_zero()).unwrap();
            let factor = &row[lead] / &known[lead];
            row.iter_mut().zip(known).for_each(|(value, by)| *value -= &factor * by);
        }
        if row.iter().any(|value| !value.is_zero()) {
            basis.push(row);
        }
    }
    basis.len()
}

/// Maximal Nash subsets: for each set of first mixes that some set of second mixes goes with, as large as possible.
fn subsets(extreme: &[Mixes]) -> Vec<Vec<Vec<Vec<Rational>>>> {
    let pairs: BTreeSet<(&Vec<Rational>, &Vec<Rational>)> = extreme.iter().map(|pair| (&pair[0], &pair[1])).collect();
    let firsts: BTreeSet<&Vec<Rational>> = extreme.iter().map(|pair| &pair[0]).collect();
    let seconds: BTreeSet<&Vec<Rational>> = extreme.iter().map(|pair| &pair[1]).collect();
    let partners = |x: &Vec<Rational>| -> BTreeSet<&Vec<Rational>> {
        seconds.iter().copied().filter(|y| pairs.contains(&(x, *y))).collect()
    };
    let mut closed: BTreeSet<BTreeSet<&Vec<Rational>>> = BTreeSet::new();
    for x in &firsts {
        let own = partners(x);
        let more: Vec<_> = closed.iter().map(|old| old.intersection(&own).copied().collect()).collect();
        closed.extend(more);
        closed.insert(own);
    }
    let subset = |ys: BTreeSet<&Vec<Rational>>| {
        let xs = firsts.iter().filter(|x| ys.is_subset(&partners(x)));
        vec![xs.map(|x| (*x).clone()).collect(), ys.iter().map(|y| (*y).clone()).collect()]
    };
    closed.into_iter().filter(|ys| !ys.is_empty()).map(subset).collect()
}

/// Every extreme equilibrium of a small two-player game: all bases of both best-response polytopes are tried.
pub(super) fn extreme_equilibria(game: &Game) -> Vec<Mixes> {
    let [rows, columns] = [game.action_counts()[0], game.action_counts()[1]];
    let payoff = |player: usize, row: usize, column: usize| {
        let (low, _) = game.payoff_bounds(player).unwrap();
        game.exact_payoff(player, &[row, column]).unwrap() - low + Rational::ONE
    };
    let first: Vec<Vec<Rational>> = (0..columns).map(|j| (0..rows).map(|i| payoff(1, i, j)).collect()).collect();
    let second: Vec<Vec<Rational>> = (0..rows).map(|i| (0..columns).map(|j| payoff(0, i, j)).collect()).collect();
    let (xs, ys) = (polytope(rows, &first), polytope(columns, &second));
    let mut found = Vec::new();
    for (x, x_tight) in &xs {
        for (y, y_tight) in &ys {
            let row = |i: usize| x_tight[i] || y_tight[columns + i];
            let column = |j: usize| x_tight[rows + j] || y_tight[j];
            if (0..rows).all(row) && (0..columns).all(column) {
                found.push(vec![x.clone(), y.clone()]);
            }
        }
    }
    found.sort();
    found
}

/// Vertices other than the origin, scaled to sum to one, with what is tight at each.
fn polytope(size: usize, rows: &[Vec<Rational>]) -> BTreeSet<(Vec<Rational>, Vec<bool>)> {
    let total = size + rows.len();
    let mut found = BTreeSet::new();
    for choice in 0_u32..1 << total {
        if choice.count_ones() as usize != size {
            continue;
        }
        let chosen = (0..total).filter(|at| choice >> at & 1 == 1);
        let equation = |at: usize| -> Vec<Rational> {
            if at < size {
                (0..=size).map(|k| Rational::from(u8::from(k == at))).collect()
            } else {
                rows[at - size].iter().cloned().chain([Rational::ONE]).collect()
            }
        };
        let Some(point) = solve(chosen.map(equation).collect()) else { continue };
        let slack = |row: &Vec<Rational>| row.iter().zip(&point).fold(Rational::ONE, |rest, (c, z)| rest - c * z);
        let slacks: Vec<Rational> = point.iter().cloned().chain(rows.iter().map(slack)).collect();
        let sum = point.iter().fold(Rational::ZERO, |sum, z| sum + z);
        if slacks.iter().all(|slack| *slack >= Rational::ZERO) && !sum.is_zero() {
            let mix = point.iter().map(|z| z / &sum).collect();
            found.insert((mix, slacks.iter().map(Rational::is_zero).collect()));
        }
    }
    found
}

/// The solution of a square system with the right-hand side in the last column, if there is exactly one.
fn solve(mut rows: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    let size = rows.len();
    for column in 0..size {
        let found = (column..size).find(|&row| !rows[row][column].is_zero())?;
        rows.swap(column, found);
        let by = rows[column][column].clone();
        rows[column].iter_mut().for_each(|value| *value /= &by);
        let pivot = rows[column].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            if at != column {
                let factor = row[column].clone();
                row.iter_mut().zip(&pivot).for_each(|(value, by)| *value -= &factor * by);
            }
        }
    }
    Some(rows.into_iter().map(|row| row[size].clone()).collect())
}
