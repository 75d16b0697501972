//! Gambit's rows for a tree: a number for each action of every information set, or for each strategy.

use std::io::Read;

use super::Reading;
use crate::finite::Rational;
use crate::finite::check::{Claim, misfit_mix};
use crate::finite::formats::FormatError;
use crate::finite::formats::solution::rows::{Row, grouped, point, read_as};
use crate::sequential::check::{BehaviourClaim, ClaimedBehaviour};
use crate::sequential::strategies::reduced_counts;
use crate::sequential::tree::Tree;

/// What the rows of a file speak of; all of one file speak of the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Behaviour,
    Strategic,
}

/// Reads rows as profiles of a tree; `name` is what messages call the file.
pub(super) fn read(name: &str, source: impl Read, tree: &Tree) -> Result<Reading, FormatError> {
    let actions: Vec<usize> = tree.information_sets().iter().map(|set| set.actions().len()).collect();
    let strategies = reduced_counts(tree).unwrap_or_default();
    let expected = expected(&actions, &strategies);
    let mut form = None;
    let (mut profiles, mut points) = (Vec::new(), Vec::new());
    read_as(name, source, &expected, |row| {
        match *form.get_or_insert(form_of(&row, &actions, &strategies)?) {
            Form::Behaviour => {
                let mixes = grouped(row.shares, &actions)?;
                profiles.push(ClaimedBehaviour::in_order(mixes, row.digits));
            }
            Form::Strategic => points.push(point(row, &strategies)?),
        }
        Some(())
    })?;
    Ok(match form {
        Some(Form::Strategic) => Reading::Strategic(Claim::of_points(points)),
        _ => Reading::Behaviour(BehaviourClaim::of_profiles(profiles)),
    })
}

fn expected(actions: &[usize], strategies: &[usize]) -> String {
    let behaviour = format!("{}, one for each action of every information set", actions.iter().sum::<usize>());
    // Without perfect recall, or with more strategies than numbers, there is no row of strategies.
    match total(strategies).filter(|_| !strategies.is_empty()) {
        Some(total) => format!("{behaviour}, or {total}, one for each strategy of the reduced strategic form"),
        None => behaviour,
    }
}

fn total(counts: &[usize]) -> Option<usize> {
    counts.iter().try_fold(0_usize, |sum, &count| sum.checked_add(count))
}

/// What the first row speaks of, by its length; where both forms have it, by what adds up to one.
fn form_of(row: &Row, actions: &[usize], strategies: &[usize]) -> Option<Form> {
    let fits = |counts: &[usize]| total(counts) == Some(row.shares.len());
    match (fits(actions), fits(strategies)) {
        (true, true) if !adds_up(row, actions) && adds_up(row, strategies) => Some(Form::Strategic),
        (true, _) => Some(Form::Behaviour),
        (false, true) => Some(Form::Strategic),
        (false, false) => None,
    }
}

fn adds_up(row: &Row, counts: &[usize]) -> bool {
    let mut rest: &[Rational] = &row.shares;
    counts.iter().all(|&count| {
        let (mix, after) = rest.split_at(count.min(rest.len()));
        rest = after;
        misfit_mix(mix, count, row.digits).is_none()
    })
}
