#![doc = include_str!("energy_path.md")]

use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, Value, inputs, quantity, worst,
};

use crate::certify::{in_range, root};
use crate::{JevonsError, inputs as shared};

inputs! {
    /// Energy of training and of answering at two dates, and what it is compared with.
    pub struct EnergyGrowth {
        /// Energy of training today.
        pub training: f64 = shared::ENERGY,
        /// Energy of training at the end.
        pub training_later: f64 = shared::ENERGY,
        /// Energy of answering today.
        pub inference: f64 = shared::ENERGY,
        /// Energy of answering at the end.
        pub inference_later: f64 = shared::ENERGY,
        /// Time from today to the end.
        pub years: f64 = shared::YEARS.within(Range::POSITIVE),
        /// Growth of efficiency on the way, in logarithms.
        pub efficiency_growth: f64 = shared::GROWTH.within(Range::POSITIVE),
        /// Answers given today.
        pub answers: Option<f64> = Field::number(&quantity::RATE).within(Range::POSITIVE).in_unit("1/day").optional(),
        /// Answers given at the end.
        pub answers_later: Option<f64> = Field::number(&quantity::RATE).within(Range::POSITIVE).in_unit("1/day").optional(),
        /// What energy is compared with.
        pub reference: Vec<String> = Field::texts("reference").or(DefaultValue::EmptyList),
        /// How much each of them uses.
        pub reference_energy: Vec<f64> =
            Field::numbers(&quantity::ENERGY_FLOW, "reference").within(Range::POSITIVE).or(DefaultValue::EmptyList),
    }
    check each_has_energy;
}

fn each_has_energy(inputs: &EnergyGrowth, table: &mut OpenTable<'_, '_>) {
    if inputs.reference.len() != inputs.reference_energy.len() {
        let found = inputs.reference_energy.len().to_string();
        let expected = format!("{} numbers, as many as `reference`", inputs.reference.len());
        table.fault("length", "reference_energy", found, expected, "give each reference its energy");
    }
}

/// Growth, doubling, comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct EnergyGrowthOutcome {
    /// Energy in total, today and at the end, TWh/yr.
    pub total: (f64, f64),
    /// The part of training, today and at the end.
    pub training_share: (f64, f64),
    /// Growth of training, of answering and of the total, in logarithms, 1/yr.
    pub growth: (f64, f64, f64),
    /// Time in which the total doubles at its mean growth, yr; `None` if it does not grow.
    pub doubling_time: Option<f64>,
    /// The elasticity at which efficiency makes energy grow so, `1 + growth/efficiency growth`.
    pub needed_elasticity: f64,
    /// Energy of one answer, today and at the end, TWh.
    pub per_answer: (Option<f64>, Option<f64>),
    /// The references by name.
    pub reference: Vec<String>,
    /// Each reference, of today's total.
    pub of_today: Vec<f64>,
    /// When the path passes each reference, yr from today; `None` if not on the way.
    pub passed: Vec<Option<f64>>,
    /// Dates of the path, yr.
    pub dates: Vec<f64>,
    /// Total energy on the path, training and answering each at its own growth, TWh/yr.
    pub path: Vec<f64>,
    /// Energy of answering on the path, TWh/yr.
    pub inference: Vec<f64>,
    /// Energy of training on the path, TWh/yr.
    pub training: Vec<f64>,
    certificate: Certificate,
}

impl EnergyGrowthOutcome {
    /// How many times the total grows.
    pub fn factor(&self) -> f64 {
        self.total.1 / self.total.0
    }

    /// The certificate that compounding year by year meets the end.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Points of the path.
const POINTS: usize = 41;

impl Model for EnergyGrowth {
    type Outcome = EnergyGrowthOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.energy_path";
    const TITLE: &'static str = "Energy of training and answering";
    const PAGE: &'static str = include_str!("energy_path.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::EnergyScales, Law::Permutes("reference")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Energy of training and answering",
        across: "years from today",
        x: "year",
        up: "energy",
        log: true,
        lines: &[
            ChartLine::new("in total", "energy"),
            ChartLine::new("answering", "inference_energy"),
            ChartLine::new("training", "training_energy"),
        ],
        thresholds: &[],
    }];

    fn example() -> Self {
        let references =
            [("Argentina", 146.0), ("all data centres in 2024", 415.0), ("Japan", 945.0), ("world", 27_700.0)];
        Self {
            training: 1.0,
            training_later: 10.0,
            inference: 10.0,
            inference_later: 1000.0,
            years: 6.0,
            efficiency_growth: std::f64::consts::LN_10,
            answers: Some(1e9),
            answers_later: Some(1e12),
            reference: references.map(|(name, _)| name.to_owned()).to_vec(),
            reference_energy: references.map(|(_, energy)| energy).to_vec(),
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<EnergyGrowthOutcome, JevonsError> {
        let years = inputs.years;
        let total = (inputs.training + inputs.inference, inputs.training_later + inputs.inference_later);
        let rate = |from: f64, to: f64| (to / from).ln() / years;
        let growth = (
            rate(inputs.training, inputs.training_later),
            rate(inputs.inference, inputs.inference_later),
            rate(total.0, total.1),
        );
        let at = |t: f64| (inputs.training * (growth.0 * t).exp(), inputs.inference * (growth.1 * t).exp());
        let dates: Vec<f64> = (0..POINTS).map(|k| years * k as f64 / (POINTS - 1) as f64).collect();
        let (training, inference): (Vec<f64>, Vec<f64>) = dates.iter().map(|t| at(*t)).unzip();
        let path: Vec<f64> = training.iter().zip(&inference).map(|(a, b)| a + b).collect();
        let per_day = quantity::RATE.conversion("1/day", "1/yr").unwrap_or(f64::NAN);
        let each = |energy: f64, answers: Option<f64>| answers.map(|answers| energy / (answers * per_day));
        let per_answer = (each(inputs.inference, inputs.answers), each(inputs.inference_later, inputs.answers_later));
        let needed_elasticity = 1.0 + growth.2 / inputs.efficiency_growth;
        let passed = inputs.reference_energy.iter().map(|level| passes(*level, &dates, &path, |t| at(t).0 + at(t).1));
        let of_today: Vec<f64> = inputs.reference_energy.iter().map(|energy| energy / total.0).collect();
        in_range(&[
            ("the growth of energy", growth.2),
            ("the growth of training", growth.0),
            ("of answering", growth.1),
        ])?;
        in_range(&[
            ("energy in total", total.0),
            ("energy at the end", total.1),
            ("the elasticity", needed_elasticity),
        ])?;
        in_range(&[("energy of an answer", per_answer.0.unwrap_or(0.0)), ("later", per_answer.1.unwrap_or(0.0))])?;
        for ratio in &of_today {
            in_range(&[("a reference, of today's energy", *ratio)])?;
        }
        Ok(EnergyGrowthOutcome {
            total,
            training_share: (inputs.training / total.0, inputs.training_later / total.1),
            growth,
            doubling_time: (growth.2 > 0.0).then(|| std::f64::consts::LN_2 / growth.2),
            needed_elasticity,
            per_answer,
            reference: inputs.reference.clone(),
            of_today,
            passed: passed.collect::<Result<_, JevonsError>>()?,
            certificate: compounds(inputs, total.1, growth)?,
            dates,
            path,
            inference,
            training,
        })
    }

    fn answer(outcome: &EnergyGrowthOutcome) -> Answer {
        let o = outcome;
        let (flow, share, rate, axis) = (&quantity::ENERGY_FLOW, &quantity::SHARE, &quantity::RATE, "reference");
        let watt_hour = quantity::ENERGY.conversion("TWh", "Wh").unwrap_or(f64::NAN);
        let each = |energy: Option<f64>| {
            energy.map_or_else(
                || Value::Text("answers were not given".into()),
                |energy| Value::Number(energy * watt_hour),
            )
        };
        let date = |date: &Option<f64>| date.map_or_else(|| Value::Text("not on the way".into()), Value::Number);
        let passed = Value::List(o.passed.iter().map(|passed| date(passed).into()).collect());
        let (none, energy) = ([None, None], &quantity::ENERGY);
        Answer::new(Status::ClosedForm)
            .number("total", flow, o.total.0, "energy today")
            .number("total_later", flow, o.total.1, "energy at the end")
            .number("factor", &quantity::RATIO, o.factor(), "how many times it grows")
            .number("growth", rate, o.growth.2, "growth of the total in logarithms")
            .number("training_growth", rate, o.growth.0, "growth of training")
            .number("inference_growth", rate, o.growth.1, "growth of answering")
            .number_or(
                "doubling_time",
                &quantity::DURATION,
                o.doubling_time,
                "never",
                "time in which the total doubles",
            )
            .number("training_share", share, o.training_share.0, "part of training today")
            .number("training_share_later", share, o.training_share.1, "part of training at the end")
            .number("needed_elasticity", &quantity::NUMBER, o.needed_elasticity, "elasticity that makes energy grow so")
            .output("per_answer", energy, "Wh", each(o.per_answer.0), none, "energy of an answer today")
            .output("per_answer_later", energy, "Wh", each(o.per_answer.1), none, "energy of an answer at the end")
            .texts("reference", axis, &o.reference, "what energy is compared with")
            .numbers("of_today", &quantity::RATIO, axis, &o.of_today, "how much more it uses than the total today")
            .output("passed", &quantity::DURATION, "yr", passed, [Some(axis), None], "when the path passes it")
            .numbers("year", &quantity::DURATION, "year", &o.dates, "dates of the path")
            .numbers("energy", flow, "year", &o.path, "energy on the path")
            .numbers("inference_energy", flow, "year", &o.inference, "energy of answering on the path")
            .numbers("training_energy", flow, "year", &o.training, "energy of training on the path")
            .certified_by(o.certificate)
    }
}

/// The first date on the path at which energy reaches a level from below.
fn passes(level: f64, dates: &[f64], path: &[f64], at: impl Fn(f64) -> f64) -> Result<Option<f64>, JevonsError> {
    let Some(k) = (1..path.len()).find(|k| path[*k - 1] < level && path[*k] >= level) else { return Ok(None) };
    let excess = |t: f64| at(t) - level;
    if excess(dates[k]) <= 0.0 {
        return Ok(Some(dates[k]));
    }
    root("the date at which a reference is passed", dates[k - 1], dates[k], excess).map(Some)
}

/// Compounding in equal steps from today meets the end, and the mean growth compounds to it as well.
fn compounds(inputs: &EnergyGrowth, end: f64, growth: (f64, f64, f64)) -> Result<Certificate, JevonsError> {
    const STEPS: u32 = 64;
    let step = inputs.years / f64::from(STEPS);
    let climb = |start: f64, rate: f64| (0..STEPS).fold(start, |energy, _| energy * (rate * step).exp());
    let apart = climb(inputs.training, growth.0) + climb(inputs.inference, growth.1);
    let together = climb(inputs.training + inputs.inference, growth.2);
    let residual = worst([apart, together].map(|energy| (energy / end - 1.0).abs()));
    let method = "growth compounded in equal steps, against the energy at the end";
    let certificate = Certificate { concept: Concept::Identity, residual, scale: 1.0, tolerance: IDENTITY_REL, method };
    Ok(*Certified::new((), certificate)?.certificate())
}
