//! Everything that is asked of one instrument.

use moloch_core::tolerance::IDENTITY_REL;

use super::{Account, Ban, Instrument, Market, Policy, Search, State, ban, energies, gone, least_strength};
use crate::JevonsError;
use crate::certify::in_range;

/// One instrument, set to its least strength for the target.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The instrument.
    pub instrument: Instrument,
    /// Its strength, the market under it, and whether it meets the target.
    pub search: Search,
    /// Who gains and loses.
    pub account: Account,
    /// Energy saved, TWh/yr; negative if more is used.
    pub saved: f64,
    /// The part of what covered users save that others use in their place; `None` if they save nothing.
    pub leakage: Option<f64>,
    /// Deadweight for each unit saved, bn USD/TWh; `None` if nothing is saved.
    pub cost_of_saving: Option<f64>,
    /// Worth of the damage avoided less the deadweight, bn USD/yr.
    pub net_benefit: f64,
    /// Deadweight at even steps of the saving, bn USD/yr.
    pub cost_curve: Vec<f64>,
    /// Energy at the dates of the path, TWh/yr.
    pub path: Vec<f64>,
    /// When energy is back where it would have been without intervention at first, yr; `None` if not on the path.
    pub saving_gone: Option<f64>,
}

/// What all instruments are compared on.
pub struct Task<'t> {
    /// The market.
    pub market: &'t Market,
    /// The market without intervention.
    pub free: State,
    /// Energy that may be used, TWh/yr.
    pub target: f64,
    /// Growth of efficiency and of demand afterwards, in logarithms, 1/yr.
    pub growth: (f64, f64),
    /// Steps of the cost curves, from 0 to 1.
    pub steps: &'t [f64],
    /// Dates of the paths, yr.
    pub dates: &'t [f64],
    /// Every set of segments that can be forbidden.
    pub bans: &'t [Ban],
    /// Damage of a unit of energy, bn USD/TWh.
    pub damage: f64,
}

impl Task<'_> {
    fn find(&self, instrument: Instrument, target: f64) -> Result<(Search, Account), JevonsError> {
        let banned = (instrument == Instrument::ApplicationBan).then(|| ban(self.bans, target)).flatten();
        let search = match banned {
            Some(search) => search,
            None => least_strength(self.market, instrument, target, &self.free)?,
        };
        Ok((search, Account::of(self.market, instrument, &search.state, &self.free)))
    }

    /// Every instrument, in the order of [`Instrument::ALL`].
    ///
    /// # Errors
    /// When a market does not clear, or a number leaves what can be held.
    pub fn compare_all(&self) -> Result<Vec<Comparison>, JevonsError> {
        let mut rows: Vec<Comparison> = Vec::new();
        for instrument in Instrument::ALL {
            let row = match rows.first() {
                // A rebate moves money and nothing else.
                Some(tax) if instrument == Instrument::TaxWithRebate => {
                    let account = Account::of(self.market, instrument, &tax.search.state, &self.free);
                    Comparison { instrument, account, ..tax.clone() }
                }
                _ => self.compare(instrument)?,
            };
            rows.push(row);
        }
        Ok(rows)
    }

    /// Sets an instrument to its least strength and says what follows.
    ///
    /// # Errors
    /// When a market does not clear, or a number leaves what can be held.
    pub fn compare(&self, instrument: Instrument) -> Result<Comparison, JevonsError> {
        let (search, account) = self.find(instrument, self.target)?;
        let (free, state) = (&self.free, search.state);
        let asked = free.energy() - self.target;
        let deadweight = account.deadweight();
        let mut cost_curve = vec![0.0];
        for step in &self.steps[1..self.steps.len() - 1] {
            cost_curve.push(self.find(instrument, free.energy() - step * asked)?.1.deadweight());
        }
        cost_curve.push(deadweight);
        let saved = free.energy() - state.energy();
        let by_covered = free.covered - state.covered;
        // A later permit price is another one: what stays as it was set is their number.
        let kept = if instrument == Instrument::CapAndTrade { Policy::Permits(state.covered) } else { state.policy };
        let path = energies(self.market, kept, self.growth, self.dates)?;
        let saving_gone = gone(self.market, kept, self.growth, (self.dates, &path), free.energy())?;
        let saves = |amount: f64| amount > IDENTITY_REL * free.energy();
        in_range(&[("the deadweight", deadweight), ("the strength of an instrument", search.strength)])?;
        Ok(Comparison {
            instrument,
            saved,
            leakage: saves(by_covered).then(|| (state.uncovered - free.uncovered) / by_covered),
            cost_of_saving: saves(saved).then(|| deadweight / saved),
            net_benefit: self.damage * saved - deadweight,
            cost_curve,
            path,
            saving_gone,
            search,
            account,
        })
    }
}
