#![doc = include_str!("stages.md")]

use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, OpenTable, Range, Status,
    inputs, quantity, worst,
};

use crate::certify::in_range;
use crate::{JevonsError, inputs as shared};

inputs! {
    /// A path of computing, the stages it goes through and the energy it takes.
    pub struct Stages {
        /// Dates of the path.
        pub year: Vec<f64> = Field::numbers(&quantity::DURATION, "date"),
        /// Computing at each date, as a multiple of the baseline.
        pub compute: Vec<f64> = Field::numbers(&quantity::RATIO, "date"),
        /// The stages.
        pub stage: Vec<String> = Field::texts("stage"),
        /// Computing from which each stage counts as reached; the lowest counts from the start.
        pub stage_from: Vec<f64> = Field::numbers(&quantity::RATIO, "stage"),
        /// The classes of energy.
        pub class: Vec<String> = Field::texts("class"),
        /// Energy from which each class counts as reached; the lowest counts from the start.
        pub class_from: Vec<f64> = Field::numbers(&quantity::ENERGY_FLOW, "class").within(Range::POSITIVE),
        /// Energy at the first date.
        pub energy: f64 = shared::ENERGY,
        /// Growth of efficiency, in logarithms.
        pub efficiency_growth: f64 = shared::GROWTH,
    }
    check in_order;
}

fn in_order(inputs: &Stages, table: &mut OpenTable<'_, '_>) {
    if let Some(pair) = inputs.year.windows(2).find(|pair| pair[1] <= pair[0]) {
        let (found, expected) = (pair[1].to_string(), format!("a date after the one before, {}", pair[0]));
        table.fault("unsorted", "year", found, expected, "sort the dates");
    }
    if inputs.year.len() < 2 {
        table.fault("too-few", "year", inputs.year.len().to_string(), "at least two dates", "add a date");
    }
}

/// Stage and class at each date.
#[derive(Debug, Clone, PartialEq)]
pub struct StagesOutcome {
    /// Place of the stage at each date in the order of thresholds, from 0.
    pub stage: Vec<usize>,
    /// Energy at each date, TWh/yr.
    pub energy: Vec<f64>,
    /// Place of the class of energy at each date in the order of thresholds, from 0.
    pub class: Vec<usize>,
    /// Growth of computing between the dates, in logarithms, 1/yr.
    pub growth: Vec<f64>,
    /// The elasticity that makes computing grow so, over the whole path; `None` if efficiency stays.
    pub elasticity: Option<f64>,
    /// Names for tables: stage and class at each date.
    pub names: Vec<(String, String)>,
    /// Dates of a finer path, yr.
    pub dates: Vec<f64>,
    /// Energy on it, TWh/yr.
    pub path: Vec<f64>,
    certificate: Certificate,
}

impl StagesOutcome {
    /// The certificate that energies follow from growth, step by step.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Points of the finer path.
const POINTS: usize = 41;

impl Model for Stages {
    type Outcome = StagesOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.stages";
    const TITLE: &'static str = "Stages of computing and classes of energy";
    const PAGE: &'static str = include_str!("stages.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::EnergyScales, Law::Permutes("stage"), Law::Permutes("class")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Energy through the stages",
        across: "year",
        x: "year",
        up: "energy",
        log: true,
        lines: &[ChartLine::new("energy", "energy_path")],
        thresholds: &[],
    }];

    fn example() -> Self {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        Self {
            year: vec![2021.5, 2023.5, 2025.0, 2027.0],
            compute: vec![1.0, 1e2, 1e4, 1e6],
            stage: words(&["elite tool", "professional", "consumer", "ambient", "substrate"]),
            stage_from: vec![0.1, 1e1, 1e3, 1e5, 1e7],
            class: words(&["data centre", "small city", "major city", "small country", "civilisation"]),
            class_from: vec![0.01, 0.35, 7.0, 15.0, 2770.0],
            energy: 0.62,
            efficiency_growth: 600_f64.ln() / 4.0,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<StagesOutcome, JevonsError> {
        let (year, compute) = (&inputs.year, &inputs.compute);
        let level = |date: f64, compute_then: f64| {
            inputs.energy * (compute_then / compute[0]) * (-inputs.efficiency_growth * (date - year[0])).exp()
        };
        let energy: Vec<f64> = year.iter().zip(compute).map(|(date, then)| level(*date, *then)).collect();
        let last = year.len() - 1;
        let dates: Vec<f64> =
            (0..POINTS).map(|k| year[0] + (year[last] - year[0]) * k as f64 / (POINTS - 1) as f64).collect();
        let path: Vec<f64> = dates.iter().map(|date| level(*date, between(year, compute, *date))).collect();
        for energy in energy.iter().chain(&path) {
            in_range(&[("energy on the path", *energy)])?;
        }
        let growth: Vec<f64> =
            (1..year.len()).map(|k| (compute[k] / compute[k - 1]).ln() / (year[k] - year[k - 1])).collect();
        let mean = (compute[last] / compute[0]).ln() / (year[last] - year[0]);
        let elasticity = (inputs.efficiency_growth > 0.0)
            .then(|| 1.0 + (mean - inputs.efficiency_growth) / inputs.efficiency_growth);
        in_range(&[("the elasticity", elasticity.unwrap_or(0.0))])?;
        let (stages, classes) = (rising(&inputs.stage_from), rising(&inputs.class_from));
        let stage: Vec<usize> = compute.iter().map(|then| reached(&stages, &inputs.stage_from, *then)).collect();
        let class: Vec<usize> = energy.iter().map(|energy| reached(&classes, &inputs.class_from, *energy)).collect();
        let name = |(s, c): (&usize, &usize)| (inputs.stage[stages[*s]].clone(), inputs.class[classes[*c]].clone());
        Ok(StagesOutcome {
            names: stage.iter().zip(&class).map(name).collect(),
            certificate: step_by_step(inputs, &growth, &energy)?,
            stage,
            class,
            energy,
            growth,
            elasticity,
            dates,
            path,
        })
    }

    fn answer(outcome: &StagesOutcome) -> Answer {
        let o = outcome;
        let (stages, classes): (Vec<String>, Vec<String>) = o.names.iter().cloned().unzip();
        Answer::new(Status::ClosedForm)
            .texts("stage", "date", &stages, "stage at each date")
            .numbers("energy", &quantity::ENERGY_FLOW, "date", &o.energy, "energy at each date")
            .texts("class", "date", &classes, "class of that energy")
            .numbers(
                "growth",
                &quantity::RATE,
                "step",
                &o.growth,
                "growth of computing between the dates, in logarithms",
            )
            .number_or(
                "elasticity",
                &quantity::NUMBER,
                o.elasticity,
                "efficiency stays",
                "elasticity of computing to efficiency",
            )
            .numbers("year", &quantity::DURATION, "year", &o.dates, "dates of a finer path")
            .numbers("energy_path", &quantity::ENERGY_FLOW, "year", &o.path, "energy on it")
            .certified_by(o.certificate)
    }
}

/// The order in which thresholds rise.
fn rising(thresholds: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..thresholds.len()).collect();
    order.sort_by(|a, b| thresholds[*a].total_cmp(&thresholds[*b]));
    order
}

/// The place, in rising order, of the last threshold that a level reaches; the first where it reaches none.
fn reached(order: &[usize], thresholds: &[f64], level: f64) -> usize {
    order.iter().rposition(|k| level >= thresholds[*k]).unwrap_or(0)
}

/// Computing at a date between two of the path, on a straight line in logarithms.
fn between(year: &[f64], compute: &[f64], date: f64) -> f64 {
    let k = year.iter().rposition(|known| *known <= date).unwrap_or(0).min(year.len() - 2);
    let part = ((date - year[k]) / (year[k + 1] - year[k])).clamp(0.0, 1.0);
    (compute[k].ln() * (1.0 - part) + compute[k + 1].ln() * part).exp()
}

/// Energy compounded from date to date at the growth of computing less that of efficiency.
fn step_by_step(inputs: &Stages, growth: &[f64], energy: &[f64]) -> Result<Certificate, JevonsError> {
    let mut level = inputs.energy;
    let misses: Vec<f64> = (1..energy.len())
        .map(|k| {
            level *= ((growth[k - 1] - inputs.efficiency_growth) * (inputs.year[k] - inputs.year[k - 1])).exp();
            (level / energy[k] - 1.0).abs()
        })
        .collect();
    let method = "energy compounded from date to date, against its closed form";
    let certificate = Certificate {
        concept: Concept::Identity,
        residual: worst(misses),
        scale: 1.0,
        tolerance: IDENTITY_REL,
        method,
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
