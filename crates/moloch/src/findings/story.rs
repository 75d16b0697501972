//! What the sections share: the results side by side, and the few figures that are derived from them.

use moloch_graph::concentration::MarketShares;
use moloch_report::{Axis, Series};

use super::number::{line, list, month_name, short_month};
use crate::claims::Judged;
use crate::interventions::Effect;
use crate::month::Month;
use crate::path::Path;
use crate::scenario::{Reading, Scenario};
use crate::{Ledger, Outlook};

/// Everything that a section may draw on.
pub(super) struct Story<'a> {
    pub(super) reading: &'a Reading,
    pub(super) scenario: &'a Scenario,
    pub(super) outlook: &'a Outlook,
    pub(super) path: &'a Path,
    pub(super) claims: &'a [Judged],
    /// Labs that differ in nothing stand together, so that fifteen equal labs are one line.
    pub(super) groups: Vec<Group>,
    /// The same where policies also tell labs apart.
    pub(super) policy_groups: Vec<Group>,
}

/// Labs that the scenario does not tell apart.
pub(super) struct Group {
    pub(super) label: String,
    pub(super) members: Vec<usize>,
}

/// Lines of labs that a figure can hold beside one for the rest and one for the fringe.
const MOST_LINES: usize = 5;

impl<'a> Story<'a> {
    pub(super) fn new(reading: &'a Reading, outlook: &'a Outlook, claims: &'a [Judged]) -> Self {
        let scenario = &*reading.scenario;
        Self {
            reading,
            scenario,
            outlook,
            path: &outlook.path,
            claims,
            groups: groups(scenario, outlook, false),
            policy_groups: groups(scenario, outlook, true),
        }
    }

    pub(super) fn horizon(&self) -> usize {
        self.path.months.len() - 1
    }

    pub(super) fn first(&self) -> &'a Month {
        &self.path.months[0]
    }

    pub(super) fn last(&self) -> &'a Month {
        self.path.last()
    }

    /// `January 2025` for a month of the path.
    pub(super) fn date(&self, month: usize) -> String {
        month_name(self.scenario.calendar.date(month))
    }

    /// `Jan 2025` for a month of the path.
    pub(super) fn short_date(&self, month: usize) -> String {
        short_month(self.scenario.calendar.date(month))
    }

    pub(super) fn lab(&self, lab: usize) -> &'a str {
        &self.scenario.labs[lab].name
    }

    pub(super) fn segment(&self, segment: usize) -> &'a str {
        &self.scenario.segments[segment].name
    }

    pub(super) fn lab_count(&self) -> usize {
        self.scenario.labs.len()
    }

    pub(super) fn segment_count(&self) -> usize {
        self.scenario.segments.len()
    }

    /// Names of labs, short enough for a sentence.
    pub(super) fn lab_names(&self) -> String {
        let names: Vec<&str> = self.scenario.labs.iter().map(|lab| lab.name.as_str()).collect();
        if names.len() <= 6 { list(&names) } else { format!("{} to {}", names[0], names[names.len() - 1]) }
    }

    pub(super) fn has_fringe(&self) -> bool {
        self.path.months.iter().any(|month| month.accounts.fringe_shares.iter().any(|share| *share > 0.0))
    }

    pub(super) fn races(&self) -> bool {
        self.path.months.iter().any(|month| month.race.race_total() > 0.0)
    }

    /// The present value of a flow on a path.
    pub(super) fn present(&self, path: &Path, flow: impl Fn(&Month) -> f64) -> f64 {
        path.months.iter().map(|month| self.outlook.law.weight(month.index) * flow(month)).sum()
    }

    /// The present value of all prizes on the path without intervention.
    pub(super) fn present_prize(&self) -> f64 {
        self.present(self.path, |month| month.accounts.prize)
    }

    /// The first month in which the energy cap binds.
    pub(super) fn binding(&self) -> Option<usize> {
        binding(self.path)
    }

    /// Interventions by what they do to the present value of welfare, the best first.
    pub(super) fn ranked(&self) -> Vec<&'a Effect> {
        let mut effects: Vec<&Effect> = self.outlook.effects.iter().collect();
        effects.sort_by(|a, b| b.welfare.total_cmp(&a.welfare));
        effects
    }

    /// The largest regret of all months and paths, relative to the month's prizes.
    pub(super) fn worst_regret(&self) -> f64 {
        let effects = self.outlook.effects.iter().map(|effect| effect.path.certificate().relative());
        effects.fold(self.outlook.path.certificate().relative(), f64::max)
    }

    /// The time axis of every figure.
    pub(super) fn time_axis(&self) -> Axis {
        let start = self.scenario.calendar.start;
        Axis::calendar(i32::from(start.year), u32::from(start.month))
    }

    /// Months for a table: at most `most`, evenly spaced in steps that a calendar knows, the last one included.
    pub(super) fn chosen_months(&self, most: usize) -> Vec<usize> {
        let horizon = self.horizon();
        let fits = |step: &usize| horizon.div_ceil(*step) < most;
        let step = [1, 2, 3, 6, 12, 24, 60, 120].into_iter().find(fits).unwrap_or(horizon.max(1));
        let mut months: Vec<usize> = (0..=horizon).step_by(step).collect();
        // A last step that is cut short would crowd the one before.
        if !horizon.is_multiple_of(step) {
            months.push(horizon);
        }
        months
    }

    /// First, middle and last month, without repetition.
    pub(super) fn three_months(&self) -> Vec<usize> {
        let mut months = vec![0, self.horizon() / 2, self.horizon()];
        months.dedup();
        months
    }

    /// One line for each group of labs; beyond a handful, the largest and the rest added up.
    pub(super) fn lab_lines(&self, value: impl Fn(&Month, usize) -> f64) -> Vec<Series> {
        let months = &self.path.months;
        let (shown, rest) = self.shown();
        let mut lines: Vec<Series> = shown
            .iter()
            .enumerate()
            .map(|(slot, group)| {
                line(group.label.clone(), months.iter().map(|month| value(month, group.members[0]))).slot(slot)
            })
            .collect();
        if !rest.is_empty() {
            let sum = |month: &Month| rest.iter().map(|&lab| value(month, lab)).sum::<f64>();
            lines.push(line(format!("{} other labs together", rest.len()), months.iter().map(sum)).slot(MOST_LINES));
        }
        lines
    }

    /// The groups that figures show one by one, and the labs that they add up.
    pub(super) fn shown(&self) -> (Vec<&Group>, Vec<usize>) {
        if self.groups.len() <= MOST_LINES {
            return (self.groups.iter().collect(), Vec::new());
        }
        let size = |group: &Group| self.present(self.path, |month| won(month, group.members[0], self.segment_count()));
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        order.sort_by(|&a, &b| size(&self.groups[b]).total_cmp(&size(&self.groups[a])));
        let mut kept = order[..MOST_LINES].to_vec();
        kept.sort_unstable();
        let rest = (0..self.groups.len()).filter(|k| !kept.contains(k));
        let rest = rest.flat_map(|k| self.groups[k].members.iter().copied()).collect();
        (kept.into_iter().map(|k| &self.groups[k]).collect(), rest)
    }
}

/// What a lab wins of the prizes in a month, bn USD/yr.
pub(super) fn won(month: &Month, lab: usize, segments: usize) -> f64 {
    let prizes = month.conditions.prizes.iter().enumerate();
    prizes.map(|(s, prize)| prize * month.accounts.shares[lab * segments + s]).sum()
}

/// The first month of a path in which the energy cap binds.
pub(super) fn binding(path: &Path) -> Option<usize> {
    path.months.iter().position(|month| month.conditions.energy_price > 1.0)
}

/// The shares of a segment; `None` when nobody wins anything there.
pub(super) fn shares_of(month: &Month, segment: usize) -> Option<MarketShares> {
    let segments = month.accounts.fringe_shares.len();
    let firms: Vec<f64> = month.accounts.shares.iter().skip(segment).step_by(segments).copied().collect();
    MarketShares::of_sales(&firms, month.accounts.fringe_shares[segment]).ok()
}

/// What a column of the ledger is to welfare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Adds,
    Subtracts,
    Aside,
}

/// A column of the ledger with its names.
pub(super) struct LedgerColumn {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) of: fn(&Ledger) -> f64,
}

const fn column(key: &'static str, name: &'static str, role: Role, of: fn(&Ledger) -> f64) -> LedgerColumn {
    LedgerColumn { key, name, role, of }
}

/// The money columns of the ledger; those that add less those that subtract are welfare.
pub(super) static COLUMNS: &[LedgerColumn] = &[
    column("labs_income", "prizes won by labs", Role::Adds, |l| l.labs_income),
    column("fringe_income", "prizes won by the fringe", Role::Adds, |l| l.fringe_income),
    column("investors_transfer", "premium that investors pay into the prizes", Role::Subtracts, |l| {
        l.investors_transfer
    }),
    column("product_private", "value of product effort to the labs", Role::Adds, |l| l.product_private),
    column("product_spillover", "value of product effort to others", Role::Adds, |l| l.product_spillover),
    column("race_social", "value of race effort to society", Role::Adds, |l| l.race_social),
    column("race_cost", "cost of the race", Role::Subtracts, |l| l.race_cost),
    column("product_cost", "cost of product effort", Role::Subtracts, |l| l.product_cost),
    column("externality", "damage from energy", Role::Subtracts, |l| l.externality),
    column("welfare", "welfare", Role::Aside, |l| l.welfare),
    column("planner", "welfare of the static planner", Role::Aside, |l| l.planner),
    column("static_gap", "static gap", Role::Aside, |l| l.static_gap),
    column("tax_revenue", "tax paid", Role::Aside, |l| l.tax_revenue),
    column("resource_cost", "resource cost of the service, already taken off the prizes", Role::Aside, |l| {
        l.resource_cost
    }),
];

/// Labs with the same fit and stock have the same path, because the equilibrium is unique; `under_policies` those with
/// the same commitments too.
fn groups(scenario: &Scenario, outlook: &Outlook, under_policies: bool) -> Vec<Group> {
    let segments = scenario.segments.len();
    let suitability = scenario.suitability();
    let stock = |lab: usize| &outlook.anchor.stock[lab * segments..][..segments];
    let stops = |lab: usize| {
        let name = &scenario.labs[lab].name;
        scenario.interventions.iter().map(|policy| policy.stops.contains(name)).collect::<Vec<_>>()
    };
    let alike = |a: usize, b: usize| {
        let close = |x: &f64, y: &f64| (x - y).abs() <= 1e-9 * x.abs().max(y.abs());
        suitability[a] == suitability[b]
            && stock(a).iter().zip(stock(b)).all(|(x, y)| close(x, y))
            && (!under_policies || stops(a) == stops(b))
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for lab in 0..scenario.labs.len() {
        match groups.iter_mut().find(|members| alike(members[0], lab)) {
            Some(members) => members.push(lab),
            None => groups.push(vec![lab]),
        }
    }
    groups.into_iter().map(|members| Group { label: label(scenario, &members), members }).collect()
}

fn label(scenario: &Scenario, members: &[usize]) -> String {
    let name = |k: usize| scenario.labs[members[k]].name.as_str();
    let last = members.len() - 1;
    if last == 0 {
        name(0).to_owned()
    } else if members[last] - members[0] == last {
        format!("{} to {}, each", name(0), name(last))
    } else {
        format!("{} and {last} like it, each", name(0))
    }
}
