//! Whether a claim of completeness holds.

use std::collections::{BTreeMap, BTreeSet};

use moloch_core::{Effort, Stop, Watch};

use super::super::parts::Turn;
use super::super::tree::Tree;
use super::claim::{BehaviourClaim, ClaimedBehaviour};
use crate::finite::Rational;
use crate::finite::check::{ClaimedCompleteness, ClaimedScope, Part, Reason, Verdict, judged};

const NAME: &str = "completeness";

pub(super) fn check(tree: &Tree, claim: &BehaviourClaim, effort: &Effort) -> Part {
    if !matches!(claim.completeness, ClaimedCompleteness::Complete(_)) {
        return judged(NAME, "not claimed".to_owned(), Vec::new());
    }
    let unchecked = |done: &str, why: &str| Part {
        name: NAME,
        done: done.to_owned(),
        verdict: Verdict::NotChecked(why.to_owned()),
    };
    if claim.scope == ClaimedScope::One {
        let what = "one equilibrium was looked for and none is given".to_owned();
        let none = claim.profiles.is_empty().then(|| Reason { what, ..Reason::default() });
        return judged(NAME, "one equilibrium is there".to_owned(), none.into_iter().collect());
    }
    if claim.scope != ClaimedScope::Pure || !claim.is_subgame_perfect || !tree.has_perfect_information() {
        let why = "on a tree, only pure subgame-perfect equilibria of perfect information are counted";
        return unchecked("nothing was counted", why);
    }
    match count(tree, &mut effort.watch("equilibria of subgames")) {
        Ok(expected) => against(claim, expected),
        Err(stop) => unchecked("stopped while equilibria were being counted", &stop.to_string()),
    }
}

/// Different pure equilibria that are listed, all of them judged before, against how many there are.
fn against(claim: &BehaviourClaim, expected: u64) -> Part {
    let is_pure = |mixes: &Vec<Vec<Rational>>| mixes.iter().all(|mix| mix.iter().any(Rational::is_one));
    let listed: BTreeSet<_> = claim.profiles.iter().map(ClaimedBehaviour::mixes).filter(is_pure).collect();
    let found = listed.len() as u64;
    let what = if found < expected {
        format!("an equilibrium is missing: {found} of {expected} are listed")
    } else {
        format!("{found} equilibria are listed, there are {expected}")
    };
    let reason = (found != expected).then(|| Reason { what, ..Reason::default() });
    let done = format!("{expected} pure subgame-perfect equilibria counted, without listing them");
    judged(NAME, done, reason.into_iter().collect())
}

/// In how many ways a subgame can be played by pure subgame-perfect equilibria, by what they pay.
type Ways = BTreeMap<Vec<Rational>, u64>;

/// How many pure subgame-perfect equilibria there are; a number beyond 64 bits stays the largest of these.
///
/// Nothing is searched: what a node's subgame can pay, and in how many ways, follows from what its children's can.
fn count(tree: &Tree, watch: &mut Watch<'_>) -> Result<u64, Stop> {
    let mut ways: Vec<Ways> = vec![Ways::new(); tree.node_count()];
    for node in (0..tree.node_count()).rev() {
        watch.step()?;
        let children: Vec<Ways> = tree.children(node).iter().map(|&child| std::mem::take(&mut ways[child])).collect();
        ways[node] = match tree.turn(node) {
            Some(Turn::Move(set)) => chosen(&children, tree.information_sets()[set].player(), watch)?,
            Some(Turn::Chance(set)) => drawn(&children, tree.chance_sets()[set].probabilities(), watch)?,
            _ => Ways::from([(tree.earned(node).unwrap_or_default().to_vec(), 1)]),
        };
    }
    let whole = ways.first().into_iter().flat_map(|ways| ways.values());
    Ok(whole.fold(0, |sum: u64, count| sum.saturating_add(*count)))
}

/// A player takes a child that pays it most: each way to play one child goes with those ways to play the others that
/// pay it no more.
fn chosen(children: &[Ways], player: usize, watch: &mut Watch<'_>) -> Result<Ways, Stop> {
    let mut ways = Ways::new();
    for (taken, child) in children.iter().enumerate() {
        for (value, count) in child {
            let mut product = *count;
            for (_, other) in children.iter().enumerate().filter(|(at, _)| *at != taken) {
                watch.step()?;
                let no_better = other.iter().filter(|(theirs, _)| theirs[player] <= value[player]);
                product = product.saturating_mul(no_better.fold(0, |sum: u64, (_, count)| sum.saturating_add(*count)));
            }
            if product > 0 {
                let sum = ways.entry(value.clone()).or_insert(0);
                *sum = sum.saturating_add(product);
            }
        }
    }
    Ok(ways)
}

/// Chance mixes one way to play each child.
fn drawn(children: &[Ways], probabilities: &[Rational], watch: &mut Watch<'_>) -> Result<Ways, Stop> {
    let players = children.iter().find_map(|child| child.keys().next()).map_or(0, Vec::len);
    let mut ways = Ways::from([(vec![Rational::ZERO; players], 1)]);
    for (child, probability) in children.iter().zip(probabilities) {
        let mut longer = Ways::new();
        for (sum, count) in &ways {
            for (value, more) in child {
                watch.step()?;
                let value = sum.iter().zip(value).map(|(sum, value)| sum + probability * value).collect();
                let entry = longer.entry(value).or_insert(0);
                *entry = entry.saturating_add(count.saturating_mul(*more));
            }
        }
        ways = longer;
    }
    Ok(ways)
}
