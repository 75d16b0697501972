//! What an instrument costs, and who pays.

use moloch_core::sum::compensated;

use super::market::State;
use super::{Instrument, Market};
use crate::demand;

/// Changes of money compared with no intervention, bn USD/yr; positive is a gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Account {
    /// Users' surplus, with rebates and permits that they hold.
    pub users: f64,
    /// Revenue of the government.
    pub government: f64,
    /// Surplus of those who supply energy, and premiums of those who sell the service.
    pub suppliers: f64,
    /// The largest of the sums that were compared, by which rounding is judged.
    largest: f64,
}

/// The part of the largest sum below which no digit of a difference is known.
const KNOWN_REL: f64 = 1e-10;

impl Account {
    /// The account of a state against the state without intervention.
    pub fn of(market: &Market, instrument: Instrument, state: &State, free: &State) -> Self {
        let (with, without) = (Sums::of(market, state), Sums::of(market, free));
        let moved = with.premium;
        let (to_users, to_government, to_sellers) = match instrument {
            Instrument::TaxWithRebate | Instrument::CapAndTrade => (moved, 0.0, 0.0),
            Instrument::ProgressivePrice => (0.0, 0.0, moved),
            _ => (0.0, moved, 0.0),
        };
        let all = [with.users, without.users, with.producers, without.producers, moved];
        Self {
            users: with.users - without.users + to_users,
            government: to_government,
            suppliers: with.producers - without.producers + to_sellers,
            largest: all.iter().fold(0.0_f64, |largest, sum| largest.max(sum.abs())),
        }
    }

    /// What is lost to everybody together; zero where the sums cancel to rounding.
    pub fn deadweight(&self) -> f64 {
        let lost = -(self.users + self.government + self.suppliers);
        if lost.abs() <= KNOWN_REL * self.largest { 0.0 } else { lost }
    }
}

/// Sums over all users and producers in one state.
struct Sums {
    users: f64,
    premium: f64,
    producers: f64,
}

impl Sums {
    fn of(market: &Market, state: &State) -> Self {
        let sides = || (0..market.segments.len()).flat_map(|k| [(k, true), (k, false)]);
        let each = |f: &dyn Fn(usize, bool) -> f64| compensated(sides().map(|(k, covered)| f(k, covered)));
        Self {
            users: each(&|k, covered| surplus(market, state, k, covered)),
            premium: each(&|k, covered| premium(market, state, k, covered)),
            producers: producers(market, state.price),
        }
    }
}

/// Area beside the demand curve from the price of before the gain to the value of the last unit, and what rationed users
/// gain beside it because they pay less than that value. What a forbidden service would be worth above the highest known
/// price is not counted.
fn surplus(market: &Market, state: &State, index: usize, covered: bool) -> f64 {
    let (users, weight) = market.users(index, covered, state.policy, state.price);
    if weight == 0.0 {
        return 0.0;
    }
    let segment = &market.segments[index];
    let spending = segment.energy * weight * market.energy_price;
    if !users.allowed {
        return demand::users_gain(spending, market.highest_price, segment.elasticity);
    }
    let service = demand::service(spending, users.value, segment.elasticity);
    demand::users_gain(spending, users.value, segment.elasticity) + (users.value - users.paid) * service
}

/// What is paid above the cost of the service.
fn premium(market: &Market, state: &State, index: usize, covered: bool) -> f64 {
    let (users, weight) = market.users(index, covered, state.policy, state.price);
    if weight == 0.0 || !users.allowed || users.premium == 0.0 {
        return 0.0;
    }
    let segment = &market.segments[index];
    let spending = segment.energy * weight * market.energy_price;
    users.premium * demand::service(spending, users.value, segment.elasticity)
}

/// Area between price and supply curve; nothing where any amount is supplied at one price.
fn producers(market: &Market, price: f64) -> f64 {
    let area = |psi: f64| market.energy_price * market.supply * price.powf(psi + 1.0) / (psi + 1.0);
    market.supply_elasticity.map_or(0.0, area)
}

/// Energy by the other road, from value to service to spending to energy, for certificates.
fn energy_by_service(market: &Market, state: &State) -> f64 {
    let side = |k: usize, covered: bool| {
        let (users, weight) = market.users(k, covered, state.policy, state.price);
        let segment = &market.segments[k];
        let spent = if weight == 0.0 || !users.allowed { 0.0 } else { weight * segment.energy };
        // What users spend on energy, divided by its price, is the energy they use.
        if spent == 0.0 {
            return 0.0;
        }
        let service = spent * (-segment.elasticity * users.value.ln()).exp();
        service * users.energy_cost / state.price
    };
    (0..market.segments.len()).map(|k| side(k, true) + side(k, false)).sum()
}

impl State {
    /// Energy recomputed from what users spend on it.
    pub fn energy_from_spending(&self, market: &Market) -> f64 {
        energy_by_service(market, self)
    }
}
