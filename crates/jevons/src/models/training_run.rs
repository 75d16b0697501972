#![doc = include_str!("training_run.md")]

use moloch_core::tolerance::CLOSED_FORM_REL;
use moloch_core::{
    Answer, Certificate, Certified, Checked, Concept, Field, Law, Model, Quantity, Range, Status, inputs, quantity,
};

use crate::certify::in_range;
use crate::{JevonsError, inputs as shared};

inputs! {
    /// One training run on a fleet of chips that fail now and then.
    pub struct TrainingRun {
        /// Chips that compute, N.
        pub chips: f64 = Field::number(&quantity::COUNT).within(Range::POSITIVE),
        /// Electric power of a chip at full load, with its part of server and network.
        pub chip_power: f64 = Field::number(&quantity::ENERGY_FLOW).within(Range::POSITIVE).in_unit("kW"),
        /// Time of computing, without interruptions.
        pub computing: f64 = Field::number(&quantity::DURATION).within(Range::POSITIVE).in_unit("day"),
        /// Power while computing, as a part of full load.
        pub utilisation: f64 = Field::number(&quantity::SHARE).within(SOME).or_number(1.0),
        /// Energy of the site for each unit of energy of the chips: power usage effectiveness.
        pub overhead: f64 = Field::number(&quantity::RATIO).within(Range::at_least(1.0)).or_number(1.2),
        /// Failures of one chip that interrupt the run.
        pub failure_rate: f64 = Field::number(&quantity::RATE).or_number(0.0),
        /// Time lost to one interruption: until the run is where it was.
        pub restart: f64 = Field::number(&quantity::DURATION).in_unit("day").or_number(0.0),
        /// Power during an interruption, as a part of full load.
        pub idle: f64 = Field::number(&quantity::SHARE).or_number(0.3),
        /// Runs of this kind in a year, all developers together.
        pub runs: f64 = Field::number(&quantity::RATE).within(Range::POSITIVE).or_number(1.0),
        /// People of the city that the run is compared with.
        pub people: f64 = Field::number(&quantity::COUNT).within(Range::POSITIVE).or_number(10_000.0),
        /// Electricity of one person of that city, all uses together.
        pub per_person: f64 = Field::number(&quantity::ENERGY_FLOW).within(Range::POSITIVE).in_unit("MWh/yr").or_number(7.0),
        /// Energy that all training is said to use; left out: nothing is reconciled.
        pub total: Option<f64> = shared::ENERGY.optional(),
    }
}

/// More than nothing, at most all.
const SOME: Range = Range { low: 0.0, low_open: true, high: 1.0, high_open: false };

/// One of a unit in the quantity's base unit.
fn in_base(quantity: &Quantity, unit: &str) -> f64 {
    quantity.conversion(unit, quantity.base()).unwrap_or(f64::NAN)
}

/// The energy of a run, what it equals, and whether it fits a quoted total.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingRunOutcome {
    /// Energy of one run, TWh.
    pub energy: f64,
    /// The part of that energy that cooling and conversion take.
    pub overhead_share: f64,
    /// Mean power of the site during the run, TWh/yr.
    pub mean_power: f64,
    /// Mean power of the chips as a part of full load.
    pub load: f64,
    /// Time from start to end, yr.
    pub duration: f64,
    /// Interruptions in the run.
    pub interruptions: f64,
    /// The part of the time that is lost to interruptions.
    pub lost: f64,
    /// Years for which the energy of a run lasts the city.
    pub city_years: f64,
    /// Energy of all runs, TWh/yr.
    pub all_runs: f64,
    /// The quoted total less the energy of all runs, TWh/yr; `None` without a total.
    pub gap: Option<f64>,
    /// Runs in a year that would make the quoted total, 1/yr.
    pub implied_runs: Option<f64>,
    certificate: Certificate,
}

impl TrainingRunOutcome {
    /// The certificate that power and time give the energy.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for TrainingRun {
    type Outcome = TrainingRunOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.training_run";
    const TITLE: &'static str = "Energy of one training run";
    const PAGE: &'static str = include_str!("training_run.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::EnergyScales];

    fn example() -> Self {
        Self {
            chips: 25_000.0,
            chip_power: 0.8125,
            computing: 95.0,
            utilisation: 1.0,
            overhead: 1.2,
            failure_rate: 0.0,
            restart: 0.0,
            idle: 0.3,
            runs: 15.0,
            people: 10_000.0,
            per_person: 7.0,
            total: Some(1.0),
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<TrainingRunOutcome, JevonsError> {
        let (day, kilowatt) = (in_base(&quantity::DURATION, "day"), in_base(&quantity::ENERGY_FLOW, "kW"));
        let megawatt_hour = in_base(&quantity::ENERGY_FLOW, "MWh/yr");
        let full = inputs.chips * inputs.chip_power * kilowatt;
        let interruptions = inputs.chips * inputs.failure_rate * inputs.computing * day;
        // Time lost for each unit of time of computing.
        let lost = interruptions * inputs.restart / inputs.computing;
        let load = (inputs.utilisation + lost * inputs.idle) / (1.0 + lost);
        let duration = inputs.computing * day * (1.0 + lost);
        let mean_power = full * load * inputs.overhead;
        let energy = full * inputs.overhead * inputs.computing * day * (inputs.utilisation + lost * inputs.idle);
        let city = inputs.people * inputs.per_person * megawatt_hour;
        let all_runs = energy * inputs.runs;
        let city_years = energy / city;
        let implied_runs = inputs.total.map(|total| total / energy);
        in_range(&[
            ("the power of the chips", full),
            ("the time lost to interruptions", lost),
            ("the duration", duration),
        ])?;
        in_range(&[("the energy of a run", energy), ("the energy of all runs", all_runs), ("city-years", city_years)])?;
        in_range(&[("the number of runs", implied_runs.unwrap_or(0.0)), ("the mean power", mean_power)])?;
        Ok(TrainingRunOutcome {
            energy,
            overhead_share: 1.0 - inputs.overhead.recip(),
            mean_power,
            load,
            duration,
            interruptions,
            lost: lost / (1.0 + lost),
            city_years,
            all_runs,
            gap: inputs.total.map(|total| total - all_runs),
            implied_runs,
            certificate: phase_by_phase(inputs, energy)?,
        })
    }

    fn answer(outcome: &TrainingRunOutcome) -> Answer {
        let o = outcome;
        let (flow, share, time) = (&quantity::ENERGY_FLOW, &quantity::SHARE, &quantity::DURATION);
        let day = in_base(time, "day");
        Answer::new(Status::ClosedForm)
            .number("energy", &quantity::ENERGY, o.energy, "energy of one run")
            .number_in(
                "MW",
                "mean_power",
                flow,
                o.mean_power / in_base(flow, "MW"),
                "mean power of the site in the run",
            )
            .number("overhead_share", share, o.overhead_share, "part of the energy that cooling and conversion take")
            .number("load", share, o.load, "mean power of the chips as a part of full load")
            .number_in("day", "duration", time, o.duration / day, "time from start to end")
            .number("interruptions", &quantity::COUNT, o.interruptions, "interruptions in the run")
            .number("lost_time", share, o.lost, "part of the time that is lost to interruptions")
            .number("city_years", time, o.city_years, "how long the energy of a run lasts the city")
            .number("all_runs", flow, o.all_runs, "energy of all runs of this kind")
            .number_or("gap", flow, o.gap, "no total was given", "quoted total less the energy of all runs")
            .number_or(
                "implied_runs",
                &quantity::RATE,
                o.implied_runs,
                "no total was given",
                "runs that make the total",
            )
            .certified_by(o.certificate)
    }
}

/// Energy recomputed in kilowatt-hours, phase by phase: computing, then every restart on its own.
fn phase_by_phase(inputs: &TrainingRun, energy: f64) -> Result<Certificate, JevonsError> {
    const HOURS_IN_A_DAY: f64 = 24.0;
    const HOURS_IN_A_YEAR: f64 = 8766.0;
    const KILOWATT_HOUR: f64 = 1e-9;
    let site = inputs.chips * inputs.chip_power * inputs.overhead;
    let hours = inputs.computing * HOURS_IN_A_DAY;
    let computing = site * inputs.utilisation * hours;
    let restarts = inputs.chips * (inputs.failure_rate / HOURS_IN_A_YEAR) * hours;
    let restarting = site * inputs.idle * (restarts * inputs.restart * HOURS_IN_A_DAY);
    let recomputed = (computing + restarting) * KILOWATT_HOUR;
    in_range(&[("the energy of computing", computing), ("the energy of restarts", restarting)])?;
    let residual = (recomputed - energy).abs();
    let method = "power times hours of computing and of restarts, in kilowatt-hours";
    let certificate =
        Certificate { concept: Concept::Identity, residual, scale: energy, tolerance: CLOSED_FORM_REL, method };
    Ok(*Certified::new((), certificate)?.certificate())
}
