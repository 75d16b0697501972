#![doc = include_str!("capacity_race.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Field, Law, Model, OpenTable, Range, Status, Uniqueness,
    inputs, quantity,
};
use moloch_equilibrium::concave::{ConcaveGame, Profile, certificate::by_gradient};

use crate::certify::positive;
use crate::{JevonsError, inputs as shared, path};

inputs! {
    /// Firms that build capacity against one another while a unit of it serves more and more.
    pub struct CapacityRace {
        /// Own efficiency of each firm afterwards, as a multiple of today's.
        pub efficiency_gain: Vec<f64> = Field::numbers(&quantity::RATIO, "firm").within(Range::between(0.01, 1e4)),
        /// Spill-over: the part of the others' gains, in logarithms, that a firm has without doing anything.
        pub spillover: f64 = Field::number(&quantity::SHARE).or_number(0.0),
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = Field::number(&quantity::ELASTICITY).within(Range::between(1.05, 20.0)),
        /// Energy that all capacity takes today.
        pub energy: f64 = shared::ENERGY.or_number(1.0),
        /// Cost of capacity for a unit of energy that it takes, energy included.
        pub capacity_cost: f64 = shared::ENERGY_PRICE,
    }
    check somebody_builds;
}

/// The most firms: beyond it their number is practically without end.
const MOST_FIRMS: usize = 1000;

fn somebody_builds(inputs: &CapacityRace, table: &mut OpenTable<'_, '_>) {
    let firms = inputs.efficiency_gain.len();
    if !(1..=MOST_FIRMS).contains(&firms) {
        let found = format!("{firms} firms");
        let expected = format!("from 1 to {MOST_FIRMS} firms");
        table.fault("no-firm", "efficiency_gain", found, expected, "give a gain for each firm");
    }
}

/// Capacity, service and money of firms that race.
#[derive(Debug, Clone, PartialEq)]
pub struct CapacityRaceOutcome {
    /// Efficiency of each firm with what spilled over, as a multiple of today's.
    pub efficiency: Vec<f64>,
    /// Each firm's part of the service; 0 for one that is driven out.
    pub shares: Vec<f64>,
    /// Energy that each firm's capacity takes, TWh/yr.
    pub capacity: Vec<f64>,
    /// What each firm earns, bn USD/yr.
    pub profit: Vec<f64>,
    /// Price of the service as a multiple of today's.
    pub price_factor: f64,
    /// Service as a multiple of today's.
    pub service_factor: f64,
    /// Energy that all capacity takes, TWh/yr.
    pub energy: f64,
    /// The same if all firms acted as one, TWh/yr.
    pub cooperative_energy: f64,
    /// Energy that all capacity takes today, TWh/yr.
    pub energy_before: f64,
    /// What all firms earn, bn USD/yr.
    pub total_profit: f64,
    /// What they earned before the gains, bn USD/yr.
    pub profit_before: f64,
    /// Largest gain of a firm along the way, as a multiple of today's efficiency.
    pub gains: Vec<f64>,
    /// Energy there, TWh/yr.
    pub energy_path: Vec<f64>,
    /// Energy there if all firms acted as one, TWh/yr.
    pub cooperative_path: Vec<f64>,
    certificate: Certificate,
}

impl CapacityRaceOutcome {
    /// The certificate that no firm gains by building more or less.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// The race in units of today: service and its cost are one, a firm's action is its service.
struct Race {
    /// Cost of a unit of service of each firm.
    costs: Vec<f64>,
    elasticity: f64,
    /// Price of today's service: the markup of as many equal firms.
    markup: f64,
}

/// Where nobody wants to move, in units of today.
struct Equilibrium {
    price: f64,
    service: f64,
    shares: Vec<f64>,
}

impl Race {
    fn new(costs: Vec<f64>, elasticity: f64) -> Self {
        let markup = (1.0 - 1.0 / (elasticity * costs.len() as f64)).recip();
        Self { costs, elasticity, markup }
    }

    /// Service that is demanded at a price.
    fn demand(&self, price: f64) -> f64 {
        (self.markup / price).powf(self.elasticity)
    }

    /// Price at which a service is bought.
    fn price(&self, service: f64) -> f64 {
        self.markup * service.powf(-self.elasticity.recip())
    }

    /// The equilibrium: a share is the elasticity times the margin, and the cheapest firms whose cost is below the
    /// price they make are those that serve.
    fn solve(&self) -> Equilibrium {
        let mut sorted = self.costs.clone();
        sorted.sort_by(f64::total_cmp);
        let (mut sum, mut price) = (0.0, f64::INFINITY);
        for (k, cost) in sorted.iter().enumerate() {
            if *cost >= price {
                break;
            }
            sum += cost;
            price = sum / ((k + 1) as f64 - self.elasticity.recip());
        }
        let share = |cost: &f64| (self.elasticity * (1.0 - cost / price)).max(0.0);
        Equilibrium { price, service: self.demand(price), shares: self.costs.iter().map(share).collect() }
    }

    /// Service of all firms acting as one: the cheapest serves like a monopolist.
    fn cooperative(&self) -> (f64, f64) {
        let cost = self.costs.iter().copied().fold(f64::INFINITY, f64::min);
        (self.demand(cost / (1.0 - self.elasticity.recip())), cost)
    }
}

impl ConcaveGame for Race {
    fn players(&self) -> usize {
        self.costs.len()
    }

    fn dimension(&self, _: usize) -> usize {
        1
    }

    fn bounds(&self, player: usize, _: usize) -> (f64, f64) {
        // A firm that served more alone would sell below its cost.
        (0.0, self.demand(self.costs[player]))
    }

    fn payoff(&self, player: usize, profile: &Profile) -> f64 {
        let own = profile.of(player)[0];
        let service: f64 = profile.flat().iter().sum();
        if service > 0.0 { own * (self.price(service) - self.costs[player]) } else { 0.0 }
    }

    fn gradient(&self, player: usize, profile: &Profile, gradient: &mut [f64]) {
        let own = profile.of(player)[0];
        let service: f64 = profile.flat().iter().sum();
        gradient[0] = self.price(service) * (1.0 - own / service / self.elasticity) - self.costs[player];
    }

    fn scale(&self) -> f64 {
        // What buyers would spend if the cheapest firm sold at its cost.
        let (_, cost) = self.cooperative();
        cost * self.demand(cost)
    }

    fn uniqueness(&self) -> Uniqueness {
        Uniqueness::Proved {
            theorem: "shares fall strictly in the cost by price, so that one price makes their sum one",
        }
    }
}

impl CapacityRace {
    /// Efficiencies with what spills over, when gains are taken to a power.
    fn efficiencies(&self, power: f64) -> Vec<f64> {
        let logs: Vec<f64> = self.efficiency_gain.iter().map(|gain| power * gain.ln()).collect();
        let others = (logs.len() - 1).max(1) as f64;
        let sum: f64 = moloch_core::sum::compensated(logs.iter().copied());
        // A firm that is ahead does not fall back to the others.
        let with = |log: &f64| (log + self.spillover * ((sum - log) / others - log).max(0.0)).exp();
        logs.iter().map(with).collect()
    }

    fn race(&self, efficiency: &[f64]) -> Race {
        Race::new(efficiency.iter().map(|eta| eta.recip()).collect(), self.elasticity)
    }
}

impl Model for CapacityRace {
    type Outcome = CapacityRaceOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.capacity_race";
    const TITLE: &'static str = "The race for capacity";
    const PAGE: &'static str = include_str!("capacity_race.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales, Law::Permutes("firm")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Energy of all capacity against efficiency",
        across: "efficiency, as a multiple of today's",
        x: "gain",
        up: "energy",
        log: true,
        lines: &[ChartLine::new("race", "energy_path"), ChartLine::new("acting as one", "cooperative_path")],
        thresholds: &[("today", "energy_before")],
    }];

    fn example() -> Self {
        Self { efficiency_gain: vec![10.0; 4], spillover: 0.0, elasticity: 2.0, energy: 11.0, capacity_cost: 0.5 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<CapacityRaceOutcome, JevonsError> {
        let efficiency = inputs.efficiencies(1.0);
        let race = inputs.race(&efficiency);
        let found = race.solve();
        positive(&[("service", found.service), ("the price of the service", found.price)])?;
        let services: Vec<f64> = found.shares.iter().map(|share| share * found.service).collect();
        let certificate = by_gradient(&race, &Profile::of_numbers(services.clone()));
        let certificate = *Certified::new((), certificate)?.certificate();
        let money = inputs.energy * inputs.capacity_cost;
        let profit: Vec<f64> =
            services.iter().zip(&race.costs).map(|(service, cost)| money * service * (found.price - cost)).collect();
        let capacity: Vec<f64> =
            services.iter().zip(&race.costs).map(|(service, cost)| inputs.energy * service * cost).collect();
        let largest = inputs
            .efficiency_gain
            .iter()
            .copied()
            .fold(1.0, |most: f64, gain| if gain.ln().abs() > most.ln().abs() { gain } else { most });
        let gains = path::gains(largest);
        let (energy_path, cooperative_path) = gains.iter().map(|gain| inputs.along(gain.ln() / largest.ln())).unzip();
        let total = |values: &[f64]| moloch_core::sum::compensated(values.iter().copied());
        Ok(CapacityRaceOutcome {
            price_factor: found.price / race.markup,
            service_factor: found.service,
            energy: total(&capacity),
            cooperative_energy: inputs.along(1.0).1,
            energy_before: inputs.energy,
            total_profit: total(&profit),
            profit_before: money * (race.markup - 1.0),
            efficiency,
            shares: found.shares,
            capacity,
            profit,
            gains,
            energy_path,
            cooperative_path,
            certificate,
        })
    }

    fn answer(outcome: &CapacityRaceOutcome) -> Answer {
        let (factor, energy, money, o) = (&quantity::RATIO, &quantity::ENERGY_FLOW, &quantity::MONEY_FLOW, outcome);
        let firm = "firm";
        Answer::new(Status::ClosedForm)
            .number("energy", energy, o.energy, "energy that all capacity takes")
            .number("cooperative_energy", energy, o.cooperative_energy, "the same if all firms acted as one")
            .number("service_factor", factor, o.service_factor, "service as a multiple of today's")
            .number("price_factor", factor, o.price_factor, "price of the service as a multiple of today's")
            .number("total_profit", money, o.total_profit, "what all firms earn")
            .number("profit_before", money, o.profit_before, "what they earned before the gains")
            .number("energy_before", energy, o.energy_before, "energy that all capacity takes today")
            .numbers("efficiency", factor, firm, &o.efficiency, "efficiency of each firm with what spilled over")
            .numbers("share", &quantity::SHARE, firm, &o.shares, "each firm's part of the service")
            .numbers("capacity", energy, firm, &o.capacity, "energy that each firm's capacity takes")
            .numbers("profit", money, firm, &o.profit, "what each firm earns")
            .numbers("gain", factor, "step", &o.gains, "largest gain of a firm along the way")
            .numbers("energy_path", energy, "step", &o.energy_path, "energy of all capacity there")
            .numbers("cooperative_path", energy, "step", &o.cooperative_path, "the same if all firms acted as one")
            .unique(Uniqueness::Proved {
                theorem: "shares fall strictly in the cost by price, so that one price makes their sum one",
            })
            .certified_by(o.certificate)
    }
}

impl CapacityRace {
    /// Energy of the race and of firms acting as one, when gains are taken to a power; the power is not a number where
    /// nothing is gained.
    fn along(&self, power: f64) -> (f64, f64) {
        let race = self.race(&self.efficiencies(if power.is_finite() { power } else { 1.0 }));
        let found = race.solve();
        let used = found.shares.iter().zip(&race.costs).map(|(share, cost)| share * found.service * cost);
        let (service, cost) = race.cooperative();
        (self.energy * moloch_core::sum::compensated(used), self.energy * service * cost)
    }
}
