#![doc = include_str!("nerlove.md")]

use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, Range, Status, inputs,
    quantity, worst,
};

use crate::certify::{in_range, positive};
use crate::{JevonsError, inputs as shared};

inputs! {
    /// Demand for a service that adjusts to its price little by little after a gain in efficiency.
    pub struct Nerlove {
        /// Price elasticity of demand for the service in the long run, eps.
        pub elasticity: f64 = shared::ELASTICITY,
        /// Adjustment, lambda: the part of the way to long-run demand that is covered in a period.
        pub adjustment: f64 = Field::number(&quantity::SHARE).within(Range::between(0.001, 1.0)),
        /// Length of a period.
        pub period: f64 = Field::number(&quantity::DURATION).within(Range::POSITIVE).or_number(1.0),
        /// Number of periods to follow.
        pub periods: usize = Field::integer(1, 500),
        /// Efficiency afterwards as a multiple of before, g, from the first period on.
        pub efficiency_gain: f64 = shared::EFFICIENCY_GAIN,
        /// Energy used before the gain.
        pub energy: f64 = shared::ENERGY.or_number(1.0),
    }
}

/// Demand on its way to the long run; the first point of each path is the day of the gain.
#[derive(Debug, Clone, PartialEq)]
pub struct NerloveOutcome {
    /// Elasticity after one period.
    pub short_run: f64,
    /// Elasticity after the last period followed.
    pub elasticity: f64,
    /// Elasticity in the long run.
    pub long_run: f64,
    /// Time in which half of the way to the long run is covered, yr.
    pub half_life: f64,
    /// Time after which energy is back at before on its way up, yr; `None` if it never is.
    pub back_at: Option<f64>,
    /// Energy before the gain, TWh/yr.
    pub energy_before: f64,
    /// Energy in the long run, TWh/yr.
    pub energy: f64,
    /// Energy saved from the gain to the last period followed, TWh; negative if more was used.
    pub saved: f64,
    /// Times, yr.
    pub times: Vec<f64>,
    /// Elasticity that a study of that length would measure.
    pub elasticity_path: Vec<f64>,
    /// Service as a multiple of before.
    pub service_path: Vec<f64>,
    /// Energy, TWh/yr.
    pub energy_path: Vec<f64>,
    certificate: Certificate,
}

impl NerloveOutcome {
    /// The certificate that the path obeys the adjustment from period to period.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Nerlove {
    /// The part of the way covered after some periods, $`1-(1-\lambda)^k`$.
    fn covered(&self, periods: f64) -> f64 {
        if periods == 0.0 { 0.0 } else { -(periods * (-self.adjustment).ln_1p()).exp_m1() }
    }

    /// Periods until this part of the way, below one, is covered.
    fn periods_until(&self, part: f64) -> f64 {
        (-part).ln_1p() / (-self.adjustment).ln_1p()
    }
}

impl Model for Nerlove {
    type Outcome = NerloveOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.nerlove";
    const TITLE: &'static str = "Rebound that takes time";
    const PAGE: &'static str = include_str!("nerlove.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::EnergyScales];
    const CHARTS: &'static [Chart] = &[
        Chart {
            title: "Energy falls on the day of the gain, and comes back",
            across: "time since the gain",
            x: "time",
            up: "energy",
            log: false,
            lines: &[ChartLine::new("energy", "energy_path")],
            thresholds: &[("before", "energy_before"), ("long run", "energy")],
        },
        Chart {
            title: "The longer the study, the larger the elasticity",
            across: "time since the gain",
            x: "time",
            up: "elasticity of the service",
            log: false,
            lines: &[ChartLine::new("elasticity", "elasticity_path")],
            thresholds: &[("long run", "long_run"), ("backfire", "threshold")],
        },
    ];

    fn example() -> Self {
        Self { elasticity: 2.0, adjustment: 0.3, period: 1.0, periods: 12, efficiency_gain: 3.0, energy: 11.0 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<NerloveOutcome, JevonsError> {
        let Self { elasticity, period, periods, efficiency_gain, energy, .. } = **inputs;
        let log_gain = efficiency_gain.ln();
        let steps: Vec<f64> = (0..=periods).map(|k| k as f64).collect();
        let elasticity_path: Vec<f64> = steps.iter().map(|k| elasticity * inputs.covered(*k)).collect();
        let service_path: Vec<f64> = elasticity_path.iter().map(|eps| (eps * log_gain).exp()).collect();
        let energy_path: Vec<f64> = elasticity_path.iter().map(|eps| energy * ((eps - 1.0) * log_gain).exp()).collect();
        // In the period after each point energy is what the point before it led to.
        let saved = energy_path[..periods].iter().map(|used| (energy - used) * period);
        let back_at = (elasticity > 1.0).then(|| period * inputs.periods_until(elasticity.recip()));
        let outcome = NerloveOutcome {
            short_run: elasticity_path[1],
            elasticity: elasticity_path[periods],
            long_run: elasticity,
            half_life: period * inputs.periods_until(0.5),
            back_at,
            energy_before: energy,
            energy: energy * ((elasticity - 1.0) * log_gain).exp(),
            saved: moloch_core::sum::compensated(saved),
            times: steps.iter().map(|k| k * period).collect(),
            certificate: adjusts_step_by_step(inputs, &service_path, &energy_path)?,
            elasticity_path,
            service_path,
            energy_path,
        };
        in_range(&[("energy", outcome.energy), ("the energy saved", outcome.saved)])?;
        Ok(outcome)
    }

    fn answer(outcome: &NerloveOutcome) -> Answer {
        let (pure, o) = (&quantity::NUMBER, outcome);
        let (time, energy) = (&quantity::DURATION, &quantity::ENERGY_FLOW);
        Answer::new(Status::ClosedForm)
            .number("short_run", pure, o.short_run, "elasticity after one period")
            .number("elasticity", pure, o.elasticity, "elasticity after the last period followed")
            .number("long_run", pure, o.long_run, "elasticity in the long run")
            .number("half_life", time, o.half_life, "time in which half of the way to the long run is covered")
            .number_or("back_at", time, o.back_at, "never", "time after which energy is back at before on its way up")
            .number("energy", energy, o.energy, "energy in the long run")
            .number("energy_before", energy, o.energy_before, "energy before the gain")
            .number("saved", &quantity::ENERGY, o.saved, "energy saved from the gain to the last period followed")
            .number("threshold", pure, 1.0, "elasticity above which more energy is used than before")
            .numbers("time", time, "period", &o.times, "time since the gain")
            .numbers(
                "elasticity_path",
                pure,
                "period",
                &o.elasticity_path,
                "elasticity that a study so long would find",
            )
            .numbers("service_path", &quantity::RATIO, "period", &o.service_path, "service as a multiple of before")
            .numbers("energy_path", energy, "period", &o.energy_path, "energy")
            .certified_by(o.certificate)
    }
}

/// The path again, one period after the other: a part of the way to what the new price asks for in the long run.
fn adjusts_step_by_step(inputs: &Nerlove, service: &[f64], energy: &[f64]) -> Result<Certificate, JevonsError> {
    for (service, energy) in service.iter().zip(energy) {
        positive(&[("service", *service), ("energy", *energy)])?;
    }
    let price = inputs.efficiency_gain.recip();
    let wanted = -inputs.elasticity * price.ln();
    let mut log_service = 0.0;
    let misses = service.iter().zip(energy).enumerate().map(|(k, (service, energy))| {
        if k > 0 {
            log_service = inputs.adjustment * wanted + (1.0 - inputs.adjustment) * log_service;
        }
        // Together in one exponent: service times energy may be beyond all numbers where energy times its price is not.
        let again = inputs.energy * (log_service + price.ln()).exp();
        let scale = 1.0 + wanted.abs();
        worst([(service.ln() - log_service).abs() / scale, (energy / again - 1.0).abs() / scale])
    });
    let certificate = Certificate {
        concept: Concept::Identity,
        residual: worst(misses.collect::<Vec<_>>()),
        scale: 1.0,
        tolerance: IDENTITY_REL,
        method: "the path recomputed one period after the other",
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
