#![doc = include_str!("demand.md")]

use moloch_core::root::bisect;
use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Choice, Concept, DefaultValue, Field, Law, Model,
    OpenTable, Range, Status, inputs, quantity, worst,
};

use crate::certify::in_range;
use crate::quadrature::integrate;
use crate::systems::{Curve, System};
use crate::{JevonsError, Regime, demand, inputs as shared, path};

inputs! {
    /// A service made from energy whose elasticity changes with its price.
    pub struct Demand {
        /// The form of the demand curve.
        pub system: System = Field::choice(System::WORDS).or(DefaultValue::Text("linear")),
        /// Price elasticity of demand for the service at today's price, eps.
        pub elasticity: f64 = shared::POSITIVE_ELASTICITY,
        /// Part of all users who use the service today (logit), or of the budget spent on it (translog, Stone-Geary).
        pub share: f64 = Field::number(&quantity::SHARE).within(Range::between(0.001, 0.95)).or_number(0.1),
        /// Efficiency afterwards as a multiple of today's, g.
        pub efficiency_gain: f64 = Field::number(&quantity::RATIO).within(Range::between(0.01, 1e6)),
        /// Energy used today.
        pub energy: f64 = shared::ENERGY.or_number(1.0),
        /// Price of energy.
        pub energy_price: f64 = shared::ENERGY_PRICE,
    }
    check stays_regular;
}

/// A household without such preferences would be asked for, or a price at which nothing is bought.
fn stays_regular(inputs: &Demand, table: &mut OpenTable<'_, '_>) {
    let Demand { elasticity: eps, share, efficiency_gain: gain, system, .. } = *inputs;
    let (expected, why) = match system {
        System::Translog if eps < share => {
            (format!("at least the share, {share}"), "dearer service would be liked more")
        }
        System::StoneGeary if eps * share >= 1.0 => {
            (format!("less than 1 by the share, {}", share.recip()), "the budget would not pay for its growth")
        }
        _ => (String::new(), ""),
    };
    if !why.is_empty() {
        let next = format!("change `elasticity` or `share`: at these {why}");
        table.fault("not-regular", "elasticity", eps.to_string(), expected, &next);
        return;
    }
    let (cheapest, dearest) = inputs.curve().regular_prices();
    if !(cheapest < gain.recip() && gain.recip() < dearest) {
        let expected = format!("greater than {} and less than {}", dearest.recip(), cheapest.recip());
        let next = "move the gain towards 1, or choose another `system`";
        table.fault("not-regular", "efficiency_gain", gain.to_string(), expected, next);
    }
}

/// What a gain in efficiency does along a demand curve.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandOutcome {
    /// Elasticity at the price afterwards.
    pub elasticity: f64,
    /// Rebound of the whole gain.
    pub finite: f64,
    /// What kind of rebound the whole gain has.
    pub regime: Regime,
    /// Service as a multiple of today's.
    pub service_factor: f64,
    /// Energy as a multiple of today's.
    pub energy_factor: f64,
    /// Energy afterwards, TWh/yr.
    pub energy: f64,
    /// What the cheaper service is worth to its users, bn USD/yr.
    pub users_gain: f64,
    /// The efficiency at which the elasticity is one, as a multiple of today's; `None` if there is no such point.
    pub unit_elastic_gain: Option<f64>,
    /// The gain at which energy is back at today's after it has risen; `None` if it never is.
    pub break_even_gain: Option<f64>,
    /// The most energy that any gain leads to, as a multiple of today's; `None` if there is no limit.
    pub most_energy: Option<f64>,
    /// Efficiencies along the way, as multiples of today's.
    pub gains: Vec<f64>,
    /// Service at each of them, as a multiple of today's.
    pub service_path: Vec<f64>,
    /// Energy at each of them, as a multiple of today's.
    pub energy_path: Vec<f64>,
    /// Elasticity at each of them.
    pub elasticity_path: Vec<f64>,
    certificate: Certificate,
}

impl DemandOutcome {
    /// The certificate that energy along the path is the integral of the local rebound.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Demand {
    /// The demand curve.
    pub const fn curve(&self) -> Curve {
        Curve { system: self.system, elasticity: self.elasticity, share: self.share }
    }

    /// Energy at a gain, as a multiple of today's.
    fn energy_at(&self, gain: f64) -> f64 {
        self.curve().service(gain.recip()) / gain
    }

    /// The gain above one at which energy is back at today's.
    fn break_even_gain(&self) -> Result<Option<f64>, JevonsError> {
        match self.system {
            _ if self.elasticity <= 1.0 => Ok(None),
            // In units of today's, energy is (1 + eps - eps / g) / g, which is 1 at g = 1 and at g = eps.
            System::Linear => Ok(Some(self.elasticity)),
            System::Logit => {
                let peak = self.curve().unit_elastic_price().unwrap_or(1.0).recip();
                // When everybody uses the service, energy can only fall.
                let most = 2.0 * self.share.recip();
                Ok(Some(bisect(peak, most, |gain| self.energy_at(gain) - 1.0)?.at))
            }
            System::Constant | System::Translog | System::StoneGeary => Ok(None),
        }
    }
}

impl Model for Demand {
    type Outcome = DemandOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.demand";
    const TITLE: &'static str = "Rebound along a demand curve";
    const PAGE: &'static str = include_str!("demand.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales];
    const CHARTS: &'static [Chart] = &[
        Chart {
            title: "Service and energy against efficiency",
            across: "efficiency, as a multiple of today's",
            x: "gain",
            up: "as a multiple of today's",
            log: true,
            lines: &[ChartLine::new("energy", "energy_path"), ChartLine::new("service", "service_path")],
            thresholds: &[("most energy", "most_energy")],
        },
        Chart {
            title: "The elasticity falls to one, and backfire ends",
            across: "efficiency, as a multiple of today's",
            x: "gain",
            up: "price elasticity of demand",
            log: false,
            lines: &[ChartLine::new("elasticity", "elasticity_path")],
            thresholds: &[("energy no longer rises", "threshold")],
        },
    ];

    fn example() -> Self {
        let (system, share) = (System::Linear, 0.1);
        Self { system, elasticity: 3.0, share, efficiency_gain: 10.0, energy: 11.0, energy_price: 0.1 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<DemandOutcome, JevonsError> {
        let (curve, gain) = (inputs.curve(), inputs.efficiency_gain);
        let price = gain.recip();
        let (service_factor, energy_factor) = (curve.service(price), inputs.energy_at(gain));
        in_range(&[("service", service_factor), ("energy", energy_factor * inputs.energy)])?;
        let log_gain = gain.ln();
        let average = if log_gain == 0.0 { curve.elasticity } else { 1.0 + energy_factor.ln() / log_gain };
        let spending = inputs.energy * inputs.energy_price;
        let gains = path::gains(gain);
        let along = |f: &dyn Fn(f64) -> f64| gains.iter().map(|gain| f(*gain)).collect::<Vec<f64>>();
        let outcome = DemandOutcome {
            elasticity: curve.elasticity_at(price),
            finite: demand::finite_rebound(gain, average),
            regime: Regime::of(average),
            service_factor,
            energy_factor,
            energy: inputs.energy * energy_factor,
            users_gain: spending * integrate(price.ln(), 0.0, |log_price| spent(&curve, log_price)),
            unit_elastic_gain: curve.unit_elastic_price().map(f64::recip),
            break_even_gain: inputs.break_even_gain()?,
            most_energy: curve.most_energy(),
            service_path: along(&|gain| curve.service(gain.recip())),
            energy_path: along(&|gain| inputs.energy_at(gain)),
            elasticity_path: along(&|gain| curve.elasticity_at(gain.recip())),
            certificate: integral_of_the_local_rebound(&curve, &gains, &along(&|gain| inputs.energy_at(gain)))?,
            gains,
        };
        in_range(&[("the finite rebound", outcome.finite), ("the users' gain", outcome.users_gain)])?;
        Ok(outcome)
    }

    fn answer(outcome: &DemandOutcome) -> Answer {
        let (pure, factor, o) = (&quantity::NUMBER, &quantity::RATIO, outcome);
        Answer::new(Status::ClosedForm)
            .number("elasticity", pure, o.elasticity, "elasticity at the price afterwards")
            .number("finite_rebound", pure, o.finite, "part of the expected saving of the whole gain that is not saved")
            .text("regime", o.regime.word(), "what kind of rebound the whole gain has")
            .number("service_factor", factor, o.service_factor, "service as a multiple of today's")
            .number("energy_factor", factor, o.energy_factor, "energy as a multiple of today's")
            .number("energy", &quantity::ENERGY_FLOW, o.energy, "energy afterwards")
            .number("users_gain", &quantity::MONEY_FLOW, o.users_gain, "worth of the cheaper service to its users")
            .number_or(
                "unit_elastic_gain",
                factor,
                o.unit_elastic_gain,
                "none",
                "efficiency from which on energy no longer rises, as a multiple of today's",
            )
            .number_or(
                "break_even_gain",
                factor,
                o.break_even_gain,
                "none",
                "gain at which energy is back at today's after it has risen",
            )
            .number_or("most_energy", factor, o.most_energy, "no limit", "the most energy that any gain leads to")
            .number("threshold", pure, 1.0, "elasticity above which energy rises with efficiency")
            .numbers("gain", factor, "step", &o.gains, "efficiency along the way, as a multiple of today's")
            .numbers("service_path", factor, "step", &o.service_path, "service there, as a multiple of today's")
            .numbers("energy_path", factor, "step", &o.energy_path, "energy there, as a multiple of today's")
            .numbers("elasticity_path", pure, "step", &o.elasticity_path, "elasticity there")
            .certified_by(o.certificate)
    }
}

/// Spending on the service at the logarithm of a price, in units of today's.
fn spent(curve: &Curve, log_price: f64) -> f64 {
    let price = log_price.exp();
    price * curve.service(price)
}

/// Energy at every point of the path against the integral of the local elasticity less one.
fn integral_of_the_local_rebound(curve: &Curve, gains: &[f64], energy: &[f64]) -> Result<Certificate, JevonsError> {
    let local = |log_gain: f64| curve.elasticity_at((-log_gain).exp()) - 1.0;
    let steps = gains.windows(2).zip(energy.windows(2)).map(|(gains, energy)| {
        let logs = [gains[0].ln(), gains[1].ln()];
        let (closed, summed) = ((energy[1] / energy[0]).ln(), integrate(logs[0], logs[1], local));
        (closed - summed).abs() / (1.0 + closed.abs())
    });
    let certificate = Certificate {
        concept: Concept::Integration,
        residual: worst(steps),
        scale: 1.0,
        tolerance: IDENTITY_REL,
        method: "the local elasticity less one, integrated over each step of efficiency",
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
