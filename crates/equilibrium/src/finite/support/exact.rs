//! Ties decided in exact arithmetic: a root that is a fraction is recognised, verified, and judged by its signs.

use dashu_int::UBig;
use dashu_int::ops::BitTest;

use super::root::{Root, Verdict};
use super::slope::Elimination;
use super::system::{Part, System, gradient, unknowns_of, value};
use crate::finite::exact::{Rational, exact_from_f64, nearest_f64, one, zero};
use crate::finite::game::Game;

/// Rounds of exact refinement; each one adds about 40 binary digits at least.
const ROUNDS: u32 = 4;
/// Binary digits that are kept after each round.
const DIGITS_PER_ROUND: u32 = 44;

/// The verdict on a root that intervals could not judge, and its probabilities rounded from the exact ones.
///
/// `None` when no fraction of moderate size is the root: then it may be irrational, and a tie cannot be seen.
pub(super) fn decide(game: &Game, system: &System, root: &Root) -> Option<(Verdict, Vec<Vec<f64>>)> {
    let rows = exact_rows(game, system);
    let refined = refine(system, &rows, root)?;
    let candidate: Vec<Rational> = refined.iter().map(simplest_nearby).collect::<Option<_>>()?;
    let mixes = system.mixes(&candidate, &one());
    if !is_root(system, &rows, &mixes) || !is_near(root, &candidate) {
        return None;
    }
    let rounded = mixes.iter().map(|mix| mix.iter().map(nearest_f64).collect()).collect();
    Some((judge(system, &rows, &mixes), rounded))
}

/// All rows of the system, exactly.
pub(super) fn exact_rows(game: &Game, system: &System) -> Vec<Rational> {
    let mut rows = Vec::with_capacity(system.rows.len());
    for part in &system.parts {
        for row in 0..part.count {
            rows.extend((0..part.grid).map(|entry| exact_entry(game, system, part, row, entry)));
        }
    }
    rows
}

/// What a player gains by an action over the first of its support, at one combination of the others' actions.
fn exact_entry(game: &Game, system: &System, part: &Part, row: usize, entry: usize) -> Rational {
    let mut profile: Vec<usize> = system.supports.iter().map(|support| support[0]).collect();
    let mut left = entry;
    for &other in &part.others {
        let support = &system.supports[system.mixers[other]];
        profile[system.mixers[other]] = support[left % support.len()];
        left /= support.len();
    }
    let support = &system.supports[part.player];
    let outside = |row: usize| (0..game.action_counts()[part.player]).filter(|a| !support.contains(a)).nth(row);
    let action = support.get(row + 1).copied().or_else(|| outside(row - part.equations)).unwrap_or(support[0]);
    let number = |profile: &[usize]| game.shape().number(profile).unwrap_or(0);
    let column = game.column(part.player);
    let first = column.exact_at(number(&profile));
    profile[part.player] = action;
    column.exact_at(number(&profile)) - first
}

/// The unknowns to some 170 binary digits: Newton's method with one inverse, in exact arithmetic.
fn refine(system: &System, rows: &[Rational], root: &Root) -> Option<Vec<Rational>> {
    let mut unknowns: Vec<Rational> =
        unknowns_of(&root.mixes).into_iter().map(exact_from_f64).collect::<Option<_>>()?;
    let mixes = system.mixes(&unknowns, &one());
    let inverse = inverse(system, rows, &mixes)?;
    for round in 1..=ROUNDS {
        let mixes = system.mixes(&unknowns, &one());
        let values = values(system, rows, &mixes);
        for &(row, column) in &inverse.pivots {
            let factors = inverse.combination(row);
            let step = factors
                .iter()
                .zip(&values)
                .try_fold(zero(), |sum, (factor, value)| exact_from_f64(*factor).map(|factor| sum + factor * value))?;
            unknowns[column] = rounded(&(&unknowns[column] - step), 60 + round * DIGITS_PER_ROUND);
        }
    }
    Some(unknowns)
}

/// The inverse of the Jacobian in doubles, in the payoffs' own units.
fn inverse(system: &System, rows: &[Rational], mixes: &[Vec<Rational>]) -> Option<Elimination> {
    let size = system.unknowns;
    let mut jacobian = vec![0.0; size * size];
    for (equation, (part, row)) in system.equations().enumerate() {
        for (unknown, derivative) in gradient(system, part, &rows[part.row(row)], mixes) {
            jacobian[equation * size + unknown] = nearest_f64(&derivative);
        }
    }
    let inverse = Elimination::new(&jacobian, size);
    (inverse.pivots.len() == size).then_some(inverse)
}

fn values(system: &System, rows: &[Rational], mixes: &[Vec<Rational>]) -> Vec<Rational> {
    system.equations().filter_map(|(part, row)| value(part, &rows[part.row(row)], mixes)).collect()
}

fn rounded(number: &Rational, digits: u32) -> Rational {
    let power = UBig::ONE << digits as usize;
    let scaled = number * Rational::from(power.clone());
    Rational::from_parts(scaled.round(), power)
}

/// The fraction with the least denominator within 2^-160.
fn simplest_nearby(number: &Rational) -> Option<Rational> {
    let distance = Rational::from_parts(1.into(), UBig::ONE << 160);
    let simplest = Rational::simplest_in(number - &distance, number + &distance);
    // A fraction that needs as many digits as the interval allows was not recognised, only rounded.
    (simplest.denominator().bit_len() < 70).then_some(simplest)
}

fn is_root(system: &System, rows: &[Rational], mixes: &[Vec<Rational>]) -> bool {
    values(system, rows, mixes).iter().all(Rational::is_zero)
}

fn is_near(root: &Root, candidate: &[Rational]) -> bool {
    let within = |(share, exact): (f64, &Rational)| {
        let limit = exact_from_f64(root.alone_within);
        let gap = exact_from_f64(share).map(|share| share - exact);
        gap.zip(limit).is_some_and(|(gap, limit)| gap <= limit && gap >= -limit)
    };
    unknowns_of(&root.mixes).into_iter().zip(candidate).all(within)
}

fn judge(system: &System, rows: &[Rational], mixes: &[Vec<Rational>]) -> Verdict {
    if mixes.iter().flatten().any(|share| *share <= zero()) {
        return Verdict::Outside;
    }
    let outside = system.parts.iter().flat_map(|part| (part.equations..part.count).map(move |row| (part, row)));
    let gains: Vec<Rational> = outside.filter_map(|(part, row)| value(part, &rows[part.row(row)], mixes)).collect();
    if gains.iter().any(|gain| *gain > zero()) {
        Verdict::NotBest
    } else if gains.iter().any(Rational::is_zero) {
        Verdict::Tied
    } else {
        // Intervals could not tell: the signs are exact, the index stays unknown.
        Verdict::Strict(None)
    }
}
