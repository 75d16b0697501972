//! The least sufficient strength of a policy.
//!
//! Outcomes need not be monotone in a policy's strength: the strengths are scanned from weak to strong, and the first step
//! on which the target comes to be met is bisected. Strengths that leave a prize uncontested count as none. A target that no strength reaches is [`Status::Unreachable`] with the
//! best that can be had.

use moloch_core::{Status, tolerance};
use moloch_race::segments::StageError;

use super::Policy;
use crate::law::Law;
use crate::path::{Anchor, Path, PathError, certify, solve_path};
use crate::scenario::{Intervention, LeverName, Outcome, Scenario, Target};

/// The answer to a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Strength {
    /// The target's name.
    pub target: String,
    /// The lever whose strength was sought.
    pub lever: LeverName,
    /// The outcome.
    pub outcome: Outcome,
    /// The month at which the outcome is read; `None` for present values.
    pub month: Option<usize>,
    /// The outcome without intervention.
    pub without: f64,
    /// The least sufficient strength in the lever's unit; `None` if it is unreachable or nothing is needed.
    pub strength: Option<f64>,
    /// The outcome at that strength, or the best that can be had.
    pub value: f64,
    /// How the search ended.
    pub status: Status,
    /// Paths that were solved.
    pub paths: usize,
}

/// Strengths that the scan tries between the weakest and the strongest.
const SCAN: usize = 48;
/// The weakest strength tried, as a part of the strongest.
const WEAKEST: f64 = 1e-4;
/// Width, as a part of the weakest step tried, below which a bracket that holds zero is not halved further.
const NOTHING: f64 = 1e-9;
/// Doublings of a tax before it is taken to be as strong as can be.
const DOUBLINGS: usize = 60;

/// The value of an outcome on a path; `month` counts only for outcomes that are read at a month.
pub fn outcome_of(path: &Path, outcome: Outcome, month: Option<usize>) -> f64 {
    let at = &path.months[month.unwrap_or(path.months.len() - 1).min(path.months.len() - 1)];
    match outcome {
        Outcome::RaceEffort => at.race.race_total(),
        Outcome::RaceCost => at.ledger.race_cost,
        Outcome::StaticGap => at.ledger.static_gap,
        Outcome::Energy => at.conditions.energy,
        Outcome::Hype => at.state.hype,
        Outcome::PresentRaceCost => path.present.race_cost,
        Outcome::PresentStaticGap => path.present.static_gap,
        Outcome::PresentWelfare => path.present.welfare,
    }
}

/// Finds the least strength of a target's lever that meets the target.
///
/// # Errors
/// When a path has no equilibrium to give, or the path that is settled on does not pass its certificate.
pub fn minimal_strength(
    target: &Target,
    scenario: &Scenario,
    law: &Law,
    anchor: &Anchor,
    without: &Path,
) -> Result<Strength, PathError> {
    let base = target.intervention.as_deref().and_then(|name| scenario.intervention(name));
    let base = base.cloned().unwrap_or_else(|| Intervention::named(&target.name));
    let mut search = Search { target, base, scenario, law, anchor, without, paths: 0 };
    let found = search.run()?;
    search.answer(found)
}

struct Search<'s> {
    target: &'s Target,
    base: Intervention,
    scenario: &'s Scenario,
    law: &'s Law,
    anchor: &'s Anchor,
    without: &'s Path,
    paths: usize,
}

/// What the scan and the bisection led to.
#[derive(Clone, Copy)]
enum Found {
    NotNeeded,
    At(f64),
    Unreachable(f64),
}

impl Search<'_> {
    fn run(&mut self) -> Result<Found, PathError> {
        let now = self.value(self.without);
        if self.is_met(now) {
            return Ok(Found::NotNeeded);
        }
        let mut best = now;
        let mut weaker = None;
        for strength in self.strengths()? {
            let Some(value) = self.solve_if_contested(strength)? else { continue };
            if self.is_met(value) {
                return Ok(Found::At(match weaker {
                    Some(weaker) => self.bisect(weaker, strength)?,
                    None => strength,
                }));
            }
            best = if self.target.outcome.more_is_better() { best.max(value) } else { best.min(value) };
            weaker = Some(strength);
        }
        Ok(Found::Unreachable(best))
    }

    /// Strengths to scan, from no effect to the strongest, even in logarithms.
    fn strengths(&mut self) -> Result<Vec<f64>, PathError> {
        let months = &self.without.months;
        let largest = |f: &dyn Fn(&crate::month::Month) -> f64| months.iter().map(f).fold(0.0, f64::max);
        let geometric = |k: usize| WEAKEST.powf(k as f64 / SCAN as f64);
        Ok(match self.target.lever {
            LeverName::Tax => {
                // The tax that ends the race can be a thousand times unit cost or not exist: steps keep their ratio.
                let (weakest, strongest) = (WEAKEST * self.law.cost, self.choking_tax()?);
                let step = WEAKEST.powf(-1.0 / SCAN as f64);
                let taxes = std::iter::successors(Some(weakest), |tax| Some(tax * step));
                let between = taxes.take_while(|tax| *tax < strongest);
                std::iter::once(0.0).chain(between).chain([strongest]).collect()
            }
            LeverName::Niche => (0..=SCAN).map(|k| k as f64 / SCAN as f64).collect(),
            LeverName::Cap => {
                let effort =
                    largest(&|month| (0..self.law.labs).map(|lab| month.race_effort_of(lab)).fold(0.0, f64::max));
                (0..=SCAN).map(|k| effort * geometric(k)).chain([0.0]).collect()
            }
            LeverName::Window => {
                let rate = largest(&|month| month.news_rate);
                (0..=SCAN).map(|k| rate * geometric(k)).chain([0.0]).collect()
            }
        })
    }

    /// A tax at which nobody races in any month from its start on, or the largest that is tried.
    fn choking_tax(&mut self) -> Result<f64, PathError> {
        let mut tax = self.law.cost;
        for _ in 0..DOUBLINGS {
            let start = self.base.start;
            let path = self.path_at(tax)?;
            if path.months.iter().skip(start).all(|month| month.race.race_total() <= 0.0) {
                break;
            }
            tax *= 2.0;
        }
        Ok(tax)
    }

    fn bisect(&mut self, mut fails: f64, mut meets: f64) -> Result<f64, PathError> {
        let nothing = if fails > 0.0 && meets > 0.0 { 0.0 } else { NOTHING * fails.max(meets) };
        while (fails - meets).abs() > nothing.max(tolerance::THRESHOLD_REL * fails.max(meets)) {
            let middle = if fails > 0.0 && meets > 0.0 { (fails * meets).sqrt() } else { f64::midpoint(fails, meets) };
            if middle.total_cmp(&fails).is_eq() || middle.total_cmp(&meets).is_eq() {
                break;
            }
            let value = self.solve_if_contested(middle)?;
            if value.is_some_and(|value| self.is_met(value)) { meets = middle } else { fails = middle }
        }
        Ok(meets)
    }

    fn answer(&mut self, found: Found) -> Result<Strength, PathError> {
        let now = self.value(self.without);
        let (strength, value, status) = match found {
            Found::NotNeeded => {
                (None, now, Status::BoundActive { bound: "the target is met without intervention".to_owned() })
            }
            Found::Unreachable(best) => (None, best, Status::Unreachable { best }),
            Found::At(strength) => {
                let path = self.path_at(strength)?;
                let policy = self.policy_at(strength);
                moloch_core::Certified::new((), certify(self.law, &policy, &path))?;
                (Some(strength), self.value(&path), Status::Converged { iterations: self.paths })
            }
        };
        let outcome = self.target.outcome;
        let month = (!outcome.is_present_value()).then(|| self.target.month.unwrap_or(self.law.horizon));
        Ok(Strength {
            target: self.target.name.clone(),
            lever: self.target.lever,
            outcome,
            month,
            without: now,
            strength,
            value,
            status,
            paths: self.paths,
        })
    }

    fn is_met(&self, value: f64) -> bool {
        self.target.is_met(value, self.value(self.without))
    }

    fn value(&self, path: &Path) -> f64 {
        outcome_of(path, self.target.outcome, self.target.month)
    }

    /// The outcome at a strength; `None` where it leaves a prize that nobody contests, so that there is no equilibrium.
    fn solve_if_contested(&mut self, strength: f64) -> Result<Option<f64>, PathError> {
        match self.path_at(strength) {
            Ok(path) => Ok(Some(self.value(&path))),
            Err(PathError::Stage { source: StageError::Uncontested { .. }, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn policy_at(&self, strength: f64) -> Policy {
        Policy::of(&self.base.clone().at_strength(self.target.lever, strength), self.scenario, self.law)
    }

    fn path_at(&mut self, strength: f64) -> Result<Path, PathError> {
        self.paths += 1;
        solve_path(self.law, self.anchor, &self.policy_at(strength))
    }
}
