//! Extreme equilibria of small games with small integer payoffs by trying every pair of supports: shares nothing
//! with the solver.

use std::collections::{BTreeMap, BTreeSet};

use moloch_equilibrium::finite::{EquilibriumSet, ExactProfile, Game, Rational, rational};

/// A mix as integers, and the set of best replies to it as bits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mix {
    weights: Vec<i64>,
    replies: u32,
}

impl Mix {
    fn support(&self) -> u32 {
        bits(self.weights.iter().map(|&weight| weight > 0))
    }

    pub(crate) fn shares(&self) -> Vec<Rational> {
        let total = self.weights.iter().sum();
        self.weights.iter().map(|&weight| rational(weight, total).unwrap()).collect()
    }
}

fn bits(flags: impl Iterator<Item = bool>) -> u32 {
    flags.enumerate().fold(0, |bits, (place, flag)| bits | u32::from(flag) << place)
}

fn members(set: u32) -> Vec<usize> {
    (0..32).filter(|place| set >> place & 1 == 1).collect()
}

/// The extreme mixes: those which are the only ones on their support that make some replies equally good and best.
/// `payoffs[reply][action]` is what the replying player earns.
pub(crate) fn extreme_mixes(payoffs: &[Vec<i64>]) -> BTreeSet<Mix> {
    let (replies, actions) = (payoffs.len(), payoffs[0].len());
    let mut found = BTreeSet::new();
    for played in 1_u32..1 << actions {
        for tight in (1_u32..1 << replies).filter(|tight| tight.count_ones() == played.count_ones()) {
            let (columns, rows) = (members(played), members(tight));
            // Weights that sum to something and give the tight replies the same payoff: one unknown too many.
            let mut system: Vec<Vec<i128>> = Vec::new();
            for pair in rows.windows(2) {
                let gap = |&column: &usize| i128::from(payoffs[pair[0]][column] - payoffs[pair[1]][column]);
                system.push(columns.iter().map(gap).collect());
            }
            let Some(kernel) = kernel(system, columns.len()) else { continue };
            let mut weights = vec![0; actions];
            for (&column, weight) in columns.iter().zip(kernel) {
                weights[column] = weight;
            }
            if weights.iter().any(|&weight| weight < 0) {
                continue;
            }
            let earned: Vec<i64> =
                payoffs.iter().map(|row| row.iter().zip(&weights).map(|(a, b)| a * b).sum()).collect();
            let best = *earned.iter().max().unwrap();
            if rows.iter().all(|&row| earned[row] == best) {
                found.insert(Mix { weights, replies: bits(earned.iter().map(|&payoff| payoff == best)) });
            }
        }
    }
    found
}

/// The solutions of a homogeneous system if they are the multiples of one vector: that vector in lowest terms, its first
/// entry that is not zero positive.
fn kernel(mut rows: Vec<Vec<i128>>, width: usize) -> Option<Vec<i64>> {
    let mut pivots = Vec::new();
    for column in 0..width {
        let done = pivots.len();
        let Some(pivot) = (done..rows.len()).find(|&row| rows[row][column] != 0) else { continue };
        rows.swap(done, pivot);
        let across = rows[done].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(number, _)| *number != done) {
            let (a, b) = (across[column], row[column]);
            let cells: Vec<i128> = row.iter().zip(&across).map(|(cell, other)| cell * a - other * b).collect();
            let divisor = cells.iter().fold(0, |divisor, &cell| gcd(divisor, cell)).max(1);
            *row = cells.into_iter().map(|cell| cell / divisor).collect();
        }
        pivots.push(column);
    }
    let free: Vec<usize> = (0..width).filter(|column| !pivots.contains(column)).collect();
    let [free] = free.as_slice() else { return None };
    let common = rows
        .iter()
        .zip(&pivots)
        .fold(1, |common, (row, &column)| common / gcd(common, row[column]) * row[column].abs());
    let mut solution = vec![0; width];
    solution[*free] = common;
    for (row, &column) in rows.iter().zip(&pivots) {
        solution[column] = -row[*free] * common / row[column];
    }
    let divisor = solution.iter().fold(0, |divisor, &cell| gcd(divisor, cell));
    let sign = solution.iter().find(|&&cell| cell != 0).unwrap().signum();
    Some(solution.into_iter().map(|cell| i64::try_from(sign * cell / divisor).unwrap()).collect())
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

/// Every extreme equilibrium with the number of its component.
pub(crate) fn extreme_equilibria(rows: &[Vec<i64>], columns: &[Vec<i64>]) -> BTreeMap<ExactProfile, usize> {
    let transposed = |matrix: &[Vec<i64>]| -> Vec<Vec<i64>> {
        (0..matrix[0].len()).map(|column| matrix.iter().map(|row| row[column]).collect()).collect()
    };
    let first: Vec<Mix> = extreme_mixes(&transposed(columns)).into_iter().collect();
    let second: Vec<Mix> = extreme_mixes(rows).into_iter().collect();
    let mut pairs = Vec::new();
    for (a, one) in first.iter().enumerate() {
        for (b, other) in second.iter().enumerate() {
            if one.support() & !other.replies == 0 && other.support() & !one.replies == 0 {
                pairs.push((a, b, pairs.len()));
            }
        }
    }
    // Pairs that share a vertex are connected: relabel until nothing changes.
    let mut changed = true;
    while changed {
        changed = false;
        for one in 0..pairs.len() {
            for other in 0..pairs.len() {
                let touch = pairs[one].0 == pairs[other].0 || pairs[one].1 == pairs[other].1;
                if touch && pairs[one].2 > pairs[other].2 {
                    pairs[one].2 = pairs[other].2;
                    changed = true;
                }
            }
        }
    }
    let profile = |a: usize, b: usize| ExactProfile::new(vec![first[a].shares(), second[b].shares()]).unwrap();
    pairs.into_iter().map(|(a, b, component)| (profile(a, b), component)).collect()
}

/// Checks a complete set against brute force: the same extreme equilibria, grouped in the same components, covered by
/// maximal subsets, with indices that add up to one.
pub(crate) fn check(rows: &[Vec<i64>], columns: &[Vec<i64>], set: &EquilibriumSet) {
    let what = || format!("{rows:?} {columns:?}");
    assert!(set.is_complete(), "{}", what());
    let truth = extreme_equilibria(rows, columns);
    let numbers: BTreeSet<usize> = truth.values().copied().collect();
    assert_eq!(set.components.len(), numbers.len(), "{}", what());
    let mut seen = 0;
    for component in &set.components {
        let mut inside: BTreeSet<&ExactProfile> = BTreeSet::new();
        let mut number = BTreeSet::new();
        for point in component.extreme_points() {
            assert!(point.certificate().passes() && point.certificate().residual == 0.0);
            number.insert(*truth.get(&**point).unwrap_or_else(|| panic!("{} has no {point:?}", what())));
            inside.insert(point);
        }
        assert_eq!(number.len(), 1, "{}", what());
        seen += inside.len();
        check_subsets(component.subsets(), &truth);
    }
    assert_eq!(seen, truth.len(), "{}", what());
    let sum: i32 = set.components.iter().map(|component| component.index().unwrap()).sum();
    assert_eq!(sum, 1, "{}", what());
}

/// No subset can be extended by another extreme mix.
fn check_subsets(subsets: &[moloch_equilibrium::finite::Subset], truth: &BTreeMap<ExactProfile, usize>) {
    for subset in subsets {
        let [first, second] = subset.faces() else { panic!("two faces") };
        let is_equilibrium = |x: &Vec<Rational>, y: &Vec<Rational>| {
            truth.contains_key(&ExactProfile::new(vec![x.clone(), y.clone()]).unwrap())
        };
        for other in truth.keys() {
            let (x, y) = (&other.mixes()[0], &other.mixes()[1]);
            assert!(first.vertices().contains(x) || !second.vertices().iter().all(|y| is_equilibrium(x, y)));
            assert!(second.vertices().contains(y) || !first.vertices().iter().all(|x| is_equilibrium(x, y)));
        }
    }
}

pub(crate) fn game(rows: &[Vec<i64>], columns: &[Vec<i64>]) -> Game {
    Game::from_fn(&[rows.len(), rows[0].len()], |profile, player| {
        let matrix = if player == 0 { rows } else { columns };
        matrix[profile[0]][profile[1]]
    })
    .unwrap()
}
