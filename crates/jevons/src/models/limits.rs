#![doc = include_str!("limits.md")]

use moloch_core::tolerance::FIXED_POINT_CHECK_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, OpenTable, Range, Status,
    Uniqueness, Value, inputs, quantity, worst,
};

use crate::certify::in_range;
use crate::scarcity::{self, Economy, Scarce};
use crate::{JevonsError, inputs as shared};

inputs! {
    /// Services that use several things of which there is only so much.
    pub struct Limits {
        /// The things that are limited.
        pub limit: Vec<String> = Field::texts("limit"),
        /// What each service spends on each of them today.
        pub spending: Vec<Vec<f64>> = Field::matrix(&quantity::MONEY_FLOW, "service", "limit").within(Range::POSITIVE),
        /// What each service spends on what is not limited; left out: nothing.
        pub other: Option<Vec<f64>> = Field::numbers(&quantity::MONEY_FLOW, "service").optional(),
        /// Price elasticity of demand for each service, eps.
        pub elasticity: Vec<f64> = Field::numbers(&quantity::ELASTICITY, "service").within(Range::between(0.05, 20.0)),
        /// Growth of demand for each service at unchanged prices, in logarithms.
        pub demand_growth: Vec<f64> = Field::numbers(&quantity::RATE, "service"),
        /// Growth of what a unit of each thing does, in logarithms.
        pub efficiency_growth: Vec<f64> = Field::numbers(&quantity::RATE, "limit"),
        /// Capacity of each thing today, as a multiple of today's use.
        pub capacity: Vec<f64> = Field::numbers(&quantity::RATIO, "limit").within(Range::at_least(1.0)),
        /// Growth of that capacity, in logarithms.
        pub build: Vec<f64> = Field::numbers(&quantity::RATE, "limit"),
        /// Time from today that is looked at.
        pub years: f64 = shared::YEARS.within(Range::POSITIVE),
    }
    check few;
}

/// More limits than this are not told apart in a table.
const MOST: usize = 12;

fn few(inputs: &Limits, table: &mut OpenTable<'_, '_>) {
    if inputs.limit.len() > MOST {
        let found = inputs.limit.len().to_string();
        table.fault("too-many", "limit", found, format!("at most {MOST} limits"), "keep those that might bind");
    }
}

/// What binds, when, and what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitsOutcome {
    /// The names of the limits.
    pub limit: Vec<String>,
    /// The first date at which any limit binds, yr, and which; `None` within the time looked at if none does.
    pub first: Option<(f64, usize)>,
    /// The date at which each limit first binds, beside the others, yr.
    pub binding: Vec<Option<f64>>,
    /// The first date, and which limit it is, if each limit is lifted in turn.
    pub without: Vec<Option<(f64, usize)>>,
    /// Dates of the path, yr.
    pub dates: Vec<f64>,
    /// The economy at those dates.
    pub path: Vec<Scarce>,
    /// Services wanted at prices without scarcity, of today's spending, at those dates.
    pub wanted: Vec<f64>,
    /// The services that the tightest limit alone would allow, in the same measure.
    pub tightest: Vec<f64>,
    /// The services that the next tightest limit alone would allow.
    pub next: Vec<f64>,
    /// Services made, in the same measure.
    pub made: Vec<f64>,
    certificate: Certificate,
}

impl LimitsOutcome {
    /// The economy at the end of the path.
    pub fn last(&self) -> Option<&Scarce> {
        self.path.last()
    }

    /// The certificate that the conditions hold at every date.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Dates of a path.
const DATES: usize = 41;

impl Model for Limits {
    type Outcome = LimitsOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.limits";
    const TITLE: &'static str = "Several limits at once";
    const PAGE: &'static str = include_str!("limits.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::Permutes("service"), Law::Permutes("limit")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "What is wanted, and what the limits allow",
        across: "years from today",
        x: "year",
        up: "services, of today's",
        log: true,
        lines: &[
            ChartLine::new("wanted without scarcity", "wanted"),
            ChartLine::new("made", "made"),
            ChartLine::new("tightest limit", "tightest"),
            ChartLine::new("next limit", "next"),
        ],
        thresholds: &[],
    }];

    fn example() -> Self {
        let limit = ["grid", "chips", "water", "carbon"];
        Self {
            limit: limit.map(str::to_owned).to_vec(),
            // Training, then inference.
            spending: vec![vec![1.0, 20.0, 0.1, 0.2], vec![10.0, 12.0, 1.0, 1.5]],
            other: Some(vec![10.0, 15.0]),
            elasticity: vec![1.2, 1.5],
            demand_growth: vec![0.6, 0.4],
            efficiency_growth: vec![0.3, 0.35, 0.3, 0.4],
            capacity: vec![1.6, 1.3, 3.0, 2.0],
            build: vec![0.05, 0.2, 0.03, 0.02],
            years: 10.0,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<LimitsOutcome, JevonsError> {
        let economy = inputs.economy();
        let dates: Vec<f64> = (0..DATES).map(|k| inputs.years * k as f64 / (DATES - 1) as f64).collect();
        let path = follow(&economy, &dates)?;
        let (mut wanted, mut made) = (Vec::new(), Vec::new());
        let (mut tightest, mut next) = (Vec::new(), Vec::new());
        let today: f64 = (0..economy.spending.len()).map(|i| economy.spent(i)).sum();
        for (date, state) in dates.iter().zip(&path) {
            let moment = economy.at(*date);
            let services = moment.services(&vec![1.0; economy.limits()]);
            let used = moment.use_of(&services);
            let all: f64 = services.iter().sum::<f64>() / today;
            let mut allowed: Vec<f64> = moment.capacity().iter().zip(&used).map(|(k, u)| all * k / u).collect();
            allowed.sort_by(f64::total_cmp);
            wanted.push(all);
            made.push(state.services.iter().sum::<f64>() / today);
            tightest.push(allowed[0]);
            next.push(*allowed.get(1).unwrap_or(&allowed[0]));
            in_range(&[("services wanted", all), ("what a limit allows", allowed[allowed.len() - 1])])?;
        }
        let without = (0..economy.limits()).map(|j| scarcity::first(&economy.without(j), &dates));
        let first = scarcity::first(&economy, &dates)?;
        Ok(LimitsOutcome {
            first,
            binding: scarcity::binding(&economy, &dates, &path, first)?,
            without: without.collect::<Result<_, JevonsError>>()?,
            certificate: conditions_hold(&economy, &dates, &path)?,
            limit: inputs.limit.clone(),
            dates,
            path,
            wanted,
            tightest,
            next,
            made,
        })
    }

    fn answer(outcome: &LimitsOutcome) -> Answer {
        answer(outcome)
    }
}

impl Limits {
    fn economy(&self) -> Economy {
        Economy {
            other: self.other.clone().unwrap_or_else(|| vec![0.0; self.spending.len()]),
            spending: self.spending.clone(),
            elasticity: self.elasticity.clone(),
            demand_growth: self.demand_growth.clone(),
            efficiency_growth: self.efficiency_growth.clone(),
            capacity: self.capacity.clone(),
            build: self.build.clone(),
        }
    }
}

/// The economy date by date, each solved from the prices of the one before.
fn follow(economy: &Economy, dates: &[f64]) -> Result<Vec<Scarce>, JevonsError> {
    let mut path: Vec<Scarce> = Vec::new();
    for date in dates {
        let guess = path.last().map_or_else(|| vec![1.0; economy.limits()], |state| state.things.clone());
        let state = economy.at(*date).clear(&guess)?;
        let numbers = state.services.iter().chain(&state.used).chain(&state.prices);
        for number in numbers {
            in_range(&[("services and their prices", *number)])?;
        }
        path.push(state);
    }
    Ok(path)
}

/// The conditions recomputed from the written input: price from cost, service from price, use from service, then the
/// smaller of what is left over and what scarcity adds to the price, for each thing and date.
fn conditions_hold(economy: &Economy, dates: &[f64], path: &[Scarce]) -> Result<Certificate, JevonsError> {
    let grown = |rate: f64, date: f64| (rate * date).exp();
    let residual = dates.iter().zip(path).map(|(date, state)| {
        let service = |i: usize| {
            let spent =
                |j: usize| economy.spending[i][j] * state.things[j] / grown(economy.efficiency_growth[j], *date);
            let price = (economy.other[i] + (0..economy.limits()).map(spent).sum::<f64>()) / economy.spent(i);
            grown(economy.demand_growth[i], *date) / price.powf(economy.elasticity[i])
        };
        let services: Vec<f64> = (0..economy.spending.len()).map(service).collect();
        worst((0..economy.limits()).map(|j| {
            let used: f64 = services.iter().zip(&economy.spending).map(|(s, row)| s * row[j]).sum();
            let needed = used / grown(economy.efficiency_growth[j], *date);
            let there = economy.capacity[j] * economy.used(j) * grown(economy.build[j], *date);
            (1.0 - needed / there).min(1.0 - state.things[j].recip()).abs()
        }))
    });
    let method = "conditions of Karush, Kuhn and Tucker recomputed from the input at every date";
    let certificate = Certificate {
        concept: Concept::Optimality,
        residual: worst(residual),
        scale: 1.0,
        tolerance: FIXED_POINT_CHECK_REL,
        method,
    };
    Ok(*Certified::new((), certificate)?.certificate())
}

fn answer(o: &LimitsOutcome) -> Answer {
    let (time, factor, money, axis) = (&quantity::DURATION, &quantity::RATIO, &quantity::MONEY_FLOW, "limit");
    let number = &quantity::NUMBER;
    let never = "not within the time";
    let name = |limit: Option<usize>| limit.map_or_else(|| "none".to_owned(), |j| o.limit[j].clone());
    let dates = |list: &[Option<f64>]| {
        let value = |date: &Option<f64>| date.map_or_else(|| Value::Text(never.to_owned()), Value::Number);
        Value::List(list.iter().map(|date| value(date).into()).collect())
    };
    let along = [Some(axis), None];
    let date_without: Vec<Option<f64>> = o.without.iter().map(|first| first.map(|(date, _)| date)).collect();
    let next_limit: Vec<String> = o.without.iter().map(|first| name(first.map(|(_, j)| j))).collect();
    let end = o.path.last();
    let of_end = |f: &dyn Fn(&Scarce) -> Vec<f64>| end.map(f).unwrap_or_default();
    let excess = |state: &Scarce| state.things.iter().map(|price| price - 1.0).collect::<Vec<f64>>();
    let rents =
        |state: &Scarce| excess(state).iter().zip(&state.used).map(|(scarcity, used)| scarcity * used).collect();
    let scarcities: Vec<Vec<f64>> = o.path.iter().map(excess).collect();
    Answer::new(Status::Converged { iterations: o.path.len() })
        .text("first_limit", name(o.first.map(|(_, j)| j)), "the limit that binds first")
        .number_or("first_date", time, o.first.map(|(date, _)| date), never, "when it binds, from today")
        .texts("limit", axis, &o.limit, "what is limited")
        .output("binding_date", time, "yr", dates(&o.binding), along, "when each binds, beside the others")
        .output("date_without", time, "yr", dates(&date_without), along, "first date if this one is lifted")
        .texts("next_limit", axis, &next_limit, "the limit that binds first then")
        .numbers(
            "scarcity",
            number,
            axis,
            &of_end(&excess),
            "what scarcity adds to the price at the end, of today's price",
        )
        .numbers("rent", money, axis, &of_end(&rents), "what is paid for scarcity at the end")
        .numbers("service_price", factor, "service", &of_end(&|s| s.prices.clone()), "price of each service at the end")
        .numbers(
            "service",
            money,
            "service",
            &of_end(&|s| s.services.clone()),
            "each service at the end, at today's prices",
        )
        .numbers("year", time, "year", &o.dates, "dates of the path")
        .numbers("wanted", factor, "year", &o.wanted, "services wanted without scarcity, of today's")
        .numbers("made", factor, "year", &o.made, "services made, of today's")
        .numbers("tightest", factor, "year", &o.tightest, "services that the tightest limit alone allows")
        .numbers("next", factor, "year", &o.next, "services that the next limit alone allows")
        .matrix("scarcity_path", number, ("year", axis), &scarcities, "what scarcity adds to each price on the path")
        .unique(Uniqueness::Proved {
            theorem: "use and prices of services: the conditions are those of a convex problem",
        })
        .certified_by(o.certificate)
}
