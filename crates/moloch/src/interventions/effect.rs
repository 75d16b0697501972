//! What an intervention changes, and who gains and loses by it, in present values over the whole path.

use moloch_core::Certified;

use super::pact::Pact;
use super::{Policy, policy};
use crate::law::Law;
use crate::path::{Anchor, Path, PathError, Present, follow};
use crate::scenario::{Intervention, Scenario};

/// An intervention with its path and its changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The intervention's name.
    pub name: String,
    /// The first month in which it holds.
    pub start: usize,
    /// The path under it.
    pub path: Certified<Path>,
    /// Change of the present value of welfare, bn USD: what ranks interventions.
    pub welfare: f64,
    /// Change of each party's present value, bn USD: labs in the scenario's order, then the fringe, the investors (whose
    /// gain is what they no longer pay), the treasury (tax kept, not rebated) and the public (spillover and the social
    /// value of race effort, less damage). The gains add up to the change of welfare.
    pub parties: Vec<Change>,
    /// Whether the labs could keep it as a pact among themselves; `None` for policies that only an authority can impose.
    pub pact: Option<Pact>,
}

/// What one party gains.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The party.
    pub party: String,
    /// Change of its present value, bn USD.
    pub gain: f64,
    /// Whether the party is a lab.
    pub is_lab: bool,
}

/// A change below this part of the present value of welfare is rounding.
const NOTICEABLE_REL: f64 = 1e-12;

impl Effect {
    pub(crate) fn of(
        intervention: &Intervention,
        scenario: &Scenario,
        law: &Law,
        anchor: &Anchor,
        without: &Path,
    ) -> Result<Self, PathError> {
        let policy = Policy::of(intervention, scenario, law);
        let path = follow(law, anchor, &policy)?;
        let parties = changes(scenario, &policy, without, &path);
        let pact = policy::is_pact(intervention).then(|| Pact::of(law, &policy, without)).transpose()?;
        Ok(Self {
            name: intervention.name.clone(),
            start: intervention.start,
            welfare: path.present.welfare - without.present.welfare,
            parties,
            pact,
            path,
        })
    }

    /// Whether every lab gains.
    pub fn helps_every_lab(&self) -> bool {
        self.parties.iter().filter(|change| change.is_lab).all(|change| change.gain > self.noticeable())
    }

    /// The parties that gain.
    pub fn gainers(&self) -> impl Iterator<Item = &Change> {
        self.parties.iter().filter(|change| change.gain > self.noticeable())
    }

    /// The parties that lose.
    pub fn losers(&self) -> impl Iterator<Item = &Change> {
        self.parties.iter().filter(|change| change.gain < -self.noticeable())
    }

    fn noticeable(&self) -> f64 {
        NOTICEABLE_REL * self.path.present.welfare.abs()
    }
}

fn changes(scenario: &Scenario, policy: &Policy, without: &Path, path: &Path) -> Vec<Change> {
    let (before, after) = (&without.present, &path.present);
    let change = |party: &str, gain: f64, is_lab| Change { party: party.to_owned(), gain, is_lab };
    let kept = |present: &Present| if policy.rebate { 0.0 } else { present.tax_revenue };
    let public = |present: &Present| present.product_spillover + present.race_social - present.externality;
    let labs = scenario.labs.iter().zip(after.payoffs.iter().zip(&before.payoffs));
    labs.map(|(lab, (after, before))| change(&lab.name, after - before, true))
        .chain([
            change("fringe", after.fringe_income - before.fringe_income, false),
            change("investors", before.investors_transfer - after.investors_transfer, false),
            change("treasury", kept(after) - kept(before), false),
            change("public", public(after) - public(before), false),
        ])
        .collect()
}
