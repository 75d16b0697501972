//! What a scenario means: the law of motion of one race, as plain numbers.
//!
//! [`Law`] is the scenario with names turned into indices and defaults worked out; nothing after it looks at what was
//! written. A month's [`Conditions`] follow from the [`State`] at its start; effort then moves the state.

use moloch_disruption::curve::bass::adoption_after;
use moloch_hype::decay;
use moloch_jevons::{demand, limit};
use moloch_race::segments::Terms;

use crate::scenario::{InitialStock, Scenario};

/// The law of motion. Matrices are flat, lab by lab; flows are in bn USD/yr, time runs in months.
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    pub(crate) labs: usize,
    pub(crate) horizon: usize,
    pub(crate) revenue: Vec<f64>,
    pub(crate) fringe: Vec<f64>,
    pub(crate) suitability: Vec<f64>,
    pub(crate) cost: f64,
    pub(crate) convexity: f64,
    pub(crate) product_value: f64,
    pub(crate) product_scale: f64,
    pub(crate) spillover: f64,
    pub(crate) social_value: f64,
    pub(crate) margin: f64,
    pub(crate) retention: f64,
    pub(crate) foresight: f64,
    pub(crate) discount: f64,
    pub(crate) scaling: Scaling,
    pub(crate) news: News,
    pub(crate) market: Market,
    pub(crate) opening: Opening,
}

/// How competition scales with the size of the market.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scaling {
    pub(crate) product_value: f64,
    pub(crate) convexity: f64,
    pub(crate) fringe: f64,
}

/// How effort becomes news and news becomes hype; rates are per month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct News {
    pub(crate) decay: f64,
    pub(crate) rate: f64,
    pub(crate) jump: f64,
    pub(crate) jump_square: f64,
    pub(crate) jump_variation: f64,
    pub(crate) initial: f64,
    pub(crate) reference: f64,
    pub(crate) premium: f64,
    pub(crate) elasticity: f64,
    pub(crate) reference_effort: Option<f64>,
}

/// Adoption, price, demand and energy; rates are per month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Market {
    pub(crate) adoption: f64,
    pub(crate) innovation: f64,
    pub(crate) imitation: f64,
    pub(crate) boost: f64,
    pub(crate) energy: f64,
    pub(crate) cap: Option<f64>,
    pub(crate) elasticity: f64,
    pub(crate) growth: f64,
    pub(crate) externality: f64,
}

/// Effort stocks at month 0.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Opening {
    Steady,
    Given(Vec<f64>),
}

/// Where the race stands at the start of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Hype, in announcements.
    pub hype: f64,
    /// Variance of hype around it from the random timing and size of announcements.
    pub hype_variance: f64,
    /// Part of all customers who have adopted.
    pub adoption: f64,
    /// Service from a unit of energy, as a multiple of month 0.
    pub efficiency: f64,
    /// Effort stock of each lab in each segment, bn USD/yr.
    pub stock: Vec<f64>,
}

/// What labs face in a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditions {
    /// Energy that would be used at the price of month 0, TWh/yr.
    pub energy_uncapped: f64,
    /// Price of energy as a multiple of month 0's; above 1 where the cap binds.
    pub energy_price: f64,
    /// Energy used, TWh/yr.
    pub energy: f64,
    /// Price of the service as a multiple of month 0's.
    pub service_price: f64,
    /// Size of the market as a multiple of month 0's.
    pub market: f64,
    /// Revenue of all segments, bn USD/yr.
    pub revenue: f64,
    /// Prize of each segment with the premium of hype, bn USD/yr.
    pub prizes: Vec<f64>,
    /// Prize of each segment without the premium, bn USD/yr.
    pub real_prizes: Vec<f64>,
    /// Effort of the fringe in each segment, bn USD/yr.
    pub fringe: Vec<f64>,
    /// Product value B, bn USD/yr.
    pub product_value: f64,
    /// Convexity of cost kappa, yr/bn USD.
    pub convexity: f64,
}

impl Law {
    /// The law of a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let competition = &scenario.competition;
        let (hype, adoption, compute) = (&scenario.hype, &scenario.adoption, &scenario.compute);
        let cells = scenario.labs.len() * scenario.segments.len();
        Self {
            labs: scenario.labs.len(),
            horizon: scenario.calendar.months,
            revenue: scenario.revenues(),
            fringe: scenario.fringes(),
            suitability: scenario.suitability().concat(),
            cost: competition.unit_cost,
            convexity: competition.cost_convexity,
            product_value: competition.product_value,
            product_scale: competition.product_scale,
            spillover: competition.spillover,
            social_value: competition.social_value,
            margin: competition.margin,
            retention: competition.retention_per_month(),
            foresight: competition.foresight,
            discount: competition.discount_rate,
            scaling: Scaling {
                product_value: competition.product_value_scaling,
                convexity: -competition.cost_scaling,
                fringe: competition.fringe_scaling,
            },
            news: News {
                decay: hype.decay,
                rate: hype.news_rate,
                jump: hype.jump,
                jump_square: hype.jump_square(),
                jump_variation: hype.jump_variation,
                initial: hype.initial_level(),
                reference: hype.reference_level(),
                premium: hype.premium,
                elasticity: hype.news_elasticity,
                reference_effort: hype.reference_effort,
            },
            market: Market {
                adoption: adoption.initial,
                innovation: adoption.innovation,
                imitation: adoption.imitation,
                boost: adoption.hype_boost,
                energy: compute.energy,
                cap: compute.energy_cap,
                elasticity: compute.elasticity,
                growth: compute.efficiency_growth,
                externality: compute.externality,
            },
            opening: match competition.initial_stock {
                InitialStock::Steady => Opening::Steady,
                InitialStock::Zero => Opening::Given(vec![0.0; cells]),
                InitialStock::Given => Opening::Given(scenario.given_stocks().unwrap_or_default().concat()),
            },
        }
    }

    /// The number of segments.
    pub(crate) const fn segments(&self) -> usize {
        self.revenue.len()
    }

    /// The multiplier $`M = 1/(1 - f\varphi e^{-r/12})`$ of prizes in the first-order conditions: what the life of
    /// effort is worth to a lab that looks ahead.
    pub fn foresight_multiplier(&self) -> f64 {
        1.0 / (1.0 - self.foresight * self.retention * (-self.discount / 12.0).exp())
    }

    /// The state at month 0 with the given stocks.
    pub(crate) fn opening_state(&self, stock: Vec<f64>) -> State {
        State {
            hype: self.news.initial,
            // Hype at month 0 is known; what is not known is the news to come.
            hype_variance: 0.0,
            adoption: self.market.adoption,
            efficiency: 1.0,
            stock,
        }
    }

    /// What labs face at a state.
    pub fn conditions(&self, state: &State) -> Conditions {
        let market = &self.market;
        let users = state.adoption / market.adoption;
        let uncapped = demand::uncapped_energy(market.energy, users, state.efficiency, market.elasticity);
        let energy_price = market.cap.map_or(1.0, |cap| limit::cap_price(uncapped, cap, market.elasticity));
        let service_price = demand::service_price(energy_price, state.efficiency);
        let growth = users * demand::revenue_factor(service_price, market.elasticity);
        let size = growth / self.opening_growth();
        let premium = 1.0 + self.news.premium * (state.hype / self.news.reference - 1.0);
        let real_prizes: Vec<f64> = self.revenue.iter().map(|revenue| self.margin * revenue * growth).collect();
        Conditions {
            energy_uncapped: uncapped,
            energy_price,
            energy: demand::energy_at_price(uncapped, energy_price, market.elasticity),
            service_price,
            market: size,
            revenue: self.revenue.iter().sum::<f64>() * growth,
            prizes: real_prizes.iter().map(|prize| prize * premium).collect(),
            real_prizes,
            fringe: self.fringe.iter().map(|fringe| fringe * size.powf(self.scaling.fringe)).collect(),
            product_value: self.product_value * size.powf(self.scaling.product_value),
            convexity: self.convexity * size.powf(self.scaling.convexity),
        }
    }

    /// Revenue at month 0 as a multiple of what was written: 1 unless the energy cap binds from the start.
    fn opening_growth(&self) -> f64 {
        let market = &self.market;
        let price = market.cap.map_or(1.0, |cap| limit::cap_price(market.energy, cap, market.elasticity));
        demand::revenue_factor(price, market.elasticity)
    }

    /// The terms of the month's race, before any intervention.
    pub(crate) fn terms(&self, conditions: &Conditions) -> Terms {
        Terms {
            cost: self.cost,
            convexity: conditions.convexity,
            product_value: conditions.product_value,
            product_scale: self.product_scale,
            tax: 0.0,
            foresight: self.foresight_multiplier(),
        }
    }

    /// Releases per month at a total race effort, before any window; `reference` is the effort that gives the
    /// reference rate.
    pub(crate) fn news_rate(&self, effort: f64, reference: f64) -> f64 {
        // Where nobody races at month 0 there is nothing to compare effort with: news comes at its reference rate.
        if reference > 0.0 { self.news.rate * (effort / reference).powf(self.news.elasticity) } else { self.news.rate }
    }

    /// The state a month later, after releases at `news_rate` and race efforts `race`.
    pub(crate) fn advance(&self, state: &State, news_rate: f64, race: &[f64]) -> State {
        let (news, market) = (&self.news, &self.market);
        let pace = (1.0 + market.boost * (state.hype / news.reference - 1.0)).max(0.0);
        let stock = state.stock.iter().zip(race).map(|(held, added)| self.retention * (held + added)).collect();
        State {
            hype: decay::step(state.hype, news.decay, news_rate, news.jump, 1.0),
            hype_variance: decay::variance_step(state.hype_variance, news.decay, news_rate, news.jump_square, 1.0),
            adoption: adoption_after(state.adoption, pace, market.innovation, market.imitation),
            efficiency: state.efficiency * market.growth.exp(),
            stock,
        }
    }

    /// The weight of a month's flow in a present value: $`e^{-rt/12}/12`$.
    pub fn weight(&self, month: usize) -> f64 {
        (-self.discount * month as f64 / 12.0).exp() / 12.0
    }
}
