//! Scenarios to try laws on: the two worked instances, cut short and with every assumption moved.

use moloch::interventions::{Effect, Policy};
use moloch::scenario::{self, Intervention, LeverName, Scenario, Target};
use moloch::{Anchor, Law, Month, Path, PathError, follow, solve};
use moloch_core::{Checked, Inputs};
use proptest::prelude::*;

use crate::instances::{PLAIN, full};

/// A scenario that was read, with what the path needs.
pub(crate) struct Race {
    pub(crate) scenario: Checked<Scenario>,
    pub(crate) law: Law,
    pub(crate) anchor: Anchor,
    pub(crate) path: Path,
}

impl Race {
    pub(crate) fn of(scenario: Checked<Scenario>) -> Self {
        let law = Law::of(&scenario);
        let anchor = Anchor::of(&law).unwrap();
        let path = follow(&law, &anchor, &Policy::none(&law)).unwrap().into_parts().0;
        Self { scenario, law, anchor, path }
    }

    /// The plain instance over these months.
    pub(crate) fn plain(months: usize) -> Self {
        Self::of(read(PLAIN, months))
    }

    /// The full instance over these months.
    pub(crate) fn full(months: usize) -> Self {
        Self::of(read(&full(), months))
    }

    /// The same race with something changed.
    pub(crate) fn but(&self, change: impl FnOnce(&mut Scenario)) -> Self {
        Self::of(changed(&self.scenario, change))
    }

    pub(crate) fn try_under(&self, intervention: &Intervention) -> Result<Path, PathError> {
        let policy = Policy::of(intervention, &self.scenario, &self.law);
        Ok(follow(&self.law, &self.anchor, &policy)?.into_parts().0)
    }

    pub(crate) fn under(&self, intervention: &Intervention) -> Path {
        self.try_under(intervention).unwrap()
    }

    pub(crate) fn at(&self, lever: LeverName, strength: f64) -> Path {
        self.under(&policy().at_strength(lever, strength))
    }

    /// The outlook's effect of one intervention.
    pub(crate) fn effect(&self, intervention: Intervention) -> Effect {
        let with = changed(&self.scenario, |scenario| {
            scenario.interventions = vec![intervention];
            scenario.targets.clear();
        });
        solve(&with).unwrap().effects.remove(0)
    }
}

/// A policy that pulls no lever yet.
pub(crate) fn policy() -> Intervention {
    Intervention::named("test")
}

pub(crate) fn cap(most: f64) -> Intervention {
    policy().at_strength(LeverName::Cap, most)
}

pub(crate) fn read(text: &str, months: usize) -> Checked<Scenario> {
    changed(&scenario::read(text, "test.toml").unwrap().scenario, |scenario| scenario.calendar.months = months)
}

pub(crate) fn changed(scenario: &Scenario, change: impl FnOnce(&mut Scenario)) -> Checked<Scenario> {
    let mut scenario = scenario.clone();
    change(&mut scenario);
    scenario.checked().unwrap()
}

/// A target at which the outcome comes to this fraction of its value without intervention.
pub(crate) fn target(lever: LeverName, outcome: scenario::Outcome, month: Option<usize>, fraction: f64) -> Target {
    Target {
        name: "test".to_owned(),
        lever,
        intervention: None,
        outcome,
        month,
        fraction: Some(fraction),
        money_level: None,
        present_level: None,
        energy_level: None,
        hype_level: None,
    }
}

/// Either instance over a few months, every assumption moved by up to a factor of two.
pub(crate) fn any_race() -> impl Strategy<Value = Checked<Scenario>> {
    (any::<bool>(), 1_usize..6, prop::collection::vec(0.5..2.0, 20)).prop_map(|(plain, months, by)| {
        let base = read(&if plain { PLAIN.to_owned() } else { full() }, months);
        changed(&base, |scenario| stretch(scenario, &by))
    })
}

fn stretch(scenario: &mut Scenario, by: &[f64]) {
    for (k, segment) in scenario.segments.iter_mut().enumerate() {
        segment.revenue *= by[k];
        segment.fringe *= by[k + 2];
    }
    let Scenario { competition, hype, adoption, compute, .. } = scenario;
    for (slot, by) in [
        &mut competition.unit_cost,
        &mut competition.cost_convexity,
        &mut competition.product_value,
        &mut competition.product_scale,
        &mut competition.spillover,
        &mut competition.discount_rate,
        &mut competition.product_value_scaling,
        &mut competition.cost_scaling,
        &mut competition.fringe_scaling,
        &mut hype.decay,
        &mut hype.news_rate,
        &mut hype.premium,
        &mut hype.news_elasticity,
        &mut adoption.hype_boost,
        &mut compute.elasticity,
        &mut compute.efficiency_growth,
    ]
    .into_iter()
    .zip(&by[4..])
    {
        *slot *= by;
    }
    competition.margin *= by[0].min(1.0);
    competition.foresight *= by[1].min(1.0);
    compute.externality = by[2] - 0.5;
    competition.social_value = by[3] - 0.5;
    adoption.imitation *= by[4];
    // Low enough to bind on some draws.
    compute.energy_cap = Some(12.0 * by[5]);
    competition.half_life = competition.half_life.map(|months| months * by[6]);
}

/// Agreement relative to the size of both.
pub(crate) fn near(computed: f64, expected: f64, relative: f64) -> bool {
    (computed - expected).abs() <= relative * computed.abs().max(expected.abs())
}

/// Every money flow and stock of a month, in one fixed order.
pub(crate) fn money_of(month: &Month) -> Vec<f64> {
    let ledger = &month.ledger;
    let columns = [
        ledger.labs_income,
        ledger.fringe_income,
        ledger.product_private,
        ledger.product_spillover,
        ledger.race_social,
        ledger.race_cost,
        ledger.product_cost,
        ledger.resource_cost,
        ledger.externality,
        ledger.planner,
    ];
    let lists = [&month.state.stock, &month.race.race, &month.race.product, &month.conditions.prizes];
    columns.into_iter().chain(lists.into_iter().flatten().copied()).collect()
}
