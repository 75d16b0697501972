//! From the end of the branch to the equilibrium next to it.
//!
//! Where the limit is one of a continuum of equilibria, or sets are reached with vanishing probability, the branch comes
//! near it only as fast as precision grows and doubles lose it first. The strategic form has no such sets: there the
//! indifference equations of the support are solved, by the shortest step where they do not decide one point.

use moloch_core::Certificate;

use super::behaviour::Behaviour;
use super::certificate::exact_regrets;
use super::error::SequentialError;
use super::normal::{Form, normal_form};
use super::tree::Tree;
use crate::finite::homotopy::polish;

/// Distance within which an equilibrium counts as the end of the branch.
const NEAR: f64 = 1e-2;

/// An equilibrium next to a profile.
pub(super) struct Polished {
    pub(super) behaviour: Behaviour,
    /// Its exact regret on the tree.
    pub(super) certificate: Certificate,
    /// Largest distance of the probability of a strategy from that in the profile.
    pub(super) distance: f64,
}

/// The equilibrium next to a behaviour profile; `None` when the strategic form is too large, nothing is near, or what is
/// near has more regret than doubles are allowed.
pub(super) fn polished(tree: &Tree, start: &Behaviour) -> Result<Option<Polished>, SequentialError> {
    let Ok(normal) = normal_form(tree, Form::Reduced) else { return Ok(None) };
    let mixed = normal.mixed(tree, &start.to_exact())?.to_f64();
    let Ok(Some(found)) = polish(normal.game(), &mixed) else { return Ok(None) };
    if found.distance > NEAR {
        return Ok(None);
    }
    let behaviour = normal.behaviour(tree, &found.point.profile.to_exact())?.to_f64();
    let certificate = exact_regrets(tree, &behaviour.to_exact())?.certificate_of_doubles();
    let passes = certificate.passes();
    Ok(passes.then_some(Polished { behaviour, certificate, distance: found.distance }))
}
