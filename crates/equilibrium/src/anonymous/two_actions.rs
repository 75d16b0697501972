//! All symmetric equilibria of games of one role with two actions.

use moloch_core::{Certified, Completeness, Effort, Status};

use super::certificate::{certificate, exact_advantage, exact_certificate};
use super::error::AnonymousError;
use super::game::AnonymousGame;
use super::polynomial::Bernstein;
use super::roots::{Root, Roots, roots};
use crate::finite::{Counter, ExactProfile, Profile, Rational};

/// A symmetric equilibrium: all players of a role play the same mix.
#[derive(Clone, Debug, PartialEq)]
pub enum Symmetric {
    /// Known exactly, with exact regret zero.
    Exact(Certified<ExactProfile>),
    /// Known to double precision.
    Isolated {
        /// The mix in doubles, with its regret.
        profile: Certified<Profile>,
        /// Bounds of the probability of the second action between which this equilibrium lies and no other symmetric one.
        between: (Rational, Rational),
        /// Whether what one action earns more than the other has different signs at the bounds, which was computed
        /// again exactly and proves that an equilibrium lies between. Where it is `false` the root is of even
        /// multiplicity: it was found as a root of the square-free part.
        changes_sign: bool,
    },
}

impl Symmetric {
    /// The mixes in doubles, one for each role.
    pub fn profile(&self) -> Profile {
        match self {
            Self::Exact(profile) => profile.to_f64(),
            Self::Isolated { profile, .. } => (**profile).clone(),
        }
    }
}

/// Symmetric equilibria of a game of one role with two actions.
#[derive(Clone, Debug, PartialEq)]
pub struct SymmetricSet {
    /// The equilibria, the largest probability of the first action first.
    pub equilibria: Vec<Symmetric>,
    /// Whether every mix is an equilibrium: both actions always earn the same. Then `equilibria` are the ends.
    pub every_mix: bool,
    /// Whether all *symmetric* equilibria were found.
    pub completeness: Completeness,
    /// How.
    pub method: &'static str,
    /// How the computation ended.
    pub status: Status,
    /// What was done on the way: `intervals divided`.
    pub counters: Vec<Counter>,
}

#[doc = include_str!("two_actions.md")]
///
/// # Errors
///
/// When the game has more roles or other numbers of actions, or (a mistake of this solver) a certificate does not
/// pass.
pub fn two_actions(game: &AnonymousGame, effort: &Effort) -> Result<SymmetricSet, AnonymousError> {
    if game.roles().len() != 1 || game.actions(0) != 2 {
        let actions = game.roles().iter().map(|role| role.actions().len()).collect::<Vec<_>>();
        return Err(AnonymousError::WrongShape {
            task: "find all symmetric equilibria",
            found: format!("roles with {actions:?} actions"),
            expected: "one role with two actions",
        });
    }
    let gaps: Vec<Rational> = (0..game.others(0).size()).map(|number| gap(game, number)).collect();
    let mut watch = effort.watch("intervals of the symmetric equilibria");
    let found = Bernstein::new(&gaps).map(|polynomial| roots(&polynomial, &mut watch));
    let counters = vec![Counter { what: "intervals divided", count: watch.done() }];
    let every_mix = found.is_none();
    let found = found.unwrap_or(Roots { found: Vec::new(), undecided: Vec::new(), stop: None });
    let mut equilibria = Vec::new();
    if gaps.first().is_some_and(|first| *first <= Rational::ZERO) {
        equilibria.push(exact(game, Rational::ZERO)?);
    }
    for root in &found.found {
        equilibria.push(symmetric(game, root)?);
    }
    if gaps.last().is_some_and(|last| *last >= Rational::ZERO) {
        equilibria.push(exact(game, Rational::ONE)?);
    }
    Ok(SymmetricSet {
        equilibria,
        every_mix,
        completeness: completeness(&found),
        method: "roots of the payoff difference in Bernstein form, isolated by Descartes' rule",
        status: found.stop.map_or(Status::ClosedForm, Status::from),
        counters,
    })
}

/// What the second action earns more than the first when this many others play the second.
fn gap(game: &AnonymousGame, others: usize) -> Rational {
    let column = game.column(0);
    column.exact_at(2 * others + 1) - column.exact_at(2 * others)
}

fn completeness(found: &Roots) -> Completeness {
    match found.stop {
        None => {
            Completeness::Complete("every root of the payoff difference was isolated; other mixes are no equilibria")
        }
        Some(stop) => {
            let bounds = |(low, high): &(Rational, Rational)| {
                format!("{:.6} to {:.6}", crate::finite::nearest_f64(low), crate::finite::nearest_f64(high))
            };
            let parts: Vec<String> = found.undecided.iter().map(bounds).collect();
            let not_searched = format!("probabilities of the second action from {}", parts.join(", from "));
            Completeness::Partial { why: stop.to_string(), not_searched }
        }
    }
}

fn exact(game: &AnonymousGame, share: Rational) -> Result<Symmetric, AnonymousError> {
    let profile = ExactProfile::new(vec![vec![Rational::ONE - &share, share]])?;
    let certificate = exact_certificate(game, &profile)?;
    Ok(Symmetric::Exact(Certified::new(profile, certificate)?))
}

fn symmetric(game: &AnonymousGame, root: &Root) -> Result<Symmetric, AnonymousError> {
    if let Some(share) = &root.exact {
        return exact(game, share.clone());
    }
    let profile = Profile::new(vec![vec![1.0 - root.value, root.value]])?;
    let certificate = certificate(game, &profile)?;
    let changes_sign = root.changes_sign && signs_differ(game, &root.bracket);
    Ok(Symmetric::Isolated {
        profile: Certified::new(profile, certificate)?,
        between: root.bracket.clone(),
        changes_sign,
    })
}

/// Whether the payoff difference, computed again from the payoffs, has different signs at two bounds.
fn signs_differ(game: &AnonymousGame, (low, high): &(Rational, Rational)) -> bool {
    match (exact_advantage(game, low), exact_advantage(game, high)) {
        (Some(low), Some(high)) => (low > Rational::ZERO) != (high > Rational::ZERO),
        _ => false,
    }
}
