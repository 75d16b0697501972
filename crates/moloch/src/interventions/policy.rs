//! A policy as the month's race feels it.

use crate::law::Law;
use crate::scenario::{Intervention, Lever, Scenario};

/// What changes in the race from a month on.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// The first month in which it holds.
    pub(crate) start: usize,
    /// Tax on a unit of race effort.
    pub(crate) tax: f64,
    /// Whether the revenue goes back in equal parts.
    pub(crate) rebate: bool,
    /// The most race effort of each lab, bn USD/yr; infinite for none.
    pub(crate) caps: Vec<f64>,
    /// The most releases per month; infinite for none.
    pub(crate) window: f64,
    /// Suitability of each lab in each segment, lab by lab.
    pub(crate) suitability: Vec<f64>,
}

impl Policy {
    /// No intervention.
    pub fn none(law: &Law) -> Self {
        Self {
            start: 0,
            tax: 0.0,
            rebate: false,
            caps: vec![f64::INFINITY; law.labs],
            window: f64::INFINITY,
            suitability: law.suitability.clone(),
        }
    }

    /// The policy that an intervention of the scenario describes.
    pub fn of(intervention: &Intervention, scenario: &Scenario, law: &Law) -> Self {
        let mut policy = Self { start: intervention.start, ..Self::none(law) };
        for lever in intervention.levers() {
            policy.pull(&lever, scenario, law);
        }
        policy
    }

    fn pull(&mut self, lever: &Lever, scenario: &Scenario, law: &Law) {
        match lever {
            Lever::Tax { rate, rebate } => (self.tax, self.rebate) = (*rate, *rebate),
            Lever::Cap(cap) => self.caps.iter_mut().for_each(|held| *held = held.min(*cap)),
            Lever::Window(most) => self.window = *most,
            Lever::Commitment(names) => {
                for lab in names.iter().filter_map(|name| scenario.lab(name)) {
                    self.caps[lab] = 0.0;
                }
            }
            Lever::Niche(part) => {
                // A lab that fits two segments equally well keeps to the one that pays more.
                let rank = |row: &[f64], s: usize| (row[s], law.revenue[s]);
                for row in self.suitability.chunks_mut(law.segments()) {
                    let best = (0..row.len()).fold(0, |best, s| if rank(row, s) > rank(row, best) { s } else { best });
                    let outside = row.iter_mut().enumerate().filter(|(s, _)| *s != best);
                    outside.for_each(|(_, a)| *a *= 1.0 - part);
                }
            }
        }
    }

    /// The policy as it holds in a month: nothing before its start.
    pub(crate) fn in_month(&self, month: usize) -> Option<&Self> {
        (month >= self.start).then_some(self)
    }
}

/// Whether labs could agree on an intervention among themselves: caps and commitments, and nothing else.
pub(super) fn is_pact(intervention: &Intervention) -> bool {
    let levers = intervention.levers();
    !levers.is_empty() && levers.iter().all(|lever| matches!(lever, Lever::Cap(_) | Lever::Commitment(_)))
}
