#![doc = include_str!("acceleration.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, OpenTable, Range, Status,
    inputs, quantity, worst,
};

use crate::certify::in_range;
use crate::recursion::{self, Climb, LEAST_FEEDBACK};
use crate::{JevonsError, inputs as shared};

inputs! {
    /// Computing that makes computing more efficient.
    pub struct Acceleration {
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = shared::POSITIVE_ELASTICITY,
        /// Growth of efficiency today, in logarithms, c.
        pub efficiency_growth: f64 = shared::GROWTH.within(Range::POSITIVE),
        /// Elasticity of the growth of efficiency to the service used, beta: above 0 computing speeds research up by more
        /// than research gets harder.
        pub feedback: f64 = Field::number(&quantity::NUMBER).within(Range::between(-10.0, 10.0)),
        /// Time from today that is looked at.
        pub years: f64 = shared::YEARS.within(Range::POSITIVE),
        /// Energy used today.
        pub energy: f64 = shared::ENERGY,
        /// The most energy that there is; left out: no limit.
        pub ceiling: Option<f64> = shared::ENERGY.optional(),
    }
    check starts_below;
}

fn starts_below(inputs: &Acceleration, table: &mut OpenTable<'_, '_>) {
    if let Some(ceiling) = inputs.ceiling.filter(|ceiling| *ceiling <= inputs.energy) {
        let expected = format!("a number greater than the energy used today, {}", inputs.energy);
        table.fault("out-of-range", "ceiling", ceiling.to_string(), expected, "raise the ceiling or lower `energy`");
    }
}

/// How growth goes on, and whether it runs away.
#[derive(Debug, Clone, PartialEq)]
pub struct AccelerationOutcome {
    /// The exponent k of the law of efficiency, `eta' = c eta^(1+k)`.
    pub service_exponent: f64,
    /// The exponent b of the law of energy, `E' = a E^(1+b)`; `None` at an elasticity of 1, where energy stays as it is.
    pub energy_exponent: Option<f64>,
    /// Growth of energy today in logarithms, a E^b, 1/yr.
    pub energy_growth: f64,
    /// The date at which the law gives an infinite level, yr from today, by the closed form.
    pub blow_up: Option<f64>,
    /// The same date as an integration forward in time detects it.
    pub detected: Option<f64>,
    /// Times from today at which efficiency has doubled once, twice, three times, yr; only those that come.
    pub doublings: Vec<f64>,
    /// The date at which energy meets the ceiling; `None` without a ceiling or if it never does.
    pub ceiling_at: Option<f64>,
    /// The date at which energy that goes on growing as fast as today meets it.
    pub steady_ceiling_at: Option<f64>,
    /// The ceiling, TWh/yr.
    pub ceiling: Option<f64>,
    /// Dates of the path, yr.
    pub times: Vec<f64>,
    /// Energy on the path, TWh/yr.
    pub energy: Vec<f64>,
    /// Energy that goes on growing as fast as today, TWh/yr.
    pub steady: Vec<f64>,
    certificate: Certificate,
}

impl AccelerationOutcome {
    /// What kind of growth it is, in words.
    pub const fn regime(&self) -> &'static str {
        match self.service_exponent {
            k if k > 0.0 => "hyperbolic: infinite at a finite date",
            k if k < 0.0 => "slower than exponential",
            _ => "exponential",
        }
    }

    /// The certificate that an integration climbs as the closed form says.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Points of the path.
const POINTS: usize = 41;
/// The path ends where service or energy has grown, or fallen, by this factor.
const FAR: f64 = 1e9;
/// The path ends when only this part of the time to the blow-up is left: nearer, a date has too few digits for a level.
const LEFT: f64 = 1e-5;

impl Model for Acceleration {
    type Outcome = AccelerationOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.acceleration";
    const TITLE: &'static str = "Computing that improves computing";
    const PAGE: &'static str = include_str!("acceleration.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::EnergyScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Energy when growth feeds on itself",
        across: "years from today",
        x: "year",
        up: "energy",
        log: true,
        lines: &[ChartLine::new("with feedback", "energy"), ChartLine::new("growth of today", "steady_energy")],
        thresholds: &[("ceiling", "ceiling")],
    }];

    fn example() -> Self {
        Self {
            elasticity: 2.0,
            efficiency_growth: std::f64::consts::LN_2,
            feedback: 0.1,
            years: 10.0,
            energy: 11.0,
            ceiling: Some(27_700.0),
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<AccelerationOutcome, JevonsError> {
        let Self { elasticity, efficiency_growth: c, feedback, years, energy: start, ceiling } = **inputs;
        let k = elasticity * feedback;
        let per_efficiency = elasticity - 1.0;
        let growth = per_efficiency * c;
        let blow_up = recursion::blow_up(c, k);
        let doublings: Vec<f64> =
            (1..=3).map(|n| recursion::time_of(c, k, f64::from(n) * std::f64::consts::LN_2)).collect();
        let rise = ceiling.map(|ceiling| (ceiling / start).ln());
        let ceiling_at = rise.map(|rise| rise / per_efficiency).filter(|y| *y > 0.0 && y.is_finite());
        let ceiling_at = ceiling_at.map(|y| recursion::time_of(c, k, y)).filter(|date| date.is_finite());
        let far = FAR.ln() / elasticity.max(per_efficiency.abs()).max(1.0);
        let end = years.min(recursion::time_of(c, k, far)).min(blow_up.map_or(years, |date| date * (1.0 - LEFT)));
        in_range(&[
            ("the growth of energy", growth),
            ("the dates of doubling", doublings[2]),
            ("the end of the path", end),
        ])?;
        in_range(&[("the date of the blow-up", blow_up.unwrap_or(0.0)), ("the feedback on efficiency", k)])?;
        let times: Vec<f64> = (0..POINTS).map(|n| end * n as f64 / (POINTS - 1) as f64).collect();
        let at = |t: &f64| start * (per_efficiency * recursion::log_level(c, k, *t).unwrap_or(far)).exp();
        let (energy, steady): (Vec<f64>, Vec<f64>) = times.iter().map(|t| (at(t), start * (growth * t).exp())).unzip();
        for (level, plain) in energy.iter().zip(&steady) {
            in_range(&[("energy on the path", *level), ("energy at the growth of today", *plain)])?;
        }
        let climb = recursion::climb(|y| c * (k * y).exp(), k);
        Ok(AccelerationOutcome {
            service_exponent: k,
            energy_exponent: (per_efficiency != 0.0).then(|| k / per_efficiency),
            energy_growth: growth,
            blow_up,
            detected: climb.blow_up,
            doublings,
            ceiling_at,
            steady_ceiling_at: rise.map(|rise| rise / growth).filter(|date| *date > 0.0 && date.is_finite()),
            ceiling,
            times,
            energy,
            steady,
            certificate: climbs_alike(c, k, &climb)?,
        })
    }

    fn answer(outcome: &AccelerationOutcome) -> Answer {
        let o = outcome;
        let (time, energy, pure) = (&quantity::DURATION, &quantity::ENERGY_FLOW, &quantity::NUMBER);
        let never = "never";
        let answer = Answer::new(Status::ClosedForm)
            .text("regime", o.regime(), "what kind of growth it is")
            .number("service_exponent", pure, o.service_exponent, "k in the law of efficiency: eta' = c eta^(1+k)")
            .number_or(
                "energy_exponent",
                pure,
                o.energy_exponent,
                "energy stays as it is",
                "b in the law of energy: E' = a E^(1+b)",
            )
            .number("energy_growth", &quantity::RATE, o.energy_growth, "growth of energy today, in logarithms")
            .number_or("blow_up", time, o.blow_up, never, "date at which the law gives an infinite level")
            .number_or(
                "detected_blow_up",
                time,
                o.detected,
                never,
                "the same date, found by integrating forward in time",
            )
            .numbers("doublings", time, "doubling", &o.doublings, "dates at which efficiency has doubled again")
            .number_or("ceiling", energy, o.ceiling, "no ceiling", "the most energy that there is")
            .number_or("ceiling_at", time, o.ceiling_at, never, "date at which energy meets the ceiling")
            .number_or(
                "steady_ceiling_at",
                time,
                o.steady_ceiling_at,
                never,
                "that date if growth stays as it is today",
            )
            .numbers("year", time, "year", &o.times, "dates of the path, from today")
            .numbers("energy", energy, "year", &o.energy, "energy on the path")
            .numbers("steady_energy", energy, "year", &o.steady, "energy if growth stays as it is today")
            .certified_by(o.certificate);
        match o.blow_up.zip(o.ceiling_at) {
            Some((blow_up, ceiling)) if ceiling < blow_up => {
                answer.note("the ceiling is met before the date of the blow-up: the infinite level never comes")
            }
            _ => answer,
        }
    }
}

/// Difference that an integration in fixed steps may have, relative to the date.
const INTEGRATION_REL: f64 = 1e-8;

/// The integration forward in time against the closed form: dates of its stretches, and the date of the blow-up.
fn climbs_alike(growth: f64, feedback: f64, climb: &Climb) -> Result<Certificate, JevonsError> {
    let relative = |found: f64, known: f64| (found - known).abs() / known.abs();
    let stretches = climb.levels.iter().zip(&climb.times);
    let dates = stretches.map(|(y, t)| relative(*t, recursion::time_of(growth, feedback, *y)));
    let blow_up = match (climb.blow_up, recursion::blow_up(growth, feedback)) {
        (Some(found), Some(known)) => relative(found, known),
        (None, Some(_)) if feedback < LEAST_FEEDBACK => 0.0,
        (None, None) => 0.0,
        _ => f64::INFINITY,
    };
    let residual = worst(dates.chain([blow_up]));
    let method = "Runge-Kutta steps forward in time, and the limit of the times of equal rises";
    let certificate =
        Certificate { concept: Concept::Integration, residual, scale: 1.0, tolerance: INTEGRATION_REL, method };
    Ok(*Certified::new((), certificate)?.certificate())
}
