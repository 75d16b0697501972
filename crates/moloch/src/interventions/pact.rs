//! Could labs keep an intervention as a pact, without an authority?
//!
//! Grim trigger at the first month in which the pact binds somebody: a lab that breaks it gains $`D - C`$ once and loses $`C - N`$ in every
//! later period, $`C`$ its payoff in the pact, $`D`$ its best deviation, $`N`$ its payoff without the pact. It keeps the
//! pact if its discount factor between periods is at least $`\delta^* = (D-C)/(D-N)`$ (Friedman 1971). Payoffs are
//! those that labs choose by, with foresight: today's effort counts for as long as it lasts.

use moloch_race::segments::{StageEquilibrium, StageError, StageGame};

use super::Policy;
use crate::law::Law;
use crate::month::{Month, stage_game};
use crate::path::{Path, PathError};

/// Whether each lab would keep the pact.
#[derive(Debug, Clone, PartialEq)]
pub struct Pact {
    /// One entry for each lab.
    pub labs: Vec<Enforcement>,
    /// The month at which it was judged: the first in which some lab would race more without it, else its first.
    pub month: usize,
    /// Whether it ever asks anything of anybody.
    pub binds: bool,
}

/// Whether a lab would keep the pact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Enforcement {
    /// It has nothing to gain from breaking it, however little it cares for the future.
    Always,
    /// It keeps it if its discount factor between periods is at least this.
    Above(f64),
    /// It is better off without the pact, so that no threat to end the pact binds it.
    Never,
}

impl Pact {
    /// Judges a pact at the first month in which it binds, at the state of the path without intervention, which until
    /// then is the path with it.
    pub(crate) fn of(law: &Law, policy: &Policy, without: &Path) -> Result<Self, PathError> {
        let asks = |month: &&Month| (0..law.labs).any(|lab| month.race_effort_of(lab) > policy.caps[lab]);
        let binding = without.months.iter().skip(policy.start).find(asks);
        let month = binding.unwrap_or(&without.months[policy.start]);
        let at = |source| PathError::Stage { month: month.index, source };
        let labs = Self::at_month(law, policy, month).map_err(at)?;
        Ok(Self { labs, month: month.index, binds: binding.is_some() })
    }

    fn at_month(law: &Law, policy: &Policy, month: &Month) -> Result<Vec<Enforcement>, StageError> {
        let free = Policy::none(law);
        let game = |policy| stage_game(law, policy, month.index, &month.state, &month.conditions);
        let (kept, broken) = (game(policy), game(&free));
        let in_pact = kept.solve()?;
        (0..law.labs)
            .map(|lab| {
                let payoff = |game: &StageGame<'_>, race: &StageEquilibrium| chosen_payoff(game, race, lab);
                let deviation = best_deviation(&kept, &in_pact, lab)?;
                let (c, d, n) = (payoff(&kept, &in_pact), payoff(&kept, &deviation), payoff(&broken, &month.race));
                Ok(enforcement(c, d, n))
            })
            .collect()
    }

    /// The least discount factor at which every lab keeps the pact; `None` if some lab never does.
    pub fn critical_discount_factor(&self) -> Option<f64> {
        let least = |lab: &Enforcement| match lab {
            Enforcement::Always => Some(0.0),
            Enforcement::Above(delta) => Some(*delta),
            Enforcement::Never => None,
        };
        self.labs.iter().map(least).try_fold(0.0, |worst: f64, delta| delta.map(|delta| worst.max(delta)))
    }
}

fn enforcement(pact: f64, deviation: f64, nash: f64) -> Enforcement {
    let scale = pact.abs().max(deviation.abs()).max(nash.abs());
    let (gain, loss) = (deviation - pact, pact - nash);
    if gain <= 1e-12 * scale {
        Enforcement::Always
    } else if loss <= 0.0 {
        Enforcement::Never
    } else {
        Enforcement::Above(gain / (gain + loss))
    }
}

/// One lab's best reply without its cap, the others held to the pact.
fn best_deviation(
    kept: &StageGame<'_>,
    in_pact: &StageEquilibrium,
    lab: usize,
) -> Result<StageEquilibrium, StageError> {
    let segments = kept.segments();
    let held: Vec<Option<f64>> =
        in_pact.race.iter().enumerate().map(|(cell, &x)| (cell / segments != lab).then_some(x)).collect();
    StageGame { caps: &[], held: &held, ..*kept }.solve()
}

/// The payoff by which a lab chooses: prizes with foresight.
fn chosen_payoff(game: &StageGame<'_>, race: &StageEquilibrium, lab: usize) -> f64 {
    let terms = &game.terms;
    let won: f64 = (0..game.segments())
        .map(|s| {
            let effective = |j: usize| game.suitability_of(j)[s] * (game.stock_at(j, s) + race.race_of(j)[s]);
            let total = game.fringe[s] + (0..game.labs()).map(effective).sum::<f64>();
            if total > 0.0 { terms.foresight * game.prizes[s] * effective(lab) / total } else { 0.0 }
        })
        .sum();
    let raced: f64 = race.race_of(lab).iter().sum();
    let effort = raced + race.product[lab];
    won + terms.product_value * (race.product[lab] / terms.product_scale).ln_1p()
        - terms.cost * effort
        - terms.convexity * effort * effort / 2.0
        - terms.tax * raced
}
