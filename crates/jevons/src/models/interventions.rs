#![doc = include_str!("interventions.md")]

use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, OpenTable, Range, Status,
    Value, inputs, quantity, worst,
};

use crate::certify::in_range;
use crate::policy::{self, Comparison, Instrument, Market, Policy, Segment, State, Task};
use crate::{JevonsError, inputs as shared};

inputs! {
    /// Segments that use energy, and what is tried to hold it.
    pub struct Interventions {
        /// Energy of each segment before the gain.
        pub energy: Vec<f64> = Field::numbers(&quantity::ENERGY_FLOW, "segment").within(Range::POSITIVE),
        /// Price elasticity of demand of each segment, eps.
        pub elasticity: Vec<f64> = Field::numbers(&quantity::ELASTICITY, "segment").within(Range::between(0.01, 100.0)),
        /// Efficiency of each segment as a multiple of before the gain, g.
        pub efficiency_gain: Vec<f64> = Field::numbers(&quantity::RATIO, "segment"),
        /// The part of each segment that an intervention reaches; left out: all of it.
        pub coverage: Option<Vec<f64>> = Field::numbers(&quantity::SHARE, "segment").optional(),
        /// Energy that may be used in total; left out: as much as before the gain.
        pub target: Option<f64> = shared::ENERGY.optional(),
        /// Price elasticity of the supply of energy, psi; left out: any amount at one price.
        pub supply_elasticity: Option<f64> = Field::number(&quantity::ELASTICITY).within(Range::between(0.05, 100.0)).optional(),
        /// Price of energy before the gain.
        pub energy_price: f64 = shared::ENERGY_PRICE,
        /// Damage that a unit of energy does to others.
        pub damage: f64 = Field::number(&quantity::ENERGY_PRICE).in_unit("USD/kWh").or_number(0.0),
        /// The highest price of a service, as a multiple of before the gain, at which its demand is known.
        pub highest_price: f64 = Field::number(&quantity::RATIO).within(Range::above(1.0)).or_number(100.0),
        /// What equipment for an efficiency standard costs: 0 is free, at 1 it costs as much as the energy it saves.
        pub efficiency_cost: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.0, 3.0)).or_number(1.5),
        /// Growth of efficiency afterwards, in logarithms.
        pub efficiency_growth: f64 = shared::GROWTH.or_number(0.0),
        /// Growth of demand at unchanged prices afterwards, in logarithms.
        pub demand_growth: f64 = shared::GROWTH.or_number(0.0),
        /// Time afterwards that is looked at.
        pub years: f64 = shared::YEARS.within(Range::POSITIVE).or_number(10.0),
    }
    check few_and_covered;
}

/// More segments would make the sets of applications that can be forbidden too many to try.
const SEGMENTS: usize = 8;

fn few_and_covered(inputs: &Interventions, table: &mut OpenTable<'_, '_>) {
    if inputs.energy.len() > SEGMENTS {
        let expected = format!("at most {SEGMENTS} segments");
        table.fault(
            "too-many",
            "energy",
            inputs.energy.len().to_string(),
            expected,
            "put segments that are alike together",
        );
    }
    if inputs.coverage.as_ref().is_some_and(|coverage| coverage.iter().all(|part| *part == 0.0)) {
        table.fault("out-of-range", "coverage", "0 everywhere".into(), "a part above 0 somewhere", "cover a segment");
    }
}

/// All instruments beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct InterventionsOutcome {
    /// The market without intervention.
    pub free: State,
    /// The target, TWh/yr.
    pub target: f64,
    /// The instruments, in the order of [`Instrument::ALL`].
    pub rows: Vec<Comparison>,
    /// The segments that the ban forbids: 1 forbidden, 0 not.
    pub banned: Vec<f64>,
    /// Steps of the cost curves, as parts of the saving that the target asks for.
    pub steps: Vec<f64>,
    /// Dates of the paths, yr.
    pub dates: Vec<f64>,
    /// Energy at those dates without intervention, TWh/yr.
    pub free_path: Vec<f64>,
    certificate: Certificate,
}

impl InterventionsOutcome {
    /// The row of an instrument.
    pub fn row(&self, instrument: Instrument) -> Option<&Comparison> {
        self.rows.iter().find(|row| row.instrument == instrument)
    }

    /// The instrument that meets the target at the smallest deadweight; the first of equals.
    pub fn cheapest(&self) -> Option<&Comparison> {
        let reached = self.rows.iter().filter(|row| row.search.reached);
        reached.min_by(|a, b| a.account.deadweight().total_cmp(&b.account.deadweight()))
    }

    /// The certificate that energies follow from what users spend, and meet target and supply.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Steps of a cost curve beside its start.
const STEPS: usize = 8;
/// Dates of a path.
const DATES: usize = 13;

impl Model for Interventions {
    type Outcome = InterventionsOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.interventions";
    const TITLE: &'static str = "Interventions compared";
    const PAGE: &'static str = include_str!("interventions.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales, Law::Permutes("segment")];
    const CHARTS: &'static [Chart] = &[
        Chart {
            title: "What saving energy costs, by instrument",
            across: "part of the saving that the target asks for",
            x: "saving",
            up: "deadweight",
            log: false,
            lines: &[
                ChartLine::new("resource tax, or cap and trade", "tax_cost"),
                ChartLine::new("usage cap", "usage_cap_cost"),
                ChartLine::new("progressive price", "progressive_price_cost"),
                ChartLine::new("efficiency penalty", "penalty_cost"),
                ChartLine::new("efficiency standard", "standard_cost"),
                ChartLine::new("application ban", "ban_cost"),
            ],
            thresholds: &[],
        },
        Chart {
            title: "Energy after the intervention, while efficiency grows on",
            across: "years afterwards",
            x: "year",
            up: "energy",
            log: true,
            lines: &[
                ChartLine::new("no intervention", "free_path"),
                ChartLine::new("resource tax", "tax_path"),
                ChartLine::new("cap and trade", "permits_path"),
                ChartLine::new("progressive price", "progressive_price_path"),
                ChartLine::new("efficiency standard", "standard_path"),
                ChartLine::new("application ban", "ban_path"),
            ],
            thresholds: &[("target", "target")],
        },
    ];

    fn example() -> Self {
        Self {
            energy: vec![6.0, 3.0, 2.0],
            elasticity: vec![2.0, 1.2, 1.5],
            efficiency_gain: vec![10.0, 10.0, 10.0],
            coverage: Some(vec![0.9, 0.9, 0.5]),
            target: Some(25.0),
            supply_elasticity: Some(2.0),
            energy_price: 0.1,
            damage: 0.03,
            highest_price: 100.0,
            efficiency_cost: 1.5,
            efficiency_growth: 0.3,
            demand_growth: 0.0,
            years: 10.0,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<InterventionsOutcome, JevonsError> {
        let market = inputs.market();
        let free = market.clear(Policy::Free)?;
        in_range(&[("energy without intervention", free.energy()), ("the price of energy", free.price)])?;
        let target = inputs.target.unwrap_or(market.supply);
        something_to_save(&market, &free, target)?;
        let growth = (inputs.efficiency_growth, inputs.demand_growth);
        let steps: Vec<f64> = (0..=STEPS).map(|k| k as f64 / STEPS as f64).collect();
        let dates: Vec<f64> = (0..DATES).map(|k| inputs.years * k as f64 / (DATES - 1) as f64).collect();
        let free_path = policy::energies(&market, Policy::Free, growth, &dates)?;
        let bans = policy::bans(&market, &free)?;
        let task = Task {
            market: &market,
            free,
            target,
            growth,
            steps: &steps,
            dates: &dates,
            bans: &bans,
            damage: inputs.damage,
        };
        let rows = task.compare_all()?;
        for energy in rows.iter().flat_map(|row| &row.path).chain(&free_path) {
            in_range(&[("energy on a path", *energy)])?;
        }
        let bits = rows.iter().find_map(|row| match row.search.state.policy {
            Policy::Ban(bits) => Some(bits),
            _ => None,
        });
        let forbidden = |k: usize| f64::from(u8::from(bits.unwrap_or(0) & (1 << k) != 0));
        Ok(InterventionsOutcome {
            certificate: certificate(&market, target, &free, &rows)?,
            banned: (0..market.segments.len()).map(forbidden).collect(),
            free,
            target,
            rows,
            steps,
            dates,
            free_path,
        })
    }

    fn answer(outcome: &InterventionsOutcome) -> Answer {
        answer(outcome)
    }
}

impl Interventions {
    fn market(&self) -> Market {
        let coverage = |k: usize| self.coverage.as_ref().map_or(1.0, |coverage| coverage[k]);
        let segment = |k: usize| Segment {
            energy: self.energy[k],
            elasticity: self.elasticity[k],
            gain: self.efficiency_gain[k],
            coverage: coverage(k),
        };
        Market {
            segments: (0..self.energy.len()).map(segment).collect(),
            scale: 1.0,
            supply: moloch_core::sum::compensated(self.energy.iter().copied()),
            supply_elasticity: self.supply_elasticity,
            energy_price: self.energy_price,
            highest_price: self.highest_price,
            efficiency_cost: self.efficiency_cost,
        }
    }
}

fn something_to_save(market: &Market, free: &State, target: f64) -> Result<(), JevonsError> {
    let highest = market.highest_price;
    let dearest = market.segments.iter().map(|segment| free.price / segment.gain).fold(0.0, f64::max);
    if dearest >= highest {
        return Err(JevonsError::BeyondKnownPrices { price: dearest, highest });
    }
    let energy = free.energy();
    if target >= energy { Err(JevonsError::NothingToSave { energy, target }) } else { Ok(()) }
}

/// Energies recomputed from spending, against the target where it is met and against supply everywhere.
fn certificate(market: &Market, target: f64, free: &State, rows: &[Comparison]) -> Result<Certificate, JevonsError> {
    let relative = |found: f64, known: f64| if known == 0.0 { found.abs() } else { (found / known - 1.0).abs() };
    let clears = |state: &State| {
        let supplied = market.supply_elasticity.map(|psi| market.supply * state.price.powf(psi));
        relative(state.energy_from_spending(market), supplied.unwrap_or(state.energy()))
    };
    let meets = |row: &Comparison| {
        let exactly = row.search.reached && row.instrument != Instrument::ApplicationBan;
        if exactly { relative(row.search.state.energy_from_spending(market), target) } else { 0.0 }
    };
    let residual = worst(rows.iter().flat_map(|row| [clears(&row.search.state), meets(row)]).chain([clears(free)]));
    let method = "energy recomputed from what users spend on it, against target and supply";
    let certificate = Certificate { concept: Concept::Root, residual, scale: 1.0, tolerance: IDENTITY_REL, method };
    Ok(*Certified::new((), certificate)?.certificate())
}

fn answer(o: &InterventionsOutcome) -> Answer {
    let (flow, money, price) = (&quantity::ENERGY_FLOW, &quantity::MONEY_FLOW, &quantity::ENERGY_PRICE);
    let (number, axis) = (&quantity::NUMBER, "instrument");
    let words =
        |f: &dyn Fn(&Comparison) -> &'static str| o.rows.iter().map(|row| f(row).to_owned()).collect::<Vec<_>>();
    let each = |f: &dyn Fn(&Comparison) -> f64| o.rows.iter().map(f).collect::<Vec<f64>>();
    let maybe = |f: &dyn Fn(&Comparison) -> Option<f64>, otherwise: &str| {
        let value = |row| f(row).map_or_else(|| Value::Text(otherwise.to_owned()), Value::Number);
        Value::List(o.rows.iter().map(|row| value(row).into()).collect())
    };
    let along = [Some(axis), None];
    let met = |row: &Comparison| if row.search.reached { "met" } else { "out of reach" };
    let answer = Answer::new(Status::Converged { iterations: o.rows.len() })
        .number("free_energy", flow, o.free.energy(), "energy without intervention")
        .number("target", flow, o.target, "energy that may be used")
        .text("cheapest", o.cheapest().map_or("none meets the target", |row| row.instrument.word()), "least deadweight")
        .texts("instrument", axis, &words(&|row| row.instrument.word()), "what is tried")
        .texts("target_met", axis, &words(&met), "whether it meets the target; if not, the row is its best")
        .numbers("strength", number, axis, &each(&|row| row.search.strength), "its least strength for the target")
        .texts("measured_by", axis, &words(&|row| row.instrument.measured_by()), "what the strength is")
        .numbers("energy", flow, axis, &each(&|row| row.search.state.energy()), "energy used")
        .numbers("saved", flow, axis, &each(&|row| row.saved), "energy saved")
        .output(
            "leakage",
            number,
            "1",
            maybe(&|row| row.leakage, "nothing is saved"),
            along,
            "part of the covered saving that others use",
        )
        .numbers(
            "users_loss",
            money,
            axis,
            &each(&|row| -row.account.users),
            "what users lose, after rebates and permits",
        )
        .numbers("government_gain", money, axis, &each(&|row| row.account.government), "revenue of the government")
        .numbers(
            "suppliers_loss",
            money,
            axis,
            &each(&|row| -row.account.suppliers),
            "what suppliers of energy and service lose",
        )
        .numbers("deadweight", money, axis, &each(&|row| row.account.deadweight()), "what is lost to all together")
        .output(
            "cost_of_saving",
            price,
            price.base(),
            maybe(&|row| row.cost_of_saving, "nothing is saved"),
            along,
            "deadweight for each unit saved",
        )
        .numbers("net_benefit", money, axis, &each(&|row| row.net_benefit), "damage avoided less the deadweight")
        .output(
            "saving_gone",
            &quantity::DURATION,
            "yr",
            maybe(&|row| row.saving_gone, "not on the path"),
            along,
            "when growth has used the saving up",
        )
        .numbers("banned", number, "segment", &o.banned, "1 where the ban forbids the segment")
        .numbers("saving", &quantity::SHARE, "step", &o.steps, "parts of the saving that the target asks for")
        .numbers("year", &quantity::DURATION, "year", &o.dates, "dates afterwards")
        .numbers("free_path", flow, "year", &o.free_path, "energy without intervention");
    let curves = o.rows.iter().fold(answer, |answer, row| match keys(row.instrument) {
        Some((cost, path)) => answer
            .numbers(cost, money, "step", &row.cost_curve, "deadweight at that saving, or of the best that can be done")
            .numbers(path, flow, "year", &row.path, "energy if the instrument stays as it was set"),
        None => answer,
    });
    let answer_note =
        "the standard uses equipment that the other rows leave unused; its row is as good as `efficiency_cost`";
    let forbids = o.row(Instrument::ApplicationBan).is_some_and(|row| row.search.strength > 0.0);
    let answer = curves.certified_by(o.certificate).note(answer_note);
    if !forbids {
        return answer;
    }
    answer.note("the ban's cost is at least what is shown: worth above the highest known price is not counted")
}

/// Keys of the cost curve and the path of an instrument; a rebate moves neither.
const fn keys(instrument: Instrument) -> Option<(&'static str, &'static str)> {
    match instrument {
        Instrument::Tax => Some(("tax_cost", "tax_path")),
        Instrument::TaxWithRebate => None,
        Instrument::CapAndTrade => Some(("permits_cost", "permits_path")),
        Instrument::UsageCap => Some(("usage_cap_cost", "usage_cap_path")),
        Instrument::ProgressivePrice => Some(("progressive_price_cost", "progressive_price_path")),
        Instrument::EfficiencyPenalty => Some(("penalty_cost", "penalty_path")),
        Instrument::EfficiencyStandard => Some(("standard_cost", "standard_path")),
        Instrument::ApplicationBan => Some(("ban_cost", "ban_path")),
    }
}
