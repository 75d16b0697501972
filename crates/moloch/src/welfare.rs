//! Welfare of a month, each column on its own and none hidden in a headline.
//!
//! $`W = \text{margin}\,R + (1+\sigma)B\sum\ln(1+z_i/z_\mathrm{ref}) + vX - \text{cost} - \text{ext}\,E`$. The premium that
//! hype puts on prizes is a transfer from investors and no part of it. The static Moloch gap is the distance to a planner
//! who takes the month's state as given; it ranks nothing, because the state itself depends on the race.

use moloch_race::segments::{Accounts, Planner, StageEquilibrium};

use crate::law::{Conditions, Law};

/// The welfare of one month, bn USD/yr; energy in TWh/yr.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// What labs win of the prizes, premium included.
    pub labs_income: f64,
    /// What the fringe wins of the prizes, premium included.
    pub fringe_income: f64,
    /// The premium: what investors pay beyond what customers pay.
    pub investors_transfer: f64,
    /// Value of product effort to the labs.
    pub product_private: f64,
    /// Value of product effort to others.
    pub product_spillover: f64,
    /// Value of race effort to society.
    pub race_social: f64,
    /// Cost of the race: all cost less what the same product effort would cost alone.
    pub race_cost: f64,
    /// Cost of product effort alone.
    pub product_cost: f64,
    /// Resource cost of the service: the part of revenue that is no prize.
    pub resource_cost: f64,
    /// Energy used, TWh/yr.
    pub energy: f64,
    /// Damage from energy.
    pub externality: f64,
    /// Tax paid by labs.
    pub tax_revenue: f64,
    /// Consumer surplus of the service, `R/(eps-1)`; `None` for an elasticity of at most one, where the area under the
    /// demand curve is infinite. It rests on constant elasticity far beyond observed prices, and is no part of welfare.
    pub consumer_surplus: Option<f64>,
    /// Welfare W.
    pub welfare: f64,
    /// Welfare of the static planner at the same state.
    pub planner: f64,
    /// The static Moloch gap, planner less welfare.
    pub static_gap: f64,
    /// Planner's welfare as a multiple of welfare; `None` where welfare is not positive and the ratio says nothing.
    pub anarchy: Option<f64>,
    /// All cost of effort as a part of the prizes; `None` where the prizes are zero.
    pub dissipation: Option<f64>,
    /// Social value of a unit of race effort at which the gap to a world without race closes; `None` without a race.
    pub break_even_value: Option<f64>,
}

impl Ledger {
    pub(crate) fn of(
        law: &Law,
        conditions: &Conditions,
        race: &StageEquilibrium,
        accounts: &Accounts,
        planner: &Planner,
    ) -> Self {
        let fringe_income: f64 = accounts.fringe_shares.iter().zip(&conditions.prizes).map(|(p, v)| p * v).sum();
        let externality = law.market.externality * conditions.energy;
        let welfare = accounts.welfare - externality;
        let planner_welfare = planner.welfare - externality;
        let effort = race.race_total();
        let elasticity = law.market.elasticity;
        let without_race = planner.welfare_without_race - (accounts.welfare - law.social_value * effort);
        Self {
            labs_income: accounts.prize - fringe_income,
            fringe_income,
            investors_transfer: accounts.prize - conditions.real_prizes.iter().sum::<f64>(),
            product_private: accounts.product_value,
            product_spillover: law.spillover * accounts.product_value,
            race_social: law.social_value * effort,
            race_cost: accounts.race_cost,
            product_cost: accounts.total_cost - accounts.race_cost,
            resource_cost: (1.0 - law.margin) * conditions.revenue,
            energy: conditions.energy,
            externality,
            tax_revenue: accounts.tax_revenue,
            consumer_surplus: (elasticity > 1.0).then(|| conditions.revenue / (elasticity - 1.0)),
            welfare,
            planner: planner_welfare,
            static_gap: planner_welfare - welfare,
            anarchy: (welfare > 0.0).then(|| planner_welfare / welfare),
            dissipation: accounts.dissipation(),
            break_even_value: (effort > 0.0).then(|| without_race / effort),
        }
    }
}
