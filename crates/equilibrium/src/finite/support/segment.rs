//! Supports in which one player mixes two actions and everybody else plays one for sure, decided exactly.
//!
//! The others' payoffs are linear in the one free probability, the mixer's own do not depend on it. So the equilibria
//! are all profiles whose probability lies between two fractions, or none: no search is needed, and none would end, since a tie
//! at a pure equilibrium is the end of such a segment as a rule.

use super::exact::exact_rows;
use super::system::System;
use crate::finite::exact::{Rational, one, zero};
use crate::finite::game::Game;

/// All equilibria with such supports.
pub(super) enum Decided {
    /// None.
    Empty,
    /// Those of a segment.
    Segment(Segment),
}

/// Every probability of the mixer's second action from one to the other makes an equilibrium, and no other between 0 and 1
/// does.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) from: Rational,
    pub(super) to: Rational,
}

/// Decides such supports; `None` for others.
pub(super) fn decide(game: &Game, system: &System) -> Option<Decided> {
    if system.sizes != [2] {
        return None;
    }
    let rows = exact_rows(game, system);
    let (mut from, mut to) = (zero(), one());
    for part in &system.parts {
        for row in 0..part.count {
            let holds = match &rows[part.row(row)] {
                // The mixer's own gain: nothing within its support, nothing to gain outside.
                [gain] if row < part.equations => gain.is_zero(),
                [gain] => *gain <= zero(),
                [first, second] => narrow(first, second, &mut from, &mut to),
                _ => return None,
            };
            if !holds {
                return Some(Decided::Empty);
            }
        }
    }
    // An end at 0 or 1 is a pure profile; alone it is no equilibrium with these supports.
    let is_inside = from < to || from == to && from > zero() && to < one();
    Some(if is_inside { Decided::Segment(Segment { from, to }) } else { Decided::Empty })
}

/// Leaves of the probabilities those at which a gain, given at both ends, is not positive; whether any may be left.
fn narrow(first: &Rational, second: &Rational, from: &mut Rational, to: &mut Rational) -> bool {
    if *first <= zero() && *second <= zero() {
        return true;
    }
    if *first > zero() && *second > zero() {
        return false;
    }
    let Some(slope) = Some(second - first).filter(|slope| !slope.is_zero()) else { return *first <= zero() };
    let root = -first / &slope;
    if slope > zero() {
        if root < *to {
            *to = root;
        }
    } else if root > *from {
        *from = root;
    }
    from <= to
}
