//! Roots of one system: found by Newton's method, proved by Krawczyk's test, judged by intervals.

use super::number::{Interval, Number};
use super::slope::Elimination;
use super::system::{System, gradient, unknowns_of, value};

/// Newton steps before a search for a root is given up.
const MAX_NEWTON: usize = 30;
/// Distances within which a root is tried to be proved unique, from the widest.
const UNIQUE_WITHIN: [f64; 5] = [1e-4, 1e-6, 1e-8, 1e-10, 1e-12];
/// Probabilities further from 0 and 1 than this are not followed.
const FAR_AWAY: f64 = 1e6;

/// A regular root of the equations, anywhere: its probabilities may be negative.
#[derive(Clone, Debug)]
pub(super) struct Root {
    /// The probabilities of the mixers' actions, rounded.
    pub(super) mixes: Vec<Vec<f64>>,
    /// Every unknown is within this distance of the root's.
    pub(super) radius: f64,
    /// Within this distance there is no other root.
    pub(super) alone_within: f64,
    /// What it is.
    pub(super) verdict: Verdict,
}

/// What a root is for the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Some probability is negative, or zero: then it belongs to a smaller support.
    Outside,
    /// Somebody gains by an action outside its support.
    NotBest,
    /// An equilibrium: everybody loses by any action outside its support. Its index, where that is proved.
    Strict(Option<i8>),
    /// An equilibrium in which somebody is indifferent to an action outside its support.
    Tied,
    /// Too close to call.
    Unclear,
}

/// Solves the equations from a start; counts steps. `None` when Newton's method does not settle.
pub(super) fn newton(system: &System, start: &[Vec<f64>], steps: &mut u64) -> Option<Vec<Vec<f64>>> {
    let mut unknowns = unknowns_of(start);
    let mut last = f64::INFINITY;
    for _ in 0..MAX_NEWTON {
        let mixes = system.mixes(&unknowns, &1.0);
        let (values, jacobian) = linearised(system, &mixes);
        let step = Elimination::new(&jacobian, system.unknowns).solve(&values)?;
        *steps += 1;
        let size = step.iter().fold(0.0_f64, |size, part| size.max(part.abs()));
        for (unknown, part) in unknowns.iter_mut().zip(&step) {
            *unknown -= part;
        }
        if !size.is_finite() || unknowns.iter().any(|unknown| unknown.abs() > FAR_AWAY) {
            return None;
        }
        // Rounding alone moves it now.
        if size <= 1e-15 || size < 1e-11 && size >= 0.5 * last {
            return Some(system.mixes(&unknowns, &1.0));
        }
        last = size;
    }
    None
}

/// The equations and their Jacobian, row by row, in doubles.
fn linearised(system: &System, mixes: &[Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let size = system.unknowns;
    let mut values = Vec::with_capacity(size);
    let mut jacobian = vec![0.0; size * size];
    for (equation, (part, row)) in system.equations().enumerate() {
        let row = &system.rows[part.row(row)];
        values.push(value(part, row, mixes).unwrap_or(0.0));
        for (unknown, derivative) in gradient(system, part, row, mixes) {
            jacobian[equation * size + unknown] = derivative;
        }
    }
    (values, jacobian)
}

/// Proves that a root lies near these mixes and no other one does.
pub(super) fn prove(system: &System, mixes: Vec<Vec<f64>>) -> Option<Root> {
    let (_, jacobian) = linearised(system, &mixes);
    let inverse = Elimination::new(&jacobian, system.unknowns);
    if inverse.pivots.len() < system.unknowns {
        return None;
    }
    let residual = newton_step(system, &mixes, &inverse);
    for alone_within in UNIQUE_WITHIN {
        let contraction = contraction(system, &mixes, &inverse, alone_within);
        // Krawczyk: the map x - Y F(x) takes the box into its own interior.
        if contraction < 0.9 && residual + contraction * alone_within < 0.99 * alone_within {
            let radius = (residual / (1.0 - contraction)) * (1.0 + 1e-10) + f64::MIN_POSITIVE;
            let mut root = Root { mixes, radius, alone_within, verdict: Verdict::Unclear };
            root.verdict = judge(system, &root);
            return Some(root);
        }
    }
    None
}

/// Bound on the largest entry of the inverse Jacobian times the equations.
fn newton_step(system: &System, mixes: &[Vec<f64>], inverse: &Elimination) -> f64 {
    let around = enclosure(system, mixes, 0.0);
    let rows = interval_rows(system);
    let values: Vec<Interval> = system
        .equations()
        .map(|(part, row)| value(part, &rows[part.row(row)], &around).unwrap_or(Interval::point(0.0)))
        .collect();
    let step = |row: usize| {
        let factors = inverse.combination(row).iter();
        let zero = Interval::point(0.0);
        let sum = factors.zip(&values).fold(zero, |sum, (f, v)| sum.plus(&Interval::point(*f).times(v)));
        sum.magnitude()
    };
    inverse.pivots.iter().map(|&(row, _)| step(row)).fold(0.0, f64::max)
}

/// Bound on the norm of the unit matrix less the inverse times the Jacobian, within a distance of the mixes.
fn contraction(system: &System, mixes: &[Vec<f64>], inverse: &Elimination, distance: f64) -> f64 {
    let size = system.unknowns;
    let jacobian = interval_jacobian(system, mixes, distance);
    let mut worst = 0.0_f64;
    for &(row, column) in &inverse.pivots {
        let mut sum = 0.0;
        for other in 0..size {
            let mut entry = Interval::point(if other == column { 1.0 } else { 0.0 });
            for equation in 0..size {
                let factor = Interval::point(inverse.combination(row)[equation]);
                entry = entry.minus(&factor.times(&jacobian[equation * size + other]));
            }
            sum += entry.magnitude();
        }
        worst = worst.max(sum);
    }
    worst * (1.0 + 1e-12)
}

/// The Jacobian over all points within a distance of the mixes.
fn interval_jacobian(system: &System, mixes: &[Vec<f64>], distance: f64) -> Vec<Interval> {
    let around = enclosure(system, mixes, distance);
    let rows = interval_rows(system);
    let size = system.unknowns;
    let mut jacobian = vec![Interval::point(0.0); size * size];
    for (equation, (part, row)) in system.equations().enumerate() {
        for (unknown, derivative) in gradient(system, part, &rows[part.row(row)], &around) {
            jacobian[equation * size + unknown] = derivative;
        }
    }
    jacobian
}

/// All mixes whose unknowns are within a distance.
fn enclosure(system: &System, mixes: &[Vec<f64>], distance: f64) -> Vec<Vec<Interval>> {
    let unknowns: Vec<Interval> =
        unknowns_of(mixes).into_iter().map(|share| Interval::around(share, distance)).collect();
    system.mixes(&unknowns, &Interval::point(1.0))
}

fn interval_rows(system: &System) -> Vec<Interval> {
    let mut rows = Vec::with_capacity(system.rows.len());
    for part in &system.parts {
        let entries = &system.rows[part.start..part.start + part.count * part.grid];
        // A row is a difference of two payoffs; where these are exact, so is it.
        rows.extend(entries.iter().map(|&entry| Interval::around(entry, 2.0 * part.slack)));
    }
    rows
}

/// What a proved root is, as far as intervals tell.
fn judge(system: &System, root: &Root) -> Verdict {
    let around = enclosure(system, &root.mixes, root.radius);
    let signs: Vec<Option<i8>> = around.iter().flatten().map(Interval::sign).collect();
    if signs.iter().any(|sign| matches!(sign, Some(-1 | 0))) {
        return Verdict::Outside;
    }
    let gains = gains(system, &around);
    if gains.contains(&Some(1)) {
        return Verdict::NotBest;
    }
    if signs.iter().all(|sign| *sign == Some(1)) && gains.iter().all(|sign| *sign == Some(-1)) {
        return Verdict::Strict(index(system, root));
    }
    Verdict::Unclear
}

/// Signs of what every action outside the supports would gain.
fn gains(system: &System, around: &[Vec<Interval>]) -> Vec<Option<i8>> {
    let rows = interval_rows(system);
    let outside = system.parts.iter().flat_map(|part| (part.equations..part.count).map(move |row| (part, row)));
    outside.map(|(part, row)| value(part, &rows[part.row(row)], around).and_then(|gain| gain.sign())).collect()
}

/// The sign of the determinant of minus the Jacobian, by elimination on intervals.
pub(super) fn index(system: &System, root: &Root) -> Option<i8> {
    let size = system.unknowns;
    let mut matrix = interval_jacobian(system, &root.mixes, root.radius);
    let mut sign = if size.is_multiple_of(2) { 1 } else { -1 };
    for column in 0..size {
        let magnitude = |row: usize| matrix[row * size + column].middle().abs();
        let pivot = (column..size).max_by(|&a, &b| magnitude(a).total_cmp(&magnitude(b)))?;
        sign *= matrix[pivot * size + column].sign().filter(|sign| *sign != 0)?;
        if pivot != column {
            sign = -sign;
            for place in 0..size {
                matrix.swap(pivot * size + place, column * size + place);
            }
        }
        for row in column + 1..size {
            let factor = matrix[row * size + column].divided_by(&matrix[column * size + column])?;
            for place in column + 1..size {
                let product = factor.times(&matrix[column * size + place]);
                matrix[row * size + place] = matrix[row * size + place].minus(&product);
            }
        }
    }
    Some(sign)
}
