#![doc = include_str!("general_equilibrium.md")]

use moloch_core::tolerance::FIXED_POINT_CHECK_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Choice, Concept, DefaultValue, Field, Law, Model,
    OpenTable, Range, Status, Uniqueness, inputs, quantity, worst,
};

use crate::certify::in_range;
use crate::economy::{Economy, Numeraire, Partial, partial, residual, solve, solve_from};
use crate::{JevonsError, Regime, inputs as shared};

/// Elasticities of substitution: beyond the largest, goods and inputs are practically the same.
const SUBSTITUTION: Range = Range::between(0.0, 20.0);

inputs! {
    /// Sectors that use labour and energy, one household, and energy that may get dearer when more is used.
    pub struct GeneralEquilibrium {
        /// What the household spends on each sector's good today.
        pub spending: Vec<f64> = Field::numbers(&quantity::MONEY_FLOW, "sector").within(Range::POSITIVE),
        /// Energy's part of each sector's cost today, theta; the rest is labour.
        pub energy_share: Vec<f64> = Field::numbers(&quantity::SHARE, "sector"),
        /// Elasticity of substitution between energy and labour in each sector.
        pub substitution: Vec<f64> = Field::numbers(&quantity::ELASTICITY, "sector").within(SUBSTITUTION),
        /// Efficiency of energy in each sector afterwards, as a multiple of today's.
        pub efficiency_gain: Vec<f64> = Field::numbers(&quantity::RATIO, "sector").within(Range::between(0.01, 1e4)),
        /// Elasticity of substitution between the goods in the household's utility.
        pub consumption_substitution: f64 = Field::number(&quantity::ELASTICITY).within(SUBSTITUTION),
        /// Elasticity of the supply of energy to its price in wages; left out: any amount at today's price in wages.
        pub supply_elasticity: Option<f64> = Field::number(&quantity::ELASTICITY).within(shared::ELASTICITIES).optional(),
        /// The good in which prices are counted.
        pub numeraire: Numeraire = Field::choice(Numeraire::WORDS).or(DefaultValue::Text("wage")),
        /// Energy used today by all sectors.
        pub energy: f64 = shared::ENERGY.or_number(1.0),
    }
    check someone_works_and_uses_energy;
}

/// The least part of income that wages must be: with all income from the site of energy, nothing is made.
const LEAST_LABOUR: f64 = 1e-6;

fn someone_works_and_uses_energy(inputs: &GeneralEquilibrium, table: &mut OpenTable<'_, '_>) {
    let economy = inputs.economy();
    if economy.energy_cost() <= 0.0 {
        let next = "give one sector a share of energy";
        table.fault("no-energy", "energy_share", "0 in every sector".into(), "a share above 0 somewhere", next);
    } else if economy.labour() < LEAST_LABOUR {
        let found = format!("{} of income from labour", economy.labour());
        let next = "lower a share or raise `supply_elasticity`";
        table.fault("no-labour", "energy_share", found, format!("at least {LEAST_LABOUR}"), next);
    }
}

impl GeneralEquilibrium {
    /// The accounts in units of today's income.
    pub fn economy(&self) -> Economy {
        let income = moloch_core::sum::compensated(self.spending.iter().copied());
        Economy {
            budget: self.spending.iter().map(|spent| spent / income).collect(),
            energy_share: self.energy_share.clone(),
            substitution: self.substitution.clone(),
            consumption_substitution: self.consumption_substitution,
            supply_elasticity: self.supply_elasticity.unwrap_or(f64::INFINITY),
            numeraire: self.numeraire,
        }
    }
}

/// How much of the expected saving is not saved, as more and more answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rebounds {
    /// By replacing labour in production.
    pub technique: f64,
    /// And by buying more of what got cheaper: the direct rebound.
    pub direct: f64,
    /// And by spending the real income gained.
    pub income: f64,
    /// And by wages and the price of energy: the rebound of the whole economy.
    pub economy_wide: f64,
}

/// Energy along the way, as multiples of today's.
#[derive(Debug, Clone, PartialEq)]
pub struct EnergyPath {
    /// The largest gain of a sector at each point.
    pub gains: Vec<f64>,
    /// Energy if nothing answered.
    pub expected: Vec<f64>,
    /// Energy with the direct effect.
    pub direct: Vec<f64>,
    /// Energy with real income spent.
    pub income: Vec<f64>,
    /// Energy of the whole economy.
    pub economy_wide: Vec<f64>,
}

/// An economy after gains in the efficiency of energy.
#[derive(Debug, Clone, PartialEq)]
pub struct GeneralEquilibriumOutcome {
    /// Price of each sector's good in the numeraire, as a multiple of today's.
    pub prices: Vec<f64>,
    /// Price of energy in the numeraire, as a multiple of today's.
    pub energy_price: f64,
    /// Wage in the numeraire, as a multiple of today's.
    pub wage: f64,
    /// What each sector makes, as a multiple of today's.
    pub goods: Vec<f64>,
    /// Energy of each sector, TWh/yr.
    pub sector_energy: Vec<f64>,
    /// Energy of all sectors, TWh/yr.
    pub energy: f64,
    /// Energy of all sectors as a multiple of today's.
    pub energy_factor: f64,
    /// Energy while wages and the price of energy stay, as multiples of today's.
    pub partial: Partial,
    /// Rebounds of the gain; `None` if nothing was to be saved.
    pub rebounds: Option<Rebounds>,
    /// Real income as a multiple of today's.
    pub real_income: f64,
    /// What the gain is worth to the household at today's prices, bn USD/yr.
    pub welfare: f64,
    /// Energy along the way.
    pub path: EnergyPath,
    /// How the computation ended.
    pub status: Status,
    certificate: Certificate,
}

impl GeneralEquilibriumOutcome {
    /// The certificate that markets clear and nobody can do better.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// What kind of rebound the whole economy has; `None` if nothing was to be saved.
    pub fn regime(&self) -> Option<Regime> {
        self.rebounds.map(|rebounds| Regime::of(rebounds.economy_wide))
    }
}

/// Points of the drawn path.
const POINTS: usize = 25;

impl Model for GeneralEquilibrium {
    type Outcome = GeneralEquilibriumOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.general_equilibrium";
    const TITLE: &'static str = "Rebound of the whole economy";
    const PAGE: &'static str = include_str!("general_equilibrium.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales, Law::Permutes("sector")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Energy as more and more answers to efficiency",
        across: "efficiency, as a multiple of today's",
        x: "gain",
        up: "energy of all sectors, as a multiple of today's",
        log: false,
        lines: &[
            ChartLine::new("whole economy", "economy_wide_path"),
            ChartLine::new("income spent", "income_path"),
            ChartLine::new("direct", "direct_path"),
            ChartLine::new("no rebound", "expected_path"),
        ],
        thresholds: &[("today", "today")],
    }];

    fn example() -> Self {
        Self {
            spending: vec![100.0, 900.0],
            energy_share: vec![0.3, 0.04],
            substitution: vec![0.5, 0.5],
            efficiency_gain: vec![3.0, 1.0],
            consumption_substitution: 1.5,
            supply_elasticity: Some(1.0),
            numeraire: Numeraire::Wage,
            energy: 600.0,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<GeneralEquilibriumOutcome, JevonsError> {
        let economy = inputs.economy();
        let log_gains: Vec<f64> = inputs.efficiency_gain.iter().map(|gain| gain.ln()).collect();
        let found = solve(&economy, &log_gains)?;
        let (path, worst_on_path) = path(&economy, &log_gains)?;
        let a = &found.allocation;
        let residual = worst([residual(&economy, &log_gains, a), worst_on_path]);
        let partial = partial(&economy, &log_gains);
        let total = economy.energy_cost();
        let exp = |logs: &[f64]| logs.iter().map(|log| log.exp()).collect::<Vec<f64>>();
        let used = economy.energy_costs().zip(&a.energy);
        let energy_factor = a.supply.exp();
        let real_income = crate::ces::log_mean(
            &economy.budget,
            &a.goods,
            crate::ces::order_of_quantities(economy.consumption_substitution),
        );
        let income: f64 = moloch_core::sum::compensated(inputs.spending.iter().copied());
        let outcome = GeneralEquilibriumOutcome {
            prices: exp(&a.prices),
            energy_price: a.energy_price.exp(),
            wage: a.wage.exp(),
            goods: exp(&a.goods),
            sector_energy: used
                .map(|(cost, log)| if cost > 0.0 { inputs.energy * cost / total * log.exp() } else { 0.0 })
                .collect(),
            energy: inputs.energy * energy_factor,
            energy_factor,
            rebounds: rebounds(&partial, energy_factor),
            partial,
            real_income: real_income.exp(),
            welfare: income * real_income.exp_m1(),
            path,
            status: found.status.clone(),
            certificate: certificate_of(residual)?,
        };
        in_range(&[("energy", outcome.energy), ("welfare", outcome.welfare), ("prices", outcome.energy_price)])?;
        outcome
            .prices
            .iter()
            .chain(&outcome.goods)
            .try_for_each(|number| in_range(&[("prices and goods", *number)]))?;
        Ok(outcome)
    }

    fn answer(outcome: &GeneralEquilibriumOutcome) -> Answer {
        let (pure, factor, o) = (&quantity::NUMBER, &quantity::RATIO, outcome);
        let rebound = |pick: fn(&Rebounds) -> f64| o.rebounds.as_ref().map(pick);
        let none = "nothing to be saved";
        let answer = Answer::new(o.status.clone())
            .number_or("technique_rebound", pure, rebound(|r| r.technique), none, "by replacing labour in production")
            .number_or("direct_rebound", pure, rebound(|r| r.direct), none, "and by buying more of what got cheaper")
            .number_or("income_rebound", pure, rebound(|r| r.income), none, "and by spending the income gained")
            .number_or(
                "economy_wide_rebound",
                pure,
                rebound(|r| r.economy_wide),
                none,
                "and by wages and the price of energy: part of the expected saving that is not saved",
            )
            .text("regime", o.regime().map_or(none, Regime::word), "what kind of rebound the economy has")
            .number("energy", &quantity::ENERGY_FLOW, o.energy, "energy of all sectors")
            .number("energy_factor", factor, o.energy_factor, "energy of all sectors as a multiple of today's")
            .number(
                "expected_energy",
                factor,
                o.partial.expected,
                "energy if nothing answered, as a multiple of today's",
            )
            .number("energy_price", factor, o.energy_price, "price of energy as a multiple of today's")
            .number("wage", factor, o.wage, "wage as a multiple of today's")
            .number("real_income", factor, o.real_income, "real income as a multiple of today's")
            .number("welfare", &quantity::MONEY_FLOW, o.welfare, "worth of the gain to the household");
        let sector = "sector";
        answer
            .numbers("price", factor, sector, &o.prices, "price of each good as a multiple of today's")
            .numbers("good", factor, sector, &o.goods, "amount of each good as a multiple of today's")
            .numbers("sector_energy", &quantity::ENERGY_FLOW, sector, &o.sector_energy, "energy of each sector")
            .number("today", factor, 1.0, "today's energy as a multiple of itself")
            .numbers("gain", factor, "step", &o.path.gains, "the largest gain of a sector along the way")
            .numbers("expected_path", factor, "step", &o.path.expected, "energy there if nothing answered")
            .numbers("direct_path", factor, "step", &o.path.direct, "energy there with the direct effect")
            .numbers("income_path", factor, "step", &o.path.income, "energy there with real income spent")
            .numbers("economy_wide_path", factor, "step", &o.path.economy_wide, "energy there of the whole economy")
            .unique(Uniqueness::Proved {
                theorem: "one household, constant returns and no taxes: an equilibrium is what a planner with a \
                          concave aim would choose, and the aim is strictly concave",
            })
            .certified_by(o.certificate)
    }
}

/// The parts of the expected saving that are not saved; `None` if nothing was to be saved.
fn rebounds(partial: &Partial, economy_wide: f64) -> Option<Rebounds> {
    let saving = 1.0 - partial.expected;
    let lost = |energy: f64| (energy - partial.expected) / saving;
    (saving.abs() > f64::EPSILON.sqrt()).then(|| Rebounds {
        technique: lost(partial.technique),
        direct: lost(partial.direct),
        income: lost(partial.income),
        economy_wide: lost(economy_wide),
    })
}

/// Energy while the gains grow together, each solution started from the one before, and their largest residual.
fn path(economy: &Economy, log_gains: &[f64]) -> Result<(EnergyPath, f64), JevonsError> {
    let largest = log_gains.iter().copied().fold(0.0, |most: f64, log| if log.abs() > most.abs() { log } else { most });
    let (mut gains, mut parts, mut economy_wide) = (Vec::new(), Vec::new(), Vec::new());
    let (mut start, mut residuals) = (vec![0.0; economy.sectors() + 2], 0.0);
    for k in 0..POINTS {
        let t = k as f64 / (POINTS - 1) as f64;
        let log_gains: Vec<f64> = log_gains.iter().map(|log| log * t).collect();
        let a = solve_from(economy, &log_gains, &start)?.allocation;
        residuals = worst([residuals, residual(economy, &log_gains, &a)]);
        gains.push((largest * t).exp());
        parts.push(partial(economy, &log_gains));
        economy_wide.push(a.supply.exp());
        start.clone_from(&a.prices);
        start.extend([a.energy_price, a.wage]);
    }
    let along = |pick: fn(&Partial) -> f64| parts.iter().map(pick).collect();
    let path = EnergyPath {
        gains,
        expected: along(|part| part.expected),
        direct: along(|part| part.direct),
        income: along(|part| part.income),
        economy_wide,
    };
    Ok((path, residuals))
}

fn certificate_of(residual: f64) -> Result<Certificate, JevonsError> {
    let certificate = Certificate {
        concept: Concept::FixedPoint,
        residual,
        scale: 1.0,
        tolerance: FIXED_POINT_CHECK_REL,
        method: "from quantities: technology, budgets, dual prices of cost and utility, every market with labour's",
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
